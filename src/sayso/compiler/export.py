"""Projects for elsewhere, written again after the spec has changed: their databases are led along.

The first export creates the tables; each one after it leaves the SQL that has run as it was and puts a
migration behind it, made from the ids of the two specs. So a project that is in use is brought up to date by
running its migrations.
"""

from dataclasses import dataclass

from sayso.errors import InputError
from sayso.kit.words import snake
from sayso.spec.model import AppSpec

from .build import Target, compile_app
from .draft import FileDraft
from .migrations import is_history, migrate, migration_files, way_back
from .migrations.types import Step
from .targets.nextjs.lower import Data


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was exported before: its spec, what its tables are named after and the SQL so far."""

    spec: AppSpec
    prefix: str
    history: tuple[FileDraft, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """The files of a project, and what its new migration does."""

    drafts: tuple[FileDraft, ...]
    prefix: str
    steps: tuple[Step, ...] = ()


def export(
    spec: AppSpec, target: Target = Target.APP, *, data: Data = Data.POSTGRES, earlier: Earlier | None = None
) -> Export:
    """The files of a project; after an ``earlier`` export with a migration from it.

    Raises:
        InputError: when rows might have no place in the new tables; a person has to write that migration.
    """
    prefix = earlier.prefix if earlier else snake(spec.slug)
    if earlier is None:
        return Export(tuple(compile_app(spec, target, prefix=prefix, data=data)), prefix)
    forward = migrate(earlier.spec, spec, prefix=prefix)
    _demand_decided(forward.steps)
    back = migrate(spec, earlier.spec, prefix=prefix, archive=forward.leaves)
    title = _title(forward.steps)
    new = migration_files(earlier.history, title, forward, way_back(title, back))
    history = [*(draft for draft in earlier.history if is_history(draft.path)), *new]
    drafts = compile_app(spec, target, prefix=prefix, data=data, history=history)
    return Export(tuple(drafts), prefix, forward.steps if new else ())


def _title(steps: tuple[Step, ...]) -> str:
    said = [step.sentence.split(";")[0].rstrip(".") for step in steps]
    more = f" and {len(said) - 1} more" if len(said) > 1 else ""
    return f"{said[0]}{more}" if said else "Change"


def _demand_decided(steps: tuple[Step, ...]) -> None:
    open_ = [
        probe.decision
        for step in steps
        for probe in step.probes
        if probe.decision is not None and probe.decision.default is None
    ]
    if open_:
        raise InputError(
            "Rows may stand in the way of this change: " + " ".join(decision.question for decision in open_),
            hint="Give the field a default, or leave it optional; rows that are there get it then.",
        )
