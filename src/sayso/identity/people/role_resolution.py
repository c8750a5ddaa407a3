"""Which role people have inside a module, and why: one rule, whoever asks.

A role that was given counts before all. Otherwise administrators of the agency have the widest role of the
module, and its users and viewers the default role; ``api_user`` is for programs and opens no module. People
who do not belong to the agency come in through a role they were given and nothing else. Who is not active,
on the platform or in the agency, has none.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, case, func, literal, select

from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import MemberRoleRow, MemberRow, MembershipRow, UserRow
from sayso.identity.types import ModuleRoles, Site


class Reason(StrEnum):
    """Why somebody has a role in a module."""

    GIVEN = "given"
    MEMBERSHIP = "membership"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Standing:
    """A person seen from a module; no role means no entry, no ``member_id`` that they never came in."""

    user_id: UUID
    name: str
    email: str
    member_id: UUID | None
    role: str | None
    reason: Reason | None
    agency_role: AgencyRole | None


def standings(site: Site, module_id: UUID, roles: ModuleRoles) -> Select[*tuple[Any, ...]]:
    """Everybody known to the agency who is active, with their role in the module; rows for ``standing``."""
    given = MemberRoleRow.role.in_(roles.names)
    is_admin = MembershipRow.role == AgencyRole.ADMIN.value
    is_person = MembershipRow.role.in_([AgencyRole.USER.value, AgencyRole.VIEWER.value])
    widest, default = literal(roles.widest, Text), literal(roles.default, Text)
    return (
        select(
            UserRow.id,
            UserRow.name,
            UserRow.email,
            MemberRow.id.label("member_id"),
            case((given, MemberRoleRow.role), (is_admin, widest), (is_person, default)).label("role"),
            case(
                (given, literal(Reason.GIVEN.value)),
                (is_admin, literal(Reason.MEMBERSHIP.value)),
                (is_person, literal(Reason.DEFAULT.value)),
            ).label("reason"),
            MembershipRow.role.label("agency_role"),
        )
        .outerjoin(
            MembershipRow,
            (MembershipRow.user_id == UserRow.id) & (MembershipRow.agency_id == site.agency_id),
        )
        .outerjoin(
            MemberRow,
            (MemberRow.user_id == UserRow.id)
            & (MemberRow.agency_id == site.agency_id)
            & (MemberRow.site_id == site.id),
        )
        .outerjoin(
            MemberRoleRow,
            (MemberRoleRow.member_id == MemberRow.id)
            & (MemberRoleRow.module_id == module_id)
            & (MemberRoleRow.agency_id == site.agency_id),
        )
        .where(
            UserRow.is_active,
            func.coalesce(MembershipRow.is_active, True),
            MembershipRow.user_id.is_not(None) | MemberRow.id.is_not(None),
        )
    )


def standing(row: Any) -> Standing:
    """A row of ``standings``."""
    return Standing(
        row.id,
        row.name,
        row.email,
        row.member_id,
        row.role,
        None if row.role is None else Reason(row.reason),
        None if row.agency_role is None else AgencyRole(row.agency_role),
    )
