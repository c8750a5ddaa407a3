"""Proves a revision before it is published."""

from sayso.compiler.targets.sql import compile_sql
from sayso.db.database import Database
from sayso.proofs.findings import Findings
from sayso.proofs.lives import prove_lives
from sayso.proofs.migrating import Journey
from sayso.proofs.moves import prove_moves
from sayso.proofs.permissions import prove_permissions
from sayso.proofs.scene import Compile, Scene, create_tables, set_scene
from sayso.proofs.stage import open_stage
from sayso.proofs.types import Caller
from sayso.spec.model import AppSpec


class Proofs:
    """Tries on scratch tables what a spec promises."""

    def __init__(self, database: Database, caller: Caller, *, compile: Compile = compile_sql) -> None:  # noqa: A002
        self._database = database
        self._caller = caller
        self._compile = compile

    async def examine(self, spec: AppSpec) -> Findings:
        """All proofs of a spec."""
        findings = Findings()
        async with open_stage(self._database.dsn) as stage:
            await create_tables(stage, spec, self._compile)
            scene = await set_scene(stage, spec, self._caller, findings)
            self._note_missing(scene)
            entities = list(scene.index.entities)
            await prove_permissions(scene, entities)
            await prove_moves(scene, entities)
            await prove_lives(scene, entities)
        return findings

    async def examine_change(self, before: AppSpec, after: AppSpec) -> Findings:
        """The way from one revision to another and back."""
        findings = Findings()
        async with open_stage(self._database.dsn) as stage:
            await Journey(stage, before, after, findings, self._compile).prove()
        return findings

    def _note_missing(self, scene: Scene) -> None:
        for entity, said in scene.rows.refused.items():
            scene.findings.warn(
                "proof-open",
                f"entities.{entity}",
                f"No sample {scene.label(entity).lower()} could be made, so little is proved of it: {said}",
                "Loosen the rule or limit that refuses it, or try it by hand after publishing.",
            )
