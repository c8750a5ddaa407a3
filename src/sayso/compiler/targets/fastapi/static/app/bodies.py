"""What all models of rows and of the bodies that change them have in common."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import PydanticCustomError

from app.values.read import Unreadable
from app.values.types import Id, Integer, Moment, read_ids

MOST_AT_ONCE = 1000

Item = TypeVar("Item", bound=BaseModel)


def _without_unset(schema: dict[str, Any]) -> None:
    """A field that need not be given has no default to show."""
    for field in schema.get("properties", {}).values():
        if "default" in field and field["default"] is None:
            del field["default"]


class Body(BaseModel):
    """Values to store. What is not named stays as it is; a text of blanks only is no value."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_unset)

    @model_validator(mode="before")
    @classmethod
    def _blank_is_nothing(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {
            name: None if isinstance(value, str) and not value.strip() else value
            for name, value in data.items()
        }

    def given(self) -> dict[str, Any]:
        """The values that were named, by the name of their column."""
        return self.model_dump(exclude_unset=True, by_alias=True)


class Row(BaseModel):
    """What every row has."""

    id: Id
    version: Integer
    created_at: Moment
    updated_at: Moment


class PageInfo(BaseModel):
    """Where a page is in its list; totals are counted up to 10,000."""

    page: int | None = None
    page_size: int
    total: int | None = None
    total_is_exact: bool | None = None
    next_cursor: str | None


class Page(BaseModel, Generic[Item]):
    """A page of a list."""

    items: list[Item]
    page: PageInfo


def _malformed(words: str) -> PydanticCustomError:
    return PydanticCustomError("malformed", "{words}", {"words": words})


class Items(BaseModel, Generic[Item]):
    """Several rows at once."""

    items: list[Item]

    @model_validator(mode="before")
    @classmethod
    def _is_well_formed(cls, data: Any) -> Any:
        items = data.get("items") if isinstance(data, Mapping) else None
        if not isinstance(items, list) or not 1 <= len(items) <= MOST_AT_ONCE:
            raise _malformed(f'The body must be {{"items": […]}} with 1 to {MOST_AT_ONCE} rows.')
        return data


class LinkedIds(BaseModel):
    """The rows that a many-to-many relation is to have, exactly."""

    ids: list[UUID]

    @model_validator(mode="before")
    @classmethod
    def _is_well_formed(cls, data: Any) -> Any:
        try:
            return {"ids": read_ids(data.get("ids") if isinstance(data, Mapping) else None)}
        except Unreadable as error:
            raise _malformed(f'The body must be {{"ids": […]}}; ids {error}') from error


class TransitionOption(BaseModel):
    """A move as it stands for one row and one member."""

    name: str
    label: str
    to: str
    allowed: bool
    reason: str


class Transitions(BaseModel):
    """The moves from a row's present state."""

    items: list[TransitionOption]
