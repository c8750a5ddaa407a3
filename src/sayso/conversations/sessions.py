"""Build sessions: begin one, find them, name them, end them."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.three_way_merge import write_handwork
from sayso.conversations.line import Contents, Present
from sayso.conversations.people import is_known_to, sees_all
from sayso.conversations.records import messages, revisions, sessions, turns
from sayso.conversations.session_events import Telling
from sayso.conversations.session_lookup import find, hold
from sayso.conversations.session_name import UNNAMED, label_of
from sayso.conversations.statuses import demand_transition
from sayso.conversations.types import (
    Message,
    NewMessage,
    NewRevision,
    Session,
    Speaker,
    Status,
    Turn,
    TurnStatus,
)
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.errors import DeniedError, InputError
from sayso.identity.principal import Principal
from sayso.publishing.revision_diff import sentences
from sayso.publishing.state import load
from sayso.publishing.timeline import Kind
from sayso.runtime import files, repository
from sayso.runtime.types import Module
from sayso.spec.diagnostics import as_details
from sayso.spec.edits import apply, diff, empty_spec
from sayso.spec.model import AppSpec
from sayso.templates.repository import origin_of_session
from sayso.templates.types import Origin


@dataclass(frozen=True, slots=True)
class Overview:
    """A session with all that its page begins with.

    Whoever follows the events behind ``told`` hears all of the open turns and everything that comes.
    """

    told: int
    present: Present
    module: Module | None
    turns: list[Turn]
    last_reply: Message | None
    origin: Origin | None


class Sessions:
    """The build sessions of agencies."""

    def __init__(self, database: Database, telling: Telling, contents: Contents) -> None:
        self._database = database
        self._telling = telling
        self._contents = contents

    async def begin(
        self,
        agency_id: UUID,
        user_id: UUID,
        *,
        name: str,
        description: str,
        designer: str,
        feedback_seconds: float,
        module: Module | None = None,
        spec: AppSpec | None = None,
        words: str = "",
    ) -> Session:
        """Begin a session, on an empty page, over a module as it is now, or with a first revision.

        Raises:
            InputError: when the spec does not hold together; ``details["diagnostics"]`` name each place.
        """
        if module is None:
            first = await asyncio.to_thread(first_revision, spec, user_id) if spec else None
            usual = spec.name if spec else label_of(words) if words.strip() else UNNAMED
            async with self._database.unit(agency_id) as session:
                known = await sessions.add_session(
                    session,
                    agency_id,
                    user_id,
                    name=name or usual,
                    description=description,
                    designer=designer,
                    feedback_seconds=feedback_seconds,
                    status=Status.REVIEWING if first else Status.DRAFTING,
                )
                if first is not None:
                    await revisions.add_revision(session, known, first)
                return known
        state = await load(self._database, module)
        async with self._database.unit(agency_id) as session:
            known = await sessions.add_session(
                session,
                agency_id,
                user_id,
                name=name or state.module.name,
                description=description,
                designer=designer,
                feedback_seconds=feedback_seconds,
                module_id=state.module.id,
                known_revision=state.number,
            )
            stored = await files.stored_files(session, agency_id, state.module.id)
            began = NewRevision(
                Kind.CHANGE,
                state.spec.to_json(),
                f"{state.module.name} at revision {state.number}",
                handwork=write_handwork(stored),
                author_id=user_id,
                module_revision=state.number,
            )
            await revisions.add_revision(session, known, began)
        return known

    async def page(
        self,
        me: Principal,
        window: Window,
        *,
        status: Status | None = None,
        named: str = "",
        module_id: UUID | None = None,
        everybody: bool = False,
    ) -> Part[Session]:
        """Sessions that are the sender's or shared with them, the newest first.

        ``named`` is a part of their names. ``everybody`` lists those of the whole agency.

        Raises:
            DeniedError: when ``everybody`` is not theirs to ask for.
        """
        if everybody and not sees_all(me):
            raise DeniedError(
                "Only administrators of the agency list the sessions of everybody.",
                hint="Ask the owner of a session to share it with you.",
            )
        agency_id = me.home_agency.id
        among = None if everybody else is_known_to(me)
        async with self._database.unit(agency_id) as session:
            return await sessions.sessions_of(
                session, agency_id, window, among=among, status=status, named=named, module_id=module_id
            )

    async def look(self, agency_id: UUID, session_id: UUID) -> Overview:
        """A session with where it stands."""
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            newest = await self._telling.position(session, known, ())
            present = await self._contents.present(session, known)
            waiting = await turns.open_turns(session, known)
            told = min(newest, await self._telling.position(session, known, waiting))
            reply = await messages.last_reply(session, known)
            module = await module_of(session, known)
            origin = await origin_of_session(session, agency_id, session_id)
        return Overview(told, present, module, waiting, reply, origin)

    async def find(self, agency_id: UUID, session_id: UUID) -> Session:
        """A session by itself."""
        async with self._database.unit(agency_id) as session:
            return await find(session, agency_id, session_id)

    async def turns(self, agency_id: UUID, session_id: UUID, window: Window) -> Part[Turn]:
        """What became of each message, the newest first."""
        async with self._database.unit(agency_id) as session:
            return await turns.turns_of(session, await find(session, agency_id, session_id), window)

    async def change(
        self,
        agency_id: UUID,
        session_id: UUID,
        *,
        name: str | None = None,
        description: str | None = None,
        feedback_seconds: float | None = None,
        designer: str | None = None,
        satisfaction: int | None = None,
    ) -> Session:
        """Change what is given."""
        given = {
            "name": name,
            "description": description,
            "feedback_seconds": feedback_seconds,
            "designer": designer,
            "satisfaction": satisfaction,
        }
        values = {key: value for key, value in given.items() if value is not None}
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            if values:
                await sessions.change_session(session, known, **values)
                await self._telling.tell(session, known, "session", **values)
            return await find(session, agency_id, session_id)

    async def cancel(self, agency_id: UUID, session_id: UUID, author: str) -> Session:
        """End a session; what was said and made stays readable."""
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            if known.status is not Status.CANCELLED:
                demand_transition(known, Status.CANCELLED)
                for turn in await turns.open_turns(session, known):
                    await turns.end_turn(session, known, turn.number, TurnStatus.CANCELLED)
                    await self._telling.tell(session, known, "cancelled", turn=turn.number)
                await sessions.change_session(session, known, status=Status.CANCELLED.value)
                text = f"{author or 'Somebody'} cancelled this session."
                number = await messages.add_message(session, known, NewMessage(Speaker.SYSTEM, text))
                await self._telling.tell(session, known, "message", number=number, role="system", text=text)
                await self._telling.tell(session, known, "session", status=Status.CANCELLED.value)
            return await find(session, agency_id, session_id)

    async def remove(self, agency_id: UUID, session_id: UUID) -> None:
        """Forget a session and its conversation; a module that came of it stays."""
        async with self._database.unit(agency_id) as session:
            known = await hold(session, agency_id, session_id)
            for turn in await turns.open_turns(session, known):
                await self._telling.tell(session, known, "cancelled", turn=turn.number)
            await sessions.delete_session(session, known)


def first_revision(spec: AppSpec, author_id: UUID) -> NewRevision:
    """What leads from an empty page to a spec that was made elsewhere, in edits as any change."""
    empty = empty_spec()
    edits = diff(empty, spec)
    made = apply(empty, edits)
    if not made.ok:
        raise InputError("This application does not hold together.", details=as_details(made.diagnostics))
    return NewRevision(
        Kind.CHANGE,
        made.spec.to_json(),
        "Defined step by step",
        edits=tuple(edit.to_json() for edit in edits),
        sentences=tuple(sentences(empty, edits)),
        author_id=author_id,
    )


async def module_of(session: AsyncSession, known: Session) -> Module | None:
    """The module of a session."""
    if known.module_id is None:
        return None
    return await repository.module_of(session, known.agency_id, known.module_id)
