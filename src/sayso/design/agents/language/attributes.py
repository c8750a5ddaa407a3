"""Attributes of elements as models write them, under the keys and in the words of the spec.

``attributes`` reads those that were given and no others, so that it serves new elements and changes alike.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sayso.kit.words import pascal, snake
from sayso.spec.edits import Kind
from sayso.spec.model import (
    ChartKind,
    EndpointAuth,
    FieldType,
    HttpMethod,
    Measure,
    MeasureOp,
    ModuleType,
    OnDelete,
    Period,
    RelationshipKind,
    Scope,
    SettingType,
    Tier,
)

from . import reading, synonyms
from .filters import filters_of
from .making import Making, Unreadable, entity_name, member_name, plain_name

Reader = Callable[[Any, Making, str | None], Any]
_LIMITS = ("min", "max", "min_length", "max_length", "pattern")


def attributes(
    kind: Kind, data: Mapping[str, Any], making: Making, entity: str | None = None
) -> dict[str, Any]:
    """What ``data`` says of an element of this kind; what means nothing is left out and noted.

    A null is kept, since it clears. ``entity`` is whose names its values speak of.
    """
    readers, aliases = _READERS[kind], _ALIASES.get(kind, {})
    found: dict[str, Any] = {}
    for said, value in data.items():
        key = snake(said)
        key = key if key in readers else aliases.get(key, key)
        if key in _IGNORED or (key in found and said != key):
            continue
        if key not in readers:
            making.note(_unknown(kind, said, readers), said)
        elif value is None:
            found[key] = None
        else:
            try:
                found[key] = readers[key](value, making, entity)
            except Unreadable as problem:
                making.note(problem, said)
    return found


def limits_of(data: Mapping[str, Any]) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """The limits on a value, and what is left; limits may stand beside the rest or in ``validation``."""
    given = {**reading.record(data.get("validation")), **{k: data[k] for k in _LIMITS if k in data}}
    rest = {key: value for key, value in data.items() if key not in {*_LIMITS, "validation"}}
    if not given:
        return ({} if "validation" in data and data["validation"] is None else None), rest
    limits = {key: _limit(key, given[key]) for key in _LIMITS if given.get(key) is not None}
    return {key: value for key, value in limits.items() if value is not None}, rest


def _limit(key: str, value: Any) -> Any:
    if key == "pattern":
        return reading.text(value, 400)
    found = reading.number(value)
    if found is None or key in {"min", "max"}:
        return found
    return int(found)


def _unknown(kind: Kind, said: str, known: Mapping[str, Any]) -> Unreadable:
    from sayso.spec.expressions import did_you_mean

    return Unreadable(
        "unknown-attribute", f"A {kind} has no “{said[:40]}”.", did_you_mean(snake(said), known)
    )


def _needed(value: Any, said: Any, what: str) -> Any:
    if value is None:
        raise Unreadable("bad-value", f"“{str(said)[:60]}” is no {what}.", f"Give a {what}.")
    return value


def _short(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    return str(_needed(reading.text(value, 160), value, "text"))


def _text(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    return str(_needed(reading.text(value), value, "text"))


def _wordy(value: Any, making: Making, entity: str | None) -> str:
    """A text that may be empty."""
    del making, entity
    return reading.text(value) or ""


def _icon(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    return snake(_needed(reading.text(value, 60), value, "name of an icon")).replace("_", "-")


def _flag(value: Any, making: Making, entity: str | None) -> bool:
    del making, entity
    return bool(_needed(reading.flag(value), value, "yes or no"))


def _json(value: Any, making: Making, entity: str | None) -> Any:
    del making, entity
    return value


def _name(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    return plain_name(_needed(reading.text(value, 160), value, "name"))


def _member_name(value: Any, making: Making, entity: str | None) -> str:
    del making
    return member_name(_needed(reading.text(value, 160), value, "name"), entity or "own")


def _entity_name(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    return entity_name(_needed(reading.text(value, 160), value, "name"))


def _option_name(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    name = snake(_needed(reading.text(value, 160), value, "name"))[:64].strip("_")
    return str(_needed(name or None, value, "name"))


def _component_name(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    name = pascal(_needed(reading.text(value, 160), value, "name"))[:64].lstrip("0123456789")
    said = str(value)
    kept = said[:1].isupper() and said.isascii() and said.isalnum()
    return said[:64] if kept else str(_needed(name or None, value, "name"))


def _path(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    steps = [snake(step).replace("_", "-") for step in str(reading.text(value, 120) or "").split("/")]
    return "/" + "/".join(filter(None, steps))


def _endpoint_path(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    said = str(_needed(reading.text(value, 160), value, "path"))
    return said if said.startswith("/") else f"/{said}"


def _entity(value: Any, making: Making, entity: str | None) -> str:
    del entity
    return making.entity(_needed(reading.text(value, 160), value, "entity"))


def _role(value: Any, making: Making, entity: str | None) -> str:
    del entity
    return making.role(_needed(reading.text(value, 160), value, "role"))


def _roles(value: Any, making: Making, entity: str | None) -> list[str]:
    del entity
    return list(dict.fromkeys(making.role(said) for said in reading.words(value)))


def _member(value: Any, making: Making, entity: str | None) -> str:
    return making.member(entity, _needed(reading.text(value, 160), value, "name"))


def _members(value: Any, making: Making, entity: str | None) -> list[str]:
    return list(dict.fromkeys(making.member(entity, said) for said in reading.words(value)))


def _components(value: Any, making: Making, entity: str | None) -> list[str]:
    return [_component_name(said, making, entity) for said in reading.words(value)]


def _states(value: Any, making: Making, entity: str | None) -> str:
    """A state by its name, or by its address: ``invoice:paid``."""
    del making, entity
    return plain_name(str(_needed(reading.text(value, 160), value, "state")).rsplit(":", maxsplit=1)[-1])


def _actions(value: Any, making: Making, entity: str | None) -> list[str]:
    del entity
    found, unknown = synonyms.actions(reading.words(value))
    if unknown:
        hint = "Actions are create, read, update and delete."
        making.note(Unreadable("unknown-action", f"There is no action “{unknown[0][:40]}”.", hint), "actions")
    return [action.value for action in found]


def _owner(value: Any, making: Making, entity: str | None) -> str:
    said = str(_needed(reading.text(value, 160), value, "path to a person"))
    return said if said in {"created_by", "self"} else making.member(entity, said)


def _measures(value: Any, making: Making, entity: str | None) -> list[dict[str, Any]]:
    """Measures as objects, or short: ``count``, ``sum total``, ``sum(total)``."""
    found: list[dict[str, Any]] = []
    for item in reading.items(value, key="op", other="field"):
        given = item
        if isinstance(item, str):
            op, _, name = item.replace("(", " ").replace(")", "").replace(":", " ").partition(" ")
            given = {"op": op, "field": name.strip() or None}
        given = reading.record(given)
        measure = synonyms.choice(
            MeasureOp, given.get("op"), {"average": "avg", "mean": "avg", "total": "sum", "number": "count"}
        )
        if measure is None:
            raise Unreadable(
                "unknown-measure", f"“{str(given.get('op'))[:40]}” is no measure.", "Use count, sum, avg, "
                "min or max.",
            )  # fmt: skip
        of = reading.text(given.get("field"), 160)
        measured = None if measure is MeasureOp.COUNT or of is None else making.member(entity, of)
        label = reading.text(given.get("label"), 160)
        found.append(Measure(op=measure, field=measured, label=label).to_json())
    return found


def _filters(value: Any, making: Making, entity: str | None) -> list[dict[str, Any]]:
    return filters_of(value, making, entity)


def _groups(value: Any, making: Making, entity: str | None) -> list[str]:
    """Paths, or a period; a period may carry the date that it cuts: ``month(date)``."""
    periods = {period.value for period in Period}
    found = []
    for said in reading.words(value):
        head = said.split("(")[0].strip().lower().removeprefix("by ")
        found.append(head if head in periods else making.member(entity, said))
    return list(dict.fromkeys(found))


def _choice(enum: Any, /, **more: str) -> Reader:
    words = {word: meant for meant, said in more.items() for word in said.split()}

    def read(value: Any, making: Making, entity: str | None) -> Any:
        del making, entity
        found = synonyms.choice(enum, value, words)
        if found is None:
            known = ", ".join(member.value for member in enum)
            raise Unreadable(
                "unknown-choice", f"“{str(value)[:40]}” is not known here.", f"Choose of {known}."
            )
        return found.value

    return read


def _field_type(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    found = synonyms.field_type(value, "")
    if found is None:
        known = ", ".join(kind.value for kind in FieldType)
        raise Unreadable("unknown-type", f"There is no type “{str(value)[:40]}”.", f"Types are {known}.")
    return found.value


def _component_type(value: Any, making: Making, entity: str | None) -> str:
    del making, entity
    found = synonyms.component_type(value)
    if found is None:
        raise Unreadable(
            "unknown-type", f"There is no component of the type “{str(value)[:40]}”.",
            "Types are form, table, list, detail, chart, cards, kanban, calendar, stats, filters, dashboard "
            "and custom.",
        )  # fmt: skip
    return found.value


_IGNORED = frozenset({"id", "kind_of", "op", "comment", "source", "assumed"})
_RELATION = _choice(
    RelationshipKind,
    belongs_to="many_to_one n_1 belongs one_to_one has_one references",
    has_many="one_to_many 1_n has",
    many_to_many="n_n m_n m2m has_and_belongs_to_many",
)
_READERS: dict[Kind, dict[str, Reader]] = {
    Kind.ENTITY: {
        "name": _entity_name, "display_name": _short, "description": _wordy, "icon": _icon,
        "person_role": _role,
    },
    Kind.FIELD: {
        "name": _member_name, "label": _short, "required": _flag, "unique": _flag, "indexed": _flag,
        "searchable": _flag, "default": _json, "help": _text,
    },
    Kind.OPTION: {"name": _option_name, "label": _short, "color": _short},
    Kind.COMPUTED: {"name": _member_name, "label": _short, "type": _field_type, "expression": _text},
    Kind.INDEX: {"fields": _members, "unique": _flag},
    Kind.RULE: {"name": _name, "expression": _text, "message": _short},
    Kind.RELATIONSHIP: {
        "kind": _RELATION, "from": _entity, "to": _entity, "name": _name, "inverse": _name,
        "required": _flag, "on_delete": _choice(OnDelete, set_null="null nullify", restrict="no_action"),
    },
    Kind.FLOW: {"entity": _entity, "field": _name, "initial": _states},
    Kind.STATE: {"name": _name, "label": _short, "color": _short},
    Kind.TRANSITION: {
        "name": _name, "label": _short, "from": _states, "to": _states, "roles": _roles, "guard": _text,
    },
    Kind.ROLE: {"name": _name, "label": _short},
    Kind.PERMISSION: {
        "role": _role, "entity": _entity, "actions": _actions, "scope": _choice(Scope, all="any", own="self "
        "mine owner"), "owner": _owner, "fields": _members,
    },
    Kind.COMPONENT: {
        "name": _component_name, "type": _component_type, "entity": _entity, "variant": _short,
        "description": _wordy,
    },
    Kind.PAGE: {
        "name": _name, "title": _short, "path": _path, "description": _wordy, "icon": _icon, "roles": _roles,
        "components": _components,
    },
    Kind.ENDPOINT: {
        "path": _endpoint_path, "method": _choice(HttpMethod), "description": _wordy,
        "auth": _choice(EndpointAuth), "entity": _entity,
    },
    Kind.REPORT: {
        "name": _name, "title": _short, "entity": _entity, "group_by": _groups, "measures": _measures,
        "filters": _filters, "chart": _choice(ChartKind, bar="bars column", pie="donut", number="kpi figure"),
        "period": _choice(Period), "date_field": _member,
    },
    Kind.SETTING: {
        "key": _name, "type": _choice(SettingType, string="text", number="integer decimal", enum="choice"),
        "label": _short, "default": _json, "options": lambda value, *_: reading.words(value),
    },
    Kind.ASSUMPTION: {"text": _text, "alternatives": lambda value, *_: reading.words(value)},
}  # fmt: skip
SPEC_READERS: dict[str, Reader] = {
    "name": _short, "description": _wordy, "type": _choice(ModuleType), "tier": _choice(Tier),
    "features": lambda value, *_: [said[:160] for said in reading.words(value)], "default_role": _role,
    "public_role": _role,
}  # fmt: skip
"""What can be said of the application as a whole."""
_ALIASES: dict[Kind, dict[str, str]] = {
    Kind.ENTITY: {"label": "display_name", "title": "display_name", "display": "display_name"},
    Kind.FIELD: {"title": "label", "display_name": "label", "mandatory": "required", "hint": "help",
                 "description": "help", "default_value": "default", "index": "indexed"},
    Kind.OPTION: {"value": "name", "title": "label", "colour": "color"},
    Kind.COMPUTED: {"title": "label", "formula": "expression"},
    Kind.INDEX: {"columns": "fields"},
    Kind.RULE: {"condition": "expression", "check": "expression", "error": "message"},
    Kind.RELATIONSHIP: {"type": "kind", "from_entity": "from", "to_entity": "to", "source_entity": "from",
                        "target": "to", "inverse_name": "inverse", "ondelete": "on_delete"},
    Kind.FLOW: {"name": "field", "of": "entity", "start": "initial", "initial_state": "initial"},
    Kind.STATE: {"title": "label", "colour": "color"},
    Kind.TRANSITION: {"title": "label", "from_state": "from", "to_state": "to", "condition": "guard",
                      "who": "roles", "role": "roles"},
    Kind.ROLE: {"title": "label", "display_name": "label"},
    Kind.PERMISSION: {"action": "actions", "may": "actions", "can": "actions", "only": "fields"},
    Kind.COMPONENT: {},
    Kind.PAGE: {"label": "title", "url": "path", "route": "path"},
    Kind.REPORT: {"label": "title", "groups": "group_by", "group": "group_by", "measure": "measures",
                  "filter": "filters", "date": "date_field"},
    Kind.SETTING: {"name": "key", "title": "label", "value": "default"},
    Kind.ASSUMPTION: {"suggestions": "alternatives"},
}  # fmt: skip


def spec_attributes(data: Mapping[str, Any], making: Making) -> dict[str, Any]:
    """What ``data`` says of the application as a whole."""
    found: dict[str, Any] = {}
    for said, value in data.items():
        reader = SPEC_READERS.get(snake(said))
        if reader is None:
            hint = f"Those are: {', '.join(SPEC_READERS)}."
            making.note(Unreadable("unknown-attribute", f"An application has no “{said[:40]}”.", hint), said)
        elif value is None:
            found[snake(said)] = None
        else:
            try:
                found[snake(said)] = reader(value, making, None)
            except Unreadable as problem:
                making.note(problem, said)
    return found
