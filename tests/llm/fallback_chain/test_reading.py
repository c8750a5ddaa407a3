"""JSON is found in what a model wrote, however it wrote it; and nothing that it writes breaks anything."""

import json
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.llm import json_extraction
from sayso.llm.json_extraction import read_json
from sayso.llm.leniency import Found, read_leniently
from sayso.llm.shapes import is_exact

SHAPE = {"type": "object", "properties": {"a": {}, "b": {}}}
PROSE = st.text(string.ascii_letters + string.digits + " \n\t.,:;!?'\"()}]<>*#-_/\\äß„“”’…", max_size=60)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
    | st.sampled_from(
        ["```", "it's", 'He said "hi", {then}', "a // b", "/* c */", "[1, 2", "…", "...", '","']
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
GROUPS = VALUES.filter(lambda value: isinstance(value, dict | list))
INDENTS = st.sampled_from([None, 0, 2])


@settings(deadline=None)
@given(GROUPS, PROSE, PROSE, INDENTS, st.sampled_from(["ascii", "unicode"]))
def test_objects_and_lists_come_back_out_of_prose(
    value: Any, before: str, after: str, indent: int | None, letters: str
) -> None:
    written = json.dumps(value, indent=indent, ensure_ascii=letters == "ascii")
    assert read_json(f"{before}\n{written}\n{after}") == value


@settings(deadline=None)
@given(VALUES, PROSE, PROSE, INDENTS, st.sampled_from(["json", "JSON", "", "json5"]))
def test_anything_comes_back_out_of_a_fence(
    value: Any, before: str, after: str, indent: int | None, language: str
) -> None:
    written = json.dumps(value, indent=indent, ensure_ascii=False)
    assert read_json(f"{before}\n```{language}\n{written}\n```\n{after}") == value


@settings(deadline=None)
@given(GROUPS.filter(lambda value: _is_plain(value)))  # noqa: PLW0108 - it is defined below
def test_python_s_way_to_write_it_is_fine(value: Any) -> None:
    assert read_json(f"Here: {value!r}.") == value


@settings(deadline=None)
@given(st.dictionaries(TEXT, VALUES, min_size=1, max_size=4), st.data())
def test_a_cut_reply_keeps_what_was_whole(value: dict[str, Any], data: st.DataObject) -> None:
    """And invents nothing."""
    written = json.dumps(value, ensure_ascii=False)
    cut = data.draw(st.integers(0, len(written) - 1))
    assert _is_part(read_json(written[:cut]), value)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ('{"note": "[0: and', None),
        ('{"[[0', None),
        ('{"a": 1, "{b": {"[0": 2, "[1', {"a": 1, "{b": {"[0": 2}}),
    ],
)
def test_nothing_is_taken_out_of_a_string_that_was_cut(text: str, whole: Any) -> None:
    assert read_json(text) == whole


@settings(deadline=None)
@given(st.text(st.sampled_from("{}[]\"',:\\ \n`abtf1-.eé/u0d8") | st.characters(), max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for shape in (None, SHAPE, {"type": "array"}, {"type": ["object", "null"]}):
        value = read_json(text, shape)
        json.dumps(value, allow_nan=False).encode()
        "".join(_texts(value)).encode()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1, "b": [1, 2,],}', {"a": 1, "b": [1, 2]}),
        ("{'a': 'it's', 'b': 'say \"x\"'}", {"a": "it's", "b": 'say "x"'}),
        ('{"a": "She said "hi" to me"}', {"a": 'She said "hi" to me'}),
        ("{a: True, b: None}", {"a": True, "b": None}),
        ("{“a”: “x”, ‘b’: NaN}", {"a": "x", "b": None}),
        ('{"a": "one\ntwo",\n // the rest\n "b": 2}', {"a": "one\ntwo", "b": 2}),
        ('{"a": 1\n "b": 2}', {"a": 1, "b": 2}),
        ('{"a": [1, {"x": 2], "b": 3}', {"a": [1, {"x": 2}], "b": 3}),
        ('{"a": [{"x": 1}, {"x": "unfini', {"a": [{"x": 1}, {}]}),
        ('{"a": "done", "b": 12', {"a": "done"}),
        (r'{"a": "^\d+$", b: 1}', {"a": r"^\d+$", "b": 1}),
        ('{"a": "\\ud83d\\ude00", b: "\\ud83d\\ude00"}', {"a": "😀", "b": "😀"}),
        ('{"a": "\\ud83d", "b": "x\\u0000y"}', {"a": "\ufffd", "b": "xy"}),
        ('{"a": 1e999, "b": 123456789012345678901234567890}', {"a": None, "b": 1.2345678901234568e29}),
        ('[{"a": 1}]', {"a": 1}),
        ('"{\\"a\\": 1}"', {"a": 1}),
        ('I tried {"x": 1, "y": "a longer one"} first, then {"a": 1}.', {"a": 1}),
        ('{"b": 1} was wrong, so: {"a": 1, "b": 2}', {"a": 1, "b": 2}),
        ('See [1] and {this}: {"a": {"deep": []}}', {"a": {"deep": []}}),
        ("I cannot do that.", None),
        ("[1, 2]", None),
        ("null", None),
        ("", None),
    ],
)
def test_small_faults_are_mended(text: str, value: Any) -> None:
    assert read_json(text, SHAPE) == value


