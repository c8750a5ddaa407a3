"""Two agencies with people of every role and things of every kind, for walks over all routes."""

import json
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from fastapi import FastAPI

from sayso.blocks.types import Card, CardKind
from sayso.identity.people import repository as people
from sayso.identity.permissions import GRANTED, AgencyRole, Permission
from sayso.identity.principal import Principal, PrincipalKind
from sayso.identity.types import Agency
from sayso.spec.model import AppSpec
from sayso.web.route_table import Operation, operations
from tests.support.boards import Place, put_block
from tests.support.bots import put_bot, put_question
from tests.support.running import RunningSayso, running_sayso
from tests.support.studio import Studio, open_studio
from tests.support.unproved import Unproved
from tests.web.api.examples import Examples

DOCUMENT = Path(__file__).parents[3] / "docs" / "schema" / "api-v1.json"
"""As it is published, which a test holds to what is served."""
LIMITS = dict.fromkeys(("calls", "key", "generation", "sign_in", "sign_in_account", "visitor"), "off")
IMAGINARY = {
    "slug": "nothing-here",
    "template_slug": "nothing-here",
    "number": "77",
    "path": "docs/none.md",
    "data_path": "nothing-here",
    "email": "nobody@example.com",
    "name": "nothing",
    "provider": "nothing",
    "model_role": "nothing",
    "token": "x" * 43,
    "steer": "cancel",
    "size": "desktop",
    "key": "nothing",
    "part": "nothing",
}
ENDLESS = "/events"
"""How the paths of streams end, which answer for as long as somebody listens."""
IMAGINARY_ID = "00000000-0000-4000-8000-000000000000"
CUSTOM = Card(
    kind=CardKind.CUSTOM, title="Words", code="export default ({ data }) => <p>{data.rows.length}</p>;"
)


@dataclass
class Side:
    """An agency: its people by role, a credential for each, and the values of path parameters."""

    agency: Agency
    people: dict[AgencyRole, Principal] = field(default_factory=dict)
    tokens: dict[AgencyRole, str] = field(default_factory=dict)
    things: dict[str, str] = field(default_factory=dict)

    @property
    def secrets(self) -> frozenset[str]:
        """Words that nobody of another agency may read."""
        names = {self.agency.name, self.agency.slug, str(self.agency.id)}
        persons = {word for one in self.people.values() for word in (one.email, str(one.user_id))}
        ids = {value for name, value in self.things.items() if name.endswith("_id")}
        return frozenset(names | persons | ids)


