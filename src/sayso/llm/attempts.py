"""A single try of a model, and what the ledger is told of it."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sayso.llm.prices import cost_of
from sayso.llm.providers import Target
from sayso.llm.types import CallRecord, Ledger, Usage

_noting: set[asyncio.Task[None]] = set()


@dataclass(slots=True)
class Received:
    """What has come of a reply so far; it is also there when the rest never comes.

    ``written`` are tokens of the input that the provider has put aside, for which some charge more.
    """

    pieces: list[str] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    written: int = 0
    is_refused: bool = False
    is_cut_short: bool = False
    is_shown: bool = False

    def take(self, piece: str) -> str:
        """Keep a piece, without what no database and no wire takes (NUL, lone surrogates)."""
        clean = piece.replace("\0", "").encode("utf-8", "replace").decode()
        self.pieces.append(clean)
        return clean

    @property
    def text(self) -> str:
        """The pieces together."""
        return "".join(self.pieces)


@dataclass(slots=True)
class Attempt:
    """A try that has begun."""

    target: Target
    started_at: datetime
    since: float
    received: Received = field(default_factory=Received)

    @property
    def cost(self) -> Decimal | None:
        """What it cost up to now, None where that is not known."""
        return cost_of(self.target, self.received.usage, self.received.written)


async def note(ledger: Ledger, record: CallRecord) -> None:
    """Keep a call in the ledger even if whoever asked has gone meanwhile: it was spent all the same."""
    noting = asyncio.ensure_future(ledger.note(record))
    _noting.add(noting)
    noting.add_done_callback(_noting.discard)
    try:
        await asyncio.shield(noting)
    except asyncio.CancelledError:
        await asyncio.wait({noting})
        raise
