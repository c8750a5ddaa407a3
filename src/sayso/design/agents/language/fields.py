"""Fields from what a model says of them: types by their many names, choices, limits, defaults."""

from typing import Any

from sayso.kit.words import sentence, snake
from sayso.spec.edits import Kind
from sayso.spec.model import Element, FieldType

from . import coercion, synonyms
from .attributes import attributes, limits_of
from .edit_context import KEPT_ALREADY, Making, Unreadable
from .element_builder import built, named, new_id

LISTED = frozenset({FieldType.ENUM, FieldType.MULTI_ENUM})


def options_of(said: Any, making: Making) -> list[dict[str, Any]]:
    """Options of a choice, under new ids; those that would be stored alike are one."""
    found: dict[str, dict[str, Any]] = {}
    for item in coercion.items(said, other="label"):
        data = {"label": str(item), "name": str(item)} if not isinstance(item, dict) else dict(item)
        given = attributes(Kind.OPTION, data, making)
        name = given.get("name") or snake(str(given.get("label") or ""))[:64].strip("_")
        if name and name not in found:
            label = given.get("label") or sentence(name)
            shown = label if any(c.isupper() for c in label) else label[:1].upper() + label[1:]
            found[name] = {
                **given,
                "id": new_id(Kind.OPTION, making),
                "name": name,
                "label": shown.replace("_", " "),
            }
    return list(found.values())


def make_field(data: dict[str, Any], making: Making, entity: str | None) -> Element:
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
    options = options_of(said_options, making) if kind in LISTED else []
    if kind in LISTED and not options:
        hint = "Give its options, or make it a text."
        making.note(Unreadable("missing-options", f"“{name}” is a choice without options.", hint), "options")
        kind = FieldType.TEXT
    elif said_options and kind not in LISTED:
        hint = "Only enum and multi_enum have options."
        making.note(Unreadable("impossible-attribute", f"“{name}” is of type {kind}.", hint), "options")
    given |= {"type": kind.value, "options": options, "validation": limits or None}
    given["default"] = default_of(given.get("default"), kind, [o["name"] for o in options], making)
    named(data, given)
    return built(Kind.FIELD, given, data, making)


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
        fitting = coercion.flag(value)
    elif kind in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}:
        found = coercion.number(value)
        fitting = int(found) if found is not None and found == int(found) else found
    elif kind is FieldType.ENUM:
        fitting = snake(str(value)) if snake(str(value)) in options else None
    elif kind is FieldType.MULTI_ENUM:
        fitting = [snake(one) for one in coercion.words(value) if snake(one) in options] or None
    elif kind is not FieldType.JSON:
        fitting = coercion.text(value)
    if fitting is None:
        hint = "Leave the default out, or give one that fits."
        making.note(Unreadable("bad-default", f"“{str(value)[:40]}” is no {kind}.", hint), "default")
    return fitting
