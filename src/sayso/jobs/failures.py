"""What is told of an error: its kind and where it came from, never its words, which may hold secrets."""

from traceback import extract_tb

from sayso.errors import AppError

DEEPEST = 12


def reason_of(error: BaseException) -> str:
    """Why something failed, for people; only errors of ours are told in their own words."""
    return error.message if isinstance(error, AppError) else type(error).__name__


def trace_of(error: BaseException) -> str:
    """The places it passed through, innermost last."""
    frames = extract_tb(error.__traceback__)[-DEEPEST:]
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames)
