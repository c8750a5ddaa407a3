"""What a blueprint consists of, as it was written."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sayso.spec.model import FilterBy


class Rank(StrEnum):
    """When a part comes: always, by default, or when words point to it."""

    CORE = "core"
    USUAL = "usual"
    EXTRA = "extra"


class EntryKind(StrEnum):
    """What an entry of an entity means."""

    FIELD = "field"
    LINK = "link"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of an entity in its short form; ``words`` point to an extra one."""

    text: str
    name: str
    kind: EntryKind
    rank: Rank
    to: str = ""
    type: str = ""
    options: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """An entity of a blueprint; with ``when`` it comes only where words point to it.

    ``also`` are other names for it in this trade: the boats of a rental are its canoes.
    """

    name: str
    entries: tuple[Entry, ...] = ()
    flow: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    role: str = ""
    icon: str = ""
    when: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def entry(self, name: str) -> Entry | None:
        """The entry of this name."""
        return next((one for one in self.entries if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a report: a measure of rows, grouped and narrowed down."""

    title: str
    op: str
    entity: str
    of: str = ""
    groups: tuple[str, ...] = ()
    conditions: tuple[FilterBy, ...] = ()
    chart: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Rows on the start page."""

    title: str
    entity: str
    conditions: tuple[FilterBy, ...] = ()
    by: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """What a role may do with an entity: ``*`` is every entity."""

    role: str
    entity: str
    actions: tuple[str, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A question worth asking, and what a yes changes."""

    ask: str
    brings: tuple[str, ...] = ()
    adds: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    new: dict[str, Kept] = field(default_factory=dict)
    removes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A complete application as somebody of the trade would have it."""

    slug: str
    family: str
    name: str
    about: str
    also: tuple[str, ...] = ()
    pattern: str = ""
    slots: dict[str, str] = field(default_factory=dict)
    icon: str = ""
    entities: dict[str, Kept] = field(default_factory=dict)
    roles: tuple[str, ...] = ()
    grants: tuple[Grant, ...] = ()
    figures: tuple[Figure, ...] = ()
    lists: tuple[Listing, ...] = ()
    charts: tuple[str, ...] = ()
    reports: tuple[Figure, ...] = ()
    samples: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    questions: tuple[Choice, ...] = ()
    next: tuple[str, ...] = ()

    @property
    def by_default(self) -> tuple[str, ...]:
        """Entities that come without words that point to them."""
        return tuple(name for name, kept in self.entities.items() if not kept.when)
