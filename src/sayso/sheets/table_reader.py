"""Files to tables: which format it is, which row is the header, which sheets hold something."""

from dataclasses import replace

from .delimited import delimited_lines, read_delimited
from .types import MOST_CELLS, MOST_ROWS, Sheet, UnreadableSheetError, too_many_rows
from .workbook import Lines, is_workbook, read_workbook

_SEARCHED = 15
"""Rows among which the header is looked for; above it there may be a title and notes."""
_FULL = 0.6


def read_one(data: bytes, wanted: str = "") -> Sheet:
    """The table of a file: of the sheet that is wanted by name, else the first that holds one."""
    if not is_workbook(data):
        return read_delimited(data)
    found = [(name, lines) for name, lines in read_workbook(data) if lines]
    named = [one for one in found if _plain(one[0]) == _plain(wanted)]
    if not found:
        raise UnreadableSheetError(
            "The file has no rows.", hint="The first row holds the names of the columns."
        )
    name, lines = (named or found)[0]
    sheet = with_header(name, lines)
    return replace(sheet, header=[cell.strip() for cell in sheet.header])


def read_tables(data: bytes, name: str) -> list[Sheet]:
    """All tables of a file that have rows below their header; a CSV file is one table called ``name``."""
    if is_workbook(data):
        found = [with_header(sheet, lines) for sheet, lines in read_workbook(data) if lines]
    else:
        lines = delimited_lines(data)
        found = [with_header(name, lines)] if lines else []
    if not found:
        raise UnreadableSheetError(
            "The file is empty.", hint="The first row holds the names of the columns, the others the rows."
        )
    if sum(len(one.rows) * len(one.header) for one in found) > MOST_CELLS:
        raise UnreadableSheetError(
            f"The file has more than {MOST_CELLS:,} cells.", hint="Split it into several."
        )
    for one in found:
        if len(one.rows) > MOST_ROWS:
            raise too_many_rows(one.name)
    return found


def with_header(name: str, lines: Lines) -> Sheet:
    """The table without what stands above its header."""
    width = max(len(_filled(line)) for _, line in lines[: _SEARCHED * 4])
    place = next((number for number, (_, line) in enumerate(lines[:_SEARCHED]) if _is_header(line, width)), 0)
    header = [cell.strip() for cell in lines[place][1]]
    while header and not header[-1] and not any(_at(line, len(header) - 1) for _, line in lines[place + 1 :]):
        header.pop()
    return Sheet(header, lines[place + 1 :], name)


def _is_header(line: list[str], width: int) -> bool:
    """Whether a row is filled like a table and has names rather than values."""
    filled = _filled(line)
    names = [cell for cell in filled if not cell.replace(".", "").replace(",", "").isdigit()]
    return len(filled) >= max(1, width * _FULL) and len(names) >= len(filled) * _FULL


def _filled(line: list[str]) -> list[str]:
    return [cell.strip() for cell in line if cell.strip()]


def _at(line: list[str], column: int) -> str:
    return line[column].strip() if column < len(line) else ""


def _plain(name: str) -> str:
    return "".join(one for one in name.lower() if one.isalnum())
