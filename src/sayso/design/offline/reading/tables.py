"""Pasted spreadsheets: headers are fields, sample rows tell types, repeated names become things."""

from sayso.design.language.sentences import Piece

from .columns import read_columns
from .evidence import Evidence
from .rows import caption_of
from .sheets import Sheet


def read_tables(evidence: Evidence, rows: list[Piece]) -> None:
    """Add clues from the rows of the tables in a description."""
    for table in _tables(rows):
        columns = read_columns(table)
        if columns:
            Sheet(evidence, columns, caption_of(evidence.text, table), table[0].text).read()


def _tables(rows: list[Piece]) -> list[list[Piece]]:
    tables: list[list[Piece]] = []
    for row in rows:
        last = tables[-1][-1] if tables else None
        if last is not None and row.start <= last.start + len(last.text) + 2:
            tables[-1].append(row)
        else:
            tables.append([row])
    return tables
