"""Every entity of the application, by name."""

from app.description import Entity
from app.entities.class_.table import CLASS
from app.entities.literal.table import LITERAL
from app.entities.report.table import REPORT
from app.entities.row.table import ROW
from app.entities.staff.table import STAFF

ENTITIES: dict[str, Entity] = {
    "class": CLASS,
    "row": ROW,
    "staff": STAFF,
    "report": REPORT,
    "literal": LITERAL,
}
