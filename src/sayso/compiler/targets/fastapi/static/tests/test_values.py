"""How values are read, as JSON gives them and as people write them."""

from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from app.description import Kind
from app.values.read import Unreadable, read_decimal, read_integer, read_money, read_url
from app.values.written import written_reader

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Kind.DECIMAL, "1,234.50", Decimal("1234.50")),
        (Kind.DECIMAL, "1.234,5", Decimal("1234.5")),
        (Kind.MONEY, "£12", Decimal("12.00")),
        (Kind.INTEGER, "1,000", 1000),
        (Kind.BOOLEAN, "Yes", True),
        (Kind.DATE, "23/11/2026", date(2026, 11, 23)),
        (Kind.DATE, "23 Nov 2026", date(2026, 11, 23)),
        (Kind.TIME, "9:30 pm", time(21, 30)),
        (Kind.DATETIME, "2026-06-01 10:00", datetime(2026, 6, 1, 10, tzinfo=LONDON)),
        (Kind.MULTI_ENUM, "a; b", ["a", "b"]),
        (Kind.EMAIL, " ada@example.org ", "ada@example.org"),
    ],
)
def test_values_are_read_as_people_write_them(kind: Kind, text: str, value: object) -> None:
    assert written_reader(kind, LONDON)(text) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.DECIMAL, "NaN"),
        (Kind.INTEGER, "1.5"),
        (Kind.BOOLEAN, "perhaps"),
        (Kind.DATE, "yesterday"),
        (Kind.TIME, "25:00"),
        (Kind.UUID, "1"),
        (Kind.EMAIL, "nobody"),
    ],
)
def test_what_is_none_is_refused(kind: Kind, text: str) -> None:
    with pytest.raises(Unreadable):
        written_reader(kind, LONDON)(text)


def test_numbers_keep_their_kind() -> None:
    assert read_integer(3.0) == 3
    assert read_money(0.12) == Decimal("0.12")
    with pytest.raises(Unreadable):
        read_money(0.125)
    assert read_decimal(0.1) == Decimal("0.1")
    with pytest.raises(Unreadable):
        read_decimal(True)


def test_an_address_that_could_run_code_is_refused() -> None:
    with pytest.raises(Unreadable):
        read_url("javascript:alert(1)")
