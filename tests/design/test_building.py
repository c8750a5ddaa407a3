"""What the offline designer makes of a business: bookings, money, figures, views and rights."""

import pytest

from sayso.cli.server import DEMO_PROMPT
from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

RENTAL = (
    "We rent tools. Tools have a name, a serial number and a daily rate. Customers have a name and a phone. "
    "A rental has a customer, a tool, a start date, an end date and a deposit. A rental is reserved, out, "
    "overdue or returned. No tool may be rented twice at the same time."
)
VISITS = (
    "Doctors, patients and appointments. An appointment has a patient, a doctor and when it starts. "
    "No double bookings."
)
FEES = (
    "Members have a name and email. Fees have a member, a year, an amount, a due date and whether it is paid."
)


def designed(text: str) -> AppSpec:
    return OfflineDesigner().design(text, SeededIds(1)).spec


@pytest.fixture(scope="module")
def salon() -> AppSpec:
    return designed(DEMO_PROMPT)


def expressions(spec: AppSpec, entity: str) -> dict[str, str]:
    found = SpecIndex(spec).entities[entity]
    return {part.name: part.expression for part in (*found.computed, *found.rules)}


def props(spec: AppSpec, name: str) -> dict[str, object]:
    return dict(next(c for c in spec.components if c.name == name).props)


@pytest.mark.parametrize("text", [DEMO_PROMPT, RENTAL, VISITS, FEES])
def test_what_it_designs_has_neither_errors_nor_warnings(text: str) -> None:
    assert [d for d in check(designed(text)) if d.level in {"error", "warning"}] == []


def test_a_booking_ends_when_its_service_is_over_and_nobody_is_booked_twice(salon: AppSpec) -> None:
    found = expressions(salon, "appointment")
    assert found["ends_at"] == "starts_at + minutes(service.duration)"
    assert found["no_double_booking"] == (
        'no_overlap(starts_at, ends_at, stylist, when=status not in ["cancelled", "no_show"])'
    )
    rule = next(r for r in SpecIndex(salon).entities["appointment"].rules if r.name == "no_double_booking")
    assert rule.message == "This stylist already has an appointment at that time."
    assert any(rule.id in assumption.elements for assumption in salon.assumptions)


def test_without_end_and_duration_a_usual_length_is_assumed() -> None:
    spec = designed(VISITS)
    assert expressions(spec, "appointment")["ends_at"] == "starts_at + minutes(duration)"
    assert any("60 minutes" in assumption.text for assumption in spec.assumptions)


def test_turnover_is_the_price_of_what_happened_per_month(salon: AppSpec) -> None:
    report = next(r for r in salon.reports if r.title == "Turnover per month")
    assert (report.entity, report.group_by, report.date_field) == ("appointment", ("month",), "starts_at")
    assert (report.measures[0].op.value, report.measures[0].field) == ("sum", "price")
    assert report.chart.value == "line"
    assert expressions(salon, "appointment")["price"] == "service.price"


def test_reports_are_titled_as_people_say_them(salon: AppSpec) -> None:
    assert [r.title for r in salon.reports if r.source] == ["Appointments per stylist", "Turnover per month"]


def test_the_overview_says_what_is_on_what_waits_and_what_it_brings(salon: AppSpec) -> None:
    stats = props(salon, "AppointmentStats")["stats"]
    assert isinstance(stats, list)
    labels = [stat["label"] for stat in stats]
    assert labels == ["Appointments today", "This week", "To confirm", "Turnover this month"]


def test_what_comes_next_stands_first(salon: AppSpec) -> None:
    upcoming = props(salon, "UpcomingAppointments")
    assert upcoming["filters"] == [{"field": "starts_at", "op": "upcoming"}]
    assert upcoming["sort"] == [{"field": "starts_at", "descending": False}]


def test_forms_and_tables_begin_with_whom_it_is_for(salon: AppSpec) -> None:
    form = props(salon, "AppointmentForm")
    assert form["fields"] == ["client", "service", "stylist", "starts_at", "notes"]
    assert form["submit_label"] == "Book appointment"
    table = props(salon, "AppointmentTable")
    assert table["columns"] == ["client", "service", "stylist", "starts_at", "status", "price"]


