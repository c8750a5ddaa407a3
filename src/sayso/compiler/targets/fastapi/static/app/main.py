"""The application: `uvicorn app.main:app`."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from app import problems
from app.api import describe, files, pages, reports, session
from app.database import database
from app.headers import SafeHeaders
from app.limits import RefuseTooLarge
from app.module import DESCRIPTION, NAME, VERSION
from app.routers import ROUTERS


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Hold the connections to the database as long as requests are answered."""
    await database.open()
    try:
        yield
    finally:
        await database.close()


def create_app() -> FastAPI:
    """Everything put together."""
    application = FastAPI(
        title=NAME,
        version=VERSION,
        description=DESCRIPTION,
        openapi_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
    )
    application.add_middleware(RefuseTooLarge)
    application.add_middleware(SafeHeaders)
    problems.install(application)
    for router in (
        session.router,
        describe.router,
        reports.router,
        files.router,
        *ROUTERS,
        pages.router,
    ):
        application.include_router(router)
    return application


app = create_app()
