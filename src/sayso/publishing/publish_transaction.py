"""The one transaction of a publish: tables, revision, files, bundle and record, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import asyncpg
from sqlalchemy.ext.asyncio import AsyncSession

from sayso import evolution
from sayso.compiler.draft import FileDraft
from sayso.compiler.migrations import migrate, migration_files, way_back
from sayso.compiler.targets.sql import CREATE, compile_sql
from sayso.compiler.three_way_merge import StoredDraft
from sayso.db.database import Database, driver_of
from sayso.db.error_text import words_of
from sayso.errors import ConflictError
from sayso.identity.people import repository as people
from sayso.publishing import approvals, rights
from sayso.publishing.errors import OutdatedError
from sayso.publishing.installed import keep_installed
from sayso.publishing.sql_history import foundation_of, history_of
from sayso.publishing.state import Files
from sayso.publishing.types import Outlook, Published, State
from sayso.runtime import files, repository, revisions
from sayso.runtime.bundle import Bundle
from sayso.runtime.bundles import keep_bundle
from sayso.runtime.service import Within, create_tables
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

_PLAIN_WAY_BACK = "select 1;"


@dataclass(frozen=True, slots=True)
class Step:
    """Everything a step of the timeline consists of, worked out and proved."""

    outlook: Outlook
    files: Files
    bundle: Bundle
    author_id: UUID | None
    within: Within | None = None


async def carry_out(database: Database, step: Step) -> Published:
    """Switch to the next revision, again while others hold the locks it needs.

    Raises:
        OutdatedError: when another revision is the present one by now.
        ConflictError: when rows came meanwhile that do not fit.
        BusyError: when the locks were not to be had.
    """

    async def transaction() -> Published:
        async with database.system() as session:
            return await _switch(session, step)

    try:
        return await evolution.switching(transaction)
    except asyncpg.IntegrityConstraintViolationError as error:
        raise ConflictError(
            f"Rows that do not fit came in meanwhile: {words_of(error)}",
            hint="Nothing was changed. Look at the plan again.",
        ) from error


async def _switch(session: AsyncSession, step: Step) -> Published:
    outlook, state, goal = step.outlook, step.outlook.state, step.outlook.goal
    module, agency_id = state.module, state.module.site.agency_id
    await _demand_unchanged(session, state)
    await rights.demand(session, module, state.spec, outlook.widening, step.author_id)
    await approvals.use(session, module, outlook.widening)
    merged = list(step.files.merged)
    if outlook.migration.script.strip():
        driver = await driver_of(session)
        await _renew_foundation(driver, step.files)
        await evolution.switch(driver, outlook.migration, prefix=module.prefix)
        merged = await _with_way_back(driver, step)
    revision_id, number = await revisions.add_revision(
        session,
        agency_id,
        module.id,
        goal.spec.to_json(),
        edits=[edit.to_json() for edit in goal.edits],
        reason=goal.reason,
        author_id=step.author_id,
        version=outlook.version,
        kind=goal.kind.value,
        target=goal.target,
        sentences=outlook.sentences,
    )
    changed = replace(module, name=goal.spec.name, version=outlook.version, revision_id=revision_id)
    await repository.set_record(
        session, agency_id, module.id, name=changed.name, version=changed.version, revision_id=revision_id
    )
    await _carry_names(session, changed, state.spec, goal.spec)
    await _keep_a_keyholder(session, changed, goal.spec, step.author_id)
    await files.remember_handwork(session, agency_id, module.id, revision_id, merged)
    await files.replace_files(session, agency_id, module.id, merged)
    if goal.takes_saved:
        await files.forget_saved(session, agency_id, module.id, "edit")
    await keep_bundle(session, changed, step.bundle)
    if changed.has_tables:
        await keep_installed(session, changed, goal.spec)
    if step.within is not None:
        await step.within(session, changed)
    return Published(changed, number, outlook)


async def serve(database: Database, state: State, drafts: Sequence[FileDraft], made: Bundle) -> Module:
    """Give a draft its tables in one transaction, and serve it."""
    module, agency_id = state.module, state.module.site.agency_id
    async with database.system() as session:
        await _demand_unchanged(session, state)
        await create_tables(session, drafts)
        if _are_of_today(state, drafts):
            await keep_installed(session, module, state.spec)
        await repository.set_published(session, agency_id, module.id)
        await keep_bundle(session, module, made)
    return replace(module, status="published", has_tables=True)


def history(stored: Sequence[StoredDraft], outlook: Outlook) -> list[FileDraft]:
    """The SQL so far and that of the migration at hand, whose way back is written after the switch."""
    earlier = history_of(stored)
    return earlier + migration_files(earlier, outlook.goal.reason, outlook.migration, _PLAIN_WAY_BACK)


async def _demand_unchanged(session: AsyncSession, state: State) -> None:
    now = await repository.locked_module(session, state.module.site.agency_id, state.module.id)
    if now is None or (now.revision_id, now.status) != (state.module.revision_id, state.module.status):
        raise OutdatedError(
            "The application was changed, archived or removed meanwhile.",
            hint="Nothing was published. Look at how it is now.",
        )


def _are_of_today(state: State, drafts: Sequence[FileDraft]) -> bool:
    """Whether the tables of a draft are made as this Sayso makes them; an earlier one may have written it."""
    given = {draft.path: draft.text for draft in drafts}
    made = compile_sql(state.spec, state.module.prefix)
    return all(given.get(draft.path) == draft.text for draft in made if draft.path == CREATE)


async def _renew_foundation(driver: "asyncpg.Connection[asyncpg.Record]", made: Files) -> None:
    """Bring what all modules stand on up to date where this Sayso's is newer."""
    earlier = foundation_of(file.as_draft() for file in made.stored)
    for path, script in foundation_of(file.as_draft() for file in made.merged).items():
        if earlier.get(path) != script:
            await driver.execute(script)


