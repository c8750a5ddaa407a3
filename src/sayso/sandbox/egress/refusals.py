"""What a program is told where its request got no answer from outside."""

import json

MARK = "sayso-egress"
"""Header of answers that the proxy itself gives, with the code; no source can send it."""


class RefusedError(Exception):
    """A request that went nowhere, or came to nothing: ``detail`` says why, ``hint`` the way out."""

    def __init__(self, status: int, code: str, detail: str, hint: str = "") -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.hint = hint

    def body(self) -> bytes:
        """The refusal as a JSON problem."""
        return json.dumps({"detail": self.detail, "hint": self.hint, "code": self.code}).encode()


def not_allowed(code: str, detail: str, hint: str = "") -> RefusedError:
    """A request that the program may not make."""
    return RefusedError(403, code, detail, hint)


def malformed(detail: str, hint: str = "") -> RefusedError:
    """A request that cannot be read."""
    return RefusedError(400, "malformed", detail, hint)


def too_long() -> RefusedError:
    """A request that says too much before its body."""
    return RefusedError(431, "too_long", "The headers of the request are too long.", "Send fewer of them.")


def failed(code: str, detail: str, hint: str = "") -> RefusedError:
    """A request that the source did not answer, or not in words that can be read."""
    return RefusedError(504 if code == "timed_out" else 502, code, detail, hint)
