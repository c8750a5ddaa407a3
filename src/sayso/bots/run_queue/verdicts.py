"""What an outcome of the sandbox means for a run, in words for people."""

from dataclasses import dataclass
from typing import Any, Literal

from sayso.bots.run_queue.values import MOST_OUTPUT, kept
from sayso.devloop.programs.analysis import analyse
from sayso.errors import AppError, InputError
from sayso.jobs.failures import reason_of
from sayso.sandbox.types import Ending, Outcome, ProgramError

WAITING = {"Waiting", "Lost"}
"""Kinds of errors with which a program stops that waits for a person, or went on although it should wait."""
_OWN_WORDS = {"Exception", "RuntimeError", "ValueError", "AssertionError", "LookupError"}
"""Errors that programs raise in words that were meant for people."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an attempt ended. ``error`` is for people, ``detail`` for who mends the program. Seconds."""

    ending: Literal["success", "failed", "timed_out", "waiting"]
    output: str | None = None
    error: str = ""
    detail: str = ""
    trace: str = ""
    seconds: float = 0.0


def verdict_of(outcome: Outcome, code: str) -> Verdict:
    """What became of a program that ran."""
    if outcome.ok:
        return _success(outcome)
    error = outcome.error or ProgramError("Ended", "It ended without a word.")
    if outcome.ending is Ending.ERROR and error.kind in WAITING:
        return Verdict("waiting", seconds=outcome.seconds)
    place = f" (line {error.line})" if error.line else ""
    return Verdict(
        "timed_out" if outcome.ending is Ending.TIMED_OUT else "failed",
        error=storable(_said(outcome, error, code)),
        detail=storable(f"{error.kind}: {error.message}{place}"),
        trace=storable(error.trace),
        seconds=outcome.seconds,
    )


def verdict_against(error: Exception) -> Verdict:
    """What it means that a program could not be run."""
    hint = error.hint if isinstance(error, AppError) else ""
    reason = reason_of(error)
    said = (
        " ".join(filter(None, [reason, hint]))
        if isinstance(error, AppError)
        else f"It could not be run ({reason})."
    )
    return Verdict("failed", error=said, detail=said)


def storable(text: str) -> str:
    """A text that the database takes: no zero characters, and no halves of characters."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _success(outcome: Outcome) -> Verdict:
    try:
        output = kept(outcome.result)
    except InputError:
        said = "What it gave back is no JSON."
        return Verdict("failed", error=said, detail=said, seconds=outcome.seconds)
    size = len(output.encode())
    if size > MOST_OUTPUT:
        said = f"What it gave back is {size:,} bytes long; {MOST_OUTPUT:,} are kept. Give back less."
        return Verdict("failed", error=said, detail=said, seconds=outcome.seconds)
    return Verdict("success", output, seconds=outcome.seconds)


def _said(outcome: Outcome, error: ProgramError, code: str) -> str:
    """What people read: what the program says itself, where that was meant for them."""
    message = error.message.strip()
    is_raised = f"raise {error.kind}" in code and outcome.ending is Ending.ERROR
    if message and is_raised and error.kind in _OWN_WORDS:
        return message[:_LONGEST]
    problem: Any = analyse(outcome, code)
    return problem.message if problem is not None else message[:_LONGEST]
