"""Who has access to a session: its owner, and those it is shared with."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel

from sayso.conversations.people import Access, SessionPerson
from sayso.web.guard import api_routes
from sayso.web.ports import KnownConversations
from sayso.web.v1.access import Me
from sayso.web.v1.bodies import Body
from sayso.web.v1.sessions.views import SessionLine, session_line

router = api_routes("/sessions/{build_session_id}")


class SessionPersonView(BaseModel):
    """Somebody who has access to a session; viewers look, editors work in it, the owner shares it."""

    user_id: UUID
    name: str
    email: str
    access: Access


class SessionPeopleView(BaseModel):
    """Everybody who has access, the owner first; a session whose owner left the platform has none."""

    people: list[SessionPersonView]


class Sharing(Body):
    """What somebody may do in the session."""

    access: Literal["viewer", "editor"]


@router.get("/people")
async def list_session_people(
    conversations: KnownConversations, me: Me, build_session_id: UUID
) -> SessionPeopleView:
    """Who has access to a session."""
    return _view(await conversations.people.of(me.home_agency.id, build_session_id))


@router.put("/people/{user_id}")
async def share_session(
    conversations: KnownConversations, me: Me, build_session_id: UUID, user_id: UUID, body: Sharing
) -> SessionPeopleView:
    """Share a session with somebody of the agency, or change what they may do in it."""
    people = conversations.people
    return _view(await people.share(me.home_agency.id, build_session_id, user_id, Access(body.access)))


@router.delete("/people/{user_id}", status_code=204)
async def unshare_session(
    conversations: KnownConversations, me: Me, build_session_id: UUID, user_id: UUID
) -> None:
    """Take somebody's access away; those who are not the owner may only leave themselves."""
    await conversations.people.unshare(me, build_session_id, user_id)


@router.post("/take-over")
async def take_over_session(conversations: KnownConversations, me: Me, build_session_id: UUID) -> SessionLine:
    """Become the owner of a session, as an administrator of the agency; its owner may still work in it."""
    return session_line(await conversations.people.take_over(me, build_session_id))


def _view(found: list[SessionPerson]) -> SessionPeopleView:
    return SessionPeopleView(
        people=[SessionPersonView.model_validate(one, from_attributes=True) for one in found]
    )
