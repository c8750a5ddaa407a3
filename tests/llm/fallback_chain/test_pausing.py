"""Waits grow, differ by chance and stay bearable."""

import pytest

from sayso.llm.backoff import Pausing


def test_waits_double_up_to_the_longest() -> None:
    pausing = Pausing(first=0.5, longest=8, chance=lambda: 1.0)
    assert [pausing.seconds(tries, None) for tries in range(1, 8)] == [0.5, 1, 2, 4, 8, 8, 8]


def test_chance_spreads_them_over_half() -> None:
    assert Pausing(chance=lambda: 0.0).seconds(1, None) == 0.25
    assert 0.25 <= (Pausing().seconds(1, None) or 0) <= 0.5


@pytest.mark.parametrize(("wish", "wait"), [(0, 0), (30, 30), (30.5, None), (3600, None)])
def test_the_server_has_its_way_within_reason(wish: float, wait: float | None) -> None:
    assert Pausing().seconds(1, wish) == wait
