"""The web application of the platform."""

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute

from sayso.web import hooks
from sayso.web.failures import answer_failures
from sayso.web.pages.page_assembly import add_pages
from sayso.web.versions import add_versions


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """What every platform of this process answers; half a second of work that none needs to do again."""
    every = APIRouter()
    add_versions(every)
    every.include_router(hooks.router)
    add_pages(every)
    return tuple(every.routes)


def platform_app(lifespan: Callable[[FastAPI], Any]) -> FastAPI:
    """Everything at the platform's own address, with its routes; ``state.services`` is set once it runs."""
    app = FastAPI(
        lifespan=lifespan,
        routes=[*_routes()],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    answer_failures(app)
    return app
