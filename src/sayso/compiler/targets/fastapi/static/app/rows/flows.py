"""State flows: which moves a row can make now, and making one; the database judges every move."""

from uuid import UUID

import asyncpg

from app.bodies import TransitionOption
from app.database import Connection
from app.description import Flow, Transition
from app.problems import Denied, NotFound, Problem, TransitionRefused, no_such
from app.rows.refusals import problem_of
from app.rows.rows import Rows, RowText
from app.sessions import Session


async def list_moves(rows: Rows, session: Session, row_id: UUID) -> list[TransitionOption]:
    """Every transition from the row's state; each is tried and taken back to see if it may be."""
    flow = _flow(rows)
    async with rows.transaction(session) as connection:
        state, version = await _state(rows, connection, row_id)
        return [
            await _tried(rows, session, connection, row_id, move, version)
            for move in flow.transitions
            if move.start == state
        ]


async def make_move(rows: Rows, session: Session, row_id: UUID, name: str) -> RowText:
    """Make the transition of this name from where the row is."""
    named = [move for move in _flow(rows).transitions if move.name == name]
    if not named:
        raise NotFound(f'There is no transition "{name[:60]}".', hint="GET transitions lists them.")
    async with rows.transaction(session) as connection:
        state, version = await _state(rows, connection, row_id)
        move = next((one for one in named if one.start == state), None)
        if state is None:
            raise Denied(f"Your role may not see how far this {rows.entity.label.lower()} is.")
        if move is None:
            raise TransitionRefused(
                f"{named[0].label} is not possible from “{state}”.",
                hint="Load it again to see what is possible now.",
            )
        await _make(rows, session, connection, row_id, move, version)
        return await rows.read_on(connection, row_id)


async def _tried(
    rows: Rows,
    session: Session,
    connection: Connection,
    row_id: UUID,
    move: Transition,
    version: int,
) -> TransitionOption:
    reason = ""
    trial = connection.transaction()
    await trial.start()
    try:
        await _make(rows, session, connection, row_id, move, version)
    except Problem as problem:
        reason = problem.detail
    except asyncpg.PostgresError as error:
        refusal = problem_of(error, rows.entity)
        if refusal is None:
            raise
        reason = refusal.detail
    finally:
        await trial.rollback()
    return TransitionOption(
        name=move.name, label=move.label, to=move.end, allowed=not reason, reason=reason
    )


async def _make(
    rows: Rows,
    session: Session,
    connection: Connection,
    row_id: UUID,
    move: Transition,
    version: int,
) -> None:
    """Move the row that was seen at `version`; only what everybody may read is read of the table."""
    if move.roles and session.scope.role not in move.roles:
        raise Denied(f"Your role may not do this: {move.label}.")
    column = f'"{_flow(rows).column}"'
    sql = f"update {rows.entity.table} set {column} = $3 where id = $1 and version = $2"
    if await connection.execute(sql, row_id, version, move.end) == "UPDATE 0":
        await rows.demand_version(connection, row_id, version)
        raise Denied(f"Your role may not change this {rows.entity.label.lower()}.")


async def _state(rows: Rows, connection: Connection, row_id: UUID) -> tuple[str | None, int]:
    """Where the row is, nothing where the member may not see that, and its version."""
    sql = f'select "{_flow(rows).column}" as state, version from {rows.entity.view} where id = $1'
    found = await connection.fetchrow(sql, row_id)
    if found is None:
        raise no_such(rows.entity.label)
    return found["state"], found["version"]


def _flow(rows: Rows) -> Flow:
    if rows.entity.flow is None:
        raise NotFound(f"{rows.entity.label_plural} have no states to move between.")
    return rows.entity.flow
