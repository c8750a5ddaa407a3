"""A wish of which a part would be lost becomes no bot; the reply says what was not understood."""
# ruff: noqa: E501 - wishes are sentences

import pytest

from tests.bots.offline.spoken import read

LOST = [
    ("shop", "When an order is shipped, wait three days and then email the customer to ask for a review", "wait three days"),
    ("library", "Two days before a loan is due, remind the member by email, unless it was already returned", "unless"),
    ("farm", "If the price at https://api.market.example/wheat changes by more than 20 percent, tell me", "percent"),
    ("billing", "When an invoice is paid, create a thank-you note for the customer", "create"),
    (
        "shop",
        "When an order is placed, if the total is above 500 notify sales@example.org, otherwise just thank the customer",
        "otherwise",
    ),
    ("ngo", "When a donation is received, add it to the donor's total and email the donor a receipt", "receipt"),
    ("helpdesk", "Assign new tickets to the agent with the fewest open tickets", "fewest"),
    ("school", "Every Friday send each teacher a list of their own absences", "teacher"),
    ("shop", "When stock of a product falls below 5, create a purchase order for 20 pieces", "purchase order for 20 pieces"),
    ("clinic", "Each night cancel appointments that were booked but never confirmed a day before", "but never"),
    (
        "itops",
        "Every hour fetch https://security.example/feed.xml and add advisories that mention openssl, and mail me if one is critical",
        "mention openssl",
    ),
    (
        "farm",
        "Log the temperature from https://sensors.example/now every 30 minutes and warn me if it goes above 35 twice in a row",
        "twice in a row",
    ),
    ("shop", "When an order is cancelled, put its items back into stock", "items back"),
    ("library", "Update our books from https://catalog.example/books.csv every Sunday at 3 in the morning", "Sunday"),
]  # fmt: skip
"""Applications, wishes, and a part that no bot of rules can do or reads."""


@pytest.mark.parametrize(("application", "text", "part"), LOST, ids=[text[:50] for _, text, _ in LOST])
def test_a_wish_of_which_a_part_would_be_lost_is_answered_with_that_part(
    application: str, text: str, part: str
) -> None:
    said = read((application,), text)
    assert said.startswith("no I understood: ")
    assert part in said.partition(" I did not understand: ")[2]
    assert said.endswith("Say that in other words, or leave it out.")


@pytest.mark.parametrize(
    ("application", "text"),
    [
        ("shop", "When an order is shipped, email the customer"),
        ("library", "Two days before a loan is due, remind the member by email"),
        ("farm", "If the price at https://api.market.example/wheat goes above 20, tell me"),
        ("shop", "When stock of a product falls below 5, tell me"),
        ("ngo", "Every day add the people of https://directory.example/people.json to donors"),
    ],
)
def test_the_same_wish_without_that_part_becomes_a_bot(application: str, text: str) -> None:
    assert not read((application,), text).startswith(("no ", "!"))
