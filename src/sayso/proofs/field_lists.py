"""Fields that lists leave out or name, tried on the database itself."""

from uuid import uuid4

from sayso.proofs.attempts import Attempt, change, insertion
from sayso.proofs.cells import FIELDS, Cell, judged
from sayso.proofs.reach import first_open, new_row, writable
from sayso.proofs.scene import Scene
from sayso.proofs.types import Actor
from sayso.proofs.values import Values
from sayso.runtime.plan import Column
from sayso.spec.model import Action, FieldType


def field_attempts(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    """Fields that a list leaves out, each by itself; those that it names, all at once."""
    found: list[Attempt] = []
    plan = scene.plan.by_entity[entity]
    if scene.truth.is_listed(actor, Action.UPDATE, entity):
        row = first_open(scene, actor, entity, Action.UPDATE)
        if row is not None:
            fresh = scene.maker.fields(entity, actor.site, 0)
            open_fields: Values = {}
            for column in _own_columns(scene, entity):
                if scene.truth.may_field(actor, Action.UPDATE, entity, row, column.name):
                    open_fields[column.name] = fresh[column.name]
                    continue
                other = another_value(column, row.get(column.stored))
                cell = Cell(actor, entity, Action.UPDATE, field=column.name, kind=FIELDS)
                sql = change(plan.table, str(row["id"]), {column.stored: other})
                found.append(Attempt(sql, judged(scene, cell, allowed=False)))
            if open_fields:
                cell = Cell(actor, entity, Action.UPDATE, kind=FIELDS)
                sql = change(plan.table, str(row["id"]), open_fields)
                found.append(Attempt(sql, judged(scene, cell, allowed=True)))
    if scene.truth.is_listed(actor, Action.CREATE, entity):
        found += _created_fields(scene, actor, entity)
    return found


def _created_fields(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    found: list[Attempt] = []
    for family in range(len(scene.people.members)):
        values = new_row(scene, actor, entity, family)
        if not scene.truth.may(actor, Action.CREATE, entity, values):
            continue
        allowed = writable(scene, actor, entity, values)
        for column in _own_columns(scene, entity):
            if column.name in allowed:
                continue
            cell = Cell(actor, entity, Action.CREATE, field=column.name, kind=FIELDS)
            given = allowed | {
                "id": str(uuid4()),
                column.stored: another_value(column, column.field.default if column.field else None),
            }
            found.append(
                Attempt(
                    insertion(scene.plan.by_entity[entity].table, given), judged(scene, cell, allowed=False)
                )
            )
        break
    return found


def another_value(column: Column, value: object) -> object:
    """A value other than this one; it need not fit, as the guard looks before any limit does."""
    if value is not None:
        return None
    match column.type:
        case FieldType.INTEGER | FieldType.DECIMAL | FieldType.MONEY:
            return 1
        case FieldType.BOOLEAN:
            return True
        case FieldType.DATE | FieldType.DATETIME:
            return "2001-02-03"
        case FieldType.TIME:
            return "01:02"
        case FieldType.UUID | FieldType.IMAGE | FieldType.FILE:
            return str(uuid4())
        case FieldType.MULTI_ENUM:
            return ["x"]
        case FieldType.JSON:
            return {"x": 1}
        case _:
            return "x"


def _own_columns(scene: Scene, entity: str) -> list[Column]:
    return [c for c in scene.plan.by_entity[entity].written.values() if c.origin == "field"]
