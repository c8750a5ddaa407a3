"""What the API shows of runs of bots."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, JsonValue

from sayso.web.v1.blocks.views import RequestView
from sayso.web.v1.bots.views import BotPersonView, RunStateName


class CauseView(BaseModel):
    """Why a run is there, in words too; `by` is who pressed the button, `rerun_of` the run it repeats."""

    kind: Literal["manual", "interval", "cron", "webhook", "row", "bot", "rerun"]
    text: str
    by: BotPersonView | None
    rerun_of: UUID | None


class RunView(BaseModel):
    """One run of a bot.

    `seconds` is how long it ran, waiting not counted. `run_after` is when it is tried again. `is_dead` marks
    one that failed for good and that nobody has looked after yet. Where `is_hidden`, the sender may not see
    what it was given, gave and wrote.
    """

    id: UUID
    bot_id: UUID
    bot_name: str
    version: int
    state: RunStateName
    cause: CauseView
    input: JsonValue
    output: JsonValue
    error: str
    attempt: int
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    run_after: datetime | None
    seconds: float
    is_dead: bool
    is_test: bool
    is_hidden: bool


class RunAttemptView(BaseModel):
    """One time that a run was begun, and how that ended; `ending` is empty while it goes on."""

    number: int
    started_at: datetime
    ended_at: datetime | None
    ending: Literal["success", "failed", "timed_out", "cancelled", "waiting", "lost", ""]
    error: str
    trace: str


class RunStepView(BaseModel):
    """A step that is done, with what it gave."""

    name: str
    value: JsonValue
    at: datetime
    seconds: float
    attempt: int


class ApprovalView(BaseModel):
    """A question that a run waits for; `decision` is null until somebody has decided.

    `is_hidden`: it is asked somebody else, who alone sees its words.
    """

    id: UUID
    run_id: UUID
    bot_id: UUID
    bot_name: str
    text: str
    asked_at: datetime
    decision: bool | None
    comment: str
    decided_by: BotPersonView | None
    decided_at: datetime | None
    is_hidden: bool


class RunLogLine(BaseModel):
    """A piece of what a run wrote."""

    text: str
    attempt: int
    at: datetime


class RunDetail(RunView):
    """A run with all that happened in it.

    Following the events behind `follow_after` tells everything that is not shown here.
    """

    attempts: list[RunAttemptView]
    steps: list[RunStepView]
    approvals: list[ApprovalView]
    requests: list[RequestView]
    log: list[RunLogLine]
    follow_after: int
