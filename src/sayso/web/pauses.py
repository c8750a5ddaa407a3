"""Pauses that grow with each wrong password and fall off again, by account, browser and network.

They live in the memory of the server, for so many keys at most, and begin anew with it. Whether there is an
account of an address makes no difference.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass

from sayso.settings import Settings
from sayso.web.limits import MOST_COUNTED, Standing, TooManyRequestsError

FORGIVEN_SECONDS = 300.0
"""After so long one wrong password is forgotten."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many wrong passwords are free, and how many seconds the longest pause has.

    The pause is two seconds after the first that is not free, and twice as long after each further one.
    """

    free: int
    longest: int

    def pause(self, wrong: int) -> int:
        """Seconds to wait after so many wrong passwords."""
        over = wrong - self.free
        return min(self.longest, 2 ** min(over, 30)) if over > 0 else 0


BROWSER = Pace(5, 900)
"""A known browser, or a network that tries at one account."""
ACCOUNT = Pace(20, 60)
"""An account, wherever it is tried from: short, since its owner may come with a new browser."""
NETWORK = Pace(30, 900)
"""A network, whichever accounts it tries."""


@dataclass(slots=True)
class _Count:
    wrong: int
    at: float
    until: float


@dataclass(frozen=True, slots=True)
class Attempt:
    """A password that somebody typed: from where, for whom, and in which known browser, if it is one."""

    email: str
    network: str
    browser: str | None

    @property
    def own(self) -> str:
        """Whom it is counted for alone."""
        email = self.email.strip().lower()[:254]
        return f"browser {self.browser} {email}" if self.browser else f"{email} from {self.network}"


class Pauses:
    """Counts wrong passwords."""

    def __init__(self, *, by_account: bool = True, by_network: bool = True, most: int = MOST_COUNTED) -> None:
        self._by_account = by_account
        self._by_network = by_network
        self._most = most
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    @classmethod
    def of(cls, settings: Settings) -> "Pauses":
        """As the limits of signing in are set: where one is off there are no pauses by it either."""
        by_account = settings.limit_sign_in_account != "off"
        return cls(by_account=by_account, by_network=settings.limit_sign_in != "off")

    def begin(self, attempt: Attempt) -> None:
        """Count an attempt as wrong until it is known to be right.

        The pause of an account holds only for those who were wrong before: the first attempt from a network
        is always free, so that nobody is kept out by others for good.

        Raises:
            TooManyRequestsError: while one has to wait; it is not counted then.
        """
        paces = self._paces(attempt)
        now = time.time()
        tried_before = self._wrong(attempt.own, now) > 0
        for key, pace in paces.items():
            known = self._counts.get(key)
            if known is None or known.until <= now or (pace is ACCOUNT and not tried_before):
                continue
            raise TooManyRequestsError(Standing(pace.free, 0, max(1, round(known.until - now))))
        for key, pace in paces.items():
            wrong = self._wrong(key, now) + 1
            self._counts[key] = _Count(wrong, now, now + pace.pause(wrong))
            self._counts.move_to_end(key)
        while len(self._counts) > self._most:
            self._counts.popitem(last=False)

    def was_right(self, attempt: Attempt) -> None:
        """Take back what was counted, and forget what was wrong before from the same place."""
        self._counts.pop(attempt.own, None)
        for key, pace in self._paces(attempt).items():
            known = self._counts.get(key)
            if known is not None:
                known.wrong -= 1
                known.until = known.at + pace.pause(known.wrong)

    def _paces(self, attempt: Attempt) -> dict[str, Pace]:
        paces = {attempt.own: BROWSER} if self._by_account else {}
        if attempt.browser is None and self._by_account:
            paces[f"account {attempt.email.strip().lower()[:254]}"] = ACCOUNT
        if attempt.browser is None and self._by_network:
            paces[f"network {attempt.network}"] = NETWORK
        return paces

    def _wrong(self, key: str, now: float) -> int:
        known = self._counts.get(key)
        return max(known.wrong - int((now - known.at) / FORGIVEN_SECONDS), 0) if known else 0

    def __len__(self) -> int:
        """How many keys are kept."""
        return len(self._counts)
