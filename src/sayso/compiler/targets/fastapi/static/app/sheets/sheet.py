"""A CSV file as people send it: its encoding, its delimiter, its header."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.problems import Malformed

MOST_ROWS = 50_000
MOST_COLUMNS = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What formulas begin with, also in full width, and what some spreadsheets skip before one."""


@dataclass(frozen=True)
class Sheet:
    """Header and rows; a row has the number that a spreadsheet shows beside it."""

    header: Sequence[str]
    rows: Sequence[tuple[int, list[str]]]


def read_sheet(data: bytes) -> Sheet:
    """Read a CSV file."""
    text = decoded(data)
    if "\x00" in text:
        raise Malformed("This is not a CSV file.", hint="Save the table as CSV and send that.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        numbered = enumerate(reader, start=1)
        lines = [(number, line) for number, line in numbered if any(map(str.strip, line))]
    except csv.Error as error:
        raise Malformed(f"The CSV file cannot be read: {error}.") from error
    if not lines:
        hint = "The first row holds the names of the columns."
        raise Malformed("The file has no rows.", hint=hint)
    if len(lines) - 1 > MOST_ROWS:
        raise Malformed(f"A file may have at most {MOST_ROWS} rows.", hint="Split it.")
    for number, line in lines:
        if len(line) > MOST_COLUMNS:
            detail = f"Row {number} has more than {MOST_COLUMNS} columns."
            raise Malformed(detail, hint="Keep the columns that you need.")
    return Sheet([cell.strip() for cell in lines[0][1]], lines[1:])


def decoded(data: bytes) -> str:
    """Text by byte order mark, else UTF-8, else the code page of Windows spreadsheets."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """A cell as it was before `guarded`."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_FORMULA) else text


def _delimiter(text: str) -> str:
    """The delimiter that occurs most in the first line, outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t|", key="".join(first.split('"')[::2]).count)
