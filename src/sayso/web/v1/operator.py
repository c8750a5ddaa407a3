"""What only whoever runs commands on this machine may do: with people of every agency."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import BaseModel, Field

from sayso.identity.people.normalization import email_of
from sayso.identity.people.users import NewUser, UserRecord
from sayso.identity.permissions import AgencyRole
from sayso.web.guard import api_routes
from sayso.web.ports import KnownUsers
from sayso.web.v1.access import Known, Me
from sayso.web.v1.bodies import Body
from sayso.web.v1.keys import MadeKey, NewApiKey, view_of_new
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.words import EmailText, MaybeNameText

router = api_routes("/operator")

EmailPath = Annotated[str, Path(max_length=254, description="The user's e-mail address.")]


class NewPerson(Body):
    """Somebody to be made in the agency that is spoken of; without a password there will be a link."""

    email: EmailText
    name: MaybeNameText = ""
    role: AgencyRole = AgencyRole.USER
    password: Annotated[str, Field(max_length=1000)] | None = None


class UserChange(Body):
    """Whether the user may sign in."""

    is_active: bool


class UsersAgency(BaseModel):
    """What a user is in one agency."""

    agency: str
    role: AgencyRole
    is_active: bool


class KnownUser(BaseModel):
    """A user across agencies."""

    id: UUID
    email: str
    name: str
    is_active: bool
    has_password: bool
    created_at: datetime
    agencies: list[UsersAgency]


class MadePerson(KnownUser):
    """A new user; ``link`` leads to where they choose a password, and is none if they have one."""

    link: str | None


class OneTimeLink(BaseModel):
    """An address that works once."""

    url: str


@router.post("/users", status_code=201)
async def make_user(users: KnownUsers, me: Me, body: NewPerson) -> MadePerson:
    """Make a user who belongs to the agency in this role, without asking them."""
    email = email_of(body.email)
    new = NewUser(email, body.name or email.partition("@")[0], body.role, body.password)
    made = await users.add(me.home_agency, new)
    link = None if made.has_password else await users.reset_link(made.email)
    return MadePerson(**_view(made).model_dump(), link=link)


@router.get("/users")
async def list_users(users: KnownUsers, paging: Paging) -> Page[KnownUser]:
    """Everybody there is in any agency, by e-mail address."""
    return paging.page(await users.list(paging.window), _view)


@router.patch("/users/{email}")
async def change_user(users: KnownUsers, email: EmailPath, body: UserChange) -> KnownUser:
    """Lock a user out of everything at once, or let them back."""
    return _view(await users.switch(email, is_active=body.is_active))


@router.post("/users/{email}/reset-links", status_code=201)
async def make_reset_link_for_user(users: KnownUsers, email: EmailPath) -> OneTimeLink:
    """Make a link with which a user chooses a new password."""
    return OneTimeLink(url=await users.reset_link(email))


@router.delete("/users/{email}/sessions", status_code=204)
async def sign_user_out(users: KnownUsers, email: EmailPath) -> None:
    """Sign a user out everywhere."""
    await users.sign_out(email)


@router.post("/users/{email}/keys", status_code=201)
async def make_key_for_user(services: Known, me: Me, email: EmailPath, body: NewApiKey) -> MadeKey:
    """Make an API key for a user of the agency, which cannot do more than they may."""
    owner = await services.users.as_person(email, me.home_agency)
    return view_of_new(await services.keys.create(owner, body.name, body.scopes, body.lifetime))


@router.post("/signin-links", status_code=201)
async def make_platform_link(users: KnownUsers, me: Me) -> OneTimeLink:
    """Make a link that signs the person at this machine in to the platform."""
    return OneTimeLink(url=await users.signin_link(me))


def _view(user: UserRecord) -> KnownUser:
    return KnownUser(
        id=user.id,
        email=user.email,
        name=user.name,
        is_active=user.is_active,
        has_password=user.has_password,
        created_at=user.created_at,
        agencies=[
            UsersAgency(agency=one.agency.slug, role=one.role, is_active=one.is_active) for one in user.places
        ],
    )
