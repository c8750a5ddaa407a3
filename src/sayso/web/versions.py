"""The versions of the API side by side.

A version has handlers of its own for what differs; they stand before those of the version it follows, to
which every other call falls through. So there is one set of services, and only what changes is written anew.
"""

import asyncio
from functools import cache

import orjson
from fastapi import APIRouter, Depends, Request, Response

from sayso.web.documents import document_of
from sayso.web.guard import api_routes
from sayso.web.v1 import (
    agencies,
    agency_templates,
    audit,
    auth,
    builders,
    builds,
    changes,
    components,
    definitions,
    files,
    identities,
    invitations,
    keys,
    members,
    model_usage,
    models,
    module_data,
    modules,
    oauth,
    operator,
    passwords,
    people,
    previews,
    public,
    revisions,
    sandbox,
    secrets,
    sites,
    spreadsheets,
    steps,
    suggestions,
    templates,
)
from sayso.web.v1.blocks import blocks, records
from sayso.web.v1.blocks import versions as block_versions
from sayso.web.v1.bots import approvals, bots, runs, schedule_text, state, triggers
from sayso.web.v1.bots import conversation as bot_making
from sayso.web.v1.bots import events as bot_events
from sayso.web.v1.bots import registry_import as bot_importing
from sayso.web.v1.bots import versions as bot_versions
from sayso.web.v1.dashboards import dashboards, shared, shares
from sayso.web.v1.notices import notices
from sayso.web.v1.sessions import files as session_files
from sayso.web.v1.sessions import people as session_people
from sayso.web.v1.sessions import preview as session_preview
from sayso.web.v1.sessions import publication as session_publishing
from sayso.web.v1.sessions import revisions as session_revisions
from sayso.web.v1.sessions import sessions as build_sessions
from sayso.web.v2 import modules as modules_v2

V1 = (
    auth.router,
    passwords.router,
    identities.router,
    oauth.router,
    modules.router,
    definitions.router,
    module_data.router,
    builds.router,
    steps.router,
    changes.router,
    templates.router,
    agency_templates.router,
    agency_templates.of_module,
    suggestions.router,
    spreadsheets.router,
    build_sessions.router,
    session_revisions.router,
    session_people.router,
    session_files.router,
    session_preview.router,
    session_publishing.router,
    revisions.router,
    previews.router,
    files.router,
    components.router,
    public.router,
    keys.router,
    operator.router,
    agencies.router,
    sites.router,
    people.router,
    invitations.router,
    members.router,
    builders.router,
    audit.router,
    models.router,
    model_usage.router,
    dashboards.router,
    shares.router,
    shared.router,
    blocks.router,
    block_versions.router,
    records.router,
    bot_importing.router,
    bots.router,
    bot_making.router,
    bot_versions.router,
    runs.router,
    approvals.router,
    triggers.router,
    state.router,
    bot_events.router,
    schedule_text.router,
    notices.router,
    sandbox.router,
    secrets.router,
)
VERSIONS = {"v1": V1, "v2": (modules_v2.router, *V1)}
_DRAWING = (builds.router, changes.router, session_publishing.router)
"""What writes pages, and ends with drawing them."""


def add_versions(every: APIRouter) -> None:
    """Add every version of the API, each with its document at ``openapi.json``."""
    for name, routers in VERSIONS.items():
        prefix = f"/api/{name}"
        every.include_router(_document(every, name), prefix=prefix)
        for router in routers:
            first = [Depends(_expect_work)] if router in _DRAWING else []
            every.include_router(router, prefix=prefix, dependencies=first)


def _document(every: APIRouter, name: str) -> APIRouter:
    """The call that gives the document: made once, aside, since it takes a second and anybody may ask."""
    router = api_routes()
    turn = asyncio.Lock()

    @cache
    def text() -> bytes:
        return orjson.dumps(document_of(every.routes, name))

    @router.get("/openapi.json", include_in_schema=False)
    async def document() -> Response:
        async with turn:
            made = await asyncio.to_thread(text)
        return Response(made, media_type="application/json")

    return router


async def _expect_work(request: Request) -> None:
    """What draws pages starts when the work begins that ends with them."""
    if request.method == "POST" and request.app.state.expect_work:
        request.app.state.expect_work()
