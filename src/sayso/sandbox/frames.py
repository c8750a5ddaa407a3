"""Reads what came out of a sandbox. It is the program's own word, so that nothing in it is believed.

It is bounded in length and number of parts before it is parsed, so that it stays small in memory.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from sayso.sandbox.types import Ending, ProgramError, StepRecord

_MOST_PARTS = 600_000
"""Lists and objects of one result: each costs Python far more memory than its two characters."""
_MOST_LEVELS, _LEVELS_OF_ORJSON = 120, 254
"""How deep lists and objects may be in each other: who passes them on in Python goes down as many calls."""
_MOST_STEPS = 8
_LONGEST_TEXT = 20_000
_NUL = re.compile(rb"(?<!\\)((?:\\\\)*)\\u0000")
_ENDINGS = {one.value: one for one in (Ending.OK, Ending.ERROR, Ending.RESOURCE)}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a program says of itself."""

    ending: Ending
    result: Any
    error: ProgramError | None
    steps: tuple[StepRecord, ...]


def read(raw: bytes) -> Frame | None:
    """The frame, or None where there is none that can be read."""
    if raw.count(b"{") + raw.count(b"[") > _MOST_PARTS:
        message = f"The result has more than {_MOST_PARTS:,} lists and objects. Give less."
        return Frame(Ending.RESOURCE, None, ProgramError("ResultTooLarge", message), ())
    try:
        told = orjson.loads(_NUL.sub(rb"\1\\ufffd", raw))
    except ValueError:
        return None
    if not isinstance(told, dict) or told.get("ending") not in _ENDINGS or _is_too_deep(told):
        return None
    ending = _ENDINGS[told["ending"]]
    steps = told.get("steps")
    return Frame(
        ending,
        told.get("result") if ending is Ending.OK else None,
        None if ending is Ending.OK else _error(told.get("error")),
        tuple(_step(one) for one in steps[:_MOST_STEPS]) if isinstance(steps, list) else (),
    )


def _is_too_deep(told: object) -> bool:
    """orjson writes so many levels and no more; what is held to fewer begins further down."""
    for _ in range(_LEVELS_OF_ORJSON - _MOST_LEVELS):
        told = [told]
    try:
        orjson.dumps(told)
    except TypeError:
        return True
    return False


def _error(told: object) -> ProgramError:
    said = told if isinstance(told, Mapping) else {}
    line = said.get("line")
    return ProgramError(
        kind=_text(said, "kind") or "Error",
        message=_text(said, "message"),
        line=line if type(line) is int and 0 < line < 10**6 else None,
        trace=_text(said, "trace"),
        step=_text(said, "step"),
    )


def _step(told: object) -> StepRecord:
    said = told if isinstance(told, Mapping) else {}
    seconds = said.get("seconds")
    return StepRecord(
        name=_text(said, "name")[:100],
        ok=said.get("ok") is True,
        seconds=float(seconds) if isinstance(seconds, int | float) else 0.0,
        sample=said.get("sample"),
    )


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return value[:_LONGEST_TEXT] if isinstance(value, str) else ""
