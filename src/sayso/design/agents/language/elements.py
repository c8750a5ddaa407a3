"""New elements from what a model says of them: names repaired, ids given, defaults filled in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sayso.kit.words import plural, sentence, snake
from sayso.spec.diagnostics import Level
from sayso.spec.edits import Kind
from sayso.spec.edits.kinds import SHAPES
from sayso.spec.model import DAY_TYPES, PERIODS, ComponentType, Element, RelationshipKind

from . import coercion, synonyms
from .attributes import attributes
from .edit_context import Making, Unreadable
from .element_builder import built, named
from .fields import make_field
from .layouts import layout_of
from .props import props_of
from .short import short_form, states_of


def element(kind: Kind, said: Any, making: Making, entity: str | None = None) -> Element:
    """A new element of this kind; ``entity`` is the one it is part of.

    Raises:
        Unreadable: when what it cannot be without is missing or means nothing.
    """
    if isinstance(said, str):
        data = short_form(kind, said)
    elif isinstance(said, dict):
        data = dict(said)
    else:
        raise Unreadable(
            "bad-element", f"This {kind} is not described.", "Give an object with its attributes."
        )
    return _MADE.get(kind, _plain(kind))(data, making, entity)


def _plain(kind: Kind) -> Callable[[dict[str, Any], Making, str | None], Element]:
    def make(data: dict[str, Any], making: Making, entity: str | None) -> Element:
        given = attributes(kind, data, making, given_entity(kind, data, making, entity))
        shape = SHAPES[kind]
        if shape.name and shape.label:
            named(data, given, shape.label, shape.name)
        return built(kind, given, data, making)

    return make


def given_entity(kind: Kind, data: Mapping[str, Any], making: Making, entity: str | None) -> str | None:
    """Whose names the element's values speak of: its own entity, where it names one."""
    said = data.get("entity") if kind in {Kind.PERMISSION, Kind.REPORT, Kind.COMPONENT} else None
    found = making.addresses.entity(said) if isinstance(said, str) else None
    return found.name if found else entity


def _parts(
    kind: Kind, said: Any, making: Making, entity: str | None, other: str = "type"
) -> list[dict[str, Any]]:
    """Parts of a new element, each read on its own: one that means nothing is an error of its own."""
    found: dict[str, dict[str, Any]] = {}
    for number, item in enumerate(coercion.items(said, other=other)):
        name = str(item.get("name", number)) if isinstance(item, dict) else str(item).split(":")[0][:40]
        inner = replace(making, place=f"{making.place}.{SHAPES[kind].attribute}.{name}")
        try:
            part = element(kind, item, inner, entity)
        except Unreadable as problem:
            level = Level.WARNING if problem.code == "kept-already" else Level.ERROR
            inner.note(problem, level=level)
            continue
        found.setdefault(str(getattr(part, "name", number)), part.to_json())
    return list(found.values())


