"""Works on what people said to bots, in jobs: reads it, asks back, has it written and tried.

A job that is taken up again after a crash begins again at the stage that the bot is in; when it was cut off
too often, the bot says so and can be told to try again.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository
from sayso.bots.details import Requirements
from sayso.bots.generation.conversation import Heard, heard
from sayso.bots.generation.draft_writer import Attempted, Writing, Written, details_of
from sayso.bots.generation.progress import Progress, progressing
from sayso.bots.generation.reply_text import LOOKING, READING, UNDONE, asking, made
from sayso.bots.generation.requirements import Understood, understand
from sayso.bots.generation.user_messages import named
from sayso.bots.generation.writer_context import Gathering
from sayso.bots.ports import ModelsOf
from sayso.bots.transitions import MAKING, Keeping, base_of
from sayso.bots.types import Bot, Stage, Version, VersionStatus
from sayso.db.actor import SYSTEM, Actor, acting
from sayso.db.database import Database
from sayso.devloop.programs.types import Developed
from sayso.errors import AppError
from sayso.jobs.types import Job
from sayso.kit.offload import Aside
from sayso.llm.types import Caller

_WORKED_ON = MAKING - {Stage.HEALING}


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is worked on: a bot as it was found, what was said to it, and the version that it is about."""

    bot: Bot
    heard: Heard
    base: Version | None


@dataclass(frozen=True, slots=True)
class _Result:
    """What came of a wish: questions, or an attempt at it."""

    understood: Understood
    attempted: Attempted | None = None


