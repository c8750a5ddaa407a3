"""Has versions of bots written and tried by their cases: for new bots, and for wishes of people."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.bots.details import BotDetails, Reaches, Requirements
from sayso.bots.facts import BotFacts
from sayso.bots.generation.case_quality import trivial
from sayso.bots.generation.conversation import Heard
from sayso.bots.generation.progress import Progress
from sayso.bots.generation.reach_bounds import Bounds
from sayso.bots.generation.trials import Trials, refused, unproved
from sayso.bots.generation.writer_context import OWNER
from sayso.bots.ports import Trying, WritersOf
from sayso.bots.types import Bot, Report, Version
from sayso.devloop.programs.ports import Developing, Secrets
from sayso.devloop.programs.types import Analysis, Budget, Developed, Draft, Owner, Task, Trial
from sayso.llm.types import Caller
from sayso.sandbox.types import Entry, Limits

KIND = "bot"
LIMITS = Limits(wall_seconds=60.0)
"""Of one run, as the writer is told."""
BUDGET = Budget(seconds=300.0)


@dataclass(frozen=True, slots=True)
class Written:
    """A draft whose cases passed, as they did."""

    draft: Draft
    details: BotDetails
    report: Report

    @property
    def author(self) -> str:
        """Who wrote it."""
        return self.draft.model or "offline"


@dataclass(frozen=True, slots=True)
class Attempted:
    """What became of having something written; ``report`` is of the last draft whose cases were tried."""

    developed: Developed
    written: Written | None = None
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Writing:
    """Asks writers, holds what they write to what people named, and tries it."""

    programs: Developing
    writers_of: WritersOf
    trying: Trying
    secrets: Secrets

    async def write(
        self,
        bot: Bot,
        heard: Heard,
        facts: BotFacts,
        *,
        base: Version | None,
        progress: Progress,
    ) -> Attempted:
        """A version for what is wished for now; ``base`` is the one that it changes."""
        requirements = Requirements.model_validate(facts.get("requirements", {}))
        bounds = await self.bounds(bot, [*heard.said, *_settings(bot)], facts, base)
        words = [heard.wish, *requirements.processing, *requirements.outputs]

        def judge(draft: Draft, details: BotDetails) -> Analysis | None:
            if problems := bounds.wrong(draft.code, details):
                return refused(problems)
            problems = trivial(details, words)
            return unproved(problems) if problems else None

        time_zone = facts.get("time_zone") or bot.time_zone
        trials = Trials(self.trying, facts.get("modules", []), judge, progress, time_zone)
        return await self.develop(bot, heard.wish, facts, trials)

    async def develop(
        self, bot: Bot, asked: str, facts: BotFacts, trials: Trials, before: Trial | None = None
    ) -> Attempted:
        """Whatever the writers of the bot's owner make of a task."""
        task = Task(
            kind=KIND,
            asked=asked,
            entry=Entry.BOT,
            details=BotDetails,
            accept=lambda _, __: None,
            facts=facts,
            limits=LIMITS,
            before=before,
            traits=tuple(f"module:{one['slug']}" for one in facts.get("modules", [])),
            time_zone=facts.get("time_zone") or bot.time_zone,
            trial=trials.tried,
        )
        caller = Caller(agency_id=bot.agency_id, user_id=bot.user_id)
        writers = await self.writers_of(caller)
        owner = Owner(bot.agency_id, OWNER, bot.id)
        developed = await self.programs.develop(task, writers, owner, trials.progress.tell, BUDGET)
        last = developed.last
        report = None if last is None else trials.report_of(last.draft)
        if not developed.ok or last is None or report is None:
            return Attempted(developed, report=report)
        details = details_of(last.draft)
        if details is None:
            raise TypeError("a draft that was tried has details of a bot")
        return Attempted(developed, Written(last.draft, trials.details_of(details), report), report)

    async def bounds(self, bot: Bot, said: Sequence[str], facts: BotFacts, base: Version | None) -> Bounds:
        """What may be reached; secrets that words name bring the hosts that they are kept for."""
        known = await self.secrets.of(bot.agency_id, facts.get("secrets", []))
        text = " ".join(said)
        hosts = [host for name, secret in known.items() if name in text for host in secret.hosts]
        before = base.details.reaches if base is not None else Reaches()
        return Bounds.of(said, facts, before, hosts)


def details_of(draft: Draft) -> BotDetails | None:
    """What a draft says of itself, where that could be read."""
    return draft.details if isinstance(draft.details, BotDetails) else None


def _settings(bot: Bot) -> list[str]:
    """What the owner has set: they named that, too."""
    return [value for value in bot.config.values() if isinstance(value, str)]
