"""What the API takes of dashboards."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from sayso.blocks.dashboards.types import LONGEST_DAYS, MOST_BLOCKS, MOST_ROWS, Visibility
from sayso.web.v1.bodies import Body
from sayso.web.v1.words import MaybeNameText

DashboardName = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029]*$"
    ),
]
Confirm = Annotated[
    bool, Field(description="Whether a person knows whose rights the data of its blocks comes with.")
]


class NewDashboard(Body):
    """A dashboard for oneself, until it is shared."""

    name: DashboardName


class DashboardChange(Body):
    """What is to be different; what is left out stays.

    `position` is the place among the dashboards that one sees, from 0 on. Opening one to the `agency` whose
    blocks read applications needs `confirm`.
    """

    name: DashboardName | None = None
    visibility: Visibility | None = None
    position: Annotated[int, Field(ge=0, le=10_000)] | None = None
    confirm: Confirm = False


class TileBody(Body):
    """Where a block is: columns and rows from 0 on."""

    block: UUID
    x: int = Field(ge=0, le=11)
    y: int = Field(ge=0, le=MOST_ROWS)
    w: int = Field(ge=1, le=12)
    h: int = Field(ge=1, le=100)


class NewLayout(Body):
    """Where each block is to be; those that are left out find a place below."""

    items: list[TileBody] = Field(max_length=MOST_BLOCKS)


class NewShare(Body):
    """A link for anybody who has it; without `days` it works until it is withdrawn."""

    label: MaybeNameText = ""
    days: Annotated[int, Field(ge=1, le=LONGEST_DAYS)] | None = None
    confirm: Confirm = False
