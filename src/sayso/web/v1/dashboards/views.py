"""What the API shows of dashboards."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from sayso.blocks.dashboards.types import Visibility
from sayso.web.v1.blocks.views import BlockView, SharedBlockView


class OwnerView(BaseModel):
    """Who made it, and whose it is."""

    id: UUID
    name: str


class DashboardLine(BaseModel):
    """A dashboard in a list; `blocks` is how many there are on it.

    `owner` is null where whoever made it does not belong to the agency any more; administrators edit it then.
    """

    id: UUID
    name: str
    visibility: Visibility
    blocks: int
    may_edit: bool
    owner: OwnerView | None
    created_at: datetime
    updated_at: datetime


class TileView(BaseModel):
    """Where a block is: columns and rows from 0 on."""

    block: UUID
    x: int
    y: int
    w: int
    h: int


class LayoutsView(BaseModel):
    """Where the blocks are: of 12 columns on a desktop, 6 on a tablet, 1 on a phone."""

    desktop: list[TileView]
    tablet: list[TileView]
    phone: list[TileView]


class ShareView(BaseModel):
    """A link that somebody made; without `expires_at` it works until it is withdrawn."""

    id: UUID
    label: str
    created_at: datetime
    expires_at: datetime | None
    last_seen_at: datetime | None


class DashboardView(BaseModel):
    """A dashboard with all that is on it.

    `shares` is empty for whoever may not edit it. Following the events behind `follow_after` tells everything
    that is not shown here. `confirmation` says whose rights its data comes with, where it reads
    applications: to be read by a person before it is shared.
    """

    id: UUID
    name: str
    visibility: Visibility
    may_edit: bool
    owner: OwnerView | None
    created_at: datetime
    updated_at: datetime
    layouts: LayoutsView
    blocks: list[BlockView]
    shares: list[ShareView]
    confirmation: str | None
    follow_after: int


class MadeShare(BaseModel):
    """A link; its `address` is shown this once."""

    id: UUID
    address: str


class SharedDashboardView(BaseModel):
    """A dashboard as anybody sees it who has a link to it."""

    name: str
    layouts: LayoutsView
    blocks: list[SharedBlockView]
    expires_at: datetime | None = Field(
        description="Until when the link works; null for as long as it is not withdrawn."
    )
    follow_after: int
