"""Asks services of Sayso's own over the one way out; each request has a connection of its own."""

import http.client
import json
import socket
from collections.abc import Mapping
from typing import Any


class OwnError(Exception):
    """A service refused; ``status`` is that of HTTP, ``code`` says which problem it is."""

    def __init__(self, message: str, status: int, code: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


class RowsError(OwnError):
    """A module refused, or has no such rows."""


def ask(
    egress: str,
    host: str,
    path: str,
    method: str = "GET",
    *,
    body: Any = None,
    headers: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """The status and the body that a service answers; ``body`` is sent as JSON."""
    sent = {"Host": host, **(headers or {})}
    data = None
    if body is not None:
        data = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        sent["Content-Type"] = "application/json"
    connection = _Connection(egress, host)
    try:
        connection.request(method, f"http://{host}/{path}", data, sent)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def problem(body: bytes, otherwise: str) -> tuple[str, str]:
    """What a refusal says in words, with the way out where something was not granted, and its code."""
    try:
        said = json.loads(body)
        words, code = str(said.get("detail") or said.get("title") or said), str(said.get("code") or "")
        return (f"{words} {said['hint']}" if code == "denied" and said.get("hint") else words), code
    except (ValueError, AttributeError):
        return otherwise, ""


class _Connection(http.client.HTTPConnection):
    def __init__(self, path: str, host: str) -> None:
        super().__init__(host, timeout=60)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)
