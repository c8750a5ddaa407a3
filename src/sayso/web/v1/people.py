"""The people of the agency: their roles in it, whether they are active, and taking them out."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel

from sayso.identity.people.people import Person
from sayso.identity.permissions import AgencyRole, Permission
from sayso.web.guard import api_routes
from sayso.web.ports import KnownPeople
from sayso.web.v1.access import Known, Me
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import Page, Paging

router = api_routes("/agency/people")


class PersonChange(Body):
    """What is to change of somebody's place in the agency."""

    role: AgencyRole | None = None
    is_active: bool | None = None


class PersonView(BaseModel):
    """Somebody's place in the agency; ``has_account_off`` when they were switched off everywhere."""

    user_id: UUID
    name: str
    email: str
    role: AgencyRole
    is_active: bool
    has_account_off: bool
    since: datetime


class ResetLink(BaseModel):
    """An address where somebody chooses a new password, once, within two hours."""

    url: str


@router.get("")
async def list_people(people: KnownPeople, me: Me, paging: Paging) -> Page[PersonView]:
    """Who belongs to the agency, whoever came first first."""
    return paging.page(await people.of(me.home_agency.id, paging.window), _view)


@router.get("/{user_id}")
async def show_person(people: KnownPeople, me: Me, user_id: UUID) -> PersonView:
    """One of the people of the agency."""
    return _view(await people.show(me.home_agency.id, user_id))


@router.patch("/{user_id}")
async def change_person(people: KnownPeople, me: Me, user_id: UUID, body: PersonChange) -> PersonView:
    """Give somebody another role, let them rest, or let them come back; it takes effect at once."""
    if body.role is not None:
        me.demand_to_give(body.role)
    changed = await people.change(me.home_agency.id, user_id, role=body.role, is_active=body.is_active)
    return _view(changed)


@router.delete("/{user_id}", status_code=204)
async def remove_person(people: KnownPeople, me: Me, user_id: UUID) -> None:
    """Take somebody out of the agency and its applications; what they did keeps their name."""
    await people.remove(me.home_agency.id, user_id)


@router.post("/{user_id}/reset-link", status_code=201)
async def make_reset_link(services: Known, me: Me, user_id: UUID) -> ResetLink:
    """Make a link for a new password; refused for an account that reaches beyond this agency.

    None for API keys: whoever held one could sign in as somebody who may do more.
    """
    me.demand(Permission.ACCOUNT)
    token = await services.people.reset_link(me.home_agency.id, user_id)
    return ResetLink(url=f"{services.settings.platform_origin}/reset/{token}")


def _view(person: Person) -> PersonView:
    return PersonView.model_validate(person, from_attributes=True)