_HOSTILE = {
    "lists": "[" * 40_000,
    "objects": '{"a":' * 8_000,
    "strings": '["' * 20_000,
    "words": "{x " * 13_000,
    "escapes": '{"a": "' + '\\"' * 20_000,
    "spaces": '["' + " " * 20_000 + '"' + " " * 20_000,
    "comments": "{//" * 13_000,
    "stars": "{/*" * 13_000,
    "quotes": "{'a':'" + "b' " * 13_000,
    "digits": '{"a": ' + "1" * 40_000,
    "fences": "```\n" * 10_000,
    "many": "{}" * 20_000,
    "open": "[1," * 13_000,
    "dots": "{..." * 10_000,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_a_text_made_to_take_long_takes_as_long_as_it_is(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No part of it is read more than a few times, however often it seems to begin anew."""
    read = 0

    def counted(text: str, at: int) -> Found:
        nonlocal read
        found = read_leniently(text, at)
        read += found.reach - at
        return found

    monkeypatch.setattr(json_extraction, "read_leniently", counted)
    text = _HOSTILE[name]
    read_json(text, SHAPE)
    assert read < 6 * len(text)


def test_a_hundred_kilobytes_of_prose_and_json() -> None:
    value = {"a": [{"name": f"field {n}", "text": 'with "quotes" and {braces}'} for n in range(1500)]}
    text = "Let me think. [a] {b} " * 500 + json.dumps(value) + " That is all. {x}" * 500
    assert len(text) > 100_000
    assert read_json(text, SHAPE) == value


def _closed(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    "shape",
    [
        _closed(),
        _closed(a={"type": "string"}, b=_closed(c={"type": "array", "items": {"enum": ["x", "y"]}})),
        _closed(a={"anyOf": [{"$ref": "#/$defs/X"}, {"type": "null"}]}) | {"$defs": {"X": _closed()}},
    ],
)
def test_closed_shapes_are_exact(shape: dict[str, Any]) -> None:
    assert is_exact(shape)


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"type": "object"},
        {"type": "array", "items": {"type": "string"}},
        _closed(a={"type": "string"}) | {"required": []},
        _closed(a={"type": "object"}),
        _closed(a={}),
        _closed(a={"type": "string", "minLength": 2}),
        _closed(a={"oneOf": [{"type": "string"}, {"type": "null"}]}),
        _closed(a={"type": "array", "items": {"type": "object", "additionalProperties": {"type": "string"}}}),
        _closed(a={"$ref": "#/$defs/X"}) | {"$defs": {"X": {"type": "object"}}},
    ],
)
def test_open_shapes_are_not(shape: dict[str, Any]) -> None:
    """Held to them, OpenAI would refuse the request, or the model could leave nothing out."""
    assert not is_exact(shape)


def _is_plain(value: Any) -> bool:
    """Whether Python and JSON write the same escapes for it."""
    return all(text.isprintable() and "\\" not in repr(text) for text in _texts(value))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for key, part in value.items() for text in [key, *_texts(part)]]
    return [text for part in value for text in _texts(part)] if isinstance(value, list) else []


def _is_part(part: Any, whole: Any) -> bool:
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and _is_part(value, whole[key]) for key, value in part.items()
        )
    if isinstance(part, list):
        return isinstance(whole, list) and all(map(_is_part, part, whole)) and len(part) <= len(whole)
    return part is None or part == whole
