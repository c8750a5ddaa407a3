"""Data of cards: what fits, what shape it has, what was lost, and how it leaves as a sheet."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.blocks.data import as_csv, changed_shape, is_empty, misfit, shape_of
from sayso.blocks.types import Card, CardKind, Column
from sayso.phrases.formats import Format

NUMBER = Card(kind=CardKind.NUMBER, title="Open")
TABLE = Card(kind=CardKind.TABLE, title="Orders", columns=(Column(key="name", label="Name"),))
LINE = Card(kind=CardKind.LINE, title="Revenue", x="month", columns=(Column(key="sum", label="Sum"),))
LIST = Card(kind=CardKind.LIST, title="News")
FIGURES = Card(kind=CardKind.LIST, title="Repairs", columns=(Column(key="cost", label="Cost"),))
TEXT = Card(kind=CardKind.TEXT, title="Word")
CUSTOM = Card(kind=CardKind.CUSTOM, title="Own")


@pytest.mark.parametrize(
    ("card", "value"),
    [
        (NUMBER, {"value": 12, "previous": 10.5, "series": [{"x": "2026-01", "value": 9}]}),
        (NUMBER, {"value": None}),
        (TABLE, {"rows": []}),
        (TABLE, {"rows": [{"name": "Ada", "age": {"is": "hidden"}}]}),
        (LINE, {"rows": [{"month": "2026-01", "sum": 3}, {"month": "2026-02", "sum": None}]}),
        (LIST, {"items": [{"title": "A", "url": "https://a.example"}]}),
        (FIGURES, {"items": [{"title": "A", "cost": 96.0}, {"title": "B"}]}),
        (TEXT, {"text": "All **well**"}),
        (CUSTOM, [1, {"a": None}]),
    ],
)
def test_data_that_fits(card: Card, value: Any) -> None:
    assert misfit(card, value) is None


@pytest.mark.parametrize(
    ("card", "value", "said"),
    [
        (NUMBER, 12, '{"value": a number}'),
        (NUMBER, {"value": "12"}, "“value” has to be a number, and is the text “12”."),
        (NUMBER, {"value": float("nan")}, "has to be a number"),
        (NUMBER, {"value": True}, "true or false"),
        (TABLE, [{"name": "Ada"}], '{"rows": a list of objects}'),
        (TABLE, {"rows": [{"nom": "Ada"}]}, "No row has “name”; they have “nom”."),
        (TABLE, {"rows": [{"name": ["Ada"]}]}, "is a list"),
        (LINE, {"rows": [{"month": "2026-01", "sum": "3 €"}]}, "the text “3 €”"),
        (LIST, {"items": [{"text": "no title"}]}, "“title”"),
        (FIGURES, {"items": [{"title": "A", "cost": [1]}]}, "“cost” of an item has to be a single value"),
        (TEXT, "All well", '{"text": "…"}'),
        (CUSTOM, "x" * 2_000_000, "at most 1,048,576"),
        (CUSTOM, {1, 2}, "JSON"),
    ],
)
def test_data_that_does_not_fit_says_what_is_wrong(card: Card, value: Any, said: str) -> None:
    assert said in (misfit(card, value) or "")


def test_nothing_to_show_is_told_from_zero() -> None:
    assert is_empty(TABLE, {"rows": []})
    assert is_empty(NUMBER, {"value": None})
    assert not is_empty(NUMBER, {"value": 0})


ROWS = {"rows": [{"name": "Ada", "age": 36, "note": None}, {"name": "Bob", "age": 1.5}]}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"rows": [{"name": "Cy", "age": 3, "new": 1}]}, None),
        ({"rows": [{"name": "Cy", "age": None}]}, None),
        ({"rows": []}, None),
        ({"rows": [{"nom": "Cy", "age": 3}]}, "A row has no “name” any more."),
        ({"rows": [{"name": "Cy", "age": "3"}]}, "“age” was a number and is now text."),
        ({"rows": [{"name": "Cy", "age": 3}, {"age": 4}]}, "A row has no “name” any more."),
        ({"lines": []}, "The result has no “rows” any more."),
        ([], "The result was an object and is now a list."),
        ({"rows": None}, "“rows” was a list and is now nothing."),
    ],
)
def test_what_a_shape_lost_is_said(value: Any, said: str | None) -> None:
    assert changed_shape(shape_of(ROWS), value) == said


def test_entries_that_are_gone_count_where_they_are_to_count() -> None:
    assert (
        changed_shape(shape_of(ROWS), {"rows": []}, may_be_empty=False)
        == "“rows” had entries and is now empty."
    )
    assert changed_shape(shape_of({"rows": []}), {"rows": []}, may_be_empty=False) is None


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=4),
    max_leaves=15,
)


@given(json)
def test_data_has_lost_nothing_of_its_own_shape(value: Any) -> None:
    assert changed_shape(shape_of(value), value, may_be_empty=False) is None


@pytest.mark.parametrize(
    ("card", "value", "lines"),
    [
        (LINE, {"rows": [{"sum": 3, "month": "2026-01", "more": 1}]}, ["month,Sum", "2026-01,3"]),
        (NUMBER, {"value": 12, "previous": 10}, ["Open,Before", "12,10"]),
        (NUMBER, {"value": 1, "series": [{"x": "a", "value": 1}]}, ["x,Open", "a,1"]),
        (LIST, {"items": [{"title": "A, B", "text": None}]}, ["Title,Text,Link,Date", '"A, B",,,']),
        (FIGURES, {"items": [{"title": "A", "cost": 9.5}]}, ["Title,Text,Link,Date,Cost", "A,,,,9.5"]),
        (TEXT, {"text": "one\ntwo"}, ["Word", '"one\ntwo"']),
        (
            TABLE,
            {"rows": [{"name": "=cmd|' /C calc'!A0"}, {"name": "-5"}]},
            ["Name", "'=cmd|' /C calc'!A0", "'-5"],
        ),
        (CUSTOM, [{"a": 1, "b": [2]}, {"a": -3}], ["a,b", "1,[2]", "-3,"]),
        (CUSTOM, {"deep": {"er": 1}}, ["Own", '"{""deep"":{""er"":1}}"']),
    ],
)
def test_data_as_a_sheet(card: Card, value: Any, lines: list[str]) -> None:
    assert as_csv(card, value) == "\r\n".join([*lines, ""])


def test_a_sheet_has_columns_in_the_order_of_the_card() -> None:
    columns = (Column(key="b", label="B"), Column(key="a", label="A", format=Format.MONEY))
    card = Card(kind=CardKind.TABLE, title="T", columns=columns)
    assert as_csv(card, {"rows": [{"a": 1, "b": 2}]}) == "B,A\r\n2,1\r\n"
