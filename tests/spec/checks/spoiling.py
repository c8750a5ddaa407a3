"""Ways to spoil a sound spec, one thing at a time."""

from collections.abc import Callable
from typing import Any

Document = dict[str, Any]
Spoil = Callable[[Document], object]
_count = iter(range(10**6))


def new_id(kind: str) -> str:
    """A fresh id."""
    return f"{kind}_{next(_count):08}"


def entity(document: Document, name: str) -> Document:
    """An entity by name."""
    return named(document["entities"], name)


def named(elements: list[Document], name: str) -> Document:
    """An element by name."""
    return next(element for element in elements if element["name"] == name)


def field(document: Document, owner: str, name: str) -> Document:
    """A field by its entity and name."""
    return named(entity(document, owner)["fields"], name)


def add_entity(name: str, *fields: str, **more: Any) -> Spoil:
    """A further entity with text fields, readable by the owner."""

    def spoil(document: Document) -> None:
        document["entities"].append(
            {"id": new_id("ent"), "name": name, "display_name": name.capitalize(),
             "fields": [new_field(f) for f in fields], **more}
        )  # fmt: skip
        document["permissions"]["rules"].append(
            {"id": new_id("prm"), "role": "owner", "entity": name, "actions": ["read"]}
        )

    return spoil


def new_field(name: str, **more: Any) -> Document:
    """A field, text unless said otherwise."""
    return {"id": new_id("fld"), "name": name, "label": name.capitalize(), **more}


def add_field(owner: str, name: str, **more: Any) -> Spoil:
    """A further field."""
    return lambda document: entity(document, owner)["fields"].append(new_field(name, **more))


def add_computed(owner: str, name: str, type_: str, expression: str) -> Spoil:
    """A further computed value."""
    value = {"id": new_id("cmp"), "name": name, "label": name, "type": type_, "expression": expression}
    return lambda document: entity(document, owner)["computed"].append(value)


def add_rule(owner: str, expression: str) -> Spoil:
    """A further rule called extra."""
    rule = {"id": new_id("rul"), "name": "extra", "expression": expression, "message": "No."}
    return lambda document: entity(document, owner)["rules"].append(rule)


def add_link(child: str, parent: str, name: str, inverse: str, **more: Any) -> Spoil:
    """A further relationship, belongs_to unless said otherwise."""
    link = {"id": new_id("rel"), "kind": "belongs_to", "from": child, "to": parent, "name": name,
            "inverse": inverse, **more}  # fmt: skip
    return lambda document: document["relationships"].append(link)


def add(part: str, kind: str, **values: Any) -> Spoil:
    """A further element of a top-level list."""
    return lambda document: document[part].append({"id": new_id(kind), **values})


def change(part: str, name: str, **values: Any) -> Spoil:
    """Other values for a named element of a top-level list."""
    return lambda document: named(document[part], name).update(values)


def props(component: str, **values: Any) -> Spoil:
    """Other props for a component."""
    return lambda document: named(document["components"], component)["props"].update(values)


def grant(role: str, about: str, **more: Any) -> Spoil:
    """A further permission rule."""
    rule = {"id": new_id("prm"), "role": role, "entity": about, "actions": ["read"], **more}
    return lambda document: document["permissions"]["rules"].append(rule)


def public(role: str, **more: Any) -> Spoil:
    """This role for people who are not signed in; one that is new reads services."""

    def spoil(document: Document) -> None:
        permissions = document["permissions"]
        permissions["public_role"] = role
        if role not in [known["name"] for known in permissions["roles"]]:
            permissions["roles"].append({"id": new_id("rol"), "name": role, "label": role.capitalize()})
            grant(role, "service", **more)(document)

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """One after the other."""

    def spoil(document: Document) -> None:
        for one in spoils:
            one(document)

    return spoil
