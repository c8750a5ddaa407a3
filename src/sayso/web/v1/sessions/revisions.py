"""The line of a session: its revisions, what differs between them, going along it, approval."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query

from sayso.conversations.revision_steps import Stepped
from sayso.db.keyset import part_of_list
from sayso.spec.checks import check
from sayso.web.body_limits import SPEC, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownConversations
from sayso.web.v1.access import Me
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.sessions.bodies import Approving, JumpTo, NewEdits, Number
from sayso.web.v1.sessions.views import (
    BuildRevisionLine,
    BuildRevisionView,
    ComparisonView,
    DiagnosticsView,
    FileDifferenceView,
    SteppedView,
    revision_line,
    session_line,
)

router = api_routes("/sessions/{build_session_id}")


class What(StrEnum):
    """What of two revisions to compare."""

    SPEC = "spec"
    CODE = "code"
    PLAN = "plan"


def _between(
    from_number: Annotated[Number, Query(alias="from")], to_number: Annotated[Number, Query(alias="to")]
) -> tuple[int, int]:
    return from_number, to_number


Between = Annotated[tuple[int, int], Depends(_between)]


class BuildLine(Page[BuildRevisionLine]):
    """The revisions of a session, the newest first, and whether there is something to undo and to redo."""

    can_undo: bool
    can_redo: bool


@router.get("/revisions")
async def list_build_revisions(
    conversations: KnownConversations, me: Me, build_session_id: UUID, paging: Paging
) -> BuildLine:
    """What was changed, by whom, and why."""
    _, line = await conversations.stepping.line(me.home_agency.id, build_session_id)
    part = part_of_list(line.revisions[::-1], paging.window, lambda one: one.number)
    page = paging.page(part, lambda one: revision_line(one, line.number))
    standing = line.standing
    return BuildLine(
        items=page.items,
        next_cursor=page.next_cursor,
        can_undo=standing is not None and bool(standing.past),
        can_redo=standing is not None and bool(standing.future),
    )


@router.get("/revisions/compare")
async def compare_build_revisions(
    conversations: KnownConversations,
    me: Me,
    build_session_id: UUID,
    between: Between,
    what: Annotated[What, Query()] = What.SPEC,
) -> ComparisonView:
    """What differs between two revisions: the spec in sentences, the code file by file, or the tables."""
    comparing = conversations.comparing
    place = (me.home_agency.id, build_session_id, *between)
    view = ComparisonView(from_number=between[0], to_number=between[1])
    match what:
        case What.SPEC:
            view.sentences = await comparing.sentences(*place)
        case What.CODE:
            found = await comparing.code(*place)
            view.files = [FileDifferenceView.model_validate(one, from_attributes=True) for one in found]
        case What.PLAN:
            tables = await comparing.plan(*place)
            view.sentences, view.sql = list(tables.sentences), tables.sql
    return view


@router.get("/revisions/{number}")
async def show_build_revision(
    conversations: KnownConversations, me: Me, build_session_id: UUID, number: Number
) -> BuildRevisionView:
    """One revision with its edits and its spec."""
    stepping = conversations.stepping
    line, found, spec = await stepping.revision(me.home_agency.id, build_session_id, number)
    shown = revision_line(found, line.number)
    return BuildRevisionView(**shown.model_dump(), edits=list(found.edits), spec=spec.to_json())


@router.post("/undo")
async def undo_in_session(conversations: KnownConversations, me: Me, build_session_id: UUID) -> SteppedView:
    """Take back the last change that is not taken back; nothing is published by it."""
    stepping = conversations.stepping
    return _stepped(await stepping.undo(me.home_agency.id, build_session_id, me.user_id))


@router.post("/redo")
async def redo_in_session(conversations: KnownConversations, me: Me, build_session_id: UUID) -> SteppedView:
    """Do again what was undone last."""
    stepping = conversations.stepping
    return _stepped(await stepping.redo(me.home_agency.id, build_session_id, me.user_id))


@router.post("/jump")
async def jump_in_session(
    conversations: KnownConversations, me: Me, build_session_id: UUID, body: JumpTo
) -> SteppedView:
    """Go to the content of any revision."""
    stepping = conversations.stepping
    return _stepped(await stepping.jump(me.home_agency.id, build_session_id, me.user_id, body.number))


@router.post("/edits")
@takes(SPEC)
async def edit_in_session(
    conversations: KnownConversations, me: Me, build_session_id: UUID, body: NewEdits
) -> SteppedView:
    """Change the spec by edits, as a step like any other."""
    stepping = conversations.stepping
    agency_id = me.home_agency.id
    return _stepped(await stepping.edit(agency_id, build_session_id, me.user_id, body.edits, body.reason))


@router.post("/approve")
async def approve_in_session(
    conversations: KnownConversations, me: Me, build_session_id: UUID, body: Approving
) -> SteppedView:
    """Say that a revision is as it should be."""
    stepping = conversations.stepping
    return _stepped(await stepping.approve(me.home_agency.id, build_session_id, me.user_id, body.revision))


@router.get("/spec")
async def show_build_spec(
    conversations: KnownConversations, me: Me, build_session_id: UUID
) -> dict[str, Any]:
    """The spec as it is now; an empty one before the first description."""
    present = await conversations.stepping.present(me.home_agency.id, build_session_id)
    return present.spec.to_json()


@router.get("/diagnostics")
async def show_build_diagnostics(
    conversations: KnownConversations, me: Me, build_session_id: UUID
) -> DiagnosticsView:
    """What the checks say of the spec as it is now."""
    present = await conversations.stepping.present(me.home_agency.id, build_session_id)
    found = check(present.spec) if present.line.revisions else ()
    return DiagnosticsView(revision=present.line.number, diagnostics=list(found))


def _stepped(done: Stepped) -> SteppedView:
    number = done.revision.number
    return SteppedView(session=session_line(done.session), revision=revision_line(done.revision, number))
