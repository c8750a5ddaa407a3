"""How far a budget is used up, in words for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sayso.llm.config import Budget
from sayso.llm.errors import BudgetError

WARNED_FROM = Decimal("0.8")
"""The part of a budget from which on people are warned."""


@dataclass(frozen=True, slots=True)
class Spending:
    """What calls took: US dollars where the price was known, and tokens in both directions."""

    cost: Decimal = Decimal(0)
    tokens: int = 0

    def plus(self, other: "Spending") -> "Spending":
        """Both together."""
        return Spending(self.cost + other.cost, self.tokens + other.tokens)


@dataclass(frozen=True, slots=True)
class Line:
    """One limit, and what of it is gone."""

    period: str
    unit: str
    limit: Decimal
    spent: Decimal

    @property
    def share(self) -> Decimal:
        """The part that is used up; a budget of nothing always is."""
        return self.spent / self.limit if self.limit else Decimal(1)

    @property
    def said(self) -> str:
        """The limit in words."""
        return f"{_amount(self.limit, self.unit)}"

    @property
    def spent_said(self) -> str:
        """What is gone, in words."""
        return f"{_amount(self.spent, self.unit)}"


def lines(budget: Budget, month: Spending, session: Spending | None) -> Iterator[Line]:
    """The limits of a budget; those of a session only where there is one."""
    periods = [("month", month)] if session is None else [("month", month), ("session", session)]
    for period, spent in periods:
        for unit, value in (("dollars", spent.cost), ("tokens", Decimal(spent.tokens))):
            limit = getattr(budget, f"{period}_{unit}")
            if limit is not None:
                yield Line(period, unit, Decimal(limit), value)


def month_of(moment: datetime) -> datetime:
    """When the calendar month (UTC) of this moment began."""
    return moment.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def month_after(moment: datetime) -> datetime:
    """When the next calendar month (UTC) begins."""
    month = month_of(moment)
    is_last = month.month == 12
    return month.replace(year=month.year + is_last, month=1 if is_last else month.month + 1)


def warning(line: Line, now: datetime) -> str:
    """What people are told before a budget ends."""
    whose = "this month's budget" if line.period == "month" else "this session's budget"
    until = f", which starts anew on {_day(month_after(now))} (UTC)" if line.period == "month" else ""
    return (
        f"{line.spent_said} of {whose} for language models ({line.said}) are used up{until}. "
        "When it is used up, work goes on with the offline designer."
    )


def refusal(line: Line, now: datetime, *, is_held: bool) -> BudgetError:
    """What people are told when a budget has ended; ``is_held`` when calls under way may need the rest."""
    if is_held:
        return BudgetError(
            f"The rest of this {line.period}'s budget for language models ({line.said}) is held by calls "
            "that are under way. Work goes on with the offline designer.",
            hint="Try again when they are done.",
        )
    if line.period == "month":
        return BudgetError(
            f"This month's budget for language models ({line.said}) is used up. It starts anew on "
            f"{_day(month_after(now))} (UTC); until then work goes on with the offline designer.",
            hint="An administrator can raise it: `sayso model budget`, or PUT /api/v1/models/budget.",
        )
    return BudgetError(
        f"This session's budget for language models ({line.said}) is used up. A new session starts with a "
        "budget of its own; in this one work goes on with the offline designer.",
        hint="An administrator can raise it: `sayso model budget`, or PUT /api/v1/models/budget.",
    )


def _amount(value: Decimal, unit: str) -> str:
    if unit == "tokens":
        return f"{int(value):,} tokens"
    return (
        f"{value:,.4f}".rstrip("0").rstrip(".") + " US dollars" if value % 1 else f"{value:,.0f} US dollars"
    )


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"
