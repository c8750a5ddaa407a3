"""Columns of a pasted table: the header is a field, the sample values under it tell its type."""

import csv
import re
from dataclasses import dataclass, replace

from sayso.design.knowledge.load import load, word_set
from sayso.design.language.grids import delimiter_of
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.sentences import Piece
from sayso.design.offline.fields import FieldGuess, read_field
from sayso.kit.words import sentence, snake
from sayso.spec.model import DAY_TYPES, FieldType

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = (
    rf"(?:\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|{_DAY}[-/. ]\s?{_MONTH}[-/. ]\s?(?:\d{{4}}|\d\d)|{_MONTH}/{_DAY}/(?:\d{{4}}|\d\d))"
)
_CLOCK = r"\d{1,2}(?::|h)\d{2}(?::\d{2})?(?:\s?[ap]m)?"
_FULL_DATE = re.compile(_DATE, re.IGNORECASE)
_SHORT_DATE = re.compile(rf"{_DAY}/{_MONTH}|{_DAY}\.{_MONTH}\.|{_DAY}[. -]\s?[a-z]{{3,9}}", re.IGNORECASE)
_DAY_DOT_MONTH = re.compile(rf"{_DAY}\.{_MONTH}\.?")
_MOMENT = re.compile(rf"{_DATE}[ T,]+{_CLOCK}", re.IGNORECASE)
_TIME = re.compile(_CLOCK, re.IGNORECASE)
_NUMBER = re.compile(r"-?[€$£]?\s?\d[\d.,' ]*\s?[€$£%]?")
_CURRENCY = re.compile(r"[€$£]|\b(?:eur|usd|gbp|chf|sek|nok|dkk|pln)\b", re.IGNORECASE)
_CENTS = re.compile(r"[.,]\d\d\s?[€$£]?$|^\d+$")
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_URL = re.compile(r"(?:https?://|www\.)\S+")
_IMAGE = re.compile(r"\S+\.(?:jpe?g|png|gif|heic|webp)", re.IGNORECASE)
_FILE = re.compile(r"\S+\.(?:pdf|docx?|xlsx?|mp3|wav|mp4)", re.IGNORECASE)
_PHONE = re.compile(r"\+?\d[\d /()-]{6,}")
_PER_UNIT = re.compile(r"\s\(?(?:mg|g|kg|µg|ml|l|m|km|kWh)/\w{1,3}\)?$")
_INVENTORY = re.compile(r"inv\b\.?\s*(?:no|nr|num|number|#)?\.?$", re.IGNORECASE)
_NUMBER_SIGN = re.compile(r"(?:no|nr|num|number)?\.?\s*#?\.?", re.IGNORECASE)
_PRICED = re.compile(r"price|amount|net|total|vat|cost|€|\$|£|eur\b|usd\b|gbp\b|due", re.IGNORECASE)
_MEASURED = re.compile(r"~?[€$£]?\s?\d[\d.,' ]*\s?[a-z€$£%°]{0,4}", re.IGNORECASE)
_BARE = frozenset(("at", "on", "by", "in", "out", "back", "from", "to"))
_PLAIN = frozenset((FieldType.TEXT, FieldType.LONG_TEXT, FieldType.ENUM, FieldType.BOOLEAN))
_TEMPORAL = frozenset((FieldType.DATE, FieldType.DATETIME, FieldType.TIME))
_NUMERIC = frozenset((FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY))
_SHAPES = (
    (_EMAIL, FieldType.EMAIL),
    (_URL, FieldType.URL),
    (_IMAGE, FieldType.IMAGE),
    (_FILE, FieldType.FILE),
    (_MOMENT, FieldType.DATETIME),
)
_STATES = frozenset(("status", "state", "stage", "phase"))
_IDS = frozenset(("number", "id", "no", "nr", "code"))
_SAMPLE = 60
_MAX_OPTIONS = 6


