"""Sessions and their modules: what publishing would do, and publishing."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.migrations.types import Choices
from sayso.compiler.three_way_merge import write_handwork
from sayso.conversations.line import Contents, Present
from sayso.conversations.publish_target import Way, aim_of, bases_of, nearest_published, reason_of, with_files
from sayso.conversations.rebase import Overtaking
from sayso.conversations.records import revisions, sessions
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import find, hold, hold_idle
from sayso.conversations.sessions import module_of
from sayso.conversations.spreadsheets.row_import import SheetImport
from sayso.conversations.types import Session, Status
from sayso.db.database import Database
from sayso.errors import AppError, ConflictError
from sayso.identity.people.sites import Sites
from sayso.publishing import goals
from sayso.publishing.errors import NothingThereError
from sayso.publishing.goals import LONGEST_REASON, Aim
from sayso.publishing.revision_diff import difference, sentences
from sayso.publishing.service import Publisher
from sayso.publishing.state import load
from sayso.publishing.types import Outlook, Phase, Published, Reached
from sayso.runtime import files
from sayso.runtime import revisions as module_revisions
from sayso.runtime.sample.service import fill
from sayso.runtime.service import Within
from sayso.runtime.types import Module
from sayso.runtime.uploads import Uploads
from sayso.spec.edits import Edit, apply, empty_spec, read_edits
from sayso.templates import repository as templates

After = Callable[[AsyncSession, Module, int], Awaitable[None]]
"""What else belongs into the transaction of a publish; it is given the module's new revision."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What publishing would do: the first time there is no plan, since there are no rows."""

    present: Present
    sentences: list[str]
    version: str
    outlook: Outlook | None


@dataclass(frozen=True, slots=True)
class Finished:
    """A session whose content its module has now; ``published`` is none the first time."""

    module: Module
    number: int
    published: Published | None
    sentences: list[str]


