"""The vocabulary in which `entities/*/table.py` and `module.py` describe the application."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """The kinds of value."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"
    ENUM = "enum"
    MULTI_ENUM = "multi_enum"
    EMAIL = "email"
    URL = "url"
    PHONE = "phone"
    IMAGE = "image"
    FILE = "file"
    UUID = "uuid"
    JSON = "json"


TEXTS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.EMAIL, Kind.URL, Kind.PHONE})
NUMBERS = frozenset({Kind.INTEGER, Kind.DECIMAL, Kind.MONEY})
DAYS = frozenset({Kind.DATE, Kind.DATETIME})
UPLOADS = frozenset({Kind.IMAGE, Kind.FILE})


@dataclass(frozen=True)
class Column:
    """A value of a row, by the name it has in the view and in JSON.

    `parent` is the entity that a reference leads to, `stored` the column of the table where that is
    called otherwise, and `required` and `filled` say that a new row must have it, or gets a default.
    """

    kind: Kind
    label: str
    options: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None
    stored: str | None = None
    required: bool = False
    filled: bool = False
    written: bool = True
    computed: bool = False


@dataclass(frozen=True)
class Set:
    """A many-to-many relation: the junction `table` with the columns of `own` and `other` rows."""

    entity: str
    table: str
    own: str
    other: str


@dataclass(frozen=True)
class Transition:
    """A move from one state to another; without roles, for everybody who may update."""

    name: str
    label: str
    start: str
    end: str
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Flow:
    """The states of an entity: the column that holds them and the moves between them."""

    column: str
    transitions: tuple[Transition, ...]


@dataclass(frozen=True)
class Entity:
    """One kind of row: where it is stored, how it is read, and what it consists of."""

    name: str
    collection: str
    label: str
    label_plural: str
    table: str
    view: str
    title: tuple[str, ...]
    """Columns that name a row, joined by blanks; a reference stands for the title of its row."""
    columns: Mapping[str, Column]
    searched: tuple[str, ...] = ()
    """Columns and references that `q` looks into."""
    sets: Mapping[str, Set] = field(default_factory=dict)
    flow: Flow | None = None
    rules: Mapping[str, str] = field(default_factory=dict)
    """Message by the name of a rule that is checked as a constraint."""

    @cached_property
    def parents(self) -> dict[str, str]:
        """The entity that each belongs-to relation leads to."""
        return {
            name.removesuffix("_id"): column.parent
            for name, column in self.columns.items()
            if column.parent is not None
        }

    @cached_property
    def written(self) -> dict[str, Column]:
        """Columns that a request may give."""
        return {name: column for name, column in self.columns.items() if column.written}

    def stored(self, name: str) -> str:
        """The column of the table that a value is kept in."""
        return self.columns[name].stored or name

    @cached_property
    def shown(self) -> dict[str, str]:
        """The name of the value that each column of the table keeps."""
        return {self.stored(name): name for name in self.columns}


@dataclass(frozen=True)
class Measure:
    """A figure of a report: an aggregate over a column."""

    op: str
    column: str | None = None
    label: str | None = None


@dataclass(frozen=True)
class Condition:
    """A filter that always holds, as it would stand in an address."""

    path: str
    op: str
    value: str = ""


@dataclass(frozen=True)
class Report:
    """Grouped figures over the rows of an entity."""

    name: str
    title: str
    entity: str
    measures: tuple[Measure, ...]
    group_by: tuple[str, ...] = ()
    filters: tuple[Condition, ...] = ()
    chart: str = "bar"
    period: str | None = None
    date_column: str | None = None


@dataclass(frozen=True)
class Setting:
    """A value that the people who run the application may change."""

    key: str
    label: str
    type: str
    default: object = None
    options: tuple[str, ...] = ()
