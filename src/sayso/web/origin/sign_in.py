"""The door of an application: signing in with a link or a password, and signing out."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sayso.errors import AppError, DeniedError
from sayso.identity.authentication.accounts import CheckedUser
from sayso.identity.authentication.links import Purpose, look_at, use_link
from sayso.identity.authentication.sessions import SIGNED_IN_AGAIN, SIGNED_OUT, SessionKind
from sayso.identity.errors import WrongCredentialsError
from sayso.runtime.errors import MalformedError
from sayso.runtime.types import Module
from sayso.web.body_limits import PAGE_FORM
from sayso.web.browser_session import known_cookie_name
from sayso.web.exchange import Answer, Exchange
from sayso.web.limits import TooManyRequestsError
from sayso.web.oauth import OAuthError, read_form
from sayso.web.origin.addresses import go_to, own_path, sign_in_url, target_of
from sayso.web.origin.cookies import ROLE_COOKIE, known_cookie, no_cookies, session_cookie
from sayso.web.origin.rate_limits import count_try
from sayso.web.origin.senders import browser_session, demand_own_page, sender_of
from sayso.web.origin.services import OriginServices
from sayso.web.origin.sign_in_pages import DoorPages
from sayso.web.problems import method_not_allowed, status_of
from sayso.web.strict_request import FORM

_USED_LINK = "This link was used already, or its time has run out. Sign in below, or ask for a new one."


class Door:
    """Answers at the addresses where people come in and go out."""

    def __init__(self, services: OriginServices) -> None:
        self._services = services

    async def answer(self, module: Module, exchange: Exchange) -> Answer | None:
        """The answer at an address of the door, none elsewhere."""
        match exchange.path, exchange.method:
            case "/__signin", "GET" | "HEAD":
                return await self._open(module, exchange)
            case "/__signin", "POST":
                return await self._use_link(module, exchange)
            case "/__signin", _:
                return method_not_allowed("GET, POST")
            case "/__signin/password", "POST":
                return await self._check_password(module, exchange)
            case "/__signout", "POST":
                return await self._sign_out(module, exchange)
            case "/__signin/password" | "/__signout", _:
                return method_not_allowed("POST")
        return None

    def sign_in_page(self, module: Module, exchange: Exchange) -> Answer:
        """What somebody sees who is not signed in, at the address they asked for."""
        return self._pages(module, target_of(exchange)).sign_in(status=401)

    def no_entry_page(self, module: Module, exchange: Exchange, error: DeniedError) -> Answer:
        """What somebody sees who is signed in and may not enter."""
        return self._pages(module, target_of(exchange)).no_entry(error.message, error.hint)

    async def _open(self, module: Module, exchange: Exchange) -> Answer:
        """``GET /__signin``: changes nothing, so that nobody who only looks at a link uses it up."""
        token, target = exchange.parameter("token"), own_path(exchange.parameter("next"))
        pages = self._pages(module, target)
        present = await browser_session(self._services, module, exchange)
        if token is None:
            return go_to(target) if present else pages.sign_in()
        async with self._services.database.system() as session:
            link = await look_at(session, token, Purpose.SIGNIN, module_id=module.id)
        if present is not None and (link is None or link.user_id == present.user_id):
            return go_to(target)
        if link is None:
            return pages.sign_in(status=401, notice=_USED_LINK)
        return pages.link(token, replaces=present is not None)

    async def _use_link(self, module: Module, exchange: Exchange) -> Answer:
        """``POST /__signin``: uses the link up and starts a session."""
        demand_own_page(self._services, exchange)
        form = await _form_of(exchange)
        target = own_path(form.get("next"))
        async with self._services.database.system() as session:
            link = await use_link(session, form.get("token", ""), Purpose.SIGNIN, module_id=module.id)
        if link is None:
            present = await browser_session(self._services, module, exchange)
            page = self._pages(module, target).sign_in(status=401, notice=_USED_LINK)
            return go_to(target) if present else page
        return await self._let_in(module, exchange, link.user_id, target)

    async def _check_password(self, module: Module, exchange: Exchange) -> Answer:
        """``POST /__signin/password``: starts a session for whoever knows the password."""
        demand_own_page(self._services, exchange)
        form = await _form_of(exchange)
        target, email = own_path(form.get("next")), form.get("email", "").strip()
        try:
            count_try(self._services, exchange)
            user = await self._services.sign_in.check_password(
                email, form.get("password", ""), client=exchange.client, known=self._known(exchange)
            )
        except (WrongCredentialsError, TooManyRequestsError) as error:
            return self._refused(module, target, email, error)
        mark = self._services.sign_in.known_browsers.remember(self._known(exchange), user.email)
        answer = await self._let_in(module, exchange, user, target)
        return replace(answer, headers=(*answer.headers, known_cookie(self._services.settings, mark)))

    def _known(self, exchange: Exchange) -> str:
        return exchange.cookies.get(known_cookie_name(self._services.settings), "")

    async def _let_in(
        self, module: Module, exchange: Exchange, who: UUID | CheckedUser, target: str
    ) -> Answer:
        """A session of this module in place of the one that the browser had."""
        sessions, settings = self._services.sessions, self._services.settings
        before = await browser_session(self._services, module, exchange)
        new = await sessions.start(
            who, SessionKind.MODULE, module_id=module.id, agency_id=module.site.agency_id
        )
        if before is not None:
            await sessions.end(before.id, SIGNED_IN_AGAIN)
        return go_to(target, session_cookie(settings, new), *no_cookies(settings, ROLE_COOKIE))

    async def _sign_out(self, module: Module, exchange: Exchange) -> Answer:
        """``POST /__signout``: ends the session of the cookie, or of the access token."""
        demand_own_page(self._services, exchange)
        sender = await sender_of(self._services, module, exchange)
        if sender is not None and sender.session_id is not None:
            await self._services.sessions.end(sender.session_id, SIGNED_OUT)
        headers = no_cookies(self._services.settings)
        if "text/html" not in exchange.header(b"accept"):
            return Answer(204, headers=headers)
        form = await _form_of(exchange) if exchange.media_type == FORM else {}
        return go_to(sign_in_url(form.get("next", "/")), *headers)

    def _refused(self, module: Module, target: str, email: str, error: AppError) -> Answer:
        pages = self._pages(module, target)
        notice = f"{error.message} {error.hint}"
        return pages.sign_in(status=status_of(error), notice=notice, is_bad=True, email=email)

    def _pages(self, module: Module, target: str) -> DoorPages:
        return DoorPages(self._services.settings, module, target)


async def _form_of(exchange: Exchange) -> Mapping[str, str]:
    """The fields of a form.

    Raises:
        MalformedError: when it is none, or cannot be read.
    """
    try:
        return read_form(await exchange.body(PAGE_FORM), exchange.header(b"content-type"))
    except OAuthError as error:
        raise MalformedError(error.description, hint="Use the form of the sign-in page.") from error
