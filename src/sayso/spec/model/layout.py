"""The layout tree of a page."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field as Described

from .base import Model, PascalName, ShortText


class Direction(StrEnum):
    """How a container arranges its children."""

    ROW = "row"
    COLUMN = "column"
    GRID = "grid"
    TABS = "tabs"
    SIDEBAR = "sidebar"


class Sizing(Model):
    """Share of the parent: ``basis`` is a CSS length, percentage or ``auto``."""

    basis: str | None = None
    grow: float | None = None
    shrink: float | None = None


class Placement(Model):
    """What differs at one width; anything unset follows the desktop."""

    direction: Direction | None = None
    columns: int | None = Described(default=None, ge=1, le=12)
    hidden: bool = False
    order: int | None = None


class Responsive(Model):
    """Phone (below 640 px), tablet (below 1024 px) and desktop."""

    mobile: Placement | None = None
    tablet: Placement | None = None
    desktop: Placement | None = None


class Slot(Model):
    """A place that shows one component."""

    type: Literal["component"] = "component"
    component: PascalName
    sizing: Sizing | None = None
    responsive: Responsive | None = None
    sticky: bool = False
    order: int | None = None


class Container(Model):
    """A box around other nodes; ``label`` names it where it is a tab."""

    type: Literal["container"] = "container"
    direction: Direction = Direction.COLUMN
    label: ShortText | None = None
    sizing: Sizing | None = None
    responsive: Responsive | None = None
    children: tuple["LayoutNode", ...] = ()


LayoutNode = Annotated[Container | Slot, Described(discriminator="type")]
Container.model_rebuild()
