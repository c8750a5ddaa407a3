"""Models of staff: what rows look like, and what may be given."""

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Email, Id, Money, Text


class Staff(Row):
    """One of the staff."""

    full_name: Text | None = Field(default=None, title="Full name")
    email: Email | None = Field(default=None, title="Email")
    salary: Money | None = Field(default=None, title="Salary")
    boss_id: Id | None = Field(default=None, title="Boss")
    boss_title: Text | None = Field(default=None, title="Boss")
    member_id: Id | None = Field(default=None, title="Member")


class StaffPatch(Body):
    """Changes of a row: staff. What is not named stays as it is."""

    full_name: Text = Field(default=UNSET, title="Full name")
    email: Email | None = Field(default=None, title="Email")
    salary: Money | None = Field(default=None, title="Salary")
    boss_id: Id | None = Field(default=None, title="Boss")


class StaffCreate(StaffPatch):
    """A new row: staff."""

    full_name: Text = Field(title="Full name")
