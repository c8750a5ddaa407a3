"""Files of a session, as they would be published: read them, write upon them, take all of them away."""

from uuid import UUID

from fastapi import Response

from sayso.db.keyset import part_of_list
from sayso.runtime.manual_edits import WorkingFile, archive
from sayso.web.body_limits import TEXT_FILE, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownConversations
from sayso.web.v1.access import Me
from sayso.web.v1.files import facts_of
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.sessions.bodies import FileText
from sayso.web.v1.sessions.views import BuildFileLine, BuildFileView, WrittenView, revision_line

router = api_routes("/sessions/{build_session_id}")


@router.get("/files")
async def list_build_files(
    conversations: KnownConversations, me: Me, build_session_id: UUID, paging: Paging
) -> Page[BuildFileLine]:
    """All files with their marks."""
    found = await conversations.handwriting.files(me.home_agency.id, build_session_id)
    part = part_of_list(found, paging.window, lambda file: file.path)
    return paging.page(part, lambda file: BuildFileLine(**facts_of(WorkingFile(file.path, file))))


@router.get(
    "/files.zip",
    response_class=Response,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def download_build(conversations: KnownConversations, me: Me, build_session_id: UUID) -> Response:
    """All files in a ZIP archive."""
    found = await conversations.handwriting.files(me.home_agency.id, build_session_id)
    headers = {"content-disposition": f'attachment; filename="session-{build_session_id}.zip"'}
    return Response(archive(found), media_type="application/zip", headers=headers)


@router.get("/files/{path:path}")
async def show_build_file(
    conversations: KnownConversations, me: Me, build_session_id: UUID, path: str
) -> BuildFileView:
    """One file."""
    return _view(await conversations.handwriting.file(me.home_agency.id, build_session_id, path))


@router.put("/files/{path:path}")
@takes(TEXT_FILE)
async def write_build_file(
    conversations: KnownConversations, me: Me, build_session_id: UUID, path: str, body: FileText
) -> WrittenView:
    """Give a file a text, as a step of the line; it survives what is generated next."""
    file, step = await conversations.handwriting.write(
        me.home_agency.id, build_session_id, me.user_id, path, body.text
    )
    shown = step and revision_line(step.revision, step.revision.number)
    return WrittenView(file=_view(file), revision=shown)


@router.delete("/files/{path:path}")
async def reset_build_file(
    conversations: KnownConversations, me: Me, build_session_id: UUID, path: str
) -> WrittenView:
    """Go back to the generated text; a file that is not generated goes."""
    file, step = await conversations.handwriting.reset(me.home_agency.id, build_session_id, me.user_id, path)
    shown = revision_line(step.revision, step.revision.number)
    return WrittenView(file=file and _view(file), revision=shown)


def _view(file: WorkingFile) -> BuildFileView:
    return BuildFileView(**facts_of(file), text=file.text, generated=file.generated, diff=file.diff())
