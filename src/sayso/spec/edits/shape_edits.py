"""Edits that change the shape of the data: a field becomes an entity, several fields become one."""

import hashlib

from sayso.kit.words import plural, sentence, singular
from sayso.spec.model import (
    Action,
    AppSpec,
    Entity,
    Field,
    FieldType,
    PermissionRule,
    Relationship,
    RelationshipKind,
    Scope,
)

from .draft import CannotApply, Draft
from .kinds import Kind
from .language import MergeFields, SplitEntity
from .mentions import mentions
from .names import member_name
from .references import Rewriter
from .removal import without_dangling
from .tree import changed, find, with_element

_TEXTS = frozenset({FieldType.TEXT, FieldType.LONG_TEXT})


def derived_id(prefix: str, *of: str) -> str:
    """An id made from other ids, so that the same edit makes the same elements again after an undo."""
    return f"{prefix}_{hashlib.sha256('/'.join(of).encode()).hexdigest()[:12]}"


def split_entity(draft: Draft, edit: SplitEntity) -> AppSpec:
    """The field's values become rows of a new entity; what mentioned the field mentions the link to it."""
    spot = draft.find(edit.target, Kind.FIELD)
    field, owner = spot.element, spot.parent.element if spot.parent else None
    if not (isinstance(field, Field) and isinstance(owner, Entity)):
        raise CannotApply("wrong-kind", f"{edit.target} is not a field.", "Name a field of an entity.")
    entity, link = _split_off(edit, field, owner)
    if draft.knows(entity.id):
        raise CannotApply("id-taken", f"{field.label} was split off before.", "Link to the entity it became.")
    if draft.bearers(("entity", entity.name)):
        raise CannotApply("name-taken", f"There is an entity {entity.name} already.", "Link to it instead.")
    for name in (member_name(owner.name, link.name), member_name(entity.name, link.inverse)):
        if any(bearer != field.id for bearer in draft.bearers(name)):
            raise CannotApply("name-taken", f"{name[2]} is taken in {name[1]}.", "Rename that first.")
    spec = _Split(draft.spec, owner, field, link).spec()
    entities = []
    for other in spec.entities:
        if other.id == owner.id:
            kept = tuple(part for part in other.fields if part.id != field.id)
            entities += [changed(other, fields=kept), entity]
        else:
            entities.append(other)
    rules = (*spec.permissions.rules, *_same_access(spec, owner, entity))
    split = changed(
        spec,
        entities=tuple(entities),
        relationships=(*spec.relationships, link),
        permissions=changed(spec.permissions, rules=rules),
    )
    return without_dangling(draft.spec, split)


def _split_off(edit: SplitEntity, field: Field, owner: Entity) -> tuple[Entity, Relationship]:
    name = edit.name or singular(field.name)
    title = Field(
        id=derived_id("fld", field.id), name="name", label="Name", required=True, searchable=True,
        source=field.source, assumed=field.assumed,
    )  # fmt: skip
    entity = Entity(
        id=derived_id("ent", field.id), name=name, display_name=edit.label or sentence(name), fields=(title,),
        source=field.source, assumed=field.assumed,
    )  # fmt: skip
    kind = RelationshipKind.MANY_TO_MANY if edit.multiple else RelationshipKind.BELONGS_TO
    link = Relationship(
        id=derived_id("rel", field.id), kind=kind, from_entity=owner.name, to_entity=name,
        name=plural(name) if edit.multiple else name, inverse=plural(owner.name),
        required=field.required and not edit.multiple, source=field.source, assumed=field.assumed,
    )  # fmt: skip
    return entity, link


def _same_access(spec: AppSpec, owner: Entity, entity: Entity) -> list[PermissionRule]:
    """Who had all rows of the owner has all of the new entity's; who had only their own may read them."""
    rules = []
    for rule in spec.permissions.rules:
        if rule.entity == owner.name and rule.scope is not Scope.NONE:
            actions = rule.actions if rule.scope is Scope.ALL else (Action.READ,)
            new = PermissionRule(
                id=derived_id("prm", entity.id, rule.id), role=rule.role, entity=entity.name, actions=actions
            )
            rules.append(new)
    return rules


