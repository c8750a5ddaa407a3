"""Components of a spec as elements of the kit."""

import pytest

from sayso.compiler.targets.react.components import component_element
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Component, ComponentType


@pytest.mark.parametrize(
    ("name", "heading"),
    [
        ("UpcomingAppointments", "Upcoming appointments"),
        ("UnpaidAppointmentList", "Unpaid appointments"),
        ("AppointmentList", None),
        ("Appointments", None),
        ("Agenda", None),
    ],
)
def test_a_list_is_headed_by_its_name_where_that_says_more_than_its_entity(
    salon: AppSpec, name: str, heading: str | None
) -> None:
    component = Component(id="com_000001", name=name, type=ComponentType.LIST, entity="appointment")

    element, _ = component_element(SpecIndex(salon), component)

    assert element.attributes.get("title") == heading


def test_a_list_is_headed_by_the_title_that_it_was_given(salon: AppSpec) -> None:
    component = Component(
        id="com_000001", name="UpcomingAppointments", type=ComponentType.LIST, entity="appointment",
        props={"title": "Next at the chair"},
    )  # fmt: skip

    element, _ = component_element(SpecIndex(salon), component)

    assert element.attributes["title"] == "Next at the chair"
