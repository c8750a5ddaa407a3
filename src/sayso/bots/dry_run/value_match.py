"""Whether a value is as a case expects it: what people mean by the same, not what bytes say."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sayso.bots.details import ExpectedNotice, ExpectedRequest
from sayso.bots.dry_run.world.hosts import Asked, meets
from sayso.bots.dry_run.world.shapes import EntityShape

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")


def is_same(expected: Any, found: Any) -> bool:
    """Whether two values are the same; moments are, in whatever zone they are written."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return expected is found
    if isinstance(expected, int | float) and isinstance(found, int | float):
        return abs(expected - found) <= 1e-9 * max(1.0, abs(expected))
    if isinstance(expected, str) and isinstance(found, str):
        return expected == found or _is_same_moment(expected, found)
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return expected.keys() == found.keys() and all(is_same(expected[key], found[key]) for key in expected)
    if isinstance(expected, Sequence) and isinstance(found, Sequence):
        return len(expected) == len(found) and all(map(is_same, expected, found))
    return bool(expected == found)


def holds(expected: Any, found: Any) -> bool:
    """Whether what is expected is there; what else is there does not matter."""
    if isinstance(expected, Mapping):
        return isinstance(found, Mapping) and all(
            key in found and holds(value, found[key]) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return isinstance(found, list) and len(expected) == len(found) and all(map(holds, expected, found))
    return is_same(expected, found)


def holds_row(entity: EntityShape, expected: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a row has these values."""
    return all(
        is_same(value, row.get(name)) or is_same(entity.typed(name, value), entity.typed(name, row.get(name)))
        for name, value in expected.items()
    )


def says(parts: Sequence[str], text: str) -> bool:
    """Whether all parts occur, however they are written."""
    said = _bare(text)
    return all(_bare(part) in said for part in parts)


def is_told(expected: ExpectedNotice) -> "Callable[[Any], bool]":
    """Whether a notice is the one that is expected."""

    def told(notice: Any) -> bool:
        return (
            expected.channel in {"", notice.channel}
            and (not expected.to or _bare(expected.to) == _bare(notice.to or ""))
            and says(expected.contains, f"{notice.title} {notice.text}")
        )

    return told


def is_asked(expected: ExpectedRequest) -> "Callable[[Asked], bool]":
    """Whether a request is the one that is expected."""

    def asked(request: Asked) -> bool:
        if expected.method.upper() != request.method or not meets(expected.url, request.url):
            return False
        if expected.body is None:
            return True
        if isinstance(expected.body, str) and isinstance(request.body, str):
            return says([expected.body], request.body)
        return holds(expected.body, request.body)

    return asked


def _bare(text: str) -> str:
    return " ".join(text.casefold().split())


def _is_same_moment(one: str, other: str) -> bool:
    if not (_MOMENT.match(one) and _MOMENT.match(other)):
        return False
    try:
        moments = [datetime.fromisoformat(text) for text in (one, other)]
    except ValueError:
        return False
    first, second = (moment if moment.tzinfo else moment.replace(tzinfo=UTC) for moment in moments)
    return first == second
