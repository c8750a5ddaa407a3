"""Everything a revision has to pass before it is published."""

import asyncio
from collections.abc import Sequence

from sayso.compiler.draft import FileDraft
from sayso.compiler.migrations.transforms import Transform
from sayso.errors import InputError
from sayso.publishing.errors import ProofFailedError
from sayso.publishing.types import Candidate, Prover
from sayso.runtime.bundle import Bundle, bundle
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, as_details, has_errors
from sayso.spec.model import AppSpec
from sayso.verifier.typecheck import typecheck

_TYPED = (".ts", ".tsx")


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
) -> Bundle:
    """The bundle of files that hold and do what the spec says; files as they were ``earlier`` are known to.

    Raises:
        ProofFailedError: when they do not; ``details["diagnostics"]`` say where.
    """
    async with asyncio.TaskGroup() as tasks:
        types = tasks.create_task(_types(drafts, earlier))
        made = await asyncio.to_thread(bundle, drafts, title=after.name)
        candidate = Candidate(before, after, transforms, drafts, made, touched)
        found = list(await prover.prove(candidate))
    found += types.result()
    if has_errors(found):
        raise ProofFailedError(
            "What was made of this does not hold, so nothing was published.",
            hint="Take back what is named, or report it with the description.",
            details=as_details(found),
        )
    return made


async def _types(drafts: Sequence[FileDraft], earlier: Sequence[FileDraft]) -> list[Diagnostic]:
    """What the type checker finds; it is not asked again about the very same files."""
    texts = {draft.path: draft.text for draft in drafts if draft.path.endswith(_TYPED)}
    if texts == {draft.path: draft.text for draft in earlier if draft.path.endswith(_TYPED)}:
        return []
    return await asyncio.to_thread(typecheck, drafts)
