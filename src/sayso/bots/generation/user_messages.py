"""What people say to bots: ask for one, answer, have it changed, have it tried again, stop it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository
from sayso.bots.errors import BusyError
from sayso.bots.generation.conversation import is_hurried, open_questions
from sayso.bots.generation.reply_text import READING, SAY_AGAIN, STOPPED
from sayso.bots.transitions import CHANGE, HEAL, MAKE, MAKING, Keeping, base_of, found
from sayso.bots.types import Bot, Message, Stage
from sayso.db.database import Database
from sayso.errors import InputError

LONGEST_WORDS = 8_000
LONGEST_ANSWER = 1_000
LONGEST_NAME = 80
_FRESH: dict[str, Any] = {"notice": "", "suggestions": [], "progress": READING, "stage": Stage.READING}


@dataclass(frozen=True, slots=True)
class Talking:
    """Hears people, and has done what they say."""

    database: Database
    keeping: Keeping

    async def ask(self, agency_id: UUID, user_id: UUID, description: str, name: str = "") -> Bot:
        """A new bot, which is made meanwhile."""
        words = demand_words(description)
        values = {
            **_FRESH,
            "user_id": user_id,
            "asked": words,
            "name": name.strip()[:LONGEST_NAME] or named(words),
        }
        async with self.database.unit(agency_id) as session:
            bot = await repository.add_bot(session, agency_id, values)
            await self.keeping.hear(session, bot, words, user_id)
            return await self._begin(session, bot)

    async def say(
        self,
        agency_id: UUID,
        bot_id: UUID,
        user_id: UUID,
        text: str = "",
        answers: Mapping[str, str] | None = None,
    ) -> Bot:
        """Answer what was asked, or say what is to be different; a version is written meanwhile.

        Nothing at all has what failed tried once more.
        """
        words = text.strip()[:LONGEST_WORDS]
        async with self.database.unit(agency_id) as session:
            bot = await found(session, agency_id, bot_id, locks=True)
            if bot.stage in MAKING:
                raise BusyError("Something is being done to this bot.", hint="Wait for it, or stop it.")
            messages = await repository.messages_of(session, bot)
            given = _given(messages, words, answers or {})
            if not words and not given and bot.stage is not Stage.FAILED:
                raise InputError("Nothing was said.", hint="Answer a question, or say what is to change.")
            if given:
                await repository.answer(session, bot, messages[-1].id, given)
            if words and words not in given.values():
                await self.keeping.hear(session, bot, words, user_id)
            return await self._begin(session, bot)

    async def stop(self, agency_id: UUID, bot_id: UUID) -> Bot:
        """End what is being done; what runs goes on running."""
        async with self.database.unit(agency_id) as session:
            await found(session, agency_id, bot_id)
        for kind in (MAKE, CHANGE, HEAL):
            await self.keeping.jobs.cancel(kind, str(bot_id))
        async with self.database.unit(agency_id) as session:
            bot = await found(session, agency_id, bot_id, locks=True)
            if bot.stage not in MAKING:
                return await self.keeping.set(session, bot, progress="")
            values: dict[str, Any] = {"progress": "", "stage": await settled(session, bot)}
            if values["stage"] is Stage.FAILED:
                values["notice"] = f"{STOPPED} {SAY_AGAIN}"
            if bot.stage is not Stage.HEALING:
                await self.keeping.say(session, bot, STOPPED)
            return await self.keeping.set(session, bot, **values)

    async def _begin(self, session: AsyncSession, bot: Bot) -> Bot:
        kind = MAKE if await base_of(session, bot) is None else CHANGE
        await self.keeping.jobs.enqueue(session, kind, bot.agency_id, {}, key=str(bot.id))
        return await self.keeping.set(session, bot, **_FRESH)


async def settled(session: AsyncSession, bot: Bot) -> Stage:
    """Where a bot stands when nothing is done to it any more, and nothing was made."""
    if await repository.candidate_of(session, bot) is not None:
        return Stage.READY
    return Stage.FAILED if bot.version is None else Stage.IDLE


def demand_words(text: str) -> str:
    """What somebody said, if it is anything."""
    words = text.strip()
    if not words:
        raise InputError(
            "Nothing was said.",
            hint="Say what the bot is to do, such as “tell me when https://shop.example.com is down”.",
        )
    return words[:LONGEST_WORDS]


def named(words: str) -> str:
    """What a bot is called until its writer has found a name."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_NAME else f"{line[: LONGEST_NAME - 1]}…"


def _given(messages: list[Message], words: str, answers: Mapping[str, str]) -> dict[str, str]:
    """The answers by the id of their question; words alone answer where one question alone is open."""
    if not messages or messages[-1].role != "assistant":
        return {}
    waiting = open_questions(messages)
    given = {
        question.id: answers[question.id].strip()[:LONGEST_ANSWER]
        for question in waiting
        if answers.get(question.id, "").strip()
    }
    if not given and len(waiting) == 1 and words and not is_hurried(words):
        return {waiting[0].id: words[:LONGEST_ANSWER]}
    return given
