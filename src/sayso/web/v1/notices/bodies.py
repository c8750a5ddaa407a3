"""What the API takes of notices."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from sayso.web.v1.bodies import Body


class NoticesRead(Body):
    """Which notices were read: these, or all."""

    ids: Annotated[list[UUID], Field(max_length=500)] | None = None
    all: bool = False

    @model_validator(mode="after")
    def _names_some(self) -> Self:
        if not self.ids and not self.all:
            raise ValueError("name notices, or all")
        return self
