"""What a migration consists of: steps that say themselves, questions to the data, and SQL in three phases."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sayso.spec.model.base import Json

READERS_WAIT = "-- from here on readers wait, too"
"""The line of a switch before which rows are changed and behind which tables are."""


class Do(StrEnum):
    """What to do with rows that a step has no place for."""

    KEEP = "keep"
    """Leave live rows without the value; the value stays in the archive and returns on undo."""
    EMPTY = "empty"
    """Set the value empty; the old one stays in the archive all the same."""
    DEFAULT = "default"
    """Put ``Choice.value`` in its place."""
    REPLACE = "replace"
    """Put what ``Choice.value`` maps each old value to in its place (options and states that went)."""
    FIRST = "first"
    """Of several, the earliest stays (duplicates of a value that becomes unique, links that become one)."""
    NUMBER = "number"
    """Tell duplicates of a text apart by a number."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A person's answer to a ``Decision``."""

    do: Do
    value: Json = None


Choices = Mapping[str, Choice]
"""Answers by ``Decision.key``."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What may become of the rows that a step has no place for, and what happens when nobody says.

    ``default`` is none where somebody has to say. ``key`` is ``<element id>.<matter>`` such as
    ``fld_8k2m4q.unfit`` and the same whenever the migration is made again.
    """

    key: str
    question: str
    options: tuple[Do, ...]
    default: Do | None


@dataclass(frozen=True, slots=True)
class Examples:
    """Some of the rows that a probe counts, and the view through which people see them.

    ``rows`` gives their ids (``id uuid``), the earliest first, and no values: those are read in ``columns``
    of ``view``, which shows each member what they may read. ``open_to`` are the roles that read these columns
    in every row that they read, so that an empty one is known to be empty and not hidden.
    """

    rows: str
    view: str
    columns: tuple[str, ...]
    open_to: frozenset[str]


@dataclass(frozen=True, slots=True)
class Probe:
    """A question to the live rows, asked before anything is touched.

    ``count`` gives one row (``count bigint``); ``examples`` says which rows are counted, and is none where
    they cannot be shown to anybody. ``loses`` says that the counted values leave the live tables.
    """

    meaning: str
    count: str
    examples: Examples | None = None
    loses: bool = False
    decision: Decision | None = None
    blocks: bool = False
    """Whether a count above none stops the migration until the rows are changed or a decision is made."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of tables or rows, in words a person reads before it happens."""

    kind: str
    elements: tuple[str, ...]
    sentence: str
    probes: tuple[Probe, ...] = ()
    is_reversible: bool = True
    rewrites: str | None = None
    """The table (qualified) whose rows are all read or written meanwhile; its size gives the time."""


@dataclass(frozen=True, slots=True)
class ArchivedTable:
    """A table in the archive; columns are named by the element they held, system columns by themselves."""

    name: str
    columns: Mapping[str, str]
    """Name to SQL type."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What of this module lies in the archive, read from the database's catalogue."""

    tables: Mapping[str, ArchivedTable] = field(default_factory=dict)
    """By the id of the entity or relationship they held."""
    columns: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """SQL type by (id of the entity whose table they are in, id of the element they held)."""
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Comments on columns in the archive, which say what kind of values they hold: by (id of the entity or
    relationship, id of the element), for columns in archived tables as well."""
    kept: frozenset[str] = frozenset()
    """Ids of the elements of which single values are kept."""
    unchecked: frozenset[str] = frozenset()
    """Names of checks that not every row meets, because somebody decided so."""


@dataclass(frozen=True, slots=True)
class Migration:
    """A way from the tables of one revision to those of another.

    ``prepare`` are statements that the earlier revision does not notice, each run by itself outside a
    transaction, harmless to repeat; what they make is named ``_new_…`` until the switch. ``switch`` is one
    script for one transaction: rows first, tables last, so that what blocks reading lasts milliseconds.
    ``finish`` are statements run by themselves afterwards, harmless to repeat.
    ``script`` does the same in one transaction, for exported projects and for proofs.
    """

    steps: tuple[Step, ...]
    prepare: tuple[str, ...]
    switch: str
    finish: tuple[str, ...]
    script: str
    tables: tuple[str, ...] = ()
    """Qualified names of the tables whose rows change in the switch; writers of these wait for it."""
    leaves: Archive = field(default_factory=Archive)
    """What lies in the archive afterwards: what the way back is made with before it is needed."""
