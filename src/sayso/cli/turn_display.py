"""A turn of a conversation as the terminal shows it: words as they come, then what was changed."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from rich.console import Console
from rich.status import Status

_OVER = frozenset({"done", "failed", "cancelled"})
_DOING = {
    "turn": "Working on it",
    "decision": "Thinking about it",
    "edits": "Writing it down",
    "component": "Making {name}",
    "file": "Writing {path}",
    "verification": "Checking it",
}


def is_watched() -> bool:
    """Whether a person sees what is written."""
    return sys.stdout.isatty()


@dataclass
class Shown:
    """What became of a turn; ``message`` is the number of the reply, none where there is no reply."""

    ended: str = ""
    message: int | None = None
    last_event: int = 0


@dataclass
class Screen:
    """The terminal: what is said goes to standard output, what is being done stands in a line that goes."""

    console: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    is_live: bool = field(default_factory=is_watched)
    _status: Status | None = None
    _in_line: bool = False

    def doing(self, text: str) -> None:
        """Show what is being done; nothing where nobody watches."""
        if not self.is_live or self._in_line:
            return
        if self._status is None:
            self._status = self.console.status(text)
            self._status.start()
        else:
            self._status.update(text)

    def still(self) -> None:
        """Nothing is being done any more."""
        if self._status is not None:
            self._status.stop()
            self._status = None

    def piece(self, text: str) -> None:
        """The next piece of a reply."""
        self.still()
        self.console.print(clean(text), end="", markup=False)
        self._in_line = not text.endswith("\n")

    def line(self, text: str, style: str = "") -> None:
        """A line of its own."""
        self.still()
        if self._in_line:
            self.console.print()
            self._in_line = False
        self.console.print(clean(text), style=style, markup=False)


class Following:
    """Shows one turn from its events."""

    def __init__(self, screen: Screen, turn: int) -> None:
        self._screen = screen
        self._turn = turn
        self._said = ""

    def until_over(self, events: Iterator[tuple[int, Any]], shown: Shown) -> None:
        """Show events of the turn until it is over; ``shown`` keeps how far that is."""
        for number, event in events:
            shown.last_event = number
            kind, data = event["kind"], event["data"]
            if data.get("turn") != self._turn:
                continue
            self._show(kind, data)
            if kind in _OVER:
                shown.ended, shown.message = kind, data.get("message")
                self._screen.still()
                return

    def _show(self, kind: str, data: dict[str, Any]) -> None:
        screen = self._screen
        if kind in _DOING:
            named = {key: str(data.get(key, "")) for key in ("name", "path")}
            screen.doing(_DOING[kind].format(**named))
        match kind:
            case "reply":
                self._said += data["text"]
                screen.piece(data["text"])
            case "edits":
                for one in data.get("edits") or ():
                    screen.line(f"  + {one['sentence']}", "green")
            case "notice":
                screen.line(f"  ! {data['text']}", "yellow")
            case "verification":
                for found in data.get("diagnostics") or ():
                    if found["level"] != "hint":
                        screen.line(f"  {found['level']}: {found['message']}", "yellow")
            case "done" | "failed" | "cancelled":
                self._rest(str(data.get("text") or ""))

    def _rest(self, text: str) -> None:
        """What of the whole reply did not come piece by piece, such as the plan."""
        said = self._said.strip()
        rest = text.strip()
        if rest.startswith(said):
            rest = rest[len(said) :].strip()
        if rest:
            self._screen.line(rest)


def clean(text: str) -> str:
    """The text without characters that would steer the terminal."""
    return "".join(one for one in text if one.isprintable() or one in "\n\t")
