"""What a refinement gives back, and what passes between its parts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Protocol, runtime_checkable

from sayso.design.types import Question
from sayso.kit.ids import IdSource
from sayso.spec.edits import Edit
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

from .mentions import Mentions


class Decision(StrEnum):
    """What a message was."""

    REFINEMENT = "refinement"
    NEW_REQUIREMENT = "new_requirement"
    APPROVAL = "approval"
    QUESTION = "question"
    UNDO = "undo"
    OFF_TOPIC = "off_topic"


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
class Focus:
    """What was spoken of last, by id: the *that* of the next wish."""

    entity: str | None = None
    field: str | None = None
    component: str | None = None


@dataclass(frozen=True)
class Situation:
    """Where a wish stands: the spec so far, what was said before it, and what is in focus."""

    spec: AppSpec
    ids: IdSource
    message: str = ""
    before: str = ""
    focus: Focus = field(default_factory=Focus)

    @cached_property
    def index(self) -> SpecIndex:
        """Look-ups over the spec."""
        return SpecIndex(self.spec)

    @cached_property
    def mentions(self) -> Mentions:
        """Finds the elements that words speak of."""
        return Mentions(self.index, self.focus.entity)


@dataclass(frozen=True, slots=True)
class Change:
    """What fulfils one wish. Without edits it only answers or asks; ``instead`` is tried when the edits
    do not fit."""

    said: str
    edits: tuple[Edit, ...] = ()
    instead: tuple[Edit, ...] = ()
    decision: Decision = Decision.REFINEMENT
    questions: tuple[Question, ...] = ()
    focus: Focus | None = None


Intent = Callable[[str, Situation], Change | None]
"""Recognises one kind of wish in a clause; None when the clause is something else."""
