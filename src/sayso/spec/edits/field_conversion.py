"""Edits by which a field carries on as something else: as several fields, or as the state of a flow."""

from typing import Any

from sayso.kit.words import sentence
from sayso.spec.model import AppSpec, Component, Entity, Field, FieldType, PermissionRule

from .draft import CannotApply, Draft
from .kinds import Kind
from .language import MakeFlow, Rename, SplitField
from .names import member_name, names_borne
from .references import rewrite
from .removal import without_dangling
from .rename import rename
from .shape_edits import derived_id
from .tree import Spot, changed, find, walk_element, with_element

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})
_CHOSEN = frozenset({FieldType.ENUM, FieldType.TEXT})


def split_field(draft: Draft, edit: SplitField) -> AppSpec:
    """The field carries on as the first part; the others come after it, wherever it is listed."""
    spot, field, owner = _field_of(draft, edit.target)
    if field.type not in _TEXTS:
        raise CannotApply(
            "not-text", f"{field.label} is not a text.", "Only a text can be split into several fields."
        )
    names = [part.name for part in edit.parts]
    for name in names:
        taken = any(bearer != field.id for bearer in draft.bearers(member_name(owner.name, name)))
        if taken or names.count(name) > 1:
            raise CannotApply("name-taken", f"{name} is taken in {owner.name}.", "Choose another name.")
    labels = [part.label or sentence(part.name) for part in edit.parts]
    to_first = Rename(kind=Kind.FIELD, target=field.id, name=names[0], label=labels[0])
    spec = rename(draft.spec, spot, to_first)
    place = find(spec, owner.id)
    if place is None or not isinstance(place.element, Entity):
        return spec
    fields: list[Field] = []
    for part in place.element.fields:
        if part.id != field.id:
            fields.append(part)
            continue
        plain = changed(part, unique=False, default=None, validation=None)
        rest = {"required": False, "indexed": False}
        fields.append(plain)
        fields += [
            changed(plain, id=derived_id("fld", field.id, name), name=name, label=label, **rest)
            for name, label in zip(names[1:], labels[1:], strict=True)
        ]
    spec = with_element(spec, place, changed(place.element, fields=tuple(fields)))
    return _listed_beside(spec, owner.name, names)


def make_flow(draft: Draft, edit: MakeFlow) -> AppSpec:
    """The flow takes the field's place; what mentioned the field mentions the state."""
    _, field, owner = _field_of(draft, edit.target)
    flow = edit.flow
    if field.type not in _CHOSEN:
        raise CannotApply(
            "not-text", f"{field.label} is neither a choice nor a text.", "Add a flow of its own instead."
        )
    if flow.entity != owner.name or any(known.entity == owner.name for known in draft.spec.flows):
        raise CannotApply(
            "name-taken", f"{owner.display_name} cannot have this flow.", "An entity has one flow, its own."
        )
    for spot in walk_element(Spot(Kind.FLOW, flow, 0)):
        if draft.knows(spot.element.id):
            raise CannotApply(
                "id-taken", f"The id {spot.element.id} is in use.", "Give every new element a fresh id."
            )
    for name in names_borne(flow):
        if any(bearer != field.id for bearer in draft.bearers(name)):
            raise CannotApply("name-taken", f"{name[2]} is taken in {owner.name}.", "Choose another name.")
    spec = draft.spec
    if flow.field != field.name:
        spec = rewrite(spec, {member_name(owner.name, field.name): flow.field})
    place = find(spec, owner.id)
    if place is None or not isinstance(place.element, Entity):
        return spec
    kept = tuple(part for part in place.element.fields if part.id != field.id)
    made = with_element(spec, place, changed(place.element, fields=kept))
    return without_dangling(draft.spec, changed(made, flows=(*made.flows, flow)))


def _field_of(draft: Draft, target: str) -> tuple[Spot, Field, Entity]:
    spot = draft.find(target, Kind.FIELD)
    field, owner = spot.element, spot.parent.element if spot.parent else None
    if not (isinstance(field, Field) and isinstance(owner, Entity)):
        raise CannotApply("wrong-kind", f"{target} is not a field.", "Name a field of an entity.")
    return spot, field, owner


def _listed_beside(spec: AppSpec, entity: str, names: list[str]) -> AppSpec:
    """Lists of fields that name the first part name the others after it; so do field lists of roles."""

    def beside(listed: Any) -> Any:
        if isinstance(listed, (list, tuple)) and names[0] in listed:
            place = list(listed).index(names[0]) + 1
            return [*listed[:place], *names[1:], *listed[place:]]
        return listed

    def shown(component: Component) -> Component:
        if component.entity != entity:
            return component
        lists = {key: beside(value) if key in _LISTS else value for key, value in component.props.items()}
        return changed(component, props=lists)

    def granted(rule: PermissionRule) -> PermissionRule:
        if rule.entity != entity or rule.fields is None:
            return rule
        return changed(rule, fields=tuple(beside(rule.fields)))

    permissions = changed(spec.permissions, rules=tuple(map(granted, spec.permissions.rules)))
    return changed(spec, components=tuple(map(shown, spec.components)), permissions=permissions)


_LISTS = frozenset({"columns", "fields"})
"""Props that list fields of the component's entity."""
