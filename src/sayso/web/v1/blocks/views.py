"""What the API shows of blocks."""

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue

from sayso.blocks.types import Card, LogKind, Timing, VersionStatus
from sayso.web.v1.blocks.bodies import ReachName

StateName = Literal["making", "live", "failing", "healing", "resting", "failed", "paused"]
"""The values of ``State``; that name is taken in the document by states of the spec."""


class ShownData(BaseModel):
    """What a block shows, of when, and whether it is older than it should be."""

    value: JsonValue
    at: datetime
    expires_at: datetime
    is_stale: bool


class ModuleReadView(BaseModel):
    """An application whose rows a block reads, in the role that whoever made the block has there.

    `role` is null where they may not enter it any more.
    """

    slug: str
    name: str
    role: str | None
    entities: list[str]


class ReadsView(BaseModel):
    """What a block may ask: hosts as far as `reach` says, applications, and secrets by name."""

    reach: ReachName
    hosts: list[str]
    modules: list[ModuleReadView]
    secrets: list[str]


class BlockView(BaseModel):
    """A block and what it shows.

    `card` is null before there is a first version; its `code` is left out here, a version has it. `progress`
    says what is being done where the state is `making` or `healing`. `version` and `author` are of what is
    shown. `suggestions` say what to ask for instead, where the state is `failed`.
    """

    id: UUID
    dashboard_id: UUID
    asked: str
    title: str
    card: Card | None
    state: StateName
    notice: str
    progress: str
    data: ShownData | None
    refresh: Timing
    on_rows: bool
    next_refresh_at: datetime | None
    is_refreshing: bool
    version: int | None
    author: str | None
    reads: ReadsView
    cache_seconds: int
    heals: bool
    heal_after: int
    failures: int
    may_edit: bool
    suggestions: list[str]
    created_at: datetime


class SharedBlockView(BaseModel):
    """A block as anybody sees it who has a link to its dashboard.

    Without what it was asked for, its code, log, hosts and notices; `state` is `making`, `live` or `failing`.
    """

    id: UUID
    title: str
    card: Card | None
    state: StateName
    data: ShownData | None
    version: int | None


class VersionLine(BaseModel):
    """A version in a list; `author` is `offline`, `hand` or the name of a model."""

    number: int
    status: VersionStatus
    explanation: str
    author: str
    created_at: datetime


class VersionView(VersionLine):
    """A version with its code, its card and what it may ask."""

    code: str
    card: Card
    reads: ReadsView


class BlockComparisonView(BaseModel):
    """What differs between two versions: `code` as the lines of a unified diff, `card` in sentences."""

    from_number: int = Field(alias="from")
    to_number: int = Field(alias="to")
    code: list[str]
    card: list[str]


class LogLine(BaseModel):
    """One step that was taken; seconds."""

    kind: LogKind
    ok: bool
    message: str
    seconds: float
    at: datetime
    version: int | None


class BlockAttempt(BaseModel):
    """One try at writing a version; `cost` in US dollars, null where no price is known or no model asked."""

    number: int
    code: str
    output: str
    error: str
    fault: str | None = Field(description="The kind of error, such as `network` or `parsing`.")
    tokens: int
    cost: Decimal | None
    seconds: float
    at: datetime
    model: str


class RequestView(BaseModel):
    """One request that a block sent, or that was refused: `refusal` says why."""

    method: str
    host: str
    path: str
    status: int | None
    bytes_in: int
    bytes_out: int
    seconds: float
    at: datetime
    refusal: str
