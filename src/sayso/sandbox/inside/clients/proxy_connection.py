"""The way to the proxy, and what it says when there is none."""

import json
import os
import socket
from typing import Any
from urllib.parse import unquote

MARK = "sayso-egress"
CLOSED = (
    "This program may not reach the network. Let it reach the hosts that it needs, "
    "or read rows of modules with ctx.rows."
)
_WHY_SECONDS = 2.0
_AT_ONCE = 65_536


class _Way:
    path: str | None = None


def turn_to(path: str | None) -> None:
    """From now on the proxy is there."""
    _Way.path = path


def key() -> tuple[int, str]:
    """What connections that are kept belong to: a process, and a path."""
    if _Way.path is None:
        raise ConnectionRefusedError(CLOSED)
    return os.getpid(), _Way.path


class Line(socket.socket):
    """A connection to the proxy; where it breaks off in the middle of an answer it says why."""

    def recv(self, *given: Any) -> bytes:
        """As sockets do."""
        data = super().recv(*given)
        if not data:
            complain()
        return data

    def recv_into(self, *given: Any) -> int:
        """As sockets do."""
        count = super().recv_into(*given)
        if not count:
            complain()
        return count


def connected(timeout: float | None = None) -> Line:
    """A connection to the proxy; raises ``OSError`` where there is no way."""
    path = key()[1]
    line = Line(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(timeout)
        line.connect(path)
    except BaseException:
        line.close()
        raise
    return line


def complain() -> None:
    """Raise what the proxy cut an answer off for, if it did just now."""
    said = cut()
    if said:
        raise ConnectionAbortedError(said)


def cut() -> str:
    """Why the proxy cut an answer off; nothing where it did not."""
    if _Way.path is None:
        return ""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.settimeout(_WHY_SECONDS)
            line.connect(_Way.path)
            line.sendall(
                b"GET http://egress.sayso/cut HTTP/1.1\r\nhost: egress.sayso\r\nconnection: close\r\n\r\n"
            )
            answer = b""
            while piece := line.recv(_AT_ONCE):
                answer += piece
        return in_words(answer.partition(b"\r\n\r\n")[2].decode())[1]
    except (OSError, ValueError):
        return ""


def refusal(header: str | None) -> tuple[str, str] | None:
    """The code and the words of a refusal, as the header of an answer has it."""
    return in_words(unquote(header)) if header else None


def in_words(text: str) -> tuple[str, str]:
    """The code of a problem, and what it says with the way out."""
    if not text:
        return "", ""
    problem = json.loads(text)
    return problem["code"], f"{problem['detail']} {problem['hint']}".strip()
