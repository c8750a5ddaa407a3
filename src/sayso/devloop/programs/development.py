"""One development: a wish, the writers that try it in turn, and what became of each attempt."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from uuid import UUID

from sayso.devloop.programs import progress_messages
from sayso.devloop.programs.analysis import analyse, emptiness, of_findings
from sayso.devloop.programs.program_check import Check
from sayso.devloop.programs.secret_mask import Mask
from sayso.devloop.programs.types import (
    Analysis,
    Budget,
    Developed,
    Draft,
    Fault,
    Lesson,
    Owner,
    Refusal,
    Task,
    Tell,
    Trial,
    Writer,
)
from sayso.llm.errors import ModelsUnavailableError
from sayso.sandbox.types import Ending, Entry, Outcome, Program, RequestRecord, Sandbox
from sayso.spec.diagnostics import Level

_MOST_REMEMBERED = 3
"""Attempts out of replies of before count for nothing, up to this: asking again goes on from them."""
_LEAST_SECONDS = 5.0
"""Whoever comes last may still write, however late it is."""
_CANCELLED = Analysis(Fault.OTHER, "It was stopped.", "It was stopped by a person.", is_passing=True)

Keep = Callable[[int, Trial], Awaitable[None]]
"""Keeps an attempt with its number."""


Note = Callable[[UUID, str, UUID, Sequence[RequestRecord]], Awaitable[None]]
"""Keeps the requests that a program sent, with the agency, kind and id of its owner."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What runs and checks programs, and what tests put in the place of waiting. Seconds."""

    sandbox: Sandbox
    check: Check
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    wait: float = 2.0
    """Before a request that failed in passing is made again."""
    note: Note | None = None


