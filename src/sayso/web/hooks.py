"""Webhooks: the addresses at which other systems set bots off, ``/hooks/{token}``.

Nobody signs in here and no cookie counts: the address itself is what a caller knows, and the signature what
they prove. Whatever is wrong with an address, unknown or switched off, the answer is the same.
"""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.routing import APIRoute

from sayso.bots.service import Bots
from sayso.bots.triggers.bodies import HookCall
from sayso.bots.triggers.calls import Taken
from sayso.bots.triggers.errors import BadSignatureError, BusyBotError, NoHookError
from sayso.bots.types import ENDED, Run, RunState
from sayso.db.actor import set_actor
from sayso.web.anonymous_sender import address_of, stranger
from sayso.web.body_limits import CALL, takes
from sayso.web.exchange import PROBLEM
from sayso.web.guard import GuardedPage
from sayso.web.limits import Limit, network_of
from sayso.web.problems import problem
from sayso.web.services import Services
from sayso.web.strict_request import IS_HEAD, MORE_HEADERS, StrictRequest, readable_pairs

WAIT_SECONDS = 30.0
BUSY_SECONDS = 30
LONGEST_TOKEN = 64
_Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class HookRoute(GuardedPage):
    """A route at which nobody is known but by what the call itself proves."""

    def get_route_handler(self) -> _Handler:
        """The handler, behind the allowance of the address that is called."""
        handle = APIRoute.get_route_handler(self)

        async def limited(request: Request) -> Response:
            services: Services = request.app.state.services
            set_actor(stranger(request.client, request.headers.get("user-agent", "")))
            token = request.path_params["token"][:LONGEST_TOKEN]
            standing = services.limits.take(Limit.HOOK, token)
            if standing is not None:
                request.scope["state"][MORE_HEADERS].update(standing.headers)
            return await handle(StrictRequest(request, self.body_limit, services.settings))

        return limited


router = APIRouter(route_class=HookRoute, include_in_schema=False)


@router.api_route("/hooks/{token}", methods=["POST", "GET"])
@takes(CALL)
async def call_hook(request: Request, token: str) -> Response:
    """Set a bot off, and answer at once or with what it gave."""
    services: Services = request.app.state.services
    if request.scope["state"].get(IS_HEAD):
        raise NoHookError
    call = HookCall(
        request.method,
        readable_pairs(request.scope["query_string"], "The query of the address"),
        dict(request.headers.items()),
        await request.body(),
    )
    try:
        taken = await services.bots.triggers.call(token[:LONGEST_TOKEN], call)
    except (NoHookError, BadSignatureError):
        services.limits.take(Limit.HOOK, f"address {network_of(address_of(request.client))}")
        raise
    except BusyBotError as error:
        answer = problem(error)
        return Response(answer.body, 503, {"retry-after": str(BUSY_SECONDS)}, PROBLEM.decode())
    return await _answer(services.bots, taken)


async def _answer(bots: Bots, taken: Taken) -> Response:
    """What the caller is told; of a call that was replayed never what the run gave."""
    runs = bots.runs
    if not taken.waits or taken.is_replay:
        return _json(_begun(taken), 200 if taken.is_repeat else 202)
    try:
        async with asyncio.timeout(WAIT_SECONDS + 5):
            run = await runs.wait(taken.agency_id, taken.run_id, WAIT_SECONDS)
    except TimeoutError:
        return _json(_begun(taken), 202)
    return _ended(taken, run)


def _ended(taken: Taken, run: Run) -> Response:
    headers = {"sayso-run": str(run.id), **({"idempotency-replayed": "true"} if taken.is_repeat else {})}
    if run.state is RunState.SUCCESS:
        return Response(orjson.dumps(run.output), 200, headers, "application/json")
    if run.state not in ENDED:
        return _json({**_begun(taken), "state": run.state.value}, 202)
    body = {
        "type": "urn:sayso:problem:run_failed",
        "title": "Bad Gateway",
        "status": 502,
        "detail": run.error or "The run was stopped.",
        "code": "run_failed",
        "hint": "Whoever owns the bot sees why.",
        "errors": [],
        "run": str(run.id),
        "state": run.state.value,
    }
    return Response(orjson.dumps(body), 502, headers, PROBLEM.decode())


def _begun(taken: Taken) -> dict[str, Any]:
    return {"run": str(taken.run_id), "repeated": taken.is_repeat}


def _json(data: Any, status: int) -> Response:
    return Response(orjson.dumps(data), status, media_type="application/json")
