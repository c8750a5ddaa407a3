"""Models of staff: what rows look like, and what may be given."""

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Id, Ids, Text, Titles


class Staff(Row):
    """One of the staff."""

    first_name: Text | None = Field(default=None, title="First name")
    last_name: Text | None = Field(default=None, title="Last name")
    member_id: Id | None = Field(default=None, title="Member")
    history_ids: Ids = Field(default=UNSET, title="History")
    history_titles: Titles = Field(default=UNSET, title="History")


class StaffPatch(Body):
    """Changes of a row: staff. What is not named stays as it is."""

    first_name: Text | None = Field(default=None, title="First name")
    last_name: Text | None = Field(default=None, title="Last name")
    history_ids: Ids = Field(default=UNSET, title="History")


class StaffCreate(StaffPatch):
    """A new row: staff."""
