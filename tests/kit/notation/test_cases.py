"""The table of cases that Python and the browser read alike: a value, several of them, or a refusal."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.kit.notation import (
    AmbiguousError,
    NumberKind,
    UnreadableTextError,
    exact,
    read_date,
    read_moment,
    read_number,
    read_time,
)

Case = dict[str, Any]
CASES: dict[str, list[Case]] = json.loads(Path(__file__).with_name("cases.json").read_text("utf-8"))


def number(case: Case) -> object:
    kind = NumberKind(case.get("kind", "decimal"))
    more = {"currency": case.get("currency"), "places": case.get("places")}
    return read_number(case["text"], case["language"], kind, **more)


def moment(case: Case) -> object:
    return read_moment(case["text"], case["language"], ZoneInfo(case["zone"]))


READERS: dict[str, tuple[Callable[[Case], object], Callable[[str], object]]] = {
    "numbers": (number, Decimal),
    "dates": (
        lambda case: read_date(case["text"], case["language"]),
        lambda text: datetime.fromisoformat(text).date(),
    ),
    "times": (
        lambda case: read_time(case["text"]),
        lambda text: datetime.fromisoformat(f"2000-01-01T{text}").time(),
    ),
    "moments": (moment, lambda text: datetime.fromisoformat(text).astimezone(UTC)),
}
ALL = [(name, case) for name, cases in CASES.items() for case in cases]


@pytest.mark.parametrize(
    ("name", "case"), ALL, ids=[f"{name}-{case['text']}-{case.get('language', '')}" for name, case in ALL]
)
def test_a_text_is_read_as_the_table_says(name: str, case: Case) -> None:
    read, value_of = READERS[name]
    if "value" in case:
        assert read(case) == value_of(case["value"])
        return
    with pytest.raises(UnreadableTextError) as refused:
        read(case)
    if "either" in case:
        assert isinstance(refused.value, AmbiguousError), str(refused.value)
        assert [one.value for one in refused.value.readings] == [value_of(one) for one in case["either"]]
        assert all(one.said in str(refused.value) for one in refused.value.readings)
    else:
        assert not isinstance(refused.value, AmbiguousError), str(refused.value)
        assert case["refused"] in str(refused.value)


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=3),
    st.sampled_from(["en", "de", "fr", "de-CH", "pl", "xx"]),
)
def test_a_number_in_its_exact_form_is_read_one_way_in_its_language(value: Decimal, language: str) -> None:
    assert read_number(exact(value, language), language) == value
