"""Reads JSON that is nearly right: as models write it, and as it is when they were cut off.

It forgives trailing, doubled and missing commas, single and typographic quotes, keys without quotes, quotes
and line ends inside of strings, comments, Python's words and brackets that are left open. One pass from left
to right, without recursion.
"""

import math
import re
from dataclasses import dataclass, field
from typing import Any

DEEPEST = 100
"""Levels of nesting; whatever is deeper ends the reading."""

_SPACE = re.compile(r"(?:[\s\ufeff\u200b]|//[^\n]*|\.\.\.|…)*")
_NUMBER = re.compile(r"[-+.\d][-+.\w]*|")
_WORD = re.compile(r"[A-Za-z_$][\w$-]*")
_KEY_END = re.compile(r"\s*:")
_QUOTES = {'"': '"', "'": "'", "“": "”", "‘": "’", "`": "`"}
_PIECES = {quote: re.compile(rf"[^\\{end}]*") for quote, end in _QUOTES.items()}
_AFTER_STRING = re.compile(r'\s*(?:[,:}\]]|$)|[^\S\n]*\n\s*["“]')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.)|$)", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "'": "'", "/": "/", "\\": "\\"}
_WORDS = {
    "true": True,
    "True": True,
    "false": False,
    "False": False,
    "null": None,
    "None": None,
    "undefined": None,
    "NaN": None,
    "Infinity": None,
}
_LARGEST = 2**63


class _UnreadableError(Exception):
    """Here the text is no JSON any more."""


@dataclass(slots=True)
class Found:
    """What was read, up to where, and whether its last bracket was there; ``reach`` is how far one looked.

    It ``is_cut`` where nothing but the end of the text was in the way.
    """

    value: Any
    start: int
    end: int
    reach: int
    is_complete: bool = False
    is_too_deep: bool = False
    is_cut: bool = False


@dataclass(slots=True)
class _Level:
    value: dict[str, Any] | list[Any]
    key: str | None = None

    def put(self, value: Any) -> None:
        if isinstance(self.value, list):
            self.value.append(value)
        elif self.key is not None:
            self.value[self.key] = value
            self.key = None


@dataclass(slots=True)
class _Reader:
    text: str
    at: int
    levels: list[_Level] = field(default_factory=list)

    def read(self) -> Found:
        start, root = self.at, self._opened()
        good = self.at
        try:
            while self.levels:
                self._step()
                good = self.at
        except _UnreadableError:
            is_too_deep = len(self.levels) >= DEEPEST
            is_cut = self.at >= len(self.text)
            return Found(root, start, good, self.at, is_too_deep=is_too_deep, is_cut=is_cut)
        return Found(root, start, self.at, self.at, is_complete=True)

    def _opened(self) -> dict[str, Any] | list[Any]:
        if len(self.levels) >= DEEPEST:
            raise _UnreadableError
        value: dict[str, Any] | list[Any] = {} if self.text[self.at] == "{" else []
        if self.levels:
            self.levels[-1].put(value)
        self.levels.append(_Level(value))
        self.at += 1
        return value

    def _step(self) -> None:
        self.at = _end(_SPACE.match(self.text, self.at))
        sign = self.text[self.at : self.at + 1]
        level = self.levels[-1]
        if not sign:
            raise _UnreadableError
        if sign in "}]":
            self._close(dict if sign == "}" else list)
        elif sign == ",":
            level.key = None
            self.at += 1
        elif isinstance(level.value, dict) and level.key is None:
            level.key = self._key()
        elif sign in "{[":
            self._opened()
        else:
            level.put(self._scalar(sign))

    def _close(self, kind: type) -> None:
        """Close the innermost level of this kind, and with it those inside that were left open."""
        if not any(isinstance(level.value, kind) for level in self.levels):
            raise _UnreadableError
        while not isinstance(self.levels.pop().value, kind):
            pass
        self.at += 1

    def _key(self) -> str:
        if self.text[self.at] in _QUOTES:
            key = self._string()
        else:
            word = _WORD.match(self.text, self.at)
            if word is None:
                raise _UnreadableError
            key, self.at = word.group(), word.end()
        colon = _KEY_END.match(self.text, self.at)
        if colon is None:
            raise _UnreadableError
        self.at = colon.end()
        return key

    def _scalar(self, sign: str) -> Any:
        if sign in _QUOTES:
            return self._string()
        word = _WORD.match(self.text, self.at)
        found = word or _NUMBER.match(self.text, self.at)
        if found is None or found.end() == self.at:
            raise _UnreadableError
        if found.end() == len(self.text):
            self.at = found.end()
            raise _UnreadableError
        if word is not None and word.group() not in _WORDS:
            raise _UnreadableError
        value = _WORDS[word.group()] if word is not None else number(found.group())
        self.at = found.end()
        return value

    def _string(self) -> str:
        """A string; one that the text ends in is not taken, as nobody knows what it was to become."""
        piece, end = _PIECES[self.text[self.at]], _QUOTES[self.text[self.at]]
        begin = at = self.at + 1
        while True:
            at = _end(piece.match(self.text, at))
            if at >= len(self.text):
                self.at = at
                raise _UnreadableError
            if self.text[at] == end and _AFTER_STRING.match(self.text, at + 1):
                break
            at += 2 if self.text[at] == "\\" else 1
        self.at = at + 1
        return _ESCAPE.sub(_unescaped, self.text[begin:at])


def read_leniently(text: str, at: int) -> Found:
    """The object or list that opens here, as far as it can be read."""
    return _Reader(text, at).read()


def number(written: str) -> int | float | None:
    """A number as JSON knows it; none where it is beyond all bounds."""
    try:
        value = int(written)
    except ValueError:
        value = 0
    else:
        if -_LARGEST <= value < 2 * _LARGEST:
            return value
    try:
        real = float(written)
    except ValueError:
        raise _UnreadableError from None
    return real if math.isfinite(real) else None


def _unescaped(escape: re.Match[str]) -> str:
    code, letter = escape.groups()
    if code is not None:
        return chr(int(code, 16))
    return _ESCAPED.get(letter or "", escape.group())


def _end(match: re.Match[str] | None) -> int:
    assert match is not None  # noqa: S101 - the patterns also match nothing at all
    return match.end()
