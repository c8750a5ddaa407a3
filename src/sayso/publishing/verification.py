"""Everything a revision has to pass before it is published."""

import asyncio
from collections.abc import Sequence

from sayso.compiler.draft import FileDraft
from sayso.compiler.migrations.transforms import Transform
from sayso.compiler.migrations.types import Choices
from sayso.errors import InputError
from sayso.publishing.errors import ProofFailedError
from sayso.publishing.types import Candidate, Prover
from sayso.runtime.bundle import Bundle, bundle
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, as_details, has_errors
from sayso.spec.model import AppSpec
from sayso.verifier.esbuild import BROKEN, BundleError
from sayso.verifier.typecheck import typecheck

_TYPED = (".ts", ".tsx")


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
        if isinstance(made, list):
            return None, made
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
    if made is None and has_errors(types):  # the type checker names other places better
        found = [one for one in found if one.code != BROKEN]
    found += types
    if made is None or has_errors(found):
        raise ProofFailedError(
            "What was made of this does not hold, so nothing was published.",
            hint="Take back what is named, or report it with the description.",
            details=as_details(found),
        )
    return made


def _bundled(drafts: Sequence[FileDraft], title: str) -> Bundle | list[Diagnostic]:
    """The bundle, or what keeps the files from fitting together, as an edit by hand may."""
    try:
        return bundle(drafts, title=title)
    except BundleError as error:
        return list(error.diagnostics)


async def _types(drafts: Sequence[FileDraft], earlier: Sequence[FileDraft]) -> list[Diagnostic]:
    """What the type checker finds; it is not asked again about the very same files."""
    texts = {draft.path: draft.text for draft in drafts if draft.path.endswith(_TYPED)}
    if texts == {draft.path: draft.text for draft in earlier if draft.path.endswith(_TYPED)}:
        return []
    return await asyncio.to_thread(typecheck, drafts)
