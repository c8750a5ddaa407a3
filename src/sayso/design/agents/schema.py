"""The schema designer: a model that designs data and what may be done with it."""

from sayso.design.types import Outcome, Tell, Verdict, Wish
from sayso.llm.types import Ask, Models, Role

from .context import schema_content
from .model_refinement import Refining
from .prompts import prompt
from .shape import changes_shape


class SchemaDesigner:
    """Designs an application of a first description, and changes it as messages ask for."""

    def __init__(self, models: Models) -> None:
        self._models = models

    async def design(self, wish: Wish, tell: Tell) -> Outcome:
        """Read a first description.

        Raises:
            ModelsUnavailableError: when no model answers.
        """
        from .first.pipeline import design

        return await design(self._models, wish, tell)

    async def refine(self, wish: Wish, verdict: Verdict, tell: Tell) -> Outcome:
        """Do what a message asks for.

        Raises:
            ModelsUnavailableError: when no model answers.
        """
        ask = Ask(Role.SCHEMA, prompt("schema"), "", changes_shape())
        return await Refining(wish, verdict, tell).outcome(self._models, ask, schema_content)
