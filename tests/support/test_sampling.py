"""Which cases of a family that rotates a day tests."""

from datetime import date, timedelta

import pytest

from tests.support.sampling import sampled

DAY = date(2026, 11, 24)
WEEK = [DAY + timedelta(days=day) for day in range(7)]


@pytest.mark.parametrize(("count", "size"), [(3, 20), (4, 7), (1, 7), (2, 12)])
def test_every_case_is_tested_within_a_week(count: int, size: int) -> None:
    days = [sampled({"family": (count, range(size))}, day) for day in WEEK]
    assert {len(set(cases)) for cases in days} == {count}
    assert {case for cases in days for case in cases} == set(range(size))


def test_a_day_tests_the_same_cases_whoever_asks() -> None:
    assert sampled({"family": (3, range(20))}, DAY) == sampled({"family": (3, range(20))}, DAY)


def test_a_family_is_whole_where_it_is_smaller_than_its_share() -> None:
    assert sorted(sampled({"one": (5, "abc"), "other": (1, "x")}, DAY)) == ["a", "b", "c", "x"]
