"""What people do to bots besides talking: rename, set up, take over, pause, remove and bring back them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository
from sayso.bots.details import ConfigField
from sayso.bots.transitions import Keeping, base_of, found, is_fit
from sayso.bots.types import Bot, BotStatus
from sayso.db.database import Database
from sayso.errors import ConflictError, NotFoundError
from sayso.runtime.errors import FieldError, InvalidFieldsError


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be different about a bot; what is none stays. Values of ``config`` that are none go."""

    name: str | None = None
    description: str | None = None
    config: Mapping[str, Any] | None = None
    policy: Mapping[str, Any] | None = None
    owner: UUID | None = None


@dataclass(frozen=True, slots=True)
class Steering:
    """Changes bots at once."""

    database: Database
    keeping: Keeping

    async def change(self, agency_id: UUID, bot_id: UUID, change: Change) -> Bot:
        """Change what a bot is called, how it is set up and run, and for whom it acts.

        Raises:
            InvalidFieldsError: when it has no such value, or takes another kind of it.
        """
        async with self.database.unit(agency_id) as session:
            bot = await found(session, agency_id, bot_id, locks=True)
            values: dict[str, Any] = {}
            if change.name is not None:
                values["name"] = change.name
            if change.description is not None:
                values["description"] = change.description
            if change.config is not None:
                values["config"] = await self._config(session, bot, change.config)
            if change.policy:
                values["policy"] = replace(bot.policy, **change.policy)
            if change.owner is not None:
                values["user_id"] = change.owner
            return await self.keeping.set(session, bot, **values) if values else bot

    async def pause(self, agency_id: UUID, bot_id: UUID) -> Bot:
        """Let nothing set it off any more; what runs already goes on to its end."""
        async with self.database.unit(agency_id) as session:
            bot = await found(session, agency_id, bot_id, locks=True)
            if bot.status is BotStatus.PAUSED:
                return bot
            if bot.version is None:
                raise ConflictError("This bot was never active.", hint="Activate it, or remove it.")
            kept = await self.keeping.set(session, bot, status=BotStatus.PAUSED)
            await self.keeping.triggers.armed(session, kept)
            return kept

    async def delete(self, agency_id: UUID, bot_id: UUID) -> Bot:
        """Remove a bot, so that it can come back for a while; nothing sets it off meanwhile."""
        async with self.database.unit(agency_id) as session:
            bot = await found(session, agency_id, bot_id, locks=True)
            status = BotStatus.PAUSED if bot.status is BotStatus.ACTIVE else bot.status
            kept = await self.keeping.set(session, bot, deleted_at=datetime.now(UTC), status=status)
            await self.keeping.triggers.armed(session, kept)
            return kept

    async def restore(self, agency_id: UUID, bot_id: UUID) -> Bot:
        """Bring back a bot; one that was active is paused until somebody activates it."""
        async with self.database.unit(agency_id) as session:
            bot = await repository.bot_of(session, agency_id, bot_id, locks=True, is_deleted=True)
            if bot is None:
                raise NotFoundError("There is no such bot to bring back.", hint="It may be gone for good.")
            return await self.keeping.set(session, bot, deleted_at=None)

    async def _config(self, session: AsyncSession, bot: Bot, changes: Mapping[str, Any]) -> dict[str, Any]:
        version = await base_of(session, bot)
        fields = {field.name: field for field in version.details.config} if version else {}
        wrong = [
            FieldError(f"config.{name}", problem)
            for name, value in changes.items()
            if (problem := _problem_of(fields.get(name), value))
        ]
        if wrong:
            raise InvalidFieldsError(wrong)
        kept = {name: value for name, value in {**bot.config, **changes}.items() if value is not None}
        return {name: value for name, value in kept.items() if name in fields}


_KINDS = {"text": "a text", "number": "a number", "boolean": "yes or no"}


def _problem_of(field: ConfigField | None, value: Any) -> str:
    if field is None:
        return "This bot has no such value."
    if value is None or is_fit(field, value):
        return ""
    kind = f"one of {', '.join(field.options)}" if field.type == "choice" else _KINDS[field.type]
    return f"{field.label} is {kind}."
