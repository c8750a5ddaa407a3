"""The live preview of a session: the application as it is now, for a frame that nothing gets out of."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Query, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from sayso.preview.rows import Sample
from sayso.web.guard import api_routes
from sayso.web.ports import KnownSessionPreviews
from sayso.web.v1.access import Me

router = api_routes("/sessions/{build_session_id}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which rows to begin with."""

    sample: Annotated[Sample, Query(description="How many rows it begins with.")] = Sample.MANY
    known_rows: Annotated[str, Query(max_length=64, description="The `rows_digest` of rows at hand.")] = ""


class PreviewPage(BaseModel):
    """A page; no roles means every one."""

    id: str
    name: str
    title: str
    path: str
    roles: list[str]


class PreviewComponent(BaseModel):
    """A component; `page` is the name of the one that shows it first."""

    id: str
    name: str
    title: str
    page: str | None


class PreviewRole(BaseModel):
    """A role of the application."""

    name: str
    label: str


class PreviewSetting(BaseModel):
    """A setting as the application begins with it."""

    key: str
    label: str
    type: str
    options: list[str]
    value: Any


class PreviewSession(BaseModel):
    """Who looks at it: in `role` at first."""

    roles: list[PreviewRole]
    role: str | None
    settings: list[PreviewSetting]


class PreviewFile(BaseModel):
    """A picture that a row refers to."""

    type: str
    base64: str


class PreviewPerson(BaseModel):
    """Who signs in as a role."""

    id: str
    name: str


class PreviewRows(BaseModel):
    """Sample rows by entity, the pictures in them by id, and people by role."""

    entities: dict[str, list[dict[str, Any]]]
    files: dict[str, PreviewFile]
    people: dict[str, PreviewPerson]


class PreviewView(BaseModel):
    """What a preview is made of.

    `script` is a module with `app`, `components` by the id of their element, and `model`; null where there
    is nothing to show yet. `turn` is the one that is being worked on, whose content so far it is. `rows` are
    null where `known_rows` named what they would be; `rows_digest` is what to name next time.
    """

    digest: str
    revision: int
    turn: int | None
    title: str
    slug: str
    pages: list[PreviewPage]
    components: list[PreviewComponent]
    script: str | None
    session: PreviewSession
    rows_digest: str
    rows: PreviewRows | None


@router.get("/preview", responses={304: {"description": "It is what the ETag says."}})
async def preview_build_session(
    session_previews: KnownSessionPreviews,
    me: Me,
    build_session_id: UUID,
    rows: Annotated[Wanted, Depends()],
    if_none_match: Annotated[
        str | None, Header(max_length=200, description="The ETag of the preview that is known.")
    ] = None,
) -> PreviewView:
    """The application as it is now, or as far as the turn at hand has made it. Nothing is published.

    Answers 409 `preview_broken` with `file` and `line` where files do not fit together.
    """
    agency_id = me.home_agency.id
    previews = session_previews
    shown = await previews.show(agency_id, build_session_id, rows.sample, rows.known_rows)
    tag = f'"{shown.digest}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    if if_none_match is not None and tag in if_none_match:
        return Response(status_code=304, headers=headers)  # type: ignore[return-value]  # no body, so no view
    view = PreviewView.model_validate(shown, from_attributes=True)
    return JSONResponse(view.model_dump(), headers=headers)  # type: ignore[return-value]  # with headers of its own
