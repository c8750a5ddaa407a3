"""The timeline of a module: its revisions, what differs between them, and going along it."""

from typing import Annotated, Any

from fastapi import Query
from pydantic import BaseModel, Field

from sayso.db.keyset import part_of_list
from sayso.errors import NotFoundError
from sayso.proofs.digests import spec_digest
from sayso.proofs.repository import report_of
from sayso.publishing import goals
from sayso.publishing.goals import Aim
from sayso.publishing.revision_diff import compare
from sayso.publishing.state import replayed, specs_of
from sayso.runtime import revisions
from sayso.spec.model import AppSpec
from sayso.web.guard import api_routes
from sayso.web.ports import KnownDatabase
from sayso.web.v1.access import Addressed, Known, Target
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.views import (
    PlanView,
    PublishedView,
    RevisionLine,
    RevisionView,
    Settling,
    plan_as_seen,
    published_view,
    revision_line,
)

LARGEST_NUMBER = 2**31 - 1
router = api_routes("/modules/{slug}")

Number = Annotated[int, Field(ge=1, le=LARGEST_NUMBER)]


class Timeline(Page[RevisionLine]):
    """The revisions of a module, the newest first, and whether there is something to undo and to redo."""

    can_undo: bool
    can_redo: bool


class Comparison(BaseModel):
    """What leads from one revision to another, in sentences."""

    from_number: int
    to_number: int
    sentences: list[str]


class Jump(Settling):
    """Which revision to go to the content of."""

    to: Number


class Way(Settling):
    """Where to go: `undo`, `redo` or the number of a revision."""

    to: str


class Preliminary(BaseModel):
    """What going somewhere would do; nothing is touched."""

    sentences: list[str]
    version: str
    plan: PlanView


@router.get("/revisions")
async def list_revisions(database: KnownDatabase, target: Target, paging: Paging) -> Timeline:
    """The history of a module."""
    async with database.unit(target.module.site.agency_id) as session:
        line = await revisions.revisions_of(session, target.module)
    standing = replayed(line).standing
    part = part_of_list(line[::-1], paging.window, lambda one: one.number)
    page = paging.page(part, lambda one: revision_line(one, line[-1].number))
    return Timeline(
        items=page.items,
        next_cursor=page.next_cursor,
        can_undo=bool(standing.past),
        can_redo=bool(standing.future),
    )


@router.get("/proof")
async def show_proof(
    database: KnownDatabase, target: Target, number: Annotated[Number | None, Query()] = None
) -> dict[str, Any]:
    """What was proved of a revision, by default the present one: data, and sentences that say it."""
    async with database.unit(target.module.site.agency_id) as session:
        wanted = number or await revisions.present_number(session, target.module)
        specs = await revisions.specs_of(session, target.module, [wanted])
        if wanted not in specs:
            raise _no_revision(wanted)
        report = await report_of(session, spec_digest(AppSpec.model_validate(specs[wanted])))
    if report is None:
        raise NotFoundError(
            f"Nothing was proved of revision {wanted}.", hint="Every revision is proved when it is published."
        )
    return {"number": wanted, **report}


@router.get("/revisions/compare")
async def compare_revisions(
    database: KnownDatabase,
    target: Target,
    from_number: Annotated[Number, Query(alias="from")],
    to_number: Annotated[Number, Query(alias="to")],
) -> Comparison:
    """What differs between two revisions."""
    found = await specs_of(database, target.module)([from_number, to_number])
    for number in (from_number, to_number):
        if number not in found:
            raise _no_revision(number)
    said = compare(found[from_number], found[to_number])
    return Comparison(from_number=from_number, to_number=to_number, sentences=said)


@router.get("/revisions/{number}")
async def show_revision(database: KnownDatabase, target: Target, number: Number) -> RevisionView:
    """One revision with its edits and its spec."""
    async with database.unit(target.module.site.agency_id) as session:
        revision = await revisions.revision_of(session, target.module, number)
        specs = await revisions.specs_of(session, target.module, [number])
        present = await revisions.present_number(session, target.module)
    if revision is None:
        raise _no_revision(number)
    line = revision_line(revision, present)
    return RevisionView(**line.model_dump(), edits=list(revision.edits), spec=specs[number])


@router.post("/plan")
async def plan(services: Known, target: Target, body: Way) -> Preliminary:
    """What an undo, a redo or a jump would do. Nothing is touched."""
    outlook = await services.publisher.outlook(target.module, _aim(body.to), body.decided())
    seen = await plan_as_seen(services, target.me, outlook)
    return Preliminary(sentences=outlook.sentences, version=outlook.version, plan=seen)


@router.post("/undo")
async def undo(services: Known, target: Target, body: Settling) -> PublishedView:
    """Take back the last change that is not taken back: structure, files and rows."""
    return await _go(services, target, goals.undo, body)


@router.post("/redo")
async def redo(services: Known, target: Target, body: Settling) -> PublishedView:
    """Do again what was undone last."""
    return await _go(services, target, goals.redo, body)


@router.post("/jump")
async def jump(services: Known, target: Target, body: Jump) -> PublishedView:
    """Go to the content of any revision."""
    return await _go(services, target, goals.jump(body.to), body)


async def _go(services: Known, target: Addressed, aim: Aim, body: Settling) -> PublishedView:
    published = await services.publisher.go(
        target.module,
        aim,
        author_id=target.me.user_id,
        choices=body.decided(),
        confirmed=body.confirmed,
    )
    return published_view(services.settings, published)


def _aim(to: str) -> Aim:
    if to in {"undo", "redo"}:
        return goals.undo if to == "undo" else goals.redo
    if not (to.isascii() and to.isdecimal() and 0 < int(to[:10]) <= LARGEST_NUMBER):
        raise NotFoundError(
            f"There is no way to “{to[:40]}”.", hint="Use undo, redo or the number of a revision."
        )
    return goals.jump(int(to))


def _no_revision(number: int) -> NotFoundError:
    return NotFoundError(f"There is no revision {number}.", hint="List the revisions to see which there are.")
