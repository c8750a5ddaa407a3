"""What *that* means, and the way back: reading the versions a spec went through."""

from collections.abc import Sequence

from sayso.design.name_lookup.situation import Focus
from sayso.design.types import HasSpec
from sayso.spec.edits import Add, Kind, Move, Remove, Rename, Retype, Set, SplitEntity, diff
from sayso.spec.model import AppSpec


def specs_of(history: Sequence[AppSpec | HasSpec]) -> list[AppSpec]:
    """The specs of earlier versions, oldest first."""
    return [one if isinstance(one, AppSpec) else one.spec for one in history]


def focus_of(spec: AppSpec, history: Sequence[AppSpec]) -> Focus:  # noqa: C901, PLR0912 - one branch a kind of edit
    """What the last change was about."""
    earlier = next((before for before in reversed(history) if before != spec), None)
    if earlier is None:
        return Focus()
    entity: str | None = None
    field: str | None = None
    component: str | None = None
    owners = {part.id: owner.id for owner in spec.entities for part in (*owner.fields, *owner.computed)}
    owners |= {option.id: f.id for owner in spec.entities for f in owner.fields for option in f.options}
    names = {owner.name: owner.id for owner in spec.entities}
    for edit in diff(earlier, spec):
        match edit:
            case Add(kind=Kind.FIELD | Kind.COMPUTED, element=element):
                field = element.id
            case Add(kind=Kind.OPTION, parent=parent):
                field = parent
            case Add(kind=Kind.ENTITY, element=element):
                entity = element.id
            case Add(kind=Kind.FLOW | Kind.REPORT, element=element):
                entity = names.get(getattr(element, "entity", ""), entity)
            case Add(kind=Kind.STATE | Kind.TRANSITION, parent=parent):
                entity = next((names[flow.entity] for flow in spec.flows if flow.id == parent), entity)
            case (
                Set(kind=Kind.FIELD, target=target)
                | Rename(kind=Kind.FIELD, target=target)
                | Retype(target=target)
            ):
                field = target
            case Rename(kind=Kind.ENTITY, target=target):
                entity = target
            case Add(kind=Kind.COMPONENT, element=element):
                component = element.id
            case Set(kind=Kind.COMPONENT, target=target):
                component = component or target
            case Remove() | Move() | SplitEntity():
                continue
    if field is not None and owners.get(field):
        entity = owners[field]
    shown = next((one for one in spec.components if one.id == component), None)
    if entity is None and shown is not None and shown.entity:
        entity = names.get(shown.entity)
    return Focus(entity=entity, field=field, component=component)


def focus_on(spec: AppSpec, about: str | None) -> Focus | None:
    """What a person points at: an entity, one of its values, or a component."""
    if about is None:
        return None
    names = {entity.name: entity.id for entity in spec.entities}
    for entity in spec.entities:
        if about == entity.id:
            return Focus(entity=entity.id)
        if any(about == part.id for part in (*entity.fields, *entity.computed)):
            return Focus(entity=entity.id, field=about)
    shown = next((component for component in spec.components if component.id == about), None)
    return Focus(entity=names.get(shown.entity or ""), component=shown.id) if shown is not None else None


def earlier_version(spec: AppSpec, history: Sequence[AppSpec], steps: int = 1) -> AppSpec | None:
    """The version ``steps`` changes before this one; after an undo, the one before that."""
    line, place = _timeline([*history, spec])
    return line[place - steps] if place >= steps else None


def later_version(spec: AppSpec, history: Sequence[AppSpec]) -> AppSpec | None:
    """The version that the last undo left."""
    line, place = _timeline([*history, spec])
    return line[place + 1] if place + 1 < len(line) else None


def _timeline(versions: Sequence[AppSpec]) -> tuple[list[AppSpec], int]:
    """The versions as a person remembers them: going back to one is not a new one."""
    line: list[AppSpec] = []
    place = -1
    for version in versions:
        if version in line:
            place = line.index(version)
        else:
            line = [*line[: place + 1], version]
            place = len(line) - 1
    return line, place
