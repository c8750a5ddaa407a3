"""Numbers as people write them in one column: which sign is for decimals, and which money is meant."""

import re
from decimal import Decimal, InvalidOperation

from sayso.kit.notation import exact

CURRENCIES = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "₺": "TRY", "₽": "RUB"}
_CODES = frozenset("EUR USD GBP JPY CHF INR AUD CAD NZD SEK NOK DKK PLN CZK HUF TRY ZAR BRL CNY AED".split())  # noqa: SIM905
_SIGN = re.compile(r"^([$€£¥₹₺₽]|[A-Z]{3}\s?)|([$€£¥₹₺₽]|\s?[A-Z]{3})$")
_SPACES = str.maketrans("", "", " \u00a0\u202f'’")
_GERMAN = re.compile(r"-?\d{1,3}(\.\d{3})*,\d+|-?\d+,\d+|-?\d{1,3}(\.\d{3}){2,}")
_ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})*\.\d+|-?\d+\.\d+|-?\d{1,3}(,\d{3}){2,}")
_NUMBER = re.compile(r"[-+]?(\d+([.,' \u00a0\u202f’]\d+)*|[.,]\d+)")
_GROUPED = re.compile(r"-?[1-9]\d{0,2}([.,]\d{3})")
_DEEPEST = 12
"""Digits behind the point that make a number rather than an accident of binary arithmetic."""


def currency_of(text: str) -> str | None:
    """The currency that a cell names by sign or code."""
    match = _SIGN.search(text.strip())
    sign = (match[1] or match[2]).strip() if match else ""
    return CURRENCIES.get(sign) or (sign if sign in _CODES else None)


def is_number(text: str) -> bool:
    """Whether a cell holds a number, perhaps with a currency or a per cent sign."""
    return bool(_NUMBER.fullmatch(_bare(text)))


def has_decimal_comma(cells: list[str]) -> bool:
    """Whether this column writes ``1.234,50``; the cells that can only be read one way decide."""
    bare = [_bare(cell) for cell in cells]
    german = sum(1 for cell in bare if _GERMAN.fullmatch(cell) and not _GROUPED.fullmatch(cell))
    english = sum(1 for cell in bare if _ENGLISH.fullmatch(cell) and not _GROUPED.fullmatch(cell))
    return german > english


def are_ambiguous(cells: list[str]) -> bool:
    """Whether some have a point that may set off thousands, and none tells what points are for."""
    bare = [_bare(cell) for cell in cells]
    pointed = [cell for cell in bare if _GROUPED.fullmatch(cell) and "." in cell]
    return bool(pointed) and all(_GROUPED.fullmatch(cell) or cell.lstrip("-").isdigit() for cell in bare)


def number_of(text: str, *, decimal_comma: bool) -> Decimal | None:
    """The number in a cell; none where there is none."""
    bare = _bare(text).translate(_SPACES)
    point, group = (",", ".") if decimal_comma else (".", ",")
    bare = bare.replace(group, "").replace(point, ".")
    try:
        number = Decimal(bare)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def written(number: Decimal) -> str:
    """A number as it is read everywhere: ``1234.5``."""
    rounded = round(number, _DEEPEST)
    text = f"{rounded:f}"
    return exact(Decimal(text.rstrip("0").rstrip("."))) if "." in text else text


def _bare(text: str) -> str:
    return _SIGN.sub("", text.strip()).strip().removesuffix("%").strip()
