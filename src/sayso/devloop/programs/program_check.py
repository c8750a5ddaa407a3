"""What is wrong with a program before it is kept or run, as diagnostics."""

from collections.abc import Callable, Sequence

from sayso.sandbox import code_check
from sayso.sandbox.types import Entry
from sayso.spec.diagnostics import Diagnostic, Level

Check = Callable[[str, Entry], Sequence[Diagnostic]]
"""Finds what is wrong with code that is to be called in this way, all of it at once."""


def check_program(code: str, entry: Entry) -> tuple[Diagnostic, ...]:
    """Everything that stands in the way; ``path`` is ``program.py:LINE``, or the file itself."""
    return tuple(
        Diagnostic(
            code=f"program-{found.code.replace('_', '-')}",
            level=Level.ERROR,
            path="program.py" if found.line is None else f"program.py:{found.line}",
            message=found.message,
            hint=found.hint,
        )
        for found in code_check.check(code, entry)
    )
