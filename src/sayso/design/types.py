"""What designers give back, and the seam that everybody who reads words implements."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, runtime_checkable

from sayso.kit.ids import IdSource
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, has_errors
from sayso.spec.edits import Edit, empty_spec
from sayso.spec.model import AppSpec, Assumption


class Decision(StrEnum):
    """What a message was."""

    REFINEMENT = "refinement"
    NEW_REQUIREMENT = "new_requirement"
    APPROVAL = "approval"
    QUESTION = "question"
    UNDO = "undo"
    OFF_TOPIC = "off_topic"


class Subject(StrEnum):
    """What a message speaks of: the data and what may be done to it, the pages, or code of its own."""

    SCHEMA = "schema"
    LAYOUT = "layout"
    CODE = "code"


class Agent(StrEnum):
    """Who acts on a message next; nobody after an undo, an approval or small talk."""

    SCHEMA = "schema"
    LAYOUT = "layout"
    CODE = "code"
    EXPLAIN = "explain"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the orchestrator decided; ``by_rule`` says that no model was asked for it."""

    decision: Decision
    subject: Subject | None
    agent: Agent
    by_rule: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """Something essential that the words leave open; ``suggestions`` are answers a person may pick."""

    text: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """The application that a description makes, an empty one where nothing was understood, and what is open.

    ``is_readable`` is false for a text that is no description in words that can be read.
    """

    spec: AppSpec = field(default_factory=empty_spec)
    questions: tuple[Question, ...] = ()
    reply: str = ""
    is_readable: bool = True

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """What the checks say of the application, where there is one."""
        return check(self.spec) if self.spec.entities else ()

    @property
    def sound_spec(self) -> AppSpec:
        """The application, an empty one where it cannot be built."""
        return empty_spec() if has_errors(self.problems) else self.spec


@runtime_checkable
class HasSpec(Protocol):
    """A revision of the timeline, as far as it matters here."""

    @property
    def spec(self) -> AppSpec:
        """The spec as this revision left it."""
        ...


@dataclass(frozen=True, slots=True)
class Refinement:
    """What became of a message; ``spec`` is the spec after ``edits``, the same one when there are none."""

    decision: Decision
    reply: str
    edits: tuple[Edit, ...]
    spec: AppSpec
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A message of a conversation; ``role`` is *user* or *assistant*."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Wish:
    """A message with all that is needed to understand it.

    ``spec`` is the application so far, an empty one before the first description. ``versions`` are what it
    was before, oldest first; ``said`` is the conversation before the message. ``about`` is the id of the
    element that a person pointed at while writing, such as a component of the preview.
    """

    text: str
    spec: AppSpec
    ids: IdSource
    versions: Sequence[AppSpec | HasSpec] = ()
    said: tuple[Said, ...] = ()
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message.

    ``spec`` is the spec after ``edits``, of which ``said`` tells one by one, once the outcome is told.
    ``suggestions`` are sentences a person may send next, ``reasoning`` says why it was done so, ``notices``
    what did not go as it should (a model that did not answer, edits that were left out). ``components`` are
    ids of components whose code is to be written by the code role, with what was asked of each.
    ``is_fallback`` says that the offline designer stood in for a model.
    """

    verdict: Verdict
    reply: str
    spec: AppSpec
    edits: tuple[Edit, ...] = ()
    questions: tuple[Question, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    suggestions: tuple[str, ...] = ()
    reasoning: str = ""
    notices: tuple[str, ...] = ()
    components: dict[str, str] = field(default_factory=dict)
    is_fallback: bool = False
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """News: what the message was taken for."""

    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Replied:
    """News: the next piece of the reply, as it comes."""

    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """News: an edit that fits, and what it does in words."""

    edit: Edit
    sentence: str


@dataclass(frozen=True, slots=True)
class Noticed:
    """News: something did not go as it should; the work goes on."""

    text: str


News = Decided | Replied | Edited | Noticed
Tell = Callable[[News], None]
"""Hears what happens while a message is worked on."""


def unheard(news: News) -> None:
    """Nobody listens."""
    del news


class Designing(Protocol):
    """Does what messages ask for: the first description as well as every wish after it."""

    async def work(self, wish: Wish, tell: Tell = unheard) -> Outcome:
        """Work on a message; never fails for what a person wrote or a model answered."""
        ...
