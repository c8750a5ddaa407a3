"""New elements from what a model says of them: names repaired, ids given, defaults filled in."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pydantic import ValidationError

from sayso.kit.words import plural, sentence, snake
from sayso.spec.diagnostics import Level
from sayso.spec.edits import Kind
from sayso.spec.edits.kinds import SHAPES
from sayso.spec.model import ComponentType, Element, FieldType, RelationshipKind

from . import reading, synonyms
from .attributes import attributes, limits_of
from .layouts import layout_of
from .making import KEPT_ALREADY, Making, Unreadable
from .props import props_of
from .short import short_form, states_of

_LISTED = frozenset({FieldType.ENUM, FieldType.MULTI_ENUM})
_PREFIX = {
    Kind.ENTITY: "ent", Kind.FIELD: "fld", Kind.OPTION: "opt", Kind.COMPUTED: "cmp", Kind.INDEX: "idx",
    Kind.RULE: "rul", Kind.RELATIONSHIP: "rel", Kind.FLOW: "flw", Kind.STATE: "sta", Kind.TRANSITION: "trn",
    Kind.PAGE: "pag", Kind.COMPONENT: "com", Kind.ENDPOINT: "end", Kind.ROLE: "rol", Kind.PERMISSION: "prm",
    Kind.REPORT: "rep", Kind.SETTING: "set", Kind.ASSUMPTION: "asm",
}  # fmt: skip
WHY = "It follows from the description."


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


def options_of(said: Any, making: Making) -> list[dict[str, Any]]:
    """Options of a choice, under new ids; those that would be stored alike are one."""
    found: dict[str, dict[str, Any]] = {}
    for item in reading.items(said, other="label"):
        data = {"label": str(item), "name": str(item)} if not isinstance(item, dict) else dict(item)
        given = attributes(Kind.OPTION, data, making)
        name = given.get("name") or snake(str(given.get("label") or ""))[:64].strip("_")
        if name and name not in found:
            label = given.get("label") or sentence(name)
            shown = label if any(c.isupper() for c in label) else label[:1].upper() + label[1:]
            found[name] = {
                **given,
                "id": _id(Kind.OPTION, making),
                "name": name,
                "label": shown.replace("_", " "),
            }
    return list(found.values())


def _id(kind: Kind, making: Making) -> str:
    return making.ids.new(_PREFIX[kind])


def _built(kind: Kind, data: Mapping[str, Any], said: Mapping[str, Any], making: Making) -> Element:
    """The element; optional attributes that do not fit are left out and noted."""
    model = SHAPES[kind].model
    values = {key: value for key, value in data.items() if value is not None}
    values["id"] = _id(kind, making)
    source = reading.text(said.get("source"), 400) or making.source
    values |= {"source": source} if source else {"assumed": reading.text(said.get("assumed"), 400) or WHY}
    required = {info.alias or name for name, info in model.model_fields.items() if info.is_required()}
    for _ in range(4):
        try:
            return model.model_validate(values)
        except ValidationError as error:
            faults = error.errors()
        for fault in faults:
            key = str(fault["loc"][0]) if fault["loc"] else ""
            problem = _fault(kind, key, fault, said)
            if key in required or key not in values:
                raise problem
            making.note(problem, key)
            values.pop(key)
    raise Unreadable("bad-element", f"This {kind} cannot be read.", "Say it more simply.")


def _fault(kind: Kind, key: str, fault: Any, said: Mapping[str, Any]) -> Unreadable:
    if fault["type"] == "missing":
        return Unreadable("missing-attribute", f"This {kind} has no {key}.", f"Give its {key}.")
    given = str(said.get(key, fault.get("input", "")))[:60]
    return Unreadable("bad-value", f"“{given}” cannot be the {key} of a {kind}.", f"{fault['msg']}.")


def _named(data: dict[str, Any], given: dict[str, Any], label: str = "label", name: str = "name") -> None:
    """Of name and label, the one that is missing follows from the other."""
    if not given.get(name) and given.get(label):
        given[name] = snake(str(given[label]))[:48].strip("_")
    if given.get(name) and not given.get(label):
        raw = str(data.get(name) or data.get("name") or given[name])
        given[label] = raw[:160] if " " in raw.strip() and raw[:1].isupper() else sentence(str(given[name]))


def _plain(kind: Kind) -> Callable[[dict[str, Any], Making, str | None], Element]:
    def make(data: dict[str, Any], making: Making, entity: str | None) -> Element:
        given = attributes(kind, data, making, given_entity(kind, data, making, entity))
        shape = SHAPES[kind]
        if shape.name and shape.label:
            _named(data, given, shape.label, shape.name)
        return _built(kind, given, data, making)

    return make


def given_entity(kind: Kind, data: Mapping[str, Any], making: Making, entity: str | None) -> str | None:
    """Whose names the element's values speak of: its own entity, where it names one."""
    said = data.get("entity") if kind in {Kind.PERMISSION, Kind.REPORT, Kind.COMPONENT} else None
    found = making.addresses.entity(said) if isinstance(said, str) else None
    return found.name if found else entity


