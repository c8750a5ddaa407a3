"""How much of the network a run may still use."""

import asyncio
import time

from sayso.sandbox.egress.refusals import RefusedError

_LONGEST_WAIT = 5.0


class Allowance:
    """Counts requests, their rate and bytes; those to Sayso's own services have a count of their own."""

    def __init__(self, requests: int, most_bytes: int, a_second: float) -> None:
        self._most_requests = requests
        self._requests_left = requests
        self._most_bytes = most_bytes
        self.bytes_left = most_bytes
        self._pause = 1.0 / a_second if a_second > 0 else 0.0
        self._burst = 1.0
        self._next = 0.0

    async def take_request(self) -> None:
        """Count a request, once its turn has come.

        Raises:
            RefusedError: when there were too many, or they come too fast to wait.
        """
        if self._requests_left <= 0:
            raise RefusedError(
                429,
                "too_many_requests",
                f"The program sent more than {self._most_requests} requests in one run.",
                "Ask for more at once, or for less.",
            )
        self._requests_left -= 1
        now = time.monotonic()
        turn = max(self._next, now - self._burst)
        if turn - now > _LONGEST_WAIT:
            raise RefusedError(
                429,
                "too_fast",
                f"The program may send {1 / self._pause:g} requests a second, and too many wait.",
                "Send fewer at a time.",
            )
        self._next = turn + self._pause
        if turn > now:
            await asyncio.sleep(turn - now)

    def take_bytes(self, count: int) -> None:
        """Count what was sent or received.

        Raises:
            RefusedError: when it is too much.
        """
        self.bytes_left -= count
        if self.bytes_left < 0:
            raise self.too_much()

    def demand_bytes(self, count: int) -> None:
        """Refuse early what is announced to be too much."""
        if count > self.bytes_left:
            raise self.too_much()

    def too_much(self) -> RefusedError:
        """What is said when the bytes are used up."""
        said = f"{self._most_bytes / 1024 / 1024:,.1f} MB"
        return RefusedError(
            413,
            "too_much",
            f"The program may send and receive {said} in one run, and this is more.",
            "Ask the source for less: a page, fewer columns, a later date.",
        )
