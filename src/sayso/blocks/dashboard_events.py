"""What happens to blocks, told on the stream of their dashboard."""

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.blocks.types import Block
from sayso.events.stream import Events

LONGEST_PROGRESS = 300


class Telling:
    """Tells whoever looks at a dashboard."""

    def __init__(self, events: Events) -> None:
        self._events = events

    async def changed(self, session: AsyncSession | None, block: Block) -> None:
        """A block is to be read anew, once the session is committed."""
        await self._tell(session, block, "block")

    async def removed(self, session: AsyncSession, block: Block) -> None:
        """A block is not there any more."""
        await self._tell(session, block, "removed")

    async def progress(self, block: Block, text: str) -> None:
        """How far something is, seen at once; never within a transaction that told of the dashboard."""
        await self._events.append(
            None,
            block.agency_id,
            block.dashboard_id,
            "progress",
            {"block": str(block.id), "text": text[:LONGEST_PROGRESS]},
            is_passing=True,
        )

    async def _tell(self, session: AsyncSession | None, block: Block, kind: str) -> None:
        data = {"block": str(block.id)}
        await self._events.append(
            session, block.agency_id, block.dashboard_id, kind, data, is_passing=kind == "block"
        )
