"""What the tests of calling ask, and how they listen."""

import asyncio
from collections.abc import Callable
from typing import Any

from sayso.llm.types import Ask, Prompt, Role

PROMPT = Prompt("design", 3, "You design data.")
SHAPE: dict[str, Any] = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "fields": {"type": "array", "items": {"type": "string"}}},
    "required": ["name", "fields"],
    "additionalProperties": False,
}
CLIENT = {"name": "Client", "fields": ["name", "email"]}


def asked(content: str = "A salon.", *, shaped: bool = False, **parts: Any) -> Ask:
    """A request to the schema role, for text or for an object."""
    return Ask(Role.SCHEMA, PROMPT, content, SHAPE if shaped else None, **parts)


class Listener:
    """Whoever is shown a reply as it comes."""

    def __init__(self) -> None:
        self.pieces: list[str] = []

    def __call__(self, piece: str) -> None:
        self.pieces.append(piece)

    @property
    def text(self) -> str:
        """What was shown so far."""
        return "".join(self.pieces)


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for what another thread does."""
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110 - a server in another thread has no event of this loop
            await asyncio.sleep(0.01)
