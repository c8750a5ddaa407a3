"""What language models took of the agency's money: usage, single calls, the budget."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from fastapi import Query
from pydantic import AwareDatetime, BaseModel, Field

from sayso.errors import InputError
from sayso.llm import repository
from sayso.llm.budgets import WARNED_FROM, Line, month_after, month_of
from sayso.llm.config import Budget
from sayso.llm.ledger import utc_now
from sayso.llm.tables import CallRow
from sayso.llm.types import CallOutcome, Role
from sayso.web.guard import api_routes
from sayso.web.ports import KnownDatabase
from sayso.web.services import Services
from sayso.web.v1.access import Known, Me, asking
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import Page, Paging

router = api_routes("/models")

LONGEST_DAYS = 400
Limit = Annotated[float | None, Field(default=None, ge=0, le=100_000_000)]
TokenLimit = Annotated[int | None, Field(default=None, ge=0, le=10**15)]


class UsageView(BaseModel):
    """What calls of one kind took; `group` is the day, role, model or session.

    `cost` is in US dollars, without the `unknown_costs` calls whose price is not known. `remembered` are
    replies that needed no call.
    """

    group: str
    calls: int
    remembered: int
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    cost: float
    unknown_costs: int


class UsageReport(BaseModel):
    """What models took between two moments: all together, and by day, role, model and session."""

    since: AwareDatetime
    until: AwareDatetime
    total: UsageView
    by_day: list[UsageView]
    by_role: list[UsageView]
    by_model: list[UsageView]
    by_session: list[UsageView]


class CallView(BaseModel):
    """A call of a model; what was said is not kept."""

    id: int
    started_at: AwareDatetime
    session_id: UUID | None
    user_id: UUID | None
    role: Role
    model: str
    prompt: str
    outcome: CallOutcome
    detail: str
    input_tokens: int
    output_tokens: int
    cached_tokens: int
    cost: float | None
    latency_seconds: float


class BudgetBody(Body):
    """What may be spent, in US dollars and in tokens; null sets no limit."""

    month_dollars: Limit
    month_tokens: TokenLimit
    session_dollars: Limit
    session_tokens: TokenLimit

    def budget(self) -> Budget:
        """As it is kept: to a hundredth of a cent."""
        rounded = {
            name: None if value is None else round(Decimal(str(value)), 4)
            for name, value in self.model_dump().items()
            if name.endswith("_dollars")
        }
        return Budget(**rounded, month_tokens=self.month_tokens, session_tokens=self.session_tokens)


class LimitView(BaseModel):
    """A limit of this month that holds, and how much of it is used up."""

    unit: str
    limit: float
    spent: float
    is_near: bool
    is_used_up: bool


class BudgetView(BaseModel):
    """The agency's own limits, those of the operator, and how this month stands; the tighter one holds."""

    own: BudgetBody
    operator: BudgetBody
    month: list[LimitView]
    starts_anew_at: AwareDatetime


@router.get("/usage")
async def show_usage(
    database: KnownDatabase, me: Me, since: AwareDatetime | None = None, until: AwareDatetime | None = None
) -> UsageReport:
    """What models took; without `since` in this calendar month (UTC). `since` counts in, `until` does not."""
    begin, end = _span(since, until)
    agency_id = me.home_agency.id
    async with database.unit(agency_id) as session:
        found = {
            by: [_usage_view(one) for one in await repository.usage(session, agency_id, by, begin, end)]
            for by in repository.GROUPS
        }
    nothing = repository.Usage("", 0, 0, 0, 0, 0, Decimal(0), 0)
    return UsageReport(
        since=begin,
        until=end,
        total=next(iter(found["total"]), _usage_view(nothing)),
        by_day=found["day"],
        by_role=found["role"],
        by_model=found["model"],
        by_session=found["session"],
    )


@router.get("/calls")
async def list_calls(
    *,
    database: KnownDatabase,
    me: Me,
    paging: Paging,
    role: Role | None = None,
    model: Annotated[str | None, Query(min_length=1, max_length=300)] = None,
    outcome: CallOutcome | None = None,
    session_id: UUID | None = None,
) -> Page[CallView]:
    """The ledger: every call of a model, the newest first."""
    asked = {"role": role, "model": model, "outcome": outcome, "session_id": session_id}
    wanted: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    agency_id = me.home_agency.id
    async with database.unit(agency_id) as session:
        return paging.page(
            await repository.part_of_calls(session, agency_id, wanted, paging.window), _call_view
        )


@router.get("/budget")
async def show_budget(services: Known, me: Me) -> BudgetView:
    """What the agency may spend on models, and how this month stands."""
    return await _budget_view(services, me)


@router.put("/budget")
async def set_budget(services: Known, me: Me, body: BudgetBody) -> BudgetView:
    """Set what the agency may spend; what is left out has no limit."""
    await services.languages.accounts.set_budget(me.home_agency.id, body.budget())
    return await _budget_view(services, me)


async def _budget_view(services: Services, me: Me) -> BudgetView:
    languages = services.languages
    account = await languages.accounts.of(me.home_agency.id)
    return BudgetView(
        own=_budget(account.budget),
        operator=_budget(languages.accounts.given_budget),
        month=[_limit_view(line) for line in await languages.standing(asking(me))],
        starts_anew_at=month_after(utc_now()),
    )


def _budget(budget: Budget) -> BudgetBody:
    return BudgetBody.model_validate(budget.model_dump())


def _limit_view(line: Line) -> LimitView:
    return LimitView(
        unit=line.unit,
        limit=float(line.limit),
        spent=float(line.spent),
        is_near=line.share >= WARNED_FROM,
        is_used_up=line.share >= 1,
    )


def _usage_view(usage: repository.Usage) -> UsageView:
    return UsageView(
        group=usage.group,
        calls=usage.calls,
        remembered=usage.remembered,
        input_tokens=usage.input,
        output_tokens=usage.output,
        cached_tokens=usage.cached,
        cost=float(usage.cost),
        unknown_costs=usage.unknown,
    )


def _call_view(row: CallRow) -> CallView:
    return CallView.model_validate(row, from_attributes=True)


def _span(since: datetime | None, until: datetime | None) -> tuple[datetime, datetime]:
    end = until or utc_now()
    begin = since or month_of(end)
    if begin > end or (end - begin).days > LONGEST_DAYS:
        raise InputError(f"Ask for at most {LONGEST_DAYS} days, from since to until.")
    return begin.astimezone(UTC), end.astimezone(UTC)
