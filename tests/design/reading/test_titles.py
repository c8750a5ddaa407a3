"""First words that only name the application make no thing; names of lists and of values are kept whole."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec, Entity


def design(text: str) -> AppSpec:
    made = OfflineDesigner().design(text, SeededIds(1))
    assert not has_errors(made.problems)
    return made.spec


def entity(spec: AppSpec, name: str) -> Entity:
    return next(e for e in spec.entities if e.name == name)


def things(text: str) -> set[str]:
    return {e.name for e in design(text).entities}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Family tree: people with a name, birth date and photo.", {"person"}),
        ("Recipe book: recipes with title, photo. Ingredients with amount.", {"recipe", "ingredient"}),
        ("Photo album: albums with title and year; photos with file and caption.", {"album", "photo"}),
        ("Seed swap: seeds with variety, harvest year, packets left.", {"seed"}),
        ("Gym classes. Trainers teach classes (name, weekday, time).", {"class"}),
        ("Allotment garden: plots (number, rent), tenants with name and phone.", {"plot", "tenant"}),
    ],
)
def test_words_that_only_name_the_application_are_no_thing(text: str, kept: set[str]) -> None:
    """The recipe book holds recipes; nobody fills in recipe books."""
    assert things(text) == kept


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Books: title, author, pages. Readers: name, email.", "book"),
        ("Order: products with quantity, delivery date. Customers: name, address.", "order"),
        ("Street party: stalls with name and price. A street party has a date.", "street_party"),
    ],
)
def test_a_label_that_is_told_of_stays_a_thing(text: str, thing: str) -> None:
    """Books have values of their own, an order is a well-known paper, the club is spoken of again."""
    assert thing in things(text)


def test_a_name_of_two_words_in_a_list_keeps_its_last() -> None:
    """The stops where fuel is bought are asked for, not the fuel."""
    spec = design("Fleet: vehicles (plate, make), fuel stops with litres, price per litre, total.")
    assert {e.name for e in spec.entities} == {"vehicle", "fuel_stop"}
    assert {"litres", "total"} <= {f.name for f in entity(spec, "fuel_stop").fields}


def test_lists_of_what_is_done_are_called_lists() -> None:
    """A shopping list is no shopping."""
    found = things("Dishes with name and photo. Shopping lists (dish, ingredient, quantity).")
    assert found == {"dish", "shopping_list"}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Petty cash: entries (date, text, amount +/-, receipt photo).", "cash_entry"),
        ("Cash book: entries with date, text, amount (+/-).", "cash_book_entry"),
    ],
)
def test_entries_under_a_title_are_what_is_kept(text: str, entry: str) -> None:
    """There is one cash book; its entries have a date, a text and an amount."""
    spec = design(text)
    assert {e.name for e in spec.entities} == {entry}
    assert {"date", "text", "amount"} <= {f.name for f in entity(spec, entry).fields}
