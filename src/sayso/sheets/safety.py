"""An Excel file before it is read: a zip whose parts are bounded, and cells that lie close enough together.

The reader keeps a sheet as a full rectangle, so two cells far apart would take all memory there is. What is
measured here is handed on as a zip made anew of exactly these bytes: a file that shows one thing to whoever
measures and another to whoever reads does not get through.
"""

import io
import re
import zipfile

from .types import UnreadableSheetError

MOST_PARTS = 1_000
MOST_BYTES = 200 * 1024 * 1024
"""Of all parts when unpacked."""
MOST_CELLS = 8_000_000
"""Of the rectangle that a sheet spans; each takes 32 bytes while it is read."""
_CHUNK = 1024 * 1024
_PLACE = re.compile(rb"""\sr\s*=\s*["']\s*\$?([A-Za-z]{0,7})\$?(\d{0,12})""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")
_KEPT = (".xml", ".rels")


def checked(data: bytes) -> bytes:
    """The same workbook, small enough to be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _parts(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError) as error:
        raise UnreadableSheetError(
            "This Excel file is broken.", hint="Open it in Excel, save it again as .xlsx, and send that."
        ) from error
    for part in parts.values():
        _demand_narrow(part)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    infos = archive.infolist()
    if len(infos) > MOST_PARTS:
        raise UnreadableSheetError("This Excel file has too many parts.", hint="Save its sheets as CSV.")
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for info in infos:
        if not info.filename.lower().endswith(_KEPT) or info.filename in parts:
            continue
        if info.flag_bits & 1:
            raise UnreadableSheetError(
                "This Excel file is protected by a password.", hint="Save it without one."
            )
        with archive.open(info) as file:
            pieces = []
            while piece := file.read(_CHUNK):
                left -= len(piece)
                if left < 0:
                    raise UnreadableSheetError(
                        f"This Excel file is larger than {MOST_BYTES // 1024 // 1024} MB when unpacked.",
                        hint="Split it, or save the sheets that you need as CSV.",
                    )
                pieces.append(piece)
        parts[info.filename] = b"".join(pieces)
    return parts


def _demand_narrow(part: bytes) -> None:
    if part.startswith(_UTF16):
        raise UnreadableSheetError("This Excel file is written in a way that is not read here.")
    if b"sheetData" not in part:
        return
    width, height, said = 1, 0, 0
    for place in _PLACE.finditer(part):
        said += 1
        letters, digits = place[1], place[2]
        if letters:
            width = max(width, _column(letters))
        if digits:
            height = max(height, int(digits))
    cells, rows = sum(1 for _ in _CELL.finditer(part)), sum(1 for _ in _ROW.finditer(part))
    if said < cells + rows:  # some do not say where they are, and follow each other
        width, height = width + cells, height + rows
    if width * max(height, 1) > MOST_CELLS:
        raise UnreadableSheetError(
            f"A sheet of this file spans {height:,} rows and {width:,} columns, which is more than is read.",
            hint="Delete what lies far away from the table, or copy the table into a new file.",
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
