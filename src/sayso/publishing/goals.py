"""What a module is to become: by edits, or by going to content that its timeline has."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence

from sayso.compiler.migrations import Transform, transforms_of
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.publishing.errors import NothingThereError, OutdatedError
from sayso.publishing.revision_diff import difference
from sayso.publishing.timeline import Kind, Standing
from sayso.publishing.types import Goal, State
from sayso.spec.diagnostics import as_details
from sayso.spec.edits import Edit, apply, read_edits
from sayso.spec.model import AppSpec

Specs = Callable[[Iterable[int]], Awaitable[Mapping[int, AppSpec]]]
"""Gives the specs of revisions by number."""

Aim = Callable[[State, Specs], Awaitable[Goal]]
"""Works out the goal once the module stands still."""

LONGEST_REASON = 2_000


def by_edits(edits: Sequence[Edit], reason: str, *, base: int | None = None) -> Aim:
    """The present spec with these edits; ``base`` is the revision they were made for.

    Raises, when asked:
        OutdatedError: when another revision is the present one by now.
        InputError: when the edits do not fit; ``details["diagnostics"]`` name each.
    """

    async def aim(state: State, _: Specs) -> Goal:
        if base is not None and base != state.number:
            raise OutdatedError(
                f"Somebody published revision {state.number} meanwhile; this change was made for {base}.",
                hint="Ask for the change again: it is then worked out for the application as it is now.",
            )
        result = apply(state.spec, edits)
        if not result.ok:
            raise InputError("This change does not fit.", details=as_details(result.diagnostics))
        spec = result.spec.model_copy(update={"slug": state.spec.slug})
        return Goal(
            spec=spec,
            edits=tuple(edits),
            reason=reason[:LONGEST_REASON],
            transforms=transforms_of(edits, state.spec),
            reverse=transforms_of(edits, state.spec, backward=True),
        )

    return aim


def by_hand(reason: str) -> Aim:
    """The same spec with what people saved in its files."""

    async def aim(state: State, _: Specs) -> Goal:
        return Goal(spec=state.spec, edits=(), reason=reason[:LONGEST_REASON], takes_saved=True)

    return aim


async def undo(state: State, specs: Specs) -> Goal:
    """One step back along the line."""
    standing = state.timeline.standing.undone()
    if standing is None:
        raise NothingThereError("There is nothing to undo.", hint="This is how the application began.")
    return await _go(state, specs, standing, Kind.UNDO, f"Undo: {_reason(state, state.timeline.standing)}")


async def redo(state: State, specs: Specs) -> Goal:
    """One step forth along the line."""
    standing = state.timeline.standing.redone()
    if standing is None:
        raise NothingThereError("There is nothing to redo.", hint="Nothing was undone since the last change.")
    return await _go(state, specs, standing, Kind.REDO, f"Redo: {_reason(state, standing)}")


def jump(number: int) -> Aim:
    """To the content of a revision."""

    async def aim(state: State, specs: Specs) -> Goal:
        content = state.timeline.contents.get(number)
        if content is None:
            raise NotFoundError(
                f"There is no revision {number}.", hint=f"The newest one is revision {state.number}."
            )
        if content == state.timeline.standing.content:
            raise ConflictError(
                f"The application is as it was at revision {number}.", hint="Look at the history for others."
            )
        standing = state.timeline.standing.jumped(content)
        return await _go(state, specs, standing, Kind.JUMP, f"Back to revision {number}")

    return aim


def jump_and_edit(number: int, edits: Sequence[Edit], reason: str) -> Aim:
    """To the content of a revision with these edits upon it, in one step."""

    async def aim(state: State, specs: Specs) -> Goal:
        here, there = state.timeline.standing.content, state.timeline.contents.get(number)
        if there is None:
            raise NotFoundError(
                f"There is no revision {number}.", hint=f"The newest one is revision {state.number}."
            )
        base = (await specs([there]))[there]
        result = apply(base, edits)
        if not result.ok:
            raise InputError("This change does not fit.", details=as_details(result.diagnostics))
        spec = result.spec.model_copy(update={"slug": state.spec.slug})
        back, forth = transforms_of(edits, base, backward=True), transforms_of(edits, base)
        return Goal(
            spec=spec,
            edits=difference(state.spec, spec),
            reason=reason[:LONGEST_REASON],
            transforms=(*await _transforms(state, specs, here, there), *forth),
            reverse=(*back, *await _transforms(state, specs, there, here)),
        )

    return aim


async def _go(state: State, specs: Specs, standing: Standing, kind: Kind, reason: str) -> Goal:
    here, there = state.timeline.standing.content, standing.content
    spec = (await specs([there]))[there]
    return Goal(
        spec=spec,
        edits=difference(state.spec, spec),
        reason=reason[:LONGEST_REASON],
        transforms=await _transforms(state, specs, here, there),
        reverse=await _transforms(state, specs, there, here),
        kind=kind,
        target=there,
    )


async def _transforms(state: State, specs: Specs, start: int, end: int) -> tuple[Transform, ...]:
    """What the changes between two contents do to rows beyond what the specs say."""
    revisions = {revision.number: revision for revision in state.revisions}
    path = state.timeline.path(start, end)
    upon = {step.number: state.timeline.parents[step.number] or step.number for step in path}
    bases = await specs(set(upon.values()))
    found: list[Transform] = []
    for step in path:
        edits, problems = read_edits(revisions[step.number].edits)
        if problems:
            raise InputError("An earlier change cannot be read any more.", details=as_details(problems))
        found += transforms_of(edits, bases[upon[step.number]], backward=step.is_backward)
    return tuple(found)


def _reason(state: State, standing: Standing) -> str:
    """Why the content that a module stands at was made."""
    return next(one.reason for one in state.revisions if one.number == standing.content)
