"""Spec text as TypeScript text. Everything a person typed passes through one of these functions."""

import json
import re
import unicodedata

_HIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def string(text: str) -> str:
    """A string literal; invisible and direction-changing characters are escaped, so none can deceive."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
    return quote + _HIDDEN.sub(_escape, escaped) + quote


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04x}"


def key(name: str) -> str:
    """An object key, quoted only where it must be."""
    return name if _IDENTIFIER.fullmatch(name) else string(name)


def number(value: float) -> str:
    """A number literal; whole numbers carry no fraction."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return json.dumps(value, allow_nan=False)


def regex(pattern: str) -> str:
    """A regular expression literal; like the database, it looks anywhere unless it is anchored."""
    slashes = re.sub(r"\\.|/", lambda m: m[0] if m[0] != "/" else "\\/", pattern, flags=re.DOTALL)
    return f"/{_HIDDEN.sub(_escape, slashes)}/" if pattern else "/(?:)/"


def comment(text: str, limit: int = 90) -> str:
    """Text that is safe inside a ``/** … */`` or ``//`` comment: one line, without an end mark."""
    line = " ".join(_HIDDEN.sub(" ", text).split()).replace("*/", "* /")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def attribute(text: str) -> str:
    """A JSX attribute's value: a plain quoted text where JSX needs no escapes, else an expression."""
    if _HIDDEN.search(text) or any(mark in text for mark in '"\\&<>{}'):
        return "{" + string(text) + "}"
    return f'"{text}"'


def width(text: str) -> int:
    """Columns that ``text`` takes in an editor, as formatters count them."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
