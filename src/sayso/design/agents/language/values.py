"""Single values of attributes as models write them; each reader gives the value in the words of the spec.

They raise ``Unreadable`` for what means nothing.
"""

from collections.abc import Callable
from typing import Any

from sayso.design.replies import as_own
from sayso.kit.words import pascal, snake
from sayso.spec.model import PERIODS, FieldType, Measure, MeasureOp

from . import coercion, synonyms
from .edit_context import Making, Unreadable, entity_name, member_name, plain_name

Reader = Callable[[Any, Making, str | None], Any]


def _needed(value: Any, said: Any, what: str) -> Any:
    if value is None:
        raise Unreadable("bad-value", f"“{str(said)[:60]}” is no {what}.", f"Give a {what}.")
    return value


def short(value: Any, making: Making, entity: str | None) -> str:
    """A text of one line."""
    del making, entity
    return str(_needed(coercion.text(value, 160), value, "text"))


def text(value: Any, making: Making, entity: str | None) -> str:
    """A text."""
    del making, entity
    return str(_needed(coercion.text(value), value, "text"))


def own_words(value: Any, making: Making, entity: str | None) -> str:
    """A text that people read as a statement: it stays marked as the model's own."""
    return as_own(text(value, making, entity))


def wordy(value: Any, making: Making, entity: str | None) -> str:
    """A text that may be empty."""
    del making, entity
    return coercion.text(value) or ""


def icon(value: Any, making: Making, entity: str | None) -> str:
    """The name of an icon."""
    del making, entity
    return snake(_needed(coercion.text(value, 60), value, "name of an icon")).replace("_", "-")


def flag(value: Any, making: Making, entity: str | None) -> bool:
    """Yes or no."""
    del making, entity
    return bool(_needed(coercion.flag(value), value, "yes or no"))


def plain(value: Any, making: Making, entity: str | None) -> Any:
    """The value as it is."""
    del making, entity
    return value


def name(value: Any, making: Making, entity: str | None) -> str:
    """A name of something new."""
    del making, entity
    return plain_name(_needed(coercion.text(value, 160), value, "name"))


def new_member(value: Any, making: Making, entity: str | None) -> str:
    """A name for a field or computed value."""
    del making
    return member_name(_needed(coercion.text(value, 160), value, "name"), entity or "own")


def new_entity(value: Any, making: Making, entity: str | None) -> str:
    """A name for an entity."""
    del making, entity
    return entity_name(_needed(coercion.text(value, 160), value, "name"))


def new_option(value: Any, making: Making, entity: str | None) -> str:
    """A name for an option."""
    del making, entity
    name = snake(_needed(coercion.text(value, 160), value, "name"))[:64].strip("_")
    return str(_needed(name or None, value, "name"))


def new_component(value: Any, making: Making, entity: str | None) -> str:
    """A name for a component."""
    del making, entity
    name = pascal(_needed(coercion.text(value, 160), value, "name"))[:64].lstrip("0123456789")
    said = str(value)
    kept = said[:1].isupper() and said.isascii() and said.isalnum()
    return said[:64] if kept else str(_needed(name or None, value, "name"))


def path(value: Any, making: Making, entity: str | None) -> str:
    """The address of a page."""
    del making, entity
    steps = [snake(step).replace("_", "-") for step in str(coercion.text(value, 120) or "").split("/")]
    return "/" + "/".join(filter(None, steps))


def endpoint_path(value: Any, making: Making, entity: str | None) -> str:
    """The address of an endpoint."""
    del making, entity
    said = str(_needed(coercion.text(value, 160), value, "path"))
    return said if said.startswith("/") else f"/{said}"


def entity_named(value: Any, making: Making, entity: str | None) -> str:
    """An entity that is there."""
    del entity
    return making.entity(_needed(coercion.text(value, 160), value, "entity"))


def role(value: Any, making: Making, entity: str | None) -> str:
    """A role that is there."""
    del entity
    return making.role(_needed(coercion.text(value, 160), value, "role"))