@dataclass(slots=True)
class Column:
    """One column: its header as a field and the sample values, row by row; empty where a cell is."""

    guess: FieldGuess
    cells: list[str]
    header: str

    @property
    def values(self) -> list[str]:
        """The cells that are filled."""
        return [cell for cell in self.cells if cell]

    @property
    def is_repeated(self) -> bool:
        """Whether a value comes up more than once."""
        return len(set(self.values)) < len(self.values)

    @property
    def is_digits(self) -> bool:
        """Whether every value is written in digits alone."""
        return bool(self.values) and all(value.isdigit() for value in self.values)

    def depends_on(self, key: "Column") -> bool:
        """Whether equal cells in the key column come with equal cells in this one."""
        seen: dict[str, str] = {}
        return all(seen.setdefault(k, v) == v for k, v in zip(key.cells, self.cells, strict=True) if v)

    def follows(self, key: "Column") -> bool:
        """Whether the rows show that it depends on the key: a value of the key came again with the same."""
        pairs = [(k, v) for k, v in zip(key.cells, self.cells, strict=True) if k and v]
        again = len(pairs) > len({k for k, _ in pairs})
        differs = len({v for _, v in pairs}) > 1 or key.guess.name.rpartition("_")[2] in _IDS
        return again and differs and self.depends_on(key)


def read_columns(table: list[Piece]) -> list[Column]:
    """The columns of a table, its first row being the headers."""
    delimiter = delimiter_of(table[0].text)
    rows = [_cells(row.text, delimiter) for row in table[:_SAMPLE]]
    body = [row for row in rows[1:] if not all(set(cell) <= set("-:= ") for cell in row)]
    columns = []
    for place, header in enumerate(rows[0]):
        if not any(c.isalpha() or c == "#" for c in header):
            continue
        cells = [row[place] if place < len(row) else "" for row in body]
        guess = _read_header(header, rows[0])
        values = [cell for cell in cells if cell]
        columns.append(Column(replace(_typed(guess, values), source=header), cells, header))
    return columns


def _cells(text: str, delimiter: str) -> list[str]:
    if delimiter == "|":
        text = text.strip()
        text = text[1:].removesuffix("|") if text.startswith("|") else text
    if len(delimiter) == 1 and '"' in text:
        row = next(csv.reader([text], delimiter=delimiter, skipinitialspace=True))
        return [cell.strip() for cell in row]
    return [cell.strip().strip('"') for cell in text.split(delimiter)]


def _read_header(header: str, headers: list[str]) -> FieldGuess:
    priced = any(_PRICED.search(other) for other in headers)
    if _INVENTORY.match(header) and not priced:
        return read_field("inventory number")
    if header.strip() == "pH":
        return replace(read_field("acidity"), name="ph", label="pH", type=FieldType.DECIMAL)
    guess = read_field("number" if _NUMBER_SIGN.fullmatch(header.strip()) else _spoken(header))
    if guess.name in _BARE:
        name = snake(header)
        guess = replace(guess, name=name, label=sentence(name))
    if _CURRENCY.search(header) and guess.type in {*_NUMERIC, FieldType.TEXT, FieldType.ENUM}:
        guess = replace(guess, type=FieldType.MONEY, options=())
    if _PER_UNIT.search(header) and guess.type is FieldType.TEXT:
        guess = replace(guess, type=FieldType.DECIMAL)
    return guess


