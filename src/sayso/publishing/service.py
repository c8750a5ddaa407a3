"""The publisher: takes modules from one revision to the next, in one step that happens or does not."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import UUID

import asyncpg

from sayso import evolution
from sayso.compiler.compilation import files_of
from sayso.compiler.draft import FileDraft
from sayso.compiler.migrations import migrate
from sayso.compiler.migrations.types import Archive, Choices, Migration
from sayso.compiler.three_way_merge import StoredDraft, merge_drafts
from sayso.db.database import Database
from sayso.errors import ConflictError
from sayso.evolution import Plan, Progress
from sayso.identity.types import Home
from sayso.publishing import goals, publish_transaction
from sayso.publishing.errors import ChoiceNeededError, ConfirmationNeededError, MergeConflictError
from sayso.publishing.goals import Aim
from sayso.publishing.installed import keep_installed
from sayso.publishing.name_reservation import reserved_names
from sayso.publishing.revision_diff import sentences
from sayso.publishing.rights import Rights
from sayso.publishing.state import Files, load, merged_files, specs_of
from sayso.publishing.types import Goal, Outlook, Phase, Prover, Published, Reached, State, untold
from sayso.publishing.upgrade import demand_current
from sayso.publishing.verification import demand_sound, proved
from sayso.publishing.versions import next_version
from sayso.runtime import files
from sayso.runtime.bundles import keep_bundle
from sayso.runtime.service import PUBLISHED, Kind, Revision, Within, install
from sayso.runtime.types import Module
from sayso.spec.edits import Edit, empty_spec
from sayso.spec.edits.effects import touched
from sayso.spec.model import AppSpec
from sayso.spec.reach import fresh_ids, widening

TURN_SECONDS = 30.0
"""How long a publish waits for another one of the same module."""

NO_MIGRATION = Migration(steps=(), prepare=(), switch="", finish=(), script="")
_NOTHING_PLANNED = Plan(())


class Publisher:
    """Makes modules and takes them along their timelines.

    ``told`` is called with the slug of a module whose revision has just changed.
    """

    def __init__(self, database: Database, prover: Prover, told: Callable[[str], None]) -> None:
        self._database = database
        self.rights = Rights(database)
        self._prover = prover
        self._told = told

    async def publish(
        self,
        spec: AppSpec,
        home: Home,
        *,
        reason: str = "Created",
        edits: Sequence[Edit] = (),
        kind: Kind = PUBLISHED,
        handwork: Sequence[StoredDraft] = (),
        within: Within | None = None,
        reached: Reached = untold,
    ) -> Module:
        """Make a module of a spec: served at once, or a draft without tables.

        ``handwork`` are files that people or a model wrote upon generated ones, or beside them.

        Raises:
            InputError: when the spec cannot be built; ``details["diagnostics"]`` name each place.
            ProofFailedError: when what is made of it does not hold; nothing is installed then.
        """
        demand_sound(spec)
        async with reserved_names(self._database, spec.slug) as names:
            named = spec.model_copy(update={"slug": names.slug})
            await reached(Phase.COMPILING)
            drafts = await asyncio.to_thread(files_of, named, names.prefix, kind.version)
            made = merge_drafts(handwork, drafts)
            await reached(Phase.PROVING)
            bundle = await proved(self._prover, None, named, [file.as_draft() for file in made])
            await reached(Phase.SWITCHING)

            async def all_of_it(session: Any, module: Module) -> None:
                if module.revision_id is not None:
                    agency_id = module.site.agency_id
                    await files.remember_handwork(session, agency_id, module.id, module.revision_id, made)
                await keep_bundle(session, module, bundle)
                if module.has_tables:
                    await keep_installed(session, module, named)
                if within is not None:
                    await within(session, module)

            module = await install(
                self._database,
                named,
                names.prefix,
                made,
                home,
                revision=Revision(
                    reason,
                    [edit.to_json() for edit in edits],
                    tuple(sentences(empty_spec(), edits)),
                ),
                kind=kind,
                within=all_of_it,
            )
        self._told(module.slug)
        return module

    async def change(
        self,
        module: Module,
        edits: Sequence[Edit],
        *,
        reason: str,
        author_id: UUID | None = None,
        base: int | None = None,
        choices: Choices | None = None,
        confirmed: bool = False,
        progress: Progress | None = None,
    ) -> Published:
        """Publish edits of the present revision; ``base`` is the revision they were made for."""
        aim = goals.by_edits(edits, reason, base=base)
        return await self.go(
            module, aim, author_id=author_id, choices=choices, confirmed=confirmed, progress=progress
        )

    async def go(
        self,
        module: Module,
        aim: Aim,
        *,
        author_id: UUID | None = None,
        choices: Choices | None = None,
        confirmed: bool = False,
        progress: Progress | None = None,
        within: Within | None = None,
        reached: Reached = untold,
    ) -> Published:
        """Take a module to a goal: a change, ``goals.undo``, ``goals.redo``, ``goals.jump(number)``.

        Raises:
            DeniedError: when the author does not build the module.
            ApprovalNeededError: when it lets somebody reach further, and waits for somebody else's approval.
            ConfirmationNeededError, ChoiceNeededError: with the plan; nothing was touched.
            ProofFailedError, MergeConflictError: with the places; nothing was touched.
            ConflictError: when another publish of this module takes too long.
        """
        async with self._turn(module):
            await demand_current(self._database, module)
            await reached(Phase.PLANNING)
            outlook = await self.outlook(module, aim, choices)
            state, goal = outlook.state, outlook.goal
            await self.rights.demand(state.module, state.spec, outlook.widening, author_id)
            demand_settled(outlook.plan, confirmed=confirmed)
            await reached(Phase.COMPILING)
            made = await self._files(outlook)
            drafts = [file.as_draft() for file in made.merged]
            await reached(Phase.PROVING)
            bundle = await proved(
                self._prover,
                state.spec,
                goal.spec,
                drafts,
                earlier=[file.as_draft() for file in made.stored],
                transforms=goal.transforms,
                touched=touched(state.spec, goal.spec, goal.edits),
                reverse=goal.reverse,
                choices=choices,
            )
            if outlook.migration is not NO_MIGRATION:
                await reached(Phase.PREPARING)
                await evolution.sweep(self._database.dsn, state.module.prefix)
                await evolution.prepare(self._database.dsn, outlook.migration, progress)
            await reached(Phase.SWITCHING)
            step = publish_transaction.Step(outlook, made, bundle, author_id, within)
            published = await publish_transaction.carry_out(self._database, step)
            self._told(published.module.slug)
        if outlook.migration.finish:
            await evolution.finish(self._database.dsn, published.module.prefix, progress)
        return published

    async def outlook(self, module: Module, aim: Aim, choices: Choices | None = None) -> Outlook:
        """A goal worked out against the live rows; nothing is touched."""
        state = await load(self._database, module)
        if state.module.status == "archived":
            raise ConflictError(
                f"“{state.module.name}” is archived.", hint="Restore it before you change it."
            )
        goal = await aim(state, specs_of(self._database, state.module))
        demand_sound(goal.spec)
        version = next_version(state.module.version, state.spec, goal.spec)
        if not state.module.has_tables:
            drafted = widening(state.spec, goal.spec, fresh_ids(state.spec, goal.spec))
            return Outlook(state, goal, version, NO_MIGRATION, _NOTHING_PLANNED, drafted)
        connection = await asyncpg.connect(self._database.dsn)
        try:
            prefix = state.module.prefix
            archive = await evolution.read_archive(connection, prefix, state.spec)
            migration = await asyncio.to_thread(
                migrate,
                state.spec,
                goal.spec,
                prefix=prefix,
                transforms=goal.transforms,
                archive=archive,
                choices=choices or {},
            )
            wider = widening(state.spec, goal.spec, _never_filled(state, goal, archive))
            if not migration.script.strip():
                return Outlook(state, goal, version, NO_MIGRATION, _NOTHING_PLANNED, wider)
            plan = await evolution.make_plan(connection, migration, choices)
        finally:
            await connection.close()
        return Outlook(state, goal, version, migration, plan, wider)

    async def serve_draft(self, module: Module) -> Module:
        """Give a draft its tables and serve it."""
        async with self._turn(module):
            state = await load(self._database, module)
            if state.module.has_tables:
                raise ConflictError(f"“{state.module.name}” is no draft any more.")
            demand_sound(state.spec)
            drafts = [file.as_draft() for file in await self._stored(state)]
            made = await proved(self._prover, None, state.spec, drafts)
            served = await publish_transaction.serve(self._database, state, drafts, made)
            await demand_current(self._database, served)
            self._told(served.slug)
        return served

    async def _files(self, outlook: Outlook) -> Files:
        """The files of the next revision; conflicts are kept for a person to decide about."""
        state, goal = outlook.state, outlook.goal
        stored = await self._stored(state)
        history: list[FileDraft] = []
        if state.module.has_tables:
            history = publish_transaction.history(stored, outlook)
        made = await asyncio.to_thread(
            files_of, goal.spec, state.module.prefix, outlook.version, history=history
        )
        merged = await merged_files(self._database, state, goal, stored, made)
        conflicted = [file for file in merged if file.conflicts]
        if conflicted:
            agency_id, module_id = state.module.site.agency_id, state.module.id
            async with self._database.unit(agency_id) as session:
                await files.hold_conflicts(session, agency_id, module_id, merged)
            paths = [file.path for file in conflicted]
            raise MergeConflictError(
                f"This changes lines that were edited by hand in {', '.join(paths)}.",
                hint="Decide about the marked places in these files, then publish again.",
                details={"files": paths},
            )
        return Files(tuple(stored), tuple(merged))

    async def _stored(self, state: State) -> Any:
        async with self._database.unit(state.module.site.agency_id) as session:
            return await files.stored_files(session, state.module.site.agency_id, state.module.id)

    def _turn(self, module: Module) -> AbstractAsyncContextManager[None]:
        return evolution.turn(self._database.dsn, module.prefix, wait=TURN_SECONDS)


def _never_filled(state: State, goal: Goal, archive: Archive) -> frozenset[str]:
    """Elements that have no values: nothing lies in the archive for them, and nothing is moved into them."""
    if goal.transforms:
        return frozenset()
    kept = {*archive.tables, *archive.kept, *(element for _, element in archive.columns)}
    return fresh_ids(state.spec, goal.spec, kept)


def demand_settled(plan: Plan, *, confirmed: bool) -> None:
    """Refuse a plan that somebody has to decide about, or that loses something and was not confirmed."""
    if plan.blocked:
        raise ChoiceNeededError(
            " ".join(finding.sentence for finding in plan.blocking),
            hint="Say what becomes of these rows, or change them first.",
            details={"plan": plan.to_json()},
        )
    if plan.loses and not confirmed:
        raise ConfirmationNeededError(
            "This takes values out of the live rows.",
            hint="Look at the plan and confirm it.",
            details={"plan": plan.to_json()},
        )
