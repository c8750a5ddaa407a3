"""A change of the salon in a process of its own that dies at a given point: ``python -m …mortal DSN POINT``.

The revision that runs is one row of ``public.running``, written in the same transaction as the switch, as the
platform does with its own tables.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import asyncpg

from sayso.compiler.migrations import migrate
from sayso.compiler.migrations.types import Migration
from sayso.evolution import finish, prepare, sweep, switch, switching, turn
from sayso.spec.edits import Rename, add, apply, change
from sayso.spec.edits.kinds import Kind
from sayso.spec.model import AppSpec, Field, Index, Validation

SPEC = Path(__file__).parents[1] / "cases" / "salon" / "spec.json"
PREFIX = "salon"
RUNNING = "create table public.running (revision text not null)"

POINTS = (
    "before preparing",
    "between two preparations",
    "after preparing",
    "before the last statement of the switch",
    "before the commit",
    "before finishing",
    "between two checks",
)


@cache
def revisions() -> tuple[AppSpec, AppSpec]:
    """The salon, and the salon with a rename, a field, two indexes and two limits."""
    salon = AppSpec.model_validate_json(SPEC.read_text())
    client, _, service, appointment = salon.entities
    mobile = next(field for field in client.fields if field.name == "mobile")
    name = next(field for field in client.fields if field.name == "name")
    duration = next(field for field in service.fields if field.name == "duration")
    result = apply(
        salon,
        [
            Rename(kind=Kind.FIELD, target=mobile.id, name="cell"),
            add(Field(id="fld_mortal1", name="rating", label="Rating", type="integer"), parent=client.id),
            add(Index(id="idx_mortal1", fields=("birthday",)), parent=client.id),
            add(Index(id="idx_mortal2", fields=("starts_at", "status")), parent=appointment.id),
            change(Kind.FIELD, name.id, validation=Validation(max_length=90)),
            change(Kind.FIELD, duration.id, validation=Validation(min=1, max=600)),
        ],
    )
    assert result.ok, result.diagnostics
    return salon, result.spec


def migration() -> Migration:
    """From the one to the other; it has something to do in every phase."""
    before, after = revisions()
    found = migrate(before, after, prefix=PREFIX)
    assert len([s for s in found.prepare if "concurrently" in s]) >= 2
    assert len(found.finish) >= 2
    return found


async def change_salon(dsn: str, die_at: Callable[[str], None] = lambda _: None) -> None:
    """The whole change; ``die_at`` is told every point that is reached."""
    wanted = migration()
    async with turn(dsn, PREFIX, wait=20):
        await sweep(dsn, PREFIX)
        if await running(dsn) == "new":
            return
        die_at("before preparing")
        await prepare(dsn, wanted, _at_second(die_at, "between two preparations"))
        die_at("after preparing")

        async def transaction() -> None:
            connection = await asyncpg.connect(dsn)
            try:
                async with connection.transaction():
                    head, _, _ = wanted.switch.rpartition("\ncreate ")
                    cut = replace(wanted, switch=f"{head}\nreset role;")
                    if _is_near(die_at, "before the last statement of the switch"):
                        await switch(connection, cut, prefix=PREFIX)
                        die_at("before the last statement of the switch")
                    await switch(connection, wanted, prefix=PREFIX)
                    await connection.execute("update public.running set revision = 'new'")
                    die_at("before the commit")
            finally:
                await connection.close()

        await switching(transaction)
        die_at("before finishing")
        await finish(dsn, PREFIX, _at_second(die_at, "between two checks"))


async def running(dsn: str) -> str:
    """The revision that runs."""
    connection = await asyncpg.connect(dsn)
    try:
        return str(await connection.fetchval("select revision from public.running"))
    finally:
        await connection.close()


class Death:
    """Ends this process for good when the point is reached that it was told."""

    def __init__(self, point: str) -> None:
        self.point = point

    def __call__(self, point: str) -> None:
        """Reach a point."""
        if point == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


def _is_near(die_at: Callable[[str], None], point: str) -> bool:
    return isinstance(die_at, Death) and die_at.point == point


def _at_second(die_at: Callable[[str], None], point: str) -> Callable[[str, float], None]:
    def told(_: str, share: float) -> None:
        if share > 0:
            die_at(point)

    return told


if __name__ == "__main__":
    asyncio.run(change_salon(sys.argv[1], Death(sys.argv[2])))
