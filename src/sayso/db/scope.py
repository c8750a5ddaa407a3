"""On whose behalf statements on the tables of modules run."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Scope:
    """The site, the acting member and the member's role in the module; row-level security reads all three."""

    site_id: UUID
    member_id: UUID
    role: str
