"""How commands find the Sayso that runs on this home folder, and talk to it."""

import json
import os
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from sayso.errors import InputError, OperationError
from sayso.identity.tokens import secret_at

NOTE = "server.json"
LOCAL_TOKEN = "local.token"  # noqa: S105 - the name of a file


@dataclass(frozen=True, slots=True)
class RunningServer:
    """Where a Sayso listens, and which process it is."""

    pid: int
    host: str
    port: int
    home: str

    def save(self) -> None:
        """Leave a note for other commands."""
        note = Path(self.home) / NOTE
        fresh = note.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(asdict(self)))
        fresh.replace(note)

    def forget(self) -> None:
        """Take the note away."""
        (Path(self.home) / NOTE).unlink(missing_ok=True)

    @classmethod
    def find(cls, home: Path) -> "RunningServer | None":
        """The server of this home if it answers; a note that a crash left behind is passed over."""
        try:
            server = cls(**json.loads((home / NOTE).read_text()))
            server.call("GET", "/api/v1/modules", timeout=5)
        except (OSError, ValueError, TypeError, HTTPException, InputError, OperationError):
            return None
        return server

    def call(self, method: str, path: str, body: Any = None, *, timeout: float = 120) -> Any:
        """Call the API with this machine's token; a problem it reports becomes an error with its words."""
        content = self._ask(method, path, None if body is None else json.dumps(body), timeout)
        return json.loads(content) if content else None

    def download(self, path: str, *, timeout: float = 120) -> bytes:
        """The content at a path of the API."""
        return self._ask("GET", path, None, timeout)

    def _ask(self, method: str, path: str, body: str | None, timeout: float) -> bytes:
        connection = HTTPConnection(self.host, self.port, timeout=timeout)
        token = secret_at(Path(self.home) / LOCAL_TOKEN)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise _refusal(answer.status, content.decode(errors="replace"))
        return content


def _refusal(status: int, text: str) -> InputError | OperationError:
    try:
        problem = json.loads(text)
        message, hint = str(problem["detail"]), str(problem.get("hint") or "")
        details = {key: problem[key] for key in ("code", "diagnostics", "files", "plan") if key in problem}
    except (ValueError, KeyError, TypeError):
        return OperationError(f"The server answered {status}.", hint="Its log says more.")
    kind = InputError if status < 500 else OperationError
    return kind(message, hint=hint, details=details)
