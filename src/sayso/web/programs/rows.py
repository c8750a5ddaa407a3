"""Rows of applications for programs: the data API in process, with the rights of the person behind a program.

A program asks ``http://modules.sayso/<slug>/<what follows /api/>``. Whatever it asks is answered as it would
be to that person, who is looked up anew for each request: whoever lost a role reads and changes nothing more
with it. What a program changes it has to have said before, and the person has to have the right to it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from urllib.parse import unquote
from uuid import UUID

from starlette.types import Message

from sayso.db.actor import Actor, acting
from sayso.devloop.programs.facts import ModuleFacts
from sayso.devloop.programs.grants import ModuleGrant, ModuleRead
from sayso.errors import AppError, DeniedError, NotFoundError
from sayso.identity.people.admission import Admissions, Visitor
from sayso.identity.people.people import People, Person
from sayso.identity.permissions import Permission
from sayso.identity.principal import permissions_of
from sayso.runtime import repository
from sayso.runtime.errors import TooLargeError
from sayso.runtime.records import ModuleRuntime
from sayso.sandbox.types import Service, ServiceAnswer, ServiceRequest
from sayso.settings import MEBIBYTE
from sayso.web.exchange import Answer, Exchange
from sayso.web.origin.app import ModuleOrigin
from sayso.web.origin.session import visitor_of
from sayso.web.problems import method_not_allowed, problem
from sayso.web.programs.facts import facts_of
from sayso.web.programs.grant_check import READING, demand_call, in_collections

MODULES_HOST = "modules.sayso"
MOST_BYTES = 8 * MEBIBYTE
"""Of one answer; a list is asked for in pages."""
_PASSED = ("content-type", "idempotency-key", "if-match")
"""Headers of a program that the data API hears of."""


class ProgramModules:
    """Applications as programs of a person see them: the ``ModuleRows`` of those who run programs."""

    def __init__(self, origin: ModuleOrigin, people: People) -> None:
        self._origin = origin
        self._services = origin.services
        self._people = people

    async def facts(self, agency_id: UUID, user_id: UUID | None) -> list[ModuleFacts]:
        """The applications that this person may enter, with what they may read there; the newest first."""
        try:
            await _person(self._people, agency_id, user_id)
        except DeniedError:
            return []
        async with self._services.database.unit(agency_id) as session:
            modules = await repository.modules_of(session, agency_id)
        found = [await self._facts(one.slug, user_id) for one in modules if one.status == "published"]
        return [one for one in found if one is not None and one["entities"]]

    def service(
        self,
        agency_id: UUID,
        user_id: UUID | None,
        grants: Sequence[ModuleRead],
        *,
        agent: str = "block",
        cause: str = "",
    ) -> Service:
        """What answers a program of this person at ``modules.sayso``.

        ``agent`` is what kind of program it is, for the audit log; the history keeps ``cause`` beside each
        row that it writes.
        """
        return ProgramRows(
            self._origin, self._people, agency_id, user_id, grants, agent=agent, cause=cause
        ).answer

    async def role(self, agency_id: UUID, user_id: UUID | None, slug: str) -> tuple[str, str | None]:
        """What an application is called, and the role that this person has there, if any."""
        runtime = await self._services.registry.runtime(slug)
        if runtime is None or runtime.plan.module.site.agency_id != agency_id:
            return slug, None
        visitor = await _visitor(self._services.admissions, runtime, user_id)
        role = runtime.plan.roles.get(visitor.role, visitor.role) if visitor else None
        return runtime.plan.module.name, role

    async def _facts(self, slug: str, user_id: UUID | None) -> ModuleFacts | None:
        runtime = await self._services.registry.runtime(slug)
        visitor = runtime and await _visitor(self._services.admissions, runtime, user_id)
        return facts_of(runtime.plan, visitor.role) if runtime and visitor else None


class ProgramRows:
    """The data APIs that a program may ask, as one person."""

    def __init__(
        self,
        origin: ModuleOrigin,
        people: People,
        agency_id: UUID,
        user_id: UUID | None,
        grants: Sequence[ModuleRead],
        *,
        agent: str = "block",
        cause: str = "",
    ) -> None:
        self._origin = origin
        self._services = origin.services
        self._people = people
        self._agency_id = agency_id
        self._user_id = user_id
        self._agent = agent
        self._cause = cause
        self._grants: Mapping[str, ModuleRead] = {one.slug: one for one in grants}
        self._writes = any(isinstance(one, ModuleGrant) for one in grants)

    async def answer(self, request: ServiceRequest) -> ServiceAnswer:
        """The answer of the module, or a problem that says why there is none."""
        try:
            return await _whole(await self._answer(request))
        except AppError as error:
            refusal = problem(error)
            return _given(refusal, refusal.body)

    async def _answer(self, request: ServiceRequest) -> Answer:
        if request.method not in READING and not self._writes:
            return method_not_allowed("GET, HEAD")
        place, _, query = request.path.partition("?")
        slug, _, path = unquote(place).lstrip("/").partition("/")
        grant = self._grants.get(slug)
        if grant is None:
            known = ", ".join(sorted(self._grants)) or "none"
            raise DeniedError(
                f"This program does not read the application “{slug[:60]}”.",
                hint=f"Applications that it reads: {known}.",
            )
        person = await _person(self._people, self._agency_id, self._user_id)
        known_module = await self._services.registry.runtime(slug)
        path = in_collections(known_module.plan, path) if known_module else path
        exchange = self._exchange(request, path, query)

        async def admit(runtime: ModuleRuntime) -> Visitor:
            plan = runtime.plan
            if plan.module.site.agency_id != self._agency_id:
                raise NotFoundError(f"There is no application “{slug[:60]}” here.")
            demand_call(plan, grant, request.method, path)
            visitor = await visitor_of(self._services.admissions, runtime, person.user_id, "")
            return replace(visitor, scope=replace(visitor.scope, cause=self._cause))

        with acting(Actor("person", person.user_id, person.name or person.email, agent=self._agent)):
            return await self._origin.answer_known(slug, exchange, admit)

    def _exchange(self, request: ServiceRequest, path: str, query: str) -> Exchange:
        """The request as the data API reads it: with its body, and the headers that mean something there."""
        headers = [
            (name.lower().encode("latin-1", "replace"), value.encode("latin-1", "replace"))
            for name, value in request.headers.items()
            if name.lower() in _PASSED
        ]
        scope = {
            "type": "http",
            "method": request.method,
            "path": f"/api/{path}",
            "query_string": query.encode("ascii", "replace"),
            "headers": headers,
            "client": None,
        }

        async def receive() -> Message:
            return {"type": "http.request", "body": request.body, "more_body": False}

        return Exchange(scope, receive, self._services.settings)


async def _person(people: People, agency_id: UUID, user_id: UUID | None) -> Person:
    """Whoever is behind a program, if they may read rows of the agency at this moment."""
    person = None
    if user_id is not None:
        with suppress(NotFoundError):
            person = await people.show(agency_id, user_id)
    if person is None:
        raise DeniedError(
            "Whoever made this does not belong to the agency any more, so it reads nothing.",
            hint="Ask for it again yourself.",
        )
    if not person.is_active or person.has_account_off:
        raise DeniedError(
            f"{person.name or person.email} made this and is switched off, so it reads nothing.",
            hint="Ask for it again yourself, or let them come back.",
        )
    if Permission.DATA_READ not in permissions_of(person.role):
        raise DeniedError(f"{person.name or person.email} made this and may not read rows any more.")
    return person


async def _visitor(admissions: Admissions, runtime: ModuleRuntime, user_id: UUID | None) -> Visitor | None:
    """Somebody inside an application; none where they have no role there."""
    if user_id is None:
        return None
    try:
        return await visitor_of(admissions, runtime, user_id, "")
    except DeniedError:
        return None


async def _whole(answer: Answer) -> ServiceAnswer:
    """An answer in one piece, if it is not too long for that."""
    body = answer.body
    if answer.stream is not None:
        pieces, size = [], 0
        async for piece in answer.stream:
            pieces.append(piece)
            size += len(piece)
            if size > MOST_BYTES:
                break
        body = b"".join(pieces)
    if len(body) > MOST_BYTES:
        raise TooLargeError(
            f"This is more than {MOST_BYTES // MEBIBYTE} MB at once.", hint="Ask for fewer rows or fields."
        )
    return _given(answer, body)


def _given(answer: Answer, body: bytes) -> ServiceAnswer:
    return ServiceAnswer(answer.status, body, answer.content_type.decode())
