"""Changes of a table with a million rows while people read and write it; and of a module with 20 entities."""

import asyncio
import itertools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from tests.support.running import installed

from benchmarks.hammer import Latency, Record, hammering
from benchmarks.load import Request
from benchmarks.stage import SAYSO, Stage, free_port, running, salon_spec, stage
from benchmarks.synthetic import synthetic_spec
from sayso.compiler.migrations import migrate, transforms_of
from sayso.db.database import Database, driver_of
from sayso.evolution import finish, make_plan, prepare, read_archive, sweep, switch, switching, turn
from sayso.identity.people.demo import demo_home
from sayso.kit.ids import SeededIds
from sayso.runtime import repository, revisions
from sayso.runtime.types import Module
from sayso.spec.edits import Edit, Rename, add, apply, change
from sayso.spec.edits.kinds import Kind
from sayso.spec.model import AppSpec, Field, FieldType, Index

ROWS = 1_000_000
IDLE_SECONDS = 8.0
LEAST_SECONDS = 1.0
"""Windows are at least this long, so that a change of milliseconds is seen among enough requests."""
CONNECTIONS = {"read": 3, "write": 2}
ENTITIES, ROUNDS = 20, 7


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds of each part of a change."""

    planned: float
    prepared: float
    switched: float
    finished: float

    @property
    def total(self) -> float:
        """All of it."""
        return self.planned + self.prepared + self.switched + self.finished


def main() -> None:
    """Prints latencies idle and during each change, and the time of each."""
    asyncio.run(_long_table())
    asyncio.run(_many_entities())


async def _long_table() -> None:
    started = time.perf_counter()
    async with stage(ROWS) as salon:
        print(f"{ROWS:,} appointments made in {time.perf_counter() - started:.0f} s")
        port = free_port()
        kinds = {"read": await _reads(salon), "write": await _writes(salon)}
        database = await Database.open(salon.dsn)
        spec = salon_spec().model_copy(update={"slug": salon.module.slug})
        spans: dict[str, tuple[float, float, Times | None]] = {}
        with (
            running(SAYSO, salon.environment(port), port),
            hammering(salon.target(port), kinds, CONNECTIONS) as record,
        ):
            await asyncio.sleep(IDLE_SECONDS / 4)
            start = time.monotonic()
            await asyncio.sleep(IDLE_SECONDS)
            spans["idle"] = (start, time.monotonic(), None)
            for name, edits in _changes(spec):
                start = time.monotonic()
                spec, times = await evolve(database, salon.module, spec, edits)
                await asyncio.sleep(max(0.0, LEAST_SECONDS - (time.monotonic() - start)))
                spans[name] = (start, time.monotonic(), times)
                await asyncio.sleep(1)
        await database.close()
        _tell(record, spans)


def _changes(spec: AppSpec) -> list[tuple[str, Sequence[Edit]]]:
    appointment = next(entity for entity in spec.entities if entity.name == "appointment")
    notes = next(field for field in appointment.fields if field.name == "notes")
    ids = SeededIds(7)
    rating = Field(id=ids.new("fld"), name="rating", label="Rating", type=FieldType.INTEGER, default=3)
    index = Index(id=ids.new("idx"), fields=("notes", "starts_at"))
    return [
        ("added field", [add(rating, parent=appointment.id)]),
        ("added index", [add(index, parent=appointment.id)]),
        ("rename", [Rename(kind=Kind.FIELD, target=notes.id, name="remarks")]),
        ("required", [change(Kind.FIELD, rating.id, required=True)]),
    ]


async def evolve(
    database: Database, module: Module, spec: AppSpec, edits: Sequence[Edit]
) -> tuple[AppSpec, Times]:
    """Make the edits as a publish does, without proofs and files."""
    result = apply(spec, edits)
    assert result.ok, result.diagnostics
    after, dsn, prefix = result.spec, database.dsn, module.prefix
    marks = [time.perf_counter()]
    async with turn(dsn, prefix):
        await sweep(dsn, prefix)
        async with database.system() as session:
            archive = await read_archive(await driver_of(session), prefix, spec)
        migration = migrate(
            spec, after, prefix=prefix, transforms=transforms_of(edits, spec), archive=archive
        )
        connection = await asyncpg.connect(dsn)
        plan = await make_plan(connection, migration)
        await connection.close()
        assert not plan.blocked, plan.sentences
        marks.append(time.perf_counter())
        await prepare(dsn, migration)
        marks.append(time.perf_counter())

        async def transaction() -> UUID:
            agency = module.site.agency_id
            async with database.system() as session:
                await switch(await driver_of(session), migration, prefix=prefix)
                revision_id, _ = await revisions.add_revision(
                    session, agency, module.id, after.to_json(),
                    edits=[edit.to_json() for edit in edits], reason="measured", author_id=None,
                    version="1.1.0",
                )  # fmt: skip
                await repository.set_record(
                    session, agency, module.id, name=after.name, version="1.1.0", revision_id=revision_id
                )
            return revision_id

        await switching(transaction)
        marks.append(time.perf_counter())
        await finish(dsn, prefix)
    marks.append(time.perf_counter())
    return after, Times(*(later - earlier for earlier, later in itertools.pairwise(marks)))


async def _reads(salon: Stage) -> list[Request]:
    ids = await _ids(salon, "appointments", 200)
    root = "/api/appointments"
    lists = [("GET", f"{root}?sort=-starts_at&page={page}", b"") for page in range(1, 11)]
    rows = [("GET", f"{root}/{one}", b"") for one in ids]
    return [request for n, row in enumerate(rows) for request in (row, lists[n % len(lists)])]


async def _writes(salon: Stage) -> list[Request]:
    ids = await _ids(salon, "appointments", 400)
    clients = await _ids(salon, "clients", 50)
    return [
        ("PATCH", f"/api/appointments/{one}", f'{{"client_id":"{clients[n % len(clients)]}"}}'.encode())
        for n, one in enumerate(ids)
    ]


async def _ids(salon: Stage, table: str, count: int) -> list[str]:
    connection = await asyncpg.connect(salon.dsn)
    rows = await connection.fetch(
        f"select id::text from apps.mod_{salon.module.prefix}_{table} limit {count}"
    )
    await connection.close()
    return [row["id"] for row in rows]


def _tell(record: Record, spans: dict[str, tuple[float, float, Times | None]]) -> None:
    quiet = {kind: Latency.of(record.between(*spans["idle"][:2], kind)) for kind in CONNECTIONS}
    for name, (start, end, times) in spans.items():
        if times:
            print(
                f"  {name}: {times.total:.2f} s (plan {times.planned:.2f}, prepare {times.prepared:.2f}, "
                f"switch {times.switched:.3f}, finish {times.finished:.2f})"
            )
        else:
            print(f"  {name}: {end - start:.1f} s")
        for kind, idle in quiet.items():
            now = Latency.of(record.between(start, end, kind))
            ratio = f", p95 {now.p95 / idle.p95:.1f} times idle" if times and idle.p95 else ""
            print(
                f"    {kind:<6} {now.count:6} requests   p50 {now.p50:6.1f} ms   p95 {now.p95:6.1f} ms   "
                f"longest {now.longest:7.1f} ms{ratio}" + (f"   {now.failed} FAILED" if now.failed else "")
            )


async def _many_entities() -> None:
    spec = synthetic_spec(ENTITIES)
    async with stage(10) as salon:
        database = await Database.open(salon.dsn)
        async with database.system() as session:
            home = await demo_home(session)
        module = await installed(database, spec, home)
        ids, taken = SeededIds(3), []
        for number in range(ROUNDS):
            entity = spec.entities[number]
            field = Field(id=ids.new("fld"), name=f"extra_{number}", label="Extra", type=FieldType.TEXT)
            spec, times = await evolve(database, module, spec, [add(field, parent=entity.id)])
            taken.append(times)
        await database.close()
    print(
        f"one field on {ENTITIES} entities, {ROUNDS} changes: median "
        f"{statistics.median(times.total for times in taken):.2f} s, of it the switch "
        f"{statistics.median(times.switched for times in taken):.2f} s (without proofs and files)"
    )
