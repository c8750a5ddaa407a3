"""Requests that a page elsewhere makes a browser send: they are refused before anything is done.

Modules answer on subdomains of the platform, which to a cookie are the same site. So ``SameSite`` is not
enough: what a browser says of where a request comes from decides.
"""

from collections.abc import Mapping

from sayso.errors import DeniedError
from sayso.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossSiteError(DeniedError):
    """The request does not come from a page of this host."""

    code = "cross_site"

    def __init__(self) -> None:
        super().__init__(
            "This request does not come from a page of this address.",
            hint="Open the page at this address itself. A program sends a token or a key, and no cookie.",
        )


def own_origin(settings: Settings, host: str) -> str:
    """The origin of pages at this host name, as browsers write it."""
    return f"{settings.public_scheme}://{host}"


def refuse_cross_site(headers: Mapping[str, str], own_origin: str, *, has_cookie: bool) -> None:
    """Refuse what changes something and was not sent by a page of ``own_origin``.

    With a session's cookie the browser has to say where it comes from; without one, as when signing in,
    it must not say that it comes from elsewhere.

    Raises:
        CrossSiteError: when it comes from elsewhere, or may.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        is_own = site == "same-origin"
    elif origin is not None:
        is_own = origin.lower() == own_origin.lower()
    else:
        is_own = not has_cookie
    if not is_own:
        raise CrossSiteError
