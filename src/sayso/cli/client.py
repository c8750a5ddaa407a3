"""Talking to the Sayso that already runs on this home folder."""

import json
import os
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from sayso.errors import InputError, OperationError

FILE = "server.json"


@dataclass(frozen=True, slots=True)
class RunningServer:
    """Where a Sayso listens, and the token that lets this user's commands in."""

    pid: int
    host: str
    port: int
    token: str

    def save(self, home: Path) -> None:
        """Leave a note for other commands; readable by its owner only."""
        note = home / FILE
        fresh = note.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(asdict(self), file)
        fresh.replace(note)

    @classmethod
    def find(cls, home: Path) -> "RunningServer | None":
        """The server of this home if it answers; a note left behind by a crash is passed over."""
        try:
            server = cls(**json.loads((home / FILE).read_text()))
        except (OSError, ValueError, TypeError):
            return None
        return server if server.answers() else None

    @staticmethod
    def forget(home: Path) -> None:
        """Take the note away."""
        (home / FILE).unlink(missing_ok=True)

    def answers(self) -> bool:
        """Whether a Sayso answers there and knows the token."""
        try:
            self.call("GET", "/api/v1/modules", timeout=5)
        except (OSError, HTTPException, OperationError, InputError):
            return False
        return True

    def call(self, method: str, path: str, body: Any = None, *, timeout: float = 120) -> Any:
        """Call the API with the token; a problem it reports becomes an error with its words."""
        connection = HTTPConnection(self.host, self.port, timeout=timeout)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        if answer.status >= 400:
            raise _refusal(answer.status, text)
        return json.loads(text) if text else None


def _refusal(status: int, text: str) -> InputError | OperationError:
    try:
        problem = json.loads(text)
        message, hint = str(problem["detail"]), str(problem.get("hint") or "")
    except (ValueError, KeyError, TypeError):
        return OperationError(f"The server answered {status}.", hint="Its log says more.")
    return InputError(message, hint=hint) if status < 500 else OperationError(message, hint=hint)
