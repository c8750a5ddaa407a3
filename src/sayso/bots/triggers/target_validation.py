"""Whether what a trigger points to is there, and what people call it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots import repository as bots
from sayso.bots.details import ByBot, ByRow
from sayso.bots.ports import Spec
from sayso.bots.triggers import troubles
from sayso.bots.triggers.clocks import timing_of
from sayso.bots.triggers.outcomes import GONE
from sayso.bots.triggers.owners import Owners
from sayso.bots.triggers.words import Labels
from sayso.bots.types import Bot
from sayso.errors import InputError
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.registry import Registry
from sayso.schedules.recurrence import TimingError


class NoSuchTargetError(InputError):
    """A trigger points to what is not there; the message says so, and the way out."""

    code = "no_such_target"


@dataclass(frozen=True, slots=True)
class Checking:
    """Looks at what triggers point to."""

    registry: Registry
    owners: Owners

    async def demand(self, session: AsyncSession, bot: Bot, spec: Spec) -> None:
        """Refuse a trigger that cannot work.

        Raises:
            TimingError: when it names no time that ever comes.
            InputError: when it points to what is not there, or what the owner may not see.
        """
        timing_of(spec)
        if isinstance(spec, ByBot) and spec.bot == bot.id:
            raise InputError(
                "A bot cannot wait for itself.", hint="Choose another bot, or let it run again by a clock."
            )
        trouble = await self.trouble(session, bot, spec)
        if trouble:
            raise NoSuchTargetError(trouble)

    async def trouble(self, session: AsyncSession, bot: Bot, spec: Spec) -> str:
        """What is in the way of a trigger; nothing where it can work."""
        try:
            timing_of(spec)
        except TimingError as error:
            return " ".join(filter(None, [error.message, error.hint]))
        if isinstance(spec, ByBot) and await bots.bot_of(session, bot.agency_id, spec.bot) is None:
            return GONE
        if not isinstance(spec, ByRow):
            return ""
        runtime = await self._runtime(bot.agency_id, spec.module)
        if runtime is None:
            return troubles.of_application(spec.module)
        plan = runtime.plan
        return troubles.of_spec(spec, plan) or troubles.of_owner(
            spec, plan, await self.owners.visitor(plan, bot.user_id)
        )

    async def labels(self, session: AsyncSession, agency_id: UUID, spec: Spec) -> Labels:
        """What people call the things that a trigger points to."""
        if isinstance(spec, ByBot):
            bot = await bots.bot_of(session, agency_id, spec.bot)
            return Labels(bot=bot.name if bot else "")
        runtime = await self._runtime(agency_id, spec.module) if isinstance(spec, ByRow) else None
        if runtime is None or not isinstance(spec, ByRow):
            return Labels()
        entity = runtime.plan.by_entity.get(spec.entity)
        if entity is None:
            return Labels(module=runtime.plan.module.name)
        return Labels(
            module=runtime.plan.module.name,
            entity=entity.label,
            states={one.name: one.label for one in entity.flow.states} if entity.flow else {},
            fields={one.name: one.label for one in entity.columns.values()},
        )

    async def _runtime(self, agency_id: UUID, slug: str) -> ModuleRuntime | None:
        runtime = await self.registry.runtime(slug)
        is_own = runtime is not None and runtime.plan.module.site.agency_id == agency_id
        return runtime if is_own else None
