"""Files and the rows that hold them: who may send one, who may read one, and who may put one into a row.

A file is read by whom may read a field of a row that holds it. Until a row has it, it is its sender's alone.
``public.files.row_id`` is the row that took it first, where it is looked for first; none as long as none did.
"""

from collections.abc import Iterator, Sequence
from uuid import UUID

from sayso.db.gate import Gate, ScopedConnection
from sayso.db.scope import Scope
from sayso.errors import DeniedError, NotFoundError
from sayso.runtime.plan import FILE_TYPES, CollectionPlan, ModulePlan
from sayso.spec.model import Action

_SENT = "f.created_by = apps.current_member() and f.row_id is null"
_TAKEN = "update public.files set row_id = $1 where id = any($2::uuid[]) and row_id is null"


def takes_files(plan: ModulePlan, role: str) -> bool:
    """Whether a role may give a row of some entity a file."""
    return any(
        rule.fields is None or column.name in rule.fields
        for entity in plan.by_entity.values()
        for column in entity.columns.values()
        if column.type in FILE_TYPES and column.is_written
        for action in (Action.CREATE, Action.UPDATE)
        for rule in plan.index.grants(role, entity.name, action)
    )


def demand_sender(plan: ModulePlan, scope: Scope) -> None:
    """Refuse files of somebody who could put them into no row."""
    if not takes_files(plan, scope.role):
        raise DeniedError(
            f"Your role adds no files in {plan.module.name}.",
            hint="Ask somebody who may change the rows that have files.",
        )


async def demand_readable(gate: Gate, plan: ModulePlan, scope: Scope, file_id: UUID) -> None:
    """Refuse a file that no row shows to the member, whoever guessed or was told its id.

    Raises:
        NotFoundError: as if it were not there.
    """
    if not await gate.fetch(scope, _readable(plan, is_anonymous=scope.is_anonymous), [file_id]):
        raise NotFoundError("There is no such file.", hint="It may have been deleted.")


async def known_files(
    connection: ScopedConnection, plan: ModulePlan, scope: Scope, wanted: Sequence[UUID]
) -> set[UUID]:
    """Those of the files that the member may put into a row.

    They have sent them, or see them in a row. Visitors cannot be told apart, and what one of them puts into a
    row may be shown to everybody: theirs have to come from a visitor besides.
    """
    sql = _readable(plan, is_anonymous=False)
    if scope.is_anonymous:
        sql += " and f.created_by = apps.current_member()"
    return {row["id"] for row in await connection.fetch(sql, list(wanted))}


async def note_taken(connection: ScopedConnection, row_id: UUID, taken: Sequence[UUID]) -> None:
    """From now on these files are read by whom may read the row."""
    if taken:
        await connection.execute(_TAKEN, row_id, list(taken))


def _readable(plan: ModulePlan, *, is_anonymous: bool) -> str:
    """The ids among ``$1`` that the acting member may read."""
    holders = list(_holders(plan))
    ways = [] if is_anonymous else [_SENT]
    ways += [f"exists (select from {view} v where v.id = f.row_id and {held})" for view, held in holders]
    ways += [f"exists (select from {view} v where {held})" for view, held in holders]
    found = " or ".join(ways) or "false"
    return f"select f.id from public.files f where f.id = any($1::uuid[]) and ({found})"


def _holders(plan: ModulePlan) -> Iterator[tuple[str, str]]:
    """Each view that shows files, and the condition that a row of it shows the file ``f``."""
    for entity in plan.by_entity.values():
        columns = _file_columns(entity)
        if columns:
            yield entity.view, f"f.id in ({', '.join(columns)})"


def _file_columns(entity: CollectionPlan) -> list[str]:
    return [f'v."{column.name}"' for column in entity.columns.values() if column.type in FILE_TYPES]
