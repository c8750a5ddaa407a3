"""Words for looks become the values of a theme; what else a text says is left."""

from typing import Any

import pytest

from sayso.design.looks import looks_of, wished
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.refinement import refine
from sayso.design.types import Wish
from sayso.kit.colors import called
from sayso.kit.ids import SeededIds
from sayso.spec.edits import apply, empty_spec
from sayso.spec.model.theme import Theme
from tests.support.specs import entity
from tests.support.specs import spec as spec_of

BEES = spec_of(entities=[entity("hive", "name", "kind:text", "honey:decimal")])


def values(theme: Theme | None) -> dict[str, Any]:
    return theme.model_dump(mode="json", exclude_none=True) if theme else {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("burgundy buttons on cream", {"accent": "#800020", "ground": "#fffdd0"}),
        ("Make the buttons teal and the background ivory", {"accent": "#008080", "ground": "#fffff0"}),
        ("Every element has a plum component color and a linen ground color",
         {"accent": "#dda0dd", "ground": "#faf0e6"}),
        ("could everything be #0a7", {"accent": "#00aa77"}),
        ("our main colour is deep navy", {"accent": "#000053"}),
        ("black and gold, please, for the whole site", {"accent": "#ffd700", "ground": "#000000"}),
        ("i want a darker look", {"ground": "#15181e"}),
        ("slightly rounded corners and more space between the lines",
         {"roundness": "slight", "density": "airy"}),
        ("sharper edges, and tighter", {"roundness": "square", "density": "compact"}),
        ("cool greys everywhere", {"neutral": "cool"}),
        ("a warmer look", {"neutral": "warm"}),
        ("orange accents but no dark theme", {"accent": "#ffa500"}),
    ],
)  # fmt: skip
def test_words_for_looks_are_values_of_a_theme(text: str, expected: dict[str, Any]) -> None:
    looks = looks_of(text)
    assert values(looks.values) == expected
    assert set(looks.left) <= {"everywhere"}


@pytest.mark.parametrize(
    "text",
    [
        "make the late hives red",
        "a hive is red, blue or green",
        "hives have a colour",
        "the bold ones first",
        "not green",
        "salmon",
        "show a warm welcome",
        "a round of inspections",
        "dark mode",
    ],
)
def test_what_speaks_of_other_things_is_no_wish_for_looks(text: str) -> None:
    assert not looks_of(text).is_whole
    assert wished(BEES, text) is None


def test_a_message_changes_the_looks_and_keeps_what_was_chosen_before() -> None:
    done = refine(BEES, "make everything forest green with round corners", (), SeededIds(1))
    assert done.reply == "Make the accent colour forest green and the corners round."
    more = refine(done.spec, "less space between the rows", (), SeededIds(1))
    assert values(more.spec.theme) == {"accent": "#228b22", "roundness": "round", "density": "compact"}
    usual = refine(more.spec, "go back to the usual colours", (), SeededIds(1))
    assert usual.reply == "Go back to the usual looks."
    assert usual.spec.theme is None


def test_colours_of_some_rows_are_no_looks_of_the_application() -> None:
    assert not refine(BEES, "Empty ones are red.", (), SeededIds(1)).edits


def test_looks_that_are_there_already_change_nothing() -> None:
    done = refine(BEES, "make the corners round", (), SeededIds(1))
    again = refine(done.spec, "make the corners round", (), SeededIds(1))
    assert not again.edits
    assert again.reply == "It looks so already. Nothing needed to change."


def test_looks_and_something_else_are_done_together_or_not_at_all() -> None:
    both = refine(BEES, "make it navy and add a weight in kg to hives", (), SeededIds(1))
    assert values(both.spec.theme) == {"accent": "#000080"}
    assert any(field.name.startswith("weight") for field in both.spec.entities[0].fields)
    assert apply(BEES, both.edits).spec == both.spec
    half = refine(BEES, "make it navy and frobnicate the quux", (), SeededIds(1))
    assert not half.edits
    assert half.spec == BEES


def test_a_colour_that_is_kept_could_be_meant() -> None:
    painted = spec_of(
        entities=[
            entity("hive", "name", {"name": "paint", "label": "Paint", "type": "enum", "options": options()})
        ]
    )
    assert wished(painted, "make it green") is None
    assert wished(painted, "make it navy") is not None


def options() -> list[dict[str, str]]:
    return [{"name": name, "label": name.capitalize()} for name in ("green", "yellow")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A ticket desk for our cinema, burgundy buttons on cream",
         {"accent": "#800020", "ground": "#fffdd0"}),
        ("We lend canoes to members. Use forest green with rounded corners and no dark mode.",
         {"accent": "#228b22", "roundness": "round"}),
        ("We lend canoes to members.", {}),
    ],
)  # fmt: skip
def test_a_first_description_dresses_the_application(text: str, expected: dict[str, Any]) -> None:
    made = read_wish(Wish(text, empty_spec(), SeededIds(0)))
    assert values(made.spec.theme) == expected
    assert apply(empty_spec(), made.edits).spec.theme == made.spec.theme
    assert ("As you said: the accent colour" in made.reply) == bool(expected)
    for color in expected.values():
        assert f"“{called(color)}”" not in made.reply


def test_choices_that_are_colours_are_no_looks() -> None:
    text = "list of kites with a colour: red, blue or green"
    assert read_wish(Wish(text, empty_spec(), SeededIds(0))).spec.theme is None
