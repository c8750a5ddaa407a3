"""What answers bots, and what that needs of others, as narrow as it needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import orjson
from pydantic import SecretStr

from sayso.bots.host.bodies import NoticeBody
from sayso.bots.ports import Noticing


@dataclass(frozen=True, slots=True)
class Said:
    """What a person decided; ``decision`` is none while nobody has."""

    decision: bool | None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Json:
    """A value, and the same as JSON."""

    value: Any
    text: str

    @classmethod
    def of(cls, value: Any) -> "Json":
        """A value as JSON.

        Raises:
            TypeError: when it holds what JSON has no word for, such as a number beyond 64 bits.
        """
        return cls(value, orjson.dumps(value).decode())

    @property
    def size(self) -> int:
        """Bytes as JSON."""
        return len(self.text.encode())


class Keeping(Protocol):
    """What one attempt of a run keeps, asks and tells; in the database, or in a world that is made up.

    Each raises ``LostError`` where the attempt counts no more, and then changes nothing.
    """

    async def state(self) -> dict[str, Any]:
        """All that the bot keeps."""
        ...

    async def value(self, key: str) -> Json | None:
        """A value that it keeps; none where there is none."""
        ...

    async def keep(self, key: str, value: Json) -> None:
        """Keep a value."""
        ...

    async def forget(self, key: str) -> None:
        """Forget a value."""
        ...

    async def step(self, name: str, value: Json, seconds: float) -> None:
        """A step is done."""
        ...

    async def calls(self, calls: Mapping[str, Json]) -> None:
        """Calls were made."""
        ...

    async def approve(self, number: int, text: str, calls: Mapping[str, Json]) -> Said:
        """Ask a person, or learn what they decided."""
        ...

    async def notify(self, notice: NoticeBody) -> None:
        """Tell people."""
        ...


class Telling(Noticing, Protocol):
    """Tells people, and knows where letters go."""

    async def address_of(self, agency_id: UUID, user_id: UUID) -> str | None:
        """Where letters to a person go."""
        ...

    async def letter(self, to: str, subject: str, text: str) -> None:
        """Send a letter."""
        ...

    async def webhook(
        self, address: str, message: Mapping[str, Any], *, secret: SecretStr | None = None
    ) -> None:
        """Post a message as JSON."""
        ...
