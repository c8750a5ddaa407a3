"""Models of literals: what rows look like, and what may be given."""

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Id


class LiteralRow(Row):
    """One of the literals."""

    id_card: Id | None = Field(default=None, title="Id card")


class LiteralRowPatch(Body):
    """Changes of a row: literal. What is not named stays as it is."""

    id_card: Id = Field(default=UNSET, title="Id card")


class LiteralRowCreate(LiteralRowPatch):
    """A new row: literal."""

    id_card: Id = Field(title="Id card")
