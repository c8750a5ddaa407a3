"""Lives of records that nobody lists as states: who approves, closes, reopens and marks them as something."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec, Flow


def app(text: str) -> AppSpec:
    spec = OfflineDesigner().design(text, SeededIds(1)).spec
    assert not has_errors(check(spec))
    return spec


def life(text: str, entity: str) -> Flow | None:
    return next((flow for flow in app(text).flows if flow.entity == entity), None)


def states(text: str, entity: str) -> list[str]:
    flow = life(text, entity)
    return [state.name for state in flow.states] if flow is not None else []


def movers(text: str, entity: str) -> dict[str, list[str]]:
    """Who may make each move, without the administrator."""
    flow = life(text, entity)
    assert flow is not None
    moves = {f"{t.from_state} > {t.to_state}": [r for r in t.roles if r != "admin"] for t in flow.transitions}
    return {move: roles for move, roles in moves.items() if roles}


@pytest.mark.parametrize(
    ("text", "entity", "expected"),
    [
        (
            "Clerks submit invoices with a number and an amount. Their manager approves or rejects it.",
            "invoice",
            "submitted approved rejected",
        ),
        (
            "Students request loans with a start date. The technician accepts or declines them.",
            "loan",
            "requested accepted declined",
        ),
        (
            "As a guest I want to book tables. As a manager I want to confirm or cancel bookings.",
            "booking",
            "requested confirmed cancelled",
        ),
        (
            (
                "Tenants report defects with a photo and a room. The plumber repairs it and marks it as "
                "fixed, then the caretaker checks and closes it or reopens it."
            ),
            "defect",
            "reported fixed closed",
        ),
        (
            (
                "Clerks submit claims with a date and an amount. The accountant approves or refuses the "
                "claim. Approved claims are marked as paid once the money was sent. "
                "A claim can be cancelled until it is approved."
            ),
            "claim",
            "submitted approved paid refused cancelled",
        ),
        (
            "Jobs have a date and a price. Jobs need approval by the director.",
            "job",
            "submitted approved",
        ),
        (
            "Invoices: number, amount, due date. We want to mark invoices as sent and as paid.",
            "invoice",
            "open sent paid",
        ),
        (
            "Contractors request permits with a location. The officer reviews it, then grants or denies it.",
            "permit",
            "requested granted denied",
        ),
        (
            (
                "Nurses write orders with an amount. The doctor approves or declines it. When the goods "
                "arrive, the nurse marks the order as received."
            ),
            "order",
            "submitted approved declined received",
        ),
    ],
)
def test_what_people_do_to_records_gives_them_states(text: str, entity: str, expected: str) -> None:
    assert states(text, entity) == expected.split()


def test_who_decides_and_who_closes_may_make_the_move() -> None:
    found = movers(
        "Managers record defects with a photo and a due date. The technician repairs it and marks it "
        "as fixed, then the manager checks and closes it or reopens it. Technicians and managers may change "
        "defects.",
        "defect",
    )
    assert found == {
        "open > fixed": ["technician"],
        "fixed > closed": ["manager"],
        "fixed > open": ["manager"],
    }


def test_a_way_out_is_open_until_the_state_that_was_said() -> None:
    flow = life(
        "Clerks submit claims with an amount. The accountant approves or refuses claims and marks them as "
        "paid. A claim can be cancelled until it is approved.",
        "claim",
    )
    assert flow is not None
    assert [t.from_state for t in flow.transitions if t.to_state == "cancelled"] == ["submitted"]


def test_a_life_that_was_listed_gets_what_is_said_of_it_later() -> None:
    text = (
        "Loans have a date. Loans go from requested to confirmed to picked up. Loans may also be cancelled. "
        "We mark loans as settled when all is well."
    )
    assert states(text, "loan") == ["requested", "confirmed", "picked_up", "cancelled", "settled"]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Teachers create trips with a date and a cost. Parents accept or decline for their child.", "trip"),
        ("Workers log hours per day and project. The team lead approves or sends back.", "project"),
        ("Students book courses with a date. The office closes the day.", "course"),
        ("Members book courses with a date. Courses can be assigned to a teacher.", "course"),
        ("Clerks write letters with a date. Guests may not approve or reject them.", "letter"),
    ],
)
def test_what_is_done_to_something_else_gives_no_states(text: str, entity: str) -> None:
    assert states(text, entity) == []


@pytest.mark.parametrize(
    ("text", "entity", "expected"),
    [
        (
            "A visit links a guest to a room and moves planned -> started -> over. Guests have a name.",
            "visit",
            "planned started over",
        ),
        (
            (
                "Samples get a barcode and a date. In the lab they pass through these stages: received, in "
                "analysis, validated."
            ),
            "sample",
            "received in_analysis validated",
        ),
        (
            "House: address, price, state (for sale / under offer / sold).",
            "house",
            "for_sale under_offer sold",
        ),
        (
            (
                "Candidates go through phone screen, interview, trial day and are then hired or rejected. "
                "A candidate has an email."
            ),
            "candidate",
            "phone_screen interview trial_day hired rejected",
        ),
        (
            "Accepted orders are printed, then packed and finally shipped. Orders have a price.",
            "order",
            "accepted printed packed shipped",
        ),
        (
            (
                "Every change has a title and a risk. Its life: opened by an engineer, assessed by quality, "
                "approved or rejected by the manager, closed."
            ),
            "change",
            "opened assessed approved rejected closed",
        ),
    ],
)
def test_a_life_belongs_to_what_the_sentence_is_about(text: str, entity: str, expected: str) -> None:
    assert states(text, entity) == expected.split()


@pytest.mark.parametrize(
    "said",
    [
        "a status: waiting, active, on hold, finished.",
        "status - waiting, active, on hold, finished",
        "a status, which is waiting, active, on hold or finished.",
        "a status, which can be either waiting, active, on hold or finished.",
        "a status of waiting, active, on hold or finished.",
        "its state is waiting, active, on hold, or finished.",
        "status waiting, active, on hold or finished.",
    ],
)
def test_states_after_the_last_of_several_values(said: str) -> None:
    text = f"Clients have several projects, every project has a title, an hourly rate and {said}"
    (project,) = [entity for entity in app(text).entities if entity.name == "project"]
    assert {"title", "hourly_rate"} <= {field.name for field in project.fields}
    assert not {"active", "status", "state", "finished"} & {field.name for field in project.fields}
    assert states(text, "project") == ["waiting", "active", "on_hold", "finished"]


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ("a level: low, middle, high.", ["low", "middle", "high"]),
        ("a kind: concert, reading or workshop.", ["concert", "reading", "workshop"]),
        ("condition - good, worn or broken.", ["good", "worn", "broken"]),
    ],
)
def test_choices_after_the_last_of_several_values(said: str, options: list[str]) -> None:
    (thing,) = app(f"Every device has a name, a weight and {said}").entities
    found = [[option.name for option in field.options] for field in thing.fields if field.options]
    assert found == [options]
