"""Proves a revision before it is published."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from sayso.compiler.migrations.archive_schema import ENSURE
from sayso.compiler.targets.sql import bootstrap_sql, compile_sql
from sayso.db.database import Database
from sayso.proofs import repository
from sayso.proofs.catalogue import Catalogue, catalogue
from sayso.proofs.digests import (
    changed_entities,
    digests_of,
    is_same_database,
    journey_digest,
    spec_digest,
    use_digests_of,
)
from sayso.proofs.findings import Findings
from sayso.proofs.forms import prove_forms
from sayso.proofs.leaks import prove_silence
from sayso.proofs.migration_roundtrip import Journey
from sayso.proofs.moves import prove_moves
from sayso.proofs.neighbourhood import neighbourhood, neighbourhoods
from sayso.proofs.permissions import prove_permissions
from sayso.proofs.report import Report
from sayso.proofs.row_lifecycle import prove_lives
from sayso.proofs.scene import Compile, Scene, create_tables, set_scene
from sayso.proofs.stage import Stage, open_stage
from sayso.proofs.types import Caller, Candidate
from sayso.proofs.uses import prove_uses
from sayso.spec.checks import pages
from sayso.spec.diagnostics import Diagnostic
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

_TRIES = 5
_UNUSED = frozenset({"page-unseen", "entity-unseen"})


@dataclass(frozen=True, slots=True)
class Parts:
    """The entities that are proved, and those of which what is published is called."""

    proved: Sequence[str]
    called: Sequence[str]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return tuple(dict.fromkeys((*self.proved, *self.called)))


class Proofs:
    """Tries on scratch tables what a spec promises.

    ``compile`` gives the SQL that is tried, by default what is installed and exported.
    """

    def __init__(
        self,
        database: Database,
        caller: Caller,
        *,
        compile: Compile = compile_sql,  # noqa: A002 - it is what it does
    ) -> None:
        self._database = database
        self._caller = caller
        self._compile = compile
        self._server = ""

    async def prove(self, candidate: Candidate) -> Sequence[Diagnostic]:
        """Everything that does not hold; proofs that stand from before are not run again."""
        return (await self.report(candidate)).diagnostics

    async def report(self, candidate: Candidate) -> Report:
        """What was proved of a candidate; what passed is remembered."""
        started = time.monotonic()
        await self._ready()
        digests = await asyncio.to_thread(digests_of, candidate.after, self._server)
        uses = use_digests_of(candidate.after, digests)
        way = self._way(candidate)
        wanted = {*digests.values(), *uses.values(), *([way] if way else [])} - candidate.known
        async with self._database.unit(None) as session:
            stale = wanted - await repository.passed_of(session, wanted)
        proved = tuple(name for name, digest in digests.items() if digest in stale)
        carried = tuple(name for name in digests if name not in proved)
        findings = Findings()
        _note_unused(candidate.after, findings)
        if stale:
            called = tuple(name for name, digest in uses.items() if digest in stale)
            await self._run(candidate, findings, Parts(proved, called), is_way_stale=way in stale)
        state = "none" if way is None else "proved" if way in stale else "carried"
        report = Report(proved, carried, state, findings, time.monotonic() - started)
        async with self._database.unit(None) as session:
            if stale and report.holds:
                await repository.keep_passed(session, stale)
            await repository.keep_report(session, spec_digest(candidate.after), report.to_json())
        return report

    async def examine(self, spec: AppSpec) -> Report:
        """All proofs of a spec, whatever passed before."""
        started = time.monotonic()
        await self._ready()
        findings = Findings()
        _note_unused(spec, findings)
        entities = tuple(entity.name for entity in spec.entities)
        async with open_stage(self._database.dsn) as stage:
            await self._entities(stage, spec, findings, Parts(entities, entities))
        return Report(entities, (), "none", findings, time.monotonic() - started)

    def _way(self, candidate: Candidate) -> str | None:
        """The digest of the way from the revision before; none where the database stays as it is."""
        before = candidate.before
        if before is None or not before.entities or is_same_database(before, candidate.after):
            return None
        return journey_digest(
            before,
            candidate.after,
            repr((candidate.transforms, candidate.reverse, candidate.choices)),
            self._server,
        )

    async def _run(
        self, candidate: Candidate, findings: Findings, parts: Parts, *, is_way_stale: bool
    ) -> None:
        """Run what has to be run, each on as much of the module as has a bearing on it."""
        before, after = candidate.before, candidate.after
        async with open_stage(self._database.dsn) as stage:
            if before is None or not is_way_stale:
                small = await asyncio.to_thread(neighbourhood, after, parts.names)
                await self._entities(stage, small, findings, parts)
                return
            ids = {entity.id for entity in after.entities if entity.name in parts.names}
            changed = await asyncio.to_thread(changed_entities, before, after)
            start, end = await asyncio.to_thread(neighbourhoods, before, after, changed | ids)
            wanted = await self._entities(stage, end, findings, parts)
            if wanted is not None:
                journey = Journey(
                    stage,
                    start,
                    end,
                    findings,
                    self._compile,
                    transforms=candidate.transforms,
                    reverse=candidate.reverse,
                    choices=candidate.choices,
                )
                await _prove(journey, findings, wanted)

    async def _entities(
        self, stage: Stage, spec: AppSpec, findings: Findings, parts: Parts
    ) -> Catalogue | None:
        """Prove entities on fresh tables; what these are like, for a way to be held against.

        Tables that cannot be made or used at all are a finding too.
        """
        async with stage.gate.trial():
            try:
                await create_tables(stage, spec, self._compile)
                fresh = await catalogue(stage.connection, stage.prefix)
            except asyncpg.PostgresError as error:
                findings.fail("proof-tables", "entities", f"The tables could not be created: {error}")
                return None
            try:
                if parts.names:
                    await self._use(stage, spec, findings, parts)
            except asyncpg.PostgresError as error:
                findings.fail("proof-broken", "entities", f"The tables could not be used: {error}")
            return fresh

    async def _use(self, stage: Stage, spec: AppSpec, findings: Findings, parts: Parts) -> None:
        scene = await set_scene(stage, spec, self._caller, findings)
        entities = parts.proved
        _note_missing(scene, entities)
        await prove_permissions(scene, entities)
        await prove_silence(scene, entities)
        await prove_moves(scene, entities)
        await prove_lives(scene, entities)
        await prove_uses(scene, parts.called)
        await prove_forms(scene, parts.called)

    async def _ready(self) -> None:
        """See once that what every module stands on is there, so that no proof has to make it."""
        if self._server:
            return
        connection = await asyncpg.connect(self._database.dsn)
        try:
            await _patiently(connection, f"{bootstrap_sql()}\n{ENSURE}")
            self._server = await connection.fetchval("show server_version_num")
        finally:
            await connection.close()


async def _prove(journey: Journey, findings: Findings, wanted: Catalogue) -> None:
    try:
        await journey.prove(wanted)
    except asyncpg.PostgresError as error:
        findings.fail("proof-broken", "entities", f"The way could not be tried: {error}")


async def _patiently(connection: "asyncpg.Connection[asyncpg.Record]", script: str) -> None:
    """Run a script that may meet another process running the same one."""
    for attempt in range(_TRIES):
        try:
            await connection.execute(script)
        except asyncpg.InternalServerError:  # "tuple concurrently updated"
            if attempt == _TRIES - 1:
                raise
            await asyncio.sleep(0.05 * (attempt + 1))
        else:
            return


def _note_unused(spec: AppSpec, findings: Findings) -> None:
    """Say which pages and entities nobody will come to; that stops no publishing."""
    for problem in pages.check(SpecIndex(spec)):
        if problem.code in _UNUSED:
            findings.warn(problem.code, problem.path, problem.message, problem.hint)


def _note_missing(scene: Scene, entities: Sequence[str]) -> None:
    for entity, said in scene.rows.refused.items():
        if entity in entities:
            scene.findings.warn(
                "proof-open",
                f"entities.{entity}",
                f"No sample {scene.label(entity).lower()} could be made, so little is proved of it: {said}",
                "Loosen the rule or limit that refuses it, or try it by hand after publishing.",
            )
