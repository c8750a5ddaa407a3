"""``give reports their own page``, ``move the calendar to the overview page``, ``put the X page
first``, settings."""

import re

from sayso.design.offline.refine.arranging import added, shown, without
from sayso.design.offline.refine.screens import component_kinds, components_for, main_entity
from sayso.design.offline.refine.types import Change, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import kebab, plural, sentence, snake
from sayso.spec.edits import Edit, Kind, Move, SetLayout, add, change
from sayso.spec.model import Component, ComponentType, Container, Page, Setting, SettingType, Slot

from .reports import reports_page
from .showing import layout_of

_OWN = (
    pattern(
        r"^(?:give|put|move|have|show|place) (?:the |all |all the )?(?P<what>[\w' -]+?) (?:on|in|to|into|"
        r"onto)? ?(?:a |an |its |their )*(?:separate|own|new|extra|dedicated|different) (?:{page})$"
    ),
    pattern(
        r"^(?:the |all the )?(?P<what>[\w' -]+?) (?:should|must|need to|needs|need|want|deserve|get|have|"
        r"has)(?: to)? (?:be |go |get |have |move )?(?:on|in|to|onto)? ?(?:a |an |its |their )*(?:separate|"
        r"own|new|extra|dedicated|different) (?:{page})$"
    ),
    pattern(
        r"^(?:the |all the )?(?P<what>[\w' -]+?) on (?:a |an |its |their )*(?:separate|own|new|extra|"
        r"dedicated|different) (?:{page})$"
    ),
    pattern(
        r"^(?:{add}|make) (?:a |an |another )?(?:new |separate |own |extra )*(?:{page}) (?:for|with|of|"
        r"that shows|showing) (?:the |all |all the )?(?P<what>[\w' -]+?)$"
    ),
)
_MOVE = pattern(
    r"^(?:{place}) (?:the )?(?P<what>[\w' -]+?) (?:to|on|onto|in|into) the (?P<page>[\w' -]+?) "
    r"(?:{page})(?: too| as well| instead)?$"
)
_FIRST = pattern(
    r"^(?:{place}|{make}|open|start with)? ?(?:the )?(?P<page>[\w' -]+?) (?:page )?(?:should be|as|be|is|"
    r"comes|goes|should come) ?(?:the )?(?:first|home|start|landing|main)(?: page| screen)?$"
)
_SETTING = pattern(
    r"^(?:(?:the )?(?P<key>currency|time ?zone|language)(?: should be| is| must be|:| =| to)|(?:use|show|"
    r"we use|prices are in|amounts are in|set) (?:the )?(?P<use>euros?|dollars?|pounds?|francs?|eur|usd|"
    r"gbp|chf)(?: as (?:the )?currency)?) ?(?P<value>[\w/ ]*)$"
)
_CURRENCIES = {
    "euro": "EUR",
    "eur": "EUR",
    "dollar": "USD",
    "usd": "USD",
    "pound": "GBP",
    "gbp": "GBP",
    "franc": "CHF",
    "chf": "CHF",
}


def change_pages(clause: str, situation: Situation) -> Change | None:
    """Pages of their own, components on other pages, the order of pages, and settings."""
    for way in _OWN:
        match = way.match(clause)
        if match is not None:
            return _own_page(match["what"], situation)
    if match := _MOVE.match(clause):
        return _moved(match["what"], match["page"], situation)
    if match := _FIRST.match(clause):
        page = situation.mentions.page(match["page"])
        if page is not None:
            return Change(
                f"The page {page.title} comes first now.", (Move(kind=Kind.PAGE, target=page.id, position=0),)
            )
    return _setting(clause, situation)


def _subjects(what: str, situation: Situation) -> list[Component]:
    """The components that a phrase speaks of."""
    found = situation.mentions.entities_in(what)
    kinds = component_kinds(what)
    if (
        re.search(r"\b(?:reports?|charts?|statistics|graphs?|evaluations?)\b", what, re.IGNORECASE)
        and not found
    ):
        return components_for(situation.spec, ComponentType.CHART)
    entity = found[0].entity.name if found else None
    if kinds:
        return components_for(situation.spec, kinds[0], entity)[:1]
    if entity is None:
        return []
    mine = [c for c in situation.spec.components if c.entity == entity]
    return [c for c in mine if c.type is not ComponentType.CHART]


