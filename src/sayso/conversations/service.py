"""Conversations: everything about build sessions, made once per process."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from sayso.conversations.comparing import Comparing
from sayso.conversations.handwriting import Handwriting
from sayso.conversations.line import Contents
from sayso.conversations.overtaking import Overtaking
from sayso.conversations.people import SessionPeople
from sayso.conversations.publishing import SessionPublishing
from sayso.conversations.sessions import Sessions
from sayso.conversations.spreadsheets.beginning import Spreadsheets
from sayso.conversations.spreadsheets.importing import SheetImport
from sayso.conversations.stepping import Stepping
from sayso.conversations.talking import TURN, Talking
from sayso.conversations.telling import Telling
from sayso.conversations.templates import Templates
from sayso.conversations.turns.making import Compiled
from sayso.conversations.turns.working import Turns
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.identity.people.sites import Sites
from sayso.jobs.queue import Jobs
from sayso.kit.aside import Aside, in_thread
from sayso.llm.types import Caller, Models
from sayso.publishing.service import Publisher
from sayso.runtime.uploads import Uploads

CONCURRENCY = 40
"""Turns that one process works on at a time; those that wait for feedback count, too."""

ATTEMPTS = 3


class Languages(Protocol):
    """Gives the models of whoever asks."""

    def of(self, caller: Caller, warned: Callable[[str], None] | None = None) -> Awaitable[Models]:
        """The models for this caller; ``warned`` takes warnings of budgets."""
        ...


@dataclass(frozen=True, slots=True)
class Conversations:
    """Build sessions of all agencies."""

    sessions: Sessions
    people: SessionPeople
    spreadsheets: Spreadsheets
    templates: Templates
    talking: Talking
    stepping: Stepping
    comparing: Comparing
    handwriting: Handwriting
    publishing: SessionPublishing
    telling: Telling
    turns: Turns

    @classmethod
    def over(
        cls,
        database: Database,
        *,
        jobs: Jobs,
        events: Events,
        languages: Languages,
        publisher: Publisher,
        sites: Sites,
        uploads: Uploads,
        aside: Aside = in_thread,
        files_aside: Aside = in_thread,
    ) -> "Conversations":
        """Conversations over an open database."""
        telling, contents, compiled = Telling(events), Contents(), Compiled()
        overtaking = Overtaking(database, telling, contents)
        publishing = SessionPublishing(
            database,
            publisher,
            sites=sites,
            uploads=uploads,
            telling=telling,
            contents=contents,
            sheets=SheetImport(database, telling),
            overtaking=overtaking,
        )
        stepping = Stepping(database, telling, contents)
        return cls(
            Sessions(database, telling, contents),
            SessionPeople(database, telling),
            Spreadsheets(database, files_aside),
            Templates(database),
            Talking(database, jobs, telling, contents),
            stepping,
            Comparing(database, contents, compiled),
            Handwriting(stepping, compiled),
            publishing,
            telling,
            Turns(
                database,
                jobs,
                telling=telling,
                contents=contents,
                publishing=publishing,
                overtaking=overtaking,
                compiled=compiled,
                models_of=languages.of,
                aside=aside,
            ),
        )

    def handle(self, jobs: Jobs) -> None:
        """Let the queue know who works on messages."""
        turns = self.turns
        jobs.handle(TURN, turns.work, attempts=ATTEMPTS, concurrency=CONCURRENCY, given_up=turns.give_up)
