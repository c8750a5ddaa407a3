"""How a turn ends: in one transaction, with a message, a revision if something changed, and an event."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.three_way_merge import StoredDraft, write_handwork
from sayso.conversations.line import Contents, Line, Present
from sayso.conversations.publication import Prospect, SessionPublishing
from sayso.conversations.records import messages, revisions, sessions, turns
from sayso.conversations.revision_steps import changed, moved, step_to
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import hold
from sayso.conversations.session_name import named_after
from sayso.conversations.sessions import module_of
from sayso.conversations.statuses import settled
from sayso.conversations.turns.progress import Progress
from sayso.conversations.turns.replies import plan_of, plan_words, refusal_of, reply_of
from sayso.conversations.turns.start import Start
from sayso.conversations.types import (
    NewMessage,
    NewRevision,
    Revision,
    Session,
    Speaker,
    Status,
    TurnStatus,
)
from sayso.db.database import Database
from sayso.design.types import Decision
from sayso.errors import AppError
from sayso.jobs.queue import Jobs
from sayso.jobs.types import Job
from sayso.publishing.timeline import Kind
from sayso.runtime.types import Module
from sayso.spec.diagnostics import Diagnostic

_PUBLISHES = re.compile(
    r"\b(?:publish|go(?:es)? live|make it live|put it live|ship|deploy|release|launch|create the module|"
    r"finali[sz]e)\b",
    re.IGNORECASE,
)
ASKS = "publish"
"""What a reply asks for, so that a plain *yes* is an answer to it."""


class TurnEndedError(Exception):
    """The turn was stopped, or ended by another worker, while this one worked on it."""


class Ending:
    """Ends turns."""

    def __init__(
        self,
        database: Database,
        jobs: Jobs,
        telling: Telling,
        publishing: SessionPublishing,
        contents: Contents,
    ) -> None:
        self._database = database
        self._jobs = jobs
        self._telling = telling
        self._publishing = publishing
        self._contents = contents

    async def end(self, job: Job, start: Start, progress: Progress, found: Sequence[Diagnostic] = ()) -> None:
        """Keep what came of a turn, all of it or nothing; ``found`` is what the checks say of it.

        Raises:
            TurnEndedError: when it was stopped meanwhile; nothing of it is kept.
        """
        if progress.outcome.verdict.decision is Decision.APPROVAL:
            await self._approve(job, start, progress)
            return
        made = revision_of(start, progress)
        stands = start.present if made is None else _after(start, progress, made)
        reply = reply_of(start, progress, found)
        if made is not None and start.present.known.module_id is not None:
            reply = await self._with_plan(stands, reply)
        async with self._database.unit(job.agency_id) as session:
            number = await self._keep(session, job, start, progress, made=made, reply=reply, line=stands.line)
        if number is not None:
            self._contents.keep(start.present.known.id, number, progress.outcome.spec)

    async def _approve(self, job: Job, start: Start, progress: Progress) -> None:
        """Approve what there is; publish it where that is meant and nothing has to be decided."""
        present, known = start.present, start.present.known
        reply = reply_of(start, progress)
        if not present.line.revisions:
            text = "There is nothing to approve yet. Say what you need, and I will make it."
            await self._say(job, start, progress, replace(reply, text=text))
            return
        asked = start.last_reply is not None and start.last_reply.said.payload.get("asks") == ASKS
        if not (asked or _PUBLISHES.search(start.turn.text)):
            text = "Good, I noted that you approve this. Shall I publish it?"
            said = _with(reply, text, asks=ASKS, suggestions=["Publish it"])
            await self._say(job, start, progress, said, approves=True)
            return
        try:
            async with self._database.unit(job.agency_id) as session:
                module = await module_of(session, known)
            if module is not None and not present.line.has_unpublished(known):
                text = f"{module.name} has all of this already."
                await self._say(job, start, progress, replace(reply, text=text), approves=True)
                return
            prospect = await self._publishing.prospect(present, module)
            refusal = refusal_of(prospect)
            if refusal is not None:
                await self._say(job, start, progress, _with(reply, refusal, **plan_of(prospect)))
                return
            await self._publish(job, start, progress, prospect, reply)
        except AppError as error:
            problem = {"code": error.code, "message": error.message, "hint": error.hint, **error.details}
            text = " ".join(filter(None, [f"I could not publish this. {error.message}", error.hint]))
            await self._say(job, start, progress, _with(reply, text, problem=problem))

    async def _publish(
        self, job: Job, start: Start, progress: Progress, prospect: Prospect, reply: NewMessage
    ) -> None:
        author = start.turn.author_id or start.present.known.user_id
        if author is None:
            await self._say(
                job, start, progress, replace(reply, text="Whoever asked for this is gone.", payload={})
            )
            return

        async def after(session: AsyncSession, module: Module, number: int) -> None:
            text = f"Published: {module.name} {module.version} is live."
            said = _with(reply, text, module=module.slug, module_revision=number, **plan_of(prospect))
            await self._keep(session, job, start, progress, reply=said)

        await self._publishing.carry_out(start.present, author, after=after)

    async def _say(
        self, job: Job, start: Start, progress: Progress, reply: NewMessage, *, approves: bool = False
    ) -> None:
        async with self._database.unit(job.agency_id) as session:
            if approves:
                known, number = start.present.known, start.present.line.number
                await revisions.approve(session, known, number, start.turn.author_id)
                await self._telling.tell(session, known, "approved", revision=number)
            await self._keep(session, job, start, progress, reply=reply)

    async def _with_plan(self, present: Present, reply: NewMessage) -> NewMessage:
        """The reply with what publishing a session that stands so would do to the live rows."""
        known = present.known
        async with self._database.unit(known.agency_id) as session:
            module = await module_of(session, known)
        if module is None or not present.line.has_unpublished(known):
            return reply
        try:
            prospect = await self._publishing.prospect(present, module)
        except AppError as error:
            notices = [*reply.payload["notices"], " ".join(filter(None, [error.message, error.hint]))]
            return _with(reply, reply.text, notices=notices)
        said = refusal_of(prospect) or f"{plan_words(prospect)} Shall I publish it?"
        return _with(reply, f"{reply.text}\n\n{said}", **plan_of(prospect), asks=ASKS)

    async def _keep(
        self,
        session: AsyncSession,
        job: Job,
        start: Start,
        progress: Progress,
        *,
        reply: NewMessage,
        made: NewRevision | None = None,
        line: Line | None = None,
    ) -> int | None:
        """All that is left of the turn; ``line`` is that of the session with what was ``made``."""
        known = await hold(session, job.agency_id, start.present.known.id)
        turn = await turns.turn_of(session, known, start.turn.number)
        if turn is None or turn.status is not TurnStatus.RUNNING:
            raise TurnEndedError
        number = await revisions.add_revision(session, known, made) if made is not None else None
        message = await messages.add_message(session, known, _with(reply, reply.text, revision=number))
        for one in progress.replies:
            await messages.add_message(
                session,
                known,
                NewMessage(Speaker.ASSISTANT, one["text"], turn=turn.number, payload={"to": one["to"]}),
            )
        await turns.end_turn(session, known, turn.number, TurnStatus.DONE)
        refines = made is not None and progress.outcome.verdict.decision is not Decision.UNDO
        if made is not None and not start.present.line.revisions:
            name = named_after(known.name, turn.text, progress.outcome.spec.name)
            await sessions.change_session(session, known, name=name)
        status = await self._settle(session, known, line or start.present.line, is_refinement=refines)
        await self._telling.tell(
            session, known, "done", turn=turn.number, message=message, revision=number, text=reply.text,
            status=status.value, asks=reply.payload.get("asks"),
        )  # fmt: skip
        await self._jobs.finish(session, job)
        return number

    async def fail(self, job: Job, number: int, text: str, session_id: Any) -> None:
        """End a turn of which nothing came; everything is as it was."""
        async with self._database.unit(job.agency_id) as session:
            known = await hold(session, job.agency_id, session_id)
            turn = await turns.turn_of(session, known, number)
            if turn is None or turn.status.is_over:
                return
            await turns.end_turn(session, known, number, TurnStatus.FAILED)
            said = NewMessage(Speaker.SYSTEM, text, turn=number)
            message = await messages.add_message(session, known, said)
            line = Line.of(await revisions.revisions_of(session, known))
            status = await self._settle(session, known, line, has_failed=True)
            await self._telling.tell(
                session, known, "failed", turn=number, message=message, text=text, status=status.value
            )

    async def _settle(
        self,
        session: AsyncSession,
        known: Session,
        line: Line,
        *,
        is_refinement: bool = False,
        has_failed: bool = False,
    ) -> Status:
        """Give the session the status that it has now."""
        if await turns.open_turns(session, known):
            status = Status.GENERATING
        elif has_failed and not line.revisions:
            status = Status.FAILED
        else:
            status = settled(known, line)
        values: dict[str, Any] = {"status": status.value}
        if is_refinement and len(line.revisions) > 1:
            values["refinements"] = known.refinements + 1
        await sessions.change_session(session, known, **values)
        return status


def revision_of(start: Start, progress: Progress) -> NewRevision | None:
    """The step that a turn is; a wish to go back is the line's own step."""
    present, files = start.present, handwork_of(start, progress)
    if progress.outcome.spec == present.spec and tuple(files) == present.handwork:
        return None
    author, text = start.turn.author_id, start.turn.text
    phase = "code" if progress.files else (progress.outcome.verdict.subject or "")
    if progress.outcome.verdict.decision is Decision.UNDO and not progress.files:
        standing = present.line.standing
        near = [*(standing.past[::-1] if standing else ()), *(standing.future[::-1] if standing else ())]
        content = next((one for one in near if start.near.get(one) == progress.outcome.spec), None)
        found = None if content is None else step_to(present.line, content)
        if found is not None:
            step = moved(present, *found, progress.outcome.spec, author)
            return replace(step, reason=text[:2_000], turn=start.turn.number)
    said = list(dict.fromkeys(progress.outcome.said))
    said += [f"Write {one}" for one in progress.files]
    made = changed(progress.outcome.spec, progress.outcome.edits, said, text, author)
    return replace(
        made,
        phase=str(phase),
        turn=start.turn.number,
        handwork=write_handwork(files) if progress.files else None,
    )


def handwork_of(start: Start, progress: Progress) -> list[StoredDraft]:
    """The files that people and models wrote, with those of this turn."""
    kept = {one.path: one for one in start.present.handwork} | progress.files
    return sorted(kept.values(), key=lambda one: one.path)


def _with(reply: NewMessage, text: str, **more: Any) -> NewMessage:
    """The reply with this text, and more for the page."""
    return replace(reply, text=text, payload={**reply.payload, **more})


def _after(start: Start, progress: Progress, made: NewRevision) -> Present:
    """The session as it is going to stand."""
    line = start.present.line
    step = Revision(
        number=line.number + 1,
        kind=made.kind,
        target=made.target,
        phase=made.phase,
        edits=made.edits,
        sentences=made.sentences,
        reason=made.reason,
        author=start.turn.author,
        turn=made.turn,
        module_revision=None,
        at=start.turn.created_at,
        approved_by=None,
        approved_at=None,
    )
    upon = Line.of([*line.revisions, step])
    files = handwork_of(start, progress) if made.kind is Kind.CHANGE else start.present.handwork
    return Present(start.present.known, upon, progress.outcome.spec, tuple(files))
