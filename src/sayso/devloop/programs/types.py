"""What passes between those who want a program and those who write, run and understand it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from pydantic import BaseModel

from sayso.llm.types import Usage
from sayso.sandbox.types import Entry, Limits, Network, Outcome
from sayso.spec.diagnostics import Diagnostic


class Fault(StrEnum):
    """Why a program did not do what it should."""

    NETWORK = "network"
    AUTHENTICATION = "authentication"
    SHAPE = "shape"
    """A field is missing, or the source gives something of another shape than before."""
    PARSING = "parsing"
    TYPE = "type"
    TIME_OUT = "time_out"
    RESOURCE = "resource"
    IMPORT = "import"
    SYNTAX = "syntax"
    EMPTY = "empty"
    """It ran, and there is nothing to show."""
    REFUSED = "refused"
    """It asked for what it may not have: a host, a module, a secret."""
    RESULT = "result"
    """What it gave does not fit what it is for."""
    CASE = "case"
    """One of its own cases did not go as it has to."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Analysis:
    """What went wrong, for a person (``message``) and for the next attempt (``advice``, ``fallbacks``)."""

    fault: Fault
    message: str
    advice: str
    fallbacks: tuple[str, ...] = ()
    line: int | None = None
    is_passing: bool = False
    """Whether trying the same code again later may do; so of networks and of hosts that are busy."""


class NoDetails(BaseModel):
    """Stands where a writer gave no details that can be read; such a draft has findings and never runs."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A program as it was written, with what the task wants to know besides (``details``)."""

    code: str
    details: BaseModel
    explanation: str = ""
    model: str = ""
    """The model that wrote it; empty for the offline writer."""
    usage: Usage = field(default_factory=Usage)
    cost: Decimal | None = None
    findings: tuple[Diagnostic, ...] = ()
    """What its writer knows to be wrong with it already, such as details that are missing."""
    is_remembered: bool = False
    """Whether it comes from a reply of before, which took no call."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing could be written: why, and what the person could say instead."""

    message: str
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trial:
    """One attempt: what was written, what became of it, and what was found."""

    draft: Draft
    outcome: Outcome | None
    analysis: Analysis | None
    findings: tuple[Diagnostic, ...] = ()
    """What was wrong before it ran."""
    seconds: float = 0.0
    """From the request for it to its end."""


@dataclass(frozen=True, slots=True)
class Task:
    """A program that somebody wants.

    ``kind`` groups what is remembered, such as ``block``. ``facts`` is what the writer should know: a sample
    of the source, modules with their fields, the card. ``details`` is what a draft carries besides its code.
    ``accept`` says what is wrong with a result; nothing where it will do. ``before`` is what ran last, where
    it is to be mended.

    ``network_of`` gives the network of a draft where it depends on what the draft says it needs; else it is
    ``network``. ``may_be_empty`` takes an empty result at its word at once, as for rows that may not exist;
    elsewhere it is believed when it comes a second time. ``traits`` tell tasks apart in memory besides their
    words, such as ``module:orders``; hosts and content types are seen by themselves.

    ``trial`` tries a draft in a way of its own instead of running it against what is there: what became of
    it, and what is wrong with that.
    """

    kind: str
    asked: str
    entry: Entry
    details: type[BaseModel]
    accept: "Callable[[BaseModel, Any], Analysis | None]"
    facts: Mapping[str, Any] = field(default_factory=dict)
    network: Network = field(default_factory=Network)
    limits: Limits = field(default_factory=Limits)
    input: Any = None
    before: Trial | None = None
    network_of: "Callable[[BaseModel], Network] | None" = None
    may_be_empty: bool = False
    traits: tuple[str, ...] = ()
    time_zone: str = "UTC"
    trial: "Callable[[Draft], Awaitable[tuple[Outcome | None, Analysis | None]]] | None" = None

    def network_for(self, draft: Draft) -> Network:
        """What this draft may reach."""
        if self.network_of is None or isinstance(draft.details, NoDetails):
            return self.network
        return self.network_of(draft.details)


@dataclass(frozen=True, slots=True)
class Owner:
    """What a program is written for, as ``Owner(agency_id, "block", block_id)``; it has its attempts."""

    agency_id: UUID
    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Budget:
    """What one development may take; what is used up first ends it. Dollars where prices are known."""

    attempts: int = 3
    seconds: float = 240.0
    tokens: int = 120_000
    dollars: Decimal | None = None


Tell = Callable[[str], None]
"""Hears in a few plain words how far it is."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What worked for a task like this one; ``faults`` are those that it got over."""

    kind: str
    asked: str
    advice: str
    code: str = ""
    faults: tuple[Fault, ...] = ()


class Writer(Protocol):
    """Writes programs: a model, or rules."""

    async def write(
        self, task: Task, trials: Sequence[Trial], lessons: Sequence[Lesson], tell: Tell
    ) -> Draft | Refusal:
        """The next attempt, knowing what became of those before.

        Raises:
            ModelsUnavailableError: when no model answers; the next writer takes over.
        """
        ...


@dataclass(frozen=True, slots=True)
class Developed:
    """What became of a task: the trial that passed is the last one."""

    ok: bool
    trials: tuple[Trial, ...] = ()
    refusal: Refusal | None = None
    message: str = ""
    """For the person: what was made, or why not and what to do."""

    @property
    def last(self) -> Trial | None:
        """The trial that counts."""
        return self.trials[-1] if self.trials else None
