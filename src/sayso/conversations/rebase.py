"""A module that went on elsewhere: its session takes that over, and does its own upon it."""

from dataclasses import dataclass, replace
from uuid import UUID

from sayso.compiler.three_way_merge import StoredDraft, join_handwork, write_handwork
from sayso.conversations.edit_rebase import edits_since, rebased
from sayso.conversations.line import Contents, Present, handwork_at
from sayso.conversations.publish_target import reason_of
from sayso.conversations.records import messages, revisions, sessions
from sayso.conversations.revision_steps import changed
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import find, hold
from sayso.conversations.sessions import module_of
from sayso.conversations.types import NewMessage, Speaker
from sayso.db.database import Database
from sayso.publishing.revision_diff import difference, sentences
from sayso.publishing.state import load
from sayso.publishing.types import State
from sayso.runtime import files
from sayso.spec.edits import Edit, apply
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Fitted:
    """What was made in a session, upon what its module became elsewhere."""

    edits: tuple[Edit, ...]
    spec: AppSpec
    handwork: tuple[StoredDraft, ...]


class Overtaking:
    """Takes over in sessions what became of their modules elsewhere."""

    def __init__(self, database: Database, telling: Telling, contents: Contents) -> None:
        self._database = database
        self._telling = telling
        self._contents = contents

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

    async def whole(self, present: Present) -> Present:
        """The session with the edits of its line."""
        known = present.known
        async with self._database.unit(known.agency_id) as session:
            edits = await revisions.edits_of(session, known)
        return replace(present, line=present.line.with_edits(edits))

    async def fitted(self, present: Present, state: State) -> Fitted:
        """What was made here, upon what the module is now.

        Raises:
            DoesNotFitError: when it does not fit any more.
        """
        known, line = present.known, present.line
        base = line.content_published_as(known.known_revision) or line.content
        async with self._database.unit(known.agency_id) as session:
            before = (await self._contents.specs(session, known, [base]))[base]
            old = await handwork_at(session, known, line, base)
            stored = await files.stored_files(session, known.agency_id, state.module.id)
        edits = rebased(before, present.spec, edits_since(line, base), state.spec)
        theirs = [one for one in stored if one.is_edited or one.is_added]
        handwork = join_handwork(old, present.handwork, theirs)
        return Fitted(edits, apply(state.spec, edits).spec, tuple(handwork))

    async def _take_over(self, present: Present, state: State) -> Present:
        present = await self.whole(present)
        known, line = present.known, present.line
        fitted = await self.fitted(present, state) if line.has_unpublished(known) else None
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
