"""Models of classes: what rows look like, and what may be given."""

from typing import Annotated, Literal

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import (
    UNSET,
    Boolean,
    Date,
    Email,
    Id,
    Ids,
    Integer,
    Json,
    Length,
    LongText,
    Moment,
    Money,
    Number,
    Phone,
    Several,
    Text,
    TimeOfDay,
    Titles,
    Url,
    matching,
)

FromForm = matching("^[a-z\"\\']+\\d*$")
TypeChoice = Literal[
    "def",
    "try",
    "9_to_5",
    "none_of_these_choices_fits_on_one_line_with_the_others",
    "x1",
    "x2",
    "x3",
    "x4",
]
WithChoice = Literal["a", "b"]


class Class(Row):
    """One of the classes."""

    name: Text | None = Field(default=None, title="Name")
    json_: Json | None = Field(default=None, alias="json", title="Json")
    copy_: Text | None = Field(default=None, alias="copy", title="Copy")
    dict_: Text | None = Field(default=None, alias="dict", title="Dict")
    schema_: LongText | None = Field(default=None, alias="schema", title="Schema")
    date: Date | None = Field(default=None, title="Date")
    datetime: Moment | None = Field(default=None, title="Datetime")
    time: TimeOfDay | None = Field(default=None, title="Time")
    list: Boolean | None = Field(default=None, title="List")
    str: Integer | None = Field(default=None, title="Str")
    import_: Number | None = Field(default=None, alias="import", title="Import")
    lambda_: Money | None = Field(default=None, alias="lambda", title="Lambda")
    async_: Email | None = Field(default=None, alias="async", title="Async")
    given_: Url | None = Field(default=None, alias="given", title="Given")
    model_config_: Phone | None = Field(default=None, alias="model_config", title="Model config")
    field: Id | None = Field(default=None, title="Field")
    values: Text | None = Field(default=None, title="Values")
    from_: Text | None = Field(default=None, alias="from", title="From")
    type: TypeChoice | None = Field(default=None, title="Type")
    with_: Several[WithChoice] | None = Field(default=None, alias="with", title="With")
    member_id: Id | None = Field(default=None, title="Member")
    member_title: Text | None = Field(default=None, title="Member")
    double: Integer | None = Field(default=None, title="Double")
    next_ids: Ids = Field(default=UNSET, title="Next")
    previous_ids: Ids = Field(default=UNSET, title="Previous")
    next_titles: Titles = Field(default=UNSET, title="Next")
    previous_titles: Titles = Field(default=UNSET, title="Previous")


class ClassPatch(Body):
    """Changes of a row: class. What is not named stays as it is."""

    name: Text | None = Field(default=None, title="Name")
    json_: Json | None = Field(default=None, alias="json", title="Json")
    copy_: Text | None = Field(default=None, alias="copy", title="Copy")
    dict_: Text | None = Field(default=None, alias="dict", title="Dict")
    schema_: LongText | None = Field(default=None, alias="schema", title="Schema")
    date: Date | None = Field(default=None, title="Date")
    datetime: Moment | None = Field(default=None, title="Datetime")
    time: TimeOfDay | None = Field(default=None, title="Time")
    list: Boolean | None = Field(default=None, title="List")
    str: Integer | None = Field(default=None, title="Str")
    import_: Number | None = Field(default=None, alias="import", title="Import")
    lambda_: Money | None = Field(default=None, alias="lambda", title="Lambda")
    async_: Email | None = Field(default=None, alias="async", title="Async")
    given_: Url | None = Field(default=None, alias="given", title="Given")
    model_config_: Phone | None = Field(default=None, alias="model_config", title="Model config")
    field: Id | None = Field(default=None, title="Field")
    values: Text | None = Field(default=None, title="Values")
    from_: Annotated[Text, Length(2, 40), FromForm] = Field(
        default=UNSET,
        alias="from",
        title="From",
        description="Say 'where/from'.",
    )
    type: TypeChoice | None = Field(default=None, title="Type")
    with_: Annotated[Several[WithChoice], Length(1)] = Field(
        default=UNSET,
        alias="with",
        title="With",
    )
    member_id: Id | None = Field(default=None, title="Member")
    next_ids: Ids = Field(default=UNSET, title="Next")
    previous_ids: Ids = Field(default=UNSET, title="Previous")


class ClassCreate(ClassPatch):
    """A new row: class."""

    from_: Annotated[Text, Length(2, 40), FromForm] = Field(
        alias="from",
        title="From",
        description="Say 'where/from'.",
    )
    with_: Annotated[Several[WithChoice], Length(1)] = Field(alias="with", title="With")
