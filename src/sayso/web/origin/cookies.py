"""The cookies of a module's origin, which no other host gets to see."""

from datetime import UTC, datetime

from sayso.identity.authentication.known_browsers import LIFETIME
from sayso.identity.authentication.sessions import NewSession, cookie_name
from sayso.settings import Settings
from sayso.web.browser_session import known_cookie_name

ROLE_COOKIE = "sayso_act_as"
Header = tuple[bytes, bytes]


def session_cookie(settings: Settings, new: NewSession) -> Header:
    """Signs the browser in until the session ends."""
    seconds = int((new.session.expires_at - datetime.now(UTC)).total_seconds())
    return _cookie(settings, cookie_name(settings), new.secret, f"; Max-Age={seconds}")


def role_cookie(settings: Settings, role: str) -> Header:
    """Lets the browser look at the application as another role until it is closed."""
    return _cookie(settings, ROLE_COOKIE, role)


def known_cookie(settings: Settings, mark: str) -> Header:
    """Tells the browser from others in which nobody signed in; opens nothing."""
    seconds = int(LIFETIME.total_seconds())
    return _cookie(settings, known_cookie_name(settings), mark, f"; Max-Age={seconds}")


def no_cookies(settings: Settings, *names: str) -> tuple[Header, ...]:
    """Takes cookies away: these, or all there are."""
    wanted = names or (cookie_name(settings), ROLE_COOKIE)
    return tuple(_cookie(settings, name, "", "; Max-Age=0") for name in wanted)


def _cookie(settings: Settings, name: str, value: str, extra: str = "") -> Header:
    secure = "; Secure" if settings.public_scheme == "https" else ""
    return b"set-cookie", f"{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{extra}".encode()
