"""Pasted spreadsheets: headers are fields, sample rows tell types, repeated names become things."""

import re
from dataclasses import dataclass, replace

from sayso.design.knowledge.known import is_business, is_person_word, known_thing, known_things
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import is_plural, noun_lemma, readings
from sayso.design.language.sentences import Piece
from sayso.design.language.tokens import Token
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import FieldGuess, read_field
from sayso.spec.model import FieldType

from .evidence import Evidence, FieldClue, LinkClue, ThingClue

_DATE = re.compile(r"\d{1,2}[./]\d{1,2}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_NUMBER = re.compile(r"-?[€$£]?\s?\d[\d.,' ]*(?:\s?[€$£%])?")
_EMAIL = re.compile(r"\S+@\S+\.\w+")
_PHONE = re.compile(r"\+?\d[\d /()-]{6,}")
_YES = frozenset(["yes", "no", "y", "n", "true", "false", "x"])
_MAX_OPTIONS = 6


@dataclass(slots=True)
class Column:
    """One column: its header as a field and the sample values under it."""

    guess: FieldGuess
    values: list[str]
    header: str


def read_tables(evidence: Evidence, rows: list[Piece]) -> None:
    """Add clues from the rows of the tables in a description."""
    for table in _tables(rows):
        columns = _columns(table)
        if columns:
            _read(evidence, columns, table[0].text)


def _tables(rows: list[Piece]) -> list[list[Piece]]:
    tables: list[list[Piece]] = []
    for row in rows:
        last = tables[-1][-1] if tables else None
        if last is not None and row.start == last.start + len(last.text) + 1:
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables


def _columns(table: list[Piece]) -> list[Column]:
    delimiter = max(("\t", ";", "|", ","), key=table[0].text.count)
    cells = [[cell.strip() for cell in row.text.strip("|").split(delimiter)] for row in table]
    body = [row for row in cells[1:] if not all(set(cell) <= set("-: ") for cell in row)]
    columns = []
    for place, header in enumerate(cells[0]):
        if not header:
            continue
        values = [row[place] for row in body if place < len(row) and row[place]]
        guess = read_field(header.replace("_", " "))
        columns.append(Column(replace(_from_values(guess, values), source=header), values, header))
    return columns


def _from_values(guess: FieldGuess, values: list[str]) -> FieldGuess:
    if not values:
        return guess
    lower = {value.lower() for value in values}
    kind = guess.type
    if lower <= _YES:
        return replace(guess, type=FieldType.BOOLEAN, options=())
    if all(_DATE.fullmatch(v) for v in values):
        return replace(guess, type=FieldType.DATE)
    if all(_EMAIL.fullmatch(v) for v in values):
        return replace(guess, type=FieldType.EMAIL)
    if all(_NUMBER.fullmatch(v) for v in values) and kind is not FieldType.MONEY:
        return _numeric(guess, values)
    if kind in {
        FieldType.INTEGER,
        FieldType.DECIMAL,
        FieldType.DATE,
        FieldType.DATETIME,
        FieldType.BOOLEAN,
        FieldType.MONEY,
    }:
        if all(_PHONE.fullmatch(v) for v in values):
            return replace(guess, type=FieldType.PHONE)
        if not any(_NUMBER.fullmatch(v) or _DATE.search(v) for v in values):
            return replace(guess, type=FieldType.TEXT, validation=None)
    repeated = len(lower) < len(values) and len(lower) <= _MAX_OPTIONS
    if kind is FieldType.TEXT and repeated and noun_lemma(guess.name.rpartition("_")[2]) in _choice_words():
        return replace(guess, type=FieldType.ENUM, options=tuple(dict.fromkeys(values)))
    return guess


def _choice_words() -> frozenset[str]:
    return frozenset(str(load("fields")["last"]["enum"]).split())


def _numeric(guess: FieldGuess, values: list[str]) -> FieldGuess:
    if any(sign in value for value in values for sign in "€$£"):
        return replace(guess, type=FieldType.MONEY)
    if guess.type is FieldType.TEXT and guess.known:
        return guess
    if guess.type in {FieldType.DECIMAL, FieldType.INTEGER}:
        fractions = any(re.search(r"[.,]\d{1,2}$", value) for value in values)
        return replace(guess, type=FieldType.DECIMAL) if fractions else guess
    plain = [v.replace(",", "").replace(" ", "") for v in values]
    return replace(guess, type=FieldType.INTEGER if all(v.isdigit() for v in plain) else FieldType.DECIMAL)


def _read(evidence: Evidence, columns: list[Column], header: str) -> None:
    row = _row_name(evidence, columns)
    evidence.things.append(ThingClue(row, 4.0, header, "is a row of the table", -1))
    _same_people(evidence, columns, row)
    for column in columns:
        owner = _owner(evidence, column, columns, row)
        guess = column.guess
        if owner != row:
            name = guess.name.removeprefix(f"{owner}_") if guess.name != owner else "name"
            _separate(evidence, row, owner, column)
            guess = replace(guess, name=name, label=name.replace("_", " ").capitalize())
        guess = replace(guess, name=guess.name.removeprefix(f"{row}_") or guess.name)
        linked = guess.type is FieldType.TEXT and guess.name in known_things()
        evidence.fields.append(FieldClue(owner, guess, -1, linked))


def _same_people(evidence: Evidence, columns: list[Column], row: str) -> None:
    """Two columns that share values hold the same sort of thing: white and black are both players."""
    said = [w for w in _said(evidence) if w in known_things() and w != row]
    people = next((w for w in said if is_person_word(w) and w not in {c.guess.name for c in columns}), None)
    texts = [c for c in columns if c.guess.type is FieldType.TEXT and len(set(c.values)) > 1]
    shared = [c for c in texts if any(o is not c and set(o.values) & set(c.values) for o in texts)]
    if people is None or len(shared) < 2:
        return
    evidence.things.append(ThingClue(people, 3.0, shared[0].header, "fills several columns", -1))
    for column in shared:
        evidence.links.append(LinkClue(row, people, column.header, 3.0, name=column.guess.name))


def _separate(evidence: Evidence, row: str, owner: str, column: Column) -> None:
    evidence.things.append(ThingClue(owner, 3.0, column.header, "has columns of its own", -1))
    if all((link.child, link.parent) != (row, owner) for link in evidence.links):
        evidence.links.append(LinkClue(row, owner, column.header, 3.0))


def _said(evidence: Evidence) -> list[str]:
    return [noun_lemma(t.word) for segment in evidence.segments for t in segment.tokens if _is_noun(t)]


def _is_noun(token: Token) -> bool:
    return (token.tag == "NOUN" and not is_business(token.lemma)) or (
        token.tag == "VERB" and is_plural(token.word) and "NOUN" in readings(token.word)
    )


def _row_name(evidence: Evidence, columns: list[Column]) -> str:
    """What one row is: the thing its number belongs to, or the thing the text around talks about."""
    said = _said(evidence)
    names = [column.guess.name for column in columns]
    for name in names[:3]:
        head, _, last = name.rpartition("_")
        if (
            last in {"number", "id", "no", "code", "ref", "reference"}
            and head
            and (head in known_things() or known_type([head]) is None)
        ):
            return head
    first = columns[0]
    title = first.guess.name.removesuffix("_name").removesuffix("_title")
    if title in known_things() and len(set(first.values)) == len(first.values) and not is_person_word(title):
        return title
    for word in said:
        thing = known_things().get(word)
        if (
            thing is not None
            and thing.kind in {"event", "document"}
            and word not in names
            and known_type([word]) is None
        ):
            return word
    for name in names[:3]:
        head, _, last = name.rpartition("_")
        if last in {"date", "on", "at"} and head in known_things():
            return head
    for word in said:
        if word in known_things() and word not in names and not is_person_word(word):
            return word
    return title if known_type([title]) is None and title in known_things() else "record"


def _owner(evidence: Evidence, column: Column, columns: list[Column], row: str) -> str:
    """The thing a column belongs to: ``Client email`` belongs to the client when there is a client column."""
    name = column.guess.name
    names = [other.guess.name for other in columns]
    said = set(_said(evidence))
    for base in sorted(names, key=len, reverse=True):
        thing = base.removesuffix("_name")
        if thing == row or (known_type([thing]) is not None and thing not in known_things()):
            continue
        others = [other for other in names if other.startswith(f"{thing}_") and other != base]
        is_thing = thing in known_things() or thing.rpartition("_")[2] in known_things()
        worth = (bool(others) and is_thing) or (noun_lemma(thing) in said and is_thing)
        if worth and (name == base or name.startswith(f"{thing}_")) and known_thing(thing) is not None:
            return thing
    return row
