"""The limits a field sets on its values: numbers, lengths, patterns, choices."""

from collections.abc import Callable
from decimal import Decimal

from sayso.kit.patterns import LONGEST_TRIED, quick
from sayso.runtime.values.readers import UnreadableError
from sayso.spec.model import FieldType, Validation

Limit = Callable[[object], None]


def limits_of(
    kind: FieldType, validation: Validation | None, options: tuple[tuple[str, str], ...]
) -> list[Limit]:
    """The checks that a readable value still has to pass."""
    limits: list[Limit] = []
    if kind in {FieldType.ENUM, FieldType.MULTI_ENUM} and options:
        limits.append(_choice(options))
    if validation is None:
        return limits
    if validation.min is not None or validation.max is not None:
        limits.append(_range(validation.min, validation.max))
    if validation.min_length is not None or validation.max_length is not None:
        limits.append(_length(validation.min_length or 0, validation.max_length))
    if validation.pattern is not None:
        limits.append(_pattern(validation.pattern))
    return limits


def _choice(options: tuple[tuple[str, str], ...]) -> Limit:
    names = {name for name, _ in options}
    labels = ", ".join(label for _, label in options[:12])

    def check(value: object) -> None:
        chosen = value if isinstance(value, list) else [value]
        if not all(item in names for item in chosen):
            raise UnreadableError(f"must be one of: {labels}.")

    return check


def _range(low: float | None, high: float | None) -> Limit:
    least = None if low is None else Decimal(repr(low))
    most = None if high is None else Decimal(repr(high))
    if least is not None and most is not None:
        words = f"must be between {_plain(least)} and {_plain(most)}."
    elif least is not None:
        words = f"must be {_plain(least)} or more."
    else:
        words = f"must be {_plain(most or Decimal(0))} or less."

    def check(value: object) -> None:
        if isinstance(value, int | Decimal) and (
            (least is not None and value < least) or (most is not None and value > most)
        ):
            raise UnreadableError(words)

    return check


def _length(low: int, high: int | None) -> Limit:
    def check(value: object) -> None:
        if not isinstance(value, str | list):
            return
        unit = "characters" if isinstance(value, str) else "choices"
        if len(value) < low:
            raise UnreadableError(f"must have at least {low} {unit}.")
        if high is not None and len(value) > high:
            raise UnreadableError(f"must have at most {high} {unit}.")

    return check


def _pattern(pattern: str) -> Limit:
    """A pattern that might be tried for long is left to the database, as are long texts."""
    compiled = quick(pattern)

    def check(value: object) -> None:
        if compiled is None or not isinstance(value, str) or len(value) > LONGEST_TRIED:
            return
        if not compiled.search(value):
            raise UnreadableError("does not have the expected form.")

    return check


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
