"""Attributes of elements as models write them, under the keys and in the words of the spec.

``attributes`` reads those that were given and no others, so that it serves new elements and changes alike.
"""

from collections.abc import Mapping
from typing import Any

from sayso.kit.words import snake
from sayso.spec.edits import Kind
from sayso.spec.model import (
    ChartKind,
    EndpointAuth,
    HttpMethod,
    ModuleType,
    OnDelete,
    Period,
    RelationshipKind,
    Scope,
    SettingType,
    Tier,
)

from . import coercion, values
from .edit_context import Making, Unreadable
from .filters import filters_of
from .values import Reader

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
    given = {**coercion.record(data.get("validation")), **{k: data[k] for k in _LIMITS if k in data}}
    rest = {key: value for key, value in data.items() if key not in {*_LIMITS, "validation"}}
    if not given:
        return ({} if "validation" in data and data["validation"] is None else None), rest
    limits = {key: _limit(key, given[key]) for key in _LIMITS if given.get(key) is not None}
    return {key: value for key, value in limits.items() if value is not None}, rest


def _limit(key: str, value: Any) -> Any:
    if key == "pattern":
        return coercion.text(value, 400)
    found = coercion.number(value)
    if found is None or key in {"min", "max"}:
        return found
    return int(found)


def _unknown(kind: Kind, said: str, known: Mapping[str, Any]) -> Unreadable:
    from sayso.spec.expressions import did_you_mean

    return Unreadable(
        "unknown-attribute", f"A {kind} has no “{said[:40]}”.", did_you_mean(snake(said), known)
    )


_IGNORED = frozenset({"id", "kind_of", "op", "comment", "source", "assumed"})
_RELATION = values.choice_of(
    RelationshipKind,
    belongs_to="many_to_one n_1 belongs one_to_one has_one references",
    has_many="one_to_many 1_n has",
    many_to_many="n_n m_n m2m has_and_belongs_to_many",
)
_READERS: dict[Kind, dict[str, Reader]] = {
    Kind.ENTITY: {
        "name": values.new_entity,
        "display_name": values.short,
        "description": values.wordy,
        "icon": values.icon,
        "person_role": values.role,
    },
    Kind.FIELD: {
        "name": values.new_member,
        "label": values.short,
        "required": values.flag,
        "unique": values.flag,
        "indexed": values.flag,
        "searchable": values.flag,
        "default": values.plain,
        "help": values.text,
    },
    Kind.OPTION: {"name": values.new_option, "label": values.short, "color": values.short},
    Kind.COMPUTED: {
        "name": values.new_member,
        "label": values.short,
        "type": values.field_type,
        "expression": values.text,
    },
    Kind.INDEX: {"fields": values.members, "unique": values.flag},
    Kind.RULE: {"name": values.name, "expression": values.text, "message": values.short},
    Kind.RELATIONSHIP: {
        "kind": _RELATION,
        "from": values.entity_named,
        "to": values.entity_named,
        "name": values.name,
        "inverse": values.name,
        "required": values.flag,
        "on_delete": values.choice_of(OnDelete, set_null="null nullify", restrict="no_action"),
    },
    Kind.FLOW: {"entity": values.entity_named, "field": values.name, "initial": values.state},
    Kind.STATE: {"name": values.name, "label": values.short, "color": values.short},
    Kind.TRANSITION: {
        "name": values.name,
        "label": values.short,
        "from": values.state,
        "to": values.state,
        "roles": values.roles,
        "guard": values.text,
    },
    Kind.ROLE: {"name": values.name, "label": values.short},
    Kind.PERMISSION: {
        "role": values.role,
        "entity": values.entity_named,
        "actions": values.actions,
        "scope": values.choice_of(Scope, all="any", own="self mine owner"),
        "owner": values.owner,
        "fields": values.members,
    },
    Kind.COMPONENT: {
        "name": values.new_component,
        "type": values.component_type,
        "entity": values.entity_named,
        "variant": values.short,
        "description": values.wordy,
    },
    Kind.PAGE: {
        "name": values.name,
        "title": values.short,
        "path": values.path,
        "description": values.wordy,
        "icon": values.icon,
        "roles": values.roles,
        "components": values.components,
    },
    Kind.ENDPOINT: {
        "path": values.endpoint_path,
        "method": values.choice_of(HttpMethod),
        "description": values.wordy,
        "auth": values.choice_of(EndpointAuth),
        "entity": values.entity_named,
    },
    Kind.REPORT: {
        "name": values.name,
        "title": values.short,
        "entity": values.entity_named,
        "group_by": values.groups,
        "measures": values.measures,
        "filters": filters_of,
        "chart": values.choice_of(ChartKind, bar="bars column", pie="donut", number="kpi figure"),
        "period": values.choice_of(Period),
        "date_field": values.member,
    },
    Kind.SETTING: {
        "key": values.name,
        "type": values.choice_of(SettingType, string="text", number="integer decimal", enum="choice"),
        "label": values.short,
        "default": values.plain,
        "options": lambda value, *_: coercion.words(value),
    },
    Kind.ASSUMPTION: {"text": values.own_words, "alternatives": lambda value, *_: coercion.words(value)},
}
SPEC_READERS: dict[str, Reader] = {
    "name": values.short,
    "description": values.wordy,
    "type": values.choice_of(ModuleType),
    "tier": values.choice_of(Tier),
    "features": lambda value, *_: [said[:160] for said in coercion.words(value)],
    "default_role": values.role,
    "public_role": values.role,
}
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
