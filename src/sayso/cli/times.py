"""Spans of time as people type them."""

import re

from sayso.errors import InputError

_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}
_LEAST_SECONDS = 10
_MOST_SECONDS = 31_622_400


def seconds_of(text: str) -> int:
    """``5m`` in seconds."""
    found = re.fullmatch(r"(\d{1,6})\s*([smhdw])[a-z]*", text.strip().lower())
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    if seconds < _LEAST_SECONDS or seconds > _MOST_SECONDS:
        raise InputError(
            f"“{text}” is no time that I know.", hint="Say 30s, 5m, 2h or 1d; the shortest is 10s."
        )
    return seconds
