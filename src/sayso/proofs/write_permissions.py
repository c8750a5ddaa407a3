"""Who may create, change and delete which rows and which of their fields, tried on the database itself."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from sayso.compiler.identifiers import reference
from sayso.proofs.attempts import Attempt, change, insertion, overwrite, removal
from sayso.proofs.cells import FIELDS, SITES, Cell, judged
from sayso.proofs.field_lists import field_attempts
from sayso.proofs.reach import first_open, may_reach, new_row, writable
from sayso.proofs.scene import Scene
from sayso.proofs.types import Actor
from sayso.proofs.values import Values
from sayso.spec.index import Junction
from sayso.spec.model import Action, Scope


def write_attempts(scene: Scene, actor: Actor, entities: Sequence[str]) -> list[Attempt]:
    """Every kind of change an actor might try."""
    found: list[Attempt] = []
    for entity in entities:
        found += _touched(scene, actor, entity)
        found += _removed(scene, actor, entity)
        found += _created(scene, actor, entity)
        found += _moved(scene, actor, entity)
        found += field_attempts(scene, actor, entity)
        found += _kept_columns(scene, actor, entity)
    for junction in scene.index.junctions:
        if junction.left in entities or junction.right in entities:
            found += _linked(scene, actor, junction)
    return found


def _touched(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    """An update that changes nothing, of each row that may be changed, and of all others together."""
    plan = scene.plan.by_entity[entity]
    column = _any_column(scene, actor, entity)
    if column is None:
        return []
    return [
        Attempt(
            change(plan.table, rows[0], {column: scene.truth.stored[entity][rows[0]][column]})
            if allowed
            else overwrite(plan.table, rows, column),
            judged(scene, cell, allowed=allowed),
        )
        for cell, rows, allowed in _split(scene, actor, entity, Action.UPDATE)
    ]


def _any_column(scene: Scene, actor: Actor, entity: str) -> str | None:
    """A column that the actor may write if there is any, else one that nobody keeps from writing."""
    columns = list(scene.plan.by_entity[entity].written.values())
    grants = scene.index.grants(actor.role, entity, Action.UPDATE)
    listed = [rule.fields for rule in grants]
    for column in columns:
        name = column.link.name if column.link else column.name
        if all(fields is None or name in fields for fields in listed):
            return column.stored
    return columns[0].stored if columns and not grants else None


def _removed(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    table = scene.plan.by_entity[entity].table
    return [
        Attempt(removal(table, row), judged(scene, cell, allowed=allowed))
        for cell, rows, allowed in _split(scene, actor, entity, Action.DELETE)
        for row in rows
    ]


def _split(scene: Scene, actor: Actor, entity: str, action: Action) -> Iterable[tuple[Cell, list[str], bool]]:
    """Rows by what the matrix says of them: each that is open by itself, the closed ones by site."""
    own_site: list[str] = []
    other_site: list[str] = []
    for key, row in scene.truth.stored[entity].items():
        if may_reach(scene, actor, action, entity, row):
            yield Cell(actor, entity, action), [key], True
        elif row["site_id"] == str(actor.site):
            own_site.append(key)
        else:
            other_site.append(key)
    if own_site:
        yield Cell(actor, entity, action, "another's"), own_site, False
    if other_site:
        yield Cell(actor, entity, action, "another site's", kind=SITES), other_site, False


def _created(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    """A row that may be created and one that may not; on the other site; in another's name."""
    found: list[Attempt] = []
    tried: set[bool] = set()
    for family in range(len(scene.people.members)):
        values = new_row(scene, actor, entity, family)
        allowed = scene.truth.may(actor, Action.CREATE, entity, values)
        if allowed in tried:
            continue
        tried.add(allowed)
        given = writable(scene, actor, entity, values) if allowed else values
        found.append(_insert(scene, Cell(actor, entity, Action.CREATE), given, allowed=allowed))
        if allowed:
            abroad = values | {"id": str(uuid4()), "site_id": str(scene.people.other_site)}
            cell = Cell(actor, entity, Action.CREATE, "another site's", kind=SITES)
            found.append(_insert(scene, cell, abroad, allowed=False))
            found += _in_anothers_name(scene, actor, entity, given)
    return found


def _in_anothers_name(scene: Scene, actor: Actor, entity: str, values: Values) -> list[Attempt]:
    another = next(member for member in scene.people.members if member.member != actor.member)
    forged = values | {"id": str(uuid4()), "created_by": str(another.member), "site_id": str(actor.site)}
    if scene.truth.may(actor, Action.CREATE, entity, _complete(scene, entity, forged)):
        return []
    cell = Cell(actor, entity, Action.CREATE, "in another's name a")
    return [_insert(scene, cell, forged, allowed=False)]


