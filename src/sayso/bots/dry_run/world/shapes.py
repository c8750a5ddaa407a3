"""What rows of an application look like, as far as its facts say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sayso.devloop.programs.facts import EntityFacts, ModuleFacts, TransitionFacts
from sayso.kit.words import kebab, plural, sentence
from sayso.runtime.errors import FieldError
from sayso.runtime.values.body import did_you_mean
from sayso.runtime.values.readers import UnreadableError, reader_of
from sayso.runtime.values.text import Writing, address_reader_of
from sayso.spec.model import FieldType

SYSTEM = {"version": FieldType.INTEGER, "created_at": FieldType.DATETIME, "updated_at": FieldType.DATETIME}


@dataclass(frozen=True, slots=True)
class Column:
    """A value of a row; ``is_given`` where a program may say it."""

    name: str
    label: str
    type: FieldType
    is_given: bool = True
    is_required: bool = False
    options: tuple[str, ...] = ()


class EntityShape:
    """One kind of row."""

    def __init__(self, facts: EntityFacts, zone: tzinfo) -> None:
        self.facts = facts
        self.zone = zone
        self.name = facts["name"]
        self.label = facts["label"]
        self.collection = facts.get("collection") or kebab(plural(self.name))
        self.actions = set(facts.get("actions", ["create", "read", "update", "delete"]))
        self.state = facts.get("state_field")
        self.parents = {one["name"]: one["entity"] for one in facts.get("relations", [])}

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Its values by their names."""
        found = {"id": Column("id", "Id", FieldType.TEXT, is_given=False)}
        for one in self.facts["fields"]:
            kind = FieldType(one["type"])
            is_given = one["name"] not in SYSTEM and not one.get("computed", False)
            options = tuple(option["name"] for option in one.get("options", []))
            is_required = one.get("required", False)
            found[one["name"]] = Column(one["name"], one["label"], kind, is_given, is_required, options)
        for link in self.facts.get("relations", []):
            name = f"{link['name']}_id"
            label = link.get("label") or sentence(link["name"])
            found[name] = Column(name, label, FieldType.TEXT, is_required=link.get("required", False))
        if self.state:
            states = tuple(one["name"] for one in self.facts.get("states", []))
            found[self.state] = Column(self.state, sentence(self.state), FieldType.ENUM, options=states)
        for name, kind in SYSTEM.items():
            found.setdefault(name, Column(name, sentence(name), kind, is_given=False))
        return found

    @property
    def names(self) -> frozenset[str]:
        """What it goes by."""
        return frozenset((self.name, self.collection))

    @property
    def title_field(self) -> str | None:
        """The value that a row is called by."""
        known = self.facts.get("title_field")
        texts = (one for one in self.columns.values() if one.type is FieldType.TEXT and one.is_given)
        first = next((one.name for one in texts if not one.name.endswith("_id")), None)
        return known or first

    @property
    def transitions(self) -> list[TransitionFacts] | None:
        """The moves of its flow; none where nothing is known of them."""
        return self.facts.get("transitions")

    def typed(self, name: str, value: Any) -> Any:
        """A value of a row, to be compared."""
        if value is None or name not in self.columns:
            return value
        try:
            return reader_of(_compared_as(self.columns[name].type), self.zone)(value)
        except UnreadableError:
            return value

    def read(self, kind: FieldType, text: str) -> Any:
        """A value of a type as a filter has it.

        Raises:
            UnreadableError: with what it must be.
        """
        return address_reader_of(_compared_as(kind), Writing(self.zone))(text)

    def plain(self, name: str, value: Any) -> tuple[Any, str]:
        """A value that is given, as rows have it, and what is wrong with it if anything is."""
        column = self.columns[name]
        if value is None or value == "":
            return None, f"{column.label} is required." if column.is_required else ""
        try:
            read = reader_of(_compared_as(self.columns[name].type), self.zone)(value)
        except UnreadableError as error:
            return None, f"{column.label} {error}"
        chosen = read if isinstance(read, list) else [read]
        if column.options and any(one not in column.options for one in chosen):
            return None, f"{column.label} must be one of {', '.join(column.options)}."
        return as_json(read), ""

    def unknown(self, name: str) -> FieldError:
        """That there is no such value, or that nobody gives it."""
        if name in self.columns:
            said = f"{self.columns[name].label} is kept by Sayso and cannot be set."
        elif name in self.parents:
            said = f'"{name}" is given as "{name}_id", the id of the record.'
        else:
            given = [one.name for one in self.columns.values() if one.is_given]
            said = f'There is no field "{name[:60]}".{did_you_mean(name, given)}'
        return FieldError(name[:100], said)


class ModuleShape:
    """An application as the owner of a bot sees it."""

    def __init__(self, facts: ModuleFacts) -> None:
        self.slug = facts["slug"]
        self.name = facts["name"]
        self.zone = ZoneInfo(facts.get("time_zone") or "UTC")
        self.reports = {one["name"] for one in facts.get("reports", [])}
        self.entities = {one["name"]: EntityShape(one, self.zone) for one in facts["entities"]}

    def entity(self, name: str) -> EntityShape | None:
        """An entity by its name or that of its collection."""
        known = self.entities.get(name) or self.entities.get(name.replace("-", "_"))
        return known or next((one for one in self.entities.values() if one.collection == name), None)


def _compared_as(kind: FieldType) -> FieldType:
    """Ids are texts in made-up rows."""
    return FieldType.TEXT if kind in {FieldType.UUID, FieldType.IMAGE, FieldType.FILE} else kind


def as_json(value: Any) -> Any:
    """A value as rows have it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, date | datetime | time) else value
