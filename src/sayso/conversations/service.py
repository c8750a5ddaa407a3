"""Conversations: everything about build sessions, made once per process."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from sayso.conversations.line import Contents
from sayso.conversations.manual_edits import Handwriting
from sayso.conversations.people import SessionPeople
from sayso.conversations.publication import SessionPublishing
from sayso.conversations.rebase import Overtaking
from sayso.conversations.revision_diff import Comparing
from sayso.conversations.revision_steps import Stepping
from sayso.conversations.session_events import Telling
from sayso.conversations.session_messages import TURN, Talking
from sayso.conversations.sessions import Sessions
from sayso.conversations.spreadsheets.row_import import SheetImport
from sayso.conversations.spreadsheets.spreadsheet_session import Spreadsheets
from sayso.conversations.templates import Templates
from sayso.conversations.turns.turn_job import Turns
from sayso.db.database import Database
from sayso.events.stream import Events
from sayso.identity.people.sites import Sites
from sayso.jobs.queue import Jobs
from sayso.kit.offload import Aside, in_thread
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
        telling, contents = Telling(events), Contents()
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
            Comparing(database, contents),
            Handwriting(stepping),
            publishing,
            telling,
            Turns(
                database,
                jobs,
                telling=telling,
                contents=contents,
                publishing=publishing,
                overtaking=overtaking,
                models_of=languages.of,
                aside=aside,
            ),
        )

    def handle(self, jobs: Jobs) -> None:
        """Let the queue know who works on messages."""
        turns = self.turns
        jobs.handle(TURN, turns.work, attempts=ATTEMPTS, concurrency=CONCURRENCY, given_up=turns.give_up)
