"""An Excel file (.xlsx): the visible sheets with their values, as rows of text."""

import io
from datetime import date, datetime, time, timedelta
from itertools import islice

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from .cells import text_of
from .safety import checked
from .types import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    UnreadableSheetError,
    too_many_columns,
    too_many_rows,
)

Lines = list[tuple[int, list[str]]]
_ZIP = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
_Raw = int | float | str | bool | time | date | datetime | timedelta


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are an Excel file.

    Raises:
        UnreadableSheetError: for the format of before 2007, which is also that of files with a password.
    """
    if data.startswith(_OLD):
        raise UnreadableSheetError(
            "This is an old Excel file, or one with a password.", hint="Save it as .xlsx without a password."
        )
    return data.startswith(_ZIP)


def read_workbook(data: bytes) -> list[tuple[str, Lines]]:
    """The first visible sheets by name, each with its rows that are not empty and their numbers."""
    safe = checked(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(safe)) as workbook:
            shown = [
                one.name
                for one in workbook.sheets_metadata
                if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
            ]
            return [(name, _lines(workbook.get_sheet_by_name(name))) for name in shown[:MOST_SHEETS]]
    except PasswordError as error:
        raise UnreadableSheetError(
            "This Excel file is protected by a password.", hint="Save it without one."
        ) from error
    except CalamineError as error:
        raise UnreadableSheetError(
            "This Excel file cannot be read.", hint="Open it in Excel, save it again as .xlsx, and send that."
        ) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what the reader's own mistakes surface as
            raise
        raise UnreadableSheetError(
            "This Excel file cannot be read.", hint="Save its sheets as CSV and send those."
        ) from error


def _lines(sheet: CalamineSheet) -> Lines:
    if sheet.start is None:
        return []
    merged = _merged(sheet)
    lines: Lines = []
    for number, line in enumerate(islice(sheet.to_python(skip_empty_area=False), MOST_ROWS * 2 + 1), start=1):
        cells = [_cell(value, number, sheet.name) for value in line]
        for column, text in merged.get(number - 1, ()):
            if column < len(cells) and not cells[column]:
                cells[column] = text
        if any(cell.strip() for cell in cells[MOST_COLUMNS:]):
            raise too_many_columns(number, sheet.name)
        if any(cell.strip() for cell in cells):
            lines.append((number, cells[:MOST_COLUMNS]))
        if len(lines) > MOST_ROWS + 1 or number > MOST_ROWS * 2:
            raise too_many_rows(sheet.name)
    return lines


def _merged(sheet: CalamineSheet) -> dict[int, list[tuple[int, str]]]:
    """What stands in cells that were merged downwards: the value of the first of them."""
    tall = [one for one in sheet.merged_cell_ranges or () if one[1][0] > one[0][0] and one[0][1] == one[1][1]]
    if not tall or len(tall) > MOST_ROWS:
        return {}
    grid = sheet.to_python(skip_empty_area=False)
    found: dict[int, list[tuple[int, str]]] = {}
    for (top, column), (bottom, _) in tall:
        if top >= len(grid) or column >= len(grid[top]):
            continue
        text = text_of(grid[top][column])
        for row in range(top + 1, min(bottom, len(grid) - 1) + 1):
            found.setdefault(row, []).append((column, text))
    return found


def _cell(value: _Raw, row: int, sheet: str) -> str:
    text = text_of(value)
    if len(text) > LONGEST_CELL:
        raise UnreadableSheetError(
            f"A cell in row {row} of the sheet “{sheet[:60]}” is longer than {LONGEST_CELL:,} characters."
        )
    return "" if text in _ERRORS else text
