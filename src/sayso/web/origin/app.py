"""Answers requests on a module's origin, and turns errors into answers."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from sayso.db.actor import acting
from sayso.errors import AppError, DeniedError, NotFoundError
from sayso.identity.people.admission import Visitor
from sayso.runtime.errors import ApplicationChangedError, SignInNeededError, WrittenError
from sayso.runtime.records import ModuleRuntime, Row
from sayso.runtime.refusals import REPLACED
from sayso.web.anonymous_sender import stranger
from sayso.web.cross_site import SAFE_METHODS
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin import session
from sayso.web.origin.anonymous import demand_open_call, way_for_page
from sayso.web.origin.call import Call, row_answer
from sayso.web.origin.change_events import tell_of_changes
from sayso.web.origin.pages import Pages
from sayso.web.origin.rate_limits import count_visit
from sayso.web.origin.routes import handle
from sayso.web.origin.senders import demand_own_page
from sayso.web.origin.services import OriginServices
from sayso.web.origin.sign_in import Door
from sayso.web.origin.tokens import TOKEN, issue_token
from sayso.web.problems import method_not_allowed, problem, unexpected

Admit = Callable[[ModuleRuntime], Awaitable[Visitor]]
"""Who sends the request, as a visitor of this revision."""
Answering = Callable[[ModuleRuntime, Exchange], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class _Way:
    """How one kind of request is answered, whichever revision runs."""

    admit: Admit
    answer: Answering


class ModuleOrigin:
    """All modules; the host name says which."""

    def __init__(self, services: OriginServices) -> None:
        self.services = services
        self._pages = Pages(services)
        self._door = Door(services)

    async def answer(self, slug: str, exchange: Exchange) -> Answer:
        """The answer to a request at ``<slug>.<apps domain>``."""

        async def admit(runtime: ModuleRuntime) -> Visitor:
            return await session.admit(self.services, runtime, exchange)

        with acting(stranger(exchange.client, exchange.header(b"user-agent"))):
            return await self._lasting(slug, exchange, admit, self._answer)

    async def answer_known(self, slug: str, exchange: Exchange, admit: Admit) -> Answer:
        """The answer of the data API to somebody whom the platform knows already."""

        async def answer(runtime: ModuleRuntime, exchange: Exchange) -> Answer:
            return await handle(Call(self.services, runtime, exchange, await admit(runtime)))

        return await self._lasting(slug, exchange, admit, answer)

    async def _lasting(self, slug: str, exchange: Exchange, admit: Admit, answering: Answering) -> Answer:
        """The answer of the revision that runs, also where it is replaced meanwhile."""
        runtime: ModuleRuntime | None = None
        try:
            runtime = await self._runtime(slug)
            answer = await answering(runtime, exchange)
        except SignInNeededError as error:
            answer = _sign_in_needed(error)
        except Exception as error:  # noqa: BLE001 - the last line of defence: callers never see a trace
            runtime, answer = await self._once_more(slug, runtime, exchange, error, _Way(admit, answering))
        if runtime is None:
            return answer
        tell_of_changes(self.services, runtime, exchange, answer)
        return replace(answer, headers=(*answer.headers, runtime.revision_header))

    async def _answer(self, runtime: ModuleRuntime, exchange: Exchange) -> Answer:
        if exchange.path.startswith("/api/"):
            return await self._api(runtime, exchange)
        return await self._page(runtime, exchange)

    async def _once_more(
        self,
        slug: str,
        runtime: ModuleRuntime | None,
        exchange: Exchange,
        error: Exception,
        way: _Way,
    ) -> tuple[ModuleRuntime | None, Answer]:
        """A revision that was replaced never has the last word: the one that runs now answers."""
        try:
            newer = None if runtime is None else await self.services.registry.newer(slug, runtime)
            if newer is None:
                return runtime, _refusal(error)
            runtime = newer
            if isinstance(error, WrittenError):
                return runtime, await self._read_written(runtime, exchange, error, way.admit)
            if not exchange.is_repeatable:
                return runtime, problem(_changed())
            return runtime, await way.answer(runtime, exchange)
        except REPLACED:
            return runtime, problem(_changed())
        except Exception as second:  # noqa: BLE001 - as above
            return runtime, _refusal(second)

    async def _read_written(
        self, runtime: ModuleRuntime, exchange: Exchange, written: WrittenError, admit: Admit
    ) -> Answer:
        """The answer to a request that wrote a row for the revision before."""
        status = 201 if exchange.method == "POST" else 200
        plan = next((p for p in runtime.by_collection.values() if p.entity.id == written.entity_id), None)
        if plan is None:
            return row_answer(Row(b'{"id":"%b"}' % str(written.row_id).encode(), None), status)
        visitor = await admit(runtime)
        row = await runtime.records(plan, visitor.scope).read_written(written.row_id)
        return row_answer(row, status)

    async def _runtime(self, slug: str) -> ModuleRuntime:
        runtime = await self.services.registry.runtime(slug)
        if runtime is None:
            raise NotFoundError(f'There is no application "{slug[:60]}" here.', hint="Check the address.")
        return runtime

    async def _page(self, runtime: ModuleRuntime, exchange: Exchange) -> Answer:
        module = runtime.plan.module
        at_door = await self._door.answer(module, exchange)
        if at_door is not None:
            return at_door
        if exchange.method not in SAFE_METHODS:
            return method_not_allowed("GET")
        if exchange.path.startswith(("/assets/", "/kit/")):
            return await self._pages.file(module, exchange)
        try:
            visitor = await session.admit(self.services, runtime, exchange)
        except SignInNeededError:
            return self._door.sign_in_page(module, exchange)
        except DeniedError as error:
            return self._door.no_entry_page(module, exchange, error)
        return way_for_page(runtime, visitor, exchange) or await self._pages.page(module)

    async def _api(self, runtime: ModuleRuntime, exchange: Exchange) -> Answer:
        demand_own_page(self.services, exchange)
        if exchange.path == TOKEN and exchange.method == "POST":
            return await issue_token(self.services, runtime.plan.module, exchange)
        visitor = await session.admit(self.services, runtime, exchange)
        demand_open_call(runtime, visitor, exchange)
        if visitor.scope.is_anonymous and exchange.method not in SAFE_METHODS:
            count_visit(self.services, runtime.plan.module, exchange)
        return await handle(Call(self.services, runtime, exchange, visitor))


def _sign_in_needed(error: SignInNeededError) -> Answer:
    return replace(problem(error), headers=((b"www-authenticate", b"Bearer"),))


def _refusal(error: Exception) -> Answer:
    return problem(error) if isinstance(error, AppError) else unexpected(error)


def _changed() -> ApplicationChangedError:
    return ApplicationChangedError(
        "This application was changed at this very moment; nothing of your request was done.",
        hint="Send it again.",
    )
