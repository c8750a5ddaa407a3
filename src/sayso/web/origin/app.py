"""Answers requests on a module's origin, and turns errors into answers."""

from dataclasses import replace

from sayso.errors import AppError, DeniedError, NotFoundError
from sayso.runtime.errors import ApplicationChangedError, SignInNeededError, WrittenError
from sayso.runtime.records import ModuleRuntime, Row
from sayso.runtime.refusals import REPLACED
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin import session
from sayso.web.origin.call import Call, row_answer
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
        runtime: ModuleRuntime | None = None
        try:
            runtime = await self._runtime(slug)
            answer = await self._answer(runtime, exchange)
        except SignInNeededError as error:
            answer = problem(error)
        except Exception as error:  # noqa: BLE001 - the last line of defence: callers never see a trace
            runtime, answer = await self._once_more(slug, runtime, exchange, error)
        if runtime is None:
            return answer
        return replace(answer, headers=(*answer.headers, runtime.revision_header))

    async def _answer(self, runtime: ModuleRuntime, exchange: Exchange) -> Answer:
        if exchange.path.startswith("/api/"):
            return await self._api(runtime, exchange)
        return await self._page(runtime, exchange)

    async def _once_more(
        self, slug: str, runtime: ModuleRuntime | None, exchange: Exchange, error: Exception
    ) -> tuple[ModuleRuntime | None, Answer]:
        """A revision that was replaced never has the last word: the one that runs now answers."""
        try:
            newer = None if runtime is None else await self._services.registry.newer(slug, runtime)
            if newer is None:
                return runtime, _refusal(error)
            runtime = newer
            if isinstance(error, WrittenError):
                return runtime, await self._read_written(runtime, exchange, error)
            if not exchange.is_repeatable:
                return runtime, problem(_changed())
            return runtime, await self._answer(runtime, exchange)
        except REPLACED:
            return runtime, problem(_changed())
        except Exception as second:  # noqa: BLE001 - as above
            return runtime, _refusal(second)

    async def _read_written(
        self, runtime: ModuleRuntime, exchange: Exchange, written: WrittenError
    ) -> Answer:
        """The answer to a request that wrote a row for the revision before."""
        status = 201 if exchange.method == "POST" else 200
        plan = next((p for p in runtime.by_collection.values() if p.entity.id == written.entity_id), None)
        if plan is None:
            return row_answer(Row(b'{"id":"%b"}' % str(written.row_id).encode(), None), status)
        visitor = await session.admit(self._services, runtime, exchange)
        row = await runtime.records(plan, visitor.scope).read_written(written.row_id)
        return row_answer(row, status)

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


def _refusal(error: Exception) -> Answer:
    return problem(error) if isinstance(error, AppError) else unexpected(error)


def _changed() -> ApplicationChangedError:
    return ApplicationChangedError(
        "This application was changed at this very moment; nothing of your request was done.",
        hint="Send it again.",
    )


def _refuse_other_origins(exchange: Exchange) -> None:
    """A page of another origin must not act with this one's cookie."""
    origin = exchange.header(b"origin")
    foreign = bool(origin) and origin.partition("://")[2] != exchange.header(b"host")
    if foreign or exchange.header(b"sec-fetch-site") in {"cross-site", "same-site"}:
        raise DeniedError("Requests from other origins are not accepted.")
