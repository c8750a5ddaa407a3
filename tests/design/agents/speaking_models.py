"""Models that say what a test wants, without a wire, and remember what they were asked."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Ask, Reply, Role, Shown, Usage

Said = str | Exception | Callable[[Ask], str]


class SpeakingModels:
    """One saying per role; a role without one is not set up."""

    def __init__(self, sayings: Mapping[Role, Said], pieces: int = 7) -> None:
        self._sayings = sayings
        self._pieces = pieces
        self.asked: list[Ask] = []

    def has(self, role: Role) -> bool:
        """Whether there is a saying for it."""
        return role in self._sayings

    def may_see_rows(self, role: Role) -> bool:
        """None of them."""
        return role not in set(Role)

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:
        """The saying of the role, shown in pieces."""
        self.asked.append(ask)
        said = self._sayings.get(ask.role, ModelsUnavailableError("No model is set up."))
        if isinstance(said, Exception):
            raise said
        text = said if isinstance(said, str) else said(ask)
        if shown is not None:
            for start in range(0, len(text), self._pieces):
                shown(text[start : start + self._pieces])
        data = _json(text) if ask.shape is not None else None
        return Reply(text, data, f"test:{ask.role}", Usage(len(ask.content) // 4, len(text) // 4))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def unavailable(message: str = "The model did not answer") -> ModelsUnavailableError:
    """What is raised when no model answers."""
    return ModelsUnavailableError(message, hint="Try again later.")
