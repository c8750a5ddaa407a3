"""A town whose salon has rows and fields that most people may not see, and everybody who might look."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text
from starlette.types import Message

from sayso.identity.people import repository as people
from sayso.identity.permissions import GRANTED, KEY_SCOPES, AgencyRole, Permission
from sayso.spec.model import AppSpec
from tests.web.api.town import Town, open_town

CANARIES = {
    "a hidden field": "canary violet notes",
    "a hidden phone": "+4915550199777",
    "a hidden sum": "7319.37",
    "a hidden row": "canary appointment",
    "a file of a hidden field": "canary passport content",
    "the name of that file": "canary-passport.txt",
}
"""What a stylist may not see, by what it is."""
BOT_CANARIES = {
    "a question of a bot": "canary question",
    "what a run was given": "canary input",
    "what a run gave": "canary output",
    "what a run wrote": "canary log",
    "what a bot keeps": "canary state",
}
"""What a bot of the owner read for them: it is theirs and that of the administrators."""
_BOT_VALUES = (
    "update bot_approvals set text = :question where id = cast(:approval_id as uuid)",
    "update bot_runs set input = to_json(cast(:input as text)) where id = cast(:run_id as uuid)",
    "update bot_runs set output = to_json(cast(:output as text)) where id = cast(:run_id as uuid)",
    """
    insert into bot_log (agency_id, run_id, attempt, text, at)
    select agency_id, id, 1, :log, now() from bot_runs where id = cast(:run_id as uuid)
    """,
    "update bot_state set value = to_json(cast(:state as text)) where bot_id = cast(:bot_id as uuid)",
)
SEEN_BY_STYLISTS = ("name", "email", "birthday", "hair_type")


def vault(salon: AppSpec) -> AppSpec:
    """The salon, where a stylist sees no phone, notes or passport of a client."""
    spec = salon.to_json()
    client = next(one for one in spec["entities"] if one["name"] == "client")
    client["fields"].append({"id": "fld_passport0", "name": "passport", "label": "Passport", "type": "file"})
    for rule in spec["permissions"]["rules"]:
        if (rule["role"], rule["entity"]) == ("stylist", "client"):
            rule["fields"] = list(SEEN_BY_STYLISTS)
    return AppSpec.model_validate(spec)


@dataclass(frozen=True)
class Requester:
    """Somebody who asks: their credential at the platform, and at the application itself."""

    name: str
    platform: str | None
    origin: str | None
    is_gone: bool = False
    """Whether they were here once, and are nobody any more."""


@dataclass(frozen=True)
class DataCall:
    """A call of an application's own API, as its description says, with what a caller might send."""

    method: str
    path: str
    body: Any = None
    query: str = ""


