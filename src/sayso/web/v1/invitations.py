"""Invitations by link, and what whoever holds such a link can do with it."""

import logging
from datetime import datetime
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel

from sayso.db.database import Database
from sayso.errors import AppError, ConflictError, InputError
from sayso.identity.people.invitation_rows import Invitation, InvitationState
from sayso.identity.people.invitations import Accepted, Place
from sayso.identity.people.invitations import NewInvitation as MadeRecord
from sayso.identity.people.normalization import email_of
from sayso.identity.permissions import AgencyRole
from sayso.identity.principal import Principal
from sayso.runtime import repository
from sayso.runtime.errors import SignInNeededError
from sayso.settings import Settings
from sayso.web.guard import api_routes
from sayso.web.ports import KnownInvitations
from sayso.web.services import Services
from sayso.web.v1.access import Known, Me, addressed
from sayso.web.v1.bodies import Body
from sayso.web.v1.members import demand_role, demand_rows, label_of, matrix_of
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.words import EmailText, LinkToken, MaybeNameText, NameText, PasswordText, RoleText, SlugText

router = api_routes()
_log = logging.getLogger(__name__)


class NewInvitation(Body):
    """Whom to invite: to the agency in a ``role``, or to one ``module`` alone in its ``module_role``."""

    email: EmailText
    name: MaybeNameText = ""
    role: AgencyRole | None = None
    module: SlugText | None = None
    module_role: RoleText | None = None


class ModuleName(BaseModel):
    """An application that somebody is invited to, and the role they will have in it."""

    slug: str
    name: str
    role: str


class InvitationView(BaseModel):
    """An invitation without its link; ``module`` is none for one to the agency."""

    id: UUID
    email: str
    name: str
    role: AgencyRole | None
    module: ModuleName | None
    state: InvitationState
    invited_by: str | None
    created_at: datetime
    expires_at: datetime


class MadeInvitation(InvitationView):
    """An invitation whose link is shown this once; ``is_mailed`` when a letter with it is under way."""

    url: str
    is_mailed: bool


class Link(Body):
    """The secret of an invitation's link."""

    token: LinkToken


class Acceptance(Link):
    """Somebody without an account chooses a name and a password; others are signed in and send neither."""

    name: NameText | None = None
    password: PasswordText | None = None


class OpenedView(BaseModel):
    """What a link leads to; with ``has_account`` whoever was invited signs in first."""

    agency: str
    email: str
    name: str
    role: AgencyRole | None
    module: str | None
    module_role: str | None
    invited_by: str | None
    expires_at: datetime
    has_account: bool


class AcceptedView(BaseModel):
    """Where somebody has a place from now on; ``url`` leads there."""

    email: str
    agency: str
    module: str | None
    url: str


@router.get("/agency/invitations")
async def list_invitations(invitations: KnownInvitations, me: Me, paging: Paging) -> Page[InvitationView]:
    """The agency's invitations, the newest first, whatever became of them."""
    return paging.page(await invitations.of(me.home_agency.id, paging.window), view_of)


@router.post("/agency/invitations", status_code=201)
async def invite(services: Known, me: Me, body: NewInvitation) -> MadeInvitation:
    """Invite somebody by a link, which works for seven days and is mailed where mail is set up."""
    place = await _place(services, me, body)
    made = await services.invitations.create(
        me.home_agency.id, email_of(body.email), body.name, place, me.user_id
    )
    return await send(services, made)


@router.delete("/agency/invitations/{invitation_id}", status_code=204)
async def revoke_invitation(invitations: KnownInvitations, me: Me, invitation_id: UUID) -> None:
    """Take an invitation back; its link works no more."""
    await invitations.revoke(me.home_agency.id, invitation_id)


@router.post("/agency/invitations/{invitation_id}/resend", status_code=201)
async def resend_invitation(services: Known, me: Me, invitation_id: UUID) -> MadeInvitation:
    """Make another link of an invitation; the one before works no more."""
    return await send(services, await services.invitations.resend(me.home_agency.id, invitation_id))


@router.post("/invitations/look")
async def look_at_invitation(services: Known, body: Link) -> OpenedView:
    """Say what the link of an invitation leads to; nothing changes."""
    opened = await services.invitations.look(body.token)
    found = opened.invitation
    return OpenedView(
        agency=found.agency.name,
        email=found.email,
        name=found.name,
        role=found.role,
        module=found.module.name if found.module else None,
        module_role=await module_role_of(services.database, found),
        invited_by=found.invited_by,
        expires_at=found.expires_at,
        has_account=opened.has_account,
    )


