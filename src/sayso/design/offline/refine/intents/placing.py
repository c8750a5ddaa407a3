"""``put the form on the left and the list on the right``, ``totals on top, orders below``, ``X and Y
side by side``."""

import re

from sayso.design.offline.refine.arranging import above, at_bottom, beside, on_top, shown, together
from sayso.design.offline.refine.screens import component_kinds, page_of
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.spec.edits import SetLayout
from sayso.spec.model import Direction, Page

from .showing import layout_of
from .spoken_parts import Part, after, called, in_focus, spoken_part

_LEAD = r"^(?:(?:{place}|{show}|i want|i'd like|make) )?(?:the |a |an |all |all the |our )?"
_A, _B = r"(?P<a>[\w'\" -]+?)", r"(?:the |a |an |their |its |our |all |all the )*(?P<b>[\w'\" -]+?)"
_OKAY = r"(?: side)?(?:,? (?:ok|please|instead|right|of it|of the page|of the screen|column|half))*$"
_BE = r"(?: (?:should|must|could|can)? ?(?:be|go|come|sit|appear|stay|shown|placed|put|to be|are|is))*"
_JOIN = (
    r"(?:\s*,\s*(?:and |with |then )?|\s*;\s*|\s+(?:and|with|then|but|&)\s+)(?:put |show |place |have |"
    r"move )?"
)
_ROW = (
    pattern(
        rf"{_LEAD}{_A}{_JOIN}{_B}{_BE},? (?:(?:to|on|at) the right(?: of (?:it|that|them))?|next to (?:it|"
        rf"that|them)|beside (?:it|that|them)|alongside){_OKAY}"
    ),
    pattern(
        rf"{_LEAD}{_A}{_BE},? {{left}}{_JOIN}{_B}{_BE}(?:,? (?:{{right}}|next to it|beside it|next to "
        rf"that))?{_OKAY}"
    ),
    pattern(rf"{_LEAD}{_A}{_BE} (?:{{left_of}}) {_B}{_OKAY}"),
    pattern(
        rf"{_LEAD}{_A}{_BE},? (?:{{beside}}) {_B}(?:,? (?:with )?(?:the )?(?P<side>[\w' -]+?) (?:to|on|at) "
        rf"the (?P<where>left|right))?{_OKAY}"
    ),
    pattern(
        rf"{_LEAD}{_A} (?:and|&|\+) {_B}{_BE} (?:side by side|next to each other|next to one another|"
        rf"beside each other|in two columns|in one row|in a row){_OKAY}"
    ),
    pattern(
        r"^(?:side by side|two columns|in two columns|left and right|split)(?: with)?(?::|,)? (?:the "
        rf")?{_A} (?:and|\||&|,) {_B}{_OKAY}"
    ),
)
_ROW_BACK = (
    pattern(rf"{_LEAD}{_A}{_JOIN}{_B}{_BE} (?:{{left_of}}|left from) (?:it|that|them|this){_OKAY}"),
    pattern(rf"{_LEAD}{_A}{_JOIN}{_B}{_BE},? (?:to|on|at) the left(?: of (?:it|that|them))?{_OKAY}"),
    pattern(rf"{_LEAD}{_A}{_BE},? {{right}}{_JOIN}{_B}{_BE},? {{left}}{_OKAY}"),
    pattern(rf"{_LEAD}{_A}{_BE} (?:{{right_of}}) {_B}{_OKAY}"),
)
_COLUMN = (
    pattern(
        rf"{_LEAD}{_A}{_BE},? (?:as tiles )?{{top}}(?: of the (?P<page>[\w' -]+?) page| of the "
        rf"page)?{_JOIN}{_B}{_BE},? {{bottom}}{_OKAY}"
    ),
    pattern(
        rf"{_LEAD}{_A}{_BE},? (?:as tiles )?{{top}}(?: of the (?P<page>[\w' -]+?) page| of the "
        rf"page)?{_JOIN}(?:below|under|underneath|beneath)(?: it| that| them)? {_B}{_OKAY}"
    ),
    pattern(
        rf"{_LEAD}{_A}{_BE}{_JOIN}{_B}{_BE},? (?:below|underneath|beneath|under)(?: it| that| them)?{_OKAY}"
    ),
    pattern(rf"{_LEAD}{_A}{_BE} (?:{{over}}) {_B}{_OKAY}"),
    pattern(rf"^(?:stack|pile) {_A} (?:over|on|on top of|above|and) {_B}{_OKAY}"),
    pattern(rf"^first {_A},? (?:then|and then|followed by) {_B}{_OKAY}"),
)
_COLUMN_BACK = (
    pattern(rf"{_LEAD}{_A}{_JOIN}{_B}{_BE},? (?:{{over}}|on top of) (?:it|that|them|this){_OKAY}"),
    pattern(rf"{_LEAD}{_A}{_BE},? (?:{{under}}) {_B}{_OKAY}"),
    pattern(
        rf"{_LEAD}{_A}{_BE},? (?:at the bottom|on the bottom|below|last){_JOIN}{_B}{_BE},? (?:{{top}}){_OKAY}"
    ),
)
_BESIDE_THAT = pattern(
    rf"{_LEAD}{_A}{_BE},? (?P<side>{{left}}|{{right}}|next to|beside|alongside|above|over|on top|below|under|"
    rf"underneath|beneath)(?: of)?(?: (?:it|that|them|this))?{_OKAY}"
)
_TABS = pattern(
    rf"{_LEAD}{_A} (?:and|&) {_B}{_BE} (?:as|in|into|on|with|on separate|in separate) ?(?:two |separate |"
    rf"different )?tabs{_OKAY}"
)
_EDGE = pattern(
    rf"{_LEAD}{_A}{_BE},? (?P<edge>{{top}}|at the bottom|to the bottom|to the top|on the bottom|last|"
    r"{left}|{right}|down|further down|further up)(?: of (?:the |its )?(?:(?P<page>[\w' -]+?) )?page| "
    rf"of the screen)?{_OKAY}"
)


