"""Every entity of the application, by name."""

from app.description import Entity
from app.entities.book.table import BOOK
from app.entities.class_.table import CLASS
from app.entities.staff.table import STAFF

ENTITIES: dict[str, Entity] = {"book": BOOK, "class": CLASS, "staff": STAFF}
