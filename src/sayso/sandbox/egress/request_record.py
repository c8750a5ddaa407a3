"""What is noted of a request while it is answered."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sayso.sandbox.types import RequestRecord

_LONGEST_PATH = 500


@dataclass(slots=True)
class Note:
    """What is known of a request so far."""

    method: str = "?"
    host: str = "?"
    path: str = ""
    status: int | None = None
    bytes_in: int = 0
    bytes_out: int = 0
    refusal: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    began: float = field(default_factory=time.monotonic)

    def record(self) -> RequestRecord:
        """What is kept of it."""
        return RequestRecord(
            self.method[:20],
            self.host,
            self.path[:_LONGEST_PATH],
            self.status,
            self.bytes_in,
            self.bytes_out,
            time.monotonic() - self.began,
            self.at,
            self.refusal,
        )
