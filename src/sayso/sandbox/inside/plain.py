"""What programs give, as plain JSON: frames and series, numbers of numpy, dates and decimals included."""

import dataclasses
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_DEEPEST = 100
_MOST_BITS = 1000
"""Whole numbers that a reader of JSON can still take, as a float if need be."""


def plain(value: Any, depth: int = 0) -> Any:
    """The value in dictionaries, lists, texts, numbers, booleans and None.

    Raises:
        TypeError: when it holds what JSON has no word for.
        ValueError: when it is nested too deeply, or holds itself.
    """
    if value is None or isinstance(value, bool):
        return value
    if type(value) is str:
        return value
    if type(value) is int:
        if value.bit_length() > _MOST_BITS:
            raise ValueError("The result holds a number of more than 300 digits; give it as text.")
        return value
    if type(value) is float:
        return value if math.isfinite(value) else None
    if depth > _DEEPEST:
        raise ValueError(f"The result is nested more than {_DEEPEST} deep, or holds itself.")
    if isinstance(value, dict):
        return {_key(key): plain(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list | tuple):
        fields = getattr(value, "_asdict", None)
        if fields is not None:
            return plain(fields(), depth + 1)
        return [plain(one, depth + 1) for one in value]
    return _special(value, depth)


def _special(value: Any, depth: int) -> Any:
    for kind in type(value).__mro__:
        turn = _BY_NAME.get((kind.__module__.partition(".")[0], kind.__name__))
        if turn:
            return plain(turn(value), depth + 1)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name), depth + 1) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {_key(key): plain(value[key], depth + 1) for key in value}
    if isinstance(value, str | int | float):
        return plain(next(kind for kind in (str, int, float) if isinstance(value, kind))(value), depth + 1)
    if isinstance(value, bytes | bytearray | memoryview):
        raise TypeError("The result holds bytes, which JSON has no word for; decode them to text first.")
    if isinstance(value, Iterable):
        return [plain(one, depth + 1) for one in value]
    raise TypeError(f"The result holds a {type(value).__name__}, which JSON has no word for.")


def _key(key: Any) -> str:
    if isinstance(key, str):
        return str(key)
    if isinstance(key, tuple):
        return ", ".join(_key(part) for part in key)
    if isinstance(key, bool) or key is None:
        return str(key)
    turned = plain(key)
    return "" if turned is None else str(turned)


def _frame(frame: Any) -> list[dict[str, Any]]:
    if frame.columns.nlevels > 1:
        frame = frame.copy(deep=False)
        frame.columns = ["_".join(str(part) for part in key if part != "") for key in frame.columns]
    elif not frame.columns.is_unique:
        raise TypeError("The result is a table with two columns of the same name.")
    if _has_meaning(frame.index):
        frame = frame.reset_index()
    records: list[dict[str, Any]] = frame.astype(object).to_dict("records")
    return records


def _series(series: Any) -> Any:
    if not _has_meaning(series.index):
        return series.astype(object).tolist()
    return dict(zip(series.index.tolist(), series.astype(object).tolist(), strict=True))


def _has_meaning(index: Any) -> bool:
    """Whether rows are known by more than their place."""
    return index.nlevels > 1 or index.name is not None or index.dtype.kind not in "iu"


def _decimal(value: Decimal) -> int | float | None:
    if not value.is_finite():
        return None
    return int(value) if value == value.to_integral_value() and abs(value) < 10**15 else float(value)


_BY_NAME: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("pandas", "DataFrame"): _frame,
    ("pandas", "Series"): _series,
    ("pandas", "Index"): lambda index: index.astype(object).tolist(),
    ("pandas", "NAType"): lambda _: None,
    ("pandas", "NaTType"): lambda _: None,
    ("pandas", "Timestamp"): lambda moment: moment.isoformat(),
    ("pandas", "Timedelta"): lambda span: span.total_seconds(),
    ("pandas", "Period"): str,
    ("pandas", "Interval"): str,
    ("pandas", "ExtensionArray"): lambda values: values.astype(object).tolist(),
    ("numpy", "ndarray"): lambda values: values.tolist(),
    ("numpy", "datetime64"): lambda moment: moment.item(),
    ("numpy", "generic"): lambda value: value.item(),
    ("pydantic", "BaseModel"): lambda model: model.model_dump(),
    ("decimal", "Decimal"): _decimal,
    ("fractions", "Fraction"): float,
    ("uuid", "UUID"): str,
    ("datetime", "datetime"): datetime.isoformat,
    ("datetime", "date"): date.isoformat,
    ("datetime", "time"): time.isoformat,
    ("datetime", "timedelta"): timedelta.total_seconds,
    ("pathlib", "PurePath"): str,
    ("enum", "Enum"): lambda member: member.value,
}
"""How known classes are turned, by their package and name, so that none is imported here."""
