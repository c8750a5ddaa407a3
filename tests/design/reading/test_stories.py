"""User stories: what is done to somebody for a while, with when and why, is kept as a record of its own."""

import pytest

from sayso.design.offline.extraction.read import read
from sayso.design.offline.model.business import Business
from sayso.design.offline.model.resolve import resolve


def _business(text: str) -> Business:
    return resolve(read(text))


@pytest.mark.parametrize(
    ("story", "event", "values", "parents"),
    [
        (
            "As a nurse I want to defer a donor with a reason and an end date.",
            "deferral",
            "reason end_date",
            "donor",
        ),
        (
            "As a keeper, I want to put an animal in quarantine from a date to a date with a reason.",
            "quarantine",
            "start_date end_date reason",
            "animal",
        ),
        (
            "As a manager, I want to put a lift out of service from one date to another.",
            "outage",
            "start_date end_date",
            "lift",
        ),
        (
            "As a trainer, I want to certify a maker on a machine with the date and an expiry date.",
            "certification",
            "date expiry_date",
            "maker machine",
        ),
        (
            "As a maker, I want to reserve a machine for a date from a start time to an end time.",
            "reservation",
            "date start_time end_time",
            "machine",
        ),
        (
            "As a nurse I want to withdraw a participant, giving the date and the reason.",
            "withdrawal",
            "date reason",
            "participant",
        ),
    ],
)
def test_what_happens_for_a_while_is_kept(story: str, event: str, values: str, parents: str) -> None:
    """The deferral has its reason and its end; the donor keeps to name and blood group."""
    business = _business(f"{story}\nAs an admin I want to manage staff with name and email.")
    assert event in business.things
    assert set(values.split()) <= {f.guess.name for f in business.things[event].fields}
    assert set(parents.split()) <= {tie.parent for tie in business.parents(event)}
    for parent in parents.split():
        assert not set(values.split()) & {f.guess.name for f in business.things[parent].fields}


def test_what_somebody_applies_with_is_the_application() -> None:
    """After the colon stand the values of the application, whatever it is for."""
    story = "As an astronomer I want to apply for telescope time: target, instrument, justification"
    business = _business(f"{story}\nAs a chair I want to approve or reject applications.")
    assert "justification" in {f.guess.name for f in business.things["application"].fields}


def test_two_marks_are_states() -> None:
    """An order marked as served or paid has these two states and no role."""
    business = _business(
        "As a waiter I want to take an order for a table: dishes, quantity.\n"
        "As a waiter I want to mark an order as served or paid."
    )
    life = business.life_of("order")
    assert life is not None
    assert {"served", "paid"} <= set(life.states)


def test_booking_a_slot_keeps_the_booking() -> None:
    """Who books a slot for a drive finds one list of bookings, not slots beside them."""
    business = _business(
        "As a donor I want to book a slot for a blood drive.\n"
        "As an organiser I want drives with place, date and number of beds."
    )
    assert "booking" in business.things
    assert "slot" not in business.things


def test_slots_with_values_of_their_own_are_kept() -> None:
    """Slots that somebody publishes with day and time are records."""
    business = _business("As a mentor I want to publish my free slots (day, start time, duration).")
    assert "slot" in business.things


def test_the_next_thing_somebody_does_is_no_value() -> None:
    """A complaint has no field named after closing it."""
    business = _business(
        "As a tenant I want to file a complaint with date and description.\n"
        "As a caretaker I want to reply to a complaint and close it."
    )
    assert not any("close" in f.guess.name for f in business.things["complaint"].fields)