def _field(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    limits, rest = limits_of(data)
    said_options = rest.pop("options", None) or rest.pop("values", None) or rest.pop("choices", None)
    said_type = rest.pop("type", None)
    if isinstance(said_type, str) and "(" in said_type and said_type.rstrip().endswith(")"):
        said_type, _, inner = said_type.rstrip()[:-1].partition("(")
        said_options = said_options or (inner.split(",") if not inner.replace(",", "").isdigit() else None)
    given = attributes(Kind.FIELD, rest, making, entity)
    name = str(given.get("name") or snake(str(given.get("label") or "")))
    if not name:
        raise Unreadable("missing-attribute", "This field has no name.", "Give its name.")
    if snake(str(data.get("name", name))) in KEPT_ALREADY:
        raise Unreadable("kept-already", f"Every record has “{data.get('name')}” already.", "Leave it out.")
    kind = field_type_of(said_type, name, said_options, making)
    options = options_of(said_options, making) if kind in _LISTED else []
    if kind in _LISTED and not options:
        hint = "Give its options, or make it a text."
        making.note(Unreadable("missing-options", f"“{name}” is a choice without options.", hint), "options")
        kind = FieldType.TEXT
    elif said_options and kind not in _LISTED:
        hint = "Only enum and multi_enum have options."
        making.note(Unreadable("impossible-attribute", f"“{name}” is of type {kind}.", hint), "options")
    given |= {"type": kind.value, "options": options, "validation": limits or None}
    given["default"] = default_of(given.get("default"), kind, [o["name"] for o in options], making)
    _named(data, given)
    return _built(Kind.FIELD, given, data, making)


def field_type_of(said: Any, name: str, options: Any, making: Making) -> FieldType:
    """The type that was said; where it means nothing, the one that the name tells, and a note of it."""
    if said is None:
        return FieldType.ENUM if options else synonyms.told_type(name)
    found = synonyms.field_type(said, name)
    if found is None:
        found = FieldType.ENUM if options else synonyms.told_type(name)
        known = ", ".join(kind.value for kind in FieldType)
        making.note(
            Unreadable(
                "unknown-type", f"There is no type “{str(said)[:40]}”; {name} is kept as {found}.",
                f"Types are {known}."
            ),
            "type",
        )  # fmt: skip
    return found


def default_of(value: Any, kind: FieldType, options: list[str], making: Making) -> Any:
    """A default in the form of its type; one that does not fit is left out and noted."""
    if value is None:
        return None
    fitting: Any = value
    if kind is FieldType.BOOLEAN:
        fitting = reading.flag(value)
    elif kind in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}:
        found = reading.number(value)
        fitting = int(found) if found is not None and found == int(found) else found
    elif kind is FieldType.ENUM:
        fitting = snake(str(value)) if snake(str(value)) in options else None
    elif kind is FieldType.MULTI_ENUM:
        fitting = [snake(one) for one in reading.words(value) if snake(one) in options] or None
    elif kind is not FieldType.JSON:
        fitting = reading.text(value)
    if fitting is None:
        hint = "Leave the default out, or give one that fits."
        making.note(Unreadable("bad-default", f"“{str(value)[:40]}” is no {kind}.", hint), "default")
    return fitting


def _parts(
    kind: Kind, said: Any, making: Making, entity: str | None, other: str = "type"
) -> list[dict[str, Any]]:
    """Parts of a new element, each read on its own: one that means nothing is an error of its own."""
    found: dict[str, dict[str, Any]] = {}
    for number, item in enumerate(reading.items(said, other=other)):
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
    _named(data, given, "display_name")
    name = given.get("name")
    for kind, said in parts.items():
        given[SHAPES[kind].attribute] = _parts(kind, said, making, name, _other(kind))
    return _built(Kind.ENTITY, given, data, making)


def _other(kind: Kind) -> str:
    return "type" if kind is Kind.FIELD else "expression"


