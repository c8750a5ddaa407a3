"""A model writes programs: it is told the rules, what is known, and what went wrong with its last attempt."""

from collections.abc import Sequence

from sayso.design.replies import quoted
from sayso.devloop.programs.types import Draft, Lesson, NoDetails, Refusal, Task, Tell, Trial
from sayso.devloop.programs.writers.details_coercion import fitted
from sayso.devloop.programs.writers.program_prompt import ask_for
from sayso.devloop.programs.writers.reply_parser import read_reply
from sayso.llm.types import Models, Role


class ModelWriter:
    """The code role as a writer."""

    def __init__(self, models: Models) -> None:
        self._models = models

    async def write(
        self,
        task: Task,
        trials: Sequence[Trial],
        lessons: Sequence[Lesson],
        tell: Tell,  # noqa: ARG002 - a Writer
    ) -> Draft | Refusal:
        """What the model answers; what cannot be read of it comes with findings for the next attempt."""
        may_see_rows = self._models.may_see_rows(Role.CODE)
        reply = await self._models.ask(ask_for(task, trials, lessons, may_see_rows=may_see_rows))
        read = read_reply(reply.text, task.details, task.entry)
        if read.refusal is not None:
            return read.refusal
        details, findings = fitted(task.details, read.details)
        return Draft(
            code=read.code,
            details=details or NoDetails(),
            explanation=quoted(read.explanation),
            model=reply.model,
            usage=reply.usage,
            cost=reply.cost,
            findings=(*read.findings, *findings),
            is_remembered=reply.is_remembered,
        )
