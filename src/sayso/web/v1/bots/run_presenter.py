"""Runs as the API shows them."""

from uuid import UUID

from sayso.bots.overviews import Names
from sayso.bots.service import Bots
from sayso.bots.types import Approval, Run
from sayso.db.keyset import Part, Window
from sayso.web.services import Services
from sayso.web.v1.blocks.views import RequestView
from sayso.web.v1.bots.access import HIDDEN, Onlooker
from sayso.web.v1.bots.run_views import (
    ApprovalView,
    CauseView,
    RunAttemptView,
    RunDetail,
    RunLogLine,
    RunStepView,
    RunView,
)
from sayso.web.v1.bots.views import BotPersonView
from sayso.web.v1.pagination import Page, PageRequest

MOST_REQUESTS = 200


async def run_view(bots: Bots, onlooker: Onlooker, run: Run) -> RunView:
    """A run, as far as somebody may see it."""
    return _view(run, onlooker, await _names(bots, run.agency_id, [run]))


async def runs_page(bots: Bots, onlooker: Onlooker, paging: PageRequest, part: Part[Run]) -> Page[RunView]:
    """Some runs, with what their bots and people are called."""
    names = await _names(bots, onlooker.agency_id, part.items)
    return paging.page(part, lambda run: _view(run, onlooker, names))


async def run_detail(services: Services, onlooker: Onlooker, run: Run) -> RunDetail:
    """A run with all that happened in it; of the log, nothing that comes after ``follow_after``."""
    detail = await _detail(services, onlooker, run)
    if not detail.is_hidden:
        return detail
    attempts = [one.model_copy(update={"error": "", "trace": ""}) for one in detail.attempts]
    steps = [one.model_copy(update={"value": None}) for one in detail.steps]
    return detail.model_copy(update={"attempts": attempts, "steps": steps, "requests": [], "log": []})


async def _detail(services: Services, onlooker: Onlooker, run: Run) -> RunDetail:
    runs, agency_id = services.bots.runs, run.agency_id
    told, log = await services.bots.log_so_far(agency_id, run.id)
    run = await runs.show(agency_id, run.id)
    approvals = await services.bots.approvals_of(agency_id, run.id, onlooker.asked)
    requests = await services.requests.page(agency_id, "bot-run", run.id, Window(MOST_REQUESTS))
    return RunDetail(
        **dict(await run_view(services.bots, onlooker, run)),
        attempts=[
            RunAttemptView.model_validate(one, from_attributes=True)
            for one in await runs.attempts(agency_id, run.id)
        ],
        steps=[
            RunStepView.model_validate(one, from_attributes=True)
            for one in await runs.steps(agency_id, run.id)
        ],
        approvals=await approval_views(services.bots, agency_id, approvals),
        requests=[RequestView.model_validate(one, from_attributes=True) for one in requests.items],
        log=[RunLogLine.model_validate(one, from_attributes=True) for one in log],
        follow_after=told,
    )


async def approval_views(bots: Bots, agency_id: UUID, approvals: list[Approval]) -> list[ApprovalView]:
    """Questions of runs, with who decided."""
    people = {one.decided_by for one in approvals if one.decided_by}
    names = await bots.names(agency_id, {one.bot_id for one in approvals}, people)
    return [approval_view(one, names) for one in approvals]


def approval_view(approval: Approval, names: Names) -> ApprovalView:
    """A question of a run."""
    return ApprovalView(
        id=approval.id,
        run_id=approval.run_id,
        bot_id=approval.bot_id,
        bot_name=names.bots.get(approval.bot_id, ""),
        text=approval.text,
        asked_at=approval.asked_at,
        decision=approval.decision,
        comment=approval.comment,
        decided_by=_person(names, approval.decided_by),
        decided_at=approval.decided_at,
        is_hidden=approval.is_hidden,
    )


async def _names(bots: Bots, agency_id: UUID, runs: list[Run]) -> Names:
    people = {run.cause.user_id for run in runs if run.cause.user_id}
    return await bots.names(agency_id, {run.bot_id for run in runs}, people)


def _person(names: Names, user_id: UUID | None) -> BotPersonView | None:
    found = None if user_id is None else names.people.get(user_id)
    return None if found is None else BotPersonView(id=found.id, name=found.name)


def _view(run: Run, onlooker: Onlooker, names: Names) -> RunView:
    cause, is_hidden = run.cause, not onlooker.may_read(run.bot_id, names)
    return RunView(
        id=run.id,
        bot_id=run.bot_id,
        bot_name=names.bots.get(run.bot_id, ""),
        version=run.version,
        state=run.state.value,
        cause=CauseView(
            kind=cause.kind, text=cause.text, by=_person(names, cause.user_id), rerun_of=cause.rerun_of
        ),
        input=None if is_hidden else run.input,
        output=None if is_hidden else run.output,
        error=HIDDEN if is_hidden and run.error else run.error,
        attempt=run.attempt,
        created_at=run.created_at,
        started_at=run.started_at,
        ended_at=run.ended_at,
        run_after=run.run_after,
        seconds=run.seconds,
        is_dead=run.is_dead,
        is_test=run.is_test,
        is_hidden=is_hidden,
    )
