"""Problems found in a spec or in what was made of it."""

from enum import StrEnum

from .model.base import Model


class Level(StrEnum):
    """How bad it is: an error blocks, a warning is shown, a hint suggests."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Diagnostic(Model):
    """One problem: where it is (``path`` such as ``entities.client.fields.name``) and the way out."""

    code: str
    level: Level
    path: str
    message: str
    hint: str = ""


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Whether anything blocks."""
    return any(d.level is Level.ERROR for d in diagnostics)


def as_details(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> dict[str, list[dict[str, str]]]:
    """The problems as plain data, in the form in which errors carry them."""
    return {"diagnostics": [diagnostic.to_json() for diagnostic in diagnostics]}
