"""Parts of a page in a sidebar, in tabs that are named one by one, and first of all on their page."""

import re

from sayso.design.offline.refine.arranging import on_top, shown, without
from sayso.design.offline.refine.screens import component_kinds, page_of
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.spec.edits import SetLayout
from sayso.spec.model import Container, Direction, Page, Slot

from .showing import layout_of
from .spoken_parts import Part, after, called, spoken_part

_LEAD = r"^(?:(?:{place}|{show}|{make}|i want|i'd like) )?(?:the |all the |our )?"
_SIDEBAR = (
    pattern(
        rf"{_LEAD}(?P<a>[\w' -]+?)(?: (?:should|must|could)? ?(?:be|go|come|sit|appear))? "
        r"(?:in|into|to|as) (?:a |the |an? \w+ )?"
        r"side ?bar(?: (?:on|of|in|at) (?:the )?(?P<page>[\w' -]+?)(?: page)?)?$"
    ),
    pattern(
        r"^(?:{add} )?(?:a |the )?side ?bar (?:with|for|that shows|showing) (?:the |all )?(?P<a>[\w' -]+?)"
        r"(?: (?:on|of|in|at|next to) (?:the )?(?P<page>[\w' -]+?)(?: page)?)?$"
    ),
)
_TABS = (
    pattern(
        r"^(?:{add} |{make} |{show} |use )?(?:two |separate )?tabs (?:on|for|in|at) (?:the )?"
        r"(?P<page>[\w' -]+?)(?: page)?(?:\s*[:,-]\s*|,? with )(?:one (?:with|for) )?(?:the |a )?"
        r"(?P<a>[\w' -]+?),? (?:and )?(?:one (?:with|for) )?(?:and )?(?:the |a )?(?P<b>[\w' -]+)$"
    ),
    pattern(
        r"^(?:{add} |{make} |{show} |use )?(?:two |separate )?tabs (?:with|for|:) (?:the |a )?"
        r"(?P<a>[\w' -]+?) and (?:the |a )?(?P<b>[\w' -]+?)(?: on (?:the )?(?P<page>[\w' -]+?)(?: page)?)?$"
    ),
)
_SPLIT = pattern(
    r"^(?:split|divide|break) (?:up )?(?:the )?(?P<page>[\w' -]+?)(?: page)? "
    r"(?:in|into) (?:two |separate )?tabs?"
    r"(?:,|:| with| for)? (?:the |a )?(?P<a>[\w' -]+?) (?:and|,) (?:the |a )?(?P<b>[\w' -]+)$"
)
_FIRST = pattern(
    r"^(?:{make}|have|let|i want) (?:the )?(?P<a>[\w' -]+?) (?:be |come |appear )?(?:the )?(?:very )?first"
    r"(?: thing| item| element| block| part)?(?: (?:you|i|we|they|people) see)? (?:on|of|in) (?:the )?"
    r"(?P<page>[\w' -]+?)(?: page)?$"
)


def arrange_sides(clause: str, situation: Situation) -> Change | None:
    """Sidebars, tabs and first places."""
    for way in _SIDEBAR:
        if match := way.match(clause):
            return _sidebar(match["a"], match.groupdict().get("page"), clause, situation)
    for way in (*_TABS, _SPLIT):
        if match := way.match(clause):
            return _tabs(match.groupdict(), clause, situation)
    if match := _FIRST.match(clause):
        return _first(match["a"], match["page"], clause, situation)
    return None


def _named(page: str | None, situation: Situation) -> Page | None:
    if not page:
        return None
    entity = situation.mentions.entity(page)
    return situation.mentions.page(page) or (page_of(situation.spec, entity.name) if entity else None)


def _part(phrase: str, page: str | None, clause: str, situation: Situation) -> Part | None:
    if not component_kinds(phrase) and not situation.mentions.entities_in(phrase):
        return None
    return spoken_part(phrase, situation, clause, situation.mentions.entity(page) if page else None)


def _place(part: Part, page: str | None, situation: Situation) -> Page | None:
    now = after(situation, part.edits)
    wanted = _named(page, now) or page_of(now.spec, part.entity.name)
    return next((one for one in now.spec.pages if wanted is not None and one.id == wanted.id), None)


def _sidebar(phrase: str, page: str | None, clause: str, situation: Situation) -> Change | None:
    part = _part(phrase, page, clause, situation)
    target = _place(part, page, situation) if part else None
    if part is None or target is None:
        return None
    rest = without(layout_of(target), part.component.name)
    if not rest.children:
        return None
    layout = Container(direction=Direction.SIDEBAR, children=(Slot(component=part.component.name), rest))
    said = f"The {called(part)} is in a sidebar of the page {target.title} now."
    focus = Focus(entity=part.entity.id, component=part.component.id)
    return Change(said, (*part.edits, SetLayout(target=target.id, layout=layout)), focus=focus)


def _tabs(groups: dict[str, str | None], clause: str, situation: Situation) -> Change | None:
    first = _part(groups["a"] or "", groups["page"], clause, situation)
    if first is None:
        return None
    now = after(situation, first.edits)
    second = _part(re.sub(r"^(?:one )?(?:with|for) ", "", groups["b"] or ""), groups["page"], clause, now)
    target = _place(first, groups["page"], now)
    if second is None or target is None or second.component.name == first.component.name:
        return None
    now = after(now, second.edits)
    target = next(one for one in now.spec.pages if one.id == target.id)
    names = (first.component.name, second.component.name)
    tabs = Container(
        direction=Direction.TABS,
        children=tuple(
            Container(label=_tab(part), children=(Slot(component=part.component.name),))
            for part in (first, second)
        ),
    )
    rest = layout_of(target)
    for name in names:
        rest = without(rest, name)
    layout = Container(children=(*((rest,) if set(shown(rest)) else ()), tabs))
    said = f"The {called(first)} and the {called(second)} are tabs of the page {target.title} now."
    edits = (*first.edits, *second.edits, SetLayout(target=target.id, layout=layout))
    return Change(said, edits, focus=Focus(entity=first.entity.id, component=first.component.id))


def _tab(part: Part) -> str:
    return called(part).split(" of ")[0].capitalize()


def _first(phrase: str, page: str, clause: str, situation: Situation) -> Change | None:
    part = _part(phrase, page, clause, situation)
    target = _place(part, page, situation) if part else None
    if part is None or target is None:
        return None
    layout = on_top(layout_of(target), part.component.name)
    said = f"The {called(part)} comes first on the page {target.title} now."
    focus = Focus(entity=part.entity.id, component=part.component.id)
    return Change(said, (*part.edits, SetLayout(target=target.id, layout=layout)), focus=focus)
