"""Answers whose JSON comes as text from the database, and is sent as it is."""

from collections.abc import AsyncIterator, Sequence

from fastapi import Response
from fastapi.responses import StreamingResponse

from app.bodies import Body
from app.rows import idempotency
from app.rows.idempotency import Once
from app.rows.rows import Rows, RowText
from app.sessions import Session


def json_text(body: str, status: int = 200) -> Response:
    """JSON that is text already."""
    return Response(body, status, media_type="application/json")


def row(found: RowText, status: int = 200) -> Response:
    """A row, with its version as ETag."""
    response = json_text(found.body, status)
    if found.version is not None:
        response.headers["etag"] = f'"{found.version}"'
    return response


def items(rows: Sequence[RowText], status: int = 200) -> Response:
    """Several rows."""
    return json_text(f'{{"items":[{",".join(one.body for one in rows)}]}}', status)


def csv_file(pieces: AsyncIterator[bytes], name: str) -> StreamingResponse:
    """A CSV file, sent piece by piece."""
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)


async def created(rows: Rows, session: Session, body: Body, once: Once | None) -> Response:
    """A new row; the first answer again where the request came before with the same key."""
    if once is None:
        return row(await rows.create(session, body.given()), 201)
    made, is_new = await idempotency.create_once(rows, session, body.given(), once)
    response = row(made, 201)
    if not is_new:
        response.headers["idempotency-replayed"] = "true"
    return response
