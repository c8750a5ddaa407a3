"""Every entity of the application, by name."""

from app.description import Entity
from app.entities.appointment.table import APPOINTMENT
from app.entities.client.table import CLIENT
from app.entities.service.table import SERVICE
from app.entities.stylist.table import STYLIST

ENTITIES: dict[str, Entity] = {
    "client": CLIENT,
    "stylist": STYLIST,
    "service": SERVICE,
    "appointment": APPOINTMENT,
}
