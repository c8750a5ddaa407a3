"""Programs that copy or move rows into other rows."""

from typing import Any

from sayso.bots.details import BotDetails, Case, ConfigField, Expected, ExpectedRow, Given, RowEvent
from sayso.bots.offline.examples import NOW, Row, fitting, row_id, unfitting
from sayso.bots.offline.program import (
    bare,
    function,
    helpers_for,
    reaches_of,
    tell_fields,
    tell_function,
    where_of,
)
from sayso.bots.offline.recipe import RowFilter, threshold_fields, triggers_of
from sayso.bots.offline.wanted import input_for, rows_of, wanted_function
from sayso.devloop.programs.grants import ModuleGrant
from sayso.devloop.programs.types import Draft
from sayso.phrases.writing.text import literal, module
from sayso.spec.model import Action

from .reading import Move


def write_move(move: Move) -> Draft:
    """The bot."""
    common = move.common
    verb = "Moves" if move.deletes else "Copies"
    when = f" when {move.happening.words}" if move.happening else ""
    what = move.rows.thing.plural.lower() if move.happening else move.rows.words
    doc = f"{verb} {what} to {move.target.plural.lower()} of {move.target.module['name']}{when}."
    run = function("run(ctx, input)", bare(doc), _on_event(move) if move.happening else _on_schedule(move))
    functions = [
        *([wanted_function(move.happening)] if move.happening else []),
        _take(move),
        _values(move),
        *(_looking(move, name) for name, _ in move.looked),
    ]
    told = tell_function(common) if common.tells else ""
    functions += [told] if told else []
    helpers, imports = helpers_for("\n".join([run, *functions]))
    labels = {one["name"]: one["label"] for one in move.rows.thing.fields}
    details = BotDetails(
        name=common.name,
        description=f"{doc} {' '.join(common.notes)}".strip()[:600],
        reaches=reaches_of(common, modules=_grants(move)),
        config=(
            *threshold_fields(move.rows.conditions, labels),
            *(
                ConfigField(name=name, label=name.replace("_", " ").capitalize(), default=text)
                for name, text in move.looked
            ),
            *tell_fields(common.tells),
        ),
        triggers=(move.happening.trigger,) if move.happening else triggers_of(common.timing),
        cases=_cases(move),
    )
    return Draft(module(doc, imports, [run, *functions, *helpers]), details, details.description)


def _grants(move: Move) -> tuple[ModuleGrant, ...]:
    """What is done in each module: rows are read and made, deleted or changed only where they must be."""
    source, target = move.rows.thing, move.target
    entities: dict[str, list[str]] = {}
    actions: dict[str, list[Action]] = {}
    for slug, names, does in (
        (source.module["slug"], [source.name], [Action.READ, *([Action.DELETE] if move.deletes else [])]),
        (target.module["slug"], [target.name, *_parents(move)], [Action.READ, Action.CREATE]),
    ):
        entities.setdefault(slug, []).extend(names)
        actions.setdefault(slug, []).extend(does)
    if move.happening is not None and RowEvent.CHANGED in move.happening.on:
        actions[target.module["slug"]].append(Action.UPDATE)
    return tuple(
        ModuleGrant(
            slug=slug, entities=tuple(dict.fromkeys(names)), actions=tuple(dict.fromkeys(actions[slug]))
        )
        for slug, names in entities.items()
    )


def _parents(move: Move) -> list[str]:
    found = [move.target.parent(name) for name, _ in move.looked]
    return [one.name for one in found if one is not None]


def _on_event(move: Move) -> list[str]:
    nothing = '    return {"taken": 0}'
    lines = ["row = wanted(ctx, input)", "if row is None:", nothing]
    if move.common.asks_first:
        lines += [
            (
                f'if not ctx.approve(f"Make one of the {move.target.plural.lower()} of '
                f'{{row.get({literal(_title(move))})}}?"):'
            ),
            nothing,
        ]
    lines.append("taken = take(ctx, row)")
    if move.common.tells:
        lines += [
            "if taken:",
            (
                f'    tell(ctx, {literal(move.common.name)}, f"{{row.get({literal(_title(move))})}} '
                f'was taken over.")'
            ),
        ]
    return [*lines, 'return {"taken": int(taken)}']


def _title(move: Move) -> str:
    return move.rows.thing.title_field or "id"


def _on_schedule(move: Move) -> list[str]:
    thing = move.rows.thing
    where = where_of(move.rows)
    called = f"ctx.rows({literal(thing.module['slug'])})"
    given = f", where={literal(where, 4, 40)}" if where else ""
    lines = [
        f"rows = {called}.list({literal(thing.collection)}{given}, limit=500)",
    ]
    if move.common.asks_first:
        lines += [
            f'if not rows or not ctx.approve(f"Take over {{len(rows)}} {thing.plural.lower()}?"):',
            '    return {"taken": 0}',
        ]
    lines.append("taken = sum(take(ctx, row) for row in rows)")
    if move.common.tells:
        lines += [
            "if taken:",
            (
                f'    tell(ctx, {literal(move.common.name)}, f"{{taken}} {thing.plural.lower()} were '
                f'taken over.")'
            ),
        ]
    return [*lines, 'return {"taken": taken}']


