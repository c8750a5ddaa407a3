"""Pictures show the rows that conditions and orders mean."""

from datetime import UTC, datetime

import pytest

from sayso.preview.picture.visible_content import Seen
from sayso.spec.model import AppSpec, FilterBy, Operator, SortBy

NOW = datetime(2026, 11, 25, 10, tzinfo=UTC)


@pytest.fixture(scope="module")
def seen(salon: AppSpec) -> Seen:
    return Seen(salon, NOW)


def test_moments_are_compared(seen: Seen) -> None:
    past, coming = (
        [FilterBy(field="starts_at", op=op, value=NOW.isoformat())] for op in (Operator.LT, Operator.GTE)
    )
    assert all(row["starts_at"] < NOW.isoformat() for row in seen.rows("appointment", past))
    assert len(seen.rows("appointment", past)) + len(seen.rows("appointment", coming)) == len(
        seen.rows("appointment")
    )


def test_numbers_are_put_in_order(seen: Seen) -> None:
    prices = [row["price"] for row in seen.rows("service", sort=[SortBy(field="price", descending=True)])]
    assert prices == sorted(prices, reverse=True) != []
