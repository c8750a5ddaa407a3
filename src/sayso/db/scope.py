"""On whose behalf statements on the tables of modules run."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """The site, the acting member and the member's role in the module; row-level security reads all three.

    ``time_zone`` is where the people of the site look at the clock; unset, it is what the module began with.
    """

    site_id: UUID
    member_id: UUID
    role: str
    time_zone: str = ""
