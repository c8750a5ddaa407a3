"""Who sees which rows and which of their fields, asked of the database itself."""

from collections.abc import Callable, Sequence
from typing import Any

from sayso.compiler.identifiers import reference
from sayso.proofs.attempts import Attempt, Outcome, Verdict
from sayso.proofs.cells import DATABASE, FIELDS, MATRIX, SITES, Cell
from sayso.proofs.scene import Scene
from sayso.proofs.truth import StoredRow
from sayso.proofs.types import Actor
from sayso.spec.expressions import sql_text
from sayso.spec.model import Action


def read_attempts(scene: Scene, actor: Actor, entities: Sequence[str]) -> list[Attempt]:
    """Everything an actor may look at: tables, views, links, history; and what nobody may."""
    found: list[Attempt] = []
    for entity in entities:
        found += _rows(scene, actor, entity)
        found += _masked_columns(scene, actor, entity)
        found += _history(scene, actor, entity)
    found += _links(scene, actor, entities)
    found += _closed(scene, actor, entities)
    return found


def check_rows(scene: Scene, actor: Actor, entity: str, rows: Sequence[StoredRow], where: str) -> None:
    """Holds the rows that an actor sees against the matrix: which they are, and what they show."""
    readable = scene.truth.readable(actor, entity)
    _check_ids(scene, actor, entity, {str(row["id"]) for row in rows}, where)
    for row in rows:
        if row["id"] in readable:
            _check_fields(scene, actor, entity, row, where)