def _take(move: Move) -> str:
    source, target = move.rows.thing, move.target
    made = f"ctx.rows({literal(target.module['slug'])})"
    lines = ["key = f\"taken {row['id']}\"", "made = ctx.state.get(key)"]
    if move.happening is not None and RowEvent.CHANGED in move.happening.on:
        lines += [
            "if made:",
            f"    {made}.update({literal(target.collection)}, made, values_of(ctx, row))",
            "    return False",
        ]
    else:
        lines += ["if made:", "    return False"]
    lines += [
        f'made = {made}.create({literal(target.collection)}, values_of(ctx, row))["id"]',
        "ctx.state.set(key, made)",
    ]
    if move.deletes:
        lines.append(
            f'ctx.rows({literal(source.module["slug"])}).delete({literal(source.collection)}, row["id"])'
        )
    return function(
        "take(ctx, row)",
        "Take a row over, unless that was done before; whether it was.",
        [*lines, "return True"],
    )


def _today(kind: str) -> str:
    return "ctx.now" if kind == "datetime" else "ctx.now[:10]"


def _looking(move: Move, name: str) -> str:
    """A function that finds what new rows belong to by its name."""
    parent = move.target.parent(name)
    if parent is None or not parent.title_field:
        raise TypeError(f"{move.target.name} belongs to no {name} with a name.")
    where = f'{{"{parent.title_field}": ctx.config["{name}"]}}'
    lines = [
        (
            f"found = ctx.rows({literal(parent.module['slug'])}).list({literal(parent.collection)}, "
            f"where={where}, limit=1)"
        ),
        "if not found:",
        f'    raise ValueError(f"There is no {name.replace("_", " ")} called {{ctx.config[{name!r}]}}.")',
        'return found[0]["id"]',
    ]
    return function(f"{name}_of(ctx)", f"The {name.replace('_', ' ')} that new rows belong to.", lines)


def _values(move: Move) -> str:
    values = [f'        "{one.field["name"]}": row.get("{one.value.name}"),' for one in move.pairs]
    values += [f'        "{name}_id": row.get("{value}"),' for name, value in move.parents]
    values += [f'        "{field["name"]}": {literal(text)},' for field, text in move.fixed]
    values += [f'        "{field["name"]}": {_today(field["type"])},' for field in move.dated]
    values += [f'        "{name}_id": {name}_of(ctx),' for name, _ in move.looked]
    lines = [
        "values = {",
        *(one[4:] for one in values),
        "}",
        "return {name: value for name, value in values.items() if value is not None}",
    ]
    return function("values_of(ctx, row)", "What the new row says.", lines)


def _cases(move: Move) -> tuple[Case, ...]:
    good, bad = rows_of(move.happening) if move.happening else _of_filter(move.rows)
    found = []
    source, target = move.rows.thing, move.target
    if good is not None:
        values: dict[str, Any] = {one.field["name"]: good.get(one.value.name) for one in move.pairs}
        values |= {field["name"]: text for field, text in move.fixed}
        values = {name: value for name, value in values.items() if value is not None}
        made = ExpectedRow(module=target.module["slug"], entity=target.name, action="created", values=values)
        rows = [made]
        if move.deletes:
            rows.append(
                ExpectedRow(
                    module=source.module["slug"], entity=source.name, action="deleted", id=str(good["id"])
                )
            )
        done = Expected(rows=tuple(rows), result_contains={"taken": 1})
        found.append(
            Case(
                name=f"A row becomes one of the {target.plural.lower()}"[:120],
                given=_given(move, good),
                expect=done,
            )
        )
        is_updated = move.happening is not None and RowEvent.CHANGED in move.happening.on
        again = Expected(no_rows=not is_updated, result_contains={"taken": 0})
        found.append(
            Case(name="A second run takes nothing twice", given=_given(move, good), expect=again, runs=2)
        )
        if move.common.asks_first:
            given = _given(move, good).model_copy(update={"approvals": {"*": False}})
            found.append(
                Case(
                    name="Nothing is taken that was not approved", given=given, expect=Expected(no_rows=True)
                )
            )
    nothing = Expected(no_rows=True, result_contains={"taken": 0})
    if bad is not None:
        found.append(
            Case(name="A row that does not count stays as it is", given=_given(move, bad), expect=nothing)
        )
    if move.happening is None:
        found.append(
            Case(name="Nothing happens where there are no rows", given=_given(move, None), expect=nothing)
        )
    elif RowEvent.DELETED not in move.happening.on:
        found.append(
            Case(
                name="Nothing happens for a row that is gone",
                given=_given(move, good or {"id": row_id(1)}, is_there=False),
                expect=nothing,
            )
        )
    return tuple(found)


def _of_filter(rows: RowFilter) -> tuple[Row | None, Row | None]:
    return fitting(rows), unfitting(rows)


def _given(move: Move, row: Row | None, *, is_there: bool = True) -> Given:
    source, target = move.rows.thing, move.target
    rows: dict[str, dict[str, list[Any]]] = {
        source.module["slug"]: {source.name: [row] if row is not None and is_there else []}
    }
    rows.setdefault(target.module["slug"], {}).setdefault(target.name, [])
    for name, text in move.looked:
        parent = target.parent(name)
        if parent is not None:
            rows[target.module["slug"]].setdefault(parent.name, []).append(
                {"id": row_id(70), parent.title_field: text}
            )
    return Given(
        input=input_for(move.happening, row) if move.happening and row is not None else None,
        rows=rows,
        approvals={"*": True},
        now=NOW,
    )
