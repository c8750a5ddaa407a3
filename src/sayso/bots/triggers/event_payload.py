"""What a bot is told of something that happened to a row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.details import RowEvent
from sayso.bots.run_queue.errors import InputTooLargeError, NotRunnableError
from sayso.bots.triggers.clocks import said_of
from sayso.bots.triggers.depths import TOO_DEEP, written_by
from sayso.bots.triggers.event_match import Happening
from sayso.bots.triggers.ports import Starting
from sayso.bots.triggers.types import Listener
from sayso.bots.triggers.words import with_article
from sayso.bots.types import MOST_DEPTH, Bot, Cause
from sayso.db.database import Database
from sayso.db.scope import NOBODY
from sayso.identity.people import repository as people
from sayso.runtime.plan import ModulePlan

_WORDS = {
    RowEvent.CREATED: "was created",
    RowEvent.CHANGED: "was changed",
    RowEvent.DELETED: "was deleted",
}


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the bot of one trigger of rows of an application."""

    database: Database
    plan: ModulePlan
    listener: Listener
    runs: Starting

    async def names(self, some: Sequence[Happening]) -> Mapping[UUID, str]:
        """What those are called who did it."""
        site = self.plan.module.site
        actors = {one.entry.actor for one in some if one.entry.actor is not None}
        if not actors:
            return {}
        async with self.database.unit(site.agency_id) as session:
            return await people.member_names(session, site, actors)

    def cause(self, happening: Happening) -> Cause:
        """Why the run is there; runs of one row go on one after the other."""
        module, entry = self.plan.module, happening.entry
        by = written_by(entry.cause)
        return Cause(
            kind="row",
            trigger_id=self.listener.id,
            text=self._text(happening),
            depth=0 if by is None else by.depth + 1,
            idempotency_key=f"row {self.listener.id} {module.id} {entry.id}",
            concurrency_key=f"row {module.id} {entry.row_id}",
        )

    async def start(
        self, session: AsyncSession, bot: Bot, happening: Happening, names: Mapping[UUID, str]
    ) -> str:
        """Begin the run, or say why there is none; of a row that is too long only the id is told."""
        cause, given = self.cause(happening), self._input(happening, names)
        if cause.depth > MOST_DEPTH:
            return TOO_DEEP
        try:
            await self.runs.start(session, bot, given, cause)
        except InputTooLargeError:
            cut: dict[str, Any] = {"row": None, "before": None, "changes": {}, "is_cut": True}
            await self.runs.start(session, bot, {**given, **cut}, cause)
        except NotRunnableError as error:
            return said_of(error)
        return ""

    def _input(self, happening: Happening, names: Mapping[UUID, str]) -> dict[str, Any]:
        entry, by = happening.entry, written_by(happening.entry.cause)
        actor: dict[str, Any] | None = None
        if entry.actor is not None:
            name = "A visitor" if entry.actor == NOBODY else names.get(entry.actor, "Someone")
            actor = {"id": str(entry.actor), "name": name, "bot": None if by is None else str(by.bot_id)}
        return {
            "event": happening.event.value,
            "module": self.plan.module.slug,
            "entity": self.listener.spec.entity,
            "id": str(entry.row_id),
            "row": happening.row,
            "before": happening.before,
            "changes": happening.changes,
            "at": entry.at.isoformat(),
            "by": actor,
        }

    def _text(self, happening: Happening) -> str:
        entity = self.plan.by_entity[self.listener.spec.entity]
        said = with_article(entity.label.lower())
        word = _WORDS.get(happening.event, "moved on")
        if happening.event is RowEvent.TRANSITION and entity.flow is not None:
            labels = {one.name: one.label for one in entity.flow.states}
            state = str(happening.row.get(entity.flow.field))
            word = f"became “{labels.get(state, state)}”"
        return f"{said[:1].upper()}{said[1:]} {word} in {self.plan.module.name}."
