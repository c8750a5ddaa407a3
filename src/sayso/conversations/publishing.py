"""Sessions and their modules: what publishing would do, publishing, and taking over what others published."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.merging import StoredDraft
from sayso.compiler.migrations.types import Choices
from sayso.conversations.aiming import Way, aim_of, bases_of, nearest_published, reason_of, with_files
from sayso.conversations.fitting import edits_since, joined, rebased
from sayso.conversations.line import Contents, Present, handwork_at, write_handwork
from sayso.conversations.opening import find, hold, hold_idle
from sayso.conversations.records import messages, revisions, sessions
from sayso.conversations.sessions import module_of
from sayso.conversations.stepping import changed
from sayso.conversations.telling import Telling
from sayso.conversations.types import NewMessage, Speaker, Status
from sayso.db.database import Database
from sayso.errors import ConflictError
from sayso.identity.people.sites import Sites
from sayso.publishing import goals
from sayso.publishing.comparing import difference, sentences
from sayso.publishing.errors import NothingThereError
from sayso.publishing.goals import LONGEST_REASON, Aim
from sayso.publishing.service import Publisher
from sayso.publishing.state import load
from sayso.publishing.types import Outlook, Published, State
from sayso.runtime import files
from sayso.runtime import revisions as module_revisions
from sayso.runtime.sample.service import fill
from sayso.runtime.service import Within
from sayso.runtime.types import Module
from sayso.runtime.uploads import Uploads
from sayso.spec.edits import Edit, apply, empty_spec, read_edits
from sayso.spec.model import AppSpec

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
class Fitted:
    """What was made in a session, upon what its module became elsewhere."""

    edits: tuple[Edit, ...]
    spec: AppSpec
    handwork: tuple[StoredDraft, ...]


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
    ) -> None:
        self._database = database
        self._publisher = publisher
        self._sites = sites
        self._uploads = uploads
        self._telling = telling
        self._contents = contents

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
        present = await self._whole(present)
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
        present = await self.settle(agency_id, session_id)

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
        present = await self._whole(present)
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

        if module is None:
            return await self._first(present, author_id, site, sample, within=within, finished=finished)
        published = await self._publisher.go(
            module,
            await self._aim(present, module),
            author_id=author_id,
            choices=choices,
            confirmed=confirmed,
            within=within,
        )
        return Finished(published.module, published.number, published, published.outlook.sentences)

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
        fitted = await self._fitted(present, state)
        reason = reason_of(line, line.content_published_as(known.known_revision))
        return with_files(goals.by_edits(fitted.edits, reason, base=state.number), fitted.handwork)

    async def settle(self, agency_id: UUID, session_id: UUID, *, strict: bool = True) -> Present:
        """Take over what was published elsewhere; what was made here since is done upon it.

        With ``strict`` off, a session with unpublished content that does not fit is left as it is.

        Raises:
            DoesNotFitError: when what was made here does not fit any more.
        """
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            present = await self._contents.present(session, known)
            module = await module_of(session, known)
        if module is None:
            return present
        state = await load(self._database, module)
        if state.number == known.known_revision:
            return present
        if present.line.has_unpublished(known) and not strict:
            return present
        return await self._take_over(present, state)

    async def _whole(self, present: Present) -> Present:
        """The session with the edits of its line."""
        known = present.known
        async with self._database.unit(known.agency_id) as session:
            edits = await revisions.edits_of(session, known)
        return replace(present, line=present.line.with_edits(edits))

    async def _take_over(self, present: Present, state: State) -> Present:
        present = await self._whole(present)
        known, line = present.known, present.line
        fitted = await self._fitted(present, state) if line.has_unpublished(known) else None
        edits = difference(present.spec, state.spec)
        said = tuple(sentences(present.spec, edits))
        reason = f"Taken over from the application, revision {state.number}: {state.revisions[-1].reason}"
        async with self._database.unit(known.agency_id) as session:
            held = await hold(session, known.agency_id, known.id)
            if held.known_revision != known.known_revision:
                return await self._contents.present(session, held)
            stored = await files.stored_files(session, known.agency_id, state.module.id)
            taken = changed(state.spec, edits, said, reason, None)
            taken = replace(taken, handwork=write_handwork(stored), module_revision=state.number)
            number = await revisions.add_revision(session, known, taken)
            await sessions.change_session(session, known, known_revision=state.number)
            note = NewMessage(Speaker.SYSTEM, f"{reason}.", payload={"revision": number})
            message = await messages.add_message(session, known, note)
            await self._telling.tell(
                session, known, "revision", number=number, revision="change", sentences=list(said),
                reason=reason, message=message,
            )  # fmt: skip
            if fitted is not None:
                near = line.content_published_as(known.known_revision)
                own = changed(
                    fitted.spec,
                    fitted.edits,
                    sentences(state.spec, fitted.edits),
                    reason_of(line, near),
                    known.user_id,
                )
                own = replace(own, handwork=write_handwork(fitted.handwork))
                await revisions.add_revision(session, known, own)
            found = await find(session, known.agency_id, known.id)
            return await self._contents.present(session, found)

    async def _fitted(self, present: Present, state: State) -> Fitted:
        """What was made here, upon what the module is now."""
        known, line = present.known, present.line
        base = line.content_published_as(known.known_revision) or line.content
        async with self._database.unit(known.agency_id) as session:
            before = (await self._contents.specs(session, known, [base]))[base]
            old = await handwork_at(session, known, line, base)
            stored = await files.stored_files(session, known.agency_id, state.module.id)
        slug = {"slug": state.spec.slug}
        edits = rebased(
            before.model_copy(update=slug),
            present.spec.model_copy(update=slug),
            edits_since(line, base),
            state.spec,
        )
        theirs = [one for one in stored if one.is_edited or one.is_added]
        handwork = joined(old, present.handwork, theirs)
        return Fitted(edits, apply(state.spec, edits).spec, tuple(handwork))

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
        )
        if sample:
            await fill(self._database, module, present.spec, uploads=self._uploads)
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
