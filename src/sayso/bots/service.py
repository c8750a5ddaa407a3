"""Bots of all agencies: everything that may be done to them, made once per process."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement

from sayso.bots import approval_queries, kept, repository
from sayso.bots.bot_events import Telling
from sayso.bots.details import BotDetails, ByWebhook, Question
from sayso.bots.generation.conversation import open_questions
from sayso.bots.generation.service import Making
from sayso.bots.health import Health
from sayso.bots.host.service import BotHost
from sayso.bots.kept import Kept
from sayso.bots.lifecycle import Steering
from sayso.bots.overviews import Names, Overview, names_of, overviews
from sayso.bots.ports import ModelsOf, Trying, WritersOf
from sayso.bots.registry_import.service import Importer
from sayso.bots.run_preparation import Preparing
from sayso.bots.run_queue import repository as kept_runs
from sayso.bots.run_queue.service import Runs
from sayso.bots.self_repair import Healing
from sayso.bots.transitions import Keeping, found, version_found
from sayso.bots.triggers import repository as kept_triggers
from sayso.bots.triggers.service import Triggers
from sayso.bots.types import Approval, Bot, BotStatus, Cause, Message, Run, Stage, Trigger
from sayso.bots.versions import Versions
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.devloop.programs.ports import Check, Developing, Secrets, WritableRows
from sayso.errors import NotFoundError
from sayso.events.stream import Events
from sayso.identity.audit import note
from sayso.jobs.lanes import Lanes
from sayso.jobs.queue import Jobs
from sayso.kit.offload import Aside, in_thread
from sayso.notices.service import Notices
from sayso.sandbox.slots import Slots
from sayso.sandbox.types import Sandbox
from sayso.secrets.requests import RequestLog

MOST_QUESTIONS = 200
"""Of one run that are shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A bot with all that is shown of it.

    ``details`` are those of the active version, or of the candidate; ``questions`` are open ones; ``told`` is
    the last event that this has in it for sure.
    """

    overview: Overview
    details: BotDetails | None
    questions: tuple[Question, ...]
    told: int


@dataclass(frozen=True, slots=True)
class Bots:
    """Who may do what is for the caller to decide.

    Every method raises ``NotFoundError`` where the agency has no such bot, or it was deleted.
    """

    database: Database
    events: Events
    keeping: Keeping
    making: Making
    healing: Healing
    versions: Versions
    steering: Steering
    runs: Runs
    triggers: Triggers
    importer: Importer

    @classmethod
    def over(
        cls,
        database: Database,
        *,
        jobs: Jobs,
        events: Events,
        sandbox: Sandbox,
        programs: Developing,
        writers_of: WritersOf,
        models_of: ModelsOf,
        rows: WritableRows,
        secrets: Secrets,
        requests: RequestLog,
        notices: Notices,
        triggers_over: Callable[[Runs], Triggers],
        trying: Trying,
        check: Check,
        importer: Importer,
        lanes: Lanes | None = None,
        slots: Slots | None = None,
        aside: Aside = in_thread,
    ) -> "Bots":
        """Bots over an open database."""
        prepare = Preparing(BotHost(database, events, notices), rows, secrets)
        runs = Runs.over(
            database,
            jobs=jobs,
            events=events,
            sandbox=sandbox,
            requests=requests,
            prepare=prepare,
            lanes=lanes,
            slots=slots,
        )
        triggers = triggers_over(runs)
        keeping = Keeping(jobs, Telling(events), triggers)
        making = Making.over(
            database,
            keeping=keeping,
            sandbox=sandbox,
            programs=programs,
            writers_of=writers_of,
            models_of=models_of,
            trying=trying,
            rows=rows,
            secrets=secrets,
            requests=requests,
            aside=aside,
        )
        healing = Healing(
            database,
            keeping,
            making.working.gathering,
            making.working.writing,
            trying,
            runs,
            requests,
            notices,
        )
        runs.on_end.append(Health(keeping, notices).ended)
        runs.on_end.append(triggers.ended)
        return cls(
            database,
            events,
            keeping,
            making,
            healing,
            Versions(database, keeping, trying, rows, check),
            Steering(database, keeping),
            runs,
            triggers,
            importer,
        )

    def handle(self, jobs: Jobs) -> None:
        """Let the queue know who works on bots."""
        self.making.handle(jobs)
        self.healing.handle(jobs)
        self.runs.handle(jobs)
        self.triggers.handle(jobs)

    async def ask(self, agency_id: UUID, user_id: UUID, description: str, name: str | None = None) -> Bot:
        """A new bot, which is made meanwhile."""
        return await self.making.talking.ask(agency_id, user_id, description, name or "")

    async def page(
        self, agency_id: UUID, window: Window, *, statuses: Sequence[BotStatus] = (), q: str = ""
    ) -> Part[Overview]:
        """Bots with what stands around them, the newest first."""
        async with self.database.unit(agency_id) as session:
            part = await repository.page_of(session, agency_id, window, statuses=statuses, q=q)
            return Part(await overviews(session, agency_id, part.items), part.last)

    async def overview(self, agency_id: UUID, bot_id: UUID, *, is_deleted: bool = False) -> Overview:
        """A bot with what stands around it."""
        async with self.database.unit(agency_id) as session:
            bot = await repository.bot_of(session, agency_id, bot_id, is_deleted=is_deleted)
            seen = await overviews(session, agency_id, [bot]) if bot else []
        if not seen:
            raise NotFoundError("There is no such bot.", hint="It may have been removed.")
        return seen[0]

    async def show(self, agency_id: UUID, bot_id: UUID) -> Shown:
        """A bot with all that is shown of it."""
        async with self.database.unit(agency_id) as session:
            told = await self.events.position(session, agency_id, bot_id)
            bot = await found(session, agency_id, bot_id)
            [overview] = await overviews(session, agency_id, [bot])
            number = bot.version or overview.candidate
            version = number and await repository.version_of(session, bot, number)
            messages = await repository.messages_of(session, bot) if bot.stage is Stage.ASKING else []
        return Shown(overview, version.details if version else None, open_questions(messages), told)

    async def messages(self, agency_id: UUID, bot_id: UUID) -> list[Message]:
        """The conversation about a bot, the first line first."""
        async with self.database.unit(agency_id) as session:
            return await repository.messages_of(session, await found(session, agency_id, bot_id))

    async def names(self, agency_id: UUID, bots: Collection[UUID], people: Collection[UUID]) -> Names:
        """What bots and people of the agency are called."""
        async with self.database.unit(agency_id) as session:
            return await names_of(session, agency_id, bots, people)

    async def log_so_far(self, agency_id: UUID, run_id: UUID) -> tuple[int, list[kept_runs.LogPiece]]:
        """The last event that was told of a run, and all it wrote until then; no line comes again."""
        async with self.database.unit(agency_id) as session:
            before = await self.events.position(session, agency_id, run_id)
            now = self.events.position_within(agency_id, run_id)
            told, pieces = await kept_runs.log_until(session, agency_id, run_id, now)
            return before if told is None else told, pieces

    async def approvals(
        self,
        agency_id: UUID,
        window: Window,
        among: ColumnElement[bool],
        *,
        is_open: bool | None = None,
        bot_id: UUID | None = None,
    ) -> Part[Approval]:
        """Questions that runs asked ``among`` those of ``askees.is_asked``, the newest first."""
        async with self.database.unit(agency_id) as session:
            return await approval_queries.approvals(
                session, agency_id, window, among, is_open=is_open, bot_id=bot_id
            )

    async def approvals_of(self, agency_id: UUID, run_id: UUID, among: ColumnElement[bool]) -> list[Approval]:
        """Questions that a run asked, the first first, without the words of those that are not ``among``."""
        async with self.database.unit(agency_id) as session:
            return await approval_queries.approvals_of_run(session, agency_id, run_id, among, MOST_QUESTIONS)

    async def state(self, agency_id: UUID, bot_id: UUID) -> list[Kept]:
        """What it keeps between its runs, by key."""
        async with self.database.unit(agency_id) as session:
            return await kept.values(session, agency_id, bot_id)

    async def forget_state(self, agency_id: UUID, bot_id: UUID, key: str) -> None:
        """Let it forget a value."""
        async with self.database.unit(agency_id) as session:
            if not await kept.drop(session, agency_id, bot_id, key):
                raise NotFoundError(f"It keeps nothing called “{key[:100]}”.", hint="Look at what it keeps.")
            bot = await found(session, agency_id, bot_id)
            await note(session, "bot.state_forgotten", "bot", str(bot_id), name=bot.name)

    async def say(
        self, agency_id: UUID, bot_id: UUID, user_id: UUID, text: str, answers: Mapping[str, str]
    ) -> Bot:
        """Answer what is asked, or say what is to be different; a version is written meanwhile."""
        return await self.making.talking.say(agency_id, bot_id, user_id, text, answers)

    async def activate(
        self, agency_id: UUID, bot_id: UUID, number: int | None = None, *, anyway: str = ""
    ) -> None:
        """Let a version run, if its cases pass, and begin what waited for the bot."""
        await self.versions.activate(agency_id, bot_id, number, anyway=anyway)
        await self.runs.admit(agency_id, bot_id)

    async def stop(self, agency_id: UUID, bot_id: UUID) -> Bot:
        """End what is being made; what runs goes on."""
        return await self.making.talking.stop(agency_id, bot_id)

    async def run(
        self,
        bot: Bot,
        user_id: UUID,
        given: Any,
        *,
        idempotency_key: str | None = None,
        version: int | None = None,
        is_test: bool = False,
    ) -> Run:
        """Run a bot by hand, with an input; of the same person the same key gives the run that is there."""
        key = idempotency_key and f"{user_id} {idempotency_key}"
        cause = Cause(kind="manual", user_id=user_id, idempotency_key=key)
        async with self.database.unit(bot.agency_id) as session:
            if version is not None:
                await version_found(session, bot, version)
            known = await found(session, bot.agency_id, bot.id)
            run = await self.runs.start(session, known, given, cause, version=version, is_test=is_test)
        return await self.runs.show(run.agency_id, run.id)

    async def trigger(self, agency_id: UUID, trigger_id: UUID) -> Trigger:
        """What sets some bot off.

        Raises:
            NotFoundError: when the agency has no such trigger.
        """
        async with self.database.unit(agency_id) as session:
            kept = await kept_triggers.of_id(session, agency_id, trigger_id)
        if kept is None:
            raise NotFoundError("There is no such trigger.", hint="It may have been removed.")
        return kept.trigger

    async def first_address(self, agency_id: UUID, trigger: Trigger) -> str | None:
        """Where a new webhook is called."""
        if not isinstance(trigger.spec, ByWebhook):
            return None
        return await self.triggers.new_address(agency_id, trigger.id)

    async def first_secret(self, agency_id: UUID, trigger: Trigger) -> str | None:
        """What callers of a new webhook sign with, where they have to."""
        if not isinstance(trigger.spec, ByWebhook) or not trigger.spec.signed:
            return None
        return await self.triggers.new_secret(agency_id, trigger.id)

    async def delete(self, agency_id: UUID, bot_id: UUID) -> None:
        """Remove a bot."""
        await self.steering.delete(agency_id, bot_id)
