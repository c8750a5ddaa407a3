"""Says which setting is wrong, and what about it; never what it is, which may be a secret."""

from pydantic import ValidationError

from sayso.errors import InputError
from sayso.settings import Settings

REFERENCE = "docs/reference"


def wrong_settings(error: ValidationError) -> InputError | None:
    """The error for people; none when it is about something else than settings."""
    if error.title != Settings.__name__:
        return None
    found = error.errors(include_url=False, include_context=False, include_input=False)
    said = "; ".join(f"{_place(one['loc'])}: {_words(one['msg'])}" for one in found)
    return InputError(
        f"The settings cannot be used. {said}.", hint=f"Correct it and start again; see {REFERENCE}."
    )


def _place(path: tuple[int | str, ...]) -> str:
    name, *rest = path
    return f"SAYSO_{str(name).upper()}" + "".join(
        f"[{part}]" if isinstance(part, int) else f".{part}" for part in rest
    )


def _words(message: str) -> str:
    said = message.removeprefix("Value error, ")
    return said[:1].lower() + said[1:]