def _computed(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    given = attributes(Kind.COMPUTED, data, making, entity)
    given.setdefault("type", synonyms.told_type(str(given.get("name", ""))).value)
    _named(data, given)
    return _built(Kind.COMPUTED, given, data, making)


def _rule(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    given = attributes(Kind.RULE, data, making, entity)
    if not given.get("message") and given.get("name"):
        given["message"] = f"{sentence(str(given['name']))}."
    if not given.get("name") and given.get("message"):
        given["name"] = snake(str(given["message"]))[:48].strip("_") or "rule"
    return _built(Kind.RULE, given, data, making)


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
    return _built(Kind.RELATIONSHIP, given, data, making)


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
    return _built(Kind.FLOW, given, data, making)


def _moves(said: Any, making: Making) -> list[dict[str, Any]]:
    """Steps of a flow; several may have one name, so they are told apart by where they lead."""
    found: list[dict[str, Any]] = []
    for number, item in enumerate(reading.items(said)):
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
    return _built(Kind.TRANSITION, given, data, making)


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
    return _built(Kind.PERMISSION, given, data, making)


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
    given["props"] = props_of(kind, {**beside, **reading.record(said_props)}, making, at)
    if not given.get("name"):
        given["name"] = free_component(making, at or str(given["props"].get("report") or "own"), kind)
    return _built(Kind.COMPONENT, given, data, making)


def free_component(making: Making, about: str, kind: ComponentType) -> str:
    """A name for a component that has none."""
    from sayso.design.offline.refine.making import free_component_name

    return free_component_name({component.name for component in making.spec.components}, about, kind)[:64]


def _page(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    del entity
    said_layout = data.pop("layout", None)
    given = attributes(Kind.PAGE, data, making)
    if not given.get("name"):
        given["name"] = snake(str(given.get("title") or given.get("path") or ""))[:48].strip("_")
    _named(data, given, "title")
    given["path"] = given.get("path") or f"/{str(given['name']).replace('_', '-')}"
    if said_layout is not None:
        layout, shown = layout_of(said_layout, making)
        given["layout"] = layout.to_json() if layout else None
        given["components"] = list(dict.fromkeys([*(given.get("components") or []), *shown]))
    return _built(Kind.PAGE, given, data, making)


def _report(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    at = given_entity(Kind.REPORT, data, making, entity)
    if entity and "entity" not in data:
        data["entity"] = entity
    given = attributes(Kind.REPORT, data, making, at)
    _named(data, given, "title")
    if not given.get("entity") and data.get("entity"):
        making.entity(str(data["entity"]))
    given["measures"] = given.get("measures") or [{"op": "count"}]
    periods = {"day", "week", "month", "quarter", "year"}
    if (
        at in making.index.entities
        and periods & set(given.get("group_by") or ())
        and not given.get("date_field")
    ):
        dates = [
            f.name for f in making.index.fields(at).values() if f.type in {FieldType.DATE, FieldType.DATETIME}
        ]
        given["date_field"] = dates[0] if dates else None
        given.setdefault("chart", "line")
    return _built(Kind.REPORT, given, data, making)


def _setting(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    del entity
    given = attributes(Kind.SETTING, data, making)
    _named(data, given, "label", "key")
    value = given.get("default")
    told = "boolean" if isinstance(value, bool) else "number" if isinstance(value, int | float) else "string"
    given["type"] = given.get("type") or ("enum" if given.get("options") else told)
    return _built(Kind.SETTING, given, data, making)


def _assumption(data: dict[str, Any], making: Making, entity: str | None) -> Element:
    del entity
    about = reading.words(data.pop("about", None) or data.pop("elements", None))
    given = attributes(Kind.ASSUMPTION, data, making)
    spots = [making.addresses.find(address) for address in about]
    given["elements"] = [spot.element.id for spot in spots if spot is not None]
    return _built(Kind.ASSUMPTION, given, {**data, "assumed": data.get("assumed")}, making)


_MADE: dict[Kind, Callable[[dict[str, Any], Making, str | None], Element]] = {
    Kind.ENTITY: _entity, Kind.FIELD: _field, Kind.COMPUTED: _computed, Kind.RULE: _rule,
    Kind.RELATIONSHIP: _relationship, Kind.FLOW: _flow, Kind.TRANSITION: _transition,
    Kind.PERMISSION: _permission, Kind.COMPONENT: _component, Kind.PAGE: _page, Kind.REPORT: _report,
    Kind.SETTING: _setting, Kind.ASSUMPTION: _assumption,
}  # fmt: skip
