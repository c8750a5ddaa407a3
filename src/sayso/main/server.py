"""A running Sayso: its address, its database and its web application, started and stopped together."""

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

import uvicorn

from sayso.errors import AppError, ConflictError, InputError, MachineError
from sayso.main.application import create_app
from sayso.main.home import database_of
from sayso.main.local import RunningServer
from sayso.main.process import STOPPING, run_to_the_end, stop_before_ready
from sayso.main.warmup import warm_up
from sayso.settings import Settings
from sayso.web.services import Services
from sayso.web.shutdown import Ending

GRACE_SECONDS = 5
WhenReady = Callable[[RunningServer], Awaitable[None]]


def run(settings: Settings, when_ready: WhenReady) -> None:
    """Serve until told to stop; ``when_ready`` is called once requests are answered.

    Raises ``MachineError`` or ``ConflictError`` with the way out when the address, the home folder or the
    database cannot be used, and ``KeyboardInterrupt`` when it is told to stop before it was ready.
    """
    _refuse_a_second(settings)
    stop_before_ready()
    with _address(settings) as listener, database_of(settings) as dsn:
        run_to_the_end(_serve(settings, listener, dsn, when_ready))


def _refuse_a_second(settings: Settings) -> None:
    running = RunningServer.find(settings.home_path)
    if running is not None:
        raise ConflictError(
            f"Sayso already runs on {settings.home_path} (process {running.pid}, port {running.port}).",
            hint="Use that one, stop it with `sayso stop`, or choose another folder with SAYSO_HOME.",
        )


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
            f"Sayso cannot listen on {settings.host}:{settings.port}: "
            f"{(error.strerror or str(error)).lower()}.",
            hint=f"Stop what uses it, or choose another port: SAYSO_PORT={settings.port % 65535 + 1}.",
        ) from error
    with listener:
        yield listener


async def _serve(settings: Settings, listener: socket.socket, dsn: str, when_ready: WhenReady) -> None:
    application = create_app(settings, dsn)
    config = uvicorn.Config(
        Ending(application),
        http="httptools",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config)
    _when_told_to_stop(asyncio.current_task(), server)
    async with application.running() as services:
        server.before_shutdown = services.events.stop
        await _refuse_without_administrator(services)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        running = RunningServer(os.getpid(), settings.host, settings.port, str(settings.home_path))
        try:
            while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has no event for it
                await asyncio.sleep(0.01)
            if server.started:
                running.save()
                services.aside.prepare()
                warm_up(asks_models=services.languages.given.config.has_any)
                await _work(when_ready(running), serving, server)
            await serving
        finally:
            running.forget()
            server.should_exit = True
            await serving


async def _refuse_without_administrator(services: Services) -> None:
    settings = services.settings
    if settings.is_loopback or settings.openid or await services.users.has_administrator():
        return
    raise InputError(
        f"Others could reach {settings.host}, and nobody can sign in there as an administrator yet.",
        hint="Make an administrator first: `sayso user create you@example.com --admin`.",
    )


class _Server(uvicorn.Server):
    """A server that leaves signals to us: its own way ends the process before the database is stopped."""

    before_shutdown: Callable[[], None] = staticmethod(lambda: None)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let go of those who follow a stream of events, who would not leave by themselves."""
        self.before_shutdown()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def _when_told_to_stop(starting: "asyncio.Task[None] | None", server: uvicorn.Server) -> None:
    """A server that answers finishes what it is at; one that still starts gives up."""

    def stop(number: signal.Signals) -> None:
        if server.started:
            server.handle_exit(number, None)
        elif starting is not None:
            starting.cancel()

    for number in STOPPING:
        asyncio.get_running_loop().add_signal_handler(number, stop, number)


async def _work(work: Awaitable[None], serving: "asyncio.Task[None]", server: uvicorn.Server) -> None:
    """Do what is done at the start; that a server which was told to stop answers no more is no failure."""
    try:
        await _unless_stopped(work, serving)
    except AppError:
        if not server.should_exit:
            raise


async def _unless_stopped(work: Awaitable[None], serving: "asyncio.Task[None]") -> None:
    """Wait for ``work``; a server that is told to stop meanwhile ends it."""
    task = asyncio.ensure_future(work)
    await asyncio.wait({task, serving}, return_when=asyncio.FIRST_COMPLETED)
    if not task.done():
        task.cancel()
        return
    await task
