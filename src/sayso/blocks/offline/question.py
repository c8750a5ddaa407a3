"""The typed question that words come down to: all that a program is generated from."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sayso.blocks.types import CardKind, Every, Timing
from sayso.phrases.formats import Format
from sayso.phrases.meaning import Condition, Group, Measure, Path, Sort, Span


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Shown(_Frozen):
    """A value of each row that a table or list shows: the key in rows, its label and how it reads."""

    field: str
    key: str
    label: str
    format: Format = Format.TEXT
    options: dict[str, str] = Field(default_factory=dict)


class RowsSource(_Frozen):
    """Rows of a module."""

    kind: Literal["rows"] = "rows"
    slug: str
    module: str
    role: str = ""
    entity: str
    collection: str
    label: str
    currency: str = ""
    touched: tuple[str, ...] = ()
    """Entities that are read: this one and those that paths lead to."""


class AddressSource(_Frozen):
    """What an address answers. ``rows`` is where the records stand: a path in JSON, a number of a table."""

    kind: Literal["address"] = "address"
    address: str
    form: Literal["json", "csv", "feed", "html"]
    rows: str = ""
    columns: tuple[Path, ...] = ()
    delimiter: str = ","
    encoding: str = ""
    currency: str = ""
    is_single: bool = False
    """One object of values rather than a list of records."""
    is_plain: bool = False
    """A list of bare values rather than of objects."""
    is_keyed: bool = False
    """An object whose values are the records, by name."""
    is_headless: bool = False
    """A table without a line of names."""
    decimal_comma: bool = False
    needs_secret: str = ""


class Question(_Frozen):
    """What is asked."""

    source: Annotated[RowsSource | AddressSource, Field(discriminator="kind")]
    conditions: tuple[Condition, ...] = ()
    span: Span | None = None
    date: str = ""
    """The date that a span is about."""
    is_moment: bool = False
    """Whether that date has a time of day."""
    measure: Measure | None = None
    groups: tuple[Group, ...] = ()
    shown: tuple[Shown, ...] = ()
    about: str = ""
    """The key of a longer text that tells rows apart which are named by what they belong to."""
    sort: Sort | None = None
    limit: int | None = Field(default=None, ge=1, le=500)
    compares: Span | None = None
    """The span before, that a number is compared with."""
    kind: CardKind = CardKind.TABLE
    title: str = ""
    notes: tuple[str, ...] = ()
    """What was decided without being said."""
    better: Literal["up", "down", ""] = ""
    refresh: Timing = Every(seconds=900)
    on_rows: bool = False
