"""Sessions that begin with a spreadsheet: read it, look at what became of its rows."""

import csv
import io
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Request, Response
from pydantic import BaseModel

from sayso.conversations.records.sheets import SessionSheet
from sayso.conversations.types import LONGEST_NAME
from sayso.identity.audit import note
from sayso.runtime.errors import FieldError, InvalidFieldsError, WrongMediaTypeError
from sayso.sheets.cells import guarded
from sayso.web.body_limits import FILE, takes
from sayso.web.exchange import Exchange
from sayso.web.guard import api_routes
from sayso.web.origin.multipart import uploaded
from sayso.web.ports import KnownConversations
from sayso.web.v1.access import Known, Me
from sayso.web.v1.sessions.views import SessionLine, session_line

router = api_routes("/sessions")

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "string", "format": "binary", "description": "CSV or .xlsx."},
                        "name": {"type": "string", "maxLength": LONGEST_NAME},
                    },
                }
            }
        },
    }
}
BuildSessionId = Annotated[UUID, Path()]


class SheetColumnView(BaseModel):
    """A column, and the id of the element that it became; `refers` is the sheet it names rows of."""

    heading: str
    element: str
    refers: int | None


class SheetErrorView(BaseModel):
    """Why a row was not imported; `row` is what a spreadsheet shows, `field` may be empty."""

    row: int
    field: str
    message: str


class SheetReportView(BaseModel):
    """What became of the rows of a sheet: `errors` are the first ones, `problem` is said of all of them."""

    created: int
    rows: int
    errors: list[SheetErrorView]
    error_count: int
    ignored: list[str]
    problem: str


class SheetView(BaseModel):
    """A sheet of the file; `entity` is the id of what it became. Without `imported_at` its rows wait."""

    number: int
    name: str
    entity: str
    columns: list[SheetColumnView]
    rows: int
    imported_at: datetime | None
    report: SheetReportView | None


class SpreadsheetView(BaseModel):
    """The file that a session began with."""

    file: str
    sheets: list[SheetView]


@router.post("/from-spreadsheet", status_code=201, openapi_extra=_FORM)
@takes(FILE)
async def begin_session_from_spreadsheet(services: Known, me: Me, request: Request) -> SessionLine:
    """Begin a session with a CSV or Excel file: every sheet becomes a kind of record.

    What was understood is the session's first revision; the rows are imported when it is published first.
    """
    exchange = Exchange(request.scope, request.receive, services.settings)
    if exchange.media_type != "multipart/form-data":
        raise WrongMediaTypeError(
            "Files are sent as multipart/form-data.", hint="Put the file into a part “file”."
        )
    async with uploaded(exchange) as (part, fields):
        data, file = await part.read(), part.filename or "spreadsheet"
    name = fields.get("name", "")
    if len(name) > LONGEST_NAME or "\x00" in name:
        raise InvalidFieldsError([FieldError("name", f"Name has at most {LONGEST_NAME} characters.")])
    known = await services.conversations.spreadsheets.begin(me.home_agency.id, me.user_id, data, file, name)
    return session_line(known)


@router.get("/{build_session_id}/spreadsheet")
async def show_spreadsheet(
    conversations: KnownConversations, me: Me, build_session_id: BuildSessionId
) -> SpreadsheetView:
    """The file that a session began with, and what became of its rows."""
    found = await conversations.spreadsheets.look(me.home_agency.id, build_session_id)
    return SpreadsheetView(file=found[0].file, sheets=[_view(one) for one in found])


@router.get(
    "/{build_session_id}/spreadsheet/left-out.csv",
    response_class=Response,
    responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def download_left_out_rows(services: Known, me: Me, build_session_id: BuildSessionId) -> Response:
    """The rows that are not imported, each with the reason, as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for sheet, rows in await services.conversations.spreadsheets.left_out(
        me.home_agency.id, build_session_id
    ):
        report: dict[str, Any] = sheet.report or {}
        why: dict[int, list[str]] = {}
        for error in report.get("errors", ()):
            why.setdefault(error["row"], []).append(error["message"])
        otherwise = report.get("problem") or ("" if sheet.report else "The session is not published yet.")
        heading = ["Sheet", "Row", "Why", *(column.heading for column in sheet.columns)]
        writer.writerow([guarded(one) for one in heading])
        for number, cells in rows:
            reason = " ".join(why.get(number, [otherwise]))
            writer.writerow([guarded(sheet.name), number, reason, *(guarded(one) for one in cells)])
    async with services.database.unit(me.home_agency.id) as session:
        await note(session, "rows.exported", "build_session", str(build_session_id))
    headers = {"content-disposition": 'attachment; filename="left-out.csv"'}
    return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def _view(sheet: SessionSheet) -> SheetView:
    columns = [
        SheetColumnView(heading=one.heading, element=one.element, refers=one.refers) for one in sheet.columns
    ]
    return SheetView(
        number=sheet.number,
        name=sheet.name,
        entity=sheet.entity,
        columns=columns,
        rows=sheet.row_count,
        imported_at=sheet.imported_at,
        report=SheetReportView.model_validate(sheet.report) if sheet.report else None,
    )
