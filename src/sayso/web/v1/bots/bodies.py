"""What the API takes of bots."""

from typing import Annotated, Self

from pydantic import Field, JsonValue, StringConstraints, model_validator

from sayso.bots.details import LONGEST_CODE, LONGEST_TEXT, BotDetails, TriggerSpec
from sayso.web.v1.bodies import Body

LARGEST_NUMBER = 2**31 - 1
_LINE = r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
BotName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80, pattern=_LINE)]
QuestionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Answer = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
ConfigName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


Decider = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, to_lower=True, max_length=200, pattern=r"^([^@\s]+@[^@\s]+|admin|user|viewer)$"
    ),
]
"""The e-mail address of somebody of the agency, or a role in it."""


class NewBot(Body):
    """What it is to do, in words; its name is found in them where none is given."""

    description: Words
    name: BotName | None = None


class PolicyChange(Body):
    """How a bot is run; what is left out stays. Seconds.

    `deciders` are those whom its questions are asked: e-mail addresses, `admin`, `user`, `viewer`; none is
    its owner. `admins_decide` asks administrators, too.
    """

    timeout: Annotated[float, Field(ge=1, le=3_600)] | None = None
    retries: Annotated[int, Field(ge=0, le=20)] | None = None
    backoff: Annotated[float, Field(ge=0, le=3_600)] | None = None
    at_once: Annotated[int, Field(ge=1, le=50)] | None = None
    at_once_per_key: Annotated[int, Field(ge=1, le=50)] | None = None
    resumes: bool | None = None
    pause_after: Annotated[int, Field(ge=0, le=1_000)] | None = None
    heals: bool | None = None
    heals_alone: bool | None = None
    shared: bool | None = None
    keep_days: Annotated[int, Field(ge=1, le=3_650)] | None = None
    deciders: Annotated[tuple[Decider, ...], Field(max_length=50)] | None = None
    admins_decide: bool | None = None


class BotChange(Body):
    """What is to be different; what is left out stays.

    A value of `config` that is null is forgotten, so that its default counts again. `own` takes over a bot
    whose owner is gone; it acts for the sender from then on.
    """

    name: BotName | None = None
    description: Annotated[str, StringConstraints(strip_whitespace=True, max_length=600)] | None = None
    config: Annotated[dict[ConfigName, JsonValue], Field(max_length=40)] | None = None
    policy: PolicyChange | None = None
    own: bool = False


class BotWords(Body):
    """What is to be different, in words, or answers to open questions by their id."""

    text: Words | None = None
    answers: Annotated[dict[QuestionId, Answer], Field(max_length=20)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.text is None and not self.answers:
            raise ValueError("say something, or answer a question")
        return self


class Activation(Body):
    """Which version is to be active: without one the candidate, or the one that was active last.

    `anyway` is a reason to let it run although its cases do not pass.
    """

    version: Number | None = None
    anyway: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


class BotCode(Body):
    """A version written by hand; what is left out is taken from the version before."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_CODE)] | None = None
    details: BotDetails | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.code is None and self.details is None:
            raise ValueError("send code, details, or both")
        return self


class NewRun(Body):
    """A run by hand. The same `idempotency_key` gives the run that is there.

    Without a `version` the active one is run; `is_test` runs one that is not active, and counts nowhere.
    """

    input: JsonValue = None
    idempotency_key: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    version: Number | None = None
    is_test: bool = False


class Rerun(Body):
    """The same run again; with `input`, which may be null, with another input."""

    input: JsonValue = None


class NewTrigger(Body):
    """What is to set the bot off."""

    spec: TriggerSpec


class TriggerCall(Body):
    """What is sent to a webhook, as JSON."""

    body: JsonValue = None


class TriggerChange(Body):
    """What is to be different about a trigger; what is left out stays."""

    spec: TriggerSpec | None = None
    is_on: bool | None = None