def _insert(scene: Scene, cell: Cell, values: Values, *, allowed: bool) -> Attempt:
    table = scene.plan.by_entity[cell.entity].table
    return Attempt(insertion(table, values), judged(scene, cell, allowed=allowed))


def _moved(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    """A row that may be changed may not be moved to where it may not be."""
    grants = scene.index.grants(actor.role, entity, Action.UPDATE)
    if not any(rule.scope is Scope.OWN or rule.fields is not None for rule in grants):
        return []
    row = first_open(scene, actor, entity, Action.UPDATE)
    if row is None:
        return []
    found: list[Attempt] = []
    table = scene.plan.by_entity[entity].table
    for name, link in scene.index.parents(entity).items():
        tried: set[bool] = set()
        column = reference(name)
        for parent in scene.rows.of[link.parent]:
            moved = {**row, column: str(parent.id)}
            if parent.site != actor.site or moved[column] == row.get(column):
                continue
            allowed = may_reach(scene, actor, Action.UPDATE, entity, moved) and scene.truth.may_field(
                actor, Action.UPDATE, entity, row, name
            )
            if allowed not in tried:
                tried.add(allowed)
                cell = Cell(actor, entity, Action.UPDATE, field=name)
                sql = change(table, str(row["id"]), {column: str(parent.id)})
                found.append(Attempt(sql, judged(scene, cell, allowed=allowed)))
    if "member_id" in row:
        stranger = str(scene.people.members[-1].member)
        moved = {**row, "member_id": stranger}
        if not may_reach(scene, actor, Action.UPDATE, entity, moved) and row["member_id"] != stranger:
            sql = change(table, str(row["id"]), {"member_id": stranger})
            cell = Cell(actor, entity, Action.UPDATE, "away")
            found.append(Attempt(sql, judged(scene, cell, allowed=False)))
    return found


def _kept_columns(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    """What Sayso keeps about each row is nobody's to write."""
    row = first_open(scene, actor, entity, Action.UPDATE)
    if row is None:
        return []
    found = []
    for column, value in (
        ("site_id", str(scene.people.other_site)),
        ("created_by", str(scene.people.members[-1].member)),
        ("id", str(uuid4())),
    ):
        cell = Cell(actor, entity, Action.UPDATE, f"{column} of", kind=SITES)
        sql = change(scene.plan.by_entity[entity].table, str(row["id"]), {column: value})
        found.append(Attempt(sql, judged(scene, cell, allowed=False)))
    return found


def _linked(scene: Scene, actor: Actor, junction: Junction) -> list[Attempt]:
    """Links are made and removed by who may change either row, where the relation is not left out."""
    table, left, right = scene.plan.relations.junction(junction)
    pairs = scene.links[junction.element]
    stored = scene.truth.stored
    found: list[Attempt] = []
    tried: set[tuple[str, bool]] = set()
    lefts = [row for row in scene.rows.of[junction.left] if row.site == actor.site]
    rights = [row for row in scene.rows.of[junction.right] if row.site == actor.site]
    for one in lefts:
        for other in rights:
            pair = (str(one.id), str(other.id))
            left_row, right_row = stored[junction.left][pair[0]], stored[junction.right][pair[1]]
            allowed = scene.truth.may_field(
                actor, Action.UPDATE, junction.left, left_row, junction.name
            ) or scene.truth.may_field(actor, Action.UPDATE, junction.right, right_row, junction.inverse)
            done = "remove" if pair in pairs else "add"
            if done == "remove":
                seen = scene.truth.may_field(actor, Action.READ, junction.left, left_row, junction.name)
                allowed = allowed and seen
                sql = f"delete from {table} where \"{left}\" = '{pair[0]}' and \"{right}\" = '{pair[1]}'"
            else:
                sql = insertion(table, {left: pair[0], right: pair[1]})
            if (done, allowed) not in tried:
                tried.add((done, allowed))
                cell = Cell(actor, junction.left, Action.UPDATE, field=junction.name, kind=FIELDS)
                found.append(Attempt(sql, judged(scene, cell, allowed=allowed)))
    return found


def _complete(scene: Scene, entity: str, values: Mapping[str, Any]) -> Values:
    empty = {reference(name): None for name in scene.index.parents(entity)}
    return {**empty, "member_id": None, **values}
