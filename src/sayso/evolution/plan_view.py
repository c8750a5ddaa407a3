"""A plan as one member sees it: its findings with values of rows that row-level security shows them."""

from dataclasses import replace

import asyncpg

from sayso.db.gate import Gate
from sayso.db.scope import Scope
from sayso.evolution.plan import Example, Finding, Plan

_CHANGED = (asyncpg.UndefinedTableError, asyncpg.UndefinedColumnError)
"""What PostgreSQL says when the application was changed since the plan was made."""


async def seen(gate: Gate, scope: Scope, plan: Plan) -> Plan:
    """The plan with examples in its findings, read through the views of the running revision.

    Rows and values that are hidden from the member are left out; the counts are of all rows.
    """
    steps = [
        replace(step, findings=tuple([await _seen(gate, scope, finding) for finding in step.findings]))
        for step in plan.steps
    ]
    return Plan(tuple(steps))


async def _seen(gate: Gate, scope: Scope, finding: Finding) -> Finding:
    place = finding.place
    if place is None or not finding.rows:
        return finding
    values = ", ".join(f"t.{column}::text" for column in place.columns)
    sql = (
        f"select t.id, array[{values}] as found "  # noqa: S608 - names of ours, quoted
        f"from unnest($1::uuid[]) with ordinality as w (id, place) join {place.view} t on t.id = w.id "
        "order by w.place"
    )
    try:
        rows = await gate.fetch(scope, sql, list(finding.rows))
    except _CHANGED:
        return finding
    is_open = scope.role in place.open_to
    shown = [
        Example(str(row["id"]), ", ".join(filter(None, row["found"])) or None)
        for row in rows
        if is_open or None not in row["found"]
    ]
    return replace(finding, examples=tuple(shown))
