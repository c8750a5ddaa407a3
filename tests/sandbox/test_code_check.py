"""What is said of code before it is kept."""

import pytest

from sayso.sandbox.code_check import MOST_BYTES, check, entry_of
from sayso.sandbox.types import Entry

BLOCK = "def fetch_data(ctx):\n    return []\n\ndef process_data(data):\n    return data\n"


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        (
            "import pandas as pd\nfrom dateutil.parser import parse\nimport xml.etree.ElementTree",
            Entry.SCRIPT,
        ),
        (BLOCK, Entry.BLOCK),
        ("async def fetch_data(ctx): ...\nprocess_data = lambda data: data", Entry.BLOCK),
        ("def run(ctx, input, more=None): ...", Entry.FUNCTION),
        ("def run(*given): ...", Entry.FUNCTION),
        ("try:\n    import orjson as json\nexcept ImportError:\n    import json\n", Entry.SCRIPT),
    ],
)
def test_good_code_is_kept(code: str, entry: Entry) -> None:
    found = check(code, entry)
    assert [finding for finding in found if "orjson" not in finding.message] == []


@pytest.mark.parametrize(
    ("code", "entry", "kind", "line", "words"),
    [
        ("x = 1\ndef f(:\n", Entry.SCRIPT, "syntax", 2, ("Line 2 is no Python", "Mend that line")),
        ("import lxml.html", Entry.SCRIPT, "import", 1, ("imports lxml", "bs4")),
        (
            "def f():\n    import torch",
            Entry.SCRIPT,
            "import",
            2,
            ("imports torch", "standard library and bs4"),
        ),
        ("import panda", Entry.SCRIPT, "import", 1, ("imports panda", "Did you mean pandas?")),
        ("from . import other", Entry.SCRIPT, "import", 1, ("from beside the program", "into one file")),
        (
            "def fetch_data(ctx): ...",
            Entry.BLOCK,
            "entry",
            None,
            ("no function process_data", "def process_"),
        ),
        (
            "def run(ctx): ...",
            Entry.FUNCTION,
            "entry",
            1,
            ("called with 2 arguments", "def run(ctx, input):"),
        ),
        (
            "def run(ctx, input, *, x): ...",
            Entry.FUNCTION,
            "entry",
            1,
            ("called with 2", "def run(ctx, input)"),
        ),
        ("x = '\x00'", Entry.SCRIPT, "syntax", None, ("", "")),
        ("x = " + "(" * 5000, Entry.SCRIPT, "syntax", None, ("", "")),
        ("x = " + "-" * 100_000 + "1", Entry.SCRIPT, "syntax", None, ("", "")),
        ("#" * (MOST_BYTES + 1), Entry.SCRIPT, "too_large", None, ("are allowed", "fetch it")),
    ],
    ids=[
        "syntax",
        "known",
        "unknown",
        "misspelt",
        "beside",
        "missing",
        "few",
        "keyword",
        "zero",
        "brackets",
        "minuses",
        "large",
    ],
)
def test_what_stands_in_the_way_is_named_with_its_line_and_the_way_out(
    code: str, entry: Entry, kind: str, line: int | None, words: tuple[str, str]
) -> None:
    (found,) = check(code, entry)
    assert found.code == kind
    assert line is None or found.line == line
    assert words[0] in found.message
    assert words[1] in found.hint
    assert found.hint


def test_everything_that_stands_in_the_way_is_said_at_once() -> None:
    found = check("import lxml\nimport aiohttp\nimport lxml.etree\n", Entry.BLOCK)
    assert [finding.code for finding in found] == ["import", "import", "entry", "entry"]


@pytest.mark.parametrize(
    ("code", "entry"),
    [(BLOCK, Entry.BLOCK), ("def run(ctx, input): ...", Entry.FUNCTION), ("x = 1", Entry.SCRIPT)],
)
def test_what_is_called_follows_from_the_functions_there_are(code: str, entry: Entry) -> None:
    assert entry_of(code) is entry
