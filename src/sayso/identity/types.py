"""What the rest of Sayso knows about people."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Site:
    """A site and the agency it belongs to."""

    id: UUID
    agency_id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Member:
    """A user seen from one site, with the role in one module; no role means no access to it."""

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: str | None


@dataclass(frozen=True, slots=True)
class Home:
    """Where work starts: a user's site and agency."""

    site: Site
    user_id: UUID
    member_id: UUID


@dataclass(frozen=True, slots=True)
class Agency:
    """A customer of the platform."""

    id: UUID
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class User:
    """A person across agencies."""

    id: UUID
    email: str
    name: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class ModuleRoles:
    """The roles of a module's matrix; ``default`` is for people of the agency, ``widest`` for its builder."""

    names: tuple[str, ...]
    default: str | None
    widest: str | None
