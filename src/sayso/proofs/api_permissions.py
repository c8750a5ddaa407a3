"""The permission matrix through the API: the calls that requests make, each with an answer to expect."""

from collections.abc import Sequence
from typing import Any

from sayso.compiler.identifiers import reference
from sayso.proofs.cells import API, FIELDS, MATRIX, SITES, Cell, judge_reply
from sayso.proofs.field_lists import another_value
from sayso.proofs.reach import may_reach, new_row
from sayso.proofs.read_permissions import check_rows
from sayso.proofs.row_lifecycle import drafts
from sayso.proofs.scene import Scene
from sayso.proofs.truth import StoredRow
from sayso.proofs.types import Actor
from sayso.runtime.plan import FILE_TYPES
from sayso.spec.model import Action

_VERBS = {Action.READ: "GET", Action.UPDATE: "PATCH", Action.DELETE: "DELETE"}


async def call_as(scene: Scene, actor: Actor, entities: Sequence[str]) -> None:
    """Everything an actor may try with these entities."""
    for entity in entities:
        calls = _Calls(scene, actor, entity)
        await calls.look()
        await calls.use_rows()
        await calls.create()
        await calls.write_fields()


async def call_as_nobody(scene: Scene, entities: Sequence[str]) -> None:
    """Who is not signed in gets nothing, whatever is asked, as long as nothing was confirmed to be public."""
    for entity in entities:
        address = scene.collection(entity)
        row = next(iter(scene.truth.stored[entity]), "")
        for method, path, body in (
            ("GET", address, None),
            ("GET", f"{address}/{row}", None),
            ("GET", f"{address}/export.csv", None),
            ("GET", f"{address}/stats", None),
            ("POST", address, {}),
            ("PATCH", f"{address}/{row}", {}),
            ("DELETE", f"{address}/{row}", None),
        ):
            reply = await scene.api(None, method, path, body)
            scene.findings.expect(
                MATRIX,
                allowed=False,
                was_allowed=reply.status != 401,
                code="proof-anonymous",
                path=f"entities.{entity}",
                message=f"{method} {path} answered {reply.status} to someone who is not signed in, "
                "though nobody confirmed that this is public.",
            )


