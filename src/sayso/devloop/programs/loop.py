"""Write, run, analyse, iterate: how a wish becomes a program that works, or a plain word about why not."""

from collections.abc import Sequence
from uuid import uuid4

from sayso.db.database import Database
from sayso.devloop.programs import attempts, memory
from sayso.devloop.programs.development import Development, Note, Surroundings
from sayso.devloop.programs.program_check import Check, check_program
from sayso.devloop.programs.types import Budget, Developed, Owner, Task, Tell, Trial, Writer
from sayso.sandbox.types import Sandbox

_USUAL = Budget()


class Programs:
    """Has programs written for agencies; every attempt is kept, and what worked is remembered."""

    def __init__(
        self,
        database: Database,
        sandbox: Sandbox,
        *,
        check: Check = check_program,
        note: Note | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self._database = database
        self._surroundings = surroundings or Surroundings(sandbox, check, note=note)

    async def develop(
        self,
        task: Task,
        writers: Sequence[Writer],
        owner: Owner,
        tell: Tell,
        budget: Budget = _USUAL,
    ) -> Developed:
        """A program for a task: at most three attempts, by these writers in turn.

        Cancelling ends the attempt that is being made; those that were made stay kept.

        Args:
            task: what is wanted, and when a result will do.
            writers: the first choice first; each may give up in favour of the next.
            owner: whose attempts these are.
            tell: hears in plain words how far it is.
            budget: what it may take.

        Raises:
            MachineError: when this machine has no wall for programs.
        """
        development_id = uuid4()

        async def keep(number: int, trial: Trial) -> None:
            async with self._database.unit(owner.agency_id) as session:
                await attempts.keep(session, attempts.Place(owner, development_id, number), task, trial)

        async with self._database.unit(owner.agency_id) as session:
            lessons = await memory.recall(session, owner.agency_id, task)
        development = Development(task, owner, list(writers), lessons, budget, self._surroundings, tell, keep)
        developed = await development.developed()
        if developed.ok:
            async with self._database.unit(owner.agency_id) as session:
                await memory.remember(session, owner.agency_id, task, developed)
        return developed