@router.post("/invitations/accept")
async def accept_invitation(services: Known, request: Request, body: Acceptance) -> AcceptedView:
    """Accept an invitation, once: with a name and a password, or as whoever is signed in."""
    me: Principal | None = request.state.principal
    accepted = await accept(services, me, body.token, body.name, body.password)
    found = accepted.invitation
    return AcceptedView(
        email=found.email,
        agency=found.agency.name,
        module=found.module.name if found.module else None,
        url=url_of(services.settings, found),
    )


async def accept(
    services: Services, me: Principal | None, token: str, name: str | None, password: str | None
) -> Accepted:
    """Accept with a name and a password of one's own, otherwise as ``me``, who is signed in."""
    opened = await services.invitations.look(token)
    await module_role_of(services.database, opened.invitation)
    if password is not None:
        given = name or opened.invitation.name
        if not given:
            raise InputError("A name is missing.", hint="Say how others here are to see you.")
        return await services.invitations.accept_new(token, given, password)
    if me is None:
        raise SignInNeededError(
            f"This invitation is for {opened.invitation.email}, and nobody is signed in.",
            hint="Sign in with that address, or send a name and a password if there is no account yet.",
        )
    return await services.invitations.accept_as(token, me)


async def module_role_of(database: Database, found: Invitation) -> str | None:
    """What the role in the module is called that somebody is invited to; none for one to the agency.

    Raises:
        ConflictError: when the application has lost this role since, or is gone.
    """
    if found.module is None:
        return None
    async with database.unit(found.agency.id) as session:
        module = await repository.module_of(session, found.agency.id, found.module.module_id)
    label = label_of(await matrix_of(database, module), found.module.role) if module else None
    if label is None:
        raise ConflictError(
            f"“{found.module.name}” has no longer the role that this invitation is for.",
            hint="Ask for another invitation.",
        )
    return label


def url_of(settings: Settings, found: Invitation) -> str:
    """Where an invitation leads to once it was accepted."""
    if found.module is not None:
        return settings.module_origin(found.module.slug)
    return settings.platform_origin


def view_of(found: Invitation) -> InvitationView:
    """What the API shows of an invitation."""
    module = found.module
    return InvitationView(
        id=found.id,
        email=found.email,
        name=found.name,
        role=found.role,
        module=ModuleName(slug=module.slug, name=module.name, role=module.role) if module else None,
        state=found.state,
        invited_by=found.invited_by,
        created_at=found.created_at,
        expires_at=found.expires_at,
    )


async def send(services: Services, made: MadeRecord) -> MadeInvitation:
    """The one answer that has the link in it; where mail is set up, the link is mailed as well."""
    found = made.invitation
    url = f"{services.settings.platform_origin}/invitations/{made.token}"
    is_mailed = False
    if services.mail.is_set_up:
        try:
            await services.mail.send(found.email, f"Invitation to {found.place}", _letter(found, url))
            is_mailed = True
        except AppError as error:
            _log.warning("the invitation of %s was not mailed: %s", found.email, error)
    return MadeInvitation(**view_of(found).model_dump(), url=url, is_mailed=is_mailed)


def _letter(found: Invitation, url: str) -> str:
    hello = f"Hello {found.name}" if found.name else "Hello"
    return (
        f"{hello},\n\n{found.invited_by or 'Somebody'} invites you to {found.place}.\n\n"
        f"Open this link to accept, until {found.expires_at:%d %B %Y, %H:%M} UTC:\n\n{url}\n\n"
        "If you did not expect this, you need do nothing.\n"
    )


async def _place(services: Services, me: Principal, body: NewInvitation) -> Place:
    if body.module is None:
        if body.role is None or body.module_role is not None:
            raise InputError(
                "It is not said what the invitation is to.",
                hint="Give a role in the agency, or a module and a module_role.",
            )
        me.demand_to_give(body.role)
        return Place(role=body.role)
    if body.role is not None or body.module_role is None:
        raise InputError(
            "An invitation to an application alone takes a role of that application and none of the agency.",
            hint="Give module and module_role, and leave role out.",
        )
    demand_rows(me)
    module = (await addressed(services, me, body.module)).module
    demand_role(await matrix_of(services.database, module), body.module_role, "module_role")
    return Place(module_id=module.id, module_role=body.module_role)