class _Calls:
    def __init__(self, scene: Scene, actor: Actor, entity: str) -> None:
        self._scene = scene
        self._actor = actor
        self._entity = entity
        self._address = scene.collection(entity)
        self._stored = scene.truth.stored[entity]

    async def look(self) -> None:
        """The list shows what may be read, with what may be read of the rows it belongs to."""
        scene, actor = self._scene, self._actor
        parents = scene.index.parents(self._entity)
        expand = f"&expand={','.join(parents)}" if parents else ""
        reply = await scene.ask(actor, "GET", f"{self._address}?page_size=200{expand}")
        cell = Cell(actor, self._entity, Action.READ)
        if not reply.is_done:
            judge_reply(scene, cell, reply, allowed=bool(scene.truth.readable(actor, self._entity)))
            return
        items: list[dict[str, Any]] = reply.data["items"]
        check_rows(scene, actor, self._entity, items, API)
        for name, link in parents.items():
            shown = [row[name] for row in items if isinstance(row.get(name), dict)]
            known = {str(row["id"]): row for row in shown}
            readable = scene.truth.readable(actor, link.parent)
            for key in known.keys() - readable:
                judge_reply(scene, Cell(actor, link.parent, Action.READ), reply, allowed=key in readable)
            self._check_expanded(link.parent, list(known.values()))
        total = reply.data["page"]["total"]
        if total != len(scene.truth.readable(actor, self._entity)):
            scene.findings.fail(
                "proof-permission",
                cell.path,
                f"The list of {scene.label(self._entity).lower()} says that there are {total}, but "
                f"“{actor.role}” may read {len(scene.truth.readable(actor, self._entity))}.",
            )

    def _check_expanded(self, parent: str, rows: Sequence[StoredRow]) -> None:
        scene, actor = self._scene, self._actor
        for row in rows:
            stored = scene.truth.stored[parent].get(str(row["id"]))
            if stored is None:
                continue
            for name in (*scene.index.fields(parent), *scene.index.computed(parent)):
                if scene.truth.may_field(actor, Action.READ, parent, stored, name):
                    continue
                cell = Cell(actor, parent, Action.READ, field=name, kind=FIELDS)
                scene.findings.expect(
                    FIELDS,
                    allowed=False,
                    was_allowed=row.get(name) is not None,
                    code="proof-field",
                    path=cell.path,
                    message=cell.sentence(scene.label(parent), f"through {self._entity}", allowed=False),
                )

    async def use_rows(self) -> None:
        """A row that may be read, changed, deleted; and rows that may not, of this site and of the other."""
        for action, method in _VERBS.items():
            for cell, row, allowed in self._examples(action):
                address = f"{self._address}/{row['id']}"
                body = self._harmless(row) if action is Action.UPDATE else None
                if action is Action.UPDATE and not body:
                    continue
                reply = await self._scene.ask(self._actor, method, address, body)
                judge_reply(self._scene, cell, reply, allowed=allowed)
                if action is Action.READ and not allowed:
                    history = await self._scene.ask(self._actor, "GET", f"{address}/history")
                    judge_reply(self._scene, cell, history, allowed=False)

    def _examples(self, action: Action) -> list[tuple[Cell, StoredRow, bool]]:
        found: dict[str, tuple[Cell, StoredRow, bool]] = {}
        for row in self._stored.values():
            allowed = may_reach(self._scene, self._actor, action, self._entity, row)
            if allowed:
                found.setdefault("open", (Cell(self._actor, self._entity, action), row, True))
            elif row["site_id"] == str(self._actor.site):
                cell = Cell(self._actor, self._entity, action, "another's")
                found.setdefault("closed", (cell, row, False))
            else:
                cell = Cell(self._actor, self._entity, action, "another site's", kind=SITES)
                found.setdefault("abroad", (cell, row, False))
        return list(found.values())

    def _harmless(self, row: StoredRow) -> dict[str, Any]:
        """A change that changes nothing, of something that the actor may write if there is anything."""
        scene, actor, entity = self._scene, self._actor, self._entity
        names = list(scene.index.fields(entity))
        listed = [rule.fields for rule in scene.index.grants(actor.role, entity, Action.UPDATE)]
        names = [name for name in names if all(fields is None or name in fields for fields in listed)]
        # A file of another site is refused as a value, before it is seen that the row is out of reach.
        names = [name for name in names if scene.index.fields(entity)[name].type not in FILE_TYPES]
        if names:
            return {names[0]: row[names[0]]}
        parents = list(scene.index.parents(entity))
        return {f"{parents[0]}_id": row[reference(parents[0])]} if parents and not listed else {}

    async def create(self) -> None:
        """A row that may be created, and one that may not: one by one, and many at once."""
        scene, actor, entity = self._scene, self._actor, self._entity
        cell = Cell(actor, entity, Action.CREATE)
        allowed = next(drafts(scene, entity, actor), None)
        if allowed is not None:
            reply = await scene.ask(actor, "POST", self._address, allowed.body)
            judge_reply(scene, cell, reply, allowed=True)
        refused = self._refused_row()
        if refused is not None:
            for path, body in ((self._address, refused), (f"{self._address}/bulk", {"items": [refused]})):
                reply = await scene.ask(actor, "POST", path, body)
                judge_reply(scene, cell, reply, allowed=False)

    def _refused_row(self) -> dict[str, Any] | None:
        """A row that the matrix refuses, without files: those of others are refused as values before.

        Where a row must have one, or has to belong to what there is no row of, only the database is asked.
        """
        fields = self._scene.index.fields(self._entity).values()
        if any(field.required and field.type in FILE_TYPES for field in fields):
            return None
        parents = self._scene.index.parents(self._entity).items()
        needed = [reference(name) for name, link in parents if link.required]
        for family in range(len(self._scene.people.members)):
            values = new_row(self._scene, self._actor, self._entity, family)
            if any(values[name] is None for name in needed):
                continue
            if not self._scene.truth.may(self._actor, Action.CREATE, self._entity, values):
                return self._body(values)
        return None

    def _body(self, values: StoredRow) -> dict[str, Any]:
        parents = self._scene.index.parents(self._entity)
        fields = self._scene.index.fields(self._entity)
        body = {name: values[name] for name, field in fields.items() if field.type not in FILE_TYPES}
        return body | {f"{name}_id": values[reference(name)] for name in parents}

    async def write_fields(self) -> None:
        """Every field that a list leaves out, one by one."""
        scene, actor, entity = self._scene, self._actor, self._entity
        if not scene.truth.is_listed(actor, Action.UPDATE, entity):
            return
        row = next((row for _, row, allowed in self._examples(Action.UPDATE) if allowed), None)
        if row is None:
            return
        fresh = scene.maker.fields(entity, actor.site)
        for name in scene.index.fields(entity):
            if scene.truth.may_field(actor, Action.UPDATE, entity, row, name):
                continue
            column = scene.plan.by_entity[entity].columns[name]
            value = fresh[name] if fresh[name] != row.get(name) else another_value(column, row.get(name))
            cell = Cell(actor, entity, Action.UPDATE, field=name, kind=FIELDS)
            reply = await scene.ask(actor, "PATCH", f"{self._address}/{row['id']}", {name: value})
            if reply.status != 422:
                judge_reply(scene, cell, reply, allowed=False)
