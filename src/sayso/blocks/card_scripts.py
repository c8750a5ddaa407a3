"""Code of a custom card, as the script that a frame runs.

It is only translated, never bundled: nothing of this machine can get into it, and what it imports is found in
the frame, which has React and the app kit and no network.
"""

import re
from functools import lru_cache

from sayso.blocks.errors import DoesNotWorkError
from sayso.verifier.esbuild import BundleError, translated
from sayso.verifier.toolchain import kit

_NAME = "card.tsx"
_PLACE = re.compile(rf"{re.escape(_NAME)}:(\d+)")


@lru_cache(maxsize=128)
def script_of(code: str) -> str:
    """TSX as a module that browsers read; its ``default`` export draws the card.

    Raises:
        DoesNotWorkError: when it is no TSX; ``details["diagnostics"]`` name the place.
    """
    try:
        return translated(code, _NAME, kit().imports)
    except BundleError as error:
        first = error.diagnostics[0]
        place = _PLACE.match(first.path)
        line = int(place[1]) if place else None
        raise DoesNotWorkError(
            f"The card cannot be drawn: {first.message}" + (f" (line {line})" if line else ""),
            hint="Mend the code of the card.",
            details={"diagnostics": [_diagnostic(line, first.message)]},
        ) from error


def _diagnostic(line: int | None, reason: str) -> dict[str, str]:
    path = f"{_NAME}:{line}" if line else _NAME
    return {"code": "card-syntax", "level": "error", "path": path, "message": reason, "hint": ""}
