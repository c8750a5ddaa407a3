"""Steps along the line of a session: undo, redo, jump, edits by hand, approval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.three_way_merge import StoredDraft, write_handwork
from sayso.conversations.line import Contents, Line, Present
from sayso.conversations.records import messages, revisions, sessions
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import find, hold, hold_idle
from sayso.conversations.statuses import settled
from sayso.conversations.types import NewMessage, NewRevision, Revision, Session, Speaker
from sayso.db.database import Database
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.publishing.errors import NothingThereError
from sayso.publishing.goals import LONGEST_REASON
from sayso.publishing.revision_diff import compare, sentences
from sayso.publishing.timeline import Kind, Standing
from sayso.spec.diagnostics import as_details
from sayso.spec.edits import Edit, apply, read_edits
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Stepped:
    """A session after a step, and the revision that the step was."""

    session: Session
    revision: Revision


class Stepping:
    """Goes along the lines of sessions, as people ask with buttons."""

    def __init__(self, database: Database, telling: Telling, contents: Contents) -> None:
        self._database = database
        self._telling = telling
        self._contents = contents

    async def line(self, agency_id: UUID, session_id: UUID) -> tuple[Session, Line]:
        """A session's revisions."""
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            return known, Line.of(await revisions.revisions_of(session, known))

    async def present(self, agency_id: UUID, session_id: UUID) -> Present:
        """A session as it stands."""
        async with self._database.unit(agency_id) as session:
            return await self._contents.present(session, await find(session, agency_id, session_id))

    async def revision(
        self, agency_id: UUID, session_id: UUID, number: int
    ) -> tuple[Line, Revision, AppSpec]:
        """One revision with its spec."""
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            line = Line.of(await revisions.revisions_of(session, known))
            demand_revision(line, number)
            found = line.with_edits(await revisions.edits_of(session, known)).revision(number)
            return line, found, (await self._contents.specs(session, known, [number]))[number]

    async def undo(self, agency_id: UUID, session_id: UUID, author_id: UUID) -> Stepped:
        """Take the last change back."""
        return await self._go(agency_id, session_id, author_id, Kind.UNDO)

    async def redo(self, agency_id: UUID, session_id: UUID, author_id: UUID) -> Stepped:
        """Do again what was undone last."""
        return await self._go(agency_id, session_id, author_id, Kind.REDO)

    async def jump(self, agency_id: UUID, session_id: UUID, author_id: UUID, number: int) -> Stepped:
        """Go to the content of a revision."""
        return await self._go(agency_id, session_id, author_id, Kind.JUMP, number)

    async def edit(
        self, agency_id: UUID, session_id: UUID, author_id: UUID, edits: Any, reason: str
    ) -> Stepped:
        """Change the spec by edits.

        Raises:
            InputError: when they cannot be read or do not fit; ``details["diagnostics"]`` name each.
        """
        async with self._database.unit(agency_id) as session:
            known = await hold_idle(session, agency_id, session_id)
            read, problems = read_edits(edits)
            if problems:
                raise InputError("These edits cannot be read.", details=as_details(problems))
            present = await self._contents.present(session, known)
            result = apply(present.spec, read)
            if not result.ok:
                raise InputError("This change does not fit.", details=as_details(result.diagnostics))
            said = sentences(present.spec, read)
            made = changed(result.spec, read, said, reason or "Edited", author_id)
            return await self._keep(session, known, made)

    async def write(
        self,
        agency_id: UUID,
        session_id: UUID,
        author_id: UUID,
        files: Sequence[StoredDraft],
        reason: str,
        *,
        upon: int,
    ) -> Stepped:
        """Take these as all files that people or a model wrote, read at the revision ``upon``."""
        async with self._database.unit(agency_id) as session:
            known = await hold_idle(session, agency_id, session_id)
            present = await self._contents.present(session, known)
            if present.line.number != upon:
                raise ConflictError("The session went on meanwhile.", hint="Look at it again.")
            made = NewRevision(
                Kind.CHANGE,
                present.spec.to_json(),
                reason[:LONGEST_REASON],
                sentences=(reason[:LONGEST_REASON],),
                phase="code",
                handwork=write_handwork(files),
                author_id=author_id,
            )
            return await self._keep(session, known, made)

    async def approve(
        self, agency_id: UUID, session_id: UUID, author_id: UUID, number: int | None
    ) -> Stepped:
        """Say that a revision, by default the present one, is as it should be."""
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            line = Line.of(await revisions.revisions_of(session, known))
            if not line.revisions:
                raise ConflictError("There is nothing to approve yet.", hint="Say what you need first.")
            approved = demand_revision(line, number or line.number).number
            await revisions.approve(session, known, approved, author_id)
            await self._telling.tell(session, known, "approved", revision=approved)
            line = Line.of(await revisions.revisions_of(session, known))
            return Stepped(known, line.revision(approved))

    async def _go(
        self, agency_id: UUID, session_id: UUID, author_id: UUID, kind: Kind, number: int = 0
    ) -> Stepped:
        async with self._database.unit(agency_id) as session:
            known = await hold_idle(session, agency_id, session_id)
            present = await self._contents.present(session, known)
            there = destination(present.line, kind, number)
            specs = await self._contents.specs(session, known, [there.content])
            made = moved(present, kind, there, specs[there.content], author_id, jumped_to=number)
            return await self._keep(session, known, made)

    async def _keep(self, session: AsyncSession, known: Session, made: NewRevision) -> Stepped:
        number = await revisions.add_revision(session, known, made)
        line = Line.of(await revisions.revisions_of(session, known))
        status = settled(known, line)
        await sessions.change_session(session, known, status=status.value)
        said = " ".join([made.reason, *(f"{one}." for one in made.sentences if one != made.reason)])
        note = NewMessage(Speaker.SYSTEM, said, made.author_id, payload={"revision": number})
        message = await messages.add_message(session, known, note)
        await self._telling.tell(
            session, known, "revision", number=number, revision=made.kind.value, message=message,
            sentences=list(made.sentences), reason=made.reason, status=status.value,
        )  # fmt: skip
        return Stepped(await find(session, known.agency_id, known.id), line.revision(number))


