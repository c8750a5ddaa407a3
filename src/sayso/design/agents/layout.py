"""The layout designer: a model that arranges pages and what they show."""

from sayso.design.types import Outcome, Tell, Verdict, Wish
from sayso.llm.types import Ask, Models, Role
from sayso.spec.edits import Kind

from .context import layout_content
from .model_refinement import Refining
from .prompts import prompt
from .shape import layout_shape

_KINDS = frozenset({Kind.PAGE, Kind.COMPONENT, Kind.REPORT})


class LayoutDesigner:
    """Changes pages and components as messages ask for; the data stays as it is."""

    def __init__(self, models: Models) -> None:
        self._models = models

    async def refine(self, wish: Wish, verdict: Verdict, tell: Tell) -> Outcome:
        """Do what a message asks for.

        Raises:
            ModelsUnavailableError: when no model answers.
        """
        ask = Ask(Role.LAYOUT, prompt("layout"), "", layout_shape())
        return await Refining(wish, verdict, tell, _KINDS).outcome(self._models, ask, layout_content)
