"""What goes without saying in short texts: whose life arrows tell, who is joined, assigned or speaking."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec


def designed(text: str) -> AppSpec:
    """The spec of a description, which must be accepted."""
    made = OfflineDesigner().design(text, SeededIds(7))
    assert not has_errors(made.problems), made.problems
    return made.spec


def lives(spec: AppSpec) -> dict[str, str]:
    """The states of everything, in order."""
    return {flow.entity: " ".join(state.name for state in flow.states) for flow in spec.flows}


def ties(spec: AppSpec) -> set[str]:
    """Every tie as ``from.name -> to``."""
    return {f"{tie.from_entity}.{tie.name} -> {tie.to_entity}" for tie in spec.relationships}


@pytest.mark.parametrize(
    ("text", "life"),
    [
        (
            "Issue: title, steps. new -> triaged -> in progress -> done; also won't fix and duplicate.",
            {"issue": "new triaged in_progress done wont_fix duplicate"},
        ),
        (
            (
                "We keep job applications with a name, email and cv. Recruiters review them.\n"
                "received → screened → hired, or rejected."
            ),
            {"job_application": "received screened hired rejected"},
        ),
        (
            "- Requests: title, cost, date\n- draft -> submitted -> approved -> paid",
            {"request": "draft submitted approved paid"},
        ),
    ],
)
def test_arrows_alone_tell_the_life_of_what_was_spoken_of(text: str, life: dict[str, str]) -> None:
    assert lives(designed(text)) == life


def test_what_is_said_with_also_lies_beside_the_course() -> None:
    (flow,) = designed("Issue: title, steps. new -> in progress -> done; also won't fix.").flows
    assert {(move.from_state, move.to_state) for move in flow.transitions} >= {
        ("new", "wont_fix"),
        ("in_progress", "done"),
    }
    assert ("done", "wont_fix") not in {(move.from_state, move.to_state) for move in flow.transitions}


def test_arrows_between_things_are_no_life() -> None:
    assert not designed("Shows -> episodes -> guests. A show has a name, a guest an email.").flows


@pytest.mark.parametrize(
    ("text", "tied"),
    [
        (
            "People with a name and birth date. A marriage joins two people with a date and an officiant.",
            {"marriage.first_person -> person", "marriage.second_person -> person"},
        ),
        (
            "Teams have a name. Each match is between two teams, has a date and a score.",
            {"match.first_team -> team", "match.second_team -> team"},
        ),
        (
            "Family tree: people with a name, birth date, mother and father.",
            {"person.mother -> person", "person.father -> person"},
        ),
        ("Teams have a name and a city. Teams can have parent teams.", {"team.parent_team -> team"}),
        ("Horses have a name, a sire and a dam.", {"horse.sire -> horse", "horse.dam -> horse"}),
        (
            "Issues have a title and a date. Issues can be linked to a parent issue.",
            {"issue.parent_issue -> issue"},
        ),
    ],
)
def test_two_of_a_kind_are_two_links(text: str, tied: set[str]) -> None:
    found = ties(designed(text))
    assert found == tied


def test_a_pupils_mother_is_no_pupil() -> None:
    assert not ties(designed("Children have a name, mother and father."))


def test_what_is_listed_after_a_case_belongs_to_it() -> None:
    spec = designed(
        "Clients with name and address; cases (number, opened on, client). Hearings with date and judge. "
        "Documents (file, confidential). Time entries with hours."
    )
    assert {"hearing.case -> case", "document.case -> case", "time_entry.case -> case"} <= ties(spec)
    (document,) = (entity for entity in spec.entities if entity.name == "document")
    assert {field.name: field.type.value for field in document.fields}["confidential"] == "boolean"


def test_purchase_orders_with_lines_are_kept_with_their_lines() -> None:
    spec = designed(
        "Products with SKU and name. Stock is counted monthly. Purchase orders to suppliers with lines."
    )
    assert {
        "purchase_order.supplier -> supplier",
        "purchase_order_line.purchase_order -> purchase_order",
    } <= ties(spec)


@pytest.mark.parametrize(
    "text",
    [
        "Repairs have a date and a photo. Each repair is checked, then a handyman is assigned.",
        "Repairs are reported by tenants with a photo, and a handyman gets assigned.",
    ],
)
def test_who_gets_assigned_is_tied_to_the_work(text: str) -> None:
    spec = designed(text)
    assert "repair.handyman -> handyman" in ties(spec)
    assert "assigned" not in {field.name for entity in spec.entities for field in entity.fields}


def test_who_says_what_he_has_may_do_everything() -> None:
    spec = designed("As a landlord I have 12 flats. Flats have an address and a rent.")
    assert [role.name for role in spec.permissions.roles] == ["landlord"]
    assert {len(rule.actions) for rule in spec.permissions.rules} == {4}


def test_a_customer_who_has_something_is_not_the_boss() -> None:
    spec = designed("As a customer I have several orders. Orders have a date and a total.")
    assert [rule.actions for rule in spec.permissions.rules if rule.role == "customer"] == [("read",)]


@pytest.mark.parametrize(
    ("text", "life"),
    [
        (
            "Members book courts and cancel their own bookings. A booking has a date, start and end.",
            {"booking": "booked cancelled"},
        ),
        ("Orders have a date and a total. Customers can cancel orders.", {"order": "placed cancelled"}),
        ("Events have a title and a date. Events cannot be cancelled.", {}),
    ],
)
def test_what_somebody_cancels_can_be_cancelled(text: str, life: dict[str, str]) -> None:
    assert lives(designed(text)) == life


def test_who_a_ticket_is_assigned_to_is_no_state() -> None:
    text = "Tickets have a title. A ticket is opened by a customer and gets assigned to an agent."
    assert "agent" not in lives(designed(text)).get("ticket", "")


@pytest.mark.parametrize(
    ("text", "life"),
    [
        (
            "- Rooms: number, price\n- clerk makes bookings, housekeeper sees rooms and sets clean/dirty",
            "clean dirty",
        ),
        ("Rooms have a number. Housekeepers see rooms and set clean or dirty.", "clean dirty"),
    ],
)
def test_one_of_two_states_is_set_to_and_fro(text: str, life: str) -> None:
    spec = designed(text)
    assert lives(spec)["room"] == life
    moves = {(move.from_state, move.to_state) for flow in spec.flows for move in flow.transitions}
    assert moves == {("clean", "dirty"), ("dirty", "clean")}
    (rule,) = (r for r in spec.permissions.rules if (r.role, r.entity) == ("housekeeper", "room"))
    assert "update" in rule.actions


def test_lines_in_brackets_are_not_values_of_the_paper() -> None:
    spec = designed("Invoices with number, date and lines (item, quantity, price).")
    assert "invoice_line.invoice -> invoice" in ties(spec)
    (invoice,) = (entity for entity in spec.entities if entity.name == "invoice")
    assert "quantity" not in {field.name for field in invoice.fields}
