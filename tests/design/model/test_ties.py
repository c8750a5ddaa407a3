"""Ties that are only implied: what is assigned, listed under an event, or stands alone."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.model import RelationshipKind


def ties(text: str) -> set[tuple[str, str]]:
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    return {(link.from_entity, link.to_entity) for link in spec.relationships}


@pytest.mark.parametrize(
    ("text", "child", "parent"),
    [
        (
            "Boats: name, length. Skippers: name, phone. Trips: date, price. We assign a boat to each trip.",
            "trip",
            "boat",
        ),
        (
            "Vans: plate, mileage. Drivers: name, phone. Assignments: which driver has which van, from.",
            "assignment",
            "van",
        ),
        (
            "Trips: date, destination. Invoices: number, amount. We send an invoice once the trip is over.",
            "invoice",
            "trip",
        ),
        (
            (
                "Kilns have a serial number. Potters log firing jobs with hours spent and gas used (cost). "
                "Monthly report of cost per kiln."
            ),
            "firing_job",
            "kiln",
        ),
    ],
    ids=["assigned", "listed", "paper", "reported"],
)
def test_what_is_implied_is_tied(text: str, child: str, parent: str) -> None:
    assert (child, parent) in ties(text)


def test_what_covers_several_goes_with_several_of_each_other() -> None:
    text = (
        "Our museum lends objects. An object has a title. A loan goes to a school, covers several objects, "
        "has start and end dates, and moves from requested to approved, shipped, returned."
    )
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    link = next(one for one in spec.relationships if {one.from_entity, one.to_entity} == {"loan", "object"})
    assert link.kind is RelationshipKind.MANY_TO_MANY
    states = [state.name for flow in spec.flows for state in flow.states]
    assert states == ["requested", "approved", "shipped", "returned"]
