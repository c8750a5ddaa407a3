"""Pasted spreadsheets: headers are fields, sample rows tell types, repeated names become things."""

from sayso.design.knowledge.known import is_person_word
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.sentences import Piece

from .columns import read_columns
from .evidence import Evidence, Segment
from .rows import caption_of
from .sheets import ROW, Sheet

_EVERYWHERE = frozenset(
    ("name", "title", "number", "phone", "email", "address", "date", "notes", "status", "price")
)
_LONGEST_REMARK = 8


def read_tables(evidence: Evidence, rows: list[Piece]) -> None:
    """Add clues from the rows of the tables in a description."""
    if rows:
        evidence.segments = [s for s in evidence.segments if not _explains_rows(s)]
    for table in _tables(rows):
        columns = read_columns(table)
        if columns:
            Sheet(evidence, columns, caption_of(evidence.text, table), table[0].text).read()


def _explains_rows(segment: Segment) -> bool:
    """``One line per stall and day`` only says what a row of the sheet is."""
    words = [t.word for t in segment.tokens if t.is_word]
    if len(words) > _LONGEST_REMARK or "," in segment.words:
        return False
    return words[:1] in (["one"], ["each"], ["every"], ["1"]) and words[1:2] in (["row"], ["line"])


def settle_columns(evidence: Evidence) -> None:
    """Take away what sentences gave to people although a column keeps it: ``minutes per technician``."""
    told = {clue.guess.name: clue.owner for clue in evidence.fields if clue.segment < 0}
    rows = {clue.name for clue in evidence.things if clue.why == ROW}
    evidence.fields = [c for c in evidence.fields if c.segment < 0 or noun_lemma(c.guess.name) not in rows]
    evidence.fields = [
        clue
        for clue in evidence.fields
        if clue.segment < 0
        or clue.guess.name in _EVERYWHERE
        or not is_person_word(clue.owner)
        or told.get(clue.guess.name, clue.owner) == clue.owner
    ]


def _tables(rows: list[Piece]) -> list[list[Piece]]:
    tables: list[list[Piece]] = []
    for row in rows:
        last = tables[-1][-1] if tables else None
        if last is not None and row.start <= last.start + len(last.text) + 2:
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables
