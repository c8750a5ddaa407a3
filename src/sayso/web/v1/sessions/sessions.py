"""Build sessions: begin, list, look, change, end; and what is said in them."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request, Response

from sayso.conversations.people import Access
from sayso.conversations.session_messages import Answer, Steer
from sayso.conversations.types import Status
from sayso.design.registry import DesignerName, pick_designing
from sayso.llm.service import LanguageModels
from sayso.llm.types import Caller
from sayso.web.body_limits import SPEC, WORDS, takes
from sayso.web.guard import api_routes
from sayso.web.ports import KnownConversations
from sayso.web.server_sent_events import Listening, event_stream
from sayso.web.v1.access import Known, Me, addressed
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.sessions.bodies import NewMessage, NewSession, SessionChange
from sayso.web.v1.sessions.views import (
    BegunView,
    BuildSessionView,
    MessageView,
    SentView,
    SessionLine,
    TurnView,
    message_view,
    sent_view,
    session_line,
    session_view,
    turn_view,
)
from sayso.web.v1.words import SlugText

router = api_routes("/sessions")

After = Annotated[int, Query(ge=0, le=2**63 - 1, description="The id of the last event that is known.")]


@router.post("", status_code=201)
@takes(SPEC)
async def begin_build_session(services: Known, me: Me, body: NewSession) -> BegunView:
    """Begin a session, with a first message if one is sent along."""
    agency_id = me.home_agency.id
    module = (await addressed(services, me, body.module)).module if body.module else None
    await _demand_designer(services.languages, me, body.designer)
    known = await services.conversations.sessions.begin(
        agency_id,
        me.user_id,
        name=body.name or "",
        description=body.description,
        designer=body.designer.value,
        feedback_seconds=body.feedback_seconds,
        module=module,
        spec=body.spec,
        words=body.text,
    )
    if not body.text.strip():
        return BegunView(session=session_line(known), message=None, turn=None)
    sent = await services.conversations.talking.say(agency_id, known.id, me.user_id, body.text)
    known = await services.conversations.sessions.find(agency_id, known.id)
    return BegunView(session=session_line(known), **dict(sent_view(sent)))


@dataclass(frozen=True, slots=True)
class Which:
    """What the sessions of a list have in common."""

    status: Annotated[Status | None, Query()] = None
    q: Annotated[str, Query(max_length=200, description="A part of the name.")] = ""
    module: Annotated[SlugText | None, Query(description="The application that they are about.")] = None
    everybody: Annotated[
        bool, Query(description="Those of the whole agency, which administrators may ask for.")
    ] = False


@router.get("")
async def list_build_sessions(
    services: Known, me: Me, paging: Paging, which: Annotated[Which, Depends()]
) -> Page[SessionLine]:
    """Sessions that are yours or shared with you, the newest first; administrators may list all."""
    about = (await addressed(services, me, which.module)).module if which.module else None
    found = await services.conversations.sessions.page(
        me,
        paging.window,
        status=which.status,
        named=which.q.strip(),
        module_id=about.id if about else None,
        everybody=which.everybody,
    )
    return paging.page(found, session_line)


@router.get("/{build_session_id}")
async def show_build_session(services: Known, me: Me, build_session_id: UUID) -> BuildSessionView:
    """A session with where it stands and what is being worked on."""
    found = await services.conversations.sessions.look(me.home_agency.id, build_session_id)
    access = await services.conversations.people.access(me, build_session_id)
    return session_view(services.settings, found, access or Access.VIEWER)


@router.patch("/{build_session_id}")
async def change_build_session(
    services: Known, me: Me, build_session_id: UUID, body: SessionChange
) -> SessionLine:
    """Give a session another name, description, designer or length of feedback windows; rate it."""
    if body.designer is not None:
        await _demand_designer(services.languages, me, body.designer)
    known = await services.conversations.sessions.change(
        me.home_agency.id,
        build_session_id,
        name=body.name,
        description=body.description,
        feedback_seconds=body.feedback_seconds,
        designer=body.designer and body.designer.value,
        satisfaction=body.satisfaction,
    )
    return session_line(known)


@router.post("/{build_session_id}/cancel")
async def cancel_build_session(
    conversations: KnownConversations, me: Me, build_session_id: UUID
) -> SessionLine:
    """End a session that is not complete; what was said and made stays readable."""
    known = await conversations.sessions.cancel(me.home_agency.id, build_session_id, me.name)
    return session_line(known)


@router.delete("/{build_session_id}", status_code=204)
async def delete_build_session(conversations: KnownConversations, me: Me, build_session_id: UUID) -> None:
    """Forget a session and its conversation; a module that came of it stays."""
    await conversations.sessions.remove(me.home_agency.id, build_session_id)


@router.post("/{build_session_id}/messages", status_code=202)
@takes(WORDS)
async def send_message(
    conversations: KnownConversations, me: Me, build_session_id: UUID, body: NewMessage
) -> SentView:
    """Say something. It is kept at once, and worked on in a turn; the events tell how far that is."""
    sent = await conversations.talking.say(
        me.home_agency.id,
        build_session_id,
        me.user_id,
        body.text,
        about=body.about,
        answers=[Answer(one.question, one.answer) for one in body.answers],
        key=body.key,
    )
    return sent_view(sent)


@router.get("/{build_session_id}/messages")
async def list_messages(
    conversations: KnownConversations, me: Me, build_session_id: UUID, paging: Paging
) -> Page[MessageView]:
    """What was said, the newest first."""
    found = await conversations.talking.messages(me.home_agency.id, build_session_id, paging.window)
    return paging.page(found, message_view)


@router.get(
    "/{build_session_id}/events",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
async def follow_build_session(
    services: Known, me: Me, request: Request, build_session_id: UUID, after: After = 0
) -> Response:
    """What happens in a session, as server-sent events, from behind an event on.

    A client that was cut off sends the id of the last event it has as `Last-Event-ID`, as browsers do.
    """
    known = await services.conversations.sessions.find(me.home_agency.id, build_session_id)

    async def may_still() -> bool:
        return await services.conversations.people.access(me, build_session_id) is not None

    listening = Listening(may_still, asked_at=frozenset({"people"}))
    return event_stream(request, services.events, known.agency_id, known.id, after, listening=listening)


@router.get("/{build_session_id}/turns")
async def list_turns(
    conversations: KnownConversations, me: Me, build_session_id: UUID, paging: Paging
) -> Page[TurnView]:
    """What became of each message, the newest first."""
    found = await conversations.sessions.turns(me.home_agency.id, build_session_id, paging.window)
    return paging.page(found, turn_view)


@router.post("/{build_session_id}/turns/current/{steer}")
async def steer_turn(
    conversations: KnownConversations, me: Me, build_session_id: UUID, steer: Steer
) -> TurnView:
    """Cancel the turn at hand, pause or resume the clock of its feedback windows, or go past them."""
    turn = await conversations.talking.steer(me.home_agency.id, build_session_id, steer, me.name or me.email)
    return turn_view(turn)


async def _demand_designer(languages: LanguageModels, me: Me, name: DesignerName) -> None:
    """Refuse a designer that is not set up, before anybody talks to it."""
    if name is DesignerName.LLM:
        models = await languages.of(Caller(me.home_agency.id, None, me.user_id))
        pick_designing(name, models)
