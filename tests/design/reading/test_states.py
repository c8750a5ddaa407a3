"""States, however people tell the life of a thing."""

import pytest

from sayso.design.offline.extraction.read import read
from sayso.design.offline.model.resolve import resolve


@pytest.mark.parametrize(
    ("text", "owner", "states"),
    [
        ("Orders have a date. Orders go from new to packed to shipped.", "order", "new packed shipped"),
        (
            "A quote has a number and an amount, status: draft / sent / accepted / declined.",
            "quote",
            "draft sent accepted declined",
        ),
        (
            (
                "Claims with date and amount. Each claim is opened, assessed, then paid out or refused, "
                "and a refused one can be reopened."
            ),
            "claim",
            "opened assessed paid_out refused reopened",
        ),
        (
            ("A sample has a code and a site. We mark it as received, then tested, and finally filed."),
            "sample",
            "received tested filed",
        ),
        (
            ("A ticket has a title. A ticket moves through triage, doing, review and is closed at the end."),
            "ticket",
            "triage doing review closed",
        ),
        ("A loan has a due date and is out, late or returned.", "loan", "out late returned"),
        (
            "A loan has a tool and a due date and goes from out to late to returned.",
            "loan",
            "out late returned",
        ),
        (
            "Shipments have a weight, a problem and a due date, and go from packed to sent to delivered.",
            "shipment",
            "packed sent delivered",
        ),
        (
            (
                "Every repair is first diagnosed, then either approved or declined by the owner, after that "
                "repaired and at last handed back. A repair has a price."
            ),
            "repair",
            "diagnosed approved declined repaired handed_back",
        ),
        (
            "Parcels: weight. Parcel: announced -> in transit -> delivered -> returned.",
            "parcel",
            "announced in_transit delivered returned",
        ),
        (
            (
                "A batch is brewing, then fermenting, packaged, and unfortunately sometimes dumped. "
                "Batches have a number and a date."
            ),
            "batch",
            "brewing fermenting packaged dumped",
        ),
        (
            "The exam status can be open, graded or contested. Exams have a date.",
            "exam",
            "open graded contested",
        ),
    ],
)
def test_states_are_found_in_order(text: str, owner: str, states: str) -> None:
    life = resolve(read(text)).life_of(owner)
    assert life is not None
    assert life.states == states.split()


@pytest.mark.parametrize(
    "text",
    [
        "Lessons have a date and are either private or group.",
        "We sell phones and we are tired of paper. A phone has a brand and a price.",
        "A reservation has a tool and a date. It can be cancelled any time before pickup.",
    ],
)
def test_no_life_is_made_up(text: str) -> None:
    assert resolve(read(text)).lives == []


@pytest.mark.parametrize(
    ("text", "owner", "states"),
    [
        (
            (
                "Lessons have a date. A lesson is planned, given, or cancelled by the learner, and late "
                "cancellations are charged."
            ),
            "lesson",
            "planned given cancelled",
        ),
        (
            "Rentals: date. It goes from quote to booked, then out, then returned, or cancelled of course.",
            "rental",
            "quote booked out returned cancelled",
        ),
        (
            "Jobs have a deadline. A job is new, assigned, in translation, in revision, delivered.",
            "job",
            "new assigned in_translation in_revision delivered",
        ),
        (
            "Bikes have a size. A bike is reserved, handed out, back, or lost.",
            "bike",
            "reserved handed_out back lost",
        ),
        (
            "Invoices: number. An invoice is drafted, sent, and paid in the end, unless it's written off.",
            "invoice",
            "drafted sent paid written_off",
        ),
        (
            "Tickets have a subject. A ticket starts open, moves to in progress and ends as solved.",
            "ticket",
            "open in_progress solved",
        ),
        (
            "Repairs have a price. A repair is received, waiting for parts, repaired and picked up.",
            "repair",
            "received waiting_for_parts repaired picked_up",
        ),
        ("Permits: holder, zone. Lifecycle: applied / paid / expired", "permit", "applied paid expired"),
    ],
)
def test_states_are_found_in_speech(text: str, owner: str, states: str) -> None:
    life = resolve(read(text)).life_of(owner)
    assert life is not None
    assert life.states == states.split()
