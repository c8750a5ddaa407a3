"""One address per report."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query

from app.description import Report
from app.figures.reports import run_report
from app.module import REPORTS
from app.problems import Malformed
from app.sessions import Signed
from app.values.read import Unreadable, read_date

router = APIRouter(prefix="/api/reports", tags=["Reports"])
Day = Annotated[str, Query(description="A day, part of the span.")]


def _address(report: Report) -> Callable[..., Awaitable[dict[str, Any]]]:
    async def show_report(
        session: Signed, first: Annotated[Day, Query(alias="from")] = "", to: Day = ""
    ) -> dict[str, Any]:
        return await run_report(report, session, _day(first, "from"), _day(to, "to"))

    return show_report


def _day(text: str, name: str) -> date | None:
    if not text:
        return None
    try:
        day = read_date(text)
    except Unreadable as error:
        raise Malformed(f'"{name}" {error}') from error
    if not 2 <= day.year <= 9990:
        raise Malformed(f'"{name}" is too far away.')
    return day


for one in REPORTS:
    router.add_api_route(
        f"/{one.name}", _address(one), name=one.name, summary=one.title, operation_id=one.name
    )
