"""A CSV file as people send it: its encoding, its delimiter, its header."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.runtime.errors import MalformedError

MOST_ROWS = 50_000
_DELIMITERS = ",;\t|"
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What formulas begin with, also in full width, and what some spreadsheets skip before one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Header and rows; a row has the number that a spreadsheet shows beside it."""

    header: list[str]
    rows: list[tuple[int, list[str]]]


def read_sheet(data: bytes) -> Sheet:
    """Read a CSV file."""
    text = decoded(data)
    if "\x00" in text:
        raise MalformedError("This is not a CSV file.", hint="Save the table as CSV and send that.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        lines = [(number, line) for number, line in _numbered(reader) if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise MalformedError(f"The CSV file cannot be read: {error}.") from error
    if not lines:
        raise MalformedError("The file has no rows.", hint="The first row holds the names of the columns.")
    if len(lines) - 1 > MOST_ROWS:
        raise MalformedError(f"A file may have at most {MOST_ROWS:,} rows.", hint="Split it into several.")
    return Sheet([cell.strip() for cell in lines[0][1]], lines[1:])


def decoded(data: bytes) -> str:
    """Text of the bytes: by byte order mark, else UTF-8, else the code page of Windows spreadsheets."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_GUARDED) else text


def unguarded(text: str) -> str:
    """A cell as it was before ``guarded``."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(_GUARDED) else text


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(reader, start=1):
        if number > MOST_ROWS * 2:
            raise MalformedError(
                f"A file may have at most {MOST_ROWS:,} rows.", hint="Split it into several."
            )
        yield number, line


def _delimiter(text: str) -> str:
    """The delimiter that occurs most in the first line, outside of quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(_DELIMITERS, key=bare.count)
