"""What went wrong with a try, sorted by what helps: waiting, another model, or a person."""

import re
from dataclasses import dataclass
from typing import Any

from sayso.llm.providers import Target
from sayso.llm.types import CallOutcome

_KEYS = re.compile(
    r"(?i)\bbearer\s+\S+|\b(?:sk|pk|rk|gsk|xai|key|api[-_]?key)[-_][\w*.…-]{4,}|\b[\w-]*\*{3,}[\w-]*|\bAIza[\w-]{10,}"
)
_LONGEST = 200
_TOO_LONG = re.compile(
    r"(?i)exceeds? the (?:available|maximum) context|maximum context length|context window"
)
"""How llama.cpp, vLLM and gateways say it; pydantic-ai knows OpenAI's and Anthropic's way."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a try gave no reply.

    ``reason`` is a clause about the model for people. ``is_passing`` says that the same request may succeed
    later, ``is_garbled`` that another try may be luckier, ``is_shape`` that the server may only have disliked
    how the shape of the reply was asked for, ``is_free`` that no provider charges for this. ``wait`` are the
    seconds that the server asked for.
    """

    outcome: CallOutcome
    reason: str
    is_passing: bool = False
    is_garbled: bool = False
    is_shape: bool = False
    is_free: bool = False
    wait: float | None = None


class ReplyTooLongError(Exception):
    """A server sent more than any reply may be."""


class ShownError(Exception):
    """Whoever was shown a piece of the reply could not take it; ``reason`` is their own error."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


class CutOffError(Exception):
    """A stream ended in order, but in the middle of the reply."""


def cleaned(text: object, *secrets: str) -> str:
    """A foreign text as one short line without control characters, and without anything like a key."""
    line = str(text)[: 20 * _LONGEST]
    for secret in secrets:
        if secret:
            line = line.replace(secret, "…")
    line = _KEYS.sub("…", " ".join("".join(c if c.isprintable() else " " for c in line).split()))
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def fault_of(error: BaseException, target: Target, seconds: float) -> Fault:
    """What this error means; ``seconds`` is how long a try may take."""
    import httpx2
    from pydantic_ai import exceptions as ai

    if any(isinstance(cause, ReplyTooLongError) for cause in _causes(error)):
        return Fault(CallOutcome.FAILED, "sent a reply that is longer than any reply may be")
    if isinstance(error, ai.ModelHTTPError):
        return _status_fault(error, target)
    if isinstance(error, TimeoutError | ai.ModelTimeoutError | httpx2.TimeoutException):
        reason = f"did not finish within {seconds:g} seconds"
        return Fault(CallOutcome.TIMED_OUT, reason, is_passing=True)
    if isinstance(error, ai.ModelConnectionError):
        is_early = error.phase not in {"write", "read"}
        cause = cleaned(_causes(error)[-1], target.key)
        reason = f"cannot be reached ({cause})" if is_early else "lost the connection"
        return Fault(CallOutcome.UNREACHABLE, reason, is_passing=True, is_free=is_early)
    if isinstance(error, CutOffError | httpx2.TransportError) or "without a `finish_reason`" in str(error):
        return Fault(CallOutcome.UNREACHABLE, "lost the connection", is_passing=True)
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol | UnicodeError):
        name = target.provider.name
        reason = f"cannot be asked: look at the address and the key of the provider {name}"
        return Fault(CallOutcome.FAILED, reason, is_free=True)
    if isinstance(error, ai.ModelAPIError):
        reason = f"failed: {cleaned(_message(error.body) or error, target.key)}"
        return Fault(CallOutcome.FAILED, reason, is_passing=True)
    reason = f"sent something that is no reply ({cleaned(type(error).__name__)})"
    return Fault(CallOutcome.FAILED, reason, is_passing=True)


def _status_fault(error: Any, target: Target) -> Fault:
    from pydantic_ai import exceptions as ai

    status = error.status_code
    said = cleaned(_message(error.body), target.key)
    told = f" ({status}: {said})" if said else f" ({status})"
    name = target.provider.name
    if status in {401, 403}:
        reason = f"was refused by {name}{told}: set a valid API key for the provider {name}"
        return Fault(CallOutcome.FAILED, reason, is_free=True)
    if isinstance(error, ai.ModelQuotaExceededError):
        reason = f"has no credit left at {name}{told}: look at the provider's billing"
        return Fault(CallOutcome.RATE_LIMITED, reason, is_free=True)
    if status == 429:
        reason = f"has too many requests{told}"
        return Fault(
            CallOutcome.RATE_LIMITED, reason, is_passing=True, is_free=True, wait=_wait(error.retry_after)
        )
    if status == 404:
        reason = f"does not exist at {name}{told}: look at the name of the model and the provider's address"
        return Fault(CallOutcome.FAILED, reason, is_free=True)
    is_too_long = status == 413 or (status == 400 and _TOO_LONG.search(said) is not None)
    if is_too_long or isinstance(error, ai.ModelContextWindowExceededError):
        return Fault(CallOutcome.FAILED, f"finds the request too long{told}", is_free=True)
    if status == 408 or status >= 500:
        return Fault(
            CallOutcome.FAILED, f"failed{told}", is_passing=True, is_free=True, wait=_wait(error.retry_after)
        )
    return Fault(
        CallOutcome.FAILED, f"refused the request{told}", is_shape=status in {400, 422}, is_free=True
    )


def _wait(seconds: float | None) -> float | None:
    return None if seconds is None else max(0.0, seconds)


def _message(body: object) -> str:
    """What an error says; only this one field of it, wherever providers put it."""
    if isinstance(body, dict):
        inner = body.get("error", body)
        said = inner.get("message") if isinstance(inner, dict) else inner
        return said if isinstance(said, str) else ""
    return body if isinstance(body, str) else ""


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found
