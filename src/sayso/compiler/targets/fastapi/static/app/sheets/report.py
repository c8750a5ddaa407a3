"""What is told of an import: where each column went, and what is wrong, in few kilobytes."""

import json
from collections.abc import Sequence
from itertools import islice
from typing import Any

from app.problems import Malformed
from app.sheets.columns import SheetColumn
from app.sheets.sheet import MOST_COLUMNS, Sheet

MOST_ERRORS = 20
"""How many cells an answer names; how many there are it says, too."""
_LONGEST = 60
"""Characters of a heading or a cell that are shown."""
_LONGEST_MESSAGE = 200
_ROOM = 16 * 1024
"""Bytes of a file that its columns show together; each of many shows less."""
_SAMPLES = 3
_PARTS = 2 + _SAMPLES


def mapping_in(text: str) -> list[str | None] | None:
    """Where a person wants each column of a file to go, by position; null leaves one out."""
    if not text:
        return None
    try:
        wanted = json.loads(text)
    except ValueError:
        wanted = None
    if not isinstance(wanted, list) or not all(
        one is None or isinstance(one, str) for one in wanted
    ):
        raise Malformed(
            "The parameter mapping has to be a JSON list with a field or null for each column.",
            hint='Such as ["name",null,"weight"].',
        )
    return wanted[:MOST_COLUMNS]


def placed_columns(sheet: Sheet, columns: Sequence[SheetColumn]) -> list[dict[str, Any]]:
    """Each column of a sheet: the field that it goes to, and what it holds."""
    into = {column.position: column for column in columns}
    width = max([len(sheet.header), *(len(cells) for _, cells in sheet.rows)])
    room = _ROOM // (max(width, 1) * _PARTS)
    placed = []
    for position in range(width):
        cells = (line[position].strip() for _, line in sheet.rows if position < len(line))
        filled = [cell for cell in cells if cell]
        heading = sheet.header[position] if position < len(sheet.header) else ""
        column = into.get(position)
        if heading or filled:
            placed.append(
                {
                    "position": position,
                    "heading": excerpt(heading, room),
                    "field": column.field if column else None,
                    "label": column.label if column else None,
                    "samples": [
                        excerpt(cell, room) for cell in islice(dict.fromkeys(filled), _SAMPLES)
                    ],
                    "filled": len(filled),
                    "note": "",
                }
            )
    return placed


def told_errors(errors: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The first of the errors, each in few words."""
    room = 4 * _LONGEST_MESSAGE
    return [
        {**error, "message": excerpt(error["message"], room, _LONGEST_MESSAGE)}
        for error in errors[:MOST_ERRORS]
    ]


def excerpt(text: str, room: int, longest: int = _LONGEST) -> str:
    """A text in one line, of so many characters and bytes, with a mark where it was cut."""
    line = "".join(one if one.isprintable() else " " for one in text[: longest + 1]).strip()
    kept = 0
    for one in line[:longest]:
        room -= 2 if one in '"\\' else len(one.encode())
        if room < 0:
            break
        kept += 1
    return line if kept == len(line) else f"{line[:kept]}…"
