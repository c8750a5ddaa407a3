"""Answers requests on a module's origin: tells calls apart by method and path, and turns errors into answers."""

from collections.abc import Awaitable

from sayso.errors import AppError, DeniedError, NotFoundError
from sayso.runtime.errors import SignInNeededError
from sayso.runtime.plan import CollectionPlan
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.values.body import did_you_mean
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin import rows, session
from sayso.web.origin.call import Call
from sayso.web.origin.pages import Pages
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
            runtime = await self._services.registry.runtime(slug)
            if runtime is None:
                raise NotFoundError(f'There is no application "{slug}" here.', hint="Check the address.")
            if exchange.path.startswith("/api/"):
                return await self._api(runtime, exchange)
            return await self._page(runtime, exchange)
        except AppError as error:
            return problem(error)
        except Exception as error:  # noqa: BLE001 - the last line of defence: callers never see a trace
            return unexpected(error)

    async def _page(self, runtime: ModuleRuntime, exchange: Exchange) -> Answer:
        if exchange.path == "/__signout" and exchange.method == "POST":
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
        call = Call(self._services, runtime, exchange, visitor)
        parts = exchange.path[5:].split("/")
        handler = _platform_call(call, parts)
        if handler is None:
            plan = runtime.by_collection.get(parts[0])
            if plan is None:
                known = list(runtime.by_collection)
                raise NotFoundError(f'There is no "{parts[0][:60]}" here.{did_you_mean(parts[0], known)}')
            handler = _collection_call(call, plan, parts[1:])
        return await handler if isinstance(handler, Awaitable) else handler


Handling = Awaitable[Answer] | Answer


def _platform_call(call: Call, parts: list[str]) -> Handling | None:
    """Calls that belong to no entity."""
    method = "GET" if call.exchange.method == "HEAD" else call.exchange.method
    match parts:
        case ["session"]:
            return session.show_session(call) if method == "GET" else method_not_allowed("GET")
        case ["session", "role"]:
            return session.switch_role(call) if method == "POST" else method_not_allowed("POST")
    return None


def _collection_call(call: Call, plan: CollectionPlan, rest: list[str]) -> Handling:
    """Calls on an entity's rows."""
    method = "GET" if call.exchange.method == "HEAD" else call.exchange.method
    match method, rest:
        case "GET", []:
            return rows.list_rows(call, plan)
        case "POST", []:
            return rows.create_row(call, plan)
        case _, []:
            return method_not_allowed("GET, POST")
        case "POST", ["bulk"]:
            return rows.create_rows(call, plan)
        case "GET", [wanted]:
            return rows.get_row(call, plan, wanted)
        case "PATCH", [wanted]:
            return rows.patch_row(call, plan, wanted)
        case "DELETE", [wanted]:
            return rows.delete_row(call, plan, wanted)
        case _, [_]:
            return method_not_allowed("GET, PATCH, DELETE")
        case "PUT", [wanted, relation] if relation in plan.sets:
            return rows.put_set(call, plan, wanted, relation)
    raise NotFoundError("There is no such call.", hint="See /api/openapi.json for what there is.")


def _refuse_other_origins(exchange: Exchange) -> None:
    """A page of another origin must not act with this one's cookie."""
    origin = exchange.header(b"origin")
    if origin and origin.partition("://")[2] != exchange.header(b"host"):
        raise DeniedError("Requests from other origins are not accepted.")
    if exchange.header(b"sec-fetch-site") in {"cross-site", "same-site"}:
        raise DeniedError("Requests from other origins are not accepted.")
