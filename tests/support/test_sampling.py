"""Which cases of a family that rotates a day tests."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.support.sampling import sampled

DAY = date(2026, 11, 24)
WEEKS = [DAY + timedelta(days=day) for day in range(14)]


@pytest.mark.parametrize(("count", "size"), [(3, 20), (4, 7), (1, 7), (2, 12), (5, 5), (1, 1)])
def test_every_case_is_tested_within_two_weeks(count: int, size: int) -> None:
    days = [sampled({"family": (count, range(size))}, day) for day in WEEKS]
    pairs = [{*first, *second} for first, second in zip(days[::2], days[1::2], strict=True)]
    assert {len(cases) for cases in pairs} == {count}
    assert {case for cases in days for case in cases} == set(range(size))


def test_families_of_which_one_runs_in_two_days_share_the_days() -> None:
    families = {f"family {number}": (1, range(4)) for number in range(100)}
    counts = [len(sampled(families, day)) for day in WEEKS]
    assert all(30 < count < 70 for count in counts)
    assert {first + second for first, second in pairwise(counts)} == {100}


def test_a_day_tests_the_same_cases_whoever_asks() -> None:
    assert sampled({"family": (3, range(20))}, DAY) == sampled({"family": (3, range(20))}, DAY)


def test_a_family_is_whole_where_it_is_smaller_than_its_share() -> None:
    days = [sampled({"one": (5, "abc"), "other": (1, "x")}, day) for day in (DAY, DAY + timedelta(days=1))]
    assert sorted(days[0] + days[1]) == ["a", "b", "c", "x"]
