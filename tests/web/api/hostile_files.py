"""Tables, archives and forms such as nobody sends in good faith."""

import io
import zipfile

from sayso.sheets.types import MOST_COLUMNS

CELL = 30_000
"""Characters that a cell of a spreadsheet may have, nearly."""
WRONG = "Name,E-Mail,Birthday,Hair type,Price,Duration,Active,Client,Stylist,Service,Starts at,Mobile"
QUOTED = '"' * CELL
BOUNDARY = "x"
FORM = {"content-type": f"multipart/form-data; boundary={BOUNDARY}"}
PART = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'


def table(header: list[str], *lines: list[str]) -> bytes:
    return "\n".join(",".join(line) for line in (header, *lines)).encode()


def archive(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return packed.getvalue()


TABLES: dict[str, bytes] = {
    "long headings": table([f"{number}{'h' * CELL}" for number in range(MOST_COLUMNS)], ["x"]),
    "headings of other scripts": table(
        [f"{number}" + "\u202e字\U0001f600\u0001" * 99 for number in range(MOST_COLUMNS)], ["x"]
    ),
    "headings of quotes": table([f'"{number}{QUOTED[:400]}"' for number in range(MOST_COLUMNS)], ["x"]),
    "long cells": table(
        [f"c{number}" for number in range(MOST_COLUMNS)],
        *[[f"{line}" + "字" * 999] * MOST_COLUMNS for line in range(3)],
    ),
    "wrong cells": table(WRONG.split(","), *[["\u0001字" * 500] * 12] * 300),
    "one quote": b'"' + b"x,\n" * 40_000,
}
FILES: dict[str, bytes] = TABLES | {
    "nothing": b"",
    "zeros": b"\0" * 200_000,
    "no text": b"\xff\xfe" * 50_000,
    "half a ZIP": archive(a=b"a" * 10_000)[:60],
    "a ZIP of names": archive(**{f"{'n' * 200}{number}.py": b"" for number in range(2_000)}),
    "a ZIP of one long name": archive(**{"registry.json": b"[]", "n" * 60_000 + ".py": b""}),
    "a ZIP that grows": archive(**{"registry.json": b" " * 30_000_000}),
    "a registry that is deep": archive(**{"registry.json": b"[" * 200_000}),
    "a registry of long words": archive(
        **{"registry.json": b'{"bots":[%b]}' % b",".join([b'{"id":"%b"}' % (b"n" * 900)] * 900)}
    ),
    "a workbook that grows": archive(
        **{
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": b"<workbook>" + b"<sheet/>" * 500_000 + b"</workbook>",
        }
    ),
    "a workbook of entities": archive(
        **{
            "[Content_Types].xml": b'<!DOCTYPE t [<!ENTITY a "aaaaa"><!ENTITY b "&a;&a;&a;">]><t>&b;</t>',
            "xl/workbook.xml": b"<workbook/>",
        }
    ),
}
"""What a part of a form may hold."""
ENDLESS_FORMS: dict[str, bytes] = {
    "a file without an end": PART + b"a" * 2_000_000,
    "a small file without an end": PART + b"a,b\n1,2\n",
    "a second file without an end": PART + b"a" * 2_000_000 + b"\r\n" + PART + b"b" * 2_000_000,
    "a field without an end": PART
    + b"a" * 2_000_000
    + b'\r\n--x\r\ncontent-disposition: form-data; name="name"\r\n\r\nabc',
    "headers without an end": PART + b"a" * 2_000_000 + b"\r\n--x\r\ncontent-dispo",
    "a boundary without an end": PART + b"a" * 2_000_000 + b"\r\n--x",
}
FORMS: dict[str, bytes] = ENDLESS_FORMS | {
    "a long name": b'--x\r\ncontent-disposition: form-data; name="file"; filename="%s"\r\n\r\na\r\n--x--\r\n'
    % (b"n" * 60_000),
    "many parts": b"".join(
        b'--x\r\ncontent-disposition: form-data; name="f%d"\r\n\r\n1\r\n' % number for number in range(2_000)
    )
    + b"--x--\r\n",
    "many headers": b"--x\r\n" + b"a: b\r\n" * 20_000 + b"\r\n\r\n--x--\r\n",
    "another field": PART.replace(b'name="file"', b'name="other"') + b"a" * 2_000_000 + b"\r\n--x--\r\n",
    "two files": (PART + b"a" * 2_000_000 + b"\r\n") * 2 + b"--x--\r\n",
    "a part without a name": b"--x\r\ncontent-type: text/csv\r\n\r\na\r\n--x--\r\n",
    "another boundary": PART.replace(b"--x", b"--y") + b"a\r\n--y--\r\n",
    "no part": b"--x--\r\n",
    "nothing": b"",
}
WORDS_OF_FORMS: dict[str, bytes] = {
    "many fields": b"&".join(b"f%d=1" % number for number in range(9_000)),
    "one field many times": b"&".join([b"grant_type=a"] * 4_500),
    "signs alone": b"&" * 60_000,
    "a long name": b"n" * 60_000 + b"=1",
    "a long value": b"grant_type=" + b"%E5%AD%97" * 6_000,
    "broken signs": b"grant_type=%zz%ff%00" * 3_000,
    "no text": b"\xff\xfe=\0" * 10_000,
}


def form_of(content: bytes) -> bytes:
    """A form whose one file holds this."""
    return PART + content + b"\r\n--x--\r\n"
