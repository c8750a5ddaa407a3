"""``put the form on the left and the list on the right``, ``totals on top, orders below``, ``X and Y
side by side``."""

import re
from dataclasses import dataclass

from sayso.design.offline.refine.arranging import above, at_bottom, beside, on_top, shown, together
from sayso.design.offline.refine.likeness import key, likeness
from sayso.design.offline.refine.screens import component_kinds, components_for, main_entity, page_of
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.spec.edits import Edit, SetLayout, apply
from sayso.spec.model import Component, ComponentType, Direction, Entity, Page

from .figures import stats_for
from .showing import ensured, layout_of
from .views import view

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
    pattern(rf"{_LEAD}{_A}{_BE},? (?:{{under}}) {_B}{_OKAY}"),
    pattern(
        rf"{_LEAD}{_A}{_BE},? (?:at the bottom|on the bottom|below|last){_JOIN}{_B}{_BE},? (?:{{top}}){_OKAY}"
    ),
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


_DESCRIBED = frozenset({ComponentType.CALENDAR, ComponentType.KANBAN, ComponentType.FILTERS})


@dataclass(frozen=True, slots=True)
class _Part:
    """A component that a phrase speaks of, with the edits that make it if it is not there."""

    component: Component
    edits: tuple[Edit, ...]
    entity: Entity


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


def _pair(
    groups: dict[str, str | None], direction: Direction, swapped: bool, clause: str, situation: Situation
) -> Change | None:
    first, second = groups.get("a") or "", groups.get("b") or ""
    page_said = situation.mentions.page(groups["page"] or "") if groups.get("page") else None
    about = situation.mentions.entity(groups["page"] or "") if groups.get("page") else None
    said = [one.entity for one in situation.mentions.entities_in(f"{first} {second}")]
    a = _part(first, situation, clause, about or (said[0] if said else None))
    if a is None:
        return None
    now = _after(situation, a.edits)
    b = _part(second, now, clause, about or a.entity, not_this=a.component.name)
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
    now = _after(situation, (*a.edits, *b.edits))
    page = page_said or _page(now, a, b)
    if page is None:
        return None
    page = next(one for one in now.spec.pages if one.id == page.id)
    layout = layout_of(page)
    names = (a.component.name, b.component.name)
    if direction is Direction.ROW:
        layout = beside(layout, *names)
        told = (
            f"The {_called(a)} is on the left and the {_called(b)} on the right of the page {page.title} now."
        )
    elif direction is Direction.TABS:
        layout = together(layout, names, Direction.TABS, (_called(a).capitalize(), _called(b).capitalize()))
        told = f"The {_called(a)} and the {_called(b)} are tabs of the page {page.title} now."
    else:
        layout = above(layout, *names)
        told = f"The {_called(a)} is above the {_called(b)} on the page {page.title} now."
    edits = (*a.edits, *b.edits, SetLayout(target=page.id, layout=layout))
    return Change(told, edits, focus=Focus(entity=a.entity.id, component=a.component.id))


def _called(part: _Part) -> str:
    names = {ComponentType.TABLE: "list", ComponentType.KANBAN: "board", ComponentType.STATS: "key figures"}
    kind = names.get(part.component.type, part.component.type.value)
    return (
        f"{kind} of {many(part.entity)}"
        if part.component.type is not ComponentType.FORM
        else f"{part.entity.display_name.lower()} form"
    )


def _after(situation: Situation, edits: tuple[Edit, ...]) -> Situation:
    return Situation(
        apply(situation.spec, edits).spec, situation.ids, situation.message, situation.before, situation.focus
    )


