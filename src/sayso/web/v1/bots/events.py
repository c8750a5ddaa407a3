"""What happens to bots and in their runs, as server-sent events."""

from typing import Any

from fastapi import Request, Response

from sayso.errors import NotFoundError
from sayso.web.guard import api_routes
from sayso.web.server_sent_events import Listening, event_stream
from sayso.web.v1.access import Known
from sayso.web.v1.bots.access import Onlooking, Seen
from sayso.web.v1.bots.runs import SeenRun
from sayso.web.v1.dashboards.dashboards import After

router = api_routes()

_STREAM: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}
}


@router.get("/bots/{bot_id}/events", response_class=Response, responses=_STREAM)
async def follow_bot(services: Known, seen: Seen, request: Request, after: After = 0) -> Response:
    """What happens to a bot, from behind an event on.

    Kinds: `bot` (is to be read anew), `run` (`{id, state}`), `progress` (`{text}`) and `message` (the
    conversation has a new line). The stream ends when the bot is removed.
    """

    async def may_still() -> bool:
        try:
            await services.bots.overview(seen.agency_id, seen.bot.id)
        except NotFoundError:
            return False
        return True

    listening = Listening(may_still, frozenset({"bot"}))
    return event_stream(request, services.events, seen.agency_id, seen.bot.id, after, listening=listening)


@router.get("/runs/{run_id}/events", response_class=Response, responses=_STREAM)
async def follow_run(
    services: Known, onlooker: Onlooking, run: SeenRun, request: Request, after: After = 0
) -> Response:
    """What happens in a run, from behind an event on.

    Kinds: `run` (`{state}`), `log` (`{text, attempt}`), `step` (`{name}`) and `approval` (it asks something,
    or somebody decided).
    """
    await onlooker.demand_read(services, run.bot_id)
    return event_stream(request, services.events, run.agency_id, run.id, after)
