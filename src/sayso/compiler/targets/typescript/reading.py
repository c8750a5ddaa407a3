"""Compiled expressions read back into calls, so that long ones can be printed over several lines."""

import json
import re
from collections.abc import Iterator

from .printing import Call, Raw, Value

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[()\[\],]|\s*[?:]\s+|[^"()\[\],?:]+|[?:]')


def read_calls(text: str) -> Value:
    """``expr.lte(row.a, 3)`` as a call with its arguments; what is no plain call stays as it is."""
    parts = _Reader(_TOKEN.findall(text))
    value = parts.value()
    return value if value is not None and parts.done else Raw(text)


class _Reader:
    def __init__(self, parts: list[str]) -> None:
        self._parts = parts
        self._at = 0

    @property
    def done(self) -> bool:
        return self._at >= len(self._parts)

    def _peek(self) -> str:
        return "" if self.done else self._parts[self._at]

    def _next(self) -> str:
        part = self._peek()
        self._at += 1
        return part

    def value(self) -> Value | None:
        """The next value; none when the text is more than calls, lists, literals and members."""
        part = self._next()
        if part.startswith('"'):
            return str(json.loads(part.replace("<\\/", "</")))
        if part == "[":
            items = list(self._until("]"))
            return (
                None if any(item is None for item in items) else [item for item in items if item is not None]
            )
        name = part.strip()
        if not name or name in {"(", ")", "]", ","} or " " in name:
            return None
        while self._peek() == "?":
            name += self._next() + self._next()
        if self._peek() != "(":
            return Raw(name)
        self._next()
        arguments = list(self._until(")"))
        return None if any(item is None for item in arguments) else Call(name, tuple(arguments))

    def _until(self, end: str) -> Iterator[Value | None]:
        if self._peek() == end:
            self._next()
            return
        while True:
            yield self.value()
            part = self._next().strip()
            if part == end:
                return
            if part != ",":
                yield None
                return
