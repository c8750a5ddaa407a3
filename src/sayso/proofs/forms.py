"""Forms and boards are used as each role that may: something is added, saved again, and moved."""

from collections.abc import Sequence

from sayso.proofs.reach import first_open
from sayso.proofs.row_lifecycle import drafts
from sayso.proofs.scene import Scene
from sayso.proofs.types import Actor, Reply
from sayso.proofs.uses import CODE, KIND
from sayso.runtime.plan import FILE_TYPES, Column
from sayso.spec.model import Action, Component, ComponentType
from sayso.spec.model.component_props import FormProps, KanbanProps

_TRIES = 4


async def prove_forms(scene: Scene, entities: Sequence[str]) -> None:
    """Fill in every form of these entities, and move a card on every board."""
    for component in scene.index.spec.components:
        if component.entity not in entities:
            continue
        for actor in scene.people.acting:
            if component.type is ComponentType.FORM:
                await _Form(scene, component, actor).use()
            elif component.type is ComponentType.KANBAN:
                await _move(scene, component, actor)


class _Form:
    """A form, as one role uses it."""

    def __init__(self, scene: Scene, component: Component, actor: Actor) -> None:
        self._scene = scene
        self._component = component
        self._actor = actor
        self._entity = component.entity or ""
        self._plan = scene.plan.by_entity[self._entity]
        self._names = FormProps.model_validate(component.props).fields
        self._address = scene.collection(self._entity)

    async def use(self) -> None:
        """Add a row where the role may, and save one again where it may change one."""
        if self._scene.index.grants(self._actor.role, self._entity, Action.CREATE):
            await self._add()
        await self._save()

    async def _add(self) -> None:
        for attempt in range(_TRIES):
            draft = next(drafts(self._scene, self._entity, self._actor, attempt), None)
            if draft is None:
                return
            body = {name: value for name, value in draft.body.items() if self._asks(name)}
            missing = [column for column in self._required() if column.name not in body]
            if missing:
                self._note(missing[0], is_left_out=missing[0].name in draft.body)
                return
            reply = await self._scene.ask(self._actor, "POST", self._address, body)
            if reply.is_done:
                self._scene.findings.permitted[KIND] += 1
                return
            if reply.status not in {409, 422}:
                self._fail("nothing can be added", reply)
                return

    async def _save(self) -> None:
        row = first_open(self._scene, self._actor, self._entity, Action.UPDATE)
        if row is None:
            return
        truth = self._scene.truth
        body = {
            name: row[column.stored]
            for name, column in self._plan.written.items()
            if self._asks(name)
            and column.origin != "state"
            and column.type not in FILE_TYPES
            and truth.may_field(self._actor, Action.UPDATE, self._entity, row, _told(column))
            and truth.may_field(self._actor, Action.READ, self._entity, row, _told(column))
        }
        if not body:
            return
        reply = await self._scene.ask(self._actor, "PATCH", f"{self._address}/{row['id']}", body)
        if reply.is_done:
            self._scene.findings.permitted[KIND] += 1
        elif reply.status != 409:
            self._fail("nothing can be changed", reply)

    def _asks(self, name: str) -> bool:
        """Whether the form has a place for it; which row it belongs to may be known from where it opens."""
        column = self._plan.columns[name]
        return not self._names or column.origin == "reference" or name in self._names

    def _required(self) -> list[Column]:
        return [
            column
            for column in self._plan.written.values()
            if column.required
            and column.origin == "field"
            and (column.field is None or column.field.default is None)
        ]

    def _note(self, column: Column, *, is_left_out: bool) -> None:
        what = self._plan.label.lower()
        path = f"components.{self._component.name}"
        if is_left_out:
            self._scene.findings.fail(
                CODE,
                f"{path}.props.fields",
                f"The form “{self._component.name}” does not ask for “{column.label}”, without which "
                f"no {what} can be added.",
                f"Add {column.name} to the form, give it a default, or make it optional.",
            )
            return
        self._scene.findings.warn(
            CODE,
            path,
            f"“{self._actor.role}” may add a {what}, but may not give “{column.label}”, "
            "without which none can be added.",
            f"Let the role give {column.name}, give it a default, or make it optional.",
        )

    def _fail(self, what: str, reply: Reply) -> None:
        self._scene.findings.fail(
            CODE,
            f"components.{self._component.name}",
            f"As “{self._actor.role}”, {what} by the form “{self._component.name}” ({reply.status}): "
            f"{reply.detail}",
        )


async def _move(scene: Scene, component: Component, actor: Actor) -> None:
    """Put a card into another column; those of a flow are moved by its transitions."""
    entity = component.entity or ""
    plan, by = scene.plan.by_entity[entity], KanbanProps.model_validate(component.props).group_by
    column = plan.columns.get(f"{by}_id" if by in plan.parents else by)
    row = first_open(scene, actor, entity, Action.UPDATE)
    if column is None or row is None or column.origin not in {"field", "reference"}:
        return
    if not scene.truth.may_field(actor, Action.UPDATE, entity, row, _told(column)):
        return
    there = row[column.stored]
    others = [name for name, _ in column.options if name != there]
    value = others[0] if others else there
    reply = await scene.ask(actor, "PATCH", f"{scene.collection(entity)}/{row['id']}", {column.name: value})
    if reply.is_done:
        scene.findings.permitted[KIND] += 1
    elif reply.status != 409:
        scene.findings.fail(
            CODE,
            f"components.{component.name}",
            f"As “{actor.role}”, no card of the board “{component.name}” can be moved ({reply.status}): "
            f"{reply.detail}",
        )


def _told(column: Column) -> str:
    """The name that field lists have for a column."""
    return column.link.name if column.link else column.name
