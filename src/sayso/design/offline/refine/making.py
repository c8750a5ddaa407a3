"""New elements from what was said: fields, options, links, and entities with all that goes with them."""

from dataclasses import replace

from sayso.design.knowledge.known import known_thing
from sayso.design.offline.fields import FieldGuess, read_field
from sayso.design.offline.option_lists import options_of
from sayso.kit.ids import IdSource
from sayso.kit.words import pascal, plural, sentence, singular, snake
from sayso.spec.edits import Edit, add
from sayso.spec.model import (
    Action,
    Component,
    ComponentType,
    Container,
    Entity,
    Field,
    FieldType,
    Page,
    PermissionRule,
    Relationship,
    RelationshipKind,
    Role,
    Scope,
    Slot,
)

from .types import Situation

LISTED = frozenset({FieldType.ENUM, FieldType.MULTI_ENUM})


def field_of(guess: FieldGuess, ids: IdSource, source: str) -> Field:
    """A field from what was read of it."""
    kind = guess.type
    options = options_of(guess.options, ids)
    if kind in LISTED and not options:
        kind = FieldType.TEXT
    return Field(
        id=ids.new("fld"), source=source, name=guess.name[:48].strip("_"), label=guess.label[:160], type=kind,
        required=guess.required and kind is not FieldType.BOOLEAN, unique=guess.unique,
        options=options if kind in LISTED else (), validation=guess.validation, help=guess.help,
        default=guess.default if kind not in LISTED else None,
    )  # fmt: skip


def link_of(
    situation: Situation, child: str, parent: str, source: str, *, many: bool = False, required: bool = False
) -> Relationship:
    """``child`` belongs to ``parent``, or, with ``many``, each has several of the other; names that are
    free."""
    kind = RelationshipKind.MANY_TO_MANY if many else RelationshipKind.BELONGS_TO
    taken = _taken(situation, child)
    name = _free(plural(parent) if many else parent, taken)
    inverse = _free(plural(child), _taken(situation, parent) | ({name} if child == parent else set()))
    return Relationship(
        id=situation.ids.new("rel"), source=source, kind=kind, from_entity=child, to_entity=parent, name=name,
        inverse=inverse, required=required and not many,
    )  # fmt: skip


def _taken(situation: Situation, entity: str) -> set[str]:
    found = situation.index.entities.get(entity)
    return {name for name, _ in situation.mentions.members(found)} if found else set()


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    return next(f"{name}_{number}" for number in range(2, 99) if f"{name}_{number}" not in taken)


def new_entity(
    situation: Situation, phrase: str, guesses: list[FieldGuess], source: str, like: str | None = None
) -> tuple[Entity, list[Edit]]:
    """An entity with fields, a page with a table and a form, and the access that ``like`` has."""
    ids = situation.ids
    name = singular(snake(phrase))[:40]
    thing = known_thing(name)
    fields = [field_of(guess, ids, source) for guess in guesses]
    names = {field.name for field in fields}
    usual = () if len(fields) > 1 or thing is None else thing.fields
    if not names & {"name", "title", "number", "date", "subject"} and not fields:
        usual = usual or ("name",)
    for missing in usual:
        if missing not in names:
            guess = replace(read_field(missing.replace("_", " ")), required=missing in {"name", "title"})
            why = f"Usual for {sentence(name).lower()} records."
            fields.append(field_of(guess, ids, source).model_copy(update={"source": None, "assumed": why}))
    entity = Entity(
        id=ids.new("ent"), source=source, name=name, display_name=sentence(name),
        icon=thing.icon if thing else None,
        fields=tuple(fields),
    )  # fmt: skip
    return entity, [add(entity), *screen_of(situation, entity), *access_to(situation, name, like)]


def screen_of(situation: Situation, entity: Entity) -> list[Edit]:
    """A table, a form, a record view, and a page that shows the table and opens the others."""
    ids, spec = situation.ids, situation.spec
    names = {component.name for component in spec.components}
    parts: list[Edit] = []
    shown: list[str] = []
    for kind in (ComponentType.TABLE, ComponentType.FORM, ComponentType.DETAIL):
        name = free_component_name(names, entity.name, kind)
        parts.append(add(Component(id=ids.new("com"), name=name, type=kind, entity=entity.name)))
        shown.append(name)
    page = snake(plural(entity.name))
    if all(page != other.name for other in spec.pages):
        layout = Container(children=(Slot(component=shown[0]),))
        path = f"/{page.replace('_', '-')}"
        parts.append(
            add(
                Page(
                    id=ids.new("pag"), name=page, title=sentence(page), path=path, icon=entity.icon,
                    components=tuple(shown), layout=layout,
                )
            )
        )  # fmt: skip
    return parts


def free_component_name(names: set[str], entity: str, kind: ComponentType) -> str:
    """``DealTable``, or ``DealTable2`` where that is taken."""
    wanted = f"{pascal(entity)}{pascal(kind.value)}"
    return next(
        name for name in (wanted, *(f"{wanted}{number}" for number in range(2, 99))) if name not in names
    )


def access_to(situation: Situation, entity: str, like: str | None) -> list[Edit]:
    """The rules for a new entity: those of ``like`` that reach all rows, else full access for the
    widest role."""
    ids = situation.ids
    rules = [
        rule
        for rule in situation.spec.permissions.rules
        if rule.entity == like and rule.scope is Scope.ALL and rule.fields is None
    ]
    if rules:
        return [
            add(PermissionRule(id=ids.new("prm"), role=rule.role, entity=entity, actions=rule.actions))
            for rule in rules
        ]
    widest = situation.index.widest_role
    if widest is None:
        return []
    return [add(PermissionRule(id=ids.new("prm"), role=widest, entity=entity, actions=tuple(Action)))]


def new_role(situation: Situation, phrase: str, source: str) -> Role:
    """A role of this name."""
    name = singular(snake(phrase))[:48]
    return Role(id=situation.ids.new("rol"), source=source, name=name, label=sentence(name))
