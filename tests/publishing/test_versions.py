"""Which part of a version goes up."""

from typing import Any

import pytest

from sayso.publishing.versions import Bump, bump_of, next_version
from sayso.spec.edits import apply, read_edits
from sayso.spec.model import AppSpec


def after(spec: AppSpec, *edits: dict[str, Any]) -> AppSpec:
    """The spec after edits that fit."""
    read, problems = read_edits(list(edits))
    assert problems == ()
    result = apply(spec, read)
    assert result.ok, result.diagnostics
    return result.spec


def ids(spec: AppSpec) -> dict[str, str]:
    """Ids of the salon by what they are."""
    client = next(entity for entity in spec.entities if entity.name == "client")
    fields = {f"client.{field.name}": field.id for field in client.fields}
    hair = next(field for field in client.fields if field.name == "hair_type")
    options = {f"hair.{option.name}": option.id for option in hair.options}
    links = {f"link.{link.name}": link.id for link in spec.relationships}
    roles = {f"role.{role.name}": role.id for role in spec.permissions.roles}
    return {"client": client.id, **fields, **options, **links, **roles}


def field(spec: AppSpec, **attributes: Any) -> dict[str, Any]:
    """An edit that adds a field to clients."""
    element = {"id": "fld_nickname", "name": "nickname", "label": "Nickname", **attributes}
    return {"op": "add", "kind": "field", "parent": ids(spec)["client"], "element": element}


ADDITIONS = {
    "a field": field,
    "a required field with a default": lambda spec: field(spec, required=True, default="none"),
    "an option": lambda spec: {
        "op": "add",
        "kind": "option",
        "parent": ids(spec)["client.hair_type"],
        "element": {"id": "opt_bald00", "name": "bald", "label": "Bald"},
    },
    "an entity with a required field": lambda _: {
        "op": "add",
        "kind": "entity",
        "element": {
            "id": "ent_supplier",
            "name": "supplier",
            "display_name": "Supplier",
            "fields": [{"id": "fld_supname", "name": "name", "label": "Name", "required": True}],
        },
    },
    "a grant": lambda _: {
        "op": "add",
        "kind": "permission",
        "element": {"id": "prm_more00", "role": "stylist", "entity": "service", "actions": ["delete"]},
    },
}
BREAKS = {
    "a removed field": lambda spec: remove("field", ids(spec)["client.birthday"]),
    "a renamed field": lambda spec: rename("field", ids(spec)["client.birthday"], "born_on"),
    "a renamed entity": lambda spec: rename("entity", ids(spec)["client"], "customer"),
    "a removed option": lambda spec: remove("option", ids(spec)["hair.curly"]),
    "a type that takes less": lambda spec: {
        "op": "retype",
        "target": ids(spec)["client.mobile"],
        "type": "integer",
    },
    "a value that must be given now": lambda spec: {
        "op": "set",
        "kind": "field",
        "target": ids(spec)["client.mobile"],
        "values": {"required": True},
    },
    "a required field without a default": lambda spec: field(spec, required=True),
    "a grant taken away": lambda spec: remove(
        "permission", next(rule.id for rule in spec.permissions.rules if rule.role == "owner")
    ),
    "a renamed role": lambda spec: rename("role", ids(spec)["role.stylist"], "hairdresser"),
}
PATCHES = {
    "a label": lambda spec: {
        "op": "set",
        "kind": "field",
        "target": ids(spec)["client.mobile"],
        "values": {"help": "With country code."},
    },
    "a text that may be longer": lambda spec: {
        "op": "retype",
        "target": ids(spec)["client.mobile"],
        "type": "long_text",
    },
    "a removed page": lambda spec: remove("page", spec.pages[-1].id),
}


def remove(kind: str, target: str) -> dict[str, Any]:
    return {"op": "remove", "kind": kind, "target": target}


def rename(kind: str, target: str, name: str) -> dict[str, Any]:
    return {"op": "rename", "kind": kind, "target": target, "name": name}


@pytest.mark.parametrize("what", ADDITIONS)
def test_additions_are_minor(salon: AppSpec, what: str) -> None:
    assert bump_of(salon, after(salon, ADDITIONS[what](salon))) is Bump.MINOR


@pytest.mark.parametrize("what", BREAKS)
def test_what_breaks_callers_is_major(salon: AppSpec, what: str) -> None:
    assert bump_of(salon, after(salon, BREAKS[what](salon))) is Bump.MAJOR


@pytest.mark.parametrize("what", PATCHES)
def test_the_rest_is_a_patch(salon: AppSpec, what: str) -> None:
    assert bump_of(salon, after(salon, PATCHES[what](salon))) is Bump.PATCH


def test_a_version_always_goes_up(salon: AppSpec) -> None:
    more = after(salon, field(salon))
    assert next_version("1.4.2", salon, salon) == "1.4.3"
    assert next_version("1.4.2", salon, more) == "1.5.0"
    assert next_version("1.5.0", more, salon) == "2.0.0"
