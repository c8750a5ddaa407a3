"""What a bot is written as: what it reaches, what sets it off, and the cases that it is tried by."""

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from sayso.devloop.programs.grants import ModuleGrant

LONGEST_CODE = 60_000
LONGEST_TEXT = 8_000


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ConfigField(_Frozen):
    """A value that a bot's owner may change without changing its code: ``ctx.config[name]``."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    label: str = Field(min_length=1, max_length=80)
    type: Literal["text", "number", "boolean", "choice"] = "text"
    default: JsonValue = None
    options: tuple[str, ...] = Field(default=(), max_length=40)
    help: str = Field(default="", max_length=200)


class Reaches(_Frozen):
    """What a bot may use: hosts, modules with what it does there, secrets by name, ways to tell people."""

    reach: Literal["none", "listed", "public"] = "none"
    hosts: tuple[str, ...] = Field(default=(), max_length=50)
    modules: tuple[ModuleGrant, ...] = Field(default=(), max_length=20)
    secrets: tuple[str, ...] = Field(default=(), max_length=20)
    notifies: tuple[Literal["product", "email", "webhook"], ...] = ()


class ByHand(_Frozen):
    """Somebody presses the button, with inputs that they may fill in. Every bot can be run so."""

    kind: Literal["manual"] = "manual"


class ByInterval(_Frozen):
    """Again and again, so many seconds apart."""

    kind: Literal["interval"] = "interval"
    seconds: int = Field(ge=10, le=31_622_400)


class ByCron(_Frozen):
    """At the times of a cron expression of five parts, in a time zone."""

    kind: Literal["cron"] = "cron"
    cron: str = Field(max_length=100)
    time_zone: str = Field(default="UTC", max_length=60)


class ByWebhook(_Frozen):
    """A call to an address of its own. Signed ones prove that they know the secret, and come once.

    ``waits`` answers the call with what the run gave, instead of at once. ``key`` is the name of a header or
    of a value of the body (``body.order.id``) that says which calls are the same one.
    """

    kind: Literal["webhook"] = "webhook"
    signed: bool = True
    waits: bool = False
    key: str = Field(default="", max_length=120)


class RowEvent(StrEnum):
    """What happened to a row."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    TRANSITION = "transition"


class ByRow(_Frozen):
    """Something happens to a row of a module. ``to`` are states that a transition leads to; any where none.

    ``fields`` narrows changes to those of these fields; any where none is named. ``where`` are values that
    the row must have then, as ``{"kind": "urgent"}``.
    """

    kind: Literal["row"] = "row"
    module: str
    entity: str
    on: tuple[RowEvent, ...] = (RowEvent.CREATED,)
    to: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    where: dict[str, JsonValue] = Field(default_factory=dict)


class ByBot(_Frozen):
    """Another bot came to its end; its result is the input."""

    kind: Literal["bot"] = "bot"
    bot: UUID
    on: Literal["success", "failure", "any"] = "success"


TriggerSpec = Annotated[ByHand | ByInterval | ByCron | ByWebhook | ByRow | ByBot, Field(discriminator="kind")]


class Requirements(_Frozen):
    """What a description says a bot must do, read out; each is a plain sentence or several."""

    purpose: str = Field(default="", max_length=400)
    sources: tuple[str, ...] = ()
    processing: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    performance: tuple[str, ...] = ()
    security: tuple[str, ...] = ()
    integrations: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = Field(default=(), description="What was taken for granted, to be flipped.")


class Question(_Frozen):
    """Something important that the words leave open, with answers that may be pressed."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")
    text: str = Field(min_length=1, max_length=300)
    suggestions: tuple[str, ...] = Field(default=(), max_length=6)
    why: str = Field(default="", max_length=200)


class GivenAnswer(_Frozen):
    """What the world answers a bot's request in a case. ``body`` is JSON, or text where it is a string."""

    method: str = "GET"
    url: str = Field(description="The address without its query, or the beginning of one that ends in *.")
    status: int = 200
    body: JsonValue = None
    headers: dict[str, str] = Field(default_factory=dict)
    times: int = Field(default=0, ge=0, description="How often it is given; always where 0.")


class Given(_Frozen):
    """The world that a case begins with."""

    input: JsonValue = None
    config: dict[str, JsonValue] = Field(default_factory=dict)
    state: dict[str, JsonValue] = Field(default_factory=dict)
    rows: dict[str, dict[str, list[dict[str, JsonValue]]]] = Field(
        default_factory=dict, description="Rows by module slug and entity name; each with an id."
    )
    answers: tuple[GivenAnswer, ...] = ()
    approvals: dict[str, bool] = Field(
        default_factory=dict, description="What a person decides, by a part of the question; “*” for any."
    )
    now: str = ""


class ExpectedRow(_Frozen):
    """A row that must have been created, changed or deleted; only the values named are compared."""

    module: str
    entity: str
    action: Literal["created", "updated", "deleted"] = "created"
    values: dict[str, JsonValue] = Field(default_factory=dict)
    id: str = ""


class ExpectedNotice(_Frozen):
    """Something people must have been told; ``contains`` are parts of its text."""

    channel: Literal["product", "email", "webhook", ""] = ""
    to: str = ""
    contains: tuple[str, ...] = ()


class ExpectedRequest(_Frozen):
    """A request that must have been sent; ``body`` names the values that are compared."""

    method: str = "POST"
    url: str
    body: JsonValue = None


class Expected(_Frozen):
    """What must be so after a run in the world of a case. What is none or empty is not looked at."""

    result: JsonValue = None
    result_contains: dict[str, JsonValue] = Field(default_factory=dict)
    fails: str = Field(default="", description="A part of the message with which it must fail.")
    waits: str = Field(default="", description="A part of the question that it must wait for.")
    rows: tuple[ExpectedRow, ...] = ()
    notices: tuple[ExpectedNotice, ...] = ()
    requests: tuple[ExpectedRequest, ...] = ()
    no_rows: bool = Field(default=False, description="No row may be written.")
    no_notices: bool = False
    state: dict[str, JsonValue] = Field(default_factory=dict)


class Case(_Frozen):
    """A test of a bot as people can read it: given this, that must happen."""

    name: str = Field(min_length=1, max_length=120)
    given: Given = Given()
    expect: Expected = Expected()
    runs: int = Field(default=1, ge=1, le=3, description="How often it is run in a row; the last one counts.")


class BotDetails(_Frozen):
    """What a writer says of a bot besides its code; the shape that models fill."""

    name: str = Field(min_length=1, max_length=80)
    description: str = Field(default="", max_length=600)
    reaches: Reaches = Reaches()
    config: tuple[ConfigField, ...] = Field(default=(), max_length=20)
    triggers: tuple[TriggerSpec, ...] = Field(default=(), max_length=8)
    cases: tuple[Case, ...] = Field(default=(), max_length=20)
