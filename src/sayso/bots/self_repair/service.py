"""Mends a bot in a job: it writes a new version that passes all cases, and one more made of the failed run.

The new version reaches nothing that the one before did not reach, and keeps its settings and triggers. It
waits for a person, unless the owner allowed that it is activated by itself and the failure could be shown.
"""

from dataclasses import dataclass, replace
from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import kept, repository
from sayso.bots.bot_events import tell_owner
from sayso.bots.details import BotDetails, Case
from sayso.bots.facts import BotFacts
from sayso.bots.generation.conversation import heard
from sayso.bots.generation.draft_writer import Attempted, Writing, Written, details_of
from sayso.bots.generation.progress import Progress, progressing
from sayso.bots.generation.reach_bounds import within
from sayso.bots.generation.trials import Trials, refused
from sayso.bots.generation.user_messages import settled
from sayso.bots.generation.writer_context import Gathering
from sayso.bots.ports import Noticing, Ran, Trying
from sayso.bots.self_repair.failure import Failure, failure_of
from sayso.bots.self_repair.private import Privacy
from sayso.bots.self_repair.reproduction import case_of, is_shown
from sayso.bots.transitions import HEAL, Keeping, version_found
from sayso.bots.types import Bot, Stage, Version, VersionStatus
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.devloop.programs.secret_mask import Mask
from sayso.devloop.programs.types import Analysis, Draft, Trial
from sayso.errors import AppError
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Job
from sayso.sandbox.types import RequestRecord

HANDS = 4
MOST_CASES = 20
_OF_RUN = "bot-run"
_MOST_LOG = 4_000
_MOST_REQUESTS = 100
_NOT_REWRITTEN = "Nothing was rewritten, as other code would not help."


class Sent(Protocol):
    """Requests that programs sent."""

    async def page(self, agency_id: UUID, kind: str, owner_id: UUID, window: Window) -> Part[RequestRecord]:
        """Those of a run, the latest first."""
        ...


@dataclass(frozen=True, slots=True)
class _Ill:
    """A bot that is to be mended, the version that failed, and how."""

    bot: Bot
    version: Version
    failure: Failure
    mask: Mask


