"""Models of clients: what rows look like, and what may be given."""

from typing import Literal

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Date, Email, Integer, LongText, Phone, Text

HairTypeChoice = Literal["straight", "wavy", "curly"]


class Client(Row):
    """People who come to the salon."""

    name: Text | None = Field(default=None, title="Name")
    mobile: Phone | None = Field(default=None, title="Mobile")
    email: Email | None = Field(default=None, title="Email")
    birthday: Date | None = Field(default=None, title="Birthday")
    hair_type: HairTypeChoice | None = Field(default=None, title="Hair type")
    colour_notes: LongText | None = Field(default=None, title="Colour notes")
    appointment_count: Integer | None = Field(default=None, title="Appointments")


class ClientPatch(Body):
    """Changes of a row: client. What is not named stays as it is."""

    name: Text = Field(default=UNSET, title="Name")
    mobile: Phone | None = Field(default=None, title="Mobile")
    email: Email | None = Field(default=None, title="Email")
    birthday: Date | None = Field(default=None, title="Birthday")
    hair_type: HairTypeChoice | None = Field(default=None, title="Hair type")
    colour_notes: LongText | None = Field(
        default=None,
        title="Colour notes",
        description="Which dye, which developer.",
    )


class ClientCreate(ClientPatch):
    """A new row: client."""

    name: Text = Field(title="Name")
