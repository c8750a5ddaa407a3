"""What many tests begin with, made once in each process and copied for each of them: rows, files, and who is
signed in."""

import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from tests.support.postgres import TestDatabase, fresh_database, own_template
from tests.support.servers import TestServer

FRESH_SECONDS = 240.0
"""After this long it is made anew, before tokens in it expire."""
State = TypeVar("State")


@dataclass(frozen=True)
class _Made(Generic[State]):
    template: str
    folder: Path
    state: State
    at: float


class Snapshot(Generic[State]):
    """A database and a home folder as ``make`` leaves them, and what it returns."""

    def __init__(
        self, server: TestServer, folder: Path, name: str, make: Callable[[str, Path], Awaitable[State]]
    ) -> None:
        self._server = server
        self._folder = folder
        self._name = name
        self._make = make
        self._count = 0
        self._made: _Made[State] | None = None

    @property
    def state(self) -> State:
        """What ``make`` returned for the latest copy."""
        assert self._made is not None, "nothing was copied yet: ask for `database`"
        return self._made.state

    @asynccontextmanager
    async def copied(self, home: Path) -> AsyncIterator[TestDatabase]:
        """A database of a test's own as it was left; the files of its home are put into ``home``."""
        made = await self._fresh()
        shutil.copytree(made.folder, home, dirs_exist_ok=True)
        async with fresh_database(self._server, made.template) as database:
            yield database

    async def _fresh(self) -> _Made[State]:
        if self._made is None or time.monotonic() - self._made.at > FRESH_SECONDS:
            self._count += 1
            folder = self._folder / str(self._count)
            folder.mkdir()
            at = time.monotonic()
            async with own_template(self._server, f"kept_{self._name}_{self._count}") as dsn:
                state = await self._make(dsn, folder)
            self._made = _Made(f"kept_{self._name}_{self._count}", folder, state, at)
        return self._made
