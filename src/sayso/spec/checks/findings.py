"""Short ways to report a problem."""

from sayso.spec.diagnostics import Diagnostic, Level


def error(code: str, path: str, message: str, hint: str = "") -> Diagnostic:
    """Something that keeps the compiler from producing a correct application."""
    return Diagnostic(code=code, level=Level.ERROR, path=path, message=message, hint=hint)


def warning(code: str, path: str, message: str, hint: str = "") -> Diagnostic:
    """Something that works, but most likely not as meant."""
    return Diagnostic(code=code, level=Level.WARNING, path=path, message=message, hint=hint)


def suggestion(code: str, path: str, message: str, hint: str = "") -> Diagnostic:
    """Something worth a look."""
    return Diagnostic(code=code, level=Level.HINT, path=path, message=message, hint=hint)
