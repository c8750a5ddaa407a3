"""Who may ask how often: allowances by name, counted in memory that cannot grow without end.

The counting is that of the library ``limits`` with fixed windows; an allowance begins anew when its window
ends. The counts live in this process and begin anew with it.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from limits import RateLimitItem, parse
from limits.storage import Storage
from limits.strategies import FixedWindowRateLimiter

from sayso.errors import InputError
from sayso.settings import Settings

MOST_COUNTED = 20_000
"""How many callers one allowance tells apart at a time; beyond, those whose window began first are let go."""


class Limit(StrEnum):
    """Which allowance a request uses up, and whom it is counted for."""

    CALLS = "calls"  # a signed-in user, or the address of somebody who is not
    KEY = "key"  # an API key
    GENERATION = "generation"  # an agency
    SIGN_IN = "sign_in"  # an address
    ACCOUNT = "sign_in_account"  # an e-mail address
    VISITOR = "visitor"  # the address of an anonymous visitor of a module
    HOOK = "hook"  # the address of a webhook, or that of somebody who guesses at some
    SHARED = "shared"  # the address of whoever looks at a dashboard with a link to it


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of an allowance is left; ``reset`` is in seconds from now."""

    limit: int
    remaining: int
    reset: int

    @property
    def headers(self) -> dict[str, str]:
        """What tells the caller."""
        return {
            "ratelimit-limit": str(self.limit),
            "ratelimit-remaining": str(self.remaining),
            "ratelimit-reset": str(self.reset),
        }


class TooManyRequestsError(InputError):
    """The allowance is used up."""

    code = "too_many_requests"

    def __init__(self, standing: Standing) -> None:
        wait = standing.reset
        super().__init__(
            "Too many requests.", hint=f"Wait {wait} second{'' if wait == 1 else 's'} and try again."
        )
        self.standing = standing


class Limits:
    """The allowances of one server."""

    def __init__(self, allowances: Mapping[Limit, RateLimitItem | None]) -> None:
        self._allowances = allowances
        self._counting = {limit: FixedWindowRateLimiter(BoundedCounters()) for limit in Limit}

    @classmethod
    def of(cls, settings: Settings) -> "Limits":
        """The allowances that the settings give; ``off`` gives as much as anybody wants."""
        texts = {limit: getattr(settings, f"limit_{limit.value}") for limit in Limit}
        return cls({limit: None if text == "off" else parse(text) for limit, text in texts.items()})

    def take(self, limit: Limit, whom: str) -> Standing | None:
        """Use up one of this allowance; none where it is off.

        Raises:
            TooManyRequestsError: when nothing is left; it is known how long to wait.
        """
        allowance = self._allowances[limit]
        if allowance is None:
            return None
        counting = self._counting[limit]
        is_left = counting.hit(allowance, whom)
        reset_time, remaining = counting.get_window_stats(allowance, whom)
        standing = Standing(allowance.amount, remaining, max(1, ceil(reset_time - time.time())))
        if not is_left:
            raise TooManyRequestsError(standing)
        return standing


def network_of(address: str) -> str:
    """What an address is counted as: itself, or for IPv6 the network that one customer has as a rule."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address[:60]
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)


class BoundedCounters(Storage):
    """Counts by key until the window of each ends, of so many keys at most."""

    STORAGE_SCHEME = None

    def __init__(self, most: int = MOST_COUNTED) -> None:
        super().__init__()
        self._most = most
        self._counts: OrderedDict[str, tuple[int, float]] = OrderedDict()

    @property
    def base_exceptions(self) -> tuple[type[Exception], ...]:
        """Errors of a connection, of which there is none."""
        return ()

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count for a key, whose window of so many seconds begins now if none is open."""
        now = time.time()
        count, end = self._counts.get(key, (0, 0.0))
        if end <= now:
            self._counts.pop(key, None)
            count, end = 0, now + expiry
            self._make_room(now)
        self._counts[key] = (count + amount, end)
        return count + amount

    def get(self, key: str) -> int:
        """The count of a key."""
        count, end = self._counts.get(key, (0, 0.0))
        return count if end > time.time() else 0

    def get_expiry(self, key: str) -> float:
        """When the window of a key ends, in seconds of the clock."""
        return self._counts.get(key, (0, time.time()))[1]

    def check(self) -> bool:
        """Memory is always there."""
        return True

    def clear(self, key: str) -> None:
        """Forget a key."""
        self._counts.pop(key, None)

    def reset(self) -> int:
        """Forget all keys."""
        count = len(self._counts)
        self._counts.clear()
        return count

    def __len__(self) -> int:
        """How many keys are kept."""
        return len(self._counts)

    def _make_room(self, now: float) -> None:
        """Let go of keys from the oldest on: all whose window has ended, and one where it is full."""
        while self._counts:
            key, (_, end) = next(iter(self._counts.items()))
            if end > now and len(self._counts) < self._most:
                return
            del self._counts[key]
