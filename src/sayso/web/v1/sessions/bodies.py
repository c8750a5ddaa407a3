"""What the API takes of build sessions."""

from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from sayso.conversations.types import (
    DEFAULT_FEEDBACK_SECONDS,
    LONGEST_DESCRIPTION,
    LONGEST_FEEDBACK_SECONDS,
    LONGEST_TEXT,
)
from sayso.design.registry import DesignerName
from sayso.spec.model import AppSpec
from sayso.web.v1.bodies import Body
from sayso.web.v1.views import Settling
from sayso.web.v1.words import NameText, SlugText

LARGEST_NUMBER = 2**31 - 1
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
FeedbackSeconds = Annotated[float, Field(ge=0, le=LONGEST_FEEDBACK_SECONDS, allow_inf_nan=False)]
Description = Annotated[str, StringConstraints(max_length=LONGEST_DESCRIPTION)]
KeyText = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$")]
ElementId = Annotated[str, StringConstraints(max_length=40, pattern=r"^[a-z]{2,4}_[a-z0-9]{6,16}$")]


class AnswerBody(Body):
    """What a person says to a question."""

    question: str = Field(max_length=2_000)
    answer: str = Field(max_length=4_000)


class NewMessage(Body):
    """Something that is said.

    `about` is the id of the element that a person points at. Sending the same `key` twice is sending once.
    """

    text: str = Field(default="", max_length=LONGEST_TEXT)
    about: ElementId | None = None
    answers: list[AnswerBody] = Field(default_factory=list, max_length=20)
    key: KeyText | None = None


class NewSession(Body):
    """A session on an empty page, over a `module` as it is now, or that begins with a `spec`.

    `text` is its first message.
    """

    name: NameText | None = None
    description: Description = ""
    text: str = Field(default="", max_length=LONGEST_TEXT)
    module: SlugText | None = None
    spec: AppSpec | None = Field(
        default=None, description="What the first revision holds, such as the steps of a wizard assembled."
    )
    designer: DesignerName = DesignerName.AUTO
    feedback_seconds: FeedbackSeconds = DEFAULT_FEEDBACK_SECONDS

    @model_validator(mode="after")
    def _one_beginning(self) -> Self:
        if self.module is not None and self.spec is not None:
            raise ValueError("a session begins over a module or with a spec, not with both")
        return self


class SessionChange(Body):
    """What is to be different; what is left out stays."""

    name: NameText | None = None
    description: Description | None = None
    designer: DesignerName | None = None
    feedback_seconds: FeedbackSeconds | None = None
    satisfaction: Annotated[int, Field(ge=1, le=5)] | None = None


class NewEdits(Body):
    """Edits of the spec, and why."""

    edits: list[dict[str, Any]] = Field(min_length=1, max_length=1_000)
    reason: str = Field(default="", max_length=2_000)


class JumpTo(Body):
    """The revision whose content to go to."""

    number: Number


class Approving(Body):
    """The revision that is as it should be; by default the present one."""

    revision: Number | None = None


class FileText(Body):
    """The text of a file."""

    text: str


class PublishBody(Settling):
    """What is decided about the plan; the first time also whether to make up rows, and on which site."""

    sample: bool = False
    site: SlugText | None = None
