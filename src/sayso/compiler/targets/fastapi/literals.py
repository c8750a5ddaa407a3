"""Spec text as Python text. Everything a person typed passes through one of these functions."""

import keyword
import re

_HIDDEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def string(text: str) -> str:
    """A string literal; invisible and direction-changing characters are escaped, so none can deceive."""
    quote = "'" if text.count('"') > text.count("'") else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
    return quote + _HIDDEN.sub(_escape, escaped) + quote


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04x}"


def docstring(text: str, limit: int = 300) -> str:
    """Text that is safe within a docstring of one line: no quotes to end it, no escapes."""
    line = " ".join(_HIDDEN.sub(" ", text).split()).replace('"', "'").replace("\\", "/")
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def identifier(name: str) -> str:
    """A name that Python does not keep for itself."""
    return f"{name}_" if keyword.iskeyword(name) else name