def arrange(clause: str, situation: Situation) -> Change | None:
    """Components beside, above or below one another."""
    clause = re.sub(r"\s*\((?:[^)]*)\)", "", clause)
    for ways, direction, swapped in (
        (_ROW, Direction.ROW, False), (_ROW_BACK, Direction.ROW, True),
        (_COLUMN, Direction.COLUMN, False), (_COLUMN_BACK, Direction.COLUMN, True),
        ((_TABS,), Direction.TABS, False),
    ):  # fmt: skip
        for way in ways:
            match = way.match(clause)
            if match is not None:
                change_ = _pair(match.groupdict(), direction, swapped, clause, situation)
                if change_ is not None:
                    return change_
    return _edge(clause, situation)


def arrange_beside(clause: str, situation: Situation) -> Change | None:
    """``and a bar chart to the right``: beside what was spoken of in the sentence before."""
    match = _BESIDE_THAT.match(clause)
    near = in_focus(situation)
    if match is None or near is None or not situation.before or len(match["a"].split()) > 9:
        return None
    if set(match["a"].lower().split()) & {"it", "that", "them", "page"}:
        return None
    side = match["side"].lower()
    if re.search(r"left|right|next|side", side):
        direction, swapped = Direction.ROW, "left" not in side
    else:
        direction, swapped = Direction.COLUMN, bool(re.match(r"below|under|beneath", side))
    pair: dict[str, str | None] = {"a": match["a"], "b": "it"}
    return _pair(pair, direction, swapped, clause, situation)


