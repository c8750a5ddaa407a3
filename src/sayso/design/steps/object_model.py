"""The step *object-model*: entities with their fields, computed values and rules."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import Field as Described

from sayso.kit.words import kebab, sentence
from sayso.spec.edits import Kind, Rename, Retype, empty_spec
from sayso.spec.edits.tree import changed
from sayso.spec.model import (
    AppSpec,
    Computed,
    Entity,
    Field,
    FieldType,
    Json,
    Option,
    Rule,
    Validation,
)
from sayso.spec.model.base import ExpressionText, OptionName, ShortText, SnakeName, Text

from .element_match import by_name, known, merged, paired, renames, unnamed
from .sheet import Sheet
from .types import Part, StepShape, Was, given, halved

_SEARCHED = frozenset({"name", "title", "full_name", "subject", "email", "number"})
_TEXTS = frozenset({FieldType.TEXT, FieldType.EMAIL})
_LISTED = frozenset({FieldType.ENUM, FieldType.MULTI_ENUM})


class OptionPart(Part):
    """One choice of a field; ``name`` is stored, ``label`` is shown."""

    name: OptionName
    was: OptionName | None = Described(default=None, description="The name it had so far.")
    label: ShortText | None = None
    color: str | None = Described(default=None, description="Such as info, success or danger.")


class FieldPart(Part):
    """A value that is kept of each record."""

    name: SnakeName
    was: Was = None
    label: ShortText | None = None
    type: FieldType = FieldType.TEXT
    required: bool = False
    unique: bool = False
    searchable: bool = False
    default: Json = None
    options: tuple[OptionPart, ...] = Described(default=(), description="The choices of enum and multi_enum.")
    validation: Validation | None = None
    help: Text | None = None


class ComputedPart(Part):
    """A value that is worked out, never typed in."""

    name: SnakeName
    was: Was = None
    label: ShortText | None = None
    type: FieldType
    expression: ExpressionText = Described(
        description="Over fields and what the record belongs to: quantity * product.price."
    )


class RulePart(Part):
    """A condition that every record meets; ``message`` is shown to whoever breaks it."""

    name: SnakeName
    was: Was = None
    expression: ExpressionText
    message: ShortText


class EntityPart(Part):
    """A kind of thing that records are kept of."""

    name: SnakeName = Described(description="In the singular: purchase_order.")
    was: Was = None
    display_name: ShortText | None = None
    description: Text = ""
    icon: str | None = Described(default=None, description="Name of a Lucide icon.")
    fields: tuple[FieldPart, ...] = ()
    computed: tuple[ComputedPart, ...] = ()
    rules: tuple[RulePart, ...] = ()


class ObjectModel(StepShape):
    """What the application is called, and the kinds of thing that it keeps."""

    name: ShortText | None = Described(default=None, description="What the application is called.")
    description: Text | None = None
    entities: tuple[EntityPart, ...] = ()


def shape_of(spec: AppSpec) -> ObjectModel:
    """The object model of a spec."""
    return ObjectModel(
        complete=True,
        name=spec.name,
        description=spec.description,
        entities=tuple(_entity_part(entity) for entity in spec.entities),
    )


def _entity_part(entity: Entity) -> EntityPart:
    return EntityPart(
        name=entity.name,
        display_name=entity.display_name,
        description=entity.description,
        icon=entity.icon,
        fields=tuple(_field_part(field) for field in entity.fields),
        computed=tuple(
            ComputedPart(name=one.name, label=one.label, type=one.type, expression=one.expression)
            for one in entity.computed
        ),
        rules=tuple(
            RulePart(name=one.name, expression=one.expression, message=one.message) for one in entity.rules
        ),
    )


def _field_part(field: Field) -> FieldPart:
    return FieldPart(
        name=field.name,
        label=field.label,
        type=field.type,
        required=field.required,
        unique=field.unique,
        searchable=field.searchable,
        default=field.default,
        options=tuple(OptionPart(name=o.name, label=o.label, color=o.color) for o in field.options),
        validation=field.validation,
        help=field.help,
    )


def without_logic(shape: ObjectModel) -> ObjectModel:
    """Without computed values and rules, which may speak of links and states that come with later steps."""
    bare = tuple(entity.model_copy(update={"computed": (), "rules": ()}) for entity in shape.entities)
    return shape.model_copy(update={"entities": bare, "complete": False})


def once_renamed(shape: ObjectModel) -> ObjectModel:
    """The same without the earlier names, which by then somebody else may bear."""
    data = shape.model_dump(by_alias=True, exclude_unset=True)
    return ObjectModel.model_validate(_without_was(data))


def _without_was(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_was(one) for key, one in value.items() if key != "was"}
    return [_without_was(one) for one in value] if isinstance(value, (list, tuple)) else value


def pieces(shape: ObjectModel) -> Iterator[ObjectModel]:
    """Shapes that say less each: some of the entities, then the parts of one."""
    if "name" in shape.model_fields_set and shape.entities:
        yield shape.model_copy(update={"entities": (), "complete": False})
        yield ObjectModel(entities=shape.entities)
        return
    if len(shape.entities) != 1:
        yield from (ObjectModel(entities=some) for some in halved(shape.entities))
        return
    (entity,) = shape.entities
    parts = [(name, one) for name in ("fields", "computed", "rules") for one in getattr(entity, name)]
    if not parts or (len(parts) == 1 and len(entity.model_fields_set) == 2):
        return
    yield _only(entity.model_copy(update={"fields": (), "computed": (), "rules": ()}))
    for name, one in parts:
        yield _only(EntityPart.model_validate({"name": entity.name, name: (one,)}))


def _only(entity: EntityPart) -> ObjectModel:
    return ObjectModel(entities=(entity,))


def put(sheet: Sheet, shape: ObjectModel) -> None:
    """Work the object model into the spec; columns of flows stay with their flow."""
    _rename(sheet, shape.entities)
    _retype(sheet, shape.entities)
    spec = sheet.spec
    kept = {flow.entity: flow.field for flow in spec.flows}
    settled = [
        _entity(sheet, part, old, kept.get(part.name), complete=shape.complete)
        for part, old in paired(shape.entities, spec.entities)
    ]
    own = {name: value for name, value in given(shape, "name", "description").items() if value is not None}
    if shape.name and not spec.entities and spec.slug == empty_spec().slug:
        own["slug"] = _slug(shape.name)
    sheet.become(changed(spec, **own, entities=merged(spec.entities, settled, complete=shape.complete)))


def remove_unnamed(sheet: Sheet, shape: ObjectModel) -> None:
    """Take out what a complete object model leaves out."""
    pairs = by_name(shape.entities, sheet.spec.entities)
    for entity in unnamed(pairs, sheet.spec.entities):
        sheet.remove(Kind.ENTITY, entity)
    for part, entity in known(pairs):
        for field in unnamed(by_name(part.fields, entity.fields), entity.fields):
            sheet.remove(Kind.FIELD, field)
        for value in unnamed(by_name(part.computed, entity.computed), entity.computed):
            sheet.remove(Kind.COMPUTED, value)
        for rule in unnamed(by_name(part.rules, entity.rules), entity.rules):
            sheet.remove(Kind.RULE, rule)
        for field_part, field in known(by_name(part.fields, entity.fields)):
            if field_part.type in _LISTED:
                for option in unnamed(by_name(field_part.options, field.options), field.options):
                    sheet.remove(Kind.OPTION, option)


def _rename(sheet: Sheet, parts: tuple[EntityPart, ...]) -> None:
    """Give what has another name or label now that one, everywhere."""
    pairs = by_name(parts, sheet.spec.entities)
    names: list[Rename] = []
    for part, entity in known(pairs):
        fields = by_name(part.fields, entity.fields)
        names += renames(Kind.FIELD, fields, "label")
        names += renames(Kind.COMPUTED, by_name(part.computed, entity.computed), "label")
        names += renames(Kind.RULE, by_name(part.rules, entity.rules))
        for field_part, field in known(fields):
            names += renames(Kind.OPTION, by_name(field_part.options, field.options), "label")
    sheet.rename([*names, *renames(Kind.ENTITY, pairs, "display_name")])


def _retype(sheet: Sheet, parts: tuple[EntityPart, ...]) -> None:
    for part, entity in known(paired(parts, sheet.spec.entities)):
        for field_part, field in known(paired(part.fields, entity.fields)):
            if "type" in field_part.model_fields_set and field_part.type is not field.type:
                options = _options(sheet, field_part, field, complete=True)
                sheet.do(Retype(target=field.id, type=field_part.type, options=options or None))


def _entity(
    sheet: Sheet, part: EntityPart, old: Entity | None, column: str | None, *, complete: bool
) -> Entity:
    base = old or Entity(
        id=sheet.ids.new("ent"), name=part.name, display_name=part.display_name or sentence(part.name)
    )
    fields = [
        _field(sheet, one, field, complete=complete)
        for one, field in paired(part.fields, base.fields)
        if one.name != column
    ]
    computed = [_computed(sheet, one, before) for one, before in paired(part.computed, base.computed)]
    rules = [_rule(sheet, one, before) for one, before in paired(part.rules, base.rules)]
    return changed(
        base,
        **given(part, "description", "icon"),
        fields=merged(base.fields, fields, complete=complete),
        computed=merged(base.computed, computed, complete=complete),
        rules=merged(base.rules, rules, complete=complete),
    )


def _field(sheet: Sheet, part: FieldPart, old: Field | None, *, complete: bool) -> Field:
    base = old or Field(
        id=sheet.ids.new("fld"),
        name=part.name,
        label=part.label or sentence(part.name),
        type=part.type,
        searchable=part.name in _SEARCHED and part.type in _TEXTS,
    )
    own = given(part, "required", "unique", "searchable", "default", "validation", "help")
    listed = base.type in _LISTED
    options = _options(sheet, part, base, complete=complete) if listed else base.options
    return changed(base, **own, options=options)


def _options(sheet: Sheet, part: FieldPart, field: Field, *, complete: bool) -> tuple[Option, ...]:
    settled = [
        changed(
            old or Option(id=sheet.ids.new("opt"), name=one.name, label=one.label or sentence(one.name)),
            **given(one, "color"),
        )
        for one, old in paired(part.options, field.options)
    ]
    return merged(field.options, settled, complete=complete and "options" in part.model_fields_set)


def _computed(sheet: Sheet, part: ComputedPart, old: Computed | None) -> Computed:
    base = old or Computed(
        id=sheet.ids.new("cmp"),
        name=part.name,
        label=part.label or sentence(part.name),
        type=part.type,
        expression=part.expression,
    )
    return changed(base, type=part.type, expression=part.expression)


def _rule(sheet: Sheet, part: RulePart, old: Rule | None) -> Rule:
    base = old or Rule(
        id=sheet.ids.new("rul"), name=part.name, expression=part.expression, message=part.message
    )
    return changed(base, expression=part.expression, message=part.message)


def _slug(name: str) -> str:
    """The address of an application of this name."""
    plain = re.sub(r"[^a-z0-9]+", "-", kebab(name).lower()).strip("-")[:40].strip("-")
    return plain if plain[:1].isalpha() else empty_spec().slug
