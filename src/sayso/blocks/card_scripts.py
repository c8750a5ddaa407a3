"""Code of a custom card, as the script that a frame runs.

It is only translated, never bundled: nothing of this machine can get into it, and what it imports is found in
the frame, which has React and the app kit and no network.
"""

import re
import subprocess
from functools import lru_cache

from sayso.blocks.errors import DoesNotWorkError
from sayso.verifier.toolchain import esbuild

_TIMEOUT = 20
_PLACE = re.compile(r"^\s+<stdin>:(\d+):\d+:$", re.MULTILINE)
_WHAT = re.compile(r"\[ERROR\] (.+)$", re.MULTILINE)


@lru_cache(maxsize=128)
def script_of(code: str) -> str:
    """TSX as a module that browsers read; its ``default`` export draws the card.

    Raises:
        DoesNotWorkError: when it is no TSX; ``details["diagnostics"]`` name the place.
    """
    command = [
        str(esbuild()),
        "--loader=tsx",
        "--format=esm",
        "--target=es2022",
        "--jsx=automatic",
        "--charset=utf8",
        "--tsconfig-raw={}",
        "--log-level=error",
        "--color=false",
    ]
    done = subprocess.run(  # noqa: S603 - our own binary with fixed arguments
        command, input=code, capture_output=True, text=True, timeout=_TIMEOUT, check=False
    )
    if done.returncode != 0:
        place, what = _PLACE.search(done.stderr), _WHAT.search(done.stderr)
        line, reason = int(place[1]) if place else None, what[1] if what else "it cannot be read"
        raise DoesNotWorkError(
            f"The card cannot be drawn: {reason}" + (f" (line {line})" if line else ""),
            hint="Mend the code of the card.",
            details={"diagnostics": [_diagnostic(line, reason)]},
        )
    return done.stdout


def _diagnostic(line: int | None, reason: str) -> dict[str, str]:
    path = f"card.tsx:{line}" if line else "card.tsx"
    return {"code": "card-syntax", "level": "error", "path": path, "message": reason, "hint": ""}
