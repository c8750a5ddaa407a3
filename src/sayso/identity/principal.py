"""Who makes a request of the platform, for which agency, and what they may do there."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sayso.db.actor import Actor
from sayso.errors import DeniedError, InputError
from sayso.identity.permissions import GRANTED, AgencyRole, Permission
from sayso.identity.types import Agency


class PrincipalKind(StrEnum):
    """How somebody came in: signed in, with an API key, or as whoever runs commands on this machine."""

    PERSON = "person"
    KEY = "key"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Principal:
    """The sender of a request; ``agency`` is none for a person who belongs to none.

    ``permissions`` are those of the role, less what a key was not given.
    """

    kind: PrincipalKind
    user_id: UUID
    name: str
    email: str
    agency: Agency | None
    role: AgencyRole | None
    permissions: frozenset[Permission]
    session_id: UUID | None = None
    key_id: UUID | None = None

    @property
    def home_agency(self) -> Agency:
        """The agency that is spoken of; ``InputError`` for a person without one."""
        if self.agency is None:
            raise InputError(
                "You belong to no agency.", hint="Ask an administrator of the agency to invite you."
            )
        return self.agency

    def may(self, permission: Permission) -> bool:
        """Whether this is allowed."""
        return permission in self.permissions

    def demand(self, permission: Permission) -> None:
        """Refuse what is not allowed; whether the thing exists plays no part."""
        if permission in self.permissions:
            return
        if self.kind is PrincipalKind.KEY:
            raise DeniedError(
                f"This API key may not do that: it lacks {permission.value}.",
                hint="Make a key that carries this scope.",
            )
        role = self.role.value if self.role else "no role"
        raise DeniedError(
            f"Your role in this agency ({role}) does not allow that.",
            hint="Ask an administrator of the agency.",
        )

    def demand_to_give(self, role: AgencyRole) -> None:
        """Refuse to give somebody more than the sender has, which matters for API keys that carry little."""
        for permission in sorted(GRANTED[role] - {Permission.ACCOUNT}):
            self.demand(permission)

    def actor(self, address: str, agent: str) -> Actor:
        """How the audit log knows the sender."""
        return Actor(self.kind.value, self.user_id, self.name or self.email, address, agent, self.key_id)


def permissions_of(role: AgencyRole | None) -> frozenset[Permission]:
    """What a role may do; a person without an agency still has an account."""
    return frozenset({Permission.ACCOUNT}) if role is None else GRANTED[role]
