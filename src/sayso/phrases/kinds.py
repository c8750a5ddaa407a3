"""What values are, from how they are written: numbers, money, dates, links."""

import re
from collections.abc import Sequence
from typing import Any, Literal

from .lists import listed

Kind = Literal["text", "number", "money", "percent", "date", "datetime", "link", "flag"]
_NUMBER = re.compile(
    r"(?P<before>[$€£¥₹]|[A-Z]{3}\s)?\s*[-−+]?\s*(?:\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+|\d+)(?:[.,]\d+)?\s*"
    r"(?P<after>[$€£¥₹%]|[A-Z]{3}\b|[a-zA-Z°³²]{1,5})?"
)
_SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR"}
_CODES = frozenset(
    ("EUR", "USD", "GBP", "CHF", "JPY", "INR", "SEK", "NOK", "DKK", "PLN", "AUD", "CAD", "CZK")
)
_DAY = re.compile(
    r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}/\d{2}/\d{2}"
    r"|\d{1,2}\.?\s+[A-Za-zä]{3,9}\.?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2},?\s+\d{4}"
)
_CLOCK = re.compile(r"(?:[T ]|,\s*)\d{1,2}:\d{2}")
_MONEY = frozenset(listed("prefer", "money"))
_TIMES = frozenset(("time", "timestamp", "date", "at", "updated", "created", "dt", "ts", "datum", "zeit"))


def kind_of(name: str, values: Sequence[Any]) -> Kind:
    """What the values of a column are; text where they do not agree."""
    found = [
        one
        for one in values
        if one is not None and str(one).strip() not in {"", "-", "–", "n/a", "N/A", "null"}
    ]
    if not found:
        return "text"
    words = frozenset(re.split(r"[^a-zäöüß]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))
    if all(isinstance(one, bool) for one in found):
        return "flag"
    if all(isinstance(one, int | float) and not isinstance(one, bool) for one in found):
        if words & _TIMES and all(1e9 <= one < 5e12 for one in found):
            return "datetime"
        return "money" if words & _MONEY else "number"
    texts = [str(one).strip() for one in found]
    if all(re.match(r"https?://\S+$", text) for text in texts):
        return "link"
    if all(_is_day(text) for text in texts):
        return "datetime" if any(_CLOCK.search(text) for text in texts) else "date"
    numbers = [_NUMBER.fullmatch(text) for text in texts]
    if sum(one is not None for one in numbers) >= max(1, 0.9 * len(texts)) and not _is_code(words, texts):
        return _kind_of_numbers(words, [one for one in numbers if one is not None])
    return "text"


def _kind_of_numbers(words: frozenset[str], numbers: Sequence[re.Match[str]]) -> Kind:
    signs = {(one["before"] or one["after"] or "").strip() for one in numbers}
    if signs == {"%"}:
        return "percent"
    if words & _MONEY or signs & set(_SIGNS) or signs & _CODES:
        return "money"
    return "number"


def _is_day(text: str) -> bool:
    found = _DAY.search(text)
    return (
        found is not None
        and len(text) < 45
        and (found.start() == 0 or bool(re.match(r"[A-Za-z]{2,9}\.?,?\s", text)))
    )


def _is_code(words: frozenset[str], texts: Sequence[str]) -> bool:
    """Digits that name something: post codes, telephone numbers, numbers with a leading zero."""
    if words & {
        "zip",
        "plz",
        "postcode",
        "phone",
        "telefon",
        "tel",
        "isbn",
        "ean",
        "sku",
        "code",
        "nr",
        "id",
    }:
        return True
    return any(re.match(r"0\d", text) for text in texts)


def currency_of(values: Sequence[Any]) -> str:
    """The currency that amounts are written with; empty where they are not."""
    for value in values:
        found = re.search(r"[€$£¥₹]|\b[A-Z]{3}\b", str(value))
        if found:
            code = _SIGNS.get(found[0], found[0])
            if code in _CODES:
                return code
    return ""


def writes_comma(values: Sequence[Any], *, likely: bool) -> bool:
    """Whether a comma stands before decimals, as in 1.234,50; ``likely`` decides where nothing tells."""
    texts = [str(one) for one in values if isinstance(one, str)]
    if any(re.search(r"\d,\d{1,2}(?!\d)", text) or re.search(r"\.\d{3},", text) for text in texts):
        return True
    if any(re.search(r"\d\.\d{1,2}(?!\d)", text) or re.search(r",\d{3}(?!\d)", text) for text in texts):
        return False
    return likely


def writes_day_first(values: Sequence[Any]) -> bool:
    """Whether dates like 03/04/2026 begin with the day; so they do unless a month would be above 12."""
    pairs = [re.match(r"(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}", str(one).strip()) for one in values]
    return not any(pair and int(pair[2]) > 12 for pair in pairs)
