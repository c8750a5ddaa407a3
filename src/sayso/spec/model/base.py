"""What every part of a spec shares: strictness, immutability, identity and provenance."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,4}_[a-z0-9]{6,16}$")]
"""A stable element id such as ``fld_8k2m4q``: random, never reused, untouched by a rename."""

SnakeName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=48)]
OptionName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=64)]
PascalName = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Za-z0-9]*$", max_length=64)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=48)]
Text = Annotated[str, StringConstraints(max_length=4000)]
ShortText = Annotated[str, StringConstraints(min_length=1, max_length=160)]
ExpressionText = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Json = JsonValue


class Model(BaseModel):
    """A strict, immutable value; unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON data under the published keys; unset optional values are left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Element(Model):
    """A part of the spec that people can point at; it keeps its id through every edit."""

    id: Id
    source: Text | None = Field(default=None, description="The user's words this came from.")
    assumed: Text | None = Field(default=None, description="Why it is here although nobody said so.")
