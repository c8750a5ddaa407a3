"""Calls to webhooks: proven, told apart, and turned into runs."""

import hashlib
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.details import ByWebhook
from sayso.bots.run_queue.errors import InputTooLargeError, NotRunnableError, TooManyWaitError
from sayso.bots.triggers import repository
from sayso.bots.triggers.bodies import HookCall, input_of, key_of
from sayso.bots.triggers.errors import BusyBotError, NoHookError, PausedBotError
from sayso.bots.triggers.keys import HookKeys
from sayso.bots.triggers.ports import Starting
from sayso.bots.triggers.signatures import proof_of
from sayso.bots.triggers.types import KeptTrigger
from sayso.bots.types import Bot, BotStatus, Cause, Run
from sayso.db.database import Database
from sayso.runtime.errors import TooLargeError


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a call; ``is_repeat`` where it came before, and ``is_replay`` where the very same did."""

    agency_id: UUID
    run_id: UUID
    waits: bool
    is_repeat: bool = False
    is_replay: bool = False


@dataclass(frozen=True, slots=True)
class Calls:
    """Takes calls to webhooks."""

    database: Database
    runs: Starting
    keys: HookKeys

    async def take(self, token: str, call: HookCall) -> Taken:
        """Begin a run, or find the one that this call began before.

        Raises:
            NoHookError: when nothing answers at this address, or not to this method.
            BadSignatureError: when the call has to be signed and is not, or not as it has to be.
            PausedBotError: when the bot does not run now.
            BusyBotError: when too many of its runs wait.
            TooLargeError: when a run cannot be given so much.
        """
        async with self.database.system() as session:
            hook = await repository.hook_of(session, token)
        if hook is None:
            raise NoHookError
        trigger_id, agency_id = hook
        async with self.database.unit(agency_id) as session:
            kept = await repository.of_id(session, agency_id, trigger_id)
        if kept is None or not isinstance(kept.trigger.spec, ByWebhook):
            raise NoHookError
        spec = kept.trigger.spec
        if spec.signed and call.method != "POST":
            raise NoHookError
        proof = self._proof(kept, call) if spec.signed else frozenset[str]()
        return await self._start(kept, spec, call, proof)

    async def test(self, kept: KeptTrigger, call: HookCall) -> Taken:
        """Begin a run by a call of somebody who may edit the bot; they need not sign it.

        Raises:
            NoHookError: when it is switched off.
            PausedBotError: when the bot does not run now.
            BusyBotError: when too many of its runs wait.
            TooLargeError: when a run cannot be given so much.
        """
        if not isinstance(kept.trigger.spec, ByWebhook) or not kept.trigger.is_on:
            raise NoHookError
        return await self._start(kept, kept.trigger.spec, call, frozenset())

    def _proof(self, kept: KeptTrigger, call: HookCall) -> frozenset[str]:
        secret = self.keys.open(kept.agency_id, kept.trigger.id, kept.sealed_secret)
        return proof_of(call.headers, call.body, secret)

    async def _start(
        self, kept: KeptTrigger, spec: ByWebhook, call: HookCall, proof: frozenset[str]
    ) -> Taken:
        agency_id, trigger = kept.agency_id, kept.trigger
        given = input_of(call)
        key = key_of(call, given, spec.key)
        cause = Cause(
            kind="webhook",
            trigger_id=trigger.id,
            text="Its address was called.",
            idempotency_key=f"hook {trigger.id} {_digest(key)}" if key else None,
        )
        async with self.database.unit(agency_id) as session:
            if proof and not await repository.keep_call(session, agency_id, trigger.id, proof):
                first = await repository.run_of_call(session, agency_id, trigger.id, proof)
                if first is not None:
                    await repository.answer_call(session, agency_id, trigger.id, proof, first)
                    return Taken(agency_id, first, spec.waits, is_repeat=True, is_replay=True)
            bot = await bots.bot_of(session, agency_id, trigger.bot_id)
            if bot is None:
                raise NoHookError
            if bot.status is not BotStatus.ACTIVE:
                raise PausedBotError(
                    "The bot behind this address is paused.", hint="Call again once it is active."
                )
            moment = await repository.now(session)
            run = await self._begun(session, bot, given, cause)
            await repository.answer_call(session, agency_id, trigger.id, proof, run.id)
            await repository.touch(session, agency_id, trigger.id)
        return Taken(agency_id, run.id, spec.waits, is_repeat=run.created_at != moment)

    async def _begun(self, session: AsyncSession, bot: Bot, given: Any, cause: Cause) -> Run:
        try:
            return await self.runs.start(session, bot, given, cause)
        except NotRunnableError as error:
            raise PausedBotError(
                "The bot behind this address does not run now.", hint="Whoever owns it sees why."
            ) from error
        except TooManyWaitError as error:
            raise BusyBotError(
                "So many calls wait for this bot that no more are taken.", hint="Call again in a while."
            ) from error
        except InputTooLargeError as error:
            raise TooLargeError(error.message, hint=error.hint) from error


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()
