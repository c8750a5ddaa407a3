"""What passes through publishing: goals, candidates, plans and what came of them."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from sayso.compiler.draft import FileDraft
from sayso.compiler.migrations.transforms import Transform
from sayso.compiler.migrations.types import Choices, Migration
from sayso.compiler.three_way_merge import StoredDraft
from sayso.evolution import Plan
from sayso.publishing.revision_diff import sentences
from sayso.publishing.timeline import Kind, Timeline
from sayso.runtime.bundle import Bundle
from sayso.runtime.types import Module, StoredRevision
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.edits import Edit
from sayso.spec.model import AppSpec
from sayso.spec.reach import Widening


class Phase(StrEnum):
    """How far a publish is; each is told when it begins."""

    PLANNING = "planning"
    """Working out what becomes of the live rows."""
    COMPILING = "compiling"
    """Writing the files and merging hand edits in."""
    PROVING = "proving"
    """Types are checked, permissions proved and pages drawn, all at the same time."""
    PREPARING = "preparing"
    """Taking rows along, while the running revision does not notice."""
    SWITCHING = "switching"
    """The one transaction by which the new revision is the one that runs."""
    FILLING = "filling"
    """Making up sample rows."""


Reached = Callable[[Phase], Awaitable[None]]
"""Called when a phase of a publish begins."""


async def untold(phase: Phase) -> None:
    """Nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A revision that is to be proved before it is published.

    ``before`` is none for a new module. ``drafts`` are the files as they will be stored, hand edits merged
    in. ``touched`` are the ids of the elements that came, went or changed; ``known`` are digests of parts
    that passed before and need no new proof. ``reverse`` is what the way back does to rows, ``choices`` what
    people answered to the decisions of the way there.
    """

    before: AppSpec | None
    after: AppSpec
    transforms: tuple[Transform, ...]
    drafts: Sequence[FileDraft]
    bundle: Bundle
    touched: frozenset[str]
    known: frozenset[str] = frozenset()
    reverse: tuple[Transform, ...] = ()
    choices: Choices = field(default_factory=dict)


class Prover(Protocol):
    """Tries what a revision promises; an error among what it finds stops the publishing."""

    async def prove(self, candidate: Candidate) -> Sequence[Diagnostic]:
        """Everything that does not hold, each naming the element of the spec."""
        ...


@dataclass(frozen=True, slots=True)
class State:
    """A module as it stands: its present spec and its whole timeline, the first revision first."""

    module: Module
    spec: AppSpec
    revisions: tuple[StoredRevision, ...]
    timeline: Timeline

    @property
    def number(self) -> int:
        """The number of the present revision."""
        return self.revisions[-1].number


@dataclass(frozen=True, slots=True)
class Goal:
    """What a module is to become, and by which way.

    ``transforms`` are what the way does to rows beyond what the specs say, ``reverse`` those of the way back.
    ``takes_saved`` publishes what people saved in its files. An undo, redo or jump goes to the content of
    ``target``, whose hand edits come back with it. ``handwork`` takes the place of all hand edits.
    """

    spec: AppSpec
    edits: tuple[Edit, ...]
    reason: str
    transforms: tuple[Transform, ...] = ()
    reverse: tuple[Transform, ...] = ()
    kind: Kind = Kind.CHANGE
    target: int | None = None
    takes_saved: bool = False
    handwork: tuple[StoredDraft, ...] | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """A goal worked out against the live rows with nothing touched: what a person looks at first."""

    state: State
    goal: Goal
    version: str
    migration: Migration
    plan: Plan
    widening: Widening = field(default_factory=Widening)

    @property
    def sentences(self) -> list[str]:
        """What the edits do."""
        return sentences(self.state.spec, self.goal.edits)


@dataclass(frozen=True, slots=True)
class Published:
    """A module after a step of its timeline, and what that step was."""

    module: Module
    number: int
    outlook: Outlook
