"""What is wrong with blueprints: how they are written, what they lack, and what becomes of them."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from sayso.catalogue.described import Chosen, everything
from sayso.catalogue.load import FOLDER, files, read
from sayso.catalogue.soundness import shared, unsound
from sayso.catalogue.types import Blueprint
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, Level
from sayso.spec.model import AppSpec

from .answer import taken
from .draft import draft, whole

_MEANT = frozenset({"dead-end", "unused-role"})
"""Hints about what a blueprint means as it is."""


Compile = Callable[[AppSpec], object]


def problems_of(
    paths: Iterable[Path], compiled: Compile, folder: Path = FOLDER
) -> Iterator[tuple[Path, list[Diagnostic]]]:
    """For each file everything that is wrong with it; wordings are compared with those of all others."""
    paths = [path.resolve() for path in paths]
    known = {path.resolve(): read(path) for path in (*files(folder), *paths)}
    twice = list(shared(blueprint for blueprint, _ in known.values() if blueprint))
    for path in paths:
        blueprint, problems = known[path]
        file = f"{path.parent.name}/{path.name}: "
        problems = [*problems, *(one for one in twice if one.path.startswith(file))]
        if blueprint is not None:
            lacks = list(unsound(blueprint))
            problems += lacks
            if not any(one.level is Level.ERROR for one in problems):
                problems += [_at(file, one) for one in unbuildable(blueprint, compiled)]
        yield path, problems


def unbuildable(blueprint: Blueprint, compiled: Compile) -> Iterator[Diagnostic]:
    """What is wrong with the application: as it comes by default, with everything, and after each yes."""
    ids = SeededIds(blueprint.slug)
    made = draft(blueprint, ids)
    yield from made.problems
    spec = whole(made, ids)
    found = [one for one in check(spec) if one.code not in _MEANT]
    found = list({(one.code, one.path): one for one in found}.values())
    yield from found
    if any(one.level is Level.ERROR for one in found):
        return
    if spec is made.spec:
        yield _error("pages", "No pages can be built around it.", "Name reports and roles.")
    yield from _uncompiled(spec, compiled)
    every = everything(blueprint)
    if every != Chosen():
        full = draft(blueprint, ids, every)
        known = {(one.code, one.message) for one in found}
        said = [*full.problems, *(one for one in check(whole(full, ids)) if one.code not in _MEANT)]
        yield from (
            _at("with all extra parts: ", one) for one in said if (one.code, one.message) not in known
        )
    for number, choice in enumerate(blueprint.questions, 1):
        done = taken(choice, blueprint, spec, ids)
        for problem in done.problems:
            yield _error(f"questions[{number}].yes", problem, "")
        if not done.edits:
            yield _error(f"questions[{number}].yes", "It changes nothing.", "Bring or remove something.")


def _uncompiled(spec: AppSpec, compiled: Compile) -> Iterator[Diagnostic]:
    try:
        compiled(spec)
    except Exception as error:  # noqa: BLE001 - whatever the compiler stumbles over is said
        yield _error("", f"It does not compile: {error!r}.", "")


def _error(path: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code="unsound-blueprint", level=Level.ERROR, path=path, message=message, hint=hint)


def _at(place: str, problem: Diagnostic) -> Diagnostic:
    return problem.model_copy(update={"path": f"{place}{problem.path}"})
