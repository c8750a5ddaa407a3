"""Words about people who need not sign in give the public role what they name, and no more."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.design.publicity.speech import speech_of
from sayso.design.refinement import refine
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec
from sayso.spec.public import public_surface

WORKSHOP = (
    "A bicycle workshop. Customers have a name, an email and a phone. Bikes have a name, a price, "
    "a purchase price and internal notes. Repairs have a description, a date, a bike and a customer, and go "
    "from requested to done. Mechanics see their own repairs, the owner sees everything. "
)


def designed(text: str) -> AppSpec:
    """The spec of a description, which must be sound."""
    spec = OfflineDesigner().design(text, SeededIds(7)).spec
    assert not has_errors(check(spec)), check(spec)
    return spec


def said(spec: AppSpec, *messages: str) -> AppSpec:
    """The spec after these messages."""
    for number, message in enumerate(messages):
        spec = refine(spec, message, [], SeededIds(number + 11)).spec
        assert not has_errors(check(spec)), check(spec)
    return spec


OPENING = [
    ("The public can look at the bikes.", "Anybody can open the page “Bikes”."),
    ("Bikes should be publicly visible.", "Anybody can open the page “Bikes”."),
    ("People do not need an account to see our bikes.", "Anybody can open the page “Bikes”."),
    ("The catalogue is public.", "Anybody can open the page “Bikes”."),
    ("Website visitors may browse bikes.", "Anybody can open the page “Bikes”."),
    ("Customers can submit a repair without logging in.", "Anybody can open the page “Submit a repair”."),
    ("Anybody can report a repair, no registration needed.", "Anybody can open the page “Report a repair”."),
]


@pytest.mark.parametrize(("sentence", "page"), OPENING)
def test_a_description_opens_what_it_says(sentence: str, page: str) -> None:
    spec = designed(WORKSHOP + sentence)
    assert page in public_surface(spec).sentences
    assert "anybody" not in {role.name for role in spec.permissions.roles}


@pytest.mark.parametrize(("sentence", "page"), OPENING)
def test_a_refinement_opens_what_it_says(sentence: str, page: str) -> None:
    assert page in public_surface(said(designed(WORKSHOP), sentence)).sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Bikes can be public or private.",
        "We are closed on public holidays.",
        "Staff sign in with a password.",
        "Add a field public transport to bikes.",
        "Nobody gets in without an account.",
        "Each repair has an account number.",
    ],
)
def test_what_only_sounds_like_it_opens_nothing(sentence: str) -> None:
    assert designed(WORKSHOP + sentence).permissions.public_role is None
    assert said(designed(WORKSHOP), sentence).permissions.public_role is None


def test_what_is_nobodys_business_stays_hidden_unless_it_is_named() -> None:
    seen = public_surface(said(designed(WORKSHOP), "the bikes page should be public")).sentences
    assert "Anybody can see name and price of bikes." in seen


def test_what_is_named_is_all_that_is_seen() -> None:
    described = WORKSHOP.replace("a price, ", "a price, a colour, ")
    seen = public_surface(
        said(designed(described), "visitors can see bikes and their colour without an account")
    )
    assert "Anybody can see name and colour of bikes." in seen.sentences


def test_a_form_for_anybody_shows_no_customers_and_lets_nobody_choose_a_state() -> None:
    spec = said(designed(WORKSHOP), "anyone can request a repair without signing in")
    rules = {
        (r.entity, a): r.fields or ()
        for r in spec.permissions.rules
        if r.role == "visitor"
        for a in r.actions
    }
    assert ("customer", "read") not in rules
    assert ("customer", "create") in rules
    assert "customer" in rules["repair", "create"]
    assert "status" not in rules["repair", "create"]
    assert ("repair", "read") not in rules


def test_what_was_opened_closes_again_and_leaves_nothing_behind() -> None:
    before = designed(WORKSHOP)
    opened = said(before, "make the bikes page public", "customers can request a repair without logging in")
    closed = said(opened, "nobody should be able to request a repair without an account any more")
    assert public_surface(closed).sentences[0] == "Anybody can open the page “Bikes”."
    assert not [s for s in public_surface(closed).sentences if "repair" in s]
    again = said(opened, "remove public access")
    assert again.permissions == before.permissions
    assert [page.name for page in again.pages] == [page.name for page in before.pages]


def test_a_form_that_stays_open_still_shows_what_there_is_to_choose() -> None:
    opened = said(
        designed(WORKSHOP), "make the bikes public", "anyone can request a repair without an account"
    )
    closed = public_surface(said(opened, "the bikes page should no longer be public")).sentences
    assert "Anybody can see name of bikes." in closed
    assert "Anybody can open the page “Bikes”." not in closed


def test_wishes_for_nothing_that_is_there_are_asked_about() -> None:
    asked = refine(designed(WORKSHOP), "make the weather page public", [], SeededIds(3))
    assert asked.edits == ()
    assert asked.questions


@pytest.mark.parametrize(
    ("clause", "opens"),
    [
        ("only signed-in people can see the price list", False),
        ("people have to sign in to see the bikes", False),
        ("make the bikes private again", False),
        ("nobody has to sign in to see the bikes", True),
        ("hide the bikes from the public", False),
    ],
)
def test_opening_and_closing_are_told_apart(clause: str, opens: bool) -> None:
    speech = speech_of(clause)
    assert speech is not None
    assert speech.opens is opens
