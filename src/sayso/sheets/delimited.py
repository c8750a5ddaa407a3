"""A CSV file as people send it: its encoding, its delimiter, its header."""

import csv
import io
from collections.abc import Iterator

from .types import MOST_COLUMNS, MOST_ROWS, Sheet, UnreadableSheetError, too_many_columns, too_many_rows

_DELIMITERS = ",;\t|"
_SAMPLE = 5
"""Lines that are looked at for the delimiter."""


def read_delimited(data: bytes) -> Sheet:
    """Read a CSV file; its first row that is not empty is the header."""
    lines = delimited_lines(data)
    if not lines:
        raise UnreadableSheetError(
            "The file has no rows.", hint="The first row holds the names of the columns."
        )
    if len(lines) - 1 > MOST_ROWS:
        raise too_many_rows()
    return Sheet([cell.strip() for cell in lines[0][1]], lines[1:])


def delimited_lines(data: bytes) -> list[tuple[int, list[str]]]:
    """The rows of a CSV file that are not empty, with their numbers."""
    text = decoded(data)
    if "\x00" in text:
        raise UnreadableSheetError(
            "This is not a CSV file.", hint="Save the table as CSV or .xlsx and send that."
        )
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=False)
    try:
        return [(number, line) for number, line in _numbered(reader) if any(cell.strip() for cell in line)]
    except csv.Error as error:
        raise UnreadableSheetError(f"The CSV file cannot be read: {error}.") from error


def decoded(data: bytes) -> str:
    """Text of the bytes: by byte order mark, else UTF-8, else the code page of Windows spreadsheets."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _text(data, "utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _text(data, "cp1252")


def _text(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSheetError(
            "The file holds characters in an encoding that is not known.", hint="Save it as CSV in UTF-8."
        ) from error


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(reader, start=1):
        if number > MOST_ROWS * 2:
            raise too_many_rows()
        if len(line) > MOST_COLUMNS and any(cell.strip() for cell in line[MOST_COLUMNS:]):
            raise too_many_columns(number)
        yield number, line[:MOST_COLUMNS]


def _delimiter(text: str) -> str:
    """The delimiter that occurs most in the first lines, outside of quotes; the first line counts most."""
    first = [line for line in text[:200_000].splitlines()[: _SAMPLE * 4] if line.strip()][:_SAMPLE]
    if not first:
        return ","
    bare = ["".join(line.split('"')[::2]) for line in first]
    return max(_DELIMITERS, key=lambda one: (bare[0].count(one), sum(line.count(one) for line in bare)))
