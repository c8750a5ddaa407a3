"""The types that `entities/*/models.py` are made of."""

import re
from collections.abc import Callable, Sized
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import (
    AfterValidator,
    BeforeValidator,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from app.values import read

Choice = TypeVar("Choice")
MOST_LINKED = 1000


class Shown:
    """How a type is described in the OpenAPI document: as one type, with these particulars."""

    def __init__(self, **particulars: object) -> None:
        self.particulars = particulars

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler(core)
        return {**schema.get("anyOf", [schema])[0], **self.particulars}


@dataclass(frozen=True)
class Between:
    """Numbers from `least` to `most`, both included."""

    least: float | None = None
    most: float | None = None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return _with(handler(core), minimum=self.least, maximum=self.most)

    def _check(self, value: Decimal) -> Decimal:
        if self.least is not None and value < Decimal(repr(self.least)):
            raise _refused(f"must be {self.least} or more.")
        if self.most is not None and value > Decimal(repr(self.most)):
            raise _refused(f"must be {self.most} or less.")
        return value


@dataclass(frozen=True)
class Length:
    """Texts of this many characters, or lists of this many choices."""

    least: int | None = None
    most: int | None = None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler(core)
        if schema.get("type") == "array":
            return _with(schema, minItems=self.least, maxItems=self.most)
        return _with(schema, minLength=self.least, maxLength=self.most)

    def _check(self, value: Sized) -> Sized:
        unit = "characters" if isinstance(value, str) else "choices"
        if self.least is not None and len(value) < self.least:
            raise _refused(f"must have at least {self.least} {unit}.")
        if self.most is not None and len(value) > self.most:
            raise _refused(f"must have at most {self.most} {unit}.")
        return value


def matching(pattern: str) -> AfterValidator:
    """A text in which the pattern is found; longer ones are left to the database."""
    compiled = re.compile(pattern)

    def validate(value: str) -> str:
        if len(value) <= 200 and not compiled.search(value):
            raise _refused("does not have the expected form.")
        return value

    return AfterValidator(validate)


def by(reader: Callable[[object], object]) -> BeforeValidator:
    """Read by this function; what it refuses is told in its words."""

    def validate(value: object) -> object:
        try:
            return reader(value)
        except read.Unreadable as error:
            raise _refused(str(error)) from error

    return BeforeValidator(validate)


def read_ids(value: object) -> list[UUID]:
    """A list of ids, each once."""
    if not isinstance(value, list) or len(value) > MOST_LINKED:
        raise read.Unreadable(f"must be a list of at most {MOST_LINKED} ids.")
    return list(dict.fromkeys(read.read_uuid(item) for item in value))


def _refused(words: str) -> PydanticCustomError:
    return PydanticCustomError("not_this", "{words}", {"words": words})


def _with(schema: dict[str, Any], **limits: float | None) -> dict[str, Any]:
    return schema | {name: limit for name, limit in limits.items() if limit is not None}


def _distinct(values: list[Choice]) -> list[Choice]:
    return list(dict.fromkeys(values))


Text = Annotated[str, by(read.read_text)]
LongText = Annotated[str, by(read.read_long_text)]
Email = Annotated[str, by(read.read_email), Shown(format="email")]
Url = Annotated[str, by(read.read_url), Shown(format="uri")]
Phone = Annotated[str, by(read.read_phone)]
Integer = Annotated[int, by(read.read_integer)]
Number = Annotated[Decimal, by(read.read_decimal), Shown()]
Money = Annotated[Decimal, by(read.read_money), Shown(multipleOf=0.01)]
Boolean = Annotated[bool, by(read.read_boolean)]
Date = Annotated[date, by(read.read_date)]
Moment = Annotated[datetime, by(read.read_moment)]
TimeOfDay = Annotated[time, by(read.read_time)]
Id = Annotated[UUID, by(read.read_uuid)]
Ids = Annotated[list[UUID], by(read_ids)]
Json = Annotated[str, by(read.read_json), WithJsonSchema({})]
Several = Annotated[list[Choice], AfterValidator(_distinct)]
Titles = list[Text | None]

UNSET: Any = None
"""The value of a field that a request does not name; it is never stored."""
