"""Runs that ask people, and go on when those have decided."""

import asyncio
from uuid import uuid4

import pytest

from sayso.bots.run_queue.errors import DecidedError
from sayso.bots.types import Approval, Policy, Run, RunState
from sayso.errors import NotFoundError
from tests.bots.run_queue.place import Place

ASKS = """
def run(ctx, input):
    print("begun", ctx.attempt)
    count = ctx.step("count", lambda: ctx.attempt * 10)
    decision = ctx.approve(f"Send {count} letters?")
    return {"sent": count if decision else 0, "comment": decision.comment}
"""
ASKS_TWICE = """
def run(ctx, input):
    first = ctx.approve("First?")
    second = ctx.approve("Second?")
    return [bool(first), bool(second)]
"""


async def _asked(place: Place, run: Run) -> Approval:
    await place.reached(run, RunState.WAITING)
    (approval,) = await place.runs.approvals(place.agency, True, run_id=run.id)
    return approval


@pytest.mark.parametrize(("approved", "sent"), [(True, 10), (False, 0)])
async def test_a_run_goes_on_after_the_decision_without_doing_its_steps_again(
    place: Place, approved: bool, sent: int
) -> None:
    run = await place.start(await place.bot(ASKS))
    approval = await _asked(place, run)
    assert approval.text == "Send 10 letters?"
    await place.runs.decide(place.agency, approval.id, place.user, approved, "As you like")
    run = await place.reached(run)
    assert (run.state, run.output) == (RunState.SUCCESS, {"sent": sent, "comment": "As you like"})
    assert await place.endings(run) == ["waiting", "success"]
    assert await place.log(run) == "begun 1\nbegun 2\n"
    assert await place.steps(run) == {"count": (10, 1)}
    (decided,) = await place.runs.approvals(place.agency, run_id=run.id)
    assert (decided.decision, decided.decided_by) == (approved, place.user)
    assert await place.heard(run) == ["running", "waiting", "queued", "running", "success"]


async def test_a_run_may_ask_more_than_once(place: Place) -> None:
    run = await place.start(await place.bot(ASKS_TWICE))
    for expected in ("First?", "Second?"):
        await place.reached(run, RunState.WAITING)
        (approval,) = await place.runs.approvals(place.agency, True)
        assert approval.text == expected
        await place.runs.decide(place.agency, approval.id, place.user, expected == "First?")
        await place.reached(run, *(RunState.WAITING, RunState.SUCCESS))
    assert (await place.reached(run)).output == [True, False]


async def test_who_is_second_hears_that_it_was_decided_before(place: Place) -> None:
    run = await place.start(await place.bot(ASKS))
    approval = await _asked(place, run)
    decisions = await asyncio.gather(
        *(place.runs.decide(place.agency, approval.id, place.user, yes) for yes in (True, False)),
        return_exceptions=True,
    )
    assert {type(one) for one in decisions} == {DecidedError, Approval}
    assert (await place.reached(run)).state is RunState.SUCCESS
    with pytest.raises(NotFoundError):
        await place.runs.decide(place.agency, uuid4(), place.user, True)


async def test_a_run_that_waits_leaves_its_place_to_others(place: Place) -> None:
    bot = await place.bot(ASKS, Policy(at_once=1, retries=0))
    first = await place.reached(await place.start(bot), RunState.WAITING)
    second = await place.reached(await place.start(bot), RunState.WAITING)
    assert first.state is second.state is RunState.WAITING


async def test_the_questions_of_a_cancelled_run_are_asked_no_more(place: Place) -> None:
    run = await place.start(await place.bot(ASKS))
    approval = await _asked(place, run)
    await place.runs.cancel(place.agency, run.id)
    assert await place.runs.approvals(place.agency, True) == []
    with pytest.raises(NotFoundError):
        await place.runs.decide(place.agency, approval.id, place.user, True)
    assert (await place.show(run)).state is RunState.CANCELLED


async def test_a_decision_that_comes_before_the_run_has_stopped_is_not_lost(place: Place) -> None:
    """Somebody decides between the question and the end of the attempt that asked it."""
    run = await place.start(await place.bot(ASKS))
    approval = None
    while approval is None:
        approval = next(iter(await place.runs.approvals(place.agency, True)), None)
    await place.runs.decide(place.agency, approval.id, place.user, True)
    assert (await place.reached(run)).state is RunState.SUCCESS
