"""What a turn starts from."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func

from sayso.conversations.line import Contents, Present
from sayso.conversations.records import messages, sessions, turns
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import hold
from sayso.conversations.types import Message, Speaker, Status, Turn, TurnStatus
from sayso.db.database import Database
from sayso.design.types import Said, Wish
from sayso.errors import NotFoundError
from sayso.jobs.types import Job
from sayso.kit.ids import RandomIds
from sayso.spec.model import AppSpec

MOST_SAID = 40
"""How many earlier messages are handed to designers; they cut them further."""


class UnsettledError(Exception):
    """It has to be seen first what others published."""


@dataclass(frozen=True, slots=True)
class Start:
    """A turn with the session as it stood before; ``told`` is the event that says it began.

    ``versions`` are contents in the order in which somebody last saw them, ``near`` the same by number.
    """

    turn: Turn
    present: Present
    versions: list[AppSpec]
    near: dict[int, AppSpec]
    said: tuple[Said, ...]
    last_reply: Message | None
    told: int

    def wish(self, text: str, spec: AppSpec, about: str | None) -> Wish:
        """What a message asks for, with all that is needed to understand it."""
        versions = self.versions
        if spec is not self.present.spec:
            versions = [*versions, spec] if versions else []
        return Wish(text, spec, RandomIds(), tuple(versions), self.said, about)


async def begin(
    database: Database, telling: Telling, contents: Contents, job: Job, *, is_settled: bool
) -> Start | None:
    """Take a turn up; none where nothing is left to do.

    Raises:
        UnsettledError: before the first attempt, when the module may have gone on elsewhere.
    """
    agency_id, session_id, number = job.agency_id, UUID(job.data["session"]), int(job.data["turn"])
    async with database.unit(agency_id) as session:
        try:
            known = await hold(session, agency_id, session_id)
        except NotFoundError:
            return None
        turn = await turns.turn_of(session, known, number)
        if turn is None or turn.status.is_over:
            return None
        if known.module_id is not None and turn.status is TurnStatus.QUEUED and not is_settled:
            raise UnsettledError
        await turns.change_turn(
            session,
            known,
            number,
            status=TurnStatus.RUNNING.value,
            tries=turn.tries + 1,
            started_at=turn.started_at or func.now(),
            waiting_for=None,
        )
        if known.status is not Status.GENERATING:
            await sessions.change_session(session, known, status=Status.GENERATING.value)
        told = await telling.tell(
            session, known, "turn", turn=number, status=TurnStatus.RUNNING.value, tries=turn.tries + 1
        )
        present = await contents.present(session, known)
        versions, near = await contents.versions(session, present)
        earlier = await messages.said_before(session, known, number, MOST_SAID)
    said = tuple(Said(one.said.role.value, one.said.text) for one in earlier)
    return Start(turn, present, versions, near, said, _last_reply(earlier), told)


def _last_reply(earlier: list[Message]) -> Message | None:
    return next((one for one in reversed(earlier) if one.said.role is Speaker.ASSISTANT), None)
