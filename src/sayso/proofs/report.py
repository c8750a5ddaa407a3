"""What was proved of a revision, for people and for programs."""

from dataclasses import dataclass, field
from typing import Any

from sayso.proofs.findings import Findings
from sayso.spec.diagnostics import Diagnostic, has_errors

_KINDS = {
    "rows": ("step in the life of a row", "steps in the lives of rows"),
    "permissions": ("cell of the permission matrix", "cells of the permission matrix"),
    "fields": ("field of a row", "fields of rows"),
    "sites": ("reach for another site", "reaches for another site"),
    "transitions": ("move between states", "moves between states"),
    "leaks": ("question about hidden values", "questions about hidden values"),
    "uses": ("call of what is published", "calls of what is published"),
    "migrations": ("way between revisions", "ways between revisions"),
    "migrated rows": ("row taken there and back", "rows taken there and back"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of all proofs of a revision.

    ``proved`` are entities tried now, ``carried`` those whose proofs stand from before. ``way`` says whether
    the way from the revision before was tried (``proved``), stands (``carried``), or changes nothing
    (``none``).
    """

    proved: tuple[str, ...]
    carried: tuple[str, ...]
    way: str
    findings: Findings = field(default_factory=Findings)
    seconds: float = 0.0

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What does not hold, and what could not be proved."""
        return self.findings.diagnostics

    @property
    def holds(self) -> bool:
        """Whether nothing speaks against publishing."""
        return not has_errors(self.diagnostics)

    @property
    def sentences(self) -> list[str]:
        """The report as a person reads it."""
        found = [self._outcome()]
        for kind, (one, many) in _KINDS.items():
            permitted, refused = self.findings.permitted[kind], self.findings.refused[kind]
            tried = permitted + refused
            if tried:
                found.append(f"{tried} {one if tried == 1 else many} tried: {_split(permitted, refused)}.")
        if self.carried:
            found.append(f"Carried over, as nothing they stand on changed: {', '.join(self.carried)}.")
        if self.way == "proved":
            found.append("The tables were led from the revision before to this one and back.")
        found += [f"Not proved: {path}. {why}" for path, why in sorted(self.findings.open.items())]
        found += [f"{diagnostic.path}: {diagnostic.message}" for diagnostic in self.diagnostics]
        return found

    def to_json(self) -> dict[str, Any]:
        """The report as plain data; kept with the revision."""
        return {
            "holds": self.holds,
            "proved": list(self.proved),
            "carried": list(self.carried),
            "way": self.way,
            "seconds": round(self.seconds, 3),
            "tried": {
                kind: {
                    "permitted": self.findings.permitted[kind],
                    "refused": self.findings.refused[kind],
                }
                for kind in _KINDS
                if self.findings.permitted[kind] + self.findings.refused[kind]
            },
            "open": dict(sorted(self.findings.open.items())),
            "diagnostics": [diagnostic.to_json() for diagnostic in self.diagnostics],
            "sentences": self.sentences,
        }

    def _outcome(self) -> str:
        failed = sum(diagnostic.level.value == "error" for diagnostic in self.diagnostics)
        if failed:
            return f"{failed} {'thing does' if failed == 1 else 'things do'} not hold."
        return "Everything that was tried held."


def _split(permitted: int, refused: int) -> str:
    parts = [f"{permitted} let through as they should be"] if permitted else []
    parts += [f"{refused} refused as they should be"] if refused else []
    return ", ".join(parts)
