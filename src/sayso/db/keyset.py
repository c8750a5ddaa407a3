"""Long lists in parts: each part begins behind the last row of the one before, found by its sort keys."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, Row, Select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from sayso.errors import InputError

T = TypeVar("T")
U = TypeVar("U")
Keys = tuple[str, ...]
Column = ColumnElement[Any] | InstrumentedAttribute[Any]


class BadCursorError(InputError):
    """The cursor is none that this list gives."""

    code = "bad_cursor"

    def __init__(self) -> None:
        super().__init__(
            "The cursor is not one that this list has given.", hint="Start again without a cursor."
        )


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is wanted: at most ``limit`` rows behind the one with the sort keys ``after``."""

    limit: int = 50
    after: Keys | None = None


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some rows of a list; ``last`` are the sort keys of the last one when there are more behind it."""

    items: list[T]
    last: Keys | None

    def map(self, change: Callable[[T], U]) -> "Part[U]":
        """The same part with each row changed."""
        return Part([change(item) for item in self.items], self.last)


async def part_of_query(
    session: AsyncSession,
    query: Select[*tuple[Any, ...]],
    window: Window,
    *keys: Column,
    descending: bool = False,
) -> Part[Row[*tuple[Any, ...]]]:
    """One part of what ``query`` finds, sorted by ``keys``, which together tell every row from the others.

    The rows carry the keys behind their own columns.

    Raises:
        BadCursorError: when the keys of the window cannot be keys of this list.
    """
    if window.after is not None:
        behind, after = tuple_(*keys), tuple_(*_values(keys, window.after))
        query = query.where(behind < after if descending else behind > after)
    labels = [f"key_{number}" for number in range(len(keys))]
    query = (
        query.add_columns(*(key.label(label) for key, label in zip(keys, labels, strict=True)))
        .order_by(*(key.desc() if descending else key.asc() for key in keys))
        .limit(window.limit + 1)
    )
    rows = list((await session.execute(query)).all())
    shown = rows[: window.limit]
    last = _texts(tuple(shown[-1])[-len(keys) :]) if len(rows) > window.limit else None
    return Part(shown, last)


def part_of_list(items: Sequence[T], window: Window, key: Callable[[T], str | int]) -> Part[T]:
    """One part of a list that is at hand, in the order in which it is given.

    ``key`` tells each item from the others.

    Raises:
        BadCursorError: when the window begins behind an item that is not there any more.
    """
    begin = 0
    if window.after is not None:
        named = [(str(key(item)),) for item in items]
        if window.after not in named:
            raise BadCursorError
        begin = named.index(window.after) + 1
    shown = list(items[begin : begin + window.limit])
    has_more = begin + window.limit < len(items)
    return Part(shown, (str(key(shown[-1])),) if has_more else None)


def _texts(values: Sequence[object]) -> Keys:
    return tuple(value.isoformat() if isinstance(value, datetime) else str(value) for value in values)


def _values(keys: Sequence[Column], texts: Keys) -> list[object]:
    if len(keys) != len(texts):
        raise BadCursorError
    try:
        return [_value(key, text) for key, text in zip(keys, texts, strict=True)]
    except ValueError as error:
        raise BadCursorError from error


def _value(key: Column, text: str) -> object:
    kind = key.type.python_type
    if kind is datetime:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError("a moment has a time zone")
        return moment
    if kind is UUID:
        return UUID(text)
    if kind is int:
        number, bits = int(text[:20]), 63 if isinstance(key.type, BigInteger) else 31
        if not -(2**bits) <= number < 2**bits:
            raise ValueError("too large a number")
        return number
    if "\0" in text:
        raise ValueError("no text of the database")
    return text
