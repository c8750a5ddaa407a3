"""The live log of an attempt: pieces are gathered for a moment, secrets hidden, and kept up to a limit."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from sayso.bots.run_queue import mutations
from sayso.bots.types import Run
from sayso.db.database import Database
from sayso.devloop.programs.secret_mask import Mask
from sayso.events.stream import Events

GATHER_SECONDS = 0.1
MOST_KEPT = 256 * 1024
"""Bytes of the log of one run, over all of its attempts."""
MOST_TOLD = 16 * 1024
"""Characters of one piece."""
CUT = "\n… The log was cut here: a run keeps 256 KiB of what it writes.\n"
_log = logging.getLogger(__name__)


class LiveLog:
    """What one attempt writes; ``hear`` is called as it comes."""

    def __init__(self, database: Database, events: Events, run: Run, mask: Mask, logged: int) -> None:
        self._database = database
        self._events = events
        self._run = run
        self._mask = mask
        self._room = MOST_KEPT - logged
        self._pieces: list[str] = []
        self._has_news = asyncio.Event()
        self._is_over = asyncio.Event()
        self.is_stale = asyncio.Event()
        """Set when the run turns out to be another attempt's."""

    def hear(self, text: str) -> None:
        """Something was written."""
        if self._room > 0:
            self._pieces.append(text)
            self._has_news.set()

    @asynccontextmanager
    async def kept(self) -> AsyncIterator[None]:
        """Keep and tell what is written, for as long as the block lasts; ``rest`` gives what is left."""
        task = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            self._is_over.set()
            self._has_news.set()
            await asyncio.wait({task})

    def rest(self) -> str:
        """What was written and is not kept yet."""
        return self._taken(is_last=True)

    async def _keep(self) -> None:
        while not self._is_over.is_set():
            await self._has_news.wait()
            with suppress(TimeoutError):
                async with asyncio.timeout(GATHER_SECONDS):
                    await self._is_over.wait()
                    return
            self._has_news.clear()
            await self._write(self._taken(is_last=False))

    async def flush(self) -> None:
        """Keep what is left, where there is no end to keep it with."""
        await self._write(self.rest())

    async def _write(self, said: str) -> None:
        pieces = pieces_of(said)
        try:
            if pieces and not await self._are_written(pieces):
                self.is_stale.set()
        except (OSError, SQLAlchemyError) as error:
            _log.warning("a piece of a log could not be kept: %s", type(error).__name__)

    async def _are_written(self, pieces: list[str]) -> bool:
        run = self._run
        async with self._database.unit(run.agency_id) as session:
            return await add(self._events, session, run, pieces)

    def _taken(self, *, is_last: bool) -> str:
        """What may be told by now: the beginning of a secret waits for the rest of it."""
        if self._room <= 0:
            return ""
        text = "".join(self._pieces)
        held = 0 if is_last else self._mask.held(text)
        self._pieces = [text[len(text) - held :]] if held else []
        return self._within(self._mask.text(text[: len(text) - held] if held else text))

    def _within(self, text: str) -> str:
        said = text.encode("utf-8", "replace")
        if len(said) <= self._room:
            self._room -= len(said)
            return said.decode()
        kept = said[: self._room].decode("utf-8", "ignore")
        self._room = 0
        return kept + CUT


def pieces_of(said: str) -> list[str]:
    """A text in pieces that fit an event."""
    return [said[at : at + MOST_TOLD] for at in range(0, len(said), MOST_TOLD)]


async def add(events: Events, session: AsyncSession, run: Run, pieces: list[str]) -> bool:
    """Keep pieces of a log and tell of them; whether the run still was this attempt's."""
    for piece in pieces:
        if not await mutations.add_log(session, run.agency_id, run.id, run.attempt, piece):
            return False
        said = {"text": piece, "attempt": run.attempt}
        await events.append(session, run.agency_id, run.id, "log", said, is_passing=True)
    return True
