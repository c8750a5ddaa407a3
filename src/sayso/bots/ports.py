"""What the making of bots needs of others, as narrow as it needs it."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.details import BotDetails, ByBot, ByCron, ByHand, ByInterval, ByRow, ByWebhook, Case
from sayso.bots.types import Attempt, Bot, Report, Run, Trigger
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.types import Writer
from sayso.llm.types import Caller, Models
from sayso.notices.types import Level

Spec = ByHand | ByInterval | ByCron | ByWebhook | ByRow | ByBot
WritersOf = Callable[[Caller], Awaitable[Sequence[Writer]]]
"""Gives the writers of whoever asks, the first choice first."""
ModelsOf = Callable[[Caller], Awaitable[Models]]
"""Gives the models of whoever asks."""


class Triggering(Protocol):
    """What sets bots off."""

    async def of(self, agency_id: UUID, bot_id: UUID) -> list[Trigger]:
        """What sets this bot off."""
        ...

    async def change(
        self, agency_id: UUID, trigger_id: UUID, *, spec: Spec | None = None, is_on: bool | None = None
    ) -> Any:
        """Let it be set off otherwise."""
        ...

    async def remove(self, agency_id: UUID, trigger_id: UUID) -> None:
        """Let it be set off by this no more."""
        ...

    async def install(self, session: AsyncSession, bot: Bot, specs: Sequence[Spec]) -> Any:
        """Let it be set off by these from now on."""
        ...

    async def armed(self, session: AsyncSession, bot: Bot) -> Any:
        """Have clocks follow the status of the bot: on while it is active."""
        ...


class Trying(Protocol):
    """Tries the code of a bot by its cases, in worlds that are made up."""

    async def __call__(
        self,
        code: str,
        details: BotDetails,
        cases: Sequence[Case],
        *,
        modules: Sequence[ModuleFacts],
        time_zone: str = "UTC",
    ) -> Report:
        """What became of each case."""
        ...


class Noticing(Protocol):
    """Tells people."""

    async def tell(
        self,
        session: AsyncSession,
        agency_id: UUID,
        user_id: UUID,
        *,
        title: str,
        text: str = "",
        level: Level = "info",
        link: str = "",
        about: tuple[str, UUID] | None = None,
    ) -> Any:
        """Tell a person something in the product, once the session is committed."""
        ...


class Ran(Protocol):
    """Runs that were."""

    async def show(self, agency_id: UUID, run_id: UUID) -> Run:
        """A run."""
        ...

    async def attempts(self, agency_id: UUID, run_id: UUID) -> Sequence[Attempt]:
        """The times that it was begun."""
        ...

    async def log(self, agency_id: UUID, run_id: UUID) -> Any:
        """What it wrote."""
        ...
