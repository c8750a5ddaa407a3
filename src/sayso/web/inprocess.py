"""The data API of a module without a network: proofs ask it, through the routes that requests go through."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit
from uuid import UUID

import orjson
from starlette.types import Message

from sayso.db.database import Database
from sayso.db.gate import Gate
from sayso.errors import DeniedError
from sayso.identity.admission import Admissions, Visitor
from sayso.identity.types import Member, Site
from sayso.proofs.types import Actor, Api, Reply
from sayso.runtime.plan import ModulePlan
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.registry import Registry
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin.app import ModuleOrigin
from sayso.web.origin.session import SESSION_COOKIE
from sayso.web.services import Services


class InProcess:
    """Gives the API of a module that need not be installed; implements ``sayso.proofs.types.Caller``."""

    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services

    def over(self, plan: ModulePlan, gate: Gate, actors: Sequence[Actor]) -> Api:
        """The API over this gate, where exactly these people are members."""
        services = self._services()
        stand_in = replace(
            services,
            settings=services.settings.model_copy(update={"demo_sign_in": False}),
            registry=_OnlyModule(services.database, ModuleRuntime(plan, gate)),
            admissions=_OnlyMembers(services.database, actors),
        )
        return _Calls(stand_in, plan)


class _Calls:
    def __init__(self, services: Services, plan: ModulePlan) -> None:
        self._services = services
        self._plan = plan
        self._origin = ModuleOrigin(services)
        self._cookies: dict[UUID, bytes] = {}

    async def __call__(self, actor: Actor | None, method: str, path: str, body: object = None) -> Reply:
        """Answer as the server would."""
        address = urlsplit(path)
        headers = [(b"host", b"stage")]
        if actor is not None:
            headers.append((b"cookie", self._cookie(actor)))
        is_text = isinstance(body, str)
        sent = body.encode() if isinstance(body, str) else b"" if body is None else orjson.dumps(body)
        if body is not None:
            headers.append((b"content-type", b"text/csv" if is_text else b"application/json"))
        scope = {
            "type": "http",
            "method": method,
            "path": address.path,
            "query_string": address.query.encode(),
            "headers": headers,
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": sent, "more_body": False}

        exchange = Exchange(scope, receive, max_body=self._services.settings.max_body_bytes)
        return await _read(await self._origin.answer(self._plan.module.slug, exchange))

    def _cookie(self, actor: Actor) -> bytes:
        known = self._cookies.get(actor.user)
        if known is None:
            token = self._services.tokens.session(actor.user, self._plan.module.id)
            known = self._cookies[actor.user] = f"{SESSION_COOKIE}={token}".encode()
        return known


async def _read(answer: Answer) -> Reply:
    body = answer.body
    if answer.stream is not None:
        body = b"".join([chunk async for chunk in answer.stream])
    if b"json" in answer.content_type and body:
        return Reply(answer.status, orjson.loads(body))
    return Reply(answer.status, body.decode() or None)


class _OnlyModule(Registry):
    """Knows a single module, whatever the host name."""

    def __init__(self, database: Database, runtime: ModuleRuntime) -> None:
        super().__init__(database)
        self._runtime = runtime

    async def runtime(self, slug: str) -> ModuleRuntime | None:
        return self._runtime if slug == self._runtime.plan.module.slug else None


class _OnlyMembers(Admissions):
    """Knows the people of a proof, each in one role."""

    def __init__(self, database: Database, actors: Sequence[Actor]) -> None:
        super().__init__(database)
        self._visitors = {
            actor.user: Visitor(
                Member(actor.member, actor.user, actor.name, "", actor.role), actor.role, actor.scope, False
            )
            for actor in actors
        }

    async def admit(
        self,
        site: Site,  # noqa: ARG002 - asked for by the real admissions
        module_id: UUID,  # noqa: ARG002
        user_id: UUID,
        *,
        widest: str | None,  # noqa: ARG002
        acting_as: str | None = None,  # noqa: ARG002
        time_zone: str = "",
    ) -> Visitor:
        visitor = self._visitors.get(user_id)
        if visitor is None:
            raise DeniedError("You are signed in, but not a member of this application.")
        return replace(visitor, scope=replace(visitor.scope, time_zone=time_zone))
