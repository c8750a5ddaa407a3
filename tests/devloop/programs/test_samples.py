"""Data is told of by a small part of it, and by the names that it has."""

import math
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as some

from sayso.devloop.programs.fields import keys_of, near
from sayso.devloop.programs.json_sample import as_json, sampled

ANY_JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text(), inner),
)


@given(ANY_JSON, some.integers(min_value=10, max_value=500))
def test_a_sample_is_short_and_can_be_stored(value: Any, most: int) -> None:
    said = as_json(sampled(value, most))

    assert len(said) <= most * 6 + 2, "only what is escaped within a text may be longer"
    assert "\\u0000" not in said
    orjson.loads(said)


def test_a_sample_says_what_is_left_out() -> None:
    assert sampled(list(range(8)), 1_000) == [0, 1, 2, 3, 4, "… 3 more"]
    assert sampled("x" * 300, 1_000) == "x" * 200 + "… (300 characters)"
    assert sampled(math.inf, 10) is None


@pytest.mark.parametrize(
    ("wanted", "keys", "found"),
    [
        ("price", ["id", "unit_price", "placed"], ("unit_price",)),
        ("created", ["createdAt", "creator"], ("createdAt", "creator")),
        ("Total", ["total", "tax"], ("total",)),
        ("temperature", ["temperature_2m", "time"], ("temperature_2m",)),
        ("user_name", ["userName", "id"], ("userName",)),
        ("colour", ["id", "size"], ()),
        ("price", ["price"], ()),
    ],
)
def test_names_that_may_be_meant_are_found(wanted: str, keys: list[str], found: tuple[str, ...]) -> None:
    assert near(wanted, keys) == found


@pytest.mark.parametrize(
    ("data", "keys"),
    [
        ({"data": [{"id": 1, "owner": {"name": "Ada"}}]}, ("data", "id", "owner", "name")),
        ('{"orders": [{"id": 1}]} and more', ("orders", "id")),
        ('[{"a": 1}, {"b": 2}', ("a", "b")),
        ("\ufeffday;total\n1;2", ("day", "total")),
        ('"a","b, c"\n1,2', ("a", "b, c")),
        ("<html><p>a, b</p></html>", ()),
        ("nothing", ()),
        (None, ()),
        (7, ()),
    ],
)
def test_names_of_fields_are_found_in_whatever_came(data: Any, keys: tuple[str, ...]) -> None:
    assert keys_of(data) == keys
