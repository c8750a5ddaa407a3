"""Notices of the person who asks: list them, mark them as read, hear of new ones."""

from typing import Annotated

from fastapi import Query, Request, Response

from sayso.notices.types import Notice
from sayso.web.guard import api_routes
from sayso.web.ports import KnownEvents, KnownNotices
from sayso.web.server_sent_events import event_stream
from sayso.web.v1.access import Me
from sayso.web.v1.dashboards.dashboards import After
from sayso.web.v1.notices.bodies import NoticesRead
from sayso.web.v1.notices.views import AboutView, NoticesPage, NoticeView, Unread
from sayso.web.v1.pagination import Paging

router = api_routes("/notices")

OnlyUnread = Annotated[bool, Query(description="Only those that were not read yet.")]


@router.get("")
async def list_notices(
    notices: KnownNotices, me: Me, paging: Paging, unread: OnlyUnread = False
) -> NoticesPage:
    """What one was told, the newest first, and how much of all of it was not read yet."""
    agency_id = me.home_agency.id
    part = await notices.page(agency_id, me.user_id, paging.window, only_unread=unread)
    page = paging.page(part, _view)
    left = await notices.unread(agency_id, me.user_id)
    return NoticesPage(items=page.items, next_cursor=page.next_cursor, unread=left)


@router.post("/read")
async def read_notices(notices: KnownNotices, me: Me, body: NoticesRead) -> Unread:
    """Mark notices as read: some, or all."""
    ids = None if body.all else body.ids
    return Unread(unread=await notices.read(me.home_agency.id, me.user_id, ids))


@router.get(
    "/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def follow_notices(events: KnownEvents, me: Me, request: Request, after: After = 0) -> Response:
    """New notices, as server-sent events.

    Kinds: `notice` (`{id, title, level}`) and `read` (`{unread}`).
    """
    return event_stream(request, events, me.home_agency.id, me.user_id, after)


def _view(notice: Notice) -> NoticeView:
    about = AboutView(kind=notice.about[0], id=notice.about[1]) if notice.about else None
    return NoticeView(
        id=notice.id,
        level=notice.level,
        title=notice.title,
        text=notice.text,
        link=notice.link,
        about=about,
        created_at=notice.created_at,
        read_at=notice.read_at,
    )
