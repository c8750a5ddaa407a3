"""A theatre whose seats are to be shown as a plan: the example for custom components."""

from pathlib import Path

from sayso.spec.model import AppSpec, Component
from tests.support.specs import belongs_to, entity, field, matrix, may, spec

PATH = "src/components/SeatingPlan.tsx"
ASKED = "A seating plan I can click: rows of seats, taken ones filled, a click takes or frees a seat."


def seating_plan() -> str:
    """The file a good model writes."""
    return (Path(__file__).parent / "SeatingPlan.tsx").read_text()


def theatre(*, is_shown: bool = True) -> AppSpec:
    """Seats and guests, and a seating plan that nobody has written, on the page of seats."""
    return spec(
        name="Theatre",
        slug="theatre",
        entities=[
            entity("guest", field("name", required=True)),
            entity(
                "seat",
                field("hall_row", required=True),
                field("place:integer", required=True),
                field("is_taken:boolean"),
            ),
        ],
        relationships=[belongs_to("seat", "guest", required=False)],
        permissions=matrix(
            "manager usher", may("manager", "guest"), may("manager", "seat"), may("usher", "seat", "read")
        ),
        components=[
            {"id": "com_000001", "name": "SeatingPlan", "type": "custom", "entity": "seat"},
            {"id": "com_000002", "name": "SeatTable", "type": "table", "entity": "seat"},
            {"id": "com_000003", "name": "SeatForm", "type": "form", "entity": "seat"},
        ],
        pages=[
            {
                "id": "pag_000001",
                "name": "seats",
                "title": "Seats",
                "path": "/seats",
                "components": ["SeatingPlan", "SeatTable", "SeatForm"]
                if is_shown
                else ["SeatTable", "SeatForm"],
            }
        ],
    )


def plan_of(app: AppSpec) -> Component:
    """The component to be written."""
    return next(component for component in app.components if component.name == "SeatingPlan")
