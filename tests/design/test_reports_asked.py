"""Figures asked for in a description become reports that give them."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.model import AppSpec, Report

VISITS = "Pools have a name. Technicians have a phone. Visits: pool, technician, date, minutes."
LIFTS = (
    "Buildings have an address. Lifts: serial number, building. "
    "Breakdowns: lift, date, description. A breakdown is reported, assigned and then fixed."
)
SHOWS = "Shows: title. Performances: show, date, price. Reservations: name, performance, number of tickets."
DONATIONS = "Donors: name. Donations: donor, amount, date."


def spec_of(text: str) -> AppSpec:
    return OfflineDesigner().design(text, SeededIds(text)).spec


def asked(spec: AppSpec) -> list[Report]:
    return [report for report in spec.reports if report.source]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (f"{VISITS} I want minutes per technician per month.", "visit sum minutes by technician, month"),
        (
            f"{VISITS} I want visits per pool and the minutes per technician.",
            "visit sum minutes by technician",
        ),
        (
            "Members: name. Dues: member, year, amount, paid on. Reports: dues paid per year.",
            "dues sum amount by year",
        ),
        (
            "Equipment: name. Rentals: equipment, date, price. Which equipment earns most?",
            "rental sum price by equipment",
        ),
        (f"{LIFTS} I need number of open breakdowns per building.", "breakdown count by lift.building"),
        (
            "Suppliers: name. Products: name, price, quantity, supplier. Report: value of stock by supplier.",
            "product sum stock_value by supplier",
        ),
        (f"{SHOWS} How many tickets per show?", "reservation sum ticket_count by performance.show"),
        (f"{SHOWS} I want to see revenue per performance.", "reservation sum price by performance"),
        (f"{DONATIONS} I want to see how much each donor gave.", "donation sum amount by donor"),
        (f"{DONATIONS} I need donations per month.", "donation sum amount by month"),
        (f"{DONATIONS} Who gives the most donations?", "donation count by donor"),
        (
            "Clubs: name. Bookings: club, start time and date, end time and date. I need hours per club.",
            "booking sum hours by club",
        ),
        (
            "Tickets: title, description. I need the number of tickets per category.",
            "ticket count by category",
        ),
        (
            "Orchards: name, area, kilos. I need kilos per orchard.",
            "orchard sum kilos by name",
        ),
        (
            "Vans: plate. Fuel stops: van, date, litres, cost. Accounting wants litres and cost per van.",
            "fuel_stop sum litres by van",
        ),
        (
            "Riders: name. Runs: rider, date, distance. At month's end: km per rider, runs per rider.",
            "run sum distance by rider",
        ),
    ],
)
def test_a_figure_is_given(text: str, figure: str) -> None:
    """What is asked for can be read from a report, and is not a bare count."""
    found = [
        f"{r.entity} {r.measures[0].op} {f'{r.measures[0].field} ' if r.measures[0].field else ''}"
        f"by {', '.join(r.group_by)}"
        for r in asked(spec_of(text))
    ]
    assert figure in found


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (f"{LIFTS} I need number of open breakdowns per building.", [("status", "in")]),
        (
            "Invoices: number, client, amount, due date, paid yes/no. I want unpaid invoices per client.",
            [("paid", "eq")],
        ),
        (
            "Books: title. Loans: book, date out, due date, returned on. How many overdue loans are there?",
            [("due_date", "past"), ("returned_on", "is_null")],
        ),
    ],
)
def test_only_the_rows_that_are_meant_count(text: str, conditions: list[tuple[str, str]]) -> None:
    """Open, unpaid and overdue leave out the rest, and the title says so."""
    report = asked(spec_of(text))[0]
    assert [(c.field, c.op) for c in report.filters] == conditions
    assert any(word in report.title.lower() for word in ("open", "unpaid", "overdue"))


def test_a_number_nobody_mentioned_is_kept_when_it_is_asked_for() -> None:
    """Who wants the kilometres per carer gets a place to write them down."""
    spec = spec_of(
        "Carers have a name. Visits: carer, client, date. For payroll I need the kilometres per carer."
    )
    visit = next(e for e in spec.entities if e.name == "visit")
    assert [f.type.value for f in visit.fields if f.name == "kilometres"] == ["integer"]


@pytest.mark.parametrize(
    "text",
    [
        "We want to record the kWh per stay and a price per night.",
        "Rooms need a price per night and a number.",
    ],
)
def test_prices_and_things_to_note_are_no_figures(text: str) -> None:
    """A price per night is a value, not a report."""
    assert asked(spec_of(text)) == []


def test_ages_are_worked_out_from_dates_of_birth() -> None:
    """An average age needs no field for the age."""
    spec = spec_of("Members: name, birth date, belt (white, brown, black). Statistics: average age per belt.")
    report = asked(spec)[0]
    assert (report.measures[0].op, report.measures[0].field, report.group_by) == ("avg", "age", ("belt",))
    assert [c.expression for e in spec.entities for c in e.computed] == ["years_between(birth_date, today())"]


def test_money_is_kept_where_the_work_is_done() -> None:
    """The money per learner is that of the lessons, which go through states, not that of the tests."""
    spec = spec_of(
        "Learners: name. Instructors: name. Tests: learner, date, passed yes/no. "
        "Lessons: learner, instructor, date. A lesson is planned, given or cancelled. "
        "I want the money per learner."
    )
    assert [(r.entity, r.measures[0].op, r.group_by) for r in asked(spec)] == [
        ("lesson", "sum", ("learner",))
    ]


def test_what_was_paid_for_things_is_not_what_they_earn() -> None:
    """Cost is no revenue."""
    spec = spec_of("Machines: name, cost. Which machine earns most?")
    assert all(r.measures[0].field != "cost" for r in asked(spec))
