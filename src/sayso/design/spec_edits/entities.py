"""New elements from what was said: fields, options, links, and entities with all that goes with them."""

from sayso.design.name_lookup.situation import Situation
from sayso.design.offline.fields import FieldGuess
from sayso.design.offline.option_lists import options_of
from sayso.kit.ids import IdSource
from sayso.kit.words import pascal, plural, sentence, snake
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
    Scope,
    Slot,
)

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
