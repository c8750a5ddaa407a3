"""A door of its own for each run: a Unix socket that is there as long as the run."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import certifi
import h11

from sayso.sandbox.egress.dialler import Dialler, Names, Resolve
from sayso.sandbox.egress.hosts import PrivateHosts
from sayso.sandbox.egress.refusals import RefusedError, malformed, too_long
from sayso.sandbox.egress.run import Run
from sayso.sandbox.egress.source import Sources
from sayso.sandbox.egress.wire import EagerReader, Wire
from sayso.sandbox.types import Network, RequestRecord
from sayso.settings import Settings

SOCKET = "egress.sock"
_MOST_CONNECTIONS = 256
_MOST_MEETINGS = 5_000
_TURNS_TO_MEET = 3
"""Turns of the loop from a connection that came in to one that is talked to, and so can be closed."""
_BACKLOG = 128


class Door:
    """Where one run's programs find the proxy, and what they asked of it."""

    def __init__(self, path: Path, run: Run) -> None:
        self.path = path
        self._run = run
        self._talks: set[asyncio.Task[None]] = set()
        self._meetings = 0
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Let programs come in."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_unix_server(self._opened, self.path, backlog=_BACKLOG)

    @property
    def records(self) -> list[RequestRecord]:
        """The requests that came to an end so far."""
        return self._run.records

    def _opened(self) -> asyncio.StreamReaderProtocol:
        reader = EagerReader(loop=asyncio.get_running_loop())
        return asyncio.StreamReaderProtocol(reader, self._met)

    def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._meetings += 1
        if self._meetings >= _MOST_MEETINGS and self._server is not None:
            self._server.close()  # a program that only knocks is not heard any more
        if len(self._talks) >= _MOST_CONNECTIONS:
            writer.close()
            return
        task = asyncio.ensure_future(self._talk(reader, writer))
        self._talks.add(task)
        task.add_done_callback(self._talks.discard)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = Wire(reader, writer)
        try:
            await self._answer_all(reader, wire)
        except h11.RemoteProtocolError as error:
            with contextlib.suppress(OSError, TimeoutError, h11.LocalProtocolError):
                await wire.refuse(_unreadable(error))
        except (OSError, TimeoutError, h11.LocalProtocolError, asyncio.CancelledError):
            writer.transport.abort()
        finally:
            writer.close()

    async def _answer_all(self, reader: asyncio.StreamReader, wire: Wire) -> None:
        task = asyncio.current_task()
        while (request := await wire.request()) is not None:
            if isinstance(reader, EagerReader) and task is not None:
                reader.when_gone = task.cancel
            await self._run.answer(wire, request)
            if isinstance(reader, EagerReader):
                reader.when_gone = None
            if reader.at_eof() or not wire.next_cycle():
                return

    async def close(self) -> None:
        """Let nobody in any more, and end what still talks."""
        for _ in range(_TURNS_TO_MEET):
            await asyncio.sleep(0)
        if self._server is not None:
            self._server.close()
        for task in self._talks:
            task.cancel()
        if self._talks:
            await asyncio.wait(self._talks)
        self.path.unlink(missing_ok=True)


class Egress:
    """Makes doors; what is costly to make is made once for all of them."""

    def __init__(
        self,
        private: PrivateHosts | None = None,
        *,
        resolve: Resolve | None = None,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._private = private or PrivateHosts()
        self._names = None if resolve else Names()
        self._resolve = resolve or self._names
        self._trusted = trusted

    @classmethod
    def of(cls, settings: Settings) -> "Egress":
        """As the operator set it up."""
        return cls(PrivateHosts.of(settings.sandbox_private_hosts))

    @asynccontextmanager
    async def door(self, network: Network, folder: Path) -> AsyncIterator[Door]:
        """A door for one run, as a socket in this folder; who may reach into the folder may use it."""
        if self._resolve is None:  # pragma: no cover - one of both is always there
            raise RuntimeError
        sources = Sources(Dialler(self._resolve, self._private), self._trusted or authorities())
        door = Door(folder / SOCKET, Run(network, self._private, sources))
        try:
            await door.open()
            yield door
        finally:
            await door.close()
            await sources.close()

    def close(self) -> None:
        """Resolve no more names."""
        if self._names is not None:
            self._names.close()


@cache
def authorities() -> ssl.SSLContext:
    """Who is trusted to say whose a host is: the authorities of this machine, and those that browsers trust.

    Read once by each process, which takes longer than many a request.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _unreadable(error: h11.RemoteProtocolError) -> RefusedError:
    if error.error_status_hint == 431:
        return too_long()
    return malformed("The request cannot be read as HTTP/1.1.")
