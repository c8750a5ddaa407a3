"""The data API of a module without a network: proofs ask it, through the routes that requests go through."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit
from uuid import UUID

import orjson
from starlette.types import Message

from sayso.db.database import Database
from sayso.db.gate import Gate
from sayso.errors import DeniedError
from sayso.identity.authentication.known_browsers import KnownBrowsers
from sayso.identity.authentication.passwords import Passwords
from sayso.identity.authentication.sessions import Session, SessionKind, Sessions, cookie_name
from sayso.identity.authentication.tokens import AccessTokens
from sayso.identity.keys.service import Keys
from sayso.identity.people.admission import Admissions, Visitor
from sayso.identity.secret import new_secret
from sayso.identity.types import Member, ModuleRoles, Site
from sayso.proofs.types import Actor, Api, Reply
from sayso.runtime.plan import ModulePlan
from sayso.runtime.public import PublicAccess, visitor_as
from sayso.runtime.records import ModuleRuntime
from sayso.runtime.registry import Registry
from sayso.runtime.types import Module
from sayso.runtime.uploads import Uploads
from sayso.settings import Settings
from sayso.web.browser_session import SignIn
from sayso.web.exchange import Answer, Exchange
from sayso.web.limits import Limit, Limits
from sayso.web.origin.app import ModuleOrigin
from sayso.web.origin.services import OriginServices
from sayso.web.pauses import Pauses


class InProcess:
    """Gives the API of a module that need not be installed; implements ``sayso.proofs.types.Caller``."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings.model_copy(update={"demo_sign_in": False})
        self._database = database

    def over(self, plan: ModulePlan, gate: Gate, actors: Sequence[Actor]) -> Api:
        """The API over this gate, where exactly these people are members."""
        settings, database = self._settings, self._database
        sessions, limits = _OnlyActors(database, plan.module.id), Limits(dict.fromkeys(Limit))
        services = OriginServices(
            settings=settings,
            database=database,
            registry=_OnlyModule(database, ModuleRuntime(plan, gate)),
            public=_Confirmed(database),
            admissions=_OnlyMembers(database, actors),
            keys=Keys(database),
            sessions=sessions,
            sign_in=SignIn(settings, sessions, KnownBrowsers(new_secret()), limits, Pauses.of(settings)),
            limits=limits,
            uploads=Uploads(settings.home_path, database, settings.max_files_bytes),
            changed=lambda _slug, _entities: None,
        )
        return _Calls(services, plan)


class _Calls:
    def __init__(self, services: OriginServices, plan: ModulePlan) -> None:
        self._services = services
        self._plan = plan
        self._origin = ModuleOrigin(services)
        self._unconfirmed = ModuleOrigin(replace(services, public=_Unconfirmed(services.database)))
        self._cookie = cookie_name(services.settings)

    async def __call__(self, actor: Actor | None, method: str, path: str, body: object = None) -> Reply:
        """Answer as the server would."""
        address = urlsplit(path)
        own = f"{self._services.settings.public_scheme}://stage"
        headers = [(b"host", b"stage"), (b"origin", own.encode())]
        if actor is not None and not actor.scope.is_anonymous:
            headers.append((b"cookie", f"{self._cookie}={actor.user}".encode()))
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

        exchange = Exchange(scope, receive, self._services.settings)
        origin = self._unconfirmed if actor is None else self._origin
        return await _read(await origin.answer(self._plan.module.slug, exchange))


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


class _Confirmed(PublicAccess):
    """Whatever the revision opens counts as confirmed, also where a part of it is tried without its pages."""

    async def visitor(self, plan: ModulePlan) -> Visitor | None:
        role = plan.index.spec.permissions.public_role
        return None if role is None else visitor_as(plan, role)


class _Unconfirmed(PublicAccess):
    """Nothing was confirmed."""

    async def confirmed(self, module: Module) -> frozenset[str]:  # noqa: ARG002 - asked for by the real one
        return frozenset()


class _OnlyActors(Sessions):
    """Takes the id of a person of a proof for the secret of their session; nothing is written down."""

    def __init__(self, database: Database, module_id: UUID) -> None:
        super().__init__(database, AccessTokens(new_secret(), ""), Passwords())
        self._module_id = module_id

    async def of_secret(self, secret: str) -> Session | None:
        user = UUID(secret)
        return Session(
            user, user, None, self._module_id, SessionKind.MODULE, datetime.max.replace(tzinfo=UTC)
        )


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
        roles: ModuleRoles,  # noqa: ARG002
        acting_as: str | None = None,  # noqa: ARG002
        time_zone: str = "",
    ) -> Visitor:
        visitor = self._visitors.get(user_id)
        if visitor is None:
            raise DeniedError("You are signed in, but not a member of this application.")
        return replace(visitor, scope=replace(visitor.scope, time_zone=time_zone))
