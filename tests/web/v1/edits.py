"""Edits of the salon, as plain data."""

from typing import Any

from sayso.spec.model import AppSpec, Field


def field_of(spec: AppSpec, name: str, entity: str = "client") -> Field:
    """A field of an entity."""
    found = next(one for one in spec.entities if one.name == entity)
    return next(field for field in found.fields if field.name == name)


def add_field(spec: AppSpec, name: str, entity: str = "client", **attributes: Any) -> dict[str, Any]:
    """Adds a text field."""
    parent = next(one for one in spec.entities if one.name == entity)
    stem = f"{name.replace('_', '')}00000"[:12]
    element = {"id": f"fld_{stem}", "name": name, "label": name.title(), **attributes}
    return {"op": "add", "kind": "field", "parent": parent.id, "element": element}


def remove_field(spec: AppSpec, name: str, entity: str = "client") -> dict[str, Any]:
    """Removes a field."""
    return {"op": "remove", "kind": "field", "target": field_of(spec, name, entity).id}


def set_field(spec: AppSpec, name: str, entity: str = "client", **values: Any) -> dict[str, Any]:
    """Changes attributes of a field."""
    target = field_of(spec, name, entity).id
    return {"op": "set", "kind": "field", "target": target, "values": values}


def rename_role(spec: AppSpec, name: str, to: str) -> dict[str, Any]:
    """Renames a role."""
    role = next(one for one in spec.permissions.roles if one.name == name)
    return {"op": "rename", "kind": "role", "target": role.id, "name": to}