@dataclass(frozen=True, slots=True)
class Working:
    """Makes bots, and changes them."""

    database: Database
    keeping: Keeping
    gathering: Gathering
    writing: Writing
    models_of: ModelsOf
    aside: Aside

    async def work(self, job: Job) -> None:
        """Do what is wished for, as far as it is clear; what is active goes on as it is."""
        wish = await self._wish(job)
        if wish is None:
            return
        with acting(await self._actor(wish.bot)):
            result = await self._result(wish)
            async with self.database.unit(job.agency_id) as session:
                bot = await repository.bot_of(session, job.agency_id, wish.bot.id, locks=True)
                if bot is None or bot.stage not in _WORKED_ON:
                    return
                await self.keeping.jobs.finish(session, job)
                attempted, understood = result.attempted, result.understood
                if attempted is None:
                    await self._ask(session, bot, understood)
                elif attempted.written is None:
                    await self._fail(session, bot, wish, attempted)
                else:
                    await self._offer(session, bot, wish, attempted.written, understood.requirements)

    async def give_up(self, job: Job, reason: str) -> None:
        """Say that it failed for a reason of ours."""
        async with self.database.unit(job.agency_id) as session:
            bot = await repository.bot_of(session, job.agency_id, UUID(job.key), locks=True)
            if bot is None or bot.stage not in _WORKED_ON:
                return
            notice = f"Something of Sayso's own broke: {reason} Try it again, or tell whoever runs Sayso."
            await self.keeping.say(session, bot, notice)
            await self.keeping.set(session, bot, stage=Stage.FAILED, notice=notice, progress="")

    async def _wish(self, job: Job) -> _Wish | None:
        async with self.database.unit(job.agency_id) as session:
            bot = await repository.bot_of(session, job.agency_id, UUID(job.key))
            if bot is None or bot.stage not in _WORKED_ON:
                return None
            messages = await repository.messages_of(session, bot)
            return _Wish(bot, heard(messages), await base_of(session, bot))

    async def _actor(self, bot: Bot) -> Actor:
        """On whose behalf words are worked on."""
        if bot.user_id is None:
            return SYSTEM
        async with self.database.unit(bot.agency_id) as session:
            return Actor("person", bot.user_id, await repository.name_of(session, bot.agency_id, bot.user_id))

    async def _result(self, wish: _Wish) -> _Result:
        async with progressing(self.database, self.keeping, wish.bot) as progress:
            try:
                return await self._made(wish, progress)
            except AppError as error:
                said = " ".join(filter(None, [error.message, error.hint]))
                known = Understood(wish.bot.requirements, (), {})
                return _Result(known, Attempted(Developed(ok=False, message=said)))

    async def _made(self, wish: _Wish, progress: Progress) -> _Result:
        bot = wish.bot
        progress.tell(LOOKING)
        facts = await self.gathering.facts(bot, wish.heard, wish.base)
        understood = Understood(bot.requirements, (), dict(wish.heard.answers))
        if bot.stage is Stage.READING:
            progress.tell(READING)
            models = await self.models_of(Caller(agency_id=bot.agency_id, user_id=bot.user_id))
            understood = await understand(bot, wish.heard, facts, models, self.aside)
            await self._understood(bot, understood, facts.get("time_zone") or bot.time_zone)
            if understood.questions:
                return _Result(understood)
        requirements = understood.requirements
        facts["requirements"] = requirements.model_dump(mode="json", exclude_defaults=True)
        facts["answers"] = understood.answers
        progress.reach(Stage.WRITING)
        attempted = await self.writing.write(bot, wish.heard, facts, base=wish.base, progress=progress)
        return _Result(understood, attempted)

    async def _understood(self, bot: Bot, understood: Understood, time_zone: str) -> None:
        """Show what was understood while it is being written."""
        async with self.database.unit(bot.agency_id) as session:
            await self.keeping.set(session, bot, requirements=understood.requirements, time_zone=time_zone)

    async def _ask(self, session: AsyncSession, bot: Bot, understood: Understood) -> None:
        await self.keeping.say(session, bot, asking(understood.questions), understood.questions)
        await self.keeping.set(session, bot, stage=Stage.ASKING, progress="")

    async def _offer(
        self, session: AsyncSession, bot: Bot, wish: _Wish, written: Written, requirements: Requirements
    ) -> None:
        """Keep what was written as a candidate: nothing of it runs before a person activates it."""
        draft, details = written.draft, written.details
        await self.keeping.add_version(
            session,
            bot,
            VersionStatus.CANDIDATE,
            code=draft.code,
            details=details,
            author=written.author,
            note=wish.heard.wish if wish.base is not None else "",
            report=written.report,
            user_id=bot.user_id,
        )
        values: dict[str, Any] = {"stage": Stage.READY, "progress": "", "notice": "", "suggestions": []}
        if bot.version is None:
            values["description"] = details.description or draft.explanation
            if bot.name == named(bot.asked):
                values["name"] = details.name
        await self.keeping.say(session, bot, made(draft.explanation, details, written.report, requirements))
        await self.keeping.set(session, bot, **values)

    async def _fail(self, session: AsyncSession, bot: Bot, wish: _Wish, attempted: Attempted) -> None:
        """Say why, and keep what was tried last, so that a person can go on from there."""
        developed = attempted.developed
        await self._add_failed(session, bot, attempted)
        notice = developed.message if wish.base is None else f"{UNDONE} {developed.message}"
        suggestions = list(developed.refusal.suggestions) if developed.refusal else []
        await self.keeping.say(session, bot, notice)
        await self.keeping.set(
            session, bot, stage=Stage.FAILED, notice=notice, suggestions=suggestions, progress=""
        )

    async def _add_failed(self, session: AsyncSession, bot: Bot, attempted: Attempted) -> None:
        last = attempted.developed.last
        details = None if last is None else details_of(last.draft)
        if last is None or details is None or not last.draft.code.strip():
            return
        await self.keeping.add_version(
            session,
            bot,
            VersionStatus.FAILED,
            code=last.draft.code,
            details=details,
            author=last.draft.model or "offline",
            note=attempted.developed.message,
            report=attempted.report,
            user_id=bot.user_id,
        )