class Town:
    """A running Sayso with two agencies."""

    def __init__(self, sayso: RunningSayso, operator: Studio, client: httpx.AsyncClient) -> None:
        self.sayso = sayso
        self.operator = operator
        self.client = client
        self.platform: FastAPI = sayso.app.platform
        self.document: dict[str, Any] = json.loads(DOCUMENT.read_text())

    async def settle(self, spec: AppSpec) -> None:
        """Make the agencies."""
        self.examples = Examples(self.document, spec)
        self.acme = await self._side("acme-tulips", spec)
        self.globex = await self._side("globex-parts", spec)

    def calls(self) -> list[Operation]:
        """Calls of version 1, and those that version 2 has of its own."""
        seen = set()
        found = []
        for one in operations(self.platform):
            if one.path.startswith("/api/") and (one.method, id(one.route)) not in seen:
                seen.add((one.method, id(one.route)))
                found.append(one)
        return found

    async def ask(
        self,
        operation: Operation,
        token: str | None,
        values: Mapping[str, str],
        **headers: str,
    ) -> httpx.Response:
        """Make a call with these values of path parameters and a valid body."""
        described = self.document["paths"].get(_plain(operation.path), {}).get(operation.method.lower(), {})
        body = self.examples.of(operation.method, _plain(operation.path), described)
        if token is not None:
            headers["authorization"] = f"Bearer {token}"
        query = {
            one["name"]: self.examples.query(one["schema"])
            for one in described.get("parameters", ())
            if one.get("in") == "query" and one.get("required")
        }
        return await self.client.request(
            operation.method, filled(operation.path, values), json=body, params=query, headers=headers
        )

    async def key(self, owner: Principal, scopes: frozenset[Permission]) -> str:
        """A key of this person."""
        made = await self.sayso.services.keys.create(owner, "walk", scopes, timedelta(days=1))
        return made.secret

    async def _side(self, slug: str, spec: AppSpec) -> Side:
        services = self.sayso.services
        async with services.database.system() as session:
            agency_id = await people.ensure_agency(session, slug, slug.title())
        side = Side(Agency(agency_id, slug, slug.title()))
        for role in AgencyRole:
            email = f"{role.value}@{slug}.example"
            async with services.database.system() as session:
                user_id = await people.ensure_user(session, email, f"{role.value} of {slug}")
                await people.ensure_membership(session, agency_id, user_id, role)
            side.people[role] = Principal(
                PrincipalKind.PERSON, user_id, "", email, side.agency, role, GRANTED[role]
            )
            side.tokens[role] = (await services.sessions.grant(user_id)).access_token
        await self._furnish(side, spec)
        return side

    async def _furnish(self, side: Side, spec: AppSpec) -> None:
        async def make(method: str, path: str, body: Any = None) -> Any:
            answer = await self.client.request(method, f"/api/v1{path}", json=body, headers=headers)
            assert answer.status_code < 300, answer.text
            return answer.json()

        headers = {"authorization": f"Bearer {side.tokens[AgencyRole.ADMIN]}"}
        await make("POST", "/agency/sites", {"name": f"Site of {side.agency.slug}"})
        module = (await make("POST", "/modules", {"spec": spec.to_json()}))["module"]
        slug = module["slug"]
        rename = {"op": "rename", "kind": "page", "target": spec.pages[0].id, "name": spec.pages[0].name}
        change = await make("POST", f"/modules/{slug}/changes", {"text": "x", "edits": [rename]})
        template = await make("POST", f"/modules/{slug}/template", {"name": f"Salon of {side.agency.slug}"})
        key = await make("POST", "/keys", {"name": "Nightly", "scopes": ["modules:read"]})
        guest = {"email": f"guest@{side.agency.slug}.example", "role": "user"}
        invited = await make("POST", "/agency/invitations", guest)
        owner = side.agency.slug
        gateway = {"name": f"gateway-of-{owner}", "kind": "openai", "api_key": f"sk-{owner}"}
        await make("POST", "/models/providers", gateway)
        session = (await make("POST", "/sessions", {"module": slug, "name": side.agency.slug}))["session"]
        dashboard = await make("POST", "/dashboards", {"name": f"Board of {side.agency.slug}"})
        dashboard_id, admin = UUID(dashboard["id"]), side.people[AgencyRole.ADMIN].user_id
        block_id = await put_block(
            self.sayso.services.database,
            Place(side.agency.id, dashboard_id, admin),
            CUSTOM,
            {"rows": [{"of": side.agency.slug}]},
        )
        share = await make("POST", f"/dashboards/{dashboard_id}/shares", {"label": side.agency.slug})
        await make("PATCH", f"/dashboards/{dashboard_id}", {"visibility": "agency"})
        bot = await put_bot(self.sayso.services.database, side.agency.id, admin, name=f"Bot of {owner}")
        begun = await make("POST", f"/bots/{bot.id}/runs", {"input": {"of": owner}})
        hook = await make("POST", f"/bots/{bot.id}/triggers", {"spec": {"kind": "webhook"}})
        asked = await put_question(self.sayso.services.database, bot, UUID(begun["id"]))
        sites = await make("GET", "/agency/sites")
        sessions = await make("GET", "/auth/sessions")
        files = await make("GET", f"/modules/{slug}/files")
        side.things = {
            "slug": slug,
            "template_slug": "tool-library",
            "template_id": template["id"],
            "module_id": module["id"],
            "change_id": change["id"],
            "key_id": key["id"],
            "invitation_id": _id_of(invited),
            "site_id": sites["items"][-1]["id"],
            "session_id": sessions["items"][0]["id"],
            "user_id": str(side.people[AgencyRole.VIEWER].user_id),
            "email": side.people[AgencyRole.VIEWER].email,
            "number": "1",
            "path": next(one["path"] for one in files["items"] if one["path"].endswith(".tsx")),
            "data_path": "session",
            "name": "nothing",
            "provider": gateway["name"],
            "model_role": "nothing",
            "token": "x" * 43,
            "build_session_id": session["id"],
            "steer": "cancel",
            "dashboard_id": str(dashboard_id),
            "block_id": block_id,
            "share_id": share["id"],
            "size": "desktop",
            "bot_id": str(bot.id),
            "run_id": begun["id"],
            "trigger_id": hook["id"],
            "approval_id": asked,
            "key": "count",
            "part": "receipt",
        }


def parameters_of(operation: Operation) -> list[str]:
    """The names of the path parameters."""
    return re.findall(r"{(\w+)", operation.path)


def imaginary(operation: Operation) -> dict[str, str]:
    """Values that nothing has."""
    return {name: IMAGINARY.get(name, IMAGINARY_ID) for name in parameters_of(operation)}


def filled(path: str, values: Mapping[str, str]) -> str:
    """The path with values in it; a parameter that nobody knows fails."""

    def value(match: "re.Match[str]") -> str:
        assert match[1] in values, f"give a value of “{match[1]}” in tests/web/api/town.py"
        return values[match[1]]

    return re.sub(r"{(\w+)(?::\w+)?}", value, path)


def _plain(path: str) -> str:
    return re.sub(r"{(\w+):\w+}", r"{\1}", path)


def _id_of(invited: Any) -> str:
    return str(UUID((invited.get("invitation") or invited)["id"]))


@asynccontextmanager
async def open_town(dsn: str, folder: Path, spec: AppSpec) -> AsyncIterator[Town]:
    """A running Sayso without limits, with two agencies."""
    limits: dict[str, Any] = {f"limit_{name}": text for name, text in LIMITS.items()}
    async with running_sayso(dsn, folder, prover=Unproved(), worker=False, **limits) as sayso:
        town = Town(sayso, await open_studio(sayso), await sayso.platform())
        del town.client.headers["origin"]
        await town.settle(spec)
        yield town
