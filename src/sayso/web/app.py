"""The web application of a running Sayso."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from importlib.metadata import version
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sayso.db.database import Database
from sayso.errors import AppError
from sayso.proofs.pages import PageProofs
from sayso.proofs.service import Proofs
from sayso.publishing.proving import Together
from sayso.publishing.recovery import recover
from sayso.publishing.renewing import renew_all
from sayso.publishing.types import Prover
from sayso.runtime.errors import FieldError, InvalidFieldsError
from sayso.settings import Settings
from sayso.web.exchange import Answer
from sayso.web.hosts import Hosts
from sayso.web.inprocess import InProcess
from sayso.web.origin.app import ModuleOrigin
from sayso.web.problems import problem, unexpected
from sayso.web.services import Services
from sayso.web.v1 import builds, changes, files, landing, modules, previews, revisions

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
        self._platform = _platform(self._lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection, or the lifespan of the server."""
        handler: ASGIApp = self._hosts if scope["type"] == "http" and self._hosts else self._platform
        await handler(scope, receive, send)

    @asynccontextmanager
    async def _lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        async with self.running():
            yield

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Services]:
        """Answer requests for as long as the block lasts; the server's lifespan is one such block."""
        database = await self._open()
        tidying = [asyncio.create_task(recover(database.dsn))]
        try:
            pages = PageProofs(database)
            prover = self._prover or Together(Proofs(database, InProcess(lambda: services)), pages)
            self._platform.state.expect_work = pages.expect_work if prover is not self._prover else None
            services = Services.over(self._settings, database, prover)
            tidying.append(asyncio.create_task(renew_all(database, services.registry.forget)))
            await asyncio.wait(tidying[-1:], timeout=RENEWAL_SECONDS)
            self._platform.state.services = services
            self._hosts = Hosts(self._settings, self._platform, ModuleOrigin(services))
            yield services
        finally:
            self._hosts = None
            for task in tidying:
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
            await database.close()


def _platform(lifespan: Callable[[FastAPI], Any]) -> FastAPI:
    app = FastAPI(
        title="Sayso",
        version=version("sayso"),
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.include_router(modules.router, prefix="/api/v1")
    app.include_router(builds.router, prefix="/api/v1", dependencies=[Depends(_expect_work)])
    app.include_router(changes.router, prefix="/api/v1", dependencies=[Depends(_expect_work)])
    app.include_router(revisions.router, prefix="/api/v1")
    app.include_router(previews.router, prefix="/api/v1")
    app.include_router(files.router, prefix="/api/v1")
    app.include_router(landing.router)

    @app.exception_handler(AppError)
    async def refused(_: Request, error: AppError) -> Response:
        return _response(problem(error))

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, error: RequestValidationError) -> Response:
        places = [
            FieldError(".".join(str(part) for part in e["loc"] if part != "body"), str(e["msg"]))
            for e in error.errors()
        ]
        return _response(problem(InvalidFieldsError(places)))

    @app.exception_handler(Exception)
    async def broken(_: Request, error: Exception) -> Response:
        return _response(unexpected(error))

    return app


async def _expect_work(request: Request) -> None:
    """What writes pages ends with drawing them, so what draws them starts when it begins."""
    if request.method == "POST" and request.app.state.expect_work:
        request.app.state.expect_work()


def _response(answer: Answer) -> Response:
    headers = {name.decode(): value.decode() for name, value in answer.headers}
    return Response(answer.body, answer.status, headers, answer.content_type.decode())
