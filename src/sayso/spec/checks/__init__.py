"""Everything that can be wrong with a spec, said all at once.

One module for each family of problems; each has ``check(index)`` and reports ``Diagnostic``s with a code of
``CODES``. An error means that no correct application can be compiled; a warning, that it will most likely
not be what was meant; a hint, that something is worth a look."""

from collections.abc import Callable, Iterator

from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

from . import (
    clashes,
    components,
    disclosure,
    document,
    duplicates,
    expressions,
    fields,
    flows,
    identity,
    pages,
    permissions,
    public,
    relationships,
    reports,
    reserved,
)
from .codes import CODES

__all__ = ["CHECKS", "CODES", "check"]

CHECKS: tuple[Callable[[SpecIndex], Iterator[Diagnostic]], ...] = (
    document.check,
    identity.check,
    duplicates.check,
    clashes.check,
    reserved.check,
    relationships.check,
    fields.check,
    expressions.check,
    flows.check,
    components.check,
    pages.check,
    permissions.check,
    public.check,
    reports.check,
    disclosure.check,
)
_ORDER = {Level.ERROR: 0, Level.WARNING: 1, Level.HINT: 2}


def check(spec: AppSpec | SpecIndex) -> tuple[Diagnostic, ...]:
    """All problems of a spec, the worst first, then by place; each once, in the same order every time."""
    index = spec if isinstance(spec, SpecIndex) else SpecIndex(spec)
    found = {diagnostic for run in CHECKS for diagnostic in run(index)}
    return tuple(sorted(found, key=lambda d: (_ORDER[d.level], d.path, d.code, d.message)))
