"""Numbers and amounts in the notation of a language.

A sign that can only set off decimals, or only thousands, is read as that in any language: ``1,234.50``,
``1.234,50``, ``1 234,5``, ``1.234.567``. A single point or comma is read as the language has it, unless the
text would then be another number elsewhere and does not look as the language writes it itself: ``4,5`` in
English (4.5, or 45 with a slip), ``1.500`` in English and ``1,234`` in German (decimals, or thousands).
"""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Final

from .languages import DEFAULT, Language, language_of, plain_space
from .readings import AmbiguousError, Reading, UnreadableTextError

SIGNS: Final = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "R$": "BRL", "$": "USD AUD CAD NZD MXN SGD HKD ARS CLP COP",
    "€": "EUR", "£": "GBP EGP", "¥": "JPY CNY", "円": "JPY", "元": "CNY", "₹": "INR", "₺": "TRY", "₽": "RUB",
    "₩": "KRW", "₪": "ILS", "₴": "UAH", "฿": "THB", "₫": "VND", "₱": "PHP", "₦": "NGN", "zł": "PLN",
    "kr": "SEK NOK DKK ISK", "Kč": "CZK", "Ft": "HUF", "Fr.": "CHF", "SFr.": "CHF", "Fr": "CHF",
}  # fmt: skip
"""Signs of currencies, and the codes that each may stand for."""

_ZEROS = (0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10)
_DIGITS = {zero + value: str(value) for zero in _ZEROS for value in range(10)}
_OTHERS = {
    0x66B: ",", 0x66C: "'", 0x66A: "%", 0xFF0C: ",", 0xFF0E: ".", 0xFF0D: "-", 0xFF0B: "+", 0xFF05: "%",
    0x2212: "-", 0x2013: "-", 0xFF08: "(", 0xFF09: ")", 0x200E: None, 0x200F: None, 0x61C: None,
}  # fmt: skip
_PLAIN = str.maketrans(_DIGITS | _OTHERS)
_CODE = re.compile(r"^([A-Z]{3})(?=[\s\d.,(+-])|(?<=[\s\d.,)])([A-Z]{3})$")
_NUMBER = re.compile(r"\d[\d.,' ]*|[.,]\d+")
_POWER = re.compile(r"\d+(?:[.,]\d+)?[eE][+-]?\d{1,2}")
_THREES = re.compile(r"[1-9]\d{0,2}(?P<sign>[.,' ])\d{3}(?:(?P=sign)\d{3})*")
_LAKHS = re.compile(r"[1-9]\d?(?:,\d{2})*,\d{3}")
_LONGEST = 80
_HINT = "Write it so that only one of them fits."
_NOT = "must be a number."


class NumberKind(StrEnum):
    """What a number is for."""

    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"


def read_number(
    text: str,
    language: str = DEFAULT,
    kind: NumberKind = NumberKind.DECIMAL,
    *,
    currency: str | None = None,
    places: int | None = None,
    decimal: str = "",
) -> Decimal:
    """The number that a person wrote.

    ``currency`` is the one in which the application counts; any other beside the number is refused, none is
    where it is not given. ``places`` are the decimals that the value keeps.
    ``decimal`` is the sign for decimals where a whole column tells it.

    Raises:
        AmbiguousError: with both readings, where there are two.
        UnreadableTextError: where there is none.
    """
    speech = language_of(language)
    bare, is_negative = _signed(_without_currency(plain_space(text.translate(_PLAIN)).strip(), currency))
    if len(bare) > _LONGEST:
        raise UnreadableTextError("has too many characters for a number.")
    if bare.endswith("%"):
        raise _percent(bare, is_negative, speech, kind)
    readings = _readings(bare, speech, language, kind, decimal)
    values = [-one if is_negative else one for one in readings]
    if len(values) > 1:
        raise AmbiguousError(tuple(Reading(one, said(one, speech)) for one in values), _HINT)
    return fitting(values[0], kind, places)


def fitting(number: Decimal, kind: NumberKind, places: int | None = None) -> Decimal:
    """The number, if it can be kept as it is; nothing is rounded.

    Raises:
        UnreadableTextError: where digits would be lost.
    """
    if kind is NumberKind.INTEGER and number != number.to_integral_value():
        raise UnreadableTextError("must be a whole number.")
    if kind is NumberKind.MONEY:
        places = 2 if places is None else places
        if _places(number) > places:
            most = "no decimals" if places == 0 else f"at most {places} decimals"
            raise UnreadableTextError(f"must have {most}; it is not rounded for you.")
    return number


def exact(number: Decimal | float, language: str = DEFAULT) -> str:
    """A number in a form that the language reads one way: ``1234.5``, ``1.2340``; in German ``1234,5``.

    Three decimals after one to three digits could be thousands, so a zero stands behind them.
    """
    value = Decimal(repr(number)) if isinstance(number, float) else Decimal(number)
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    text = f"{text}0" if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) else text
    return text.replace(".", language_of(language).decimal or ".")