def roles(value: Any, making: Making, entity: str | None) -> list[str]:
    """Roles that are there."""
    del entity
    return list(dict.fromkeys(making.role(said) for said in coercion.words(value)))


def member(value: Any, making: Making, entity: str | None) -> str:
    """A value or link of the entity."""
    return making.member(entity, _needed(coercion.text(value, 160), value, "name"))


def members(value: Any, making: Making, entity: str | None) -> list[str]:
    """Values and links of the entity."""
    return list(dict.fromkeys(making.member(entity, said) for said in coercion.words(value)))


def components(value: Any, making: Making, entity: str | None) -> list[str]:
    """Names of components."""
    return [new_component(said, making, entity) for said in coercion.words(value)]


def state(value: Any, making: Making, entity: str | None) -> str:
    """A state by its name, or by its address: ``invoice:paid``."""
    del making, entity
    return plain_name(str(_needed(coercion.text(value, 160), value, "state")).rsplit(":", maxsplit=1)[-1])


def actions(value: Any, making: Making, entity: str | None) -> list[str]:
    """Actions; words that mean none are noted."""
    del entity
    found, unknown = synonyms.actions(coercion.words(value))
    if unknown:
        hint = "Actions are create, read, update and delete."
        making.note(Unreadable("unknown-action", f"There is no action “{unknown[0][:40]}”.", hint), "actions")
    return [action.value for action in found]


def owner(value: Any, making: Making, entity: str | None) -> str:
    """The way from a row to whose it is."""
    said = str(_needed(coercion.text(value, 160), value, "path to a person"))
    return said if said in {"created_by", "self"} else making.member(entity, said)


def measures(value: Any, making: Making, entity: str | None) -> list[dict[str, Any]]:
    """Measures as objects, or short: ``count``, ``sum total``, ``sum(total)``."""
    found: list[dict[str, Any]] = []
    for item in coercion.items(value, key="op", other="field"):
        given = item
        if isinstance(item, str):
            op, _, name = item.replace("(", " ").replace(")", "").replace(":", " ").partition(" ")
            given = {"op": op, "field": name.strip() or None}
        given = coercion.record(given)
        measure = synonyms.choice(
            MeasureOp, given.get("op"), {"average": "avg", "mean": "avg", "total": "sum", "number": "count"}
        )
        if measure is None:
            raise Unreadable(
                "unknown-measure", f"“{str(given.get('op'))[:40]}” is no measure.", "Use count, sum, avg, "
                "min or max.",
            )  # fmt: skip
        of = coercion.text(given.get("field"), 160)
        measured = None if measure is MeasureOp.COUNT or of is None else making.member(entity, of)
        label = coercion.text(given.get("label"), 160)
        found.append(Measure(op=measure, field=measured, label=label).to_json())
    return found


def groups(value: Any, making: Making, entity: str | None) -> list[str]:
    """Paths, or a period; a period may carry the date that it cuts: ``month(date)``."""
    found = []
    for said in coercion.words(value):
        head = said.split("(")[0].strip().lower().removeprefix("by ")
        found.append(head if head in PERIODS else making.member(entity, said))
    return list(dict.fromkeys(found))


def choice_of(enum: Any, /, **more: str) -> Reader:
    """A reader for one of a few words; ``more`` are other words for them."""
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


def field_type(value: Any, making: Making, entity: str | None) -> str:
    """The type of a field."""
    del making, entity
    found = synonyms.field_type(value, "")
    if found is None:
        known = ", ".join(kind.value for kind in FieldType)
        raise Unreadable("unknown-type", f"There is no type “{str(value)[:40]}”.", f"Types are {known}.")
    return found.value


def component_type(value: Any, making: Making, entity: str | None) -> str:
    """The type of a component."""
    del making, entity
    found = synonyms.component_type(value)
    if found is None:
        raise Unreadable(
            "unknown-type", f"There is no component of the type “{str(value)[:40]}”.",
            "Types are form, table, list, detail, chart, cards, kanban, calendar, stats, filters, dashboard "
            "and custom.",
        )  # fmt: skip
    return found.value
