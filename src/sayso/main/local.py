"""How commands find the Sayso that runs on this home folder, and talk to its API."""

import json
import os
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from sayso.errors import InputError, OperationError
from sayso.identity.authentication.tokens import secret_at

NOTE = "server.json"
PAGE = 200
LOCAL_TOKEN = "local.token"  # noqa: S105 - the name of a file
_RETRIES, _RETRY_SECONDS = 5, 0.5
_SILENT_SECONDS = 60.0
"""Longer than the server is ever silent: it sends a comment every 15 seconds."""
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

    def upload(self, path: str, name: str, data: bytes, *, timeout: float = 600) -> Any:
        """Send a file as a form does; what the API answers."""
        mark = uuid4().hex
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
        return json.loads(self._content("POST", path, body, timeout, f"multipart/form-data; boundary={mark}"))

    def _content(
        self,
        method: str,
        path: str,
        body: str | bytes | None,
        timeout: float,
        media_type: str = "application/json",
    ) -> bytes:
        headers = {"Content-Type": media_type} if body is not None else {}
        if self.agency:
            headers["Sayso-Agency"] = self.agency
        status, content = self._ask(method, path, body, headers, timeout)
        if status >= 400:
            raise _refusal(status, content.decode(errors="replace"))
        return content

    @abstractmethod
    def _ask(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str], timeout: float
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

    def follow(self, path: str, after: int = 0) -> Iterator[tuple[int, Any]]:
        """The server-sent events at a path of the API, each with its id, from behind ``after`` on.

        A stream that breaks off is taken up again where it was; one that cannot be is an error.
        """
        failures = 0
        while failures < _RETRIES:
            try:
                for number, event in self._events(path, after):
                    yield number, event
                    after, failures = number, 0
            except (OSError, HTTPException):
                pass
            failures += 1
            time.sleep(_RETRY_SECONDS * failures)
        raise OperationError(
            f"Sayso does not answer on port {self.port} any more.", hint="It was stopped, or it is very busy."
        )

    def _events(self, path: str, after: int) -> Iterator[tuple[int, Any]]:
        connection = HTTPConnection(_ANY.get(self.host, self.host), self.port, timeout=_SILENT_SECONDS)
        token = secret_at(Path(self.home) / LOCAL_TOKEN)
        headers = {"Authorization": f"Bearer {token}", "Last-Event-ID": str(after)}
        if self.agency:
            headers["Sayso-Agency"] = self.agency
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            if answer.status >= 400:
                raise _refusal(answer.status, answer.read().decode(errors="replace"))
            number = after
            for raw in answer:
                name, _, value = raw.decode().rstrip("\n").partition(": ")
                if name == "id":
                    number = int(value)
                elif name == "data":
                    yield number, json.loads(value)
        finally:
            connection.close()

    def _ask(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str], timeout: float
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