def _rows(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    table = scene.plan.by_entity[entity].table
    view = scene.plan.by_entity[entity].view
    cell = Cell(actor, entity, Action.READ)

    def ids(outcome: Outcome) -> None:
        if _is_answered(scene, cell, outcome):
            _check_ids(scene, actor, entity, set(outcome.value or ()), DATABASE)

    def rows(outcome: Outcome) -> None:
        if _is_answered(scene, cell, outcome):
            check_rows(scene, actor, entity, outcome.value or (), DATABASE)

    return [
        Attempt(f"select jsonb_agg(id) from {table}", ids),
        Attempt(f"select jsonb_agg(to_jsonb(v)) from {view} v", rows),
    ]


def _check_ids(scene: Scene, actor: Actor, entity: str, seen: set[str], where: str) -> None:
    readable = scene.truth.readable(actor, entity)
    for key, row in scene.truth.stored[entity].items():
        own_site = row["site_id"] == str(actor.site)
        cell = Cell(
            actor,
            entity,
            Action.READ,
            "" if own_site else "another site's",
            kind=MATRIX if own_site else SITES,
        )
        scene.findings.expect(
            cell.kind,
            allowed=key in readable,
            was_allowed=key in seen,
            code="proof-permission",
            path=cell.path,
            message=cell.sentence(scene.label(entity), where, allowed=key in readable),
        )


def _check_fields(scene: Scene, actor: Actor, entity: str, row: StoredRow, where: str) -> None:
    stored = scene.truth.stored[entity][str(row["id"])]
    for name, shown, real in _values(scene, actor, entity, row, stored):
        allowed = scene.truth.may_field(actor, Action.READ, entity, stored, name)
        cell = Cell(actor, entity, Action.READ, field=name, kind=FIELDS)
        if not allowed:
            scene.findings.expect(
                FIELDS,
                allowed=False,
                was_allowed=shown is not None,
                code="proof-field",
                path=cell.path,
                message=cell.sentence(scene.label(entity), where, allowed=False),
            )
        elif real is not _UNKNOWN and shown is None and real is not None:
            scene.findings.fail(
                "proof-field", cell.path, cell.sentence(scene.label(entity), where, allowed=True)
            )
        elif real is not _UNKNOWN:
            scene.findings.permitted[FIELDS] += 1


_UNKNOWN = object()


def _values(
    scene: Scene, actor: Actor, entity: str, row: StoredRow, stored: StoredRow
) -> list[tuple[str, Any, Any]]:
    """The fields of a row: name, what is shown, what is stored."""
    index = scene.index
    found = [(name, row.get(name), stored.get(name)) for name in index.fields(entity)]
    flow = index.flows.get(entity)
    if flow is not None:
        found.append((flow.field, row.get(flow.field), stored.get(flow.field)))
    found += [(name, row.get(name), stored.get(name, _UNKNOWN)) for name in index.computed(entity)]
    for name in index.parents(entity):
        found.append((name, row.get(f"{name}_id"), stored.get(reference(name))))
        title = row.get(f"{name}_title") or None
        found.append((name, title, _UNKNOWN))
        if title is not None:
            _check_title(scene, actor, entity, name, stored)
    return found


def _check_title(scene: Scene, actor: Actor, entity: str, relation: str, stored: StoredRow) -> None:
    """A title says what its parent is called, so whoever sees it has to be let into the parent's name."""
    parent = scene.truth.parent(entity, relation, stored)
    kind = scene.index.parents(entity)[relation].parent
    named = scene.index.title_field(kind)
    if parent is None or named is None:
        return
    cell = Cell(actor, kind, Action.READ, field=named, kind=FIELDS)
    scene.findings.expect(
        FIELDS,
        allowed=scene.truth.may_field(actor, Action.READ, kind, parent, named),
        was_allowed=True,
        code="proof-field",
        path=cell.path,
        message=cell.sentence(scene.label(kind), f"as the title of a {entity}", allowed=False),
    )


def _masked_columns(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    """Where some role reads only some fields, nobody may go around the view to the table."""
    masked = any(
        rule.fields is not None
        for role in scene.plan.roles
        for rule in scene.index.grants(role, entity, Action.READ)
    )
    if not masked:
        return []
    plan = scene.plan.by_entity[entity]
    found = []
    for column in plan.written.values():
        name = column.link.name if column.link else column.name
        cell = Cell(actor, entity, Action.READ, field=name, kind=FIELDS)
        sql = f'select jsonb_agg("{column.stored}") from {plan.table}'
        found.append(Attempt(sql, _refused(scene, cell, "in the table behind the view")))
    return found


def _history(scene: Scene, actor: Actor, entity: str) -> list[Attempt]:
    grants = scene.index.grants(actor.role, entity, Action.READ)
    closed = {
        name
        for name in (
            *scene.index.fields(entity),
            *scene.index.computed(entity),
            *scene.index.parents(entity),
        )
        if any(rule.fields is not None and name not in rule.fields for rule in grants)
    }
    readable = scene.truth.readable(actor, entity)
    cell = Cell(actor, entity, Action.READ, "the history of")

    def judge(outcome: Outcome) -> None:
        if not _is_answered(scene, cell, outcome):
            return
        entries = outcome.value or []
        seen = {entry["row_id"] for entry in entries}
        for key in scene.truth.stored[entity]:
            scene.findings.expect(
                MATRIX,
                allowed=key in readable,
                was_allowed=key in seen,
                code="proof-permission",
                path=cell.path,
                message=cell.sentence(scene.label(entity), DATABASE, allowed=key in readable),
            )
        told = {name for entry in entries for side in ("old", "new") for name in entry[side] or ()}
        for name in sorted(closed):
            hidden = Cell(actor, entity, Action.READ, field=name, kind=FIELDS)
            scene.findings.expect(
                FIELDS,
                allowed=False,
                was_allowed=bool(told & {name, f"{name}_id", reference(name)}),
                code="proof-field",
                path=hidden.path,
                message=hidden.sentence(scene.label(entity), "in the history", allowed=False),
            )

    return [
        Attempt(
            "select jsonb_agg(jsonb_build_object('row_id', row_id, 'old', old, 'new', new)) "
            f"from {scene.plan.relations.history} where entity = {sql_text(entity)}",
            judge,
        )
    ]


def _links(scene: Scene, actor: Actor, entities: Sequence[str]) -> list[Attempt]:
    """A link is seen with its left row, where that role may read the relation."""
    found = []
    for junction in scene.index.junctions:
        if junction.left not in entities and junction.right not in entities:
            continue
        table, left, right = scene.plan.relations.junction(junction)
        cell = Cell(actor, junction.left, Action.READ, field=junction.name, kind=FIELDS)
        stored = scene.truth.stored[junction.left]
        pairs = scene.links[junction.element]
        allowed = {
            pair
            for pair in pairs
            if scene.truth.may_field(actor, Action.READ, junction.left, stored[pair[0]], junction.name)
        }

        def judge(
            outcome: Outcome,
            cell: Cell = cell,
            pairs: frozenset[tuple[str, str]] = pairs,
            allowed: set[tuple[str, str]] = allowed,
        ) -> None:
            if not _is_answered(scene, cell, outcome):
                return
            seen = {(pair[0], pair[1]) for pair in outcome.value or ()}
            for pair in pairs:
                scene.findings.expect(
                    FIELDS,
                    allowed=pair in allowed,
                    was_allowed=pair in seen,
                    code="proof-permission",
                    path=cell.path,
                    message=cell.sentence(scene.label(cell.entity), DATABASE, allowed=pair in allowed),
                )

        found.append(Attempt(f'select jsonb_agg(jsonb_build_array("{left}", "{right}")) from {table}', judge))
    return found


def _closed(scene: Scene, actor: Actor, entities: Sequence[str]) -> list[Attempt]:
    """What only the database itself looks through."""
    names = scene.names
    found = []
    for entity in entities:
        cell = Cell(actor, entity, Action.READ, kind=MATRIX)
        view = names.qualified(names.everything(entity))
        found.append(Attempt(f"select jsonb_agg(id) from {view}", _refused(scene, cell, "past every policy")))
    return found


def _refused(scene: Scene, cell: Cell, where: str) -> Callable[[Outcome], None]:
    def judge(outcome: Outcome) -> None:
        if outcome.verdict is Verdict.BROKEN:
            scene.findings.fail("proof-broken", cell.path, outcome.message)
            return
        scene.findings.expect(
            cell.kind,
            allowed=False,
            was_allowed=outcome.verdict is Verdict.PERMITTED,
            code="proof-permission",
            path=cell.path,
            message=cell.sentence(scene.label(cell.entity), where, allowed=False),
        )

    return judge


def _is_answered(scene: Scene, cell: Cell, outcome: Outcome) -> bool:
    """Tables and views that are read answer everybody, with what they may see."""
    if outcome.state is None:
        return True
    scene.findings.fail(
        "proof-broken", cell.path, f"Reading {scene.label(cell.entity).lower()} failed: {outcome.message}"
    )
    return False