def said(number: Decimal, language: Language) -> str:
    """A number as the language writes it."""
    whole, _, rest = f"{number.copy_abs():f}".partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", language.group or "")
    return f"{'-' if number < 0 else ''}{grouped}{(language.decimal or '.') + rest if rest else ''}"


def _readings(bare: str, language: Language, tag: str, kind: NumberKind, decimal: str = "") -> list[Decimal]:
    """What a text without sign and currency can be; the reading of the language comes first."""
    if _POWER.fullmatch(bare):
        if kind is not NumberKind.DECIMAL:
            raise UnreadableTextError("must be written out, without an exponent.")
        return [Decimal(bare.replace(",", "."))]
    if not _NUMBER.fullmatch(bare) or not bare[-1].isdigit():
        raise UnreadableTextError(_NOT)
    used = {one for one in bare if not one.isdigit()}
    if used & {" ", "'"}:
        return [_with_blanks(bare, used)]
    if len(used) == 2:
        point = max(used, key=bare.rfind)
        whole, _, rest = bare.rpartition(point)
        return [_joined(_grouped(whole, tag), rest)]
    if not used:
        return [Decimal(bare)]
    (sign,) = used
    if bare.count(sign) > 1:
        return [Decimal(_grouped(bare, tag))]
    return [_told(bare, sign, decimal)] if decimal else _single(bare, sign, language)


def _single(bare: str, sign: str, language: Language) -> list[Decimal]:
    """A number with one point or comma."""
    whole, _, rest = bare.partition(sign)
    decimal = _joined(whole, rest)
    if not whole.strip("0"):
        return [decimal]
    thousands = Decimal(whole + rest)
    if _THREES.fullmatch(bare):
        return [thousands] if sign == language.group else [decimal, thousands]
    return [decimal, thousands] if sign == language.group else [decimal]


def _told(bare: str, sign: str, decimal: str) -> Decimal:
    """A number with one point or comma, where it is known which of them is for decimals."""
    if sign == decimal:
        return _joined(*bare.split(sign))
    return Decimal(_grouped(bare, ""))


def _with_blanks(bare: str, used: set[str]) -> Decimal:
    """A number whose thousands are set off by blanks or apostrophes; points are for decimals then."""
    points = used & {".", ","}
    point = next(iter(points), "")
    whole, _, rest = bare.partition(point) if point else (bare, "", "")
    if len(points) > 1 or (not rest.isdigit() and point) or not _THREES.fullmatch(whole):
        raise UnreadableTextError(_NOT)
    return _joined(re.sub(r"[ ']", "", whole), rest)


def _grouped(text: str, tag: str) -> str:
    """Digits of a number with thousands."""
    is_indian = tag.lower().replace("_", "-") in {"en-in", "hi", "hi-in"}
    if text.isdigit() or _THREES.fullmatch(text) or (is_indian and _LAKHS.fullmatch(text)):
        return re.sub(r"\D", "", text)
    raise UnreadableTextError(_NOT)


def _joined(whole: str, rest: str) -> Decimal:
    return Decimal(f"{whole or '0'}.{rest}" if rest else whole or "0")


def _signed(text: str) -> tuple[str, bool]:
    """The text without its sign, and whether it is below zero; bookkeepers write that in parentheses."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text[:1] in {"-", "+"}:
        return text[1:].strip(), text[0] == "-"
    return text, False


def _without_currency(text: str, currency: str | None) -> str:
    """The text without the currency before or after the number; also inside parentheses or behind a sign."""
    opened = re.match(r"[(+-]\s*", text)
    lead, rest = (opened.group(), text[opened.end() :]) if opened else ("", text)
    closed = ")" if rest.endswith(")") and lead.startswith("(") else ""
    bare, found = _currency_of(rest.removesuffix(")") if closed else rest)
    if not found:
        return text
    if currency is not None and currency not in found:
        raise UnreadableTextError(f"is in {found[0]}, but amounts here are in {currency}.")
    return f"{lead}{bare}{closed}"


def _currency_of(text: str) -> tuple[str, tuple[str, ...]]:
    match = _CODE.search(text)
    if match:
        return (text[: match.start()] + text[match.end() :]).strip(), (match[1] or match[2],)
    for sign, codes in SIGNS.items():
        if text.startswith(sign):
            return text.removeprefix(sign).strip(), tuple(codes.split())
        if text.endswith(sign):
            return text.removesuffix(sign).strip(), tuple(codes.split())
    return text, ()


def _percent(bare: str, is_negative: bool, language: Language, kind: NumberKind) -> UnreadableTextError:
    if kind is not NumberKind.DECIMAL:
        return UnreadableTextError("must be a number without a per cent sign.")
    number = _readings(bare[:-1].strip(), language, "", NumberKind.DECIMAL)[0]
    number = -number if is_negative else number
    ways = (number, number / 100)
    return AmbiguousError(
        tuple(Reading(one, said(one, language)) for one in ways), "Leave out the per cent sign."
    )


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
