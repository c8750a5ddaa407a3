"""The life of a row of each entity through the API: created, read, listed, changed, deleted, brought back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from sayso.compiler.identifiers import reference
from sayso.proofs.scene import Scene
from sayso.proofs.truth import StoredRow
from sayso.proofs.types import Actor, Reply
from sayso.proofs.values import Values
from sayso.spec.model import Action, FieldType

KIND = "rows"
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Draft:
    """A row that an actor may create: what is sent, and what will be stored."""

    actor: Actor
    body: Values
    stored: StoredRow


async def prove_lives(scene: Scene, entities: Sequence[str]) -> None:
    """Lead a row of each entity through its life."""
    for entity in entities:
        async with scene.stage.gate.trial():
            await _Life(scene, entity).lead()


def drafts(scene: Scene, entity: str, actor: Actor, attempt: int = 0) -> Iterator[Draft]:
    """Rows of the entity that the actor may create, each with other values; none where there are none."""
    truth, index = scene.truth, scene.index
    for family in range(len(scene.people.members)):
        stored: dict[str, Any] = {
            "id": str(uuid4()),
            "site_id": str(actor.site),
            "created_by": str(actor.member),
            "member_id": None,
        }
        for number, link in enumerate(index.parents(entity).values()):
            parent = scene.rows.one(
                link.parent, (family + number) % len(scene.people.members), scene.people.site
            )
            stored[reference(link.name)] = str(parent.id) if parent else None
        if not truth.may(actor, Action.CREATE, entity, stored):
            continue
        fields = scene.maker.fields(entity, actor.site, attempt)
        body = {
            name: value
            for name, value in fields.items()
            if truth.may_field(actor, Action.CREATE, entity, stored, name)
        }
        body |= {
            f"{name}_id": stored[reference(name)]
            for name in index.parents(entity)
            if truth.may_field(actor, Action.CREATE, entity, stored, name)
        }
        yield Draft(actor, body, stored | fields)


class _Life:
    def __init__(self, scene: Scene, entity: str) -> None:
        self._scene = scene
        self._entity = entity
        self._path = f"entities.{entity}"
        self._label = scene.label(entity).lower()
        self._address = scene.collection(entity)

    async def lead(self) -> None:
        """Each step by someone who may take it; steps that nobody may take are left out."""
        made = await self._create()
        if made is None:
            return
        draft, row = made
        stored = {**draft.stored, "id": row["id"]}
        reader = self._who(Action.READ, stored, first=draft.actor)
        if reader is not None:
            await self._read(reader, draft, row["id"])
        changed = await self._change(stored, draft)
        remover = self._who(Action.DELETE, stored)
        if remover is None or not self._scene.truth.may(remover, Action.READ, self._entity, stored):
            return
        if await self._step("deleted", remover, "DELETE", f"{self._address}/{row['id']}", keep=True) is None:
            return
        await self._gone_and_back(stored, remover, changed or draft)

    async def _create(self) -> tuple[Draft, dict[str, Any]] | None:
        """The row; several sets of values are tried, as a rule may refuse one that looks as good as any."""
        reply: Reply | None = None
        for actor in self._by_rights(Action.CREATE):
            for attempt in range(_TRIES):
                draft = next(drafts(self._scene, self._entity, actor, attempt), None)
                if draft is None or self._lacks(draft):
                    break
                reply = await self._scene.ask(actor, "POST", self._address, draft.body, keep=True)
                if reply.is_done:
                    self._scene.findings.permitted[KIND] += 1
                    return draft, reply.data
                if reply.status not in {409, 422}:
                    break
        if reply is not None:
            self._failed("created", reply)
        return None

    def _lacks(self, draft: Draft) -> bool:
        """Whether the role may not give something that a row must have."""
        plan = self._scene.plan.by_entity[self._entity]
        return any(
            column.required
            and column.origin != "state"
            and column.name not in draft.body
            and (column.field is None or column.field.default is None)
            for column in plan.written.values()
        )

    async def _read(self, reader: Actor, draft: Draft, row: str) -> None:
        reply = await self._step("read", reader, "GET", f"{self._address}/{row}")
        if reply is not None:
            self._compare(reader, draft, reply.data, "read")
        listed = await self._step("listed", reader, "GET", f"{self._address}?page_size=200&count=false")
        if listed is not None and row not in [item["id"] for item in listed.data["items"]]:
            self._scene.findings.fail(
                "proof-row",
                self._path,
                f"A new {self._label} is missing from the list that a {reader.role} sees.",
            )

    async def _change(self, stored: StoredRow, draft: Draft) -> Draft | None:
        scene, entity = self._scene, self._entity
        editor = self._who(Action.UPDATE, stored, first=draft.actor)
        if editor is None or not scene.truth.may(editor, Action.READ, entity, stored):
            return None
        reply: Reply | None = None
        for attempt in range(_TRIES):
            body = {
                name: value
                for name, value in scene.maker.fields(entity, editor.site, attempt).items()
                if scene.truth.may_field(editor, Action.UPDATE, entity, stored, name)
            }
            if not body:
                return None
            reply = await scene.ask(editor, "PATCH", f"{self._address}/{stored['id']}", body, keep=True)
            if reply.is_done:
                scene.findings.permitted[KIND] += 1
                changed = Draft(editor, body, {**stored, **body})
                self._compare(editor, changed, reply.data, "changed")
                return changed
            if reply.status not in {409, 422}:
                break
        if reply is not None:
            self._failed("changed", reply)
        return None

    async def _gone_and_back(self, stored: StoredRow, remover: Actor, last: Draft) -> None:
        scene, address = self._scene, f"{self._address}/{stored['id']}"
        gone = await scene.ask(remover, "GET", address)
        if gone.status != 404:
            scene.findings.fail("proof-row", self._path, f"A deleted {self._label} can still be read.")
        restorer = next(
            (
                actor
                for actor in scene.people.acting
                if any(
                    rule.scope.value == "all" and rule.fields is None
                    for rule in scene.index.grants(actor.role, self._entity, Action.READ)
                )
                and scene.truth.may(actor, Action.CREATE, self._entity, stored)
                and not scene.truth.is_listed(actor, Action.CREATE, self._entity)
            ),
            None,
        )
        if restorer is None:
            return
        reply = await self._step("brought back", restorer, "POST", f"{address}/restore", keep=True)
        if reply is not None:
            self._compare(restorer, last, reply.data, "brought back")

    async def _step(
        self, done: str, actor: Actor, method: str, path: str, *, keep: bool = False
    ) -> Reply | None:
        reply = await self._scene.ask(actor, method, path, keep=keep)
        if not reply.is_done:
            self._failed(done, reply)
            return None
        self._scene.findings.permitted[KIND] += 1
        return reply

    def _compare(self, actor: Actor, draft: Draft, row: dict[str, Any], done: str) -> None:
        """What was sent has to come back the same, as far as the actor may read it."""
        scene, entity = self._scene, self._entity
        for name, field in scene.index.fields(entity).items():
            if name not in draft.body:
                continue
            if not scene.truth.may_field(actor, Action.READ, entity, draft.stored, name):
                continue
            if not is_same(field.type, draft.body[name], row.get(name)):
                scene.findings.fail(
                    "proof-value",
                    f"{self._path}.fields.{name}",
                    f"“{field.label}” of a {self._label} that was {done} came back as {row.get(name)!r} "
                    f"in place of {draft.body[name]!r}.",
                )

    def _failed(self, done: str, reply: Reply) -> None:
        if reply.status in {409, 422}:
            self._scene.findings.warn(
                "proof-open",
                self._path,
                f"No sample {self._label} could be {done}, as each broke a rule or limit: {reply.detail}",
                "Try it by hand after publishing, or loosen the rule.",
            )
            return
        self._scene.findings.fail(
            "proof-row",
            self._path,
            f"A {self._label} could not be {done} through the API ({reply.status}): {reply.detail}",
        )

    def _by_rights(self, action: Action) -> list[Actor]:
        """Those who may do it at all, the ones without limits first."""

        def width(actor: Actor) -> int:
            rules = self._scene.index.grants(actor.role, self._entity, action)
            return -max(
                (2 * (rule.fields is None) + (rule.scope.value == "all") for rule in rules), default=-1
            )

        found = [
            a for a in self._scene.people.acting if self._scene.index.grants(a.role, self._entity, action)
        ]
        return sorted(found, key=width)

    def _who(self, action: Action, stored: StoredRow, first: Actor | None = None) -> Actor | None:
        """Someone who may do this with the row."""
        several = [*([first] if first else []), *self._by_rights(action)]
        return next((a for a in several if self._scene.truth.may(a, action, self._entity, stored)), None)


def is_same(type_: FieldType, sent: object, given: object) -> bool:
    """Whether a value came back as it was sent."""
    if sent is None or given is None:
        return sent is given
    if type_ is FieldType.DATETIME:
        return datetime.fromisoformat(str(sent)) == datetime.fromisoformat(str(given))
    if type_ is FieldType.TIME:
        return str(sent)[:5] == str(given)[:5]
    if isinstance(sent, int | float) and isinstance(given, int | float):
        return abs(float(sent) - float(given)) < 1e-6
    return sent == given
