"""Edits that move rows in a way of their own, which comparing two revisions does not show."""

from collections.abc import Sequence
from dataclasses import dataclass

from sayso.spec.edits import Edit, MakeFlow, MergeFields, SplitEntity, SplitField
from sayso.spec.edits.draft import Draft as SpecDraft
from sayso.spec.edits.operations import perform
from sayso.spec.edits.shape_edits import derived_id
from sayso.spec.edits.tree import find
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class SplitOff:
    """The values of a field become rows of an entity, to which the owner's rows are linked."""

    owner: str
    field: str
    entity: str
    title: str
    link: str


@dataclass(frozen=True, slots=True)
class TakeIn:
    """The other way round: what the linked rows are called becomes the field's value."""

    owner: str
    field: str
    entity: str
    title: str
    link: str


@dataclass(frozen=True, slots=True)
class Join:
    """Several texts become one, in the column of the first."""

    owner: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One text becomes several, the first of them in its column."""

    owner: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToState:
    """A choice becomes the state of a flow."""

    owner: str
    field: str
    flow: str


@dataclass(frozen=True, slots=True)
class FromState:
    """The state of a flow becomes a choice again."""

    owner: str
    field: str
    flow: str


Transform = SplitOff | TakeIn | Join | Part | ToState | FromState


def transforms_of(edits: Sequence[Edit], before: AppSpec, *, backward: bool = False) -> tuple[Transform, ...]:
    """What ``edits``, applied to ``before``, say about rows; with ``backward``, what undoing them says."""
    if not any(isinstance(edit, SplitEntity | MergeFields | SplitField | MakeFlow) for edit in edits):
        return ()
    found: list[Transform] = []
    draft = SpecDraft(before)
    for edit in edits:
        transform = _transform(edit, draft.spec)
        if transform is not None:
            found.append(transform)
        perform(draft, edit)
    return tuple(_inverse(transform) for transform in reversed(found)) if backward else tuple(found)


def _transform(edit: Edit, spec: AppSpec) -> Transform | None:
    match edit:
        case SplitEntity(target=field):
            return SplitOff(
                _owner(spec, field),
                field,
                derived_id("ent", field),
                derived_id("fld", field),
                derived_id("rel", field),
            )
        case MergeFields(targets=targets):
            return Join(_owner(spec, targets[0]), tuple(dict.fromkeys(targets)))
        case SplitField(target=field, parts=parts):
            others = (derived_id("fld", field, part.name) for part in parts[1:])
            return Part(_owner(spec, field), (field, *others))
        case MakeFlow(target=field, flow=flow):
            return ToState(_owner(spec, field), field, flow.id)
    return None


def _inverse(transform: Transform) -> Transform:
    match transform:
        case SplitOff(owner, field, entity, title, link):
            return TakeIn(owner, field, entity, title, link)
        case TakeIn(owner, field, entity, title, link):
            return SplitOff(owner, field, entity, title, link)
        case Join(owner, parts):
            return Part(owner, parts)
        case Part(owner, parts):
            return Join(owner, parts)
        case ToState(owner, field, flow):
            return FromState(owner, field, flow)
        case FromState(owner, field, flow):
            return ToState(owner, field, flow)


def _owner(spec: AppSpec, field: str) -> str:
    spot = find(spec, field)
    return spot.parent.element.id if spot is not None and spot.parent is not None else ""
