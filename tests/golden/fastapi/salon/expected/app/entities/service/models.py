"""Models of services: what rows look like, and what may be given."""

from typing import Annotated

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Between, Boolean, Ids, Integer, Money, Text, Titles


class Service(Row):
    """One of the services."""

    name: Text | None = Field(default=None, title="Name")
    price: Money | None = Field(default=None, title="Price")
    duration: Integer | None = Field(default=None, title="Duration")
    active: Boolean | None = Field(default=None, title="Active")
    stylists_ids: Ids = Field(default=UNSET, title="Stylists")
    stylists_titles: Titles = Field(default=UNSET, title="Stylists")


class ServicePatch(Body):
    """Changes of a row: service. What is not named stays as it is."""

    name: Text = Field(default=UNSET, title="Name")
    price: Annotated[Money, Between(0)] = Field(default=UNSET, title="Price")
    duration: Annotated[Integer, Between(5, 480)] = Field(
        default=UNSET,
        title="Duration",
        description="In minutes.",
    )
    active: Boolean | None = Field(default=None, title="Active")
    stylists_ids: Ids = Field(default=UNSET, title="Stylists")


class ServiceCreate(ServicePatch):
    """A new row: service."""

    name: Text = Field(title="Name")
    price: Annotated[Money, Between(0)] = Field(title="Price")