def _pair(
    groups: dict[str, str | None], direction: Direction, swapped: bool, clause: str, situation: Situation
) -> Change | None:
    first, second = groups.get("a") or "", groups.get("b") or ""
    page_said = situation.mentions.page(groups["page"] or "") if groups.get("page") else None
    about = situation.mentions.entity(groups["page"] or "") if groups.get("page") else None
    said = [one.entity for one in situation.mentions.entities_in(f"{first} {second}")]
    a = spoken_part(first, situation, clause, about or (said[0] if said else None))
    if a is None:
        return None
    now = after(situation, a.edits)
    b = spoken_part(second, now, clause, about or a.entity, not_this=a.component.name)
    if b is None or b.component.name == a.component.name:
        return None
    if swapped:
        a, b = b, a
    side, where = groups.get("side"), groups.get("where")
    if side and where:
        kinds = component_kinds(side)
        chosen_second = (
            b.component.type in kinds
            if kinds
            else b.entity.id == getattr(situation.mentions.entity(side), "id", "")
        )
        if (where == "right") != chosen_second:
            a, b = b, a
    elif (
        clause.endswith("on the left")
        and groups.get("b")
        and direction is Direction.ROW
        and "beside" in clause
    ):
        a, b = b, a
    now = after(situation, (*a.edits, *b.edits))
    page = page_said or _page(now, a, b)
    if page is None:
        return None
    page = next(one for one in now.spec.pages if one.id == page.id)
    layout = layout_of(page)
    names = (a.component.name, b.component.name)
    if direction is Direction.ROW:
        layout = beside(layout, *names)
        told = (
            f"The {called(a)} is on the left and the {called(b)} on the right of the page {page.title} now."
        )
    elif direction is Direction.TABS:
        layout = together(layout, names, Direction.TABS, (called(a).capitalize(), called(b).capitalize()))
        told = f"The {called(a)} and the {called(b)} are tabs of the page {page.title} now."
    else:
        layout = above(layout, *names)
        told = f"The {called(a)} is above the {called(b)} on the page {page.title} now."
    edits = (*a.edits, *b.edits, SetLayout(target=page.id, layout=layout))
    return Change(told, edits, focus=Focus(entity=a.entity.id, component=a.component.id))


def _page(situation: Situation, a: Part, b: Part) -> Page | None:
    """A page that shows both, else that of either; the one that is most about the first."""
    both = [
        p for p in situation.spec.pages if {a.component.name, b.component.name} <= set(shown(layout_of(p)))
    ]
    own = [page_of(situation.spec, part.entity.name) for part in (a, b)]
    fitting = [page for page in own if page is not None]
    if both:
        return next((page for page in fitting if page in both), both[0])
    return next(iter(fitting), next(iter(situation.spec.pages), None))


def _edge(clause: str, situation: Situation) -> Change | None:
    match = _EDGE.match(clause)
    if match is None:
        return None
    about = situation.mentions.entity(match["page"]) if match["page"] else None
    part = spoken_part(match["a"], situation, clause, about)
    if part is None or len(match["a"].split()) > 7:
        return None
    page = (situation.mentions.page(match["page"]) if match["page"] else None) or _page(situation, part, part)
    if page is None:
        return None
    edge = match["edge"].lower()
    layout = layout_of(page)
    if "left" in edge or "right" in edge:
        rest = [name for name in shown(layout) if name != part.component.name]
        if not rest:
            return None
        pair = (part.component.name, rest[0]) if "left" in edge else (rest[0], part.component.name)
        layout = beside(layout, *pair)
        where = "on the left" if "left" in edge else "on the right"
    elif pattern(r"^{top}$|to the top|further up").match(edge):
        layout, where = on_top(layout, part.component.name), "at the top"
    else:
        layout, where = at_bottom(layout, part.component.name), "at the bottom"
    edits = (*part.edits, SetLayout(target=page.id, layout=layout))
    said = f"The {called(part)} is {where} of the page {page.title} now."
    return Change(said, edits, focus=Focus(entity=part.entity.id, component=part.component.id))
