"""Inputs and outputs of runs: as text that is kept, within limits, and seen with passwords hidden."""

import json
import re
from collections.abc import Mapping
from typing import Any

from sayso.bots.run_queue.errors import InputTooLargeError
from sayso.errors import InputError
from sayso.settings import MEBIBYTE

MOST_INPUT = 256 * 1024
"""Bytes of an input, as JSON."""
MOST_OUTPUT = MEBIBYTE
"""Bytes of an output, as JSON."""
MOST_LISTED = 8 * 1024
"""Bytes of an input or output that are shown in a list of runs."""
HIDDEN = "••••"
_PRIVATE = re.compile(
    r"pass(?:word|wd|phrase|code)|(?:^|[_-])pwd|secret|(?:^|[_-])(?:pin|otp)$|credential|authorization|"
    r"api[_-]?key|private[_-]?key|(?:access|auth|bearer|refresh|session|id)[_-]?token|^token$",
    re.IGNORECASE,
)


def kept(value: Any) -> str:
    """JSON as it is kept; halves of characters stay what they are.

    Raises:
        InputError: when it is no JSON.
    """
    try:
        said = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        said.encode()
    except UnicodeEncodeError:
        return json.dumps(value, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise InputError(
            "What was given is no JSON.", hint="Give an object, a list, a text or a number."
        ) from error
    return said


def kept_input(value: Any) -> str:
    """The input of a run as it is kept.

    Raises:
        InputTooLargeError: when it is longer than a run may be given.
        InputError: when it is no JSON.
    """
    said = kept(value)
    size = len(said.encode())
    if size > MOST_INPUT:
        raise InputTooLargeError(
            f"The input is {size:,} bytes long; a run may be given {MOST_INPUT:,}.",
            hint="Give it an address or an id to read the rest from.",
        )
    return said


def read(text: str | None) -> Any:
    """What was kept."""
    return None if text is None else json.loads(text)


def shown(value: Any) -> Any:
    """What people see: texts and numbers are hidden whose name says that they are private."""
    if isinstance(value, Mapping):
        return {key: _behind(key, one) for key, one in value.items()}
    return [shown(one) for one in value] if isinstance(value, list) else value


def unhidden(value: Any, before: Any) -> Any:
    """An input that was edited as it is seen, with what was hidden put back from the one before."""
    if value == HIDDEN:
        return value if isinstance(before, Mapping | list) else before
    if isinstance(value, Mapping) and isinstance(before, Mapping):
        return {key: unhidden(one, before[key]) if key in before else one for key, one in value.items()}
    if isinstance(value, list) and isinstance(before, list):
        return [unhidden(one, old) for one, old in zip(value, before, strict=False)] + value[len(before) :]
    return value


def _behind(key: object, value: Any) -> Any:
    is_private = isinstance(value, str | int | float) and not isinstance(value, bool) and value != ""
    return HIDDEN if is_private and _PRIVATE.search(str(key)) else shown(value)
