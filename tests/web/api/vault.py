"""A town whose salon has rows and fields that most people may not see, and everybody who might look."""

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx

from sayso.identity.people import repository as people
from sayso.identity.permissions import KEY_SCOPES, AgencyRole, Permission
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
    is_writing: bool = False
    """Whether they try to change things, too; others would only repeat what these do."""
    scope: Permission | None = None
    """What a key carries: it is asked for nothing else, as that is refused before anything is looked up."""

    def asks(self, needs: Permission | None) -> bool:
        """Whether calls that need this say anything else to them than to others."""
        return self.scope is None or self.scope == needs


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

    async def invite(self) -> None:
        """Everybody who may not see the canaries."""
        town, services = self.town, self.town.sayso.services
        module_id = UUID(town.acme.things["module_id"])

        async def add(name: str, user_id: UUID, *, is_writing: bool = False) -> None:
            inside = (await services.sessions.grant(user_id, module_id=module_id)).access_token
            self.requesters.append(Requester(name, await self.token(user_id), inside, is_writing))

        self.requesters.append(Requester("nobody", None, None, is_writing=True))
        for role in (AgencyRole.USER, AgencyRole.VIEWER, AgencyRole.API_USER):
            await add(f"{role} of the agency", town.acme.people[role].user_id, is_writing=role == "user")
        await add("a guest", await self.person("guest@elsewhere.example", "stylist"), is_writing=True)
        rival = town.globex.people[AgencyRole.ADMIN]
        await add("another agency", rival.user_id, is_writing=True)
        rows = {Permission.DATA_READ, Permission.DATA_WRITE}
        owner, user = town.acme.people[AgencyRole.ADMIN], town.acme.people[AgencyRole.USER]
        for scope in sorted(KEY_SCOPES - rows):
            key = await town.key(owner, frozenset({scope}))
            self.requesters.append(
                Requester(f"the owner's key of {scope}", key, key, scope == Permission.MODULES_WRITE, scope)
            )
        for scope in sorted(rows | {Permission.MODULES_READ}):
            key = await town.key(user, frozenset({scope}))
            self.requesters.append(Requester(f"a stylist's key of {scope}", key, key, scope=scope))


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
    text = f"{answer.text} {list(answer.headers.multi_items())}"
    return {what for what, canary in CANARIES.items() if canary in text}


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
