"""Whom the proofs act as: one member for each role (for the public one, somebody who is not signed in), and
some who have none of the rows."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sayso.db.scope import NOBODY
from sayso.proofs.types import Actor
from sayso.spec.index import SpecIndex

UNKNOWN_ROLE = "nobody_knows_this_role"
MOST_FAMILIES = 6


@dataclass(frozen=True, slots=True)
class People:
    """Two sites and the members of each; the same members belong to both, so that only the site differs."""

    site: UUID
    other_site: UUID
    members: tuple[Actor, ...]
    """In the order of the roles; then those who are nobody to the others, whose role is empty."""

    @classmethod
    def of(cls, index: SpecIndex) -> "People":
        """People for a spec: so many that what is one's by one relation is another's by the next."""
        roles = [role.name for role in index.spec.permissions.roles]
        widest = max((len(index.parents(name)) for name in index.entities), default=0)
        wanted = max(len(roles) + 1, min(widest + 2, MOST_FAMILIES), 3)
        names = [*roles, *(f"stranger {n}" for n in range(1, wanted - len(roles) + 1))]
        site = uuid4()
        public = index.spec.permissions.public_role
        members = tuple(
            Actor(name, name, NOBODY, NOBODY, site)
            if name == public
            else Actor(name, name if name in roles else "", uuid4(), uuid4(), site)
            for name in names
        )
        return cls(site, uuid4(), members)

    @property
    def acting(self) -> tuple[Actor, ...]:
        """Those who have a role."""
        return tuple(actor for actor in self.members if actor.role)

    def of_role(self, role: str) -> Actor:
        """The member who acts in this role."""
        return next(actor for actor in self.members if actor.role == role)

    def without_role(self) -> Actor:
        """Somebody on the site of whom no role is known."""
        return replace(self.members[-1], name="nobody", role="")

    def outsider(self) -> Actor:
        """A member whose role the module does not know."""
        return replace(self.members[-1], name="someone without a role", role=UNKNOWN_ROLE)
