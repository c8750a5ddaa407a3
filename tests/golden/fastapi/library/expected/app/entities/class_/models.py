"""Models of classes: what rows look like, and what may be given."""

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Id, Ids, Text, Titles


class Class(Row):
    """One of the classes."""

    name: Text | None = Field(default=None, title="Name")
    parent_id: Id | None = Field(default=None, title="Parent")
    parent_title: Text | None = Field(default=None, title="Parent")
    books_ids: Ids = Field(default=UNSET, title="Books")
    books_titles: Titles = Field(default=UNSET, title="Books")


class ClassPatch(Body):
    """Changes of a row: class. What is not named stays as it is."""

    name: Text = Field(default=UNSET, title="Name")
    parent_id: Id | None = Field(default=None, title="Parent")
    books_ids: Ids = Field(default=UNSET, title="Books")


class ClassCreate(ClassPatch):
    """A new row: class."""

    name: Text = Field(title="Name")
