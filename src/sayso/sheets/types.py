"""A table of a file: header and rows of text, as a spreadsheet shows them."""

from dataclasses import dataclass

from sayso.errors import InputError

MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000
MOST_SHEETS = 20
LONGEST_CELL = 32_767
"""As many characters as a cell of Excel holds."""


class UnreadableSheetError(InputError):
    """A file that is no table, or more of one than is read; the message says where."""

    code = "malformed"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Header and rows; a row has the number that a spreadsheet shows beside it."""

    header: list[str]
    rows: list[tuple[int, list[str]]]
    name: str = ""


def too_many_rows(sheet: str = "") -> UnreadableSheetError:
    """What is said of a table that is too long."""
    which = f"The sheet “{sheet[:60]}”" if sheet else "The file"
    return UnreadableSheetError(f"{which} has more than {MOST_ROWS:,} rows.", hint="Split it into several.")


def too_many_columns(row: int, sheet: str = "") -> UnreadableSheetError:
    """What is said of a table that is too wide."""
    which = f"Row {row} of the sheet “{sheet[:60]}”" if sheet else f"Row {row}"
    return UnreadableSheetError(
        f"{which} has more than {MOST_COLUMNS} columns.", hint="Keep the columns that you need."
    )
