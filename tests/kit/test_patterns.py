"""Patterns that people wrote are tried only where trying ends soon."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.kit.patterns import LONGEST_TRIED, quick


@pytest.mark.parametrize(
    "pattern",
    [
        "^[a-z]+$", "^[A-Z]{2,3}-\\d+$", "[0-9]{5}", "^\\+?[0-9 ()-]{7,20}$", "^\\d{5}(-\\d{4})?$",
        "^(?:red|green|blue)$", "^([A-Z]{2})-(\\d{3})$", "^AB[]x]{3}$", "^\\d{3}\\$$", "^.*$", "",
    ],
)  # fmt: skip
def test_what_has_few_ways_to_be_read_is_tried(pattern: str) -> None:
    assert quick(pattern) == re.compile(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "^([A-Za-z]+ ?)+$", "a*a*a*a*b", "(a|a)" * 24 + "b", "a?" * 30 + "a" * 30, "(a?)" * 30,
        "^(a{0,9}){0,9}$", "(a|b|ab)*c", "^(a)\\1*$", "(?=a*a*a*b)", "(?:a|a){20}b", "[", "a\\",
        "^\\w*\\w*\\w*!",
    ],
)  # fmt: skip
def test_what_could_be_tried_for_long_is_left_to_the_database(pattern: str) -> None:
    assert quick(pattern) is None


PARTS = st.sampled_from(["a", "[ab]", "\\w", "(a|a)", "(?:ab)", "(a*)", "x|a", "."])
TIMES = st.sampled_from(["", "", "?", "*", "+", "{0,9}", "{3}", "{2,}", "+?"])


@given(st.lists(st.tuples(PARTS, TIMES).map("".join), max_size=14).map("".join), st.booleans())
def test_whatever_is_tried_ends(pattern: str, is_anchored: bool) -> None:
    """A pattern that was wrongly taken for quick would keep this test for hours."""
    found = quick(f"^{pattern}!" if is_anchored else f"{pattern}!")
    if found is not None:
        assert not found.search("a" * LONGEST_TRIED)
        assert not found.search("ab" * (LONGEST_TRIED // 2))
