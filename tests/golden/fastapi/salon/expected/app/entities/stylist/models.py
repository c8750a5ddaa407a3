"""Models of stylists: what rows look like, and what may be given."""

from typing import Literal

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Id, Ids, Several, Text, Titles

WorksOnChoice = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]


class Stylist(Row):
    """One of the stylists."""

    name: Text | None = Field(default=None, title="Name")
    photo: Id | None = Field(default=None, title="Photo")
    works_on: Several[WorksOnChoice] | None = Field(default=None, title="Works on")
    member_id: Id | None = Field(default=None, title="Member")
    services_ids: Ids = Field(default=UNSET, title="Services")
    services_titles: Titles = Field(default=UNSET, title="Services")


class StylistPatch(Body):
    """Changes of a row: stylist. What is not named stays as it is."""

    name: Text = Field(default=UNSET, title="Name")
    photo: Id | None = Field(default=None, title="Photo")
    works_on: Several[WorksOnChoice] | None = Field(default=None, title="Works on")
    services_ids: Ids = Field(default=UNSET, title="Services")


class StylistCreate(StylistPatch):
    """A new row: stylist."""

    name: Text = Field(title="Name")
