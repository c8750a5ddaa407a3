"""Dashboards, the layouts of their blocks for each size of screen, and links to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

MOST_BLOCKS = 100
"""Blocks of one dashboard."""
MOST_DASHBOARDS = 200
"""Dashboards of one agency."""
MOST_SHARES = 50
"""Links to one dashboard at the same time."""
MOST_ROWS = 2_000
LONGEST_DAYS = 3_650


class Visibility(StrEnum):
    """Who sees a dashboard besides its owner, links aside."""

    PRIVATE = "private"
    AGENCY = "agency"


class Size(StrEnum):
    """A size of screen, which has a layout of its own."""

    DESKTOP = "desktop"
    TABLET = "tablet"
    PHONE = "phone"


COLUMNS: Mapping[Size, int] = MappingProxyType({Size.DESKTOP: 12, Size.TABLET: 6, Size.PHONE: 1})


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a block is: columns and rows from 0 on."""

    block: UUID
    x: int
    y: int
    w: int
    h: int


Layout = tuple[Tile, ...]
"""Tiles from the top to the bottom, of which no two overlap."""


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody of an agency: administrators edit what others share, and what belongs to nobody any more.

    Who may not write changes nothing, not even what they made.
    """

    agency_id: UUID
    user_id: UUID
    is_admin: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class Dashboard:
    """A dashboard of an agency as somebody sees it.

    ``owner`` is what its owner is called; ``user_id`` is none where that person is gone.
    """

    id: UUID
    agency_id: UUID
    user_id: UUID | None
    owner: str
    name: str
    visibility: Visibility
    blocks: int
    may_edit: bool
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A link to a dashboard; its secret is not known any more."""

    id: UUID
    agency_id: UUID
    dashboard_id: UUID
    label: str
    created_at: datetime
    expires_at: datetime | None
    last_seen_at: datetime | None
