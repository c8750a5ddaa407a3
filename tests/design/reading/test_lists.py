"""Structured lists: nested bullets, alternatives between strokes, days with hours, headings in capitals."""

import pytest

from sayso.design.offline.extraction.read import read
from sayso.design.offline.model.business import Business
from sayso.design.offline.model.resolve import resolve
from sayso.spec.model import FieldType

NESTED = """Nursery
* Children
  * first name, birthday
  * group (bees / bears)
* Daily log
  * child, date
  * arrived, left
  * meals eaten: all / some / none
"""
ROOMS = """Rooms for bands:
- room (number, size sqm, hourly price)
- band (name, contact person, phone)
- booking (room, band, day, from, to, paid)
"""


def _business(text: str) -> Business:
    return resolve(read(text))


def _types(business: Business, thing: str) -> dict[str, FieldType]:
    return {f.guess.name: f.guess.type for f in business.things[thing].fields}


def test_what_is_indented_below_a_name_belongs_to_it() -> None:
    """Each bullet with bullets below it becomes a thing with these as its values."""
    business = _business(NESTED)
    assert {"child", "daily_log"} <= set(business.things)
    assert {"first_name", "birthday", "group"} <= set(_types(business, "child"))
    log = {f.guess.name: f.guess for f in business.things["daily_log"].fields}
    assert log["meals_eaten"].options == ("all", "some", "none")
    assert "first_name" not in log


def test_a_heading_over_things_is_not_one_of_them() -> None:
    """Rooms, bands and bookings are three things, and none of them is a choice of the heading's."""
    business = _business(ROOMS)
    assert set(business.things) == {"room", "band", "booking"}
    assert _types(business, "room")["hourly_price"] is FieldType.MONEY


@pytest.mark.parametrize(
    ("text", "thing", "options"),
    [
        ("Attendance: member, rehearsal, present / excused / absent", "attendance", "present excused absent"),
        ("Fees – athlete, year, amount, open / paid / waived", "fee", "open paid waived"),
        (
            "Project: client, title, deadline, status: quoted / accepted / in review / invoiced",
            "project",
            "quoted accepted in_review invoiced",
        ),
        (
            "Order: number, customer, delivery date, status [new, in production, shipped]",
            "order",
            "new in_production shipped",
        ),
    ],
)
def test_alternatives_between_strokes_are_one_status(text: str, thing: str, options: str) -> None:
    """One status to choose from rather than a tick box for each."""
    business = _business(f"Club\n{text}\nMembers: name, phone, email")
    life = business.life_of(thing)
    assert life is not None
    assert [state.replace(" ", "_") for state in life.states] == options.split()
    assert not {"present", "excused", "open", "paid"} & set(_types(business, thing))


def test_two_alternatives_are_a_type() -> None:
    """An event that is indoor/outdoor has one choice between both."""
    events = _business("Club\nEvents – title, date, location, indoor/outdoor").things["event"]
    assert ("indoor", "outdoor") in [f.guess.options for f in events.fields]


def test_single_letters_are_options() -> None:
    """A licence level A/B/C has all three."""
    coach = _business("Club\nCoaches – name, licence level A/B/C").things["coach"]
    assert ("A", "B", "C") in [f.guess.options for f in coach.fields]


@pytest.mark.parametrize(
    ("text", "thing", "hours"),
    [
        ("Rehearsals: date, start, end, place", "rehearsal", "start end"),
        ("Shows: title, genre, weekday, start, end", "show", "start end"),
        ("Bookings: room, band, day, from, to, price", "booking", "from to"),
    ],
)
def test_hours_beside_a_day_are_times(text: str, thing: str, hours: str) -> None:
    """Beside its day, a rehearsal asks for a time and not for the day once more."""
    types = _types(_business(f"Club\n{text}\nMembers: name, phone"), thing)
    assert all(types[hour] is FieldType.TIME for hour in hours.split())


def test_dues_of_a_member_need_no_name() -> None:
    """Nobody is asked to name what a member and a year tell apart."""
    business = _business("Club\nMembers: name, email\nDues: member, year, amount, paid on")
    assert "name" not in _types(business, "dues")


def test_rows_of_two_cells_are_labelled_lists() -> None:
    """A name and its values on both sides of a stroke; what stands above them is no thing."""
    text = "Tool | Fields\nMachine | name, location, risk low/medium/high\nUsage | machine, date, start, end"
    business = _business(text)
    assert set(business.things) == {"machine", "usage"}
    assert {"name", "location", "risk"} <= set(_types(business, "machine"))


def test_a_visit_asks_when_somebody_came_and_went() -> None:
    """In and out are times of the day; what it is paid with is a choice."""
    text = "Gym\nMembers: name, email\nVisits: member, date, in, out, paid with (cash / card)"
    types = _types(_business(text), "visit")
    assert types["in"] is FieldType.TIME
    assert types["out"] is FieldType.TIME
    assert types["payment_method"] is FieldType.ENUM


def test_reports_on_the_condition_are_records() -> None:
    """Condition reports with a date and remarks are kept; they are no figures."""
    text = (
        "**Loans**\n- object, borrower, from, until\n\n"
        "**Condition reports**\n- loan, date, checked by, remarks, photo"
    )
    assert {"date", "remarks", "photo"} <= set(_types(_business(text), "condition_report"))


def test_choices_under_a_heading_belong_to_it() -> None:
    """The condition of an object is a choice on the object."""
    text = "**Objects**\n- title, artist, year\n- condition: good / fair / poor\n\n**Lenders**\n- name, email"
    business = _business(text)
    assert _types(business, "object")["condition"] is FieldType.ENUM
    assert "condition" not in business.things


def test_states_after_arrows_may_end_in_a_stroke() -> None:
    """What stands after the last arrow are two ends, not one state and a tick box."""
    text = (
        "School\n* Courses: title, price\n* Enrolments: participant, course, deposit\n"
        "* Participants: name, age\n\nEnrolment: requested → confirmed → attended | cancelled"
    )
    life = _business(text).life_of("enrolment")
    assert life is not None
    assert life.states == ["requested", "confirmed", "attended", "cancelled"]


def test_a_label_before_values_is_a_name() -> None:
    """The deceased of a cemetery are kept although the word is no noun elsewhere."""
    business = _business("Cemetery\nDeceased: full name, born, died, grave\nGraves: number, section, row")
    assert _types(business, "deceased")["born"] is FieldType.DATE


def test_headings_in_capitals_say_what_follows() -> None:
    """ROLES on a line of its own is no thing, and those below it work with the application."""
    business = _business(
        "ENTITIES\nOrder: number, customer, delivery date\nCustomer: company, phone\n\n"
        "ROLES\nsales (orders: all), boss (all)"
    )
    assert set(business.things) == {"order", "customer"}
    assert {"sales", "boss"} <= {role.name for role in business.roles}
