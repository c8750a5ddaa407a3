"""On whose behalf statements on the tables of modules run."""

from dataclasses import dataclass
from uuid import UUID

NOBODY = UUID(int=0)
"""Stands for the member where nobody is signed in; no member has this id, so nothing is nobody's own."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The site, the acting member and the member's role in the module; row-level security reads all three.

    ``time_zone`` is where the people of the site look at the clock; unset, it is what the module began with.
    ``cause`` is what a program that acts for the member says of itself; the history keeps it.
    """

    site_id: UUID
    member_id: UUID
    role: str
    time_zone: str = ""
    cause: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.member_id == NOBODY