def _entity(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    del entity
    parts = {kind: data.pop(SHAPES[kind].attribute, None) for kind in (Kind.FIELD, Kind.COMPUTED, Kind.RULE)}
    data.pop("indexes", None)
    given = attributes(Kind.ENTITY, data, making)
    named(data, given, "display_name")
    name = given.get("name")
    for kind, said in parts.items():
        given[SHAPES[kind].attribute] = _parts(kind, said, making, name, _other(kind))
    return built(Kind.ENTITY, given, data, making)


def _other(kind: Kind) -> str:
    return "type" if kind is Kind.FIELD else "expression"


def _computed(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    given = attributes(Kind.COMPUTED, data, making, entity)
    given.setdefault("type", synonyms.told_type(str(given.get("name", ""))).value)
    named(data, given)
    return built(Kind.COMPUTED, given, data, making)


def _rule(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    given = attributes(Kind.RULE, data, making, entity)
    if not given.get("message") and given.get("name"):
        given["message"] = f"{sentence(str(given['name']))}."
    if not given.get("name") and given.get("message"):
        given["name"] = snake(str(given["message"]))[:48].strip("_") or "rule"
    return built(Kind.RULE, given, data, making)


def _relationship(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    if "from" not in data and "from_entity" not in data and entity:
        data["from"] = entity
    given = attributes(Kind.RELATIONSHIP, data, making)
    given.setdefault("kind", RelationshipKind.BELONGS_TO.value)
    start, end = given.get("from"), given.get("to")
    for key, value in (("from", start), ("to", end)):
        if not value:
            said = data.get(key) or data.get(f"{key}_entity")
            if said:
                making.entity(str(said))
            raise Unreadable("missing-attribute", f"This relationship has no {key}.", "Name both entities.")
    several = given["kind"] != RelationshipKind.BELONGS_TO.value
    many = given["kind"] != RelationshipKind.HAS_MANY.value
    given["name"] = given.get("name") or _free_member(
        making, str(start), plural(str(end)) if several else str(end)
    )
    wanted = plural(str(start)) if many else str(start)
    given["inverse"] = given.get("inverse") or _free_member(
        making, str(end), wanted, {str(given["name"])} if start == end else set()
    )
    return built(Kind.RELATIONSHIP, given, data, making)


def _free_member(
    making: Making, entity: str, wanted: str, more: frozenset[str] | set[str] = frozenset()
) -> str:
    index = making.index
    taken = {*index.fields(entity), *index.computed(entity), *more} if entity in index.entities else set(more)
    for link in making.spec.relationships:
        taken |= {link.name} if link.from_entity == entity else set()
        taken |= {link.inverse} if link.to_entity == entity else set()
    return next(name for name in (wanted, *(f"{wanted}_{n}" for n in range(2, 400))) if name not in taken)[
        :48
    ]


def _flow(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    said_states, said_moves = data.pop("states", None), data.pop("transitions", data.pop("steps", None))
    if entity and "entity" not in data and "of" not in data:
        data["entity"] = entity
    given = attributes(Kind.FLOW, data, making)
    if isinstance(said_states, str):
        said_states = states_of(said_states)
    states = _parts(Kind.STATE, said_states, making, None, "label")
    if not states:
        raise Unreadable(
            "missing-states", "This flow has no states.", "Give its states, the first one first."
        )
    moves = _moves(said_moves, making)
    known = {state["name"] for state in states}
    beyond = dict.fromkeys(move[end] for move in moves for end in ("from", "to") if move[end] not in known)
    states += _parts(Kind.STATE, list(beyond), making, None)
    names = [state["name"] for state in states]
    if given.get("initial") not in names:
        given["initial"] = names[0]
    if not any(state.get("color") for state in states):
        _coloured(states)
    if said_moves is None:
        moves = _moves([{"from": a, "to": b} for a, b in pairwise(names)], making)
    given |= {"states": states, "transitions": moves}
    if not given.get("entity"):
        said = data.get("entity") or data.get("of")
        raise Unreadable(
            "unknown-entity", f"There is no entity “{str(said)[:60]}”.",
            making.addresses.near(str(said), Kind.ENTITY),
        )  # fmt: skip
    return built(Kind.FLOW, given, data, making)


def _moves(said: Any, making: Making) -> list[dict[str, Any]]:
    """Steps of a flow; several may have one name, so they are told apart by where they lead."""
    found: list[dict[str, Any]] = []
    for number, item in enumerate(coercion.items(said)):
        inner = replace(making, place=f"{making.place}.transitions.{number}")
        try:
            found.append(element(Kind.TRANSITION, item, inner).to_json())
        except Unreadable as problem:
            inner.note(problem, level=Level.ERROR)
    return found


def _coloured(states: list[dict[str, Any]]) -> None:
    from sayso.design.offline.build.flows import color_of, side_of

    names = [state["name"] for state in states]
    side = side_of(names)
    main = [name for name in names if name not in side]
    for state in states:
        state["color"] = color_of(state["name"], main)


def _transition(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    from sayso.design.offline.build.flows import move_label

    del entity
    given = attributes(Kind.TRANSITION, data, making)
    if given.get("to") and not given.get("name"):
        label = given.get("label") or move_label(str(given["to"]))
        given |= {"label": label, "name": snake(label)[:48].strip("_") or f"to_{given['to']}"}
    return built(Kind.TRANSITION, given, data, making)


def _permission(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    at = given_entity(Kind.PERMISSION, data, making, entity)
    if entity and "entity" not in data:
        data["entity"] = entity
    given = attributes(Kind.PERMISSION, data, making, at)
    for key in ("role", "entity"):
        if not given.get(key):
            said = str(data.get(key) or "")
            (making.role if key == "role" else making.entity)(said)
    if given.get("scope") == "own" and not given.get("owner"):
        given["owner"] = _way_to_person(making, str(given["role"]), str(given["entity"]))
    if given.get("fields") == []:
        given.pop("fields")
    return built(Kind.PERMISSION, given, data, making)


def _way_to_person(making: Making, role: str, entity: str) -> str:
    """From a row to the person with the role, where records are linked with people; else who created it."""
    people = {one.name for one in making.spec.entities if one.person_role == role}
    if entity in people:
        return "self"
    for name, link in making.index.parents(entity).items():
        if link.parent in people:
            return name
    for name, link in making.index.parents(entity).items():
        for further, beyond in making.index.parents(link.parent).items():
            if beyond.parent in people:
                return f"{name}.{further}"
    return "created_by"


def _component(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    said_props = data.pop("props", None)
    at = given_entity(Kind.COMPONENT, data, making, entity)
    kind = synonyms.component_type(data.get("type"))
    known = {"name", "type", "entity", "variant", "description", "source", "assumed"}
    beside = {key: data.pop(key) for key in list(data) if kind is not None and key not in known}
    given = attributes(Kind.COMPONENT, data, making, at)
    if kind is None:
        raise Unreadable(
            "unknown-type", f"There is no component of the type “{str(data.get('type'))[:40]}”.",
            "Types are form, table, list, detail, chart, cards, kanban, calendar, stats, filters, dashboard "
            "and custom.",
        )  # fmt: skip
    given["props"] = props_of(kind, {**beside, **coercion.record(said_props)}, making, at)
    if not given.get("name"):
        given["name"] = free_component(making, at or str(given["props"].get("report") or "own"), kind)
    return built(Kind.COMPONENT, given, data, making)


def free_component(making: Making, about: str, kind: ComponentType) -> str:
    """A name for a component that has none."""
    from sayso.design.spec_edits.entities import free_component_name

    return free_component_name({component.name for component in making.spec.components}, about, kind)[:64]


def _page(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    del entity
    said_layout = data.pop("layout", None)
    given = attributes(Kind.PAGE, data, making)
    if not given.get("name"):
        given["name"] = snake(str(given.get("title") or given.get("path") or ""))[:48].strip("_")
    named(data, given, "title")
    given["path"] = given.get("path") or f"/{str(given['name']).replace('_', '-')}"
    if said_layout is not None:
        layout, shown = layout_of(said_layout, making)
        given["layout"] = layout.to_json() if layout else None
        given["components"] = list(dict.fromkeys([*(given.get("components") or []), *shown]))
    return built(Kind.PAGE, given, data, making)


def _report(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    at = given_entity(Kind.REPORT, data, making, entity)
    if entity and "entity" not in data:
        data["entity"] = entity
    given = attributes(Kind.REPORT, data, making, at)
    named(data, given, "title")
    if not given.get("entity") and data.get("entity"):
        making.entity(str(data["entity"]))
    given["measures"] = given.get("measures") or [{"op": "count"}]
    if (
        at in making.index.entities
        and PERIODS & set(given.get("group_by") or ())
        and not given.get("date_field")
    ):
        dates = [f.name for f in making.index.fields(at).values() if f.type in DAY_TYPES]
        given["date_field"] = dates[0] if dates else None
        given.setdefault("chart", "line")
    return built(Kind.REPORT, given, data, making)


def _setting(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    del entity
    given = attributes(Kind.SETTING, data, making)
    named(data, given, "label", "key")
    value = given.get("default")
    told = "boolean" if isinstance(value, bool) else "number" if isinstance(value, int | float) else "string"
    given["type"] = given.get("type") or ("enum" if given.get("options") else told)
    return built(Kind.SETTING, given, data, making)


def _assumption(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    del entity
    about = coercion.words(data.pop("about", None) or data.pop("elements", None))
    given = attributes(Kind.ASSUMPTION, data, making)
    spots = [making.addresses.find(address) for address in about]
    given["elements"] = [spot.element.id for spot in spots if spot is not None]
    return built(Kind.ASSUMPTION, given, {**data, "assumed": data.get("assumed")}, making)


_MADE: dict[Kind, Callable[[dict[str, Any], Making, str | None], Element]] = {
    Kind.ENTITY: _entity, Kind.FIELD: make_field, Kind.COMPUTED: _computed, Kind.RULE: _rule,
    Kind.RELATIONSHIP: _relationship, Kind.FLOW: _flow, Kind.TRANSITION: _transition,
    Kind.PERMISSION: _permission, Kind.COMPONENT: _component, Kind.PAGE: _page, Kind.REPORT: _report,
    Kind.SETTING: _setting, Kind.ASSUMPTION: _assumption,
}  # fmt: skip
