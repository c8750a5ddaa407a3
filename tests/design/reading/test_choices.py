"""Choices, limits and demands on values, however people say them."""

import pytest

from sayso.design.offline.extraction.read import read
from sayso.design.offline.fields import FieldGuess
from sayso.design.offline.model.resolve import resolve
from sayso.spec.model import FieldType


def _value(text: str, thing: str, name: str) -> FieldGuess | None:
    things = resolve(read(text)).things
    return next((f.guess for f in things[thing].fields if f.guess.name == name), None)


@pytest.mark.parametrize(
    ("text", "thing", "name", "options"),
    [
        (
            "A task has a title, a priority low/medium/high and a due date.",
            "task",
            "priority",
            "low medium high",
        ),
        ("T-shirts with size (S, M, L, XL), colour and price.", "t_shirt", "size", "S M L XL"),
        (
            "Sales have a date and an amount and are paid in cash, card or transfer.",
            "sale",
            "payment_method",
            "cash card transfer",
        ),
        (
            "Funerals have a date and are either a burial or a cremation.",
            "funeral",
            "type",
            "burial cremation",
        ),
        ("A lesson is private or group and has a date.", "lesson", "type", "private group"),
        (
            "Riders have a name and a level, beginner, intermediate or advanced.",
            "rider",
            "level",
            "beginner intermediate advanced",
        ),
        ("Animals: name, sex m/f, species dog, cat or rabbit.", "animal", "species", "dog cat rabbit"),
        ("Animals: name, sex m/f, species dog, cat or rabbit.", "animal", "sex", "m f"),
        (
            "Bookings have a date and a language, we do Dutch, English and French.",
            "booking",
            "language",
            "Dutch English French",
        ),
        (
            "A parcel can be small, medium or large. Parcels have a weight.",
            "parcel",
            "size",
            "small medium large",
        ),
        (
            "The type of a contract is fixed, hourly or retainer. Contracts have a title.",
            "contract",
            "type",
            "fixed hourly retainer",
        ),
        ("Papers with finish matt or gloss and price per sheet.", "paper", "finish", "matt gloss"),
        ("Donations: bag nr, date, accepted or deferred.", "donation", "outcome", "accepted deferred"),
        (
            "Duty: date, worker, as chair, deputy or member, morning or afternoon.",
            "duty",
            "role",
            "chair deputy member",
        ),
        ("Students have a name and a grade A to F.", "student", "grade", "A B C D E F"),
    ],
)
def test_choices_become_options(text: str, thing: str, name: str, options: str) -> None:
    guess = _value(text, thing, name)
    assert guess is not None
    assert guess.type is FieldType.ENUM
    assert guess.options == tuple(options.split())


@pytest.mark.parametrize(
    ("text", "thing", "name", "low", "high"),
    [
        ("Reviews have a text and a rating from 1 to 5 stars.", "review", "rating", 1, 5),
        ("Visitors have a name and an age between 18 and 99.", "visitor", "age", 18, 99),
        ("Surveys: tree, date, vitality 0-4, defects found.", "survey", "vitality", 0, 4),
        ("Vehicles: plate, seats (max 9), first registration.", "vehicle", "seats", None, 9),
        ("Employees: name, age (at least 16), email.", "employee", "age", 16, None),
    ],
)
def test_limits_are_kept(text: str, thing: str, name: str, low: float | None, high: float | None) -> None:
    guess = _value(text, thing, name)
    assert guess is not None
    assert guess.type is FieldType.INTEGER
    assert guess.validation is not None
    assert (guess.validation.min, guess.validation.max) == (low, high)


def test_the_largest_number_that_fits_is_a_value() -> None:
    guess = _value("Courses have a title and take at most 20 people.", "course", "capacity")
    assert guess is not None
    assert guess.type is FieldType.INTEGER


@pytest.mark.parametrize(
    "text",
    [
        "Clients have a name or company, a phone or an email.",
        "Drivers have a name and phone. They may cancel or move trips.",
        "We send invoices by e-mail or post. An invoice has a number and an amount.",
    ],
)
def test_alternatives_that_are_no_values_stay_words(text: str) -> None:
    things = resolve(read(text)).things
    assert not any(f.guess.options for thing in things.values() for f in thing.fields if not f.assumed)


def test_demands_on_values_are_heard() -> None:
    text = "Members: name, member number must be unique, email is mandatory."
    number, email = _value(text, "member", "member_number"), _value(text, "member", "email")
    assert number is not None
    assert number.unique
    assert email is not None
    assert email.required
