"""The plan of a change: what happens to live rows, in words and as data, before anything is touched."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from sayso.compiler.migrations.types import (
    Choice,
    Choices,
    Decision,
    Examples,
    Migration,
    Probe,
    Step,
)
from sayso.evolution.estimates import STEP_SECONDS, Size, size_of

PROBE_SECONDS = 300
"""How long one question to the rows may take."""
_WORDS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Example:
    """A row that a finding counts, and the value that matters."""

    id: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Finding:
    """Rows that a step has no place for: how many at the time of asking, and what may be done.

    ``rows`` are some of them. ``examples`` are those of them that ``seen`` found for one member; a plan that
    nobody in particular looks at has none. ``chosen`` is what will be done: what somebody decided, or the
    default of the decision; none where somebody still has to say.
    """

    meaning: str
    count: int
    loses: bool
    decision: Decision | None
    chosen: Choice | None
    blocks: bool
    rows: tuple[UUID, ...] = ()
    place: Examples | None = None
    examples: tuple[Example, ...] = ()

    @property
    def sentence(self) -> str:
        """The finding in words, with a few values."""
        shown = [f"“{example.value}”" for example in self.examples if example.value][:_WORDS_SHOWN]
        more = ", …" if shown and self.count > len(shown) else ""
        values = f" ({', '.join(shown)}{more})" if shown else ""
        return f"{self.meaning}: {self.count:,}{values}."

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "meaning": self.meaning,
            "count": self.count,
            "examples": [{"id": example.id, "value": example.value} for example in self.examples],
            "loses": self.loses,
            "decision": None if self.decision is None else _decision_json(self.decision),
            "chosen": None
            if self.chosen is None
            else {"do": self.chosen.do.value, "value": self.chosen.value},
            "blocks": self.blocks,
        }


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with what the live rows say about it.

    ``rows`` are those of the table that the step goes through (none where it goes through none), exact only
    where ``rows_are_exact``; ``seconds`` is always an estimate.
    """

    kind: str
    elements: tuple[str, ...]
    sentence: str
    rows: int | None
    rows_are_exact: bool
    seconds: float
    is_reversible: bool
    findings: tuple[Finding, ...]

    @property
    def words(self) -> str:
        """The step, how many rows it goes through and how long that takes, in one sentence."""
        if self.rows is None:
            return self.sentence
        about = "" if self.rows_are_exact else "about "
        time = f", about {_time(self.seconds)}" if self.seconds >= 1 else ""
        rows = "row" if self.rows == 1 else "rows"
        return f"{self.sentence.rstrip('.')} ({about}{self.rows:,} {rows}{time})."

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "kind": self.kind,
            "elements": list(self.elements),
            "sentence": self.sentence,
            "rows": self.rows,
            "rows_are_exact": self.rows_are_exact,
            "seconds": round(self.seconds, 2),
            "is_reversible": self.is_reversible,
            "findings": [finding.to_json() for finding in self.findings],
        }


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps of a change."""

    steps: tuple[PlannedStep, ...]

    @property
    def loses(self) -> bool:
        """Whether values leave the live tables, or a step cannot be taken back; needs a confirmation."""
        return any(
            not step.is_reversible or any(finding.loses for finding in step.findings) for step in self.steps
        )

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What somebody has to decide, or to change in the rows, first."""
        return tuple(finding for step in self.steps for finding in step.findings if finding.blocks)

    @property
    def blocked(self) -> bool:
        """Whether the change cannot be made as things are."""
        return bool(self.blocking)

    @property
    def seconds(self) -> float:
        """The expected time of the whole; an estimate."""
        return sum(step.seconds for step in self.steps)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The plan in words, a sentence for each step and each finding."""
        return tuple(
            sentence
            for step in self.steps
            for sentence in (step.words, *(finding.sentence for finding in step.findings))
        )

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "steps": [step.to_json() for step in self.steps],
            "sentences": list(self.sentences),
            "loses": self.loses,
            "blocked": self.blocked,
            "seconds": round(self.seconds, 2),
            "seconds_are_estimated": True,
        }


async def make_plan(
    connection: "asyncpg.Connection[asyncpg.Record]", migration: Migration, choices: Choices | None = None
) -> Plan:
    """Ask the live rows what a migration means for them; reads only, and of values of rows none at all.

    ``choices`` are those that the migration was made with. Run it outside a transaction: it opens its own.
    """
    sizes: dict[str, Size | None] = {}
    async with connection.transaction(readonly=True):
        await connection.execute(f"set local statement_timeout = '{PROBE_SECONDS}s'")
        if not await _sees_everything(connection):
            await connection.execute("set local role sayso_mover")
        steps = []
        for step in migration.steps:
            if step.rewrites is not None and step.rewrites not in sizes:
                sizes[step.rewrites] = await size_of(connection, step.rewrites)
            size = sizes.get(step.rewrites) if step.rewrites else None
            found = [await _ask(connection, probe, choices or {}) for probe in step.probes]
            steps.append(_planned(step, size, tuple(finding for finding in found if finding.count)))
    return Plan(tuple(steps))


def _planned(step: Step, size: Size | None, findings: tuple[Finding, ...]) -> PlannedStep:
    return PlannedStep(
        step.kind,
        step.elements,
        step.sentence,
        None if size is None else size.rows,
        size is None or size.is_exact,
        STEP_SECONDS + (size.seconds if size else 0.0),
        step.is_reversible,
        findings,
    )


async def _ask(
    connection: "asyncpg.Connection[asyncpg.Record]", probe: Probe, choices: Mapping[str, Choice]
) -> Finding:
    count = int(await connection.fetchval(probe.count) or 0)
    rows: tuple[UUID, ...] = ()
    if count and probe.examples:
        rows = tuple(row["id"] for row in await connection.fetch(probe.examples.rows))
    decision = probe.decision
    chosen = None
    if decision is not None:
        default = None if decision.default is None else Choice(decision.default)
        chosen = choices.get(decision.key, default)
    blocks = probe.blocks and count > 0 and chosen is None
    return Finding(probe.meaning, count, probe.loses, decision, chosen, blocks, rows, probe.examples)


async def _sees_everything(connection: "asyncpg.Connection[asyncpg.Record]") -> bool:
    """Whether row-level security lets this connection see all rows, as it does superusers."""
    return bool(
        await connection.fetchval(
            "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        )
    )


def _decision_json(decision: Decision) -> dict[str, Any]:
    return {
        "key": decision.key,
        "question": decision.question,
        "options": [option.value for option in decision.options],
        "default": None if decision.default is None else decision.default.value,
    }


def _time(seconds: float) -> str:
    if seconds < 90:
        return f"{round(seconds)} s"
    return f"{round(seconds / 60)} min"