def _spoken(header: str) -> str:
    """A header as one would say it: no underscores, ``PhoneNo`` in two words, units without brackets."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z][a-z])", " ", header.replace("_", " "))
    text = re.sub(r"(?<=[A-Za-z])\.(?=\s|$)", "", text)
    text = _PER_UNIT.sub("", re.sub(r"(?<=\w) min$", " minutes", text))
    return re.sub(r"\s+", " ", text).strip()


def _typed(guess: FieldGuess, values: list[str]) -> FieldGuess:
    """The guess with the type that the sample values show."""
    if not values or guess.type in {FieldType.EMAIL, FieldType.URL, FieldType.IMAGE, FieldType.FILE}:
        return guess
    told = {value.lower() for value in values}
    if told <= word_set("choices", "yes_no", "words") and (told != {"-"}):
        return replace(guess, type=FieldType.BOOLEAN, options=())
    kind = next((kind for shape, kind in _SHAPES if _all(shape, values)), None) or _when(guess, values)
    if kind is not None:
        return replace(guess, type=kind, options=(), validation=None)
    if guess.type is FieldType.PHONE:
        return guess
    if _all(_NUMBER, values):
        return _numeric(guess, values)
    if guess.type in _NUMERIC | _TEMPORAL | {FieldType.BOOLEAN}:
        if _all(_PHONE, values):
            return replace(guess, type=FieldType.PHONE, validation=None)
        if not any(
            shape.fullmatch(value) for value in values for shape in (_MEASURED, _FULL_DATE, _SHORT_DATE)
        ):
            guess = replace(
                guess, type=FieldType.TEXT, validation=None, known=guess.type is not FieldType.BOOLEAN
            )
    return _choice(guess, values)


def _all(shape: re.Pattern[str], values: list[str]) -> bool:
    return all(shape.fullmatch(value) for value in values)


def _when(guess: FieldGuess, values: list[str]) -> FieldType | None:
    """Days and times; ``16.8`` is a day only under a header that asks for one."""
    if _all(_FULL_DATE, values):
        return FieldType.DATE
    if _all(_TIME, values):
        return FieldType.DATETIME if guess.name.endswith(("_at", "datetime")) else FieldType.TIME
    asked = guess.type in DAY_TYPES
    if (asked or guess.type in _PLAIN) and _all(_SHORT_DATE, values):
        return FieldType.DATE
    return FieldType.DATE if asked and _all(_DAY_DOT_MONTH, values) else None


def _numeric(guess: FieldGuess, values: list[str]) -> FieldGuess:
    if any(sign in value for value in values for sign in "€$£"):
        return replace(guess, type=FieldType.MONEY, options=())
    if guess.type is FieldType.MONEY and guess.head == "value" and not all(_CENTS.search(v) for v in values):
        return replace(guess, type=FieldType.DECIMAL, options=())
    if guess.type is FieldType.MONEY or (guess.type is FieldType.TEXT and guess.known):
        return guess
    if all(_PHONE.fullmatch(value) and " " in value.strip() for value in values):
        return replace(guess, type=FieldType.PHONE, options=(), validation=None)
    if any(len(value) > 1 and value[0] == "0" and value.isdigit() for value in values):
        return replace(guess, type=FieldType.TEXT, options=(), validation=None)
    if guess.type in {FieldType.BOOLEAN, FieldType.TEXT} and all(re.search(r"[.,]\d\d$", v) for v in values):
        return replace(guess, type=FieldType.MONEY, options=())
    fractions = any(re.search(r"[.,]\d{1,2}$", value.rstrip("% ")) for value in values)
    if guess.type is FieldType.DECIMAL or fractions:
        return replace(guess, type=FieldType.DECIMAL, options=())
    plain = [re.sub(r"[,.' ]", "", value) for value in values]
    kind = FieldType.INTEGER if all(value.isdigit() for value in plain) else FieldType.DECIMAL
    return replace(guess, type=kind, options=())


def _choice(guess: FieldGuess, values: list[str]) -> FieldGuess:
    """Few values that come again are choices, under a header that reads as one."""
    told = tuple(dict.fromkeys(values))
    lower = {value.lower() for value in told}
    if guess.name.rpartition("_")[2] in _STATES and len(told) >= 2 and guess.type is not FieldType.BOOLEAN:
        life = str(load("states")["life"]["order"]).split()
        place = {state: number for number, state in enumerate(life)}
        ordered = sorted(told, key=lambda value: place.get(value.lower(), len(life)))
        return replace(guess, type=FieldType.ENUM, options=tuple(ordered))
    if guess.type is FieldType.ENUM:
        usual = {option.lower() for option in guess.options}
        if lower <= usual or lower <= {option[:1] for option in usual}:
            return guess
        return (
            replace(guess, options=told)
            if 2 <= len(told) <= _MAX_OPTIONS
            else replace(guess, type=FieldType.TEXT, options=())
        )
    repeated = len(lower) < len(values) and 2 <= len(lower) <= _MAX_OPTIONS
    choices = frozenset(str(load("fields")["last"]["enum"]).split())
    if guess.type is FieldType.TEXT and repeated and noun_lemma(guess.name.rpartition("_")[2]) in choices:
        return replace(guess, type=FieldType.ENUM, options=told)
    return guess