def _part(  # noqa: C901 - one branch a kind of component
    phrase: str,
    situation: Situation,
    clause: str,
    about: Entity | None,
    *,
    not_this: str | None = None,
) -> _Part | None:
    """The component a phrase means: by its kind, by its entity, or both."""
    phrase = re.sub(r"^(?:the|a|an|their|its|all|our)\s+", "", phrase.strip())
    kinds = component_kinds(phrase)
    if not kinds and re.match(r"(?:total|average|sum of|number of|how many)\b", phrase):
        kinds = [ComponentType.STATS]
    entity = None
    named = situation.mentions.entities_in(phrase)
    strong = [
        one for one in named if likeness(key(phrase[one.start : one.end]), key(one.entity.name)) >= 0.93
    ]
    if strong:
        entity = strong[0].entity
        inside = phrase[strong[0].start : strong[0].end].lower()
        kinds = [kind for kind in kinds if kind.value not in inside]
    elif named and not kinds:
        entity = named[0].entity
    known = next((c for c in situation.spec.components if likeness(key(phrase), key(c.name)) >= 0.97), None)
    if known is not None and known.entity in situation.index.entities:
        return _Part(known, (), situation.index.entities[str(known.entity)])
    if entity is None and not kinds:
        return None
    kind = kinds[0] if kinds else _main_kind(situation, entity, not_this)
    owner = entity or about or _shown_owner(kind, situation)
    if owner is None:
        return None
    if re.search(r"\b(?:by|per|for|on)\b", phrase) and kind in _DESCRIBED:
        return _viewed(phrase, situation, owner) or _plain(kind, owner, situation, clause, not_this)
    if kind is ComponentType.STATS:
        if components_for(situation.spec, kind, owner.name) and not re.search(
            r"\b(?:per|by|total|average|number of)\b", phrase
        ):
            return _Part(components_for(situation.spec, kind, owner.name)[0], (), owner)
        made = stats_for(clause, situation, owner)
        return _Part(made[0], tuple(made[1]), owner) if made else None
    if kind is ComponentType.CHART:
        charts = components_for(situation.spec, kind, owner.name) or components_for(situation.spec, kind)
        if not charts:
            from .reports import usual_chart

            made_chart = usual_chart(situation, owner, clause)
            return _Part(made_chart[0], tuple(made_chart[1]), owner) if made_chart else None
        return _Part(charts[0], (), owner)
    return _plain(kind, owner, situation, clause, not_this)


def _plain(
    kind: ComponentType, owner: Entity, situation: Situation, clause: str, not_this: str | None
) -> _Part | None:
    there = [c for c in components_for(situation.spec, kind, owner.name) if c.name != not_this]
    if there:
        return _Part(there[0], (), owner)
    made_one = ensured(situation, owner, kind, clause)
    return (
        _Part(made_one[0], tuple(made_one[1]), owner) if made_one and made_one[0].name != not_this else None
    )


def _viewed(phrase: str, situation: Situation, owner: Entity) -> _Part | None:
    """A component that is described, not only named: ``tasks on a calendar by due date``."""
    change = view(f"show {phrase}", situation)
    if change is None or change.focus is None:
        return None
    spec = apply(situation.spec, change.edits).spec
    component = next((c for c in spec.components if c.id == change.focus.component), None)
    return _Part(component, change.edits, owner) if component else None


def _main_kind(situation: Situation, entity: Entity | None, not_this: str | None) -> ComponentType:
    if entity is not None and not_this is None:
        shown_ = {name for page in situation.spec.pages for name in shown(layout_of(page))}
        tables = components_for(situation.spec, ComponentType.TABLE, entity.name)
        if not tables:
            others = [c for c in situation.spec.components if c.entity == entity.name and c.name in shown_]
            views = [
                c.type
                for c in others
                if c.type in {ComponentType.KANBAN, ComponentType.CALENDAR, ComponentType.CARDS}
            ]
            return next(iter(views), ComponentType.TABLE)
    return ComponentType.TABLE


def _shown_owner(kind: ComponentType, situation: Situation) -> Entity | None:
    near = next((e for e in situation.spec.entities if e.id == situation.focus.entity), None)
    if near is not None and components_for(situation.spec, kind, near.name):
        return near
    there = components_for(situation.spec, kind)
    main = main_entity(situation)
    if near is None and main is not None and any(c.entity == main.name for c in there):
        return main
    owner = situation.index.entities.get(there[0].entity or "") if there and near is None else None
    return near or owner or main


def _page(situation: Situation, a: _Part, b: _Part) -> Page | None:
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
    part = _part(match["a"], situation, clause, about)
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
    said = f"The {_called(part)} is {where} of the page {page.title} now."
    return Change(said, edits, focus=Focus(entity=part.entity.id, component=part.component.id))
