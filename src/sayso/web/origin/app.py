"""Answers requests on a module's origin, and turns errors into answers."""

from sayso.errors import AppError, DeniedError, NotFoundError
from sayso.runtime.errors import SignInNeededError
from sayso.runtime.records import ModuleRuntime
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin import session
from sayso.web.origin.call import Call
from sayso.web.origin.pages import Pages
from sayso.web.origin.routes import handle
from sayso.web.problems import method_not_allowed, problem, unexpected
from sayso.web.services import Services

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ModuleOrigin:
    """All modules; the host name says which."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._pages = Pages(services)

    async def answer(self, slug: str, exchange: Exchange) -> Answer:
        """The answer to a request at ``<slug>.<apps domain>``."""
        try:
            runtime = await self._runtime(slug)
            if exchange.path.startswith("/api/"):
                return await self._api(runtime, exchange)
            return await self._page(runtime, exchange)
        except AppError as error:
            return problem(error)
        except Exception as error:  # noqa: BLE001 - the last line of defence: callers never see a trace
            return unexpected(error)

    async def _runtime(self, slug: str) -> ModuleRuntime:
        runtime = await self._services.registry.runtime(slug)
        if runtime is None:
            raise NotFoundError(f'There is no application "{slug[:60]}" here.', hint="Check the address.")
        return runtime

    async def _page(self, runtime: ModuleRuntime, exchange: Exchange) -> Answer:
        if exchange.path == "/__signout" and exchange.method == "POST":
            _refuse_other_origins(exchange)
            return session.sign_out(self._services)
        if exchange.method not in _SAFE:
            return method_not_allowed("GET")
        if exchange.path == "/__signin":
            return session.sign_in(self._services, runtime, exchange)
        if exchange.path.startswith(("/assets/", "/kit/")):
            return await self._pages.file(runtime.plan.module, exchange)
        try:
            await session.admit(self._services, runtime, exchange)
        except SignInNeededError:
            return session.sign_in_page(runtime)
        return await self._pages.page(runtime.plan.module)

    async def _api(self, runtime: ModuleRuntime, exchange: Exchange) -> Answer:
        if exchange.method not in _SAFE:
            _refuse_other_origins(exchange)
        visitor = await session.admit(self._services, runtime, exchange)
        return await handle(Call(self._services, runtime, exchange, visitor))


def _refuse_other_origins(exchange: Exchange) -> None:
    """A page of another origin must not act with this one's cookie."""
    origin = exchange.header(b"origin")
    foreign = bool(origin) and origin.partition("://")[2] != exchange.header(b"host")
    if foreign or exchange.header(b"sec-fetch-site") in {"cross-site", "same-site"}:
        raise DeniedError("Requests from other origins are not accepted.")