class SessionPublishing:
    """Makes modules of sessions, and takes them along."""

    def __init__(
        self,
        database: Database,
        publisher: Publisher,
        *,
        sites: Sites,
        uploads: Uploads,
        telling: Telling,
        contents: Contents,
        sheets: SheetImport,
        overtaking: Overtaking,
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._sites = sites
        self._uploads = uploads
        self._telling = telling
        self._contents = contents
        self._sheets = sheets
        self._overtaking = overtaking

    async def plan(self, agency_id: UUID, session_id: UUID, choices: Choices | None = None) -> Prospect:
        """What publishing would do now; nothing is touched."""
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            present = await self._contents.present(session, known)
            module = await module_of(session, known)
        try:
            return await self.prospect(present, module, choices)
        except NothingThereError:
            return Prospect(present, [], module.version if module else "", None)

    async def prospect(
        self, present: Present, module: Module | None, choices: Choices | None = None
    ) -> Prospect:
        """What publishing a session that stands so would do."""
        _demand_content(present)
        present = await self._overtaking.whole(present)
        if module is None:
            said = sentences(empty_spec(), difference(empty_spec(), present.spec))
            return Prospect(present, said, "1.0.0", None)
        outlook = await self._publisher.outlook(module, await self._aim(present, module), choices)
        return Prospect(present, outlook.sentences, outlook.version, outlook)

    async def publish(
        self,
        agency_id: UUID,
        session_id: UUID,
        author_id: UUID,
        *,
        choices: Choices | None = None,
        confirmed: bool = False,
        sample: bool = False,
        site: str | None = None,
    ) -> Finished:
        """Make or change the module so that it has the content of the session, and complete the session.

        Raises:
            ConfirmationNeededError, ChoiceNeededError: with the plan; nothing was touched.
            ProofFailedError, MergeConflictError, DoesNotFitError: with the places; nothing was touched.
        """
        async with self._database.unit(agency_id) as session:
            await hold_idle(session, agency_id, session_id)
        present = await self._overtaking.settle(agency_id, session_id)

        async def unchanged(session: AsyncSession, _: Module, __: int) -> None:
            await hold_idle(session, agency_id, session_id)

        return await self.carry_out(
            present,
            author_id,
            choices=choices,
            confirmed=confirmed,
            sample=sample,
            site=site,
            after=unchanged,
        )

    async def carry_out(
        self,
        present: Present,
        author_id: UUID,
        *,
        choices: Choices | None = None,
        confirmed: bool = False,
        sample: bool = False,
        site: str | None = None,
        after: After | None = None,
    ) -> Finished:
        """Publish a session that stands so; ``after`` belongs into the transaction, and may refuse it."""
        _demand_content(present)
        present = await self._overtaking.whole(present)
        known = present.known
        async with self._database.unit(known.agency_id) as session:
            module = await module_of(session, known)
        finished: list[int] = []

        async def within(session: AsyncSession, made: Module) -> None:
            number = await module_revisions.present_number(session, made)
            finished.append(number)
            if after is not None:
                await after(session, made, number)
            await self._note(session, present, made, number, author_id, is_first=module is None)

        async with self._told(known) as reached:
            if module is None:
                return await self._first(
                    present, author_id, site, sample, within=within, finished=finished, reached=reached
                )
            published = await self._publisher.go(
                module,
                await self._aim(present, module),
                author_id=author_id,
                choices=choices,
                confirmed=confirmed,
                within=within,
                reached=reached,
            )
        return Finished(published.module, published.number, published, published.outlook.sentences)

    @asynccontextmanager
    async def _told(self, known: Session) -> AsyncIterator[Reached]:
        """Tells of the phases of a publish, and why it stopped, to whoever left the page meanwhile, too."""

        async def tell(phase: str, **more: str) -> None:
            async with self._database.unit(known.agency_id) as session:
                await self._telling.tell(session, known, "publishing", phase=phase, **more)

        async def reached(phase: Phase) -> None:
            await tell(phase.value)

        try:
            yield reached
        except AppError as error:
            await tell("stopped", code=error.code, text=error.message)
            raise

    async def _aim(self, present: Present, module: Module) -> Aim:
        """Where the module is to go; what was published elsewhere meanwhile stays."""
        known, line = present.known, present.line
        state = await load(self._database, module)
        if state.number == known.known_revision:
            return aim_of(await self._way(present))
        if not line.has_unpublished(known):
            raise NothingThereError(
                "There is nothing to publish.",
                hint="The application went on elsewhere, and nothing was made here.",
            )
        fitted = await self._overtaking.fitted(present, state)
        reason = reason_of(line, line.content_published_as(known.known_revision))
        return with_files(goals.by_edits(fitted.edits, reason, base=state.number), fitted.handwork)

    async def _way(self, present: Present) -> Way:
        line, known = present.line, present.known
        near = nearest_published(line)
        start = near or line.content_published_as(known.known_revision) or line.content
        async with self._database.unit(known.agency_id) as session:
            return Way(present, await self._contents.specs(session, known, bases_of(line, start)))

    async def _first(
        self,
        present: Present,
        author_id: UUID,
        site: str | None,
        sample: bool,
        *,
        within: Within,
        finished: list[int],
        reached: Reached,
    ) -> Finished:
        """Make the module, with the words of the session as its reason."""
        home = await self._sites.home(present.known.agency_id, author_id, site)
        edits = await self._edits_from_nothing(present)
        module = await self._publisher.publish(
            present.spec,
            home,
            reason=reason_of(present.line, None)[:LONGEST_REASON],
            edits=edits,
            handwork=present.handwork,
            within=within,
            reached=reached,
        )
        if sample:
            await reached(Phase.FILLING)
            await fill(self._database, module, present.spec, uploads=self._uploads)
        await self._sheets.bring(present.known, module, present.spec, author_id)
        return Finished(module, finished[0], None, sentences(empty_spec(), edits))

    async def _edits_from_nothing(self, present: Present) -> tuple[Edit, ...]:
        """The edits as they were made, where they lead from nothing to the present spec."""
        line, edits = present.line, list[Edit]()
        for number in list(line.ancestors(line.content))[::-1]:
            read, problems = read_edits(line.revision(number).edits)
            if problems:
                break
            edits += read
        result = apply(empty_spec(), edits, checked=False)
        return tuple(edits) if result.spec == present.spec else difference(empty_spec(), present.spec)

    async def _note(
        self,
        session: AsyncSession,
        present: Present,
        module: Module,
        number: int,
        author_id: UUID,
        *,
        is_first: bool,
    ) -> None:
        """Complete the session, in the transaction that changes its module."""
        known, line = await hold(session, present.known.agency_id, present.known.id), present.line
        if is_first:
            await revisions.forget_published(session, known)
            await templates.give_origin(session, known.agency_id, known.id, module.id)
        stored = await files.stored_files(session, known.agency_id, module.id)
        await revisions.note_published(session, known, line.content, number, write_handwork(stored))
        await revisions.approve(session, known, line.number, author_id)
        await sessions.change_session(
            session, known, status=Status.COMPLETE.value, module_id=module.id, known_revision=number
        )
        await self._telling.tell(
            session, known, "published", module=module.slug, version=module.version, module_revision=number,
            revision=line.number, status=Status.COMPLETE.value,
        )  # fmt: skip


def _demand_content(present: Present) -> None:
    if not present.line.revisions:
        raise ConflictError("There is nothing to publish yet.", hint="Say what you need first.")