async def _with_way_back(driver: "asyncpg.Connection[asyncpg.Record]", step: Step) -> list[StoredDraft]:
    """The files with the migration back, now that the archive holds what it needs."""
    state, goal = step.outlook.state, step.outlook.goal
    archive = await evolution.read_archive(driver, state.module.prefix, goal.spec)
    migration = migrate(
        goal.spec, state.spec, prefix=state.module.prefix, transforms=goal.reverse, archive=archive
    )
    back = way_back(goal.reason, migration)
    known = {file.path for file in step.files.stored}
    return [
        replace(file, text=back, generated=back)
        if file.path.startswith("rollback/") and file.path not in known
        else file
        for file in step.files.merged
    ]


async def _carry_names(session: AsyncSession, module: Module, before: AppSpec, after: AppSpec) -> None:
    """Roles of members and values of settings are kept by name; they follow renames, and wait for returns.

    The name of what went is kept as its id, which nothing else can be called.
    """
    roles = _renames(
        {role.id: role.name for role in before.permissions.roles},
        {role.id: role.name for role in after.permissions.roles},
    )
    settings = _renames(
        {setting.id: setting.key for setting in before.settings},
        {setting.id: setting.key for setting in after.settings},
    )
    agency_id = module.site.agency_id
    if roles:
        await people.rename_roles(session, agency_id, module.id, roles)
    kept = {settings.get(key, key): value for key, value in module.settings.items()}
    if kept != module.settings:
        await repository.replace_settings(session, agency_id, module.id, kept)


async def _keep_a_keyholder(
    session: AsyncSession, module: Module, spec: AppSpec, author_id: UUID | None
) -> None:
    """Where nobody holds the widest role any more, whoever published gets it, so as not to be locked out."""
    widest = SpecIndex(spec).widest_role
    if widest is None or author_id is None:
        return
    if not await people.members_with_role(session, module.site, module.id, widest):
        member_id = await people.ensure_member(session, module.site, author_id)
        await people.grant_role(session, module.site.agency_id, member_id, module.id, widest)


def _renames(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """What each old name is to be: the new name, or the id of what went; what returns has its name again."""
    gone = {name: after.get(key, key) for key, name in before.items()}
    back = {key: name for key, name in after.items() if key not in before}
    return {old: new for old, new in (gone | back).items() if old != new}
