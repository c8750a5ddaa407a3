"""Signing in and out with a browser, who is signed in, and from where else."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Request, Response
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

from sayso.errors import ConflictError, NotFoundError
from sayso.identity.authentication import accounts
from sayso.identity.authentication.sessions import SIGNED_OUT, SessionKind, Sessions, SignIn
from sayso.identity.permissions import AgencyRole
from sayso.identity.principal import Principal, PrincipalKind
from sayso.runtime.errors import SignInNeededError
from sayso.web.guard import api_routes
from sayso.web.ports import KnownSessions
from sayso.web.v1.access import Known, Me
from sayso.web.v1.bodies import Body
from sayso.web.v1.browsers import browser_of
from sayso.web.v1.pagination import Page, Paging

router = api_routes("/auth")

LONGEST_EMAIL = 254
Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=LONGEST_EMAIL)]
TypedPassword = Annotated[str, StringConstraints(min_length=1, max_length=1000)]
LinkToken = Annotated[str, StringConstraints(min_length=1, max_length=200)]


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("A name is one line of text.")
    return text


Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100), AfterValidator(_one_line)
]


class PasswordSignIn(Body):
    """Who signs in."""

    email: Email
    password: TypedPassword


class LinkSignIn(Body):
    """The last part of a link that signs in."""

    token: LinkToken


class AgencyChoice(Body):
    """The slug of the agency to work for."""

    agency: Annotated[str, StringConstraints(min_length=1, max_length=100)]


class AccountChange(Body):
    """What people may change of themselves."""

    name: Name


class UserView(BaseModel):
    """A person; without a password, links and OpenID Connect lead in."""

    id: UUID
    email: str
    name: str
    has_password: bool


class PlaceView(BaseModel):
    """An agency that somebody belongs to, and as what."""

    id: UUID
    slug: str
    name: str
    role: AgencyRole


class AccountView(BaseModel):
    """Who is signed in, the agency that calls speak for, what is allowed there, and other agencies."""

    user: UserView
    kind: PrincipalKind
    agency: PlaceView | None
    permissions: list[str]
    agencies: list[PlaceView]
    session_id: UUID | None = Field(description="Null for the operator of this machine.")


class SessionView(BaseModel):
    """One place where somebody is signed in; ``module_id`` where it is good for that application alone."""

    id: UUID
    kind: SessionKind
    is_this: bool
    browser: str = Field(examples=["Firefox on Linux"])
    address: str
    module_id: UUID | None
    signed_in_at: datetime
    last_seen_at: datetime = Field(description="Kept once a minute.")
    expires_at: datetime


@router.post("/session")
async def sign_in(request: Request, response: Response, services: Known, body: PasswordSignIn) -> AccountView:
    """Sign this browser in; its cookie is the session."""
    user = await services.sign_in.check_typed(request, body.email, body.password)
    return await _account(services.sessions, await services.sign_in.start(request, response, user))


@router.post("/link")
async def sign_in_by_link(
    request: Request, response: Response, services: Known, body: LinkSignIn
) -> AccountView:
    """Sign this browser in with a link, which works once."""
    user_id = await services.sessions.user_of_link(body.token)
    return await _account(services.sessions, await services.sign_in.start(request, response, user_id))


@router.delete("/session", status_code=204)
async def sign_out(request: Request, response: Response, services: Known) -> None:
    """Sign out here: the cookie's session ends, or that of the access token."""
    me: Principal | None = request.state.principal
    if me is not None and me.session_id is not None:
        await services.sessions.end(me.session_id, SIGNED_OUT)
    await services.sign_in.end(request, response)


@router.post("/sign-out-everywhere", status_code=204)
async def sign_out_everywhere(request: Request, response: Response, services: Known, me: Me) -> None:
    """End every session there is of the sender: browsers, programs and applications."""
    await services.sessions.end_all(me.user_id)
    await services.sign_in.end(request, response)


@router.get("/me")
async def show_account(sessions: KnownSessions, me: Me) -> AccountView:
    """Who sends this, for which agency, and what they may do there."""
    return await _account(sessions, me)


@router.patch("/me")
async def change_account(services: Known, me: Me, body: AccountChange) -> AccountView:
    """Have another name."""
    async with services.database.unit(me.agency.id if me.agency else None) as session:
        await accounts.rename(session, me.user_id, body.name)
    services.sessions.forget()
    services.admissions.forget()
    return await _account(services.sessions, me)


@router.post("/agency")
async def switch_agency(services: Known, me: Me, body: AgencyChoice) -> AccountView:
    """Let this sign-in speak for another agency of the sender from now on."""
    if me.session_id is None:
        raise ConflictError(
            "There is no session to keep the agency in.",
            hint="Name it in each request: Sayso-Agency: <slug>.",
        )
    async with services.database.unit(None) as session:
        places = await accounts.belongings(session, me.user_id)
    agency = next((one.agency for one in places if one.agency.slug == body.agency), None)
    if agency is None:
        raise NotFoundError(
            f"There is no agency “{body.agency[:60]}” here.",
            hint="`GET /api/v1/auth/me` names those you belong to.",
        )
    switched = await services.sessions.switch(me.session_id, agency)
    if switched is None:
        raise SignInNeededError("This session has ended.", hint="Sign in again.")
    return await _account(services.sessions, switched)


@router.get("/sessions")
async def list_sessions(sessions: KnownSessions, me: Me, paging: Paging) -> Page[SessionView]:
    """Where the sender is signed in, the newest first."""
    part = await sessions.page_of(me.user_id, paging.window)
    return paging.page(part, lambda one: _view(one, me))


@router.delete("/sessions/{session_id}", status_code=204)
async def end_session(sessions: KnownSessions, me: Me, session_id: UUID) -> None:
    """Sign out in one other place."""
    if not await sessions.end(session_id, SIGNED_OUT, user_id=me.user_id):
        raise NotFoundError(
            "You are not signed in there.", hint="`GET /api/v1/auth/sessions` shows where you are."
        )


async def _account(sessions: Sessions, me: Principal) -> AccountView:
    known = await sessions.account_of(me.user_id)
    agency = me.agency
    return AccountView(
        user=UserView(
            id=me.user_id,
            email=known.user.email,
            name=known.user.name,
            has_password=known.has_password,
        ),
        kind=me.kind,
        agency=None
        if agency is None or me.role is None
        else PlaceView(id=agency.id, slug=agency.slug, name=agency.name, role=me.role),
        permissions=sorted(one.value for one in me.permissions),
        agencies=[
            PlaceView(id=one.agency.id, slug=one.agency.slug, name=one.agency.name, role=one.role)
            for one in known.places
        ],
        session_id=me.session_id,
    )


def _view(one: SignIn, me: Principal) -> SessionView:
    return SessionView(
        id=one.id,
        kind=one.kind,
        is_this=one.id == me.session_id,
        browser=browser_of(one.user_agent),
        address=one.address,
        module_id=one.module_id,
        signed_in_at=one.created_at,
        last_seen_at=one.last_seen_at,
        expires_at=one.expires_at,
    )
