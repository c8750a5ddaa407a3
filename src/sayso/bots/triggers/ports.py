"""What triggers need of others, as narrow as they need it."""

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.types import Bot, Cause, Run


class Starting(Protocol):
    """Runs of bots."""

    async def start(self, session: AsyncSession, bot: Bot, input: Any, cause: Cause) -> Run:  # noqa: A002 - it is called so everywhere
        """A run, begun once the session is committed; the one that is there where the cause came before."""
        ...

    async def show(self, agency_id: UUID, run_id: UUID) -> Run:
        """A run."""
        ...

    async def wait(self, agency_id: UUID, run_id: UUID, seconds: float) -> Run:
        """A run, once it has come to its end or has to wait for somebody, or after so many seconds."""
        ...
