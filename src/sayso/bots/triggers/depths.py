"""How deep bots may set each other off, and how a row says that a bot wrote it."""

from dataclasses import dataclass
from uuid import UUID

from sayso.bots.types import MOST_DEPTH

TOO_DEEP = (
    f"Bots set each other off {MOST_DEPTH} times in a row here, so this one was not set off again. "
    "Look for a circle among them, and narrow one of their triggers."
)
_WORD = "bot"


@dataclass(frozen=True, slots=True)
class WrittenBy:
    """The bot that wrote a row, and how deep in a chain of bots that was."""

    bot_id: UUID
    depth: int

    def as_cause(self) -> str:
        """How it is kept beside the row in the history, as ``Scope.cause``."""
        return f"{_WORD} {self.bot_id} {self.depth}"


def written_by(cause: str | None) -> WrittenBy | None:
    """Which bot wrote a row, if any."""
    match (cause or "").split(" "):
        case [word, bot_id, depth] if word == _WORD and depth.isdigit():
            return WrittenBy(UUID(bot_id), int(depth))
    return None
