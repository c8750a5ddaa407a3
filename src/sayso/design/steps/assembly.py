"""From the shapes of steps to a spec, and back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sayso.kit.ids import IdSource
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.edits import Edit
from sayso.spec.model import AppSpec

from . import object_model, pages, permissions, relationships, reports, state_flow
from .sheet import Sheet
from .types import Step, StepShape

Shapes = Mapping[Step, StepShape]


class _Way(NamedTuple):
    """How one step reads and writes its part of a spec."""

    model: type[StepShape]
    shape_of: Callable[[AppSpec], StepShape]
    pieces: Callable[[Any], Iterator[Any]]
    put: Callable[[Sheet, Any], None]
    remove_unnamed: Callable[[Sheet, Any], None]
    removes_first: bool = False


_WAYS: dict[Step, _Way] = {
    Step.OBJECT_MODEL: _Way(
        object_model.ObjectModel,
        object_model.shape_of,
        object_model.pieces,
        object_model.put,
        object_model.remove_unnamed,
        True,
    ),
    Step.RELATIONSHIPS: _Way(
        relationships.Relationships,
        relationships.shape_of,
        relationships.pieces,
        relationships.put,
        relationships.remove_unnamed,
        True,
    ),
    Step.STATE_FLOW: _Way(
        state_flow.StateFlow,
        state_flow.shape_of,
        state_flow.pieces,
        state_flow.put,
        state_flow.remove_unnamed,
    ),
    Step.PAGES: _Way(pages.Pages, pages.shape_of, pages.pieces, pages.put, pages.remove_unnamed),
    Step.PERMISSIONS: _Way(
        permissions.PermissionMatrix,
        permissions.shape_of,
        permissions.pieces,
        permissions.put,
        permissions.remove_unnamed,
    ),
    Step.REPORTS: _Way(
        reports.Reports, reports.shape_of, reports.pieces, reports.put, reports.remove_unnamed
    ),
}
SHAPES: dict[Step, type[StepShape]] = {step: way.model for step, way in _WAYS.items()}
"""The shape of each step."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """A spec with shapes worked into it, the edits that lead there, and what could not be taken."""

    spec: AppSpec
    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def shape_of(step: Step, spec: AppSpec) -> StepShape:
    """What the spec says of this step."""
    return _WAYS[step].shape_of(spec)


def edits_of(
    step: Step, shape: StepShape, spec: AppSpec, ids: IdSource
) -> tuple[tuple[Edit, ...], tuple[Diagnostic, ...]]:
    """The edits that make the spec say this, and what of it does not fit.

    ``edits_of(step, shape_of(step, spec), spec, ids)`` gives none.
    """
    done = assemble({step: shape}, spec, ids)
    return done.edits, done.diagnostics


def assemble(shapes: Shapes, spec: AppSpec, ids: IdSource) -> Assembled:
    """The spec with all these shapes worked into it, each with what is valid of it.

    Computed values and rules come after links and states, which they may speak of; reports before the pages
    that draw them.
    """
    sheet = Sheet(spec, ids)
    model = shapes.get(Step.OBJECT_MODEL)
    if isinstance(model, object_model.ObjectModel):
        _remove(sheet, Step.OBJECT_MODEL, model)
        sheet.diagnostics += _put(sheet, _WAYS[Step.OBJECT_MODEL], object_model.without_logic(model))
    for step in (Step.RELATIONSHIPS, Step.STATE_FLOW):
        if step in shapes:
            _settle(sheet, step, shapes[step])
    if isinstance(model, object_model.ObjectModel):
        sheet.diagnostics += _put(sheet, _WAYS[Step.OBJECT_MODEL], object_model.once_renamed(model))
    for step in (Step.PERMISSIONS, Step.REPORTS, Step.PAGES):
        if step in shapes:
            _settle(sheet, step, shapes[step])
    drawn = shapes.get(Step.REPORTS)
    if isinstance(drawn, reports.Reports):
        sheet.diagnostics += sheet.attempt(lambda: reports.draw(sheet, drawn))
    return Assembled(sheet.spec, tuple(sheet.edits), tuple(dict.fromkeys(sheet.diagnostics)))


def pressing(problems: Iterable[Diagnostic], shapes: Shapes) -> list[Diagnostic]:
    """The problems that no later step mends: calculated values may wait for links and states."""
    is_early = not {Step.RELATIONSHIPS, Step.STATE_FLOW} <= shapes.keys()
    return [one for one in problems if not (is_early and one.code == "unknown-name")]


def _settle(sheet: Sheet, step: Step, shape: StepShape) -> None:
    way = _WAYS[step]
    if way.removes_first:
        _remove(sheet, step, shape)
    sheet.diagnostics += _put(sheet, way, shape)
    if not way.removes_first:
        _remove(sheet, step, shape)


def _remove(sheet: Sheet, step: Step, shape: StepShape) -> None:
    if shape.complete:
        sheet.diagnostics += sheet.attempt(lambda: _WAYS[step].remove_unnamed(sheet, shape))


def _put(sheet: Sheet, way: _Way, shape: StepShape) -> list[Diagnostic]:
    """Work in the whole shape, else each piece of it that fits."""
    problems = sheet.attempt(lambda: way.put(sheet, shape))
    if not problems:
        return []
    finer = list(way.pieces(shape))
    if not finer:
        return list(problems)
    return [problem for piece in finer for problem in _put(sheet, way, piece)]
