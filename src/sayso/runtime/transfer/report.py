"""What is told of an import: where each column went, and what is wrong, in a few kilobytes for any file."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from sayso.runtime.transfer.columns import SheetColumn
from sayso.sheets.types import Sheet

MOST_ERRORS = 20
"""How many cells an answer names; how many there are it says, too."""
_LONGEST = 60
"""Characters of a heading or a cell that are shown."""
_LONGEST_MESSAGE = 200
_ROOM = 16 * 1024
"""Bytes of a file that its columns show together; each of many shows less."""
_SAMPLES = 3
_PARTS = 2 + _SAMPLES
"""Texts that a column shows: its heading, which stands among those that are left out as well, and samples."""


def placed_columns(sheet: Sheet, columns: Sequence[SheetColumn]) -> list[dict[str, Any]]:
    """Each column of a sheet, also one without a heading: the field that it goes to, and what it holds."""
    into = {column.position: column for column in columns}
    width = max([len(sheet.header), *(len(line) for _, line in sheet.rows)])
    room = _ROOM // (max(width, 1) * _PARTS)
    placed = []
    for position in range(width):
        cells = [line[position].strip() for _, line in sheet.rows if position < len(line)]
        filled = [cell for cell in cells if cell]
        heading = sheet.header[position] if position < len(sheet.header) else ""
        column = into.get(position)
        if not heading and not filled:
            continue
        placed.append(
            {
                "position": position,
                "heading": excerpt(heading, room),
                "field": column.field if column else None,
                "label": column.label if column else None,
                "samples": [excerpt(cell, room) for cell in islice(dict.fromkeys(filled), _SAMPLES)],
                "filled": len(filled),
                "note": column.note if column else "",
            }
        )
    return placed


def told_errors(errors: Iterable[tuple[int, str, str]]) -> list[dict[str, Any]]:
    """The first of the errors, each with its row, its field and a message in few words."""
    room = 4 * _LONGEST_MESSAGE
    return [
        {"row": row, "field": field, "message": excerpt(message, room, _LONGEST_MESSAGE)}
        for row, field, message in islice(errors, MOST_ERRORS)
    ]


def excerpt(text: str, room: int, longest: int = _LONGEST) -> str:
    """A text in one line, of so many characters and bytes at most, with a mark where it was cut."""
    line = "".join(one if one.isprintable() else " " for one in text[: longest + 1]).strip()
    kept = 0
    for one in line[:longest]:
        room -= 2 if one in '"\\' else len(one.encode())
        if room < 0:
            break
        kept += 1
    return line if kept == len(line) else f"{line[:kept]}…"
