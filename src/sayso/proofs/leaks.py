"""Nothing that an actor may ask for depends on values that the actor may not read.

The same questions are asked twice, and in between the hidden values are changed past every trigger: lists
sorted and filtered by them, searches, figures, reports, exports, histories. Answers that differ tell of them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from sayso.proofs.attempts import change
from sayso.proofs.cells import Cell
from sayso.proofs.scene import Scene
from sayso.proofs.truth import StoredRow
from sayso.proofs.types import Actor
from sayso.spec.expressions import parse, uses
from sayso.spec.model import NUMBER_TYPES, TEXT_TYPES, Action, Field

KIND = "leaks"


@dataclass(frozen=True, slots=True)
class Question:
    """A call, and the hidden field that it is about."""

    path: str
    field: str


async def prove_silence(scene: Scene, entities: Sequence[str]) -> None:
    """Ask every role that reads rows but not all of their fields."""
    for actor in scene.people.acting:
        for entity in entities:
            hidden = _hidden(scene, actor, entity)
            if hidden:
                await _ask_twice(scene, actor, entity, hidden)


def _hidden(scene: Scene, actor: Actor, entity: str) -> list[Field]:
    """Fields that the actor may read of no row, save those that computed values are made of and so tell."""
    truth = scene.truth
    rows = [truth.stored[entity][key] for key in truth.readable(actor, entity)]
    told = _told(scene, entity)
    return [
        field
        for field in scene.index.entities[entity].fields
        if rows
        and (entity, field.name) not in told
        and not any(truth.may_field(actor, Action.READ, entity, row, field.name) for row in rows)
    ]


def _told(scene: Scene, entity: str) -> set[tuple[str, str]]:
    """What the computed values of an entity are made of."""
    waiting = [(entity, value.name) for value in scene.index.entities[entity].computed]
    found: set[tuple[str, str]] = set()
    while waiting:
        where, name = waiting.pop()
        if (where, name) in found:
            continue
        found.add((where, name))
        value = scene.index.computed(where).get(name)
        if value is not None:
            waiting += uses(parse(value.expression), scene.index, where)
    return found


async def _ask_twice(scene: Scene, actor: Actor, entity: str, hidden: Sequence[Field]) -> None:
    stored = scene.truth.stored[entity]
    rows = [stored[key] for key in sorted(scene.truth.readable(actor, entity))]
    questions = list(_questions(scene, actor, entity, hidden, rows[0]))
    before = await _answers(scene, actor, questions)
    async with scene.stage.gate.trial():
        await _change(scene, actor, entity, hidden, rows)
        after = await _answers(scene, actor, questions)
    for question, first, second in zip(questions, before, after, strict=True):
        if first is None:
            continue
        cell = Cell(actor, entity, Action.READ, field=question.field, kind=KIND)
        scene.findings.expect(
            KIND,
            allowed=False,
            was_allowed=first != second,
            code="proof-leak",
            path=cell.path,
            message=f"What “{actor.role}” gets from {question.path} depends on “{question.field}”, "
            "which that role may not read.",
        )


async def _answers(scene: Scene, actor: Actor, questions: Sequence[Question]) -> list[Any]:
    """The answers; none to a question that is not answered at all."""
    replies = [await scene.ask(actor, "GET", question.path) for question in questions]
    return [reply.data if reply.is_done else None for reply in replies]


async def _change(
    scene: Scene, actor: Actor, entity: str, hidden: Sequence[Field], rows: Sequence[StoredRow]
) -> None:
    table = scene.plan.by_entity[entity].table
    updates = []
    for row in rows:
        fresh = scene.maker.fields(entity, actor.site)
        updates += [change(table, str(row["id"]), {field.name: fresh[field.name]}) for field in hidden]
    await scene.put(updates)


def _questions(
    scene: Scene, actor: Actor, entity: str, hidden: Sequence[Field], row: StoredRow
) -> Iterator[Question]:
    address = scene.collection(entity)
    for field in hidden:
        yield from _about(address, field.name, field, row)
        for link in scene.index.children(entity).values():
            is_told = any(where == entity for where, _ in _told(scene, link.child))
            if scene.index.grants(actor.role, link.child, Action.READ) and not is_told:
                path = f"{link.name}.{field.name}"
                yield from _about(scene.collection(link.child), path, field, row)
    first = hidden[0].name
    yield Question(f"{address}/export.csv", first)
    yield Question(f"{address}/{row['id']}/history", first)
    for report in scene.index.spec.reports:
        if report.entity == entity:
            yield Question(f"/api/reports/{report.name}", first)


def _about(address: str, path: str, field: Field, row: StoredRow) -> Iterator[Question]:
    """Questions about one field, under the path by which the list knows it."""
    value = quote_plus(str(row.get(field.name)))
    for asked in (
        f"?sort={path}",
        f"?sort=-{path}",
        f"?filter[{path}]={value}",
        f"?filter[{path}][is_null]=false",
        f"/stats?group_by={path}",
        f"/stats?filter[{path}]={value}",
    ):
        yield Question(f"{address}{asked}", field.name)
    if field.type in TEXT_TYPES:
        yield Question(f"{address}?q={value}", field.name)
    if field.type in NUMBER_TYPES:
        measures = ",".join(f"{op}:{path}" for op in ("sum", "avg", "min", "max"))
        yield Question(f"{address}/stats?measures={measures}", field.name)
