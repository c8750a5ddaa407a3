"""Browsers in which somebody signed in before, told by a signed cookie that opens nothing.

It says only which counter wrong passwords count on, so that whoever guesses elsewhere keeps nobody out here.
A mark is bound to one e-mail address; a browser keeps those of the last few people who signed in with it.
"""

import hmac
import secrets
import time
from datetime import timedelta
from hashlib import sha256

LIFETIME = timedelta(days=180)
MOST_PEOPLE = 3
LONGEST = 400
_BETWEEN = "~"


class KnownBrowsers:
    """Makes and reads the marks, with the key that access tokens are signed with."""

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def number(self, cookie: str, email: str) -> str | None:
        """What this browser is counted as for this address; none where nobody of it signed in here."""
        for mark in _marks(cookie):
            number, _, rest = mark.partition(".")
            until, _, signature = rest.partition(".")
            is_ours = until.isdigit() and hmac.compare_digest(signature, self._signed(email, number, until))
            if is_ours and int(until) > time.time():
                return number
        return None

    def remember(self, cookie: str, email: str) -> str:
        """The cookie after somebody of this address signed in, with what it held of other people."""
        known = self.number(cookie, email)
        number = known or secrets.token_hex(8)
        until = str(int(time.time() + LIFETIME.total_seconds()))
        others = [mark for mark in _marks(cookie) if mark.partition(".")[0] != known]
        return _BETWEEN.join(
            [f"{number}.{until}.{self._signed(email, number, until)}", *others][:MOST_PEOPLE]
        )

    def _signed(self, email: str, number: str, until: str) -> str:
        text = "\0".join(("known browser", email.strip().lower(), number, until))
        return hmac.new(self._key, text.encode("utf-8", "surrogateescape"), sha256).hexdigest()


def _marks(cookie: str) -> list[str]:
    is_readable = len(cookie) <= LONGEST and cookie.isascii()
    return [one for one in cookie.split(_BETWEEN) if one][:MOST_PEOPLE] if is_readable else []
