"""A design told of another thing of the same sort."""

import pytest

from sayso.catalogue.index import catalogue
from sayso.catalogue.recast import Swap, recast, swapped_in, swaps
from sayso.design.drafts.answer import answered
from sayso.design.drafts.draft import draft, whole
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

ALL = [(card.slug, swap) for card in catalogue().cards for swap in swaps(card)]


def made(text: str) -> AppSpec:
    """What a description becomes."""
    return read_wish(Wish(text, empty_spec(), SeededIds(0))).spec


def names(spec: AppSpec) -> set[str]:
    """What its entities are called."""
    return {entity.name for entity in spec.entities}


@pytest.mark.rotating(8)
@pytest.mark.parametrize(("slug", "swap"), ALL, ids=lambda one: one.wording if isinstance(one, Swap) else one)
def test_every_other_telling_is_a_whole_application_without_the_thing_of_before(
    slug: str, swap: Swap
) -> None:
    blueprint = recast(catalogue(), slug, swap)
    if blueprint is None:
        assert swap.new in catalogue().blueprint(slug).entities
        return
    ids = SeededIds(0)
    drafted = draft(blueprint, ids)
    assert drafted.problems == ()
    spec = whole(drafted, ids)
    assert not has_errors(check(spec))
    assert swap.new in names(spec)
    assert swap.old not in names(spec)
    assert swapped_in(next(one for one in catalogue().cards if one.slug == slug), names(spec)) == swap


@pytest.mark.parametrize(
    ("text", "new", "old"),
    [
        ("scooter rental", "scooter", "bike"),
        ("We do cat grooming", "cat", "dog"),
        ("An app for wedding dress hire", "wedding_dress", "costume"),
    ],
)
def test_an_application_is_about_what_was_said(text: str, new: str, old: str) -> None:
    spec = made(text)
    assert new in names(spec)
    assert old not in names(spec)
    told = [*(page.title for page in spec.pages), *(one.title for one in spec.reports), spec.name]
    assert [one for one in told if old in one.lower().split()] == []


def test_who_says_both_things_keeps_the_design_as_it_is() -> None:
    assert "bike" in names(made("bike and scooter rental"))


def test_a_question_is_answered_in_the_words_of_the_application() -> None:
    spec = made("scooter rental")
    done = answered("Do you also offer guided tours? Yes", spec, SeededIds(1))
    assert done is not None
    assert done.edits
    assert done.problems == ()
    assert "bike" not in names(done.spec)