class _Split(Rewriter):
    """Mentions of the field become mentions of the link; in expressions, of the name behind it."""

    def __init__(self, spec: AppSpec, owner: Entity, field: Field, link: Relationship) -> None:
        self._name = member_name(owner.name, field.name)
        self._in_expressions = f"{link.name}.name" if link.kind is RelationshipKind.BELONGS_TO else None
        super().__init__(spec, {self._name: link.name})

    def expression(self, entity: str, text: str) -> str | None:
        """An expression compares texts, so it goes on to the name; not where there may be several."""
        return self.rewritten(entity, text, {self._name: self._in_expressions})

    def value(self, entity: str | None, member: str, value: str) -> str | None:
        """A text that a filter compared the field with means nothing to a link."""
        return None if entity and member_name(entity, member) == self._name else value


def merge_fields(draft: Draft, edit: MergeFields) -> AppSpec:
    """The first field goes on for all; lists that named several of them name it once."""
    spots = [draft.find(target, Kind.FIELD) for target in dict.fromkeys(edit.targets)]
    fields = [spot.element for spot in spots if isinstance(spot.element, Field)]
    owner = spots[0].parent.element if spots[0].parent else None
    if len(spots) < 2 or any(spot.parent is None or spot.parent.element is not owner for spot in spots):
        raise CannotApply(
            "not-siblings", "The fields are not of one entity.", "Name two or more of the same one."
        )
    if not isinstance(owner, Entity) or any(field.type not in _TEXTS for field in fields):
        raise CannotApply(
            "not-text", "Only texts can be merged.", "Change the type of the others to text first."
        )
    ids = {field.id for field in fields}
    if any(bearer not in ids for bearer in draft.bearers(member_name(owner.name, edit.name))):
        raise CannotApply("name-taken", f"{edit.name} is taken in {owner.name}.", "Choose another name.")
    spec = _Merge(draft.spec, owner, fields, edit.name).spec()
    merged = changed(
        fields[0],
        name=edit.name,
        label=edit.label or sentence(edit.name),
        type=FieldType.LONG_TEXT if any(f.type is FieldType.LONG_TEXT for f in fields) else FieldType.TEXT,
        required=any(field.required for field in fields),
        unique=False,
        indexed=any(field.indexed for field in fields),
        searchable=any(field.searchable for field in fields),
        default=None,
        validation=None,
    )
    place = find(spec, owner.id)
    if place is None or not isinstance(place.element, Entity):
        return spec
    kept = [merged if part.id == merged.id else part for part in place.element.fields]
    rest = tuple(part for part in kept if part.id == merged.id or part.id not in ids)
    return without_dangling(draft.spec, with_element(spec, place, changed(place.element, fields=rest)))


class _Merge(Rewriter):
    """Mentions of any of the fields become mentions of the one."""

    def __init__(self, spec: AppSpec, owner: Entity, fields: list[Field], name: str) -> None:
        self._merged = {member_name(owner.name, field.name) for field in fields}
        self._names = {field.name for field in fields}
        self._owner = owner.name
        self._public_role = spec.permissions.public_role
        super().__init__(spec, dict.fromkeys(self._merged, name))

    def expression(self, entity: str, text: str) -> str | None:
        """What put several of them together has no sense any more."""
        mentioned = {mention.name for mention in mentions(text, entity, self.targets)} & self._merged
        return None if len(mentioned) > 1 else super().expression(entity, text)

    def _permission(self, rule: PermissionRule) -> PermissionRule | None:
        """Whoever is not signed in and had only some of the fields has none of them now that they are one."""
        if rule.fields and rule.role == self._public_role and rule.entity == self._owner:
            rest = tuple(name for name in rule.fields if name not in self._names)
            if not self._names <= set(rule.fields):
                return super()._permission(changed(rule, fields=rest)) if rest else None
        return super()._permission(rule)
