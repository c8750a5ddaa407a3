"""Models of appointments: what rows look like, and what may be given."""

from typing import Literal

from pydantic import Field

from app.bodies import Body, Row
from app.values.types import UNSET, Id, LongText, Moment, Money, Text

StatusChoice = Literal["booked", "confirmed", "done", "cancelled", "no_show"]


class Appointment(Row):
    """One of the appointments."""

    starts_at: Moment | None = Field(default=None, title="Starts at")
    notes: LongText | None = Field(default=None, title="Notes")
    client_id: Id | None = Field(default=None, title="Client")
    client_title: Text | None = Field(default=None, title="Client")
    stylist_id: Id | None = Field(default=None, title="Stylist")
    stylist_title: Text | None = Field(default=None, title="Stylist")
    service_id: Id | None = Field(default=None, title="Service")
    service_title: Text | None = Field(default=None, title="Service")
    status: StatusChoice | None = Field(default=None, title="Status")
    ends_at: Moment | None = Field(default=None, title="Ends at")
    price: Money | None = Field(default=None, title="Price")


class AppointmentPatch(Body):
    """Changes of a row: appointment. What is not named stays as it is."""

    starts_at: Moment = Field(default=UNSET, title="Starts at")
    notes: LongText | None = Field(default=None, title="Notes")
    client_id: Id = Field(default=UNSET, title="Client")
    stylist_id: Id = Field(default=UNSET, title="Stylist")
    service_id: Id = Field(default=UNSET, title="Service")
    status: StatusChoice | None = Field(default=None, title="Status")


class AppointmentCreate(AppointmentPatch):
    """A new row: appointment."""

    starts_at: Moment = Field(title="Starts at")
    client_id: Id = Field(title="Client")
    stylist_id: Id = Field(title="Stylist")
    service_id: Id = Field(title="Service")
