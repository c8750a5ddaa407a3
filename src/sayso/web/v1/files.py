"""Files of a module: read them, edit them, go back, take all of them away in an archive."""

from fastapi import Response
from pydantic import BaseModel

from sayso.db.database import Database
from sayso.db.keyset import part_of_list
from sayso.publishing import goals
from sayso.runtime import files, manual_edits
from sayso.runtime.manual_edits import WorkingFile
from sayso.web.body_limits import TEXT_FILE, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownDatabase
from sayso.web.services import Services
from sayso.web.v1.access import Addressed, Known, Target
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.views import PublishedView, published_view

router = api_routes("/modules/{slug}")


class FileLine(BaseModel):
    """A file in a list; ``elements`` are the ids of the elements it was made of."""

    path: str
    marks: list[str]
    size: int
    conflicts: int
    elements: list[str]


class FileView(FileLine):
    """A file with what is worked on, what is published, what was generated, and how these differ."""

    text: str
    published: str | None
    generated: str | None
    diff: str


class NewText(Body):
    """A text for a file, and whether to publish it at once."""

    text: str
    publish: bool = True


class Publishing(Body):
    """Why saved files are published."""

    reason: str = ""


class Saved(BaseModel):
    """A file after something was done by hand; ``file`` is none when it is gone.

    ``published`` is none when it was only saved; ``note`` says why, where that was not asked for.
    """

    file: FileView | None
    published: PublishedView | None
    note: str = ""


@router.get("/files")
async def list_files(database: KnownDatabase, target: Target, paging: Paging) -> Page[FileLine]:
    """All files with their marks."""
    async with database.unit(target.module.site.agency_id) as session:
        found = await manual_edits.working_files(session, target.module.site.agency_id, target.module.id)
    part = part_of_list(found, paging.window, lambda file: file.path)
    return paging.page(part, lambda file: FileLine(**facts_of(file)))


@router.get(
    "/files.zip",
    response_class=Response,
    responses={200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}},
)
async def download(database: KnownDatabase, target: Target) -> Response:
    """All files as they are published, in a ZIP archive."""
    async with database.unit(target.module.site.agency_id) as session:
        stored = await files.stored_files(session, target.module.site.agency_id, target.module.id)
    name = f"{target.module.slug}-{target.module.version}.zip"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(manual_edits.archive(stored), media_type="application/zip", headers=headers)


@router.post("/files")
async def publish_saved(services: Known, target: Target, body: Publishing) -> PublishedView:
    """Publish everything that was saved by hand, as one revision."""
    return await _publish(services, target, body.reason or "Edited by hand")


@router.get("/files/{path:path}")
async def show_file(database: KnownDatabase, target: Target, path: str) -> FileView:
    """One file."""
    return _view(await _file(database, target, path))


@router.put("/files/{path:path}")
@takes(TEXT_FILE)
async def edit_file(services: Known, target: Target, path: str, body: NewText) -> Saved:
    """Save a text and publish it; what cannot be published stays saved, and the answer says why."""
    module = target.module
    async with services.database.unit(target.module.site.agency_id) as session:
        saved = await manual_edits.save(session, module.site.agency_id, module.id, path, body.text)
    return await _done(services, target, saved, f"Edited {path}", publish=body.publish)


@router.delete("/files/{path:path}")
async def reset_file(services: Known, target: Target, path: str, publish: bool = True) -> Saved:
    """Go back to the generated text and publish that; a file that is not generated goes."""
    module = target.module
    async with services.database.unit(target.module.site.agency_id) as session:
        left = await manual_edits.reset(session, module.site.agency_id, module.id, path)
    return await _done(services, target, left, f"Went back to the generated {path}", publish=publish)


async def _done(
    services: Services, target: Addressed, file: WorkingFile | None, reason: str, *, publish: bool
) -> Saved:
    """Publish what was saved, unless it waits for a decision or belongs to a change."""
    shown = file and _view(file)
    if file is None or not publish or (file.edit is None and file.merge is None):
        return Saved(file=shown, published=None)
    if file.conflicts:
        note = f"Saved. {file.conflicts} marked places are left to decide about."
        return Saved(file=shown, published=None, note=note)
    if file.is_about_candidate:
        note = "Saved. Publish the change that it belongs to."
        return Saved(file=shown, published=None, note=note)
    published = await _publish(services, target, reason)
    async with services.database.unit(target.module.site.agency_id) as session:
        found = await manual_edits.working_files(session, target.module.site.agency_id, target.module.id)
    left = next((one for one in found if one.path == file.path), None)
    return Saved(file=left and _view(left), published=published)


async def _publish(services: Services, target: Addressed, reason: str) -> PublishedView:
    author = target.me.user_id
    published = await services.publisher.go(target.module, goals.by_hand(reason), author_id=author)
    return published_view(services.settings, published)


async def _file(database: Database, target: Addressed, path: str) -> WorkingFile:
    async with database.unit(target.module.site.agency_id) as session:
        return await manual_edits.working_file(session, target.module.site.agency_id, target.module.id, path)


def _view(file: WorkingFile) -> FileView:
    return FileView(
        **facts_of(file),
        text=file.text,
        published=file.published.text if file.published else None,
        generated=file.generated,
        diff=file.diff(),
    )


def facts_of(file: WorkingFile) -> dict[str, object]:
    """What a list of files says of each."""
    return {
        "path": file.path,
        "marks": [mark.value for mark in file.marks],
        "size": len(file.text.encode()),
        "conflicts": file.conflicts,
        "elements": list(file.published.elements) if file.published else [],
    }
