"""What is written down when a bot changes: versions, where it stands, and the word to whoever looks on."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository
from sayso.bots.bot_events import Telling
from sayso.bots.details import BotDetails, ConfigField, Question
from sayso.bots.ports import Spec, Triggering
from sayso.bots.types import Bot, BotStatus, Message, Report, Stage, Version, VersionStatus
from sayso.errors import NotFoundError
from sayso.jobs.queue import Jobs

MAKE = "bot-make"
CHANGE = "bot-change"
HEAL = "bot-heal"
MAKING = frozenset({Stage.READING, Stage.WRITING, Stage.TESTING, Stage.HEALING})
"""Stages in which something is being done to a bot."""


class Keeping:
    """Writes down what becomes of bots."""

    def __init__(self, jobs: Jobs, telling: Telling, triggers: Triggering) -> None:
        self.jobs = jobs
        self.telling = telling
        self.triggers = triggers

    async def set(self, session: AsyncSession, bot: Bot, **values: Any) -> Bot:
        """Change a bot and tell of it."""
        kept = await repository.set_bot(session, bot, **values)
        await self.telling.changed(session, kept)
        return kept

    async def say(
        self, session: AsyncSession, bot: Bot, text: str, questions: Sequence[Question] = ()
    ) -> Message:
        """Answer in the conversation."""
        message = await repository.add_message(session, bot, "assistant", text, questions)
        await self.telling.said(session, bot)
        return message

    async def hear(self, session: AsyncSession, bot: Bot, text: str, user_id: UUID) -> Message:
        """Keep what a person said."""
        message = await repository.add_message(session, bot, "user", text, user_id=user_id)
        await self.telling.said(session, bot)
        return message

    async def add_version(
        self,
        session: AsyncSession,
        bot: Bot,
        status: VersionStatus,
        *,
        code: str,
        details: BotDetails,
        author: str,
        note: str,
        report: Report | None = None,
        user_id: UUID | None = None,
    ) -> Version:
        """A new version of a bot that is ours."""
        values = {
            "status": status,
            "code": code,
            "details": details,
            "author": author,
            "note": note,
            "report": report,
            "user_id": user_id,
        }
        return await repository.add_version(session, bot, values)

    async def activate(self, session: AsyncSession, bot: Bot, version: Version, **values: Any) -> Bot:
        """Let a version run from now on, in place of the one before, with the config values that still fit.

        What its writer proposed to set it off is there from the first time on; see ``moved`` for later ones.
        """
        if bot.version is not None and bot.version != version.number:
            await repository.set_version(session, bot, bot.version, status=VersionStatus.DEPRECATED)
        await repository.set_version(session, bot, version.number, status=VersionStatus.ACTIVE)
        kept = await repository.set_bot(
            session,
            bot,
            version=version.number,
            config=fitting(version.details.config, bot.config),
            **{**SETTLED, "status": BotStatus.ACTIVE, "stage": Stage.IDLE, **values},
        )
        if bot.version is None:
            await self.triggers.install(session, kept, version.details.triggers)
        await self.triggers.armed(session, kept)
        await self.telling.changed(session, kept)
        return kept

    async def move_triggers(
        self, agency_id: UUID, bot_id: UUID, before: Sequence[Spec], after: Sequence[Spec]
    ) -> list[Spec]:
        """Let what sets it off follow from one version to the next; gives what is to be added.

        Those that people added by hand stay. One that changes keeps its address, as callers know it.
        """
        stale = [one for one in before if one not in after]
        fresh = [one for one in after if one not in before]
        if not stale and not fresh:
            return []
        known = await self.triggers.of(agency_id, bot_id)
        for spec in stale:
            trigger = next((one for one in known if one.spec == spec), None)
            follower = next((one for one in fresh if one.kind == spec.kind), None)
            if trigger is None:
                continue
            if follower is None:
                await self.triggers.remove(agency_id, trigger.id)
            else:
                fresh.remove(follower)
                await self.triggers.change(agency_id, trigger.id, spec=follower)
        return [one for one in fresh if all(one != trigger.spec for trigger in known)]


SETTLED: dict[str, Any] = {"notice": "", "progress": "", "suggestions": [], "failures": 0}
"""Columns of a bot with which all is well."""


def fitting(fields: Sequence[ConfigField], config: Mapping[str, Any]) -> dict[str, Any]:
    """The values that an owner has set, as far as a version has fields that take them."""
    return {field.name: config[field.name] for field in fields if is_fit(field, config.get(field.name))}


def is_fit(field: ConfigField, value: Any) -> bool:
    """Whether a field of the config takes this value."""
    match field.type:
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "choice":
            return isinstance(value, str) and value in field.options
        case "text":
            return isinstance(value, str)


async def found(session: AsyncSession, agency_id: UUID, bot_id: UUID, *, locks: bool = False) -> Bot:
    """A bot of the agency."""
    bot = await repository.bot_of(session, agency_id, bot_id, locks=locks)
    if bot is None:
        raise NotFoundError("There is no such bot.", hint="It may have been removed.")
    return bot


async def version_found(session: AsyncSession, bot: Bot, number: int) -> Version:
    """One of its versions."""
    version = await repository.version_of(session, bot, number)
    if version is None:
        raise NotFoundError(f"There is no version {number}.", hint="List the versions to see them.")
    return version


async def base_of(session: AsyncSession, bot: Bot) -> Version | None:
    """The version that words are about: the newest that waits for a person, else the active one."""
    candidate = await repository.candidate_of(session, bot)
    if candidate is not None or bot.version is None:
        return candidate
    return await repository.version_of(session, bot, bot.version)