def changed(
    spec: AppSpec,
    edits: Sequence[Edit],
    said: Sequence[str],
    reason: str,
    author_id: UUID | None,
) -> NewRevision:
    """A change by edits."""
    return NewRevision(
        Kind.CHANGE,
        spec.to_json(),
        reason[:LONGEST_REASON],
        edits=tuple(edit.to_json() for edit in edits),
        sentences=tuple(said),
        author_id=author_id,
    )


def moved(
    present: Present,
    kind: Kind,
    there: Standing,
    spec: AppSpec,
    author_id: UUID | None,
    *,
    jumped_to: int = 0,
) -> NewRevision:
    """A step to content that the line has."""
    line = present.line
    reasons = {
        Kind.UNDO: f"Undo: {line.revision(line.content).reason}",
        Kind.REDO: f"Redo: {line.revision(there.content).reason}",
        Kind.JUMP: f"Back to revision {jumped_to or there.content}",
    }
    return NewRevision(
        kind,
        spec.to_json(),
        reasons[kind][:LONGEST_REASON],
        sentences=tuple(compare(present.spec, spec)),
        target=there.content,
        author_id=author_id,
    )


def destination(line: Line, kind: Kind, number: int = 0) -> Standing:
    """Where a step leads.

    Raises:
        NothingThereError: when the line does not go on in that direction.
        NotFoundError: when there is no such revision.
    """
    standing = line.standing
    if standing is None:
        raise NothingThereError("There is nothing to go back to yet.", hint="Say what you need first.")
    if kind is Kind.UNDO:
        there = standing.undone()
        if there is None:
            raise NothingThereError("There is nothing to undo.", hint="This is how the session began.")
        return there
    if kind is Kind.REDO:
        there = standing.redone()
        if there is None:
            raise NothingThereError(
                "There is nothing to redo.", hint="Nothing was undone since the last change."
            )
        return there
    content = line.content_of(demand_revision(line, number).number)
    if content is None or content == standing.content:
        raise ConflictError(
            f"The application is as it was at revision {number}.", hint="Look at the history for others."
        )
    return standing.jumped(content)


def step_to(line: Line, content: int) -> tuple[Kind, Standing] | None:
    """The step of the line that leads to this content, the shortest there is."""
    standing = line.standing
    if standing is None or content == standing.content:
        return None
    undone, redone = standing.undone(), standing.redone()
    if undone is not None and undone.content == content:
        return Kind.UNDO, undone
    if redone is not None and redone.content == content:
        return Kind.REDO, redone
    return Kind.JUMP, standing.jumped(content)


def demand_revision(line: Line, number: int) -> Revision:
    """One revision of the line."""
    if not 1 <= number <= line.number:
        raise NotFoundError(
            f"There is no revision {number}.", hint="List the revisions to see which there are."
        )
    return line.revision(number)