def _own_page(what: str, situation: Situation) -> Change | None:
    parts = _subjects(what, situation)
    spec = situation.spec
    charts = bool(parts) and all(part.type is ComponentType.CHART for part in parts)
    if re.search(r"\b(?:reports?|statistics|charts?|graphs?|analytics)\b", what, re.IGNORECASE) and not parts:
        from .reports import usual_chart

        main = main_entity(situation)
        made = usual_chart(situation, main, what) if main else None
        if made is None:
            return None
        return Change(
            "Reports have a page of their own now.", (*made[1], add(reports_page(situation, [made[0].name])))
        )
    if not parts:
        return None
    names = [part.name for part in parts]
    if charts:
        page = reports_page(situation, names)
    else:
        subject = parts[0].entity or what
        name = snake(plural(subject))
        if len(parts) == 1:
            name = f"{snake(subject)}_{parts[0].type.value}"
        if any(name == other.name for other in spec.pages):
            return Change(f"There is a page {sentence(name)} already.")
        seen = [
            n
            for n in names
            if next(p for p in parts if p.name == n).type not in {ComponentType.FORM, ComponentType.DETAIL}
        ]
        page = Page(
            id=situation.ids.new("pag"), name=name, title=sentence(name), path=f"/{kebab(name)}",
            components=tuple(names),
            layout=Container(children=tuple(Slot(component=n) for n in seen or names)),
        )  # fmt: skip
    edits: list[Edit] = []
    for old in spec.pages:
        layout = layout_of(old)
        gone = [n for n in names if n in set(shown(layout))]
        for n in gone:
            layout = without(layout, n)
        if gone and layout.children:
            edits.append(SetLayout(target=old.id, layout=layout))
            edits.append(
                change(Kind.PAGE, old.id, components=tuple(n for n in old.components if n not in gone))
            )
    return Change(f"There is a page {page.title} now.", (*edits, add(page)), (add(page),))


def _moved(what: str, where: str, situation: Situation) -> Change | None:
    page = situation.mentions.page(where)
    entity = situation.mentions.entity(where)
    if page is None and entity is not None:
        from sayso.design.offline.refine.screens import page_of

        page = page_of(situation.spec, entity.name)
    parts = _subjects(what, situation)[:1]
    if page is None or not parts:
        return None
    name = parts[0].name
    if name in set(shown(layout_of(page))):
        return Change(f"That is on the page {page.title} already.")
    edits: list[Edit] = [SetLayout(target=page.id, layout=added(layout_of(page), name))]
    for old in situation.spec.pages:
        layout = layout_of(old)
        if old.id != page.id and name in set(shown(layout)):
            rest = without(layout, name)
            if rest.children:
                edits.append(SetLayout(target=old.id, layout=rest))
    return Change(f"The {parts[0].type.value} is on the page {page.title} now.", tuple(edits))


def _setting(clause: str, situation: Situation) -> Change | None:
    match = _SETTING.match(clause)
    if match is None:
        return None
    name = (match["key"] or "currency").lower().replace("timezone", "time_zone").replace(" ", "_")
    value = (match["use"] or match["value"]).strip()
    if name == "currency":
        value = _CURRENCIES.get(value.lower().rstrip("s"), value.upper())
    if not value:
        return None
    there = next((s for s in situation.spec.settings if s.key == name), None)
    said = f"The {name.replace('_', ' ')} is {value} now."
    if there is not None:
        return Change(said, (change(Kind.SETTING, there.id, default=value),))
    setting = Setting(
        id=situation.ids.new("set"), key=name, type=SettingType.STRING, label=sentence(name), default=value
    )
    return Change(said, (add(setting),))
