"""What a program raised, in words: where in its own file, and nothing of the files around it."""

import errno
import traceback
from types import TracebackType
from typing import Any

_LONGEST_MESSAGE = 4000
_MOST_FRAMES = 30
_SPENT = {errno.ENOMEM, errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EMFILE}
_THREADS = ("can't start new thread", "can't allocate lock")


def told(error: BaseException, name: str, step: str) -> dict[str, Any]:
    """The error as a frame shows it."""
    frames = [frame for frame in _frames(error.__traceback__) if frame.filename == name][-_MOST_FRAMES:]
    line = frames[-1].lineno if frames else None
    if isinstance(error, SyntaxError) and error.filename == name:
        line = error.lineno
    kind, message = type(error).__name__, _message(error)
    shown = "".join(traceback.format_list(frames))
    head = "Traceback (most recent call last):\n" if shown else ""
    return {
        "kind": kind,
        "message": message,
        "line": line,
        "trace": f"{head}{shown}{kind}: {message}",
        "step": step,
    }


def is_of_resources(error: BaseException) -> bool:
    """Whether it wanted more than it has, rather than being wrong."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, OSError):
        return error.errno in _SPENT
    return isinstance(error, RuntimeError) and str(error).startswith(_THREADS)


def _frames(trace: TracebackType | None) -> list[traceback.FrameSummary]:
    try:
        return list(traceback.extract_tb(trace))
    except Exception:  # noqa: BLE001 - hostile names of files and frames
        return []


def _message(error: BaseException) -> str:
    if isinstance(error, SyntaxError):
        return error.msg or "invalid syntax"
    try:
        said = str(error)[:_LONGEST_MESSAGE]
    except Exception:  # noqa: BLE001 - an error of the program's own, which may fail to say what it is
        return ""
    return said or ("It wants more memory than it may use." if isinstance(error, MemoryError) else "")
