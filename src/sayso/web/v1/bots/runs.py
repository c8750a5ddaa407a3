"""Runs: begin one, list them, look at one, cancel it, run it again, look after one that failed."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from sayso.bots.run_queue.service import UNSET
from sayso.bots.types import Run, RunState
from sayso.web.body_limits import CALL, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownBots
from sayso.web.v1.access import Known
from sayso.web.v1.bots.access import Onlooking, Seen
from sayso.web.v1.bots.bodies import NewRun, Rerun
from sayso.web.v1.bots.run_presenter import run_detail, run_view, runs_page
from sayso.web.v1.bots.run_views import RunDetail, RunView
from sayso.web.v1.pagination import Page, Paging

router = api_routes()

States = Annotated[list[RunState] | None, Query(max_length=7, description="Only those in these states.")]
Dead = Annotated[
    bool | None, Query(description="Only those that failed for good and that nobody looked after, or others.")
]
OfBot = Annotated[UUID | None, Query(description="Only those of this bot.")]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which runs are asked for."""

    state: States = None
    dead: Dead = None
    bot: OfBot = None


async def seen_run(bots: KnownBots, onlooker: Onlooking, run_id: UUID) -> Run:
    """A run of the agency; all others are like one that is not there."""
    run: Run = await bots.runs.show(onlooker.agency_id, run_id)
    return run


SeenRun = Annotated[Run, Depends(seen_run)]


@router.post("/bots/{bot_id}/runs", status_code=202)
@takes(CALL)
async def start_run(bots: KnownBots, seen: Seen, body: NewRun) -> RunView:
    """Run a bot by hand, with an input; the events of the run tell what happens.

    With an `idempotency_key` that came before, it is the run that is there. A test runs any version.
    """
    if body.is_test or body.version is not None:
        seen.onlooker.demand_edit(seen.overview)
    run = await bots.run(
        seen.bot,
        seen.onlooker.user_id,
        body.input,
        idempotency_key=body.idempotency_key,
        version=body.version,
        is_test=body.is_test,
    )
    return await run_view(bots, seen.onlooker, run)


@router.get("/bots/{bot_id}/runs")
async def list_bot_runs(bots: KnownBots, seen: Seen, paging: Paging, state: States = None) -> Page[RunView]:
    """Runs of a bot, the newest first."""
    part = await bots.runs.page(seen.agency_id, paging.window, bot_id=seen.bot.id, states=tuple(state or ()))
    return await runs_page(bots, seen.onlooker, paging, part)


@router.get("/runs")
async def list_runs(
    bots: KnownBots, onlooker: Onlooking, paging: Paging, wanted: Annotated[Wanted, Depends()]
) -> Page[RunView]:
    """Runs of all bots of the agency, the newest first; with `dead=true` those that want looking after."""
    part = await bots.runs.page(
        onlooker.agency_id,
        paging.window,
        bot_id=wanted.bot,
        states=tuple(wanted.state or ()),
        is_dead=wanted.dead,
    )
    return await runs_page(bots, onlooker, paging, part)


@router.get("/runs/{run_id}")
async def show_run(services: Known, onlooker: Onlooking, run: SeenRun) -> RunDetail:
    """A run with its attempts, steps, questions, requests and log."""
    return await run_detail(services, onlooker, run)


@router.post("/runs/{run_id}/cancel")
async def cancel_run(bots: KnownBots, onlooker: Onlooking, run: SeenRun) -> RunView:
    """End a run, with the process that it may have; one that has ended stays as it is."""
    return await run_view(bots, onlooker, await bots.runs.cancel(run.agency_id, run.id))


@router.post("/runs/{run_id}/rerun", status_code=202)
async def rerun(bots: KnownBots, onlooker: Onlooking, run: SeenRun, body: Rerun) -> RunView:
    """Run it again with the active version, with the same input or the one sent."""
    given = body.input if "input" in body.model_fields_set else UNSET
    again = await bots.runs.rerun(run.agency_id, run.id, onlooker.user_id, given)
    return await run_view(bots, onlooker, again)


@router.post("/runs/{run_id}/dismiss")
async def dismiss_run(bots: KnownBots, onlooker: Onlooking, run: SeenRun) -> RunView:
    """Take a run that failed off the list of those that want looking after."""
    return await run_view(bots, onlooker, await bots.runs.dismiss(run.agency_id, run.id))
