"""Columns: values that a list shows, or no longer, and the order in which it does."""

import re
from collections.abc import Sequence

from sayso.design.name_lookup.situation import Situation
from sayso.design.spec_edits.components import components_for
from sayso.design.spec_edits.components import page_of as page_about
from sayso.spec.edits import Edit, Kind, change
from sayso.spec.model import Component, ComponentType, Entity, FieldType

from .elements import about, entity_of, member_of, page_of, part_kind, parts_of
from .values import owner_of
from .work import Work

_BEFORE = re.compile(r"\b(?:before|in front|ahead|left|above)\b")
_AFTER = re.compile(r"\b(?:after|behind|next|beside|right|below|under|then)\b")
_FIRST = re.compile(r"\b(?:first|start|beginning|front|top)\b|^(?:far |on the |to the )*left$")
_LAST = re.compile(r"\b(?:last|end|bottom)\b|^(?:far |on the |to the )*right$")


def listed_entity(work: Work, spans: Sequence[int]) -> Entity | None:
    """The thing whose list the spans name, by its table or its page."""
    names: set[str] = set()
    for one in spans:
        page = page_of(work, one) if work.role(one) == "page" else None
        own = [entity for entity in work.spec.entities if page and page_about(work.spec, entity.name) == page]
        names |= {entity.name for entity in own} if len(own) == 1 else set()
        if work.role(one) == "part" and part_kind(work.text(one)) is ComponentType.TABLE:
            found = {about(work, part) for part in parts_of(work, one)}
            names |= {name for name in found if name} if len(found) == 1 else set()
    return next((one for one in work.spec.entities if {one.name} == names), None)


def show_columns(work: Work, at: int, attrs: Sequence[int], places: Sequence[int], *, shown: bool) -> bool:
    """Values shown in the list of their thing, or no longer; what else is said of them is left to others."""
    parts = [one for one in places if work.role(one) == "part"]
    if any(part_kind(work.text(one)) is not ComponentType.TABLE for one in parts):
        work.fail(parts[0])
        return False
    listed = listed_entity(work, places)
    for one in attrs:
        found = _column(work, one, listed)
        if found is None:
            return False
        owner, name = found
        columns = _columns_of(_table(work, owner), owner, work.situation)
        if (name in columns) == shown:
            work.settle(one)
        elif not shown and len(columns) < 2:
            work.fail(one, "The list would be empty.")
            return False
        else:
            _set(work, at, owner, [*columns, name] if shown else [x for x in columns if x != name])
        work.use(one, *work.under(one, "kind"))
    work.use(at, *places, *(t for one in parts for t in work.below(one, "thing", "kind")))
    return True


def show_only(work: Work, at: int, attrs: Sequence[int], places: Sequence[int]) -> bool:
    """The list of a thing with these values and no others."""
    listed = listed_entity(work, places)
    found = [column for one in attrs if (column := _column(work, one, listed)) is not None]
    if len(found) < len(attrs) or len({owner.id for owner, _ in found}) != 1:
        return False
    work.use(at, *attrs, *places, *(t for one in places for t in work.below(one, "thing", "kind")))
    return _set(work, at, found[0][0], list(dict.fromkeys(name for _, name in found)))


def move_columns(work: Work, at: int, what: Sequence[int], where: int, anchors: Sequence[int]) -> bool:
    """Values before or after another, or first or last, in the list of their thing and in its form."""
    everything = work.below(at)
    listed = listed_entity(work, [one for one in everything if work.role(one) in {"part", "page"}])
    found = [_column(work, one, listed) for one in (*what, *anchors)]
    columns = [one for one in found if one is not None]
    if len(columns) < len(found) or len({owner.id for owner, _ in columns}) != 1 or len(anchors) > 1:
        return False
    owner, names = columns[0][0], [name for _, name in columns]
    words = work.text(where).lower()
    ways = ((_BEFORE, 0), (_AFTER, 1)) if anchors else ((_FIRST, 0), (_LAST, 1))
    side = next((place for way, place in ways if way.search(words)), None)
    if side is None:
        work.fail(where)
        return False
    moved, mark = names[: len(what)], names[len(what)] if anchors else None
    edits: list[Edit] = []
    table = _table(work, owner)
    columns_ = _columns_of(table, owner, work.situation)
    if mark is None or mark in columns_:
        edits.append(
            change(
                Kind.COMPONENT,
                table.id,
                props={**table.props, "columns": _moved(columns_, moved, mark, side)},
            )
        )
    is_list = not anchors or any(work.role(one) in {"part", "kind"} for one in everything)
    for form in () if is_list else components_for(work.spec, ComponentType.FORM, owner.name):
        asked = form.props.get("fields")
        fields = [str(one) for one in asked] if isinstance(asked, list) else []
        if fields and set(names) <= set(fields):
            props = {**form.props, "fields": [*_moved(fields, moved, mark, side)]}
            edits.append(change(Kind.COMPONENT, form.id, props=props))
    if not edits:
        work.fail(anchors[0], f"The list does not show “{work.text(anchors[0])}”.")
        return False
    work.turn_to(owner)
    return work.take(edits, at)


def swap_columns(work: Work, at: int, what: Sequence[int]) -> bool:
    """Two values in each other's place in the list of their thing."""
    found = [column for one in what if (column := _column(work, one, None)) is not None]
    if len(found) != 2 or found[0][0].id != found[1][0].id:
        return False
    owner, one, other = found[0][0], found[0][1], found[1][1]
    columns = _columns_of(_table(work, owner), owner, work.situation)
    if not {one, other} <= set(columns):
        return False
    pair = {one: other, other: one}
    return _set(work, at, owner, [pair.get(name, name) for name in columns])


def _moved(columns: Sequence[str], names: Sequence[str], mark: str | None, side: int) -> list[str]:
    others = [one for one in columns if one not in names]
    place = others.index(mark) + side if mark is not None else side * len(others)
    return [*others[:place], *names, *others[place:]]


def _column(work: Work, at: int, listed: Entity | None) -> tuple[Entity, str] | None:
    """The value that a span names, of the thing whose list is meant."""
    said = next(
        (entity for one in work.above(at) if work.role(one) == "thing" and (entity := entity_of(work, one))),
        None,
    )
    owner = said or listed or owner_of(work, at)
    found = member_of(work, work.text(at), owner) if owner is not None else None
    if owner is None or found is None or len(_tables(work, owner)) != 1:
        if not work.problems:
            work.fail(at)
        return None
    return owner, found.name


def _tables(work: Work, owner: Entity) -> list[Component]:
    return [
        one
        for one in components_for(work.spec, ComponentType.TABLE, owner.name)
        if one.type is ComponentType.TABLE
    ]


def _table(work: Work, owner: Entity) -> Component:
    return _tables(work, owner)[0]


def _set(work: Work, at: int, owner: Entity, columns: list[str]) -> bool:
    work.turn_to(owner)
    return work.do(
        "set", Kind.COMPONENT, at, target=_table(work, owner).name, values={"props": {"columns": columns}}
    )


_LONG = frozenset({FieldType.LONG_TEXT, FieldType.JSON, FieldType.FILE, FieldType.IMAGE})


def _columns_of(table: Component, entity: Entity, situation: Situation) -> list[str]:
    """What a table shows; all short values where it names none."""
    named = table.props.get("columns")
    if isinstance(named, list) and named:
        return [str(name) for name in named]
    flow = situation.index.flows.get(entity.name)
    short = [field.name for field in entity.fields if field.type not in _LONG]
    return [*situation.index.parents(entity.name), *short, *([flow.field] if flow else [])]
