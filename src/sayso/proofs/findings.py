"""What proofs found: how much was tried, what held, and a diagnostic for each thing that did not."""

from collections import Counter
from dataclasses import dataclass, field

from sayso.spec.diagnostics import Diagnostic, Level

REFUSED_HINT = "Nothing was published. Please report it with the description: what was generated is at fault."


@dataclass(slots=True)
class Findings:
    """Counts by kind of proof, and what did not hold; the same place is reported once for each code."""

    permitted: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    open: dict[str, str] = field(default_factory=dict)
    """What could not be tried, by the element's path, and why."""
    _found: dict[tuple[str, str], Diagnostic] = field(default_factory=dict)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Everything that did not hold."""
        return tuple(self._found.values())

    def fail(self, code: str, path: str, message: str, hint: str = REFUSED_HINT) -> None:
        """Something is not as the spec says."""
        known = Diagnostic(code=code, level=Level.ERROR, path=path, message=message, hint=hint)
        self._found.setdefault((code, path), known)

    def warn(self, code: str, path: str, message: str, hint: str = "") -> None:
        """Something could not be proved."""
        known = Diagnostic(code=code, level=Level.WARNING, path=path, message=message, hint=hint)
        self._found.setdefault((code, path), known)

    def expect(
        self, kind: str, *, allowed: bool, was_allowed: bool, code: str, path: str, message: str
    ) -> None:
        """Count one attempt, and report it where it went otherwise than the spec says."""
        if allowed != was_allowed:
            self.fail(code, path, message)
        elif allowed:
            self.permitted[kind] += 1
        else:
            self.refused[kind] += 1
