"""Who may enter an application, in which role and why; giving roles and taking them back."""

from uuid import UUID

from pydantic import BaseModel

from sayso.db.database import Database
from sayso.db.keyset import part_of_list
from sayso.identity.people.role_resolution import Reason, Standing
from sayso.identity.permissions import AgencyRole, Permission
from sayso.identity.principal import Principal
from sayso.runtime import revisions
from sayso.runtime.errors import FieldError, InvalidFieldsError
from sayso.runtime.plan import roles_of
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Role
from sayso.web.guard import api_routes
from sayso.web.ports import KnownDatabase, KnownMembers
from sayso.web.v1.access import Known, Target
from sayso.web.v1.bodies import Body
from sayso.web.v1.pagination import Page, Paging
from sayso.web.v1.words import RoleText

router = api_routes("/modules/{slug}")


class MemberRole(Body):
    """A role of the application's matrix; null takes back the one that was given."""

    role: RoleText | None


class MemberView(BaseModel):
    """Somebody who may enter the application.

    ``reason`` is why they have the role: it was ``given``, ``membership`` of the agency as an administrator,
    or the ``default`` of the application. No role means that they may not enter; ``agency_role`` is none for
    people who were invited to applications alone.
    """

    user_id: UUID
    name: str
    email: str
    role: str | None
    role_label: str | None
    reason: Reason | None
    agency_role: AgencyRole | None


class RoleView(BaseModel):
    """A role of the matrix: the default of people of the agency, the widest, or that of anybody."""

    name: str
    label: str
    is_default: bool
    is_widest: bool
    is_public: bool


@router.get("/members")
async def list_members(services: Known, target: Target, paging: Paging) -> Page[MemberView]:
    """Everybody who may enter the application, by e-mail address."""
    module = target.module
    index = await matrix_of(services.database, module)
    part = await services.members.of(module.site, module.id, roles_of(index), paging.window)
    return paging.page(part, lambda one: _view(index, one))


@router.put("/members/{user_id}")
async def set_member_role(services: Known, target: Target, user_id: UUID, body: MemberRole) -> MemberView:
    """Give somebody a role in the application, or the one they have anyway; it takes effect at once."""
    demand_rows(target.me)
    module = target.module
    index = await matrix_of(services.database, module)
    if body.role is not None:
        demand_role(index, body.role, "role")
    return _view(
        index, await services.members.give(module.site, module.id, roles_of(index), user_id, body.role)
    )


@router.delete("/members/{user_id}", status_code=204)
async def remove_member_role(members: KnownMembers, target: Target, user_id: UUID) -> None:
    """Take back the role that somebody was given; people of the agency keep what that gives them."""
    await members.take_back(target.module.site, target.module.id, user_id)


@router.get("/roles")
async def list_roles(database: KnownDatabase, target: Target, paging: Paging) -> Page[RoleView]:
    """The roles of the application's present matrix."""
    index = await matrix_of(database, target.module)
    permissions, widest = index.spec.permissions, index.widest_role

    def view(role: Role) -> RoleView:
        return RoleView(
            name=role.name,
            label=role.label,
            is_default=role.name == permissions.default_role,
            is_widest=role.name == widest,
            is_public=role.name == permissions.public_role,
        )

    return paging.page(part_of_list(permissions.roles, paging.window, lambda role: role.name), view)


async def matrix_of(database: Database, module: Module) -> SpecIndex:
    """The present spec of a module, for its roles."""
    async with database.unit(module.site.agency_id) as session:
        return SpecIndex(AppSpec.model_validate(await revisions.spec_of(session, module)))


def label_of(index: SpecIndex, name: str | None) -> str | None:
    """What a role is called; none for one that the matrix has not."""
    return next((role.label for role in index.spec.permissions.roles if role.name == name), None)


def demand_rows(me: Principal) -> None:
    """Refuse an API key that does not reach rows itself to let others reach them."""
    me.demand(Permission.DATA_READ)
    me.demand(Permission.DATA_WRITE)


def demand_role(index: SpecIndex, name: str, field: str) -> None:
    """Refuse a role that the matrix has not, or that is for whoever is not signed in; the error says why."""
    roles = roles_of(index).names
    if name == index.spec.permissions.public_role:
        message = f"“{name}” is for people who are not signed in, so nobody is given it."
        raise InvalidFieldsError([FieldError(field, message)])
    if name not in roles:
        known = ", ".join(roles) or "none"
        raise InvalidFieldsError(
            [FieldError(field, f"The application has no role “{name}”; it has {known}.")]
        )


def _view(index: SpecIndex, found: Standing) -> MemberView:
    return MemberView(
        user_id=found.user_id,
        name=found.name,
        email=found.email,
        role=found.role,
        role_label=label_of(index, found.role),
        reason=found.reason,
        agency_role=found.agency_role,
    )
