"""Which rows an actor reaches, and which might be made."""

from uuid import uuid4

from sayso.compiler.identifiers import reference
from sayso.proofs.scene import Scene
from sayso.proofs.truth import StoredRow
from sayso.proofs.types import Actor
from sayso.proofs.values import Values
from sayso.spec.model import Action


def may_reach(scene: Scene, actor: Actor, action: Action, entity: str, row: StoredRow) -> bool:
    """Whether the actor may do it with this row: who names a row has to be able to see it as well."""
    truth = scene.truth
    return truth.may(actor, action, entity, row) and truth.may(actor, Action.READ, entity, row)


def first_open(scene: Scene, actor: Actor, entity: str, action: Action) -> StoredRow | None:
    """The first row with which the actor may do it."""
    rows = scene.truth.stored[entity].values()
    return next((row for row in rows if may_reach(scene, actor, action, entity, row)), None)


def new_row(scene: Scene, actor: Actor, entity: str, family: int) -> Values:
    """A row by column that the actor might create, belonging where the rows of a family do."""
    values: Values = {"id": str(uuid4()), "site_id": str(actor.site), "created_by": str(actor.member)}
    if scene.index.entities[entity].person_role:
        values["member_id"] = None
    for number, link in enumerate(scene.index.parents(entity).values()):
        parent = scene.rows.one(link.parent, (family + number) % len(scene.people.members), scene.people.site)
        values[reference(link.name)] = str(parent.id) if parent else None
    return values | scene.maker.fields(entity, actor.site, 0)


def writable(scene: Scene, actor: Actor, entity: str, values: Values) -> Values:
    """What of a new row the actor may give."""
    by_column = {reference(name): name for name in scene.index.parents(entity)}
    kept = {"id", "site_id", "created_by"}
    return {
        column: value
        for column, value in values.items()
        if column in kept
        or scene.truth.may_field(actor, Action.CREATE, entity, values, by_column.get(column, column))
    }
