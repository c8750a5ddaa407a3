"""What the guards of transitions say of each row, asked outside the triggers that hold them."""

from collections.abc import Mapping

from sayso.compiler.identifiers import quote
from sayso.compiler.targets.sql.scopes import RowScope
from sayso.proofs.attempts import change
from sayso.proofs.scene import Scene
from sayso.spec.expressions import Path, parse, sql_text, to_sql, walk
from sayso.spec.model import Transition

Guards = Mapping[tuple[str, str], bool | None]
"""By the ids of transition and row; missing values neither meet a guard nor break it."""


async def read_guards(scene: Scene, starts: Mapping[str, str]) -> Guards:
    """Ask the guards of the transitions out of these states, of every row as it would be after the move."""
    asked = [
        _question(scene, entity, transition)
        for entity, start in starts.items()
        for transition in scene.index.flows[entity].transitions
        if transition.from_state == start and transition.guard
    ]
    if not asked:
        return {}
    await scene.stage.run("set local role sayso_keeper")
    found = await scene.stage.connection.fetch(" union all ".join(asked))
    await scene.stage.gate.leave()
    return {(row["transition"], row["row"]): row["met"] for row in found}


async def vary_rows(scene: Scene, starts: Mapping[str, str]) -> None:
    """Give the fields that guards look at many values, so that guards are met by some rows, not by all."""
    updates = []
    for entity, start in starts.items():
        told = _told(scene, entity, start)
        if told:
            table = scene.plan.by_entity[entity].table
            rows = scene.rows.of[entity][1:]
            updates += [change(table, str(row.id), scene.maker.suiting(entity, told)) for row in rows]
    await scene.put(updates)


def _told(scene: Scene, entity: str, start: str) -> dict[str, tuple[object, ...]]:
    """The fields of the row that guards look at, and the constants they name."""
    fields = scene.index.fields(entity)
    found: dict[str, tuple[object, ...]] = {}
    for transition in scene.index.flows[entity].transitions:
        if transition.from_state != start or not transition.guard:
            continue
        nodes = list(walk(parse(transition.guard)))
        told = scene.maker.constants(nodes)
        for node in nodes:
            if isinstance(node, Path) and len(node.names) == 1 and node.names[0] in fields:
                found[node.names[0]] = (*found.get(node.names[0], ()), *told)
    return {name: told for name, told in found.items() if not fields[name].unique}


def _question(scene: Scene, entity: str, transition: Transition) -> str:
    names, flow = scene.names, scene.index.flows[entity]
    columns = ", ".join(
        f"{sql_text(transition.to_state)} as {quote(name)}" if name == flow.field else f"e.{quote(name)}"
        for name in next(iter(scene.truth.stored[entity].values()), {})
    )
    row = RowScope(names, entity, "r", has_stored=False)
    guard = to_sql(parse(transition.guard or ""), row)
    return (
        f"select {sql_text(transition.id)} as transition, r.id::text as row, ({guard}) as met "
        f"from (select {columns} from {names.qualified(names.everything(entity))} e) r"
    )
