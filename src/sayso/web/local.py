"""How commands find the Sayso that runs on this home folder, and talk to its API."""

import json
import os
from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sayso.errors import InputError, OperationError
from sayso.identity.signing_in.tokens import secret_at

NOTE = "server.json"
PAGE = 200
LOCAL_TOKEN = "local.token"  # noqa: S105 - the name of a file
_ANY = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - not bound, but where one bound so is reached


class Caller(ABC):
    """Calls the API with the token of this machine; ``agency`` names one where the oldest is not meant."""

    agency: str

    def call(self, method: str, path: str, body: Any = None, *, timeout: float = 120) -> Any:
        """What the API answers; a problem it reports becomes an error with its words."""
        content = self._content(method, path, None if body is None else json.dumps(body), timeout)
        return json.loads(content) if content else None

    def all(self, path: str, *, most: int | None = None) -> list[Any]:
        """Every item of a list that the API gives in pages, or the first ones."""
        joint, items, cursor = "&" if "?" in path else "?", list[Any](), ""
        while True:
            page = self.call("GET", f"{path}{joint}limit={PAGE}{cursor}")
            items += page["items"]
            if page["next_cursor"] is None or (most is not None and len(items) >= most):
                return items[:most]
            cursor = f"&cursor={quote(page['next_cursor'], safe='')}"

    def download(self, path: str, *, timeout: float = 120) -> bytes:
        """The content at a path of the API."""
        return self._content("GET", path, None, timeout)

    def _content(self, method: str, path: str, body: str | None, timeout: float) -> bytes:
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if self.agency:
            headers["Sayso-Agency"] = self.agency
        status, content = self._ask(method, path, body, headers, timeout)
        if status >= 400:
            raise _refusal(status, content.decode(errors="replace"))
        return content

    @abstractmethod
    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        """The status and the content of the answer."""


@dataclass(frozen=True)
class RunningServer(Caller):
    """Where a Sayso listens, and which process it is."""

    pid: int
    host: str
    port: int
    home: str
    agency: str = ""

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

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str], timeout: float
    ) -> tuple[int, bytes]:
        connection = HTTPConnection(_ANY.get(self.host, self.host), self.port, timeout=timeout)
        token = secret_at(Path(self.home) / LOCAL_TOKEN)
        try:
            connection.request(method, path, body, {"Authorization": f"Bearer {token}", **headers})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, HTTPException) as error:
            raise OperationError(
                f"Sayso does not answer on port {self.port}.", hint="It was stopped, or it is very busy."
            ) from error
        finally:
            connection.close()


def _refusal(status: int, text: str) -> InputError | OperationError:
    try:
        problem = json.loads(text)
        message, hint = str(problem["detail"]), str(problem.get("hint") or "")
        details = {key: problem[key] for key in ("code", "diagnostics", "files", "plan") if key in problem}
    except (ValueError, KeyError, TypeError):
        return OperationError(f"The server answered {status}.", hint="Its log says more.")
    kind = InputError if status < 500 else OperationError
    return kind(message, hint=hint, details=details)
