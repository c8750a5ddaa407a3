"""A running Sayso: its address, its database and its web application, started and stopped together."""

import asyncio
import os
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn
import uvloop

from sayso.db import embedded, external
from sayso.errors import MachineError
from sayso.settings import Settings
from sayso.web.app import create_app
from sayso.web.local import RunningServer

GRACE_SECONDS = 5
WhenReady = Callable[[RunningServer], Awaitable[None]]


def run(settings: Settings, when_ready: WhenReady) -> None:
    """Serve until told to stop; ``when_ready`` is called once requests are answered.

    Raises ``MachineError`` or ``ConflictError`` with the way out when the address, the home folder or the database
    cannot be used.
    """
    with _address(settings) as listener, _database(settings) as dsn:
        uvloop.run(_serve(settings, listener, dsn, when_ready))


@contextmanager
def _address(settings: Settings) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        raise MachineError(
            f"Sayso cannot listen on {settings.host}:{settings.port}: {(error.strerror or str(error)).lower()}.",
            hint=f"Stop what uses it, or choose another port: SAYSO_PORT={settings.port % 65535 + 1}.",
        ) from error
    with listener:
        yield listener


@contextmanager
def _database(settings: Settings) -> Iterator[str]:
    if settings.database_url:
        settings.home_path.mkdir(parents=True, exist_ok=True)
        yield asyncio.run(external.checked_dsn(settings.database_url))
        return
    with embedded.start(settings.home_path) as server:
        yield server.dsn


async def _serve(settings: Settings, listener: socket.socket, dsn: str, when_ready: WhenReady) -> None:
    config = uvicorn.Config(
        create_app(settings, dsn),
        loop="uvloop",
        http="httptools",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    running = RunningServer(os.getpid(), settings.host, settings.port, str(settings.home_path))
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started and not serving.done():
            await asyncio.sleep(0.01)
        if server.started:
            running.save()
            await _unless_stopped(when_ready(running), serving)
        await serving
    finally:
        running.forget()
        server.should_exit = True
        await serving


async def _unless_stopped(work: Awaitable[None], serving: "asyncio.Task[None]") -> None:
    """Wait for ``work``; a server that is told to stop meanwhile ends it."""
    task = asyncio.ensure_future(work)
    await asyncio.wait({task, serving}, return_when=asyncio.FIRST_COMPLETED)
    if not task.done():
        task.cancel()
        return
    await task
