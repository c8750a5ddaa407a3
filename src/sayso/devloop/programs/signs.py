"""What a run left behind that tells why it failed, gathered in one place for the rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sayso.devloop.programs.fields import keys_of, near
from sayso.devloop.programs.phrases import inner
from sayso.sandbox.types import Ending, Outcome, RequestRecord

_QUOTED = re.compile(r"['\"]([^'\"\n]{1,80})['\"]")
_NOT_IN_INDEX = re.compile(r"\[(?P<names>[^\]]*)\][^\[]*(?:not in index|not found|in the \[)")
_NO_ATTRIBUTE = re.compile(r"object has no attribute ['\"](?P<name>[^'\"]{1,80})['\"]")
_MODULE = re.compile(r"(?:No module named|cannot import name|`?Import) ['\"“]?(?P<name>[A-Za-z][\w.]{0,80})")


@dataclass(frozen=True, slots=True)
class Signs:
    """The error, the last request, and what of the data is known.

    ``kind`` is the class of the error without its module, ``line_text`` the line of code it came from,
    ``request`` the last request, ``data`` what the failing step was given, as far as it is known.
    """

    ending: Ending
    kind: str = ""
    message: str = ""
    line: int | None = None
    line_text: str = ""
    step: str = ""
    request: RequestRecord | None = None
    seconds: float = 0.0
    data: Any = None
    content_type: str = ""
    keys: tuple[str, ...] = field(default=())

    @property
    def status(self) -> int | None:
        """The status of the last request, if it was answered."""
        return self.request.status if self.request else None

    @property
    def refusal(self) -> str:
        """Why the last request was not let through."""
        return self.request.refusal if self.request else ""

    @property
    def field(self) -> str:
        """The field that was looked for in vain."""
        for pattern in (_NO_ATTRIBUTE, _NOT_IN_INDEX):
            if found := pattern.search(self.message):
                quoted = _QUOTED.search(found[0].replace("object has no attribute", ""))
                return quoted[1] if quoted else ""
        if self.kind == "KeyError":
            return self.message.strip().strip("'\"")[:80]
        quoted = _QUOTED.search(self.message)
        return quoted[1] if quoted else ""

    @property
    def similar(self) -> tuple[str, ...]:
        """Fields that are there, the likeliest first."""
        return near(self.field, self.keys)

    def words(self) -> Mapping[str, object]:
        """What sentences of rules may speak of."""
        module = _MODULE.search(self.message)
        said = _one_line(self.message, 300).removeprefix("<urlopen error ").removesuffix(">")
        return {
            "host": self.request.host if self.request else "the host",
            "path": self.request.path if self.request else "",
            "method": self.request.method if self.request else "GET",
            "status": self.status or "",
            "refusal": self.refusal.rstrip("."),
            "refusal_inner": inner(self.refusal),
            "message": said.rstrip("."),
            "message_inner": inner(said),
            "kind": self.kind or "error",
            "field": self.field,
            "similar": ", ".join(f"“{name}”" for name in self.similar),
            "keys": ", ".join(f"“{name}”" for name in self.keys[:20]),
            "line": self.line or "?",
            "line_text": self.line_text,
            "step": f"{self.step}()" if self.step else "the program",
            "seconds": _seconds(self.seconds),
            "module": module["name"] if module else "a package",
            "content_type": self.content_type or "something else",
        }


def signs_of(outcome: Outcome, code: str, facts: Mapping[str, Any]) -> Signs:
    """The signs of a run that failed; ``facts`` are those of its task."""
    error = outcome.error
    lines = code.splitlines()
    line = error.line if error else None
    data = next((step.sample for step in reversed(outcome.steps) if step.sample is not None), None)
    known = data if data is not None else facts.get("sample")
    return Signs(
        ending=outcome.ending,
        kind=error.kind.rpartition(".")[2] if error else "",
        message=error.message if error else "",
        line=line,
        line_text=lines[line - 1].strip()[:200] if line and 0 < line <= len(lines) else "",
        step=error.step if error else "",
        request=outcome.requests[-1] if outcome.requests else None,
        seconds=outcome.seconds,
        data=known,
        content_type=str(facts.get("content_type") or ""),
        keys=keys_of(known),
    )


def _seconds(seconds: float) -> str:
    whole = round(seconds)
    return "1 second" if whole == 1 else f"{whole} seconds"


def _one_line(text: str, most: int) -> str:
    return " ".join(text.split())[:most]
