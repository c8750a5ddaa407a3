"""``ctx``: what a program is given besides its input."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .rows import Rows


class Ctx:
    """Rows of modules, names of secrets, the time and a log."""

    def __init__(self, asked: Mapping[str, Any], egress: str | None) -> None:
        self.input = asked.get("input")
        self.now: str = asked.get("now") or datetime.now(UTC).isoformat(timespec="seconds")
        self.time_zone: str = asked.get("time_zone") or "UTC"
        self._egress = egress

    def rows(self, module: str) -> Rows:
        """The rows of a module, by its slug."""
        return Rows(module, self._egress)

    def secret(self, name: str) -> str:
        """What stands for a secret in headers and query values; its value is put in outside."""
        return "{{secret:" + str(name) + "}}"

    def log(self, text: object) -> None:
        """Write a line of output."""
        sys.stdout.write(f"{text}\n")
