"""What a bot says to its host; none of it is believed."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from sayso.bots.host.limits import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_QUESTION,
    LONGEST_TEXT,
    LONGEST_TITLE,
)

Channel = Literal["product", "email", "webhook"]
CallKey = Annotated[str, Field(pattern=r"^@[a-z]{1,20}:[0-9a-f]{32}:[0-9]{1,6}$")]
Calls = Annotated[dict[CallKey, JsonValue], Field(max_length=5000)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ValueBody(_Body):
    """A value to keep."""

    value: JsonValue


class StepBody(_Body):
    """What a step gave, and how long it took."""

    value: JsonValue
    seconds: float = Field(default=0.0, ge=0, allow_inf_nan=False)


class CallsBody(_Body):
    """Calls that were made, and what they gave."""

    calls: Calls


class ApprovalBody(_Body):
    """A question for a person; the ``number``th of this attempt. ``calls`` were made before it."""

    number: int = Field(ge=1, le=1000)
    text: str = Field(min_length=1, max_length=LONGEST_QUESTION)
    calls: Calls = Field(default_factory=dict)


class NoticeBody(_Body):
    """Something to tell people; ``key`` is what the call is known by."""

    key: CallKey
    channel: Channel = "product"
    to: str | None = Field(default=None, max_length=LONGEST_ADDRESS)
    title: str = Field(default="", max_length=LONGEST_TITLE)
    text: str = Field(max_length=LONGEST_TEXT)
    level: Literal["info", "success", "warning", "error"] = "info"


Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=r"^[^@\x00]")]