@dataclass(frozen=True, slots=True)
class _Mended:
    """What came of mending: the case that was made of the failure, and whether it showed the failure."""

    attempted: Attempted
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Healing:
    """Mends bots whose failure repeats."""

    database: Database
    keeping: Keeping
    gathering: Gathering
    writing: Writing
    trying: Trying
    runs: Ran
    sent: Sent
    notices: Noticing

    def handle(self, jobs: Jobs) -> None:
        """Let the queue know who mends bots."""
        jobs.handle(HEAL, self.heal, attempts=2, concurrency=HANDS, given_up=self.give_up)

    async def heal(self, job: Job) -> None:
        """Read what failed, and have it written anew where that can help."""
        try:
            ill = await self._ill(job)
            if ill is None:
                return
            mended = await self._mended(ill) if ill.failure.is_of_code else None
        except AppError as error:
            await self._end(job, " ".join(filter(None, [error.message, error.hint])))
            return
        async with self.database.unit(job.agency_id) as session:
            bot = await self._still_ill(session, job)
            if bot is None or bot.version != ill.version.number:
                await self._leave(session, job, bot)
                return
            await self.keeping.jobs.finish(session, job)
            if mended is None:
                notice = f"{ill.failure.problem.message} {_NOT_REWRITTEN}"
                await self.keeping.set(
                    session, bot, stage=await settled(session, bot), progress="", notice=notice
                )
            elif mended.attempted.written is None:
                await self._fail(session, bot, ill, mended.attempted)
            else:
                await self._offer(session, bot, ill, mended.attempted.written, is_shown=mended.is_shown)

    async def give_up(self, job: Job, reason: str) -> None:
        """Say that mending broke for a reason of ours."""
        async with self.database.unit(job.agency_id) as session:
            bot = await self._still_ill(session, job)
            if bot is not None:
                notice = f"Mending it broke: {reason}"
                stage = await settled(session, bot)
                await self.keeping.set(session, bot, stage=stage, progress="", notice=notice)

    async def _ill(self, job: Job) -> _Ill | None:
        run_id = UUID(job.data["run"])
        async with self.database.unit(job.agency_id) as session:
            bot = await repository.bot_of(session, job.agency_id, UUID(job.key))
            if bot is None or bot.stage is not Stage.HEALING or bot.version is None:
                return None
            version = await version_found(session, bot, bot.version)
        run = await self.runs.show(job.agency_id, run_id)
        attempts = await self.runs.attempts(job.agency_id, run_id)
        log = "".join(piece.text for piece in await self.runs.log(job.agency_id, run_id))[-_MOST_LOG:]
        sent = await self.sent.page(job.agency_id, _OF_RUN, run_id, Window(_MOST_REQUESTS))
        secrets = await self.gathering.secrets.of(job.agency_id, version.details.reaches.secrets)
        failure = failure_of(run, version, attempts, sent.items, log=log)
        return _Ill(bot, version, failure, Mask(secrets))

    async def _mended(self, ill: _Ill) -> _Mended:
        async with progressing(self.database, self.keeping, ill.bot) as progress:
            progress.tell(f"Reading what went wrong: {ill.failure.problem.message}")
            async with self.database.unit(ill.bot.agency_id) as session:
                said = heard(await repository.messages_of(session, ill.bot))
                state = {
                    one.key: one.value for one in await kept.values(session, ill.bot.agency_id, ill.bot.id)
                }
            facts = await self.gathering.facts(ill.bot, said, ill.version)
            facts["words"] = [one for one in (*said.before, said.wish) if one]
            case = case_of(ill.bot, ill.version, ill.failure, facts, state=state, mask=ill.mask)
            report = await self.trying(
                ill.version.code,
                ill.version.details,
                (case,),
                modules=facts.get("modules", []),
                time_zone=ill.bot.time_zone,
            )
            shows = is_shown(report, ill.failure)
            attempted = await self._written(ill, facts, (case,) if shows else (), progress)
            return _Mended(attempted, is_shown=shows)

    async def _written(
        self, ill: _Ill, facts: BotFacts, shown: tuple[Case, ...], progress: Progress
    ) -> Attempted:
        """A version that passes what the one before passed, and the case of the failure if it shows it."""
        before = ill.version.details
        wanted = before.model_copy(update={"cases": (*before.cases, *shown)})

        def judge(draft: Draft, _: BotDetails) -> Analysis | None:
            details = details_of(draft)
            more = within(details.reaches, before.reaches) if details is not None else []
            return refused(more) if more else None

        trials = Trials(
            self.trying,
            facts.get("modules", []),
            judge,
            progress,
            time_zone=ill.bot.time_zone,
            details_of=lambda _: wanted,
            stage=Stage.HEALING,
        )
        privacy, outcome = Privacy(), ill.failure.outcome
        error = outcome.error and replace(
            outcome.error,
            message=privacy.error(ill.mask.text(outcome.error.message)),
            trace=privacy.error(ill.mask.text(outcome.error.trace)),
        )
        ended = replace(outcome, error=error, output=privacy.error(ill.mask.text(outcome.output)))
        facts["failure"] = privacy.error(ill.mask.text(ill.failure.run.error))
        model = ill.version.author if ":" in ill.version.author else ""
        draft = Draft(ill.version.code, wanted, ill.version.note, model)
        broken = Trial(draft, ended, ill.failure.problem)
        asked = ill.bot.asked or ill.bot.description or ill.bot.name
        return await self.writing.develop(ill.bot, asked, facts, trials, broken)

    async def _offer(
        self, session: AsyncSession, bot: Bot, ill: _Ill, written: Written, *, is_shown: bool
    ) -> None:
        """Let the new version wait for a person, or take the place of the one that failed."""
        why = f"The run failed: {ill.failure.problem.message}"
        what = written.draft.explanation or "It is written anew and passes all of its cases."
        doubt = "" if is_shown else "The failure could not be shown again with what is known of the run."
        version = await self.keeping.add_version(
            session,
            bot,
            VersionStatus.CANDIDATE,
            code=written.draft.code,
            details=written.details.model_copy(update={"cases": written.details.cases[:MOST_CASES]}),
            author=written.author,
            note=" ".join(filter(None, [f"Mended. {why}", what, doubt])),
            report=written.report,
            user_id=bot.user_id,
        )
        if bot.policy.heals_alone and is_shown and bot.user_id is not None:
            await self.keeping.activate(session, bot, version)
            title, text = f"{bot.name} mended itself", f"{why} {what} Version {version.number} runs now."
            await self.keeping.say(session, bot, f"{text} You can go back to version {ill.version.number}.")
            await tell_owner(self.notices, session, bot, title, text, level="success")
            return
        text = f"{why} {what} {doubt}".strip()
        await self.keeping.say(session, bot, f"{text} It waits for you: look at it and activate it.")
        await self.keeping.set(session, bot, stage=Stage.READY, progress="")
        await tell_owner(
            self.notices, session, bot, f"A mended version of {bot.name} waits for you", text, level="warning"
        )

    async def _fail(self, session: AsyncSession, bot: Bot, ill: _Ill, attempted: Attempted) -> None:
        """Keep what did not work, and say so; nothing else is different."""
        last = attempted.developed.last
        if last is not None and last.draft.code.strip() and details_of(last.draft) is not None:
            await self.keeping.add_version(
                session,
                bot,
                VersionStatus.FAILED,
                code=last.draft.code,
                details=ill.version.details,
                author=last.draft.model or "offline",
                note=f"Mending it did not work. {attempted.developed.message}",
                report=attempted.report,
                user_id=bot.user_id,
            )
        said = (
            f"{ill.failure.problem.message} It could not be mended by itself. {attempted.developed.message}"
        )
        await self.keeping.say(session, bot, said)
        stage = await settled(session, bot)
        await self.keeping.set(session, bot, stage=stage, progress="", notice=said)

    async def _end(self, job: Job, notice: str) -> None:
        async with self.database.unit(job.agency_id) as session:
            bot = await self._still_ill(session, job)
            await self._leave(session, job, bot, notice)

    async def _leave(self, session: AsyncSession, job: Job, bot: Bot | None, notice: str = "") -> None:
        """Come to an end with nothing new."""
        await self.keeping.jobs.finish(session, job)
        if bot is not None:
            values = {"notice": notice} if notice else {}
            stage = await settled(session, bot)
            await self.keeping.set(session, bot, stage=stage, progress="", **values)

    async def _still_ill(self, session: AsyncSession, job: Job) -> Bot | None:
        bot = await repository.bot_of(session, job.agency_id, UUID(job.key), locks=True)
        return bot if bot is not None and bot.stage is Stage.HEALING else None
