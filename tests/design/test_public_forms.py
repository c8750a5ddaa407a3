"""Who comes by without signing in may leave something, and does not read what others left."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.design.publicity.speech import speech_of
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec

TICKETS = "Tickets have a code, buyer name and email. Events have a title, date and price."
ORDERS = "Products (name, price). An order has a name, phone, pick-up date and items."


def rights(spec: AppSpec) -> dict[tuple[str, str], set[str] | None]:
    """What anybody may do, with the values of each."""
    return {
        (rule.entity, action.value): set(rule.fields) if rule.fields is not None else None
        for rule in spec.permissions.rules
        if rule.role == spec.permissions.public_role
        for action in rule.actions
    }


def designed(text: str) -> AppSpec:
    """The spec of a description, which must be sound."""
    spec = OfflineDesigner().design(text, SeededIds(7)).spec
    assert not has_errors(check(spec)), check(spec)
    return spec


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        (f"Attendees buy tickets online without login. {TICKETS}", "ticket"),
        (f"Visitors can order online. {ORDERS}", "order"),
        (f"Customers order products without an account. {ORDERS}", "order"),
        (
            "Online form for complaints: anyone can submit a complaint with name, email and text.",
            "complaint",
        ),
        ("Public form for damage reports: street, description, photo, phone.", "damage_report"),
        (
            (
                "Anyone with the link can register for a workshop. Workshops have a title and a date. "
                "A registration has name and email."
            ),
            "registration",
        ),
    ],
)
def test_who_leaves_something_adds_it_and_reads_none_of_others(text: str, entity: str) -> None:
    given = rights(designed(text))
    assert (entity, "create") in given
    assert (entity, "read") not in given
    assert not {action for _, action in given} & {"update", "delete"}


@pytest.mark.parametrize(
    "text",
    [
        "Invoices have a number and an amount. Customers pay invoices without login.",
        f"Customers can see their own orders without an account. {ORDERS}",
        "Complaints have a text and an email. Anyone can submit a complaint.",
        f"Visitors can order online after they log in. {ORDERS}",
        "Online form for vacation requests. Employees fill it in. A request has a date and a reason.",
        f"Visitors cannot order online. {ORDERS}",
    ],
)
def test_no_more_is_opened_than_is_said(text: str) -> None:
    assert designed(text).permissions.public_role is None


def test_nobody_says_of_himself_that_he_was_checked_in() -> None:
    spec = designed(
        "Events (title, venue, price), attendees buy tickets online without login. "
        "A ticket has a code, a buyer name, email and checked-in yes/no."
    )
    assert "checked_in" not in (rights(spec)["ticket", "create"] or set())


@pytest.mark.parametrize(
    ("clause", "rest"),
    [
        ("anyone can book a court online", "book a court online"),
        ("public form to report potholes", "submit potholes"),
        ("anybody with the link may see the schedule", "see the schedule"),
    ],
)
def test_what_strangers_may_do_is_read_from_a_clause(clause: str, rest: str) -> None:
    speech = speech_of(clause)
    assert speech is not None
    assert (speech.opens, speech.rest) == (True, rest)
