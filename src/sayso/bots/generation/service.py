"""The making of bots, put together."""

from dataclasses import dataclass

from sayso.bots.generation.draft_writer import Writing
from sayso.bots.generation.generation_job import Working
from sayso.bots.generation.user_messages import Talking
from sayso.bots.generation.writer_context import Gathering
from sayso.bots.ports import ModelsOf, Trying, WritersOf
from sayso.bots.transitions import CHANGE, MAKE, Keeping
from sayso.db.database import Database
from sayso.devloop.programs.ports import Developing, ModuleRows, Requests, Secrets
from sayso.jobs.queue import Jobs
from sayso.kit.offload import Aside, in_thread
from sayso.sandbox.types import Sandbox

HANDS = 6
"""Bots that are made at a time; models do the most of it."""


@dataclass(frozen=True, slots=True)
class Making:
    """People talk to bots, and jobs do what they say."""

    talking: Talking
    working: Working

    @classmethod
    def over(
        cls,
        database: Database,
        *,
        keeping: Keeping,
        sandbox: Sandbox,
        programs: Developing,
        writers_of: WritersOf,
        models_of: ModelsOf,
        trying: Trying,
        rows: ModuleRows,
        secrets: Secrets,
        requests: Requests,
        aside: Aside = in_thread,
    ) -> "Making":
        """Over an open database."""
        gathering = Gathering(database, sandbox, rows, secrets, requests)
        writing = Writing(programs, writers_of, trying, secrets)
        working = Working(database, keeping, gathering, writing, models_of, aside)
        return cls(Talking(database, keeping), working)

    def handle(self, jobs: Jobs) -> None:
        """Let the queue know who works on what people say."""
        work, give_up = self.working.work, self.working.give_up
        for kind in (MAKE, CHANGE):
            jobs.handle(kind, work, attempts=2, concurrency=HANDS, given_up=give_up)