def test_moves_are_verbs_and_colours_have_a_meaning(salon: AppSpec) -> None:
    flow = salon.flows[0]
    labels = {t.to_state: t.label for t in flow.transitions}
    assert labels == {
        "confirmed": "Confirm",
        "done": "Finish",
        "cancelled": "Cancel",
        "no_show": "Mark as no-show",
    }
    colours = {s.name: s.color for s in flow.states}
    assert (colours["done"], colours["cancelled"], colours["no_show"]) == ("success", "neutral", "danger")


def test_who_changes_own_records_also_adds_them_which_can_be_flipped(salon: AppSpec) -> None:
    added = next(
        r
        for r in salon.permissions.rules
        if r.role == "stylist" and r.entity == "appointment" and [a.value for a in r.actions] == ["create"]
    )
    assert (added.scope.value, added.owner) == ("own", "stylist")
    assumption = next(a for a in salon.assumptions if added.id in a.elements)
    assert assumption.alternatives
    assert salon.permissions.default_role == "stylist"


def test_what_is_rented_out_comes_back_and_may_be_late_on_the_way() -> None:
    spec = designed(RENTAL)
    moves = {(t.from_state, t.to_state) for t in spec.flows[0].transitions}
    assert moves == {("reserved", "out"), ("out", "returned"), ("out", "overdue"), ("overdue", "returned")}
    found = expressions(spec, "rental")
    assert found["price"] == "tool.daily_rate * greatest(1, days_between(start_date, end_date))"
    assert found["no_double_booking"] == "no_overlap(start_date, end_date, tool)"


def test_what_is_ticked_off_is_edited_in_the_list_and_late_ones_are_counted() -> None:
    spec = designed(FEES)
    table = next(c for c in spec.components if c.type.value == "table" and c.entity == "fee")
    assert table.variant == "inline-edit"
    stats = props(spec, "FeeStats")["stats"]
    assert isinstance(stats, list)
    assert stats[0]["label"] == "Overdue"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("We run a small vet clinic in Leeds. Pets have a name.", "Vet clinic"),
        ("Yoga studio: teachers, classes and participants.", "Yoga studio"),
        ("An app for our guesthouse. Guests have a name, rooms a number.", "Guesthouse"),
        ("Invoices with number, date and amount.", "Invoices"),
        ("Library of Things. Items have a name.", "Library of things"),
        ("A recruiting tool. Candidates have a name.", "Recruiting"),
        ("CRM for a small company. Contacts have a name.", "CRM"),
        ("Track my projects. Each project has a name.", "Projects"),
        ("Books: title, author and year.", "Books"),
        ("Hello. Plants have a name.", "Plants"),
        ("Tents with a serial number. Guests have a name.", "Guests"),
    ],
)
def test_it_is_named_after_the_business(text: str, name: str) -> None:
    assert designed(text).name == name


def test_assets_have_a_page_like_all_others() -> None:
    """The address of that page is also where files of applications are, a level deeper."""
    spec = designed("Assets have a serial number and a purchase date. Assets are assigned to employees.")
    assert "/assets" in {page.path for page in spec.pages}


@pytest.mark.parametrize(
    ("text", "currency", "zone"),
    [
        ("We are a garage in Leeds. Repairs have a price.", "GBP", "Europe/London"),
        ("Invoices with an amount in dollars.", "USD", "America/New_York"),
        ("Invoices with an amount.", "EUR", "UTC"),
    ],
)
def test_money_and_clock_come_from_the_words(text: str, currency: str, zone: str) -> None:
    spec = designed(text)
    assert {s.key: s.default for s in spec.settings} == {"currency": currency, "time_zone": zone}
    said = {s.key for s in spec.settings if s.source}
    assert ("currency" in said) == (currency != "EUR")


def test_a_day_price_is_not_taken_times_hours_of_a_day() -> None:
    text = "Rooms: name, daily price. Rehearsals: room, date, start, end."
    made = OfflineDesigner().design(text, SeededIds(1))
    assert not has_errors(made.problems)
    assert "price" not in expressions(made.spec, "rehearsal")
