"""What can be called about appointments."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from app.api import answers
from app.api.parameters import Expanded, IdempotencyKey, Version, Wanted, names
from app.bodies import Items, Page, Transitions
from app.entities.appointment.models import Appointment, AppointmentCreate, AppointmentPatch
from app.entities.appointment.table import APPOINTMENT
from app.figures.statistics import statistics
from app.rows import flows, history
from app.rows.rows import Rows
from app.sessions import Signed
from app.sheets.exports import export
from app.sheets.imports import Import

router = APIRouter(prefix="/api/appointments", tags=["Appointments"])
rows = Rows(APPOINTMENT)


@router.get("", response_model=Page[Appointment])
async def list_appointments(session: Signed, wanted: Wanted) -> Response:
    """A page of appointments."""
    return answers.json_text(await rows.page(session, wanted))


@router.post("", status_code=201, response_model=Appointment)
async def create_appointment(
    session: Signed,
    body: AppointmentCreate,
    key: IdempotencyKey,
) -> Response:
    """A new appointment; a request with the same Idempotency-Key gets the same answer for a day."""
    return await answers.created(rows, session, body, key)


@router.post("/bulk", status_code=201, response_model=Items[Appointment])
async def create_many_appointments(session: Signed, body: Items[AppointmentCreate]) -> Response:
    """Several new appointments, all or none."""
    several = [item.given() for item in body.items]
    return answers.items(await rows.create_many(session, several), 201)


@router.get("/stats")
async def show_statistics(
    session: Signed,
    request: Request,
    measures: Annotated[str, Query(description="As in count,sum:price.")] = "count",
    group_by: Annotated[str, Query(description="A column, a relation or a period.")] = "",
) -> dict[str, Any]:
    """Figures about appointments; filters of lists narrow them."""
    return {"items": await statistics(rows, session, measures, group_by, request.query_params)}


@router.post("/import")
async def import_appointments(
    session: Signed,
    request: Request,
    dry_run: bool = False,
    partial: bool = False,
    mapping: Annotated[str, Query(description="A field or null for each column, as JSON.")] = "",
) -> dict[str, Any]:
    """New appointments from a CSV file, as the body or as the part “file” of a form."""
    transfer = Import(rows, AppointmentCreate, session)
    return await transfer.run(request, dry_run=dry_run, partial=partial, mapping=mapping)


@router.get("/export.csv")
async def export_appointments(
    session: Signed,
    wanted: Wanted,
    columns: str = "",
) -> StreamingResponse:
    """The list as CSV."""
    pieces = await export(rows, session, wanted, names(columns))
    return answers.csv_file(pieces, rows.entity.collection)


@router.get("/{id}", response_model=Appointment)
async def get_appointment(session: Signed, id: UUID, expand: Expanded) -> Response:
    """One appointment."""
    return answers.row(await rows.get(session, id, expand))


@router.patch("/{id}", response_model=Appointment)
async def patch_appointment(
    session: Signed,
    id: UUID,
    body: AppointmentPatch,
    version: Version,
) -> Response:
    """Change what is named; refused when the row is no longer at the version of If-Match."""
    return answers.row(await rows.patch(session, id, body.given(), version))


@router.delete("/{id}", status_code=204)
async def delete_appointment(session: Signed, id: UUID, version: Version) -> None:
    """Delete it; the history keeps it."""
    await rows.delete(session, id, version)


@router.get("/{id}/history")
async def show_history(session: Signed, id: UUID) -> dict[str, Any]:
    """What happened to it, newest first."""
    return {"items": await history.entries(rows, session, id)}


@router.post("/{id}/restore", response_model=Appointment)
async def restore_appointment(session: Signed, id: UUID) -> Response:
    """Bring a deleted appointment back."""
    return answers.row(await history.restore(rows, session, id))


@router.get("/{id}/transitions")
async def list_transitions(session: Signed, id: UUID) -> Transitions:
    """The moves from its present state, and whether they may be made."""
    return Transitions(items=await flows.list_moves(rows, session, id))


@router.post("/{id}/transitions/{name}", response_model=Appointment)
async def move_appointment(session: Signed, id: UUID, name: str) -> Response:
    """Make a move."""
    return answers.row(await flows.make_move(rows, session, id, name))
