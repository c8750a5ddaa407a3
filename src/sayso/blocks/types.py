"""Blocks, their cards and the data that cards show."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from sayso.devloop.programs.grants import ModuleRead
from sayso.phrases.formats import Format

LEAST_SECONDS = 10
LONGEST_CODE = 60_000


class CardKind(StrEnum):
    """How a card shows its data."""

    NUMBER = "number"
    TABLE = "table"
    LINE = "line"
    BAR = "bar"
    AREA = "area"
    PIE = "pie"
    LIST = "list"
    TEXT = "text"
    CUSTOM = "custom"


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Frozen):
    """One value of each row: a column of a table, or a series of a chart."""

    key: str = Field(min_length=1, max_length=80, description="The name of the value in a row.")
    label: str = Field(min_length=1, max_length=80)
    format: Format = Format.TEXT


class Card(_Frozen):
    """How a block is shown. What the data has to look like follows from ``kind``.

    number: ``{"value": 12, "previous": 10?, "series": [{"x": …, "value": 9}, …]?}``
    table, line, bar, area, pie: ``{"rows": [{key: value, …}, …]}``; charts take ``x`` and ``columns`` from
    here, a pie its label from ``x`` and its size from the first column.
    list: ``{"items": [{"title": …, "text": …?, "url": …?, "at": …?}, …]}``; values of an item that
    ``columns`` name follow its text, each in its format.
    text: ``{"text": …}`` with paragraphs, **strong** words and lines that begin with ``- ``.
    custom: any JSON; ``code`` draws it.
    """

    kind: CardKind
    title: str = Field(min_length=1, max_length=80)
    explanation: str = Field(default="", max_length=600, description="What it shows and where it comes from.")
    x: str = Field(default="", max_length=80, description="The value that names each row of a chart.")
    x_label: str = Field(default="", max_length=80)
    x_format: Format = Format.TEXT
    """How names of rows and titles of items read; as dates also 2026-10, 2026-Q4 and 2026-W41."""
    columns: tuple[Column, ...] = Field(default=(), max_length=12)
    format: Format = Format.NUMBER
    unit: str = Field(default="", max_length=20, description="Said after a number, such as “orders” or “°C”.")
    currency: str = Field(default="", max_length=3)
    better: Literal["up", "down", ""] = Field(default="", description="Which way of a trend is good news.")
    empty: str = Field(default="", max_length=160, description="Said where there is nothing to show.")
    code: str = Field(default="", max_length=LONGEST_CODE, description="TSX of a custom card.")


class Every(_Frozen):
    """Refreshed again and again, so many seconds apart."""

    kind: Literal["interval"] = "interval"
    seconds: int = Field(ge=LEAST_SECONDS, le=31_622_400)


class At(_Frozen):
    """Refreshed at times that a cron expression of five parts names, in a time zone."""

    kind: Literal["cron"] = "cron"
    cron: str = Field(max_length=100)
    time_zone: str = Field(default="UTC", max_length=60)


class Never(_Frozen):
    """Refreshed by hand."""

    kind: Literal["off"] = "off"


Timing = Annotated[Every | At | Never, Field(discriminator="kind")]


class Reads(_Frozen):
    """What a block may ask: hosts, and modules; ``secrets`` by name."""

    reach: Literal["none", "listed", "public"] = "none"
    hosts: tuple[str, ...] = Field(default=(), max_length=50)
    modules: tuple[ModuleRead, ...] = Field(default=(), max_length=20)
    secrets: tuple[str, ...] = Field(default=(), max_length=20)


class BlockDetails(_Frozen):
    """What a writer says of a block besides its code; the shape that models fill."""

    card: Card
    reads: Reads = Reads()
    refresh: Timing = Every(seconds=900)
    on_rows: bool = Field(default=False, description="Also when rows of a module that it reads change.")


class Wishes(_Frozen):
    """What whoever asked for a block wanted besides the words; what is none is up to the writer."""

    reach: Literal["none", "listed", "public"] | None = None
    hosts: tuple[str, ...] = ()


class State(StrEnum):
    """How a block is doing."""

    MAKING = "making"
    LIVE = "live"
    FAILING = "failing"
    """Its last refresh failed; what it showed before is still shown."""
    HEALING = "healing"
    RESTING = "resting"
    """It could not be mended: refreshed no more until somebody acts."""
    FAILED = "failed"
    """It was never made: the notice says why."""
    PAUSED = "paused"


class VersionStatus(StrEnum):
    """Where a version stands."""

    ACTIVE = "active"
    CANDIDATE = "candidate"
    DEPRECATED = "deprecated"
    FAILED = "failed"


class LogKind(StrEnum):
    """What a line of the log tells of."""

    FETCH = "fetch"
    PROCESS = "process"
    HEAL = "heal"
    MAKE = "make"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an agency; ``user_id`` made its active version, and it reads what that person may read.

    ``user_id`` is none where that person is gone: it reads no modules any more then. ``wishes`` is what was
    wanted besides the words, ``time_zone`` where those who look at it look at the clock. ``strain`` is what
    the failures since the last success weigh together.
    """

    id: UUID
    agency_id: UUID
    dashboard_id: UUID
    user_id: UUID | None
    asked: str
    title: str
    state: State
    notice: str
    refresh: Every | At | Never
    on_rows: bool
    cache_seconds: int
    heals: bool
    heal_after: int
    failures: int
    healed: int
    version: int | None
    created_at: datetime
    progress: str = ""
    suggestions: tuple[str, ...] = ()
    time_zone: str = "UTC"
    wishes: Wishes = field(default_factory=Wishes)
    strain: float = 0.0
    failing_since: datetime | None = None
    refreshing_since: datetime | None = None
    updated_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a block's code; ``author`` is ``offline``, ``hand`` or the name of a model.

    It acts for ``user_id``, whose words or hands it comes from.
    """

    block_id: UUID
    number: int
    status: VersionStatus
    code: str
    card: Card
    reads: Reads
    explanation: str
    author: str
    created_at: datetime
    wish: str = ""
    user_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The data that a block shows, and how old it is."""

    value: JsonValue
    at: datetime
    expires_at: datetime
    version: int
    shape: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Displayed:
    """A block with all that its card needs: the version and the data that are shown, and the next refresh."""

    block: Block
    version: Version | None
    shown: Shown | None
    next_at: datetime | None


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different about a block; what is none stays."""

    title: str | None = None
    explanation: str | None = None
    refresh: Every | At | Never | None = None
    on_rows: bool | None = None
    cache_seconds: int | None = None
    heals: bool | None = None
    heal_after: int | None = None
    reach: Literal["none", "listed", "public"] | None = None
    hosts: tuple[str, ...] | None = None
    secrets: tuple[str, ...] | None = None
    is_paused: bool | None = None
    dashboard_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A line of the log of a block."""

    id: int
    kind: LogKind
    ok: bool
    message: str
    seconds: float
    at: datetime
    version: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two versions: ``code`` as lines of a unified diff, ``card`` in sentences."""

    code: tuple[str, ...]
    card: tuple[str, ...]
