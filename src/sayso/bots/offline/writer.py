"""The writer without a model: words become a small typed recipe, and a generator writes the code."""

from collections.abc import Sequence
from typing import cast

from sayso.bots.facts import BotFacts
from sayso.devloop.programs.types import Draft, Lesson, Refusal, Task, Tell, Trial
from sayso.errors import TookTooLongError
from sayso.kit.offload import Aside, in_thread

from .changing import changed
from .choosing import plan_of
from .mending import mended
from .refusing import refuse_foreign
from .sentence import CannotError, UnclearError


class OfflineBotWriter:
    """Writes bots by rules; implements ``sayso.devloop.programs.types.Writer``."""

    def __init__(self, aside: Aside = in_thread) -> None:
        self._aside = aside

    async def write(
        self, task: Task, trials: Sequence[Trial], lessons: Sequence[Lesson], tell: Tell
    ) -> Draft | Refusal:
        """A bot for the words, or why there is none; the same bot is not written twice."""
        del lessons
        tell("Reading your words")
        try:
            draft = await self._aside(draft_of, task.asked, cast("BotFacts", task.facts), task.before)
        except TookTooLongError as error:
            return Refusal(f"{error.message} {error.hint}")
        if isinstance(draft, Draft):
            same = [
                one for one in trials if one.draft.code == draft.code and one.draft.details == draft.details
            ]
            if same:
                analysis = same[-1].analysis
                why = analysis.message if analysis is not None else "It did not work."
                return Refusal(f"{why} Without a model I know no other way to write it.")
        return draft


def draft_of(asked: str, facts: BotFacts, before: Trial | None = None) -> Draft | Refusal:
    """The bot for words: mended where one broke, changed where one is there, else a new one."""
    try:
        if before is not None:
            return mended(asked, facts, before)
        refuse_foreign(asked)
        if facts.get("code"):
            return changed(asked, facts)
        return plan_of(asked, facts).draft()
    except UnclearError as error:
        return Refusal(error.question.text, error.question.suggestions)
    except CannotError as error:
        return Refusal(error.message, error.suggestions)