@dataclass(slots=True)
class Development:
    """Writers in order: the first one writes until it has nothing more to give, then the next one does."""

    task: Task
    owner: Owner
    writers: list[Writer]
    lessons: Sequence[Lesson]
    budget: Budget
    surroundings: Surroundings
    tell: Tell
    keep: Keep
    trials: list[Trial] = field(default_factory=list)
    _refusal: Refusal | None = None
    _notes: list[str] = field(default_factory=list)
    _written: list[Writer] = field(default_factory=list)
    _started: float = 0.0

    async def developed(self) -> Developed:
        """Try until one passes, or nothing is left to try."""
        self._started = self.surroundings.clock()
        while self._left > 0:
            since = self.surroundings.clock()
            draft = await self._draft()
            if draft is None:
                break
            trial = await self._tried(draft, since)
            if trial is None:
                continue
            self.trials.append(trial)
            await self._kept(len(self.trials), trial)
            if trial.analysis is None:
                return progress_messages.worked(self.trials)
        return self._ended()

    def _ended(self) -> Developed:
        """Nobody has anything better: an empty result that fits is the truth, all else failed."""
        believed = next((one for one in reversed(self.trials) if self._is_believable(one)), None)
        if believed is None:
            return progress_messages.failed(self.trials, self._refusal, self._notes)
        others = [one for one in self.trials if one is not believed]
        return progress_messages.worked([*others, replace(believed, analysis=None)])

    @property
    def _left(self) -> int:
        """Attempts that may still be made."""
        remembered = sum(trial.draft.is_remembered for trial in self.trials)
        return self.budget.attempts + min(remembered, _MOST_REMEMBERED) - len(self.trials)

    async def _draft(self) -> Draft | None:
        """The next draft, of the first writer that has one; those that have none are let go."""
        if self._exceeded():
            self._leave_to_the_last()
        if self.writers:
            self._tell_of_attempt()
        while self.writers:
            writer = self._next()
            found = await self._asked(writer)
            if isinstance(found, Draft):
                self._written.append(writer)
                return found
            if found is not None and self._refusal is None:
                self._refusal = found
            self.writers.remove(writer)
        return None

    def _next(self) -> Writer:
        """The last attempt is offered to the next writer: what failed twice may be simple for its rules."""
        is_offered = self._left == 1 and len(self.writers) > 1 and self.writers[0] in self._written
        return self.writers[1 if is_offered else 0]

    def _tell_of_attempt(self) -> None:
        if not self.trials:
            self.tell(progress_messages.WRITING)
            return
        most = self.budget.attempts
        self.tell(progress_messages.mending(self.trials[-1].analysis, min(len(self.trials) + 1, most), most))

    async def _asked(self, writer: Writer) -> Draft | Refusal | None:
        left = self.budget.seconds - self._since(self._started)
        try:
            async with asyncio.timeout(max(left, _LEAST_SECONDS)):
                return await writer.write(self.task, tuple(self.trials), self.lessons, self.tell)
        except ModelsUnavailableError as error:
            self._notes.append(error.message)
        except TimeoutError:
            self._notes.append("It took too long to write.")
        return None

    async def _tried(self, draft: Draft, since: float) -> Trial | None:
        """What became of a draft; nothing where its writer only repeats itself, and is let go for it."""
        same = self._same(draft)
        if same is not None:
            return self._repeated(draft, same)
        found = self.surroundings.check(draft.code, self.task.entry) if draft.code.strip() else ()
        findings = (*draft.findings, *found)
        errors = tuple(one for one in findings if one.level is Level.ERROR)
        if errors:
            return Trial(draft, None, of_findings(errors), errors, self._since(since))
        try:
            outcome, analysis = await self._run(draft)
        except asyncio.CancelledError:
            stopped = Trial(draft, Outcome(Ending.CANCELLED), _CANCELLED, seconds=self._since(since))
            await self._kept(len(self.trials) + 1, stopped)
            raise
        return Trial(draft, outcome, analysis, findings, self._since(since))

    async def _kept(self, number: int, trial: Trial) -> None:
        """Keep an attempt to the end, also when all is cancelled meanwhile."""
        keeping = asyncio.ensure_future(self.keep(number, trial))
        try:
            await asyncio.shield(keeping)
        except asyncio.CancelledError:
            await keeping
            raise

    def _same(self, draft: Draft) -> Trial | None:
        """A run of the very same, if there was one."""
        before = [self.task.before] if self.task.before else []
        ran = (one for one in (*self.trials, *before) if one.outcome is not None)
        alike = (one for one in ran if one.draft.code == draft.code and one.draft.details == draft.details)
        return next(alike, None)

    def _repeated(self, draft: Draft, same: Trial) -> Trial | None:
        """The same code again is not run again: an empty result is believed, whatever failed fails."""
        if self._is_believable(same):
            return replace(same, draft=draft, analysis=None)
        if not draft.model:
            self.writers.remove(self._written[-1])
            return None
        advice = "This is the same program as before, and fails as before. Write it in another way."
        return replace(same, draft=draft, analysis=same.analysis and replace(same.analysis, advice=advice))

    async def _run(self, draft: Draft) -> tuple[Outcome | None, Analysis | None]:
        """Run it; what failed in passing is run once more after a moment."""
        if self.task.trial is not None:
            self.tell(progress_messages.TRYING)
            return await self.task.trial(draft)
        self.tell(progress_messages.RUNNING)
        outcome = await self._once(draft)
        analysis = self._analysed(draft, outcome)
        if analysis is not None and analysis.is_passing:
            self.tell(f"{analysis.message} {progress_messages.AGAIN}")
            await self.surroundings.sleep(self.surroundings.wait)
            outcome = await self._once(draft)
            analysis = self._analysed(draft, outcome)
        return outcome, analysis

    async def _once(self, draft: Draft) -> Outcome:
        task, network = self.task, self.task.network_for(draft)
        program = Program(draft.code, task.entry, task.input, time_zone=task.time_zone)
        outcome = await self.surroundings.sandbox.run(program, network, task.limits)
        if outcome.requests and self.surroundings.note is not None:
            owner = self.owner
            await self.surroundings.note(owner.agency_id, owner.kind, owner.id, outcome.requests)
        return Mask(network.secrets).outcome(outcome)

    def _analysed(self, draft: Draft, outcome: Outcome) -> Analysis | None:
        if not outcome.ok:
            return analyse(outcome, draft.code, self.task.facts)
        empty = emptiness(outcome.result)
        if empty is not None and self._is_doubted(outcome):
            return empty
        return self.task.accept(draft.details, outcome.result)

    def _is_doubted(self, outcome: Outcome) -> bool:
        """Whether an empty result is no answer yet: none at all never is, others are when they come again."""
        if outcome.result is None:
            return self.task.entry is not Entry.SCRIPT
        return not (self.task.may_be_empty or any(self._is_believable(one) for one in self.trials))

    def _is_believable(self, trial: Trial) -> bool:
        """Whether it ran well and found nothing, in a form that fits."""
        if trial.outcome is None or not trial.outcome.ok or trial.outcome.result is None:
            return False
        is_empty = trial.analysis is not None and trial.analysis.fault is Fault.EMPTY
        return is_empty and self.task.accept(trial.draft.details, trial.outcome.result) is None

    def _exceeded(self) -> bool:
        """Whether time, tokens or money of the budget are used up; the person is told of it."""
        drafts = [trial.draft for trial in self.trials]
        tokens = sum(draft.usage.input + draft.usage.output for draft in drafts)
        dollars = sum((draft.cost for draft in drafts if draft.cost is not None), Decimal(0))
        limits = (
            (self._since(self._started) >= self.budget.seconds, "time"),
            (tokens >= self.budget.tokens, "number of tokens"),
            (self.budget.dollars is not None and dollars >= self.budget.dollars, "cost"),
        )
        over = next((name for is_over, name in limits if is_over and drafts), None)
        if over is not None:
            self._notes.append(f"The {over} that making it may take is used up.")
        return over is not None

    def _leave_to_the_last(self) -> None:
        """What costs nothing may still try: the last writer, unless it has tried already."""
        self.writers = [writer for writer in self.writers[-1:] if writer not in self._written]

    def _since(self, moment: float) -> float:
        return self.surroundings.clock() - moment