@dataclass
class Vault:
    """The town, and the salon of its first agency with canaries in it."""

    town: Town
    spec: AppSpec
    requesters: list[Requester] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """Rows by the collection they are in, and the file."""

    @property
    def slug(self) -> str:
        """The application."""
        return self.town.acme.things["slug"]

    @property
    def owner(self) -> str:
        """The credential of whoever may see everything."""
        return self.town.acme.tokens[AgencyRole.ADMIN]

    async def call(
        self, token: str | None, method: str, path: str, body: Any = None, **more: Any
    ) -> httpx.Response:
        """A call of the platform's API."""
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        client = self.town.client
        return await client.request(method, f"/api/v1{path}", json=body, headers=headers, **more)

    async def data(
        self, token: str | None, method: str, path: str, body: Any = None, **more: Any
    ) -> httpx.Response:
        """A call of the data API, by way of the platform."""
        return await self.call(token, method, f"/modules/{self.slug}/data/{path}", body, **more)

    async def inside(self, token: str | None, call: DataCall) -> httpx.Response:
        """A call at the application's own address."""
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        origin = self.town.sayso.settings.module_origin(self.slug)
        address = f"{origin}/api/{call.path}?{call.query}"
        return await self.town.client.request(call.method, address, json=call.body, headers=headers)

    async def data_calls(self) -> list[DataCall]:
        """All calls of the application, from its own description."""
        described = await self.data(self.owner, "GET", "openapi.json")
        assert described.status_code == 200, described.text
        return data_calls(described.json(), self.ids)

    async def upload(self, token: str, name: str, content: str) -> httpx.Response:
        """A file that is sent."""
        return await self.data(token, "POST", "files", files={"file": (name, content.encode(), "text/plain")})

    async def person(self, email: str, role: str | None, *, agency_role: AgencyRole | None = None) -> UUID:
        """Somebody who belongs to the agency, or was invited to the application alone."""
        services = self.town.sayso.services
        site = (await self._module()).site
        async with services.database.system() as session:
            user_id = await people.ensure_user(session, email, email.partition("@")[0].title())
            if agency_role is not None:
                await people.ensure_membership(session, site.agency_id, user_id, agency_role)
            member_id = await people.ensure_member(session, site, user_id)
            if role is not None:
                module_id = UUID(self.town.acme.things["module_id"])
                await people.grant_role(session, site.agency_id, member_id, module_id, role)
        services.admissions.forget()
        return user_id

    async def token(self, user_id: UUID) -> str:
        """A credential of somebody."""
        return (await self.town.sayso.services.sessions.grant(user_id)).access_token

    async def _module(self) -> Any:
        runtime = await self.town.sayso.services.registry.runtime(self.slug)
        assert runtime is not None
        return runtime.plan.module

    async def fill(self) -> None:
        """Make the rows, as the owner."""

        async def make(collection: str, **values: Any) -> str:
            answer = await self.data(self.owner, "POST", collection, values)
            assert answer.status_code == 201, answer.text
            made: str = answer.json()["id"]
            return made

        sent = await self.upload(
            self.owner, CANARIES["the name of that file"], CANARIES["a file of a hidden field"]
        )
        assert sent.status_code == 201, sent.text
        self.ids["files"] = sent.json()["id"]
        hidden = {
            "mobile": CANARIES["a hidden phone"],
            "colour_notes": CANARIES["a hidden field"],
            "passport": self.ids["files"],
        }
        self.ids["clients"] = await make("clients", name="Ada", **hidden)
        await make("clients", name="Bea", mobile=CANARIES["a hidden phone"])
        self.ids["stylists"] = await make("stylists", name="Sue")
        self.ids["services"] = await make("services", name="Cut", price=7319.37, duration=30)
        self.ids["appointments"] = await make(
            "appointments",
            client_id=self.ids["clients"],
            stylist_id=self.ids["stylists"],
            service_id=self.ids["services"],
            starts_at="2026-11-23T10:00:00Z",
            notes=CANARIES["a hidden row"],
        )
        changed = await self.data(
            self.owner, "PATCH", f"clients/{self.ids['clients']}", {"colour_notes": "canary violet notes 2"}
        )
        assert changed.status_code == 200, changed.text
        client = next(one for one in self.spec.entities if one.name == "client")
        mobile = next(one for one in client.fields if one.name == "mobile")
        removal = {"op": "remove", "kind": "field", "target": mobile.id}
        path = f"/modules/{self.slug}/changes"
        change = await self.call(self.owner, "POST", path, {"text": "No phones", "edits": [removal]})
        assert change.status_code == 201, change.text
        self.town.acme.things["change_id"] = change.json()["id"]
        await self._fill_bot()

    async def _fill_bot(self) -> None:
        """Have the owner's bot know what its owner may see."""
        things = self.town.acme.things
        words = ("question", "input", "output", "log", "state")
        values = dict(zip(words, BOT_CANARIES.values(), strict=True))
        values |= {name: things[name] for name in ("approval_id", "run_id", "bot_id")}
        async with self.town.sayso.services.database.system() as session:
            for statement in _BOT_VALUES:
                await session.execute(text(statement), values)

    async def invite(self) -> None:
        """Everybody who may not see the canaries; the more they may do, the later they come.

        So what one of them takes away was kept from all before.
        """
        town, user = self.town, AgencyRole.USER
        self.requesters.append(Requester("nobody", None, None))
        left = await self.person("left@acme.example", "owner", agency_role=user)
        await self._add("somebody who left", left, is_gone=True)
        gone = await self.call(self.owner, "DELETE", f"/agency/people/{left}")
        assert gone.status_code == 204, gone.text
        await self._add("another agency", town.globex.people[AgencyRole.ADMIN].user_id)
        await self._add("a guest", await self.person("guest@elsewhere.example", "stylist"))
        await self._add(
            "somebody without a role", await self.person("new@acme.example", None, agency_role=user)
        )
        for role in (AgencyRole.VIEWER, AgencyRole.USER):
            for scope in (Permission.MODULES_READ, Permission.DATA_READ, Permission.DATA_WRITE):
                await self._add_key(f"the key of a {role} of", role, scope)
        for role in (AgencyRole.VIEWER, AgencyRole.API_USER, AgencyRole.USER):
            await self._add(f"{role} of the agency", town.acme.people[role].user_id)
        builder = await self.person("builder@acme.example", "stylist", agency_role=user)
        await self._add("a builder", builder)
        await self._let_build(builder)
        for scope in sorted(KEY_SCOPES - {Permission.DATA_READ, Permission.DATA_WRITE}):
            await self._add_key("the owner's key of", AgencyRole.ADMIN, scope)

    async def _let_build(self, builder: UUID) -> None:
        """Let somebody build the application, and work in the owner's session."""
        session = self.town.acme.things["build_session_id"]
        for path, body in (
            (f"/modules/{self.slug}/builders/{builder}", None),
            (f"/sessions/{session}/people/{builder}", {"access": "editor"}),
        ):
            answer = await self.call(self.owner, "PUT", path, body)
            assert answer.status_code == 200, answer.text

    async def _add(self, name: str, user_id: UUID, *, is_gone: bool = False) -> None:
        sessions = self.town.sayso.services.sessions
        inside = await sessions.grant(user_id, module_id=UUID(self.town.acme.things["module_id"]))
        token = await self.token(user_id)
        self.requesters.append(Requester(name, token, inside.access_token, is_gone))

    async def _add_key(self, name: str, role: AgencyRole, scope: Permission) -> None:
        if scope not in GRANTED[role]:
            return
        key = await self.town.key(self.town.acme.people[role], frozenset({scope}))
        self.requesters.append(Requester(f"{name} {scope}", key, key))


