"""Saying something in a session, and steering the turn that it starts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.conversations.errors import NoTurnError
from sayso.conversations.line import Contents
from sayso.conversations.records import messages, sessions, turns
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import demand_open, find, hold
from sayso.conversations.session_name import UNNAMED, label_of
from sayso.conversations.statuses import demand_transition, settled
from sayso.conversations.types import (
    LONGEST_TEXT,
    Message,
    NewMessage,
    Session,
    Speaker,
    Status,
    Turn,
    TurnStatus,
)
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.errors import ConflictError, InputError
from sayso.jobs.queue import Jobs

TURN = "turn"
"""The kind of the jobs in which messages are worked on."""

MOST_WAITING = 20


class Steer(StrEnum):
    """What may be done to the turn at hand."""

    CANCEL = "cancel"
    PAUSE = "pause"
    RESUME = "resume"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person says to a question."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that is kept; ``turn`` works on it."""

    session: Session
    message: Message
    turn: Turn


class Talking:
    """The conversation of sessions."""

    def __init__(self, database: Database, jobs: Jobs, telling: Telling, contents: Contents) -> None:
        self._database = database
        self._jobs = jobs
        self._telling = telling
        self._contents = contents

    async def say(
        self,
        agency_id: UUID,
        session_id: UUID,
        author_id: UUID,
        text: str,
        *,
        about: str | None = None,
        answers: Sequence[Answer] = (),
        key: str | None = None,
    ) -> Sent:
        """Keep a message and have it worked on; the same key gives the same message.

        Raises:
            InputError: when nothing is said.
            ConflictError: when the session is over, or too much waits already.
        """
        words = " ".join(filter(None, [text.strip(), *(_spoken(one) for one in answers)]))[:LONGEST_TEXT]
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            if not words:
                raise InputError(
                    "There is nothing in this message.", hint="Say what the application should do."
                )
            if key is not None:
                earlier = await messages.message_with_key(session, known, key)
                if earlier is not None:
                    return await self._again(session, known, earlier, words)
            demand_open(known)
            payload: dict[str, Any] = {"about": about} if about else {}
            if answers:
                payload["answers"] = [{"question": one.question, "answer": one.answer} for one in answers]
            said = NewMessage(Speaker.USER, words, author_id, key=key, payload=payload)
            return await self._keep(session, known, said)

    async def messages(self, agency_id: UUID, session_id: UUID, window: Window) -> Part[Message]:
        """What was said, the newest first."""
        async with self._database.unit(agency_id) as session:
            return await messages.messages_of(session, await find(session, agency_id, session_id), window)

    async def steer(self, agency_id: UUID, session_id: UUID, steer: Steer, author: str) -> Turn:
        """Cancel the turn at hand, stop or restart the clock of its windows, or go past them.

        Raises:
            NoTurnError: when there is none, or it waits for nobody.
        """
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            waiting = await turns.open_turns(session, known)
            if not waiting:
                raise NoTurnError("Nothing is being worked on.", hint="Send a message.")
            turn = waiting[0]
            if steer is Steer.CANCEL:
                await self._cancel(session, known, turn, author)
            elif turn.waiting_for is None:
                raise NoTurnError(
                    "No component waits for feedback just now.", hint="Wait for one, or cancel."
                )
            else:
                if steer is not Steer.CONTINUE:
                    paused = steer is Steer.PAUSE
                    await turns.change_turn(session, known, turn.number, is_paused=paused)
                await self._telling.tell(session, known, steer.value, turn=turn.number)
            found = await turns.turn_of(session, known, turn.number)
        return found or turn

    async def _cancel(self, session: AsyncSession, known: Session, turn: Turn, author: str) -> None:
        """End a turn at once; whoever works on it finds that out before anything comes of it."""
        await turns.end_turn(session, known, turn.number, TurnStatus.CANCELLED)
        text = f"{author or 'Somebody'} stopped this. Everything is as it was before."
        said = NewMessage(Speaker.SYSTEM, text, turn=turn.number)
        number = await messages.add_message(session, known, said)
        status = known.status
        if not await turns.open_turns(session, known):
            present = await self._contents.present(session, known)
            status = settled(known, present.line)
            await sessions.change_session(session, known, status=status.value)
        await self._telling.tell(
            session, known, "cancelled", turn=turn.number, message=number, text=text, status=status.value
        )

    async def _again(self, session: AsyncSession, known: Session, earlier: Message, words: str) -> Sent:
        if earlier.said.text != words:
            raise ConflictError(
                "Another message was sent with this key.", hint="Give every message a key of its own."
            )
        turn = await turns.turn_of(session, known, earlier.said.turn or 0)
        if turn is None:
            raise AssertionError("a message of a person has a turn")
        return Sent(known, earlier, turn)

    async def _keep(self, session: AsyncSession, known: Session, said: NewMessage) -> Sent:
        """Keep a message: for the component that waits for it, or with a turn of its own."""
        waiting = await turns.open_turns(session, known)
        about = said.payload.get("about")
        current = next((one for one in waiting if one.waiting_for is not None), None)
        is_feedback = current is not None and about == current.waiting_for
        if current is not None and is_feedback:
            number, payload = current.number, {**said.payload, "feedback_on": about}
        else:
            if len(waiting) >= MOST_WAITING:
                raise ConflictError("Too many messages wait to be worked on.", hint="Wait for some of them.")
            number, payload = (
                await turns.add_turn(session, known, said.author_id, said.text, about),
                said.payload,
            )
        said = replace(said, turn=number, payload=payload)
        message = await messages.add_message(session, known, said)
        if not is_feedback:
            await self._queue(session, known, number, said.text)
        kept = await messages.message_of(session, known, message)
        turn = await turns.turn_of(session, known, number)
        if kept is None or turn is None:
            raise AssertionError("what was just kept is there")
        told = {**payload, "number": message, "role": "user", "text": said.text, "author": kept.author}
        await self._telling.tell(session, known, "message", turn=number, **told)
        if not is_feedback:
            await self._telling.tell(session, known, "turn", turn=number, status=TurnStatus.QUEUED.value)
        return Sent(known, kept, turn)

    async def _queue(self, session: AsyncSession, known: Session, turn: int, words: str) -> None:
        demand_transition(known, Status.GENERATING)
        values: dict[str, Any] = {"status": Status.GENERATING.value}
        if known.name == UNNAMED:
            values["name"] = label_of(words)
        await sessions.change_session(session, known, **values)
        data = {"session": str(known.id), "turn": turn}
        await self._jobs.enqueue(session, TURN, known.agency_id, data, key=str(known.id))


def _spoken(answer: Answer) -> str:
    said = answer.answer.strip()
    if said.rstrip(".!").lower() in {"yes", "no"}:
        said = f"{answer.question.strip()} {said}"
    return said if said.endswith((".", "!", "?")) or not said else f"{said}."
