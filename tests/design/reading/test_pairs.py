"""Two values of which the noun is said once: ``start and end date``."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Lifts: name, seats, min and max weight.", {"minimum_weight", "maximum_weight"}),
        ("Pilgrims have a first and last name.", {"first_name", "last_name"}),
        ("Treks have start and end dates and a price.", {"start_date", "end_date", "price"}),
        ("Kiosks have a name, opening and closing times.", {"opening_time", "closing_time"}),
    ],
)
def test_both_get_the_noun(text: str, fields: set[str]) -> None:
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    assert fields <= {field.name for field in spec.entities[0].fields}


def test_who_books_visits_needs_no_bookings() -> None:
    text = "Visits have a date and a reason. Dogs have a name. Receptionists book visits."
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    assert "booking" not in {entity.name for entity in spec.entities}


def test_what_people_usually_have_is_kept_beside_them_and_tied_to_them() -> None:
    text = "A vet: owners with pets, appointments with a price."
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    assert {"owner", "pet"} <= {entity.name for entity in spec.entities}
    assert ("pet", "owner") in {(tie.from_entity, tie.to_entity) for tie in spec.relationships}
