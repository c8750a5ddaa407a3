"""What can be called about reports."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.api import answers
from app.api.parameters import Expanded, IdempotencyKey, Version, Wanted, names
from app.bodies import Items, LinkedIds, Page
from app.entities.report.models import Report, ReportCreate, ReportPatch
from app.entities.report.table import REPORT
from app.figures.statistics import statistics
from app.rows import history
from app.rows.rows import Rows
from app.sessions import Signed
from app.sheets.exports import export
from app.sheets.imports import Import

router = APIRouter(prefix="/api/reports", tags=["Reports"])
rows = Rows(REPORT)


@router.get("", response_model=Page[Report])
async def list_reports(session: Signed, wanted: Wanted) -> Response:
    """A page of reports."""
    return answers.json_text(await rows.page(session, wanted))


@router.post("", status_code=201, response_model=Report)
async def create_report(session: Signed, body: ReportCreate, key: IdempotencyKey) -> Response:
    """A new report; a request with the same Idempotency-Key gets the same answer for a day."""
    return await answers.created(rows, session, body, key)


@router.post("/bulk", status_code=201, response_model=Items[Report])
async def create_many_reports(session: Signed, body: Items[ReportCreate]) -> Response:
    """Several new reports, all or none."""
    several = [item.given() for item in body.items]
    return answers.items(await rows.create_many(session, several), 201)


@router.get("/stats")
async def show_statistics(
    session: Signed,
    request: Request,
    measures: Annotated[str, Query(description="As in count,sum:price.")] = "count",
    group_by: Annotated[str, Query(description="A column, a relation or a period.")] = "",
) -> dict[str, Any]:
    """Figures about reports; filters of lists narrow them."""
    return {"items": await statistics(rows, session, measures, group_by, request.query_params)}


@router.post("/import")
async def import_reports(
    session: Signed,
    request: Request,
    dry_run: bool = False,
    partial: bool = False,
    mapping: Annotated[str, Query(description="A field or null for each column, as JSON.")] = "",
) -> dict[str, Any]:
    """New reports from a CSV file, as the body or as the part “file” of a form."""
    transfer = Import(rows, ReportCreate, session)
    return await transfer.run(request, dry_run=dry_run, partial=partial, mapping=mapping)


@router.get("/export.csv")
async def export_reports(session: Signed, wanted: Wanted, columns: str = "") -> StreamingResponse:
    """The list as CSV."""
    pieces = await export(rows, session, wanted, names(columns))
    return answers.csv_file(pieces, rows.entity.collection)


@router.get("/{id}", response_model=Report)
async def get_report(session: Signed, id: UUID, expand: Expanded) -> Response:
    """One report."""
    return answers.row(await rows.get(session, id, expand))


@router.patch("/{id}", response_model=Report)
async def patch_report(session: Signed, id: UUID, body: ReportPatch, version: Version) -> Response:
    """Change what is named; refused when the row is no longer at the version of If-Match."""
    return answers.row(await rows.patch(session, id, body.given(), version))


@router.delete("/{id}", status_code=204)
async def delete_report(session: Signed, id: UUID, version: Version) -> None:
    """Delete it; the history keeps it."""
    await rows.delete(session, id, version)


@router.get("/{id}/history")
async def show_history(session: Signed, id: UUID) -> dict[str, Any]:
    """What happened to it, newest first."""
    return {"items": await history.entries(rows, session, id)}


@router.post("/{id}/restore", response_model=Report)
async def restore_report(session: Signed, id: UUID) -> Response:
    """Bring a deleted report back."""
    return answers.row(await history.restore(rows, session, id))


@router.put("/{id}/authors", response_model=Report)
async def put_authors(session: Signed, id: UUID, body: LinkedIds) -> Response:
    """The authors it has from now on, exactly."""
    given = {"authors_ids": body.ids}
    return answers.row(await rows.patch(session, id, given))