SENT: dict[str, Any] = {
    "": {"name": "Ada"},
    "bulk": {"items": [{"name": "Cleo"}]},
    "role": {"role": "owner"},
    "settings": {"currency": "EUR"},
    "restore": {},
    "confirm": {},
}
"""Bodies by the last word of a path; by the first entry for all others."""
ASKED = {
    "stats": (
        "measures=count",
        "measures=count&group_by=colour_notes",
        "measures=count&group_by=mobile",
        "measures=max:price,sum:price",
    ),
    "export.csv": ("", "q=canary"),
}
LISTED = (
    "",
    "q=canary",
    "sort=-colour_notes",
    "sort=price",
    "filter[colour_notes][contains]=canary",
    "filter[client.colour_notes][contains]=canary",
    "expand=client,stylist,service",
)
"""What lists and figures are asked for; where a collection has no such thing it says so."""


def data_calls(document: dict[str, Any], ids: dict[str, str]) -> list[DataCall]:
    """All calls of an application, with values in the places of parameters."""
    values = {"name": "confirm"}
    found = []
    for path, described in document["paths"].items():
        collection = path.removeprefix("/api/").split("/")[0]
        known = {**values, **({"id": ids[collection]} if collection in ids else {})}
        missing = sorted(set(parameters(path)) - set(known))
        assert not missing, f"give a value of {missing} of {path} in tests/web/api/vault.py"
        filled = path.format(**known).removeprefix("/api/")
        last = filled.rsplit("/", 1)[-1]
        for method in set(described) & {"get", "post", "patch", "put", "delete"}:
            if method == "get":
                queries = LISTED if filled == collection and collection in ids else ASKED.get(last, ("",))
                found += [DataCall("GET", filled, query=query) for query in queries]
            else:
                found.append(DataCall(method.upper(), filled, SENT.get(last, SENT[""])))
    return sorted(found, key=lambda one: (one.method == "DELETE", one.method != "GET", one.path, one.query))


def leaked(answer: httpx.Response) -> set[str]:
    """Which canaries an answer has, in its body or its headers."""
    said = f"{answer.text} {list(answer.headers.multi_items())}"
    return {what for what, canary in (CANARIES | BOT_CANARIES).items() if canary in said}


async def overheard(town: Town, path: str, token: str | None, seconds: float) -> httpx.Response:
    """What a stream says in so many seconds, after which whoever listens is gone."""
    headers = {} if token is None else {"authorization": f"Bearer {token}"}
    request = town.client.build_request("GET", path, headers=headers)
    is_asked, status, body, said = False, 0, b"", list[tuple[bytes, bytes]]()

    async def receive() -> Message:
        nonlocal is_asked
        if not is_asked:
            is_asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await asyncio.sleep(seconds)
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal status, said, body
        status, said = message.get("status", status), message.get("headers", said)
        body += message.get("body", b"")

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": request.url.scheme,
        "path": request.url.path,
        "raw_path": request.url.raw_path,
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": (request.url.host, request.url.port),
        "client": ("127.0.0.1", 1),
    }
    await town.sayso.app(scope, receive, send)
    return httpx.Response(status, headers=said, content=body, request=request)


def parameters(path: str) -> Iterator[str]:
    """The names in braces."""
    yield from re.findall(r"{(\w+)}", path)


@asynccontextmanager
async def open_vault(dsn: str, folder: Path, salon: AppSpec) -> AsyncIterator[Vault]:
    """A running Sayso with it."""
    spec = vault(salon)
    async with open_town(dsn, folder, spec) as town:
        opened = Vault(town, spec)
        await opened.fill()
        await opened.invite()
        yield opened
