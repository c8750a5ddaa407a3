"""Triggers of bots: kept, armed while their bot is active, and followed; made once per process."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.details import ByBot, ByRow, ByWebhook
from sayso.bots.ports import Spec
from sayso.bots.triggers import repository
from sayso.bots.triggers.bodies import HookCall
from sayso.bots.triggers.calls import Calls, Taken
from sayso.bots.triggers.change_consumer import LOOK, Following
from sayso.bots.triggers.clocks import DUE, Clocks
from sayso.bots.triggers.keys import HookKeys
from sayso.bots.triggers.outcomes import OUTCOME, Outcomes
from sayso.bots.triggers.owners import Owners
from sayso.bots.triggers.ports import Starting
from sayso.bots.triggers.row_listener import Noticing
from sayso.bots.triggers.target_validation import Checking
from sayso.bots.triggers.types import PRESENT, KeptTrigger
from sayso.bots.triggers.words import words_of
from sayso.bots.types import Bot, BotStatus, Run, Trigger
from sayso.db.database import Database
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.identity.audit import note
from sayso.identity.people.admission import Admissions
from sayso.identity.people.people import People
from sayso.identity.secret import hash_of, new_secret
from sayso.jobs.queue import Jobs
from sayso.runtime.registry import Registry
from sayso.schedules.service import Schedules
from sayso.settings import Settings

MOST_TRIGGERS = 20
HANDS = 8
ATTEMPTS = 12
"""Of passing something on; over an hour lies between the first and the last."""
NO_SECRET = "Calls have to be signed, and there is no secret for that yet. Make one in this trigger."  # noqa: S105 - a sentence


@dataclass(frozen=True, slots=True)
class Triggers:
    """Who may do what is for the caller to decide.

    Every method raises ``NotFoundError`` where the agency has no such bot or trigger.
    """

    database: Database
    schedules: Schedules
    keys: HookKeys
    checking: Checking
    clocks: Clocks
    outcomes: Outcomes
    following: Following
    calls: Calls
    noticing: Noticing

    @classmethod
    def over(
        cls,
        database: Database,
        settings: Settings,
        *,
        jobs: Jobs,
        schedules: Schedules,
        runs: Starting,
        registry: Registry,
        people: People,
        admissions: Admissions,
    ) -> "Triggers":
        """Triggers over an open database."""
        keys, owners = HookKeys(settings), Owners(people, admissions)
        return cls(
            database,
            schedules,
            keys,
            Checking(registry, owners),
            Clocks(database, schedules, runs),
            Outcomes(database, jobs, runs),
            Following(database, registry, owners, runs),
            Calls(database, runs, keys),
            Noticing(database, jobs, registry),
        )

    def handle(self, jobs: Jobs) -> None:
        """Let the queue know who passes on what sets bots off."""
        jobs.handle(DUE, self.clocks.strike, attempts=ATTEMPTS, concurrency=HANDS)
        jobs.handle(OUTCOME, self.outcomes.pass_on, attempts=ATTEMPTS, concurrency=HANDS)
        jobs.handle(LOOK, self.following.look, attempts=2, concurrency=HANDS)

    async def of(self, agency_id: UUID, bot_id: UUID) -> list[Trigger]:
        """What sets a bot off, the oldest first."""
        async with self.database.unit(agency_id) as session:
            await _bot(session, agency_id, bot_id)
            return [one.trigger for one in await repository.of_bot(session, agency_id, bot_id)]

    async def add(self, agency_id: UUID, bot_id: UUID, spec: Spec) -> Trigger:
        """Have a bot set off by this, too; rows and clocks from now on.

        A webhook has no address yet, and a signed one no secret: ``new_address`` and ``new_secret`` make
        them, and show them once.

        Raises:
            InputError: when it points to what is not there, or is no time at all.
        """
        async with self.database.unit(agency_id) as session:
            bot = await _bot(session, agency_id, bot_id, locks=True)
            if len(await repository.of_bot(session, agency_id, bot_id)) >= MOST_TRIGGERS:
                raise ConflictError(f"A bot has at most {MOST_TRIGGERS} triggers.", hint="Remove one first.")
            await self.checking.demand(session, bot, spec)
            return (await self._added(session, bot, spec)).trigger

    async def change(
        self,
        agency_id: UUID,
        trigger_id: UUID,
        *,
        spec: Spec | None = None,
        is_on: bool | None = None,
    ) -> Trigger:
        """Have it set off otherwise, or no more for now; a webhook keeps its address and secret.

        Raises:
            InputError: when it points to what is not there, or to something of another kind.
        """
        async with self.database.unit(agency_id) as session:
            kept = await _kept(session, agency_id, trigger_id)
            bot = await _bot(session, agency_id, kept.trigger.bot_id)
            if spec is not None:
                if spec.kind != kept.trigger.spec.kind:
                    raise InputError(
                        "A trigger stays of its kind.", hint="Remove it, and add one of the other kind."
                    )
                await self.checking.demand(session, bot, spec)
                values = repository.columns_of(spec)
                notice = NO_SECRET if _lacks_secret(spec, kept.sealed_secret) else ""
                await repository.change(session, agency_id, trigger_id, notice=notice, **values)
            if is_on is not None:
                await repository.change(session, agency_id, trigger_id, is_on=is_on)
            kept = await _kept(session, agency_id, trigger_id)
            await self._arm(session, bot, kept, anew=spec is not None)
            await _note(session, "bot_trigger.changed", bot, kept)
            return (await _kept(session, agency_id, trigger_id)).trigger

    async def remove(self, agency_id: UUID, trigger_id: UUID) -> None:
        """Have it set off by this no more; an address of a webhook answers never again."""
        async with self.database.unit(agency_id) as session:
            kept = await _kept(session, agency_id, trigger_id)
            bot = await _bot(session, agency_id, kept.trigger.bot_id)
            await self.clocks.set(session, kept, on=False)
            await repository.remove(session, agency_id, trigger_id)
            await _note(session, "bot_trigger.removed", bot, kept)

    async def new_address(self, agency_id: UUID, trigger_id: UUID) -> str:
        """A new address of a webhook, which nobody sees again; nothing answers at the one before any more."""
        async with self.database.unit(agency_id) as session:
            kept = await _hook(session, agency_id, trigger_id)
            bot = await _bot(session, agency_id, kept.trigger.bot_id)
            token = new_secret()
            await repository.change(session, agency_id, trigger_id, token_hash=hash_of(token))
            await _note(session, "webhook.made", bot, kept)
            return self.keys.address(token)

    async def new_secret(self, agency_id: UUID, trigger_id: UUID) -> str:
        """A new secret to sign calls with, which nobody sees again; the one before is good no more."""
        async with self.database.unit(agency_id) as session:
            kept = await _hook(session, agency_id, trigger_id)
            secret = self.keys.secret()
            sealed = self.keys.seal(agency_id, trigger_id, secret)
            notice = "" if kept.trigger.notice == NO_SECRET else kept.trigger.notice
            await repository.change(session, agency_id, trigger_id, sealed_secret=sealed, notice=notice)
            bot = await _bot(session, agency_id, kept.trigger.bot_id)
            await _note(session, "webhook.secret_made", bot, kept)
            return secret

    async def install(self, session: AsyncSession, bot: Bot, specs: Sequence[Spec]) -> list[Trigger]:
        """Have a bot set off by these from now on, as its writer proposed; what is in the way is noted."""
        there = {repr(one.trigger.spec) for one in await repository.of_bot(session, bot.agency_id, bot.id)}
        added = []
        for spec in specs:
            if repr(spec) not in there and len(there) < MOST_TRIGGERS:
                there.add(repr(spec))
                added.append(await self._added(session, bot, spec))
        return [one.trigger for one in added]

    async def armed(self, session: AsyncSession, bot: Bot) -> None:
        """Let clocks and rows follow the status of a bot: on while it is active, from the present."""
        for kept in await repository.of_bot(session, bot.agency_id, bot.id):
            await self._arm(session, bot, kept)

    async def ended(self, session: AsyncSession, bot: Bot, run: Run) -> None:
        """Have those bots begin that wait for this one; called in the transaction that ends a run."""
        await self.outcomes.ended(session, bot, run)

    async def call(self, token: str, call: HookCall) -> Taken:
        """Take a call to a webhook."""
        return await self.calls.take(token, call)

    async def test(self, agency_id: UUID, trigger_id: UUID, call: HookCall) -> Taken:
        """Take a call to a webhook from somebody who may edit its bot; they need no address and no secret."""
        async with self.database.unit(agency_id) as session:
            kept = await _hook(session, agency_id, trigger_id)
        return await self.calls.test(kept, call)

    def heard(self, slug: str, entities: Collection[str] | None = None) -> None:
        """Rows of these entities of an application changed; of any, where it is none."""
        self.noticing.changes.heard(slug, entities)

    async def keep_looked(self) -> None:
        """Look at rows every few seconds, for as long as this process works."""
        await self.noticing.keep_looked()

    async def settle(self) -> None:
        """Pass on what was heard, before the end."""
        await self.noticing.changes.settle()

    async def words(self, agency_id: UUID, specs: Sequence[Spec]) -> list[str]:
        """Triggers as one would say them, with what people call the things that they point to."""
        if not any(isinstance(one, ByRow | ByBot) for one in specs):
            return [words_of(one) for one in specs]
        async with self.database.unit(agency_id) as session:
            return [words_of(one, await self.checking.labels(session, agency_id, one)) for one in specs]

    async def _added(self, session: AsyncSession, bot: Bot, spec: Spec) -> KeptTrigger:
        values = {
            **repository.columns_of(spec),
            "id": uuid4(),
            "bot_id": bot.id,
            "notice": NO_SECRET
            if _lacks_secret(spec, None)
            else await self.checking.trouble(session, bot, spec),
        }
        kept = await repository.add(session, bot.agency_id, values)
        await self._arm(session, bot, kept)
        await _note(session, "bot_trigger.created", bot, kept)
        return kept

    async def _arm(self, session: AsyncSession, bot: Bot, kept: KeptTrigger, *, anew: bool = False) -> None:
        """Let one trigger follow the status of its bot; what follows already goes on where it is."""
        is_on = bot.status is BotStatus.ACTIVE and bot.deleted_at is None and kept.trigger.is_on
        spec = kept.trigger.spec
        await self.clocks.set(session, kept, on=is_on, anew=anew)
        if not isinstance(spec, ByRow):
            return
        position = kept.position if is_on and not anew else PRESENT
        if is_on and position == PRESENT:
            position = await self.following.present(bot.agency_id, spec.module)
        if position != kept.position:
            await repository.change(session, bot.agency_id, kept.trigger.id, position=position)


def _lacks_secret(spec: Spec, sealed: str | None) -> bool:
    return isinstance(spec, ByWebhook) and spec.signed and sealed is None


async def _bot(session: AsyncSession, agency_id: UUID, bot_id: UUID, *, locks: bool = False) -> Bot:
    bot = await bots.bot_of(session, agency_id, bot_id, locks=locks)
    if bot is None:
        raise NotFoundError("There is no such bot.", hint="It may have been removed.")
    return bot


async def _hook(session: AsyncSession, agency_id: UUID, trigger_id: UUID) -> KeptTrigger:
    kept = await _kept(session, agency_id, trigger_id)
    if not isinstance(kept.trigger.spec, ByWebhook):
        raise InputError("Only webhooks are called.", hint="Choose the trigger for calls from outside.")
    return kept


async def _kept(session: AsyncSession, agency_id: UUID, trigger_id: UUID) -> KeptTrigger:
    kept = await repository.of_id(session, agency_id, trigger_id, locks=True)
    if kept is None:
        raise NotFoundError("There is no such trigger.", hint="It may have been removed.")
    return kept


async def _note(session: AsyncSession, action: str, bot: Bot, kept: KeptTrigger) -> None:
    """Write down what became of something that sets a bot off."""
    trigger = kept.trigger
    changes = {
        "trigger": [None, str(trigger.id)], "kind": [None, trigger.spec.kind], "is_on": [None, trigger.is_on],
    }  # fmt: skip
    await note(session, action, "bot", str(bot.id), name=bot.name, changes=changes)
