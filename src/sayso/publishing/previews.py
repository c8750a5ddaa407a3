"""Previews: a module beside the live one, on a site of its own, to try changes on and to promote them."""

import asyncio
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.compilation import files_of
from sayso.compiler.migrations.types import Choices
from sayso.compiler.three_way_merge import merge_drafts
from sayso.db.database import Database, driver_of
from sayso.db.scope import Scope
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.evolution import Progress
from sayso.identity.people import repository as people
from sayso.identity.types import Home
from sayso.publishing import goals
from sayso.publishing.approvals import note_module
from sayso.publishing.errors import NothingThereError
from sayso.publishing.goals import Aim, Specs
from sayso.publishing.installed import keep_installed
from sayso.publishing.name_reservation import reserved_names
from sayso.publishing.preview_copy import Copy, copy_rows, demand_copy
from sayso.publishing.rows import Rows
from sayso.publishing.service import Publisher
from sayso.publishing.state import load
from sayso.publishing.types import Goal, Outlook, Published, State
from sayso.runtime import files, repository
from sayso.runtime.sample.service import fill
from sayso.runtime.service import Kind, Revision, install
from sayso.runtime.types import Module
from sayso.runtime.uploads import Uploads
from sayso.spec.diagnostics import as_details
from sayso.spec.edits import Edit, read_edits


class Previews:
    """Makes previews of modules, and brings what was tried on them to the live ones."""

    def __init__(self, database: Database, publisher: Publisher, uploads: Uploads) -> None:
        self._database = database
        self._publisher = publisher
        self._uploads = uploads

    async def make(self, live: Module, user_id: UUID, rows: Rows, eyes: Scope | None) -> Module:
        """A preview with the present content of a module, its people and its hand edits.

        ``eyes`` are those with which whoever asks looks at the rows of the module, if they may at all.

        Raises:
            DeniedError: when rows are to be copied that they may not read.
        """
        state = await load(self._database, live)
        live = state.module
        if live.preview_of is not None or not live.has_tables:
            raise ConflictError(
                f"“{live.name}” is no live application.", hint="Make previews of published applications."
            )
        if rows is Rows.COPY:
            demand_copy(live, state.spec, eyes)
        async with self._database.unit(live.site.agency_id) as session:
            stored = await files.stored_files(session, live.site.agency_id, live.id)
        handwork = [file for file in stored if file.is_edited or file.is_added]
        async with reserved_names(self._database, f"{live.slug[:40]}-preview") as names:
            named = state.spec.model_copy(update={"slug": names.slug})
            drafts = await asyncio.to_thread(files_of, named, names.prefix, live.version)
            made = merge_drafts(handwork, drafts)

            async def furnish(session: AsyncSession, preview: Module) -> None:
                agency_id = live.site.agency_id
                if preview.revision_id is not None:
                    await files.remember_handwork(session, agency_id, preview.id, preview.revision_id, made)
                await keep_installed(session, preview, named)
                members = await people.copy_members(session, live.site, live.id, preview.site, preview.id)
                if rows is Rows.COPY:
                    driver = await driver_of(session)
                    await copy_rows(driver, Copy(state.spec, live, preview, members), self._uploads)
                    await note_module(session, "rows.copied", live, {"into": [None, preview.slug]})

            preview = await install(
                self._database,
                named,
                names.prefix,
                made,
                await self._home(live, user_id),
                revision=Revision(f"Preview of {live.name} at revision {state.number}"),
                kind=Kind(preview_of=live.id, version=live.version),
                within=furnish,
            )
        if rows is Rows.SAMPLE:
            await fill(self._database, preview, state.spec, uploads=self._uploads)
        return preview

    async def outlook(self, preview: Module, choices: Choices | None = None) -> Outlook:
        """What promoting would do to the live module; nothing is touched."""
        live, state = await self._both(preview)
        return await self._publisher.outlook(live, _promotion(state), choices)

    async def promote(
        self,
        preview: Module,
        author_id: UUID,
        *,
        choices: Choices | None = None,
        confirmed: bool = False,
        progress: Progress | None = None,
    ) -> Published:
        """Publish on the live module what was changed on its preview since it was made or promoted last.

        The live module may have gone on: its own changes stay, and the preview's are made upon them.
        """
        live, state = await self._both(preview)

        async def note(session: AsyncSession, _: Module) -> None:
            content = state.timeline.standing.content
            await repository.set_preview_base(session, preview.site.agency_id, preview.id, content)

        return await self._publisher.go(
            live,
            _promotion(state),
            author_id=author_id,
            choices=choices,
            confirmed=confirmed,
            progress=progress,
            within=note,
        )

    async def _both(self, preview: Module) -> tuple[Module, State]:
        state = await load(self._database, preview)
        live_id = state.module.preview_of
        if live_id is None:
            raise ConflictError(
                f"“{preview.slug}” is no preview.", hint="Make one of a published application first."
            )
        async with self._database.unit(preview.site.agency_id) as session:
            live = await repository.module_of(session, preview.site.agency_id, live_id)
        if live is None:
            raise NotFoundError("The application that this is a preview of is gone.")
        return live, state

    async def _home(self, live: Module, user_id: UUID) -> Home:
        """A site of its own, with whoever asked as its first member."""
        async with self._database.unit(live.site.agency_id) as session:
            slug = f"preview-{uuid4().hex[:8]}"
            site = await people.ensure_site(session, live.site.agency_id, slug, f"Preview of {live.name}")
            return Home(site, user_id, await people.ensure_member(session, site, user_id))


def _promotion(preview: State) -> Aim:
    """The preview's changes, made upon whatever the live module is now."""
    base = preview.module.preview_base or 1
    path = preview.timeline.path(base, preview.timeline.standing.content)
    revisions = {revision.number: revision for revision in preview.revisions}

    async def aim(live: State, specs: Specs) -> Goal:
        if any(step.is_backward for step in path):
            raise ConflictError(
                "The preview has gone back behind what was promoted last.",
                hint="Undo on the live application instead.",
            )
        edits: list[Edit] = []
        for step in path:
            read, problems = read_edits(revisions[step.number].edits)
            if problems:
                raise InputError("An earlier change cannot be read any more.", details=as_details(problems))
            edits += read
        if not edits:
            raise NothingThereError(
                "Nothing was changed on the preview.", hint="Change the preview first, then promote it."
            )
        said = "; ".join(revisions[step.number].reason for step in path)
        return await goals.by_edits(edits, f"Promoted from {preview.module.slug}: {said}")(live, specs)

    return aim
