"""Models of books: what rows look like, and what may be given."""

from typing import Annotated, Literal

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import (
    UNSET,
    Between,
    Boolean,
    Id,
    Ids,
    Integer,
    Json,
    Length,
    Number,
    Several,
    Text,
    Titles,
    Url,
    matching,
)

IsbnForm = matching("^97[89]-?\\d{1,5}/?\\d+$|^none$")
ConditionChoice = Literal["new", "good", "worn", "lost"]
TagsChoice = Literal["a", "b"]


class Book(Row):
    """Every copy we own. */ export const x = 1; //"""

    title: Text | None = Field(
        default=None,
        title='It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
    )
    isbn: Text | None = Field(default=None, title="ISBN")
    condition: ConditionChoice | None = Field(default=None, title="Condition")
    tags: Several[TagsChoice] | None = Field(default=None, title="Tags")
    shelf: Integer | None = Field(default=None, title="Shelf")
    weight: Number | None = Field(default=None, title="Weight")
    homepage: Url | None = Field(default=None, title="Homepage")
    cover: Id | None = Field(default=None, title="Cover")
    extra: Json | None = Field(default=None, title="Extra")
    lent: Boolean | None = Field(default=None, title="Lent")
    keeper_id: Id | None = Field(default=None, title="Keeper")
    keeper_title: Text | None = Field(default=None, title="Keeper")
    classes_ids: Ids = Field(default=UNSET, title="Classes")
    similar_ids: Ids = Field(default=UNSET, title="Similar")
    similar_to_ids: Ids = Field(default=UNSET, title="Similar to")
    classes_titles: Titles = Field(default=UNSET, title="Classes")
    similar_titles: Titles = Field(default=UNSET, title="Similar")
    similar_to_titles: Titles = Field(default=UNSET, title="Similar to")


class BookPatch(Body):
    """Changes of a row: book. What is not named stays as it is."""

    title: Annotated[Text, Length(2, 200)] = Field(
        default=UNSET,
        title='It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
        description="Line one line two three",
    )
    isbn: Annotated[Text, IsbnForm] | None = Field(default=None, title="ISBN")
    condition: ConditionChoice = Field(default=UNSET, title="Condition")
    tags: Annotated[Several[TagsChoice], Length(1)] = Field(default=UNSET, title="Tags")
    shelf: Annotated[Integer, Between(-5, 1000000000000000)] | None = Field(
        default=None,
        title="Shelf",
    )
    weight: Annotated[Number, Between(0.25)] | None = Field(default=None, title="Weight")
    homepage: Url | None = Field(default=None, title="Homepage")
    cover: Id | None = Field(default=None, title="Cover")
    extra: Json | None = Field(default=None, title="Extra")
    lent: Boolean = Field(default=UNSET, title="Lent")
    keeper_id: Id | None = Field(default=None, title="Keeper")
    classes_ids: Ids = Field(default=UNSET, title="Classes")
    similar_ids: Ids = Field(default=UNSET, title="Similar")
    similar_to_ids: Ids = Field(default=UNSET, title="Similar to")


class BookCreate(BookPatch):
    """A new row: book."""

    title: Annotated[Text, Length(2, 200)] = Field(
        title='It\'s "quoted" </script> `tick` ${secret} \\ {{ jinja }} */ // 😀',
        description="Line one line two three",
    )
    tags: Annotated[Several[TagsChoice], Length(1)] = Field(title="Tags")
