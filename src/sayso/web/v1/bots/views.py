"""What the API shows of bots, their versions and what sets them off."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field, JsonValue

from sayso.bots.details import BotDetails, ConfigField, Question, Requirements, TriggerSpec
from sayso.bots.types import VersionStatus
from sayso.spec.model import Action

StatusName = Literal["draft", "active", "paused", "error"]
StageName = Literal["reading", "asking", "writing", "testing", "ready", "failed", "healing", "idle"]
RunStateName = Literal["queued", "running", "waiting", "success", "failed", "cancelled", "timed_out"]
"""Values of enumerations of bots, whose own names are taken in the document by those of the spec."""


class BotPersonView(BaseModel):
    """Somebody of the agency."""

    id: UUID
    name: str


class GrantView(BaseModel):
    """An application in which a bot works, with what it does there, in the role that its owner has.

    `role` is null where the owner may not enter it any more.
    """

    slug: str
    name: str
    role: str | None
    entities: list[str]
    actions: list[Action]


class BotReachesView(BaseModel):
    """What a bot may use: hosts as far as `reach` says, applications, secrets, ways to tell people.

    `missing` says in sentences what it would not get at this moment, and the way out.
    """

    reach: Literal["none", "listed", "public"]
    hosts: list[str]
    modules: list[GrantView]
    secrets: list[str]
    notifies: list[Literal["product", "email", "webhook"]]
    missing: list[str]


class TriggerView(BaseModel):
    """What sets a bot off, also in `words`; a webhook is called where it `has_address`, which is shown once.

    `next_at` is of what has times.
    """

    id: UUID
    kind: Literal["manual", "interval", "cron", "webhook", "row", "bot"]
    spec: TriggerSpec
    words: str
    is_on: bool
    has_address: bool
    next_at: datetime | None
    last_at: datetime | None
    notice: str


class MadeTrigger(TriggerView):
    """A trigger that was just made; the `address` and `secret` of a webhook are shown this once."""

    address: str | None
    secret: str | None


class TriggersView(BaseModel):
    """All that sets a bot off."""

    items: list[TriggerView]


class TriggerAddress(BaseModel):
    """Where a webhook is called from now on, shown this once."""

    address: str


class TriggerCalled(BaseModel):
    """The run that came of a call, and whether the same call came before."""

    run: UUID
    repeated: bool


class TriggerSecret(BaseModel):
    """What callers sign with from now on, shown this once."""

    secret: str


class CountersView(BaseModel):
    """What became of a bot's runs. Seconds."""

    runs: int
    successes: int
    errors: int
    average_seconds: float | None
    p95_seconds: float | None
    last_run_at: datetime | None
    last_state: RunStateName | None


class PolicyView(BaseModel):
    """How a bot is run. Seconds."""

    timeout: float
    retries: int
    backoff: float
    at_once: int
    at_once_per_key: int
    resumes: bool
    pause_after: int
    heals: bool
    heals_alone: bool
    shared: bool
    keep_days: int
    deciders: list[str]
    admins_decide: bool


class BotLine(BaseModel):
    """A bot in a list.

    `version` is the active one, `candidate` one that waits to be looked at; `author` is of the first of the
    two that there is: `offline`, `hand`, `import` or the name of a model. `approvals` counts open ones.
    `owner` is null where that person does not belong to the agency any more.
    """

    id: UUID
    name: str
    description: str
    asked: str
    status: StatusName
    stage: StageName
    notice: str
    progress: str
    version: int | None
    candidate: int | None
    author: str | None
    owner: BotPersonView | None
    triggers: list[TriggerView]
    counters: CountersView
    next_run_at: datetime | None
    approvals: int
    may_edit: bool
    created_at: datetime
    updated_at: datetime


class BotView(BotLine):
    """A bot.

    `questions` are those that are open. What it `reaches` and its `config_fields` are of the active version,
    or of the candidate. Following the events behind `follow_after` tells everything that is not shown here.
    """

    suggestions: list[str]
    requirements: Requirements
    questions: list[Question]
    config: dict[str, JsonValue]
    config_fields: list[ConfigField]
    policy: PolicyView
    reaches: BotReachesView
    time_zone: str
    follow_after: int


class BotMessageView(BaseModel):
    """A line of the conversation about a bot; `answers` are given to its questions, by their id."""

    id: int
    role: Literal["user", "assistant"]
    text: str
    questions: list[Question]
    answers: dict[str, str]
    at: datetime


class BotMessagesView(BaseModel):
    """The conversation, the oldest line first."""

    items: list[BotMessageView]


class CaseResultView(BaseModel):
    """What became of one case, in sentences: what was `wrong`, and what the bot `did`."""

    name: str
    ok: bool
    wrong: list[str]
    output: str
    did: list[str]
    seconds: float


class ReportView(BaseModel):
    """What became of all cases of a version."""

    ok: bool
    at: datetime
    results: list[CaseResultView]


class BotVersionLine(BaseModel):
    """A version in a list; `ok` says whether its cases passed when they ran last, null before they did."""

    number: int
    status: VersionStatus
    note: str
    author: str
    created_at: datetime
    ok: bool | None


class BotVersionView(BotVersionLine):
    """A version with its code, what it says of itself, what it may use, and what became of its cases."""

    code: str
    details: BotDetails
    reaches: BotReachesView
    report: ReportView | None


class BotComparisonView(BaseModel):
    """What differs between two versions: `code` as the lines of a unified diff, `details` in sentences."""

    from_number: int = Field(alias="from")
    to_number: int = Field(alias="to")
    code: list[str]
    details: list[str]


class StateValueView(BaseModel):
    """A value that a bot keeps between its runs."""

    key: str
    value: JsonValue
    updated_at: datetime


class StateView(BaseModel):
    """All that a bot keeps between its runs, by key; nothing is shown of it where `is_hidden`."""

    items: list[StateValueView]
    is_hidden: bool


class TimingView(BaseModel):
    """A timing in words, and the next times."""

    words: str
    next: list[datetime]
