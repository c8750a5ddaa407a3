"""What a column holds, judged by its values and its heading."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sayso.kit.words import snake
from sayso.spec.model import FieldType

from .column_keywords import CALLS, CHOICES, LONG, MONEY, NO, YES, ZIPS, is_id
from .days import are_ambiguous, day_forms, day_of, moment_forms, moment_of, time_of
from .numbers import are_ambiguous as are_thousands
from .numbers import currency_of, has_decimal_comma, is_number, number_of, written

_EMAIL = re.compile(r"[^@\s<>\"']+@[^@\s<>\"']+\.[A-Za-z]{2,}")
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s()/.\-]{6,30}(\s?(x|ext\.?)\s?\d{1,6})?", re.IGNORECASE)
_LONGEST_LINE = 120
_MOST_OPTIONS = 12
_LONGEST_OPTION = 40
_EXACT_DIGITS = 15
_REPEATS = 3

Writer = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds; ``write`` gives a cell in the form in which it is imported.

    ``doubt`` says why it may be otherwise, ``instead`` what it may be.
    """

    type: FieldType
    write: Writer = str.strip
    required: bool = False
    unique: bool = False
    options: tuple[str, ...] = ()
    currency: str | None = None
    doubt: str = ""
    instead: tuple[str, ...] = ()


def kind_of(heading: str, cells: Sequence[str], rows: int) -> Kind:
    """What a column holds; ``cells`` are those that are not empty, of so many ``rows``."""
    values = [cell.strip() for cell in cells]
    words = set(snake(heading).split("_"))
    if not values:
        return Kind(FieldType.TEXT, doubt=f"“{heading}” is empty, so it is text.", instead=("Number", "Date"))
    found = (
        _truth(heading, values)
        or _contact(words, values)
        or _time(heading, values)
        or _number(heading, words, values)
        or _choice(heading, words, values, rows)
        or _text(words, values)
    )
    distinct = len({value.lower() for value in values}) == len(values)
    is_full = len(values) == rows and rows > 1 and found.type is not FieldType.BOOLEAN
    is_code = distinct and is_full and rows > 2 and is_key(words, values, found.type)
    return _with(found, required=is_full, unique=is_code)


def is_key(words: set[str], values: Sequence[str], kind: FieldType) -> bool:
    """Whether a column whose values all differ looks like a code that is given once."""
    if kind not in {FieldType.TEXT, FieldType.INTEGER, FieldType.EMAIL}:
        return False
    return any(map(is_id, words)) and all(len(value) <= 40 for value in values)


def _with(kind: Kind, *, required: bool, unique: bool) -> Kind:
    return Kind(
        kind.type, kind.write, required, unique, kind.options, kind.currency, kind.doubt, kind.instead
    )


def _truth(heading: str, values: Sequence[str]) -> Kind | None:
    said = {value.lower() for value in values}
    if not said <= YES | NO or (said <= {"x", "-"} and said == {"-"}):
        return None

    def write(text: str) -> str:
        return "yes" if text.strip().lower() in YES else "no"

    doubt = f"“{heading}” is a tick; where it is empty it is no." if said == {"x"} else ""
    return Kind(FieldType.BOOLEAN, write, doubt=doubt, instead=("Text",) if doubt else ())


def _contact(words: set[str], values: Sequence[str]) -> Kind | None:
    if all(_EMAIL.fullmatch(value) for value in values):
        return Kind(FieldType.EMAIL)
    if all(_URL.fullmatch(value) for value in values):
        return Kind(FieldType.URL)
    is_called = bool(words & CALLS) or all(value.startswith(("+", "00")) for value in values)
    if is_called and all(
        _PHONE.fullmatch(value) and sum(one.isdigit() for one in value) > 2 for value in values
    ):
        return Kind(FieldType.PHONE)
    return None


def _time(heading: str, values: Sequence[str]) -> Kind | None:
    if all(value.replace(".", "").isdigit() and value.count(".") < 2 for value in values):
        return None
    forms = day_forms(values)
    if forms:
        doubt = f"Days in “{heading}” begin with the day, then the month." if are_ambiguous(values) else ""
        instead = ("The month comes first",) if doubt else ()
        return Kind(
            FieldType.DATE, lambda text: day_of(text, forms) or text.strip(), doubt=doubt, instead=instead
        )
    found = moment_forms(values)
    if found:

        def moment(text: str) -> str:
            on = day_of(text, found)
            return moment_of(text, found) or (f"{on} 00:00:00" if on else text.strip())

        return Kind(FieldType.DATETIME, moment)
    if all(time_of(value) for value in values):
        return Kind(FieldType.TIME, lambda text: time_of(text) or text.strip())
    return None


def _number(heading: str, words: set[str], values: Sequence[str]) -> Kind | None:
    if not all(is_number(value) for value in values) or words & ZIPS:
        return None
    bare = [value.lstrip("+-") for value in values]
    if any(len(one) > 1 and one[0] == "0" and one.isdigit() for one in bare):
        return None
    if any(sum(one.isdigit() for one in value) > _EXACT_DIGITS for value in values):
        return None
    comma = has_decimal_comma(list(values))
    numbers = [number_of(value, decimal_comma=comma) for value in values]
    if any(number is None for number in numbers):
        return None

    def write(text: str) -> str:
        number = number_of(text, decimal_comma=comma)
        return text.strip() if number is None else written(number)

    currencies = Counter(found for value in values if (found := currency_of(value)))
    named = bool(words & MONEY) and not any("%" in value for value in values)
    if currencies or named:
        doubt = "" if currencies else f"“{heading}” is an amount of money."
        currency = currencies.most_common(1)[0][0] if currencies else currency_of(heading)
        instead = ("A plain number",) if doubt else ()
        return Kind(FieldType.MONEY, write, currency=currency, doubt=doubt, instead=instead)
    whole = all(number is not None and number == number.to_integral_value() for number in numbers)
    small = all(number is not None and abs(number) < Decimal(2**53) for number in numbers)
    written_whole = not any("%" in value or (comma and "," in value) for value in values)
    is_integer = whole and small and written_whole
    if are_thousands(list(values)):
        doubt = f"Points in “{heading}” set off decimals, not thousands."
        return Kind(FieldType.DECIMAL, write, doubt=doubt, instead=("They set off thousands",))
    return Kind(FieldType.INTEGER if is_integer else FieldType.DECIMAL, write)


def _choice(heading: str, words: set[str], values: Sequence[str], rows: int) -> Kind | None:
    counts = Counter(values)
    folded = {snake(value) for value in counts}
    if len(folded) != len(counts) or "" in folded or not 1 < len(counts) <= _MOST_OPTIONS:
        return None
    if any(len(value) > _LONGEST_OPTION or "\n" in value for value in counts):
        return None
    named = bool(words & CHOICES)
    if words & ZIPS or (all(value.isdigit() for value in counts) and not named):
        return None
    enough = len(values) >= len(counts) * (1.5 if named else _REPEATS) and rows > 3
    if not enough:
        return None
    options = tuple(counts)
    listed = ", ".join(options[:6]) + (" …" if len(options) > 6 else "")
    return Kind(
        FieldType.ENUM,
        options=options,
        doubt=f"“{heading}” is one of a fixed list: {listed}.",
        instead=("Any text",),
    )


def _text(words: set[str], values: Sequence[str]) -> Kind:
    is_long = bool(words & LONG) or any("\n" in value or len(value) > _LONGEST_LINE for value in values)
    return Kind(FieldType.LONG_TEXT if is_long else FieldType.TEXT)
