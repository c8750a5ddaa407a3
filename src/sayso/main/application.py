"""A running Sayso: services over its database, what it does in the background, and its web application."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, nullcontext, suppress

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.db.database import Database
from sayso.events.retention import keep_swept
from sayso.identity.retention import keep_tidy
from sayso.main.composition import compose
from sayso.proofs.pages import PageProofs
from sayso.proofs.service import Proofs
from sayso.publishing.recovery import recover
from sayso.publishing.types import Prover
from sayso.publishing.upgrade import renew_all
from sayso.publishing.verification import Together
from sayso.runtime import service as modules
from sayso.settings import Settings
from sayso.web.app import platform_app
from sayso.web.edge import Edge
from sayso.web.hosts import Hosts
from sayso.web.inprocess import InProcess
from sayso.web.route_table import Methods
from sayso.web.services import Services

RENEWAL_SECONDS = 60.0
"""How long the first requests wait while applications of an earlier Sayso are brought up to date."""


def create_app(settings: Settings, dsn: str, prover: Prover | None = None) -> "Application":
    """The application over the database at ``dsn``; it is migrated and opened when the server starts.

    ``prover`` takes the place of the proofs that every revision has to pass.
    """
    return Application(settings, lambda: Database.open(dsn), prover)


class Application:
    """Opens the database when the server starts, and answers from then on."""

    def __init__(
        self,
        settings: Settings,
        open_database: Callable[[], Awaitable[Database]],
        prover: Prover | None = None,
    ) -> None:
        self._settings = settings
        self._open = open_database
        self._prover = prover
        self._hosts: Hosts | None = None
        self._platform = platform_app(self._lifespan)

    @property
    def platform(self) -> FastAPI:
        """Everything at the platform's own address, with its routes."""
        return self._platform

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection, or the lifespan of the server."""
        handler: ASGIApp = self._hosts if scope["type"] == "http" and self._hosts else self._platform
        await handler(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        async with self.running():
            yield

    @asynccontextmanager
    async def running(self, *, works: bool | None = None, is_second: bool = False) -> AsyncIterator[Services]:
        """Answer requests for as long as the block lasts; the server's lifespan is one such block.

        ``works`` says whether queued work is done too, otherwise the settings do. One that is second, beside
        a server, leaves to that what is done at a start.
        """
        database = await self._open()
        tidying: list[asyncio.Task[None]] = []
        try:
            pages = PageProofs(database)
            prover = self._prover or Together(Proofs(database, InProcess(self._settings, database)), pages)
            self._platform.state.expect_work = pages.expect_work if prover is not self._prover else None
            services = compose(self._settings, database, prover)
            for part in (services.conversations, services.blocks, services.bots):
                part.handle(services.jobs)
            if not is_second:
                tidying.append(asyncio.create_task(recover(database.dsn)))
                tidying.append(asyncio.create_task(renew_all(database, services.registry.forget)))
                await asyncio.wait(tidying[-1:], timeout=RENEWAL_SECONDS)
                tidying.append(asyncio.create_task(keep_tidy(database)))
                tidying.append(asyncio.create_task(keep_swept(services.events, self._settings.events_days)))
                tidying.append(asyncio.create_task(modules.keep_swept(database)))
                tidying.append(asyncio.create_task(services.blocks.keep_swept()))
                tidying.append(asyncio.create_task(services.notices.keep_swept()))
                tidying.append(asyncio.create_task(services.bots.runs.keep_swept()))
            self._platform.state.services = services
            edge = Edge(self._platform, Methods(self._platform).at)
            self._hosts = Hosts(self._settings, edge, services.origin)
            is_working = self._settings.worker if works is None else works
            if is_working:
                tidying.append(asyncio.create_task(services.schedules.keep_scheduled()))
                tidying.append(asyncio.create_task(services.bots.triggers.keep_looked()))
            try:
                async with services.jobs.working() if is_working else nullcontext():
                    yield services
            finally:
                services.events.stop()
                await services.blocks.noticing.changes.settle()
                await services.bots.triggers.settle()
                await services.keys.settle()
                await services.languages.settle()
                await services.recovery.settle()
                await services.sandbox.close()
                await services.aside.close()
                await services.files_aside.close()
        finally:
            self._hosts = None
            for task in tidying:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await database.close()
