"""Models of rows: what rows look like, and what may be given."""

from typing import Annotated, Literal

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Between, Date, Id, Money, Text

StateChoice = Literal["def", "del"]


class RowRow(Row):
    """One of the rows."""

    text: Text | None = Field(default=None, title="Text")
    due: Date | None = Field(default=None, title="Due")
    price: Money | None = Field(
        default=None,
        title="Price of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row ",
    )
    class_id: Id | None = Field(default=None, title="Class")
    class_title: Text | None = Field(default=None, title="Class")
    report_id: Id | None = Field(default=None, title="Report")
    report_title: Text | None = Field(default=None, title="Report")
    state: StateChoice | None = Field(default=None, title="State")


class RowRowPatch(Body):
    """Changes of a row: row. What is not named stays as it is."""

    text: Text | None = Field(default=None, title="Text")
    due: Date | None = Field(default=None, title="Due")
    price: Annotated[Money, Between(0.5, 99.5)] = Field(
        default=UNSET,
        title="Price of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row ",
    )
    class_id: Id = Field(default=UNSET, title="Class")
    report_id: Id | None = Field(default=None, title="Report")
    state: StateChoice | None = Field(default=None, title="State")


class RowRowCreate(RowRowPatch):
    """A new row: row."""

    price: Annotated[Money, Between(0.5, 99.5)] = Field(
        title="Price of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row of a row ",
    )
    class_id: Id = Field(title="Class")
