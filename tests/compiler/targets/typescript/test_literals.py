"""Whatever a person types becomes a value, never code."""

import json
import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.compiler.targets.typescript.literals import attribute, comment, key, number, regex, string, width


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Name", '"Name"'),
        ("it's", '"it\'s"'),
        ('say "hi"', "'say \"hi\"'"),
        ("a\\b", '"a\\\\b"'),
        ("line\nline", '"line\\nline"'),
        ("right\u202eleft", '"right\\u202eleft"'),
        ("${x} `y`", '"${x} `y`"'),
        ("Größe 😀", '"Größe 😀"'),
    ],
)
def test_a_text_is_written_so_that_it_reads_back(text: str, written: str) -> None:
    assert string(text) == written


@given(st.text())
def test_no_text_ends_its_own_literal(text: str) -> None:
    inside = string(text)[1:-1]
    quote = string(text)[0]

    assert "\n" not in inside
    assert not re.search(rf"(?<!\\)(?:\\\\)*{quote}", inside)


def test_texts_read_back_in_a_real_engine() -> None:
    texts = [
        "\u2028\u2029\x00\x7f",
        "\\\"'\n\r\t",
        "</script><!--",
        "\u202e\u2066x",
        "\ud800",
        "`${process.exit()}`",
    ]
    program = f"process.stdout.write(JSON.stringify([{','.join(map(string, texts))}]))"

    done = subprocess.run(["node", "-e", program], capture_output=True, check=True)

    assert json.loads(done.stdout) == texts


@given(st.text())
def test_no_text_ends_a_comment(text: str) -> None:
    written = comment(text)

    assert "*/" not in written
    assert "\n" not in written
    assert "\u2028" not in written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Calendar", '"Calendar"'),
        ("it's", '"it\'s"'),
        ("a & b", '{"a & b"}'),
        ("{x}", '{"{x}"}'),
        ("<b>", '{"<b>"}'),
    ],
)
def test_an_attribute_is_plain_where_jsx_needs_no_escapes(text: str, written: str) -> None:
    assert attribute(text) == written


@pytest.mark.parametrize(
    ("pattern", "written"), [("^a/b$", "/^a\\/b$/"), (r"a\/b", r"/a\/b/"), ("a\nb", "/a\\nb/")]
)
def test_a_pattern_stays_inside_its_slashes(pattern: str, written: str) -> None:
    assert regex(pattern) == written


@pytest.mark.parametrize(
    ("value", "written"), [(3.0, "3"), (0.25, "0.25"), (-5, "-5"), (1e15, "1000000000000000")]
)
def test_a_number_carries_no_needless_fraction(value: float, written: str) -> None:
    assert number(value) == written


def test_a_key_is_quoted_only_where_it_must_be() -> None:
    assert key("starts_at") == "starts_at"
    assert key("a-b") == '"a-b"'


def test_width_counts_what_an_editor_shows() -> None:
    assert width("abc") == 3
    assert width("漢字") == 4
    assert width("e\u0301") == 1
