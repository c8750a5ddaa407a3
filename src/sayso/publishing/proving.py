"""Everything a revision has to pass before it is published."""

import asyncio
import re
from collections.abc import Sequence

from sayso.compiler.draft import FileDraft
from sayso.compiler.migrations.transforms import Transform
from sayso.compiler.migrations.types import Choices
from sayso.errors import InputError, MachineError, OperationError
from sayso.publishing.errors import ProofFailedError
from sayso.publishing.types import Candidate, Prover
from sayso.runtime.bundle import Bundle, bundle
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, Level, as_details, has_errors
from sayso.spec.model import AppSpec
from sayso.verifier.typecheck import typecheck

_TYPED = (".ts", ".tsx")
_PLACE = re.compile(r"^\s+(\S+:\d+:\d+):$", re.MULTILINE)
_SAID = re.compile(r"\[ERROR\] (.+)")
"""How esbuild tells of a problem: what it is, then where."""


class Together:
    """Several provers as one; they work at the same time."""

    def __init__(self, *provers: Prover) -> None:
        self._provers = provers

    async def prove(self, candidate: Candidate) -> Sequence[Diagnostic]:
        """What any of them finds."""
        found = await asyncio.gather(*(prover.prove(candidate) for prover in self._provers))
        return [diagnostic for one in found for diagnostic in one]


def demand_sound(spec: AppSpec) -> None:
    """Refuse a spec that cannot be built; ``details["diagnostics"]`` name each place."""
    problems = check(spec)
    if has_errors(problems):
        raise InputError("This application cannot be built yet.", details=as_details(problems))


async def proved(
    prover: Prover,
    before: AppSpec | None,
    after: AppSpec,
    drafts: Sequence[FileDraft],
    *,
    earlier: Sequence[FileDraft] = (),
    transforms: tuple[Transform, ...] = (),
    touched: frozenset[str] = frozenset(),
    reverse: tuple[Transform, ...] = (),
    choices: Choices | None = None,
) -> Bundle:
    """The bundle of files that hold and do what the spec says; files as they were ``earlier`` are known to.

    Raises:
        ProofFailedError: when they do not; ``details["diagnostics"]`` say where.
    """

    async def bundled_and_tried() -> tuple[Bundle | None, list[Diagnostic]]:
        made = await asyncio.to_thread(_bundled, drafts, after.name)
        if isinstance(made, Diagnostic):
            return None, [made]
        candidate = Candidate(
            before,
            after,
            transforms,
            drafts,
            made,
            touched,
            reverse=reverse,
            choices=choices or {},
        )
        return made, list(await prover.prove(candidate))

    (made, found), types = await asyncio.gather(bundled_and_tried(), _types(drafts, earlier))
    if made is None and has_errors(types):
        found = []  # the type checker names the places better
    found += types
    if made is None or has_errors(found):
        raise ProofFailedError(
            "What was made of this does not hold, so nothing was published.",
            hint="Take back what is named, or report it with the description.",
            details=as_details(found),
        )
    return made


def _bundled(drafts: Sequence[FileDraft], title: str) -> Bundle | Diagnostic:
    """The bundle, or what keeps the files from fitting together, as an edit by hand may."""
    try:
        return bundle(drafts, title=title)
    except MachineError:
        raise
    except OperationError as error:
        said = str(error.details.get("output", ""))
        place, problem = _PLACE.search(said), _SAID.search(said)
        return Diagnostic(
            code="bundle-failed",
            level=Level.ERROR,
            path=place[1] if place else "src/main.tsx",
            message=problem[1] if problem else error.message,
            hint=error.hint,
        )


async def _types(drafts: Sequence[FileDraft], earlier: Sequence[FileDraft]) -> list[Diagnostic]:
    """What the type checker finds; it is not asked again about the very same files."""
    texts = {draft.path: draft.text for draft in drafts if draft.path.endswith(_TYPED)}
    if texts == {draft.path: draft.text for draft in earlier if draft.path.endswith(_TYPED)}:
        return []
    return await asyncio.to_thread(typecheck, drafts)
