"""People who are not signed in get in where a person confirmed exactly that, and nowhere else."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from sayso.db.scope import NOBODY
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.servers import TestServer
from tests.support.snapshots import Snapshot
from tests.support.studio import Studio, open_studio
from tests.support.visitors import BOOKS, SEES_SERVICES, salon_with_visitors

pytestmark = pytest.mark.rotating(6)

SALON = salon_with_visitors(SEES_SERVICES, BOOKS)


class Shop:
    """An installed salon, seen from the platform, by its owner and by somebody who is not signed in."""

    def __init__(
        self, studio: Studio, slug: str, owner: httpx.AsyncClient, visitor: httpx.AsyncClient
    ) -> None:
        self.studio = studio
        self.slug = slug
        self.owner = owner
        self.visitor = visitor

    async def access(self, method: str = "GET", body: Any = None, *, expect: int = 200) -> Any:
        """A call about public access."""
        return await self.studio.call(method, f"/modules/{self.slug}/public-access", body, expect=expect)

    async def confirm(self) -> Any:
        """Confirm whatever the present revision opens."""
        return await self.access("PUT", {"confirm": (await self.access())["keys"]})

    async def made(self, collection: str, **values: Any) -> dict[str, Any]:
        """A row, made by the owner."""
        answer = await self.owner.post(f"/api/{collection}", json=values)
        assert answer.status_code == 201, answer.text
        row: dict[str, Any] = answer.json()
        return row

    async def booking(self) -> dict[str, Any]:
        """What a visitor sends who books."""
        client = await self.made("clients", name="Ada", email="ada@lovelace.org")
        stylist = await self.made("stylists", name="Sue")
        service = await self.made("services", name="Cut", price=30, duration=30)
        return {
            "starts_at": "2031-05-05T10:00:00Z", "client_id": client["id"], "stylist_id": stylist["id"],
            "service_id": service["id"],
        }  # fmt: skip


async def opened(sayso: RunningSayso, spec: AppSpec) -> Shop:
    studio = await open_studio(sayso)
    slug = await studio.install(spec)
    visitor = await sayso.client(sayso.settings.module_origin(slug))
    return Shop(studio, slug, await studio.keyboard(slug), visitor)


@dataclass(frozen=True)
class Kept:
    """How to find the salon again, with its owner signed in."""

    slug: str
    cookies: dict[str, str]


async def make(dsn: str, folder: Path) -> Kept:
    async with running_sayso(dsn, folder) as sayso:
        shop = await opened(sayso, SALON)
        return Kept(shop.slug, dict(shop.owner.cookies))


@pytest.fixture(scope="module")
def kept_shop(postgres: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Snapshot[Kept]:
    return Snapshot(postgres, tmp_path_factory.mktemp("shop"), "visited", make)


@pytest.fixture
async def shop(kept_shop: Snapshot[Kept], sayso: RunningSayso) -> Shop:
    kept = kept_shop.state
    origin = sayso.settings.module_origin(kept.slug)
    owner, visitor = await sayso.client(origin), await sayso.client(origin)
    owner.cookies.update(kept.cookies)
    return Shop(await open_studio(sayso), kept.slug, owner, visitor)


async def test_nothing_is_open_before_a_person_confirmed_it(shop: Shop) -> None:
    said = await shop.access()
    assert said["role"] == {"name": "visitor", "label": "Visitor"}
    assert not said["is_open"]
    assert said["confirmed"] is None
    assert said["pending"] == {"keys": said["keys"], "sentences": said["sentences"]}
    for path in ("/api/session", "/api/services", "/api/openapi.json"):
        assert (await shop.visitor.get(path)).status_code == 401
    page = await shop.visitor.get("/services", headers={"accept": "text/html"})
    assert page.status_code == 401
    assert "sign" in page.text.lower()


async def test_what_was_confirmed_is_open_and_nothing_else(shop: Shop) -> None:
    await shop.made("services", name="Cut", price=30, duration=45)
    await shop.made("clients", name="Ada", email="ada@lovelace.org")
    confirmed = await shop.confirm()
    assert confirmed["is_open"]
    assert confirmed["confirmed"]["by"] == "You"
    assert confirmed["pending"] == {"keys": [], "sentences": []}

    rows = (await shop.visitor.get("/api/services")).json()["items"]
    assert [(row["name"], row["price"], row["duration"]) for row in rows] == [("Cut", 30, None)]
    assert (await shop.visitor.get("/api/clients")).json()["items"] == []
    assert (await shop.visitor.get("/services")).status_code == 200
    for method, path in (
        ("GET", "/api/services/export.csv"),
        ("GET", f"/api/services/{rows[0]['id']}/history"),
        ("POST", f"/api/services/{rows[0]['id']}/restore"),
        ("POST", "/api/services/bulk"),
        ("POST", "/api/services/import"),
        ("DELETE", f"/api/services/{rows[0]['id']}"),
        ("GET", "/api/openapi.json"),
        ("GET", "/api/session/settings"),
        ("POST", "/api/session/role"),
        ("POST", "/api/files"),
    ):
        answer = await shop.visitor.request(method, path, json={} if method == "POST" else None)
        assert answer.status_code == 401, (method, path, answer.text)
    refused = await shop.visitor.patch(f"/api/services/{rows[0]['id']}", json={"price": 1})
    assert refused.status_code == 403


async def test_the_session_says_that_nobody_is_signed_in_and_where_to_do_so(shop: Shop) -> None:
    await shop.confirm()
    session = (await shop.visitor.get("/api/session")).json()
    assert session["member"] is None
    assert session["role"] == {"name": "visitor", "label": "Visitor"}
    assert session["roles"] == [session["role"]]
    assert not session["may_switch"]
    assert session["sign_in_url"].startswith("/__signin")
    assert set(session["settings"]) == {"currency", "time_zone", "locale"}


async def test_pages_that_are_not_public_lead_to_signing_in_and_the_start_to_a_public_one(shop: Shop) -> None:
    await shop.confirm()
    assert (await shop.visitor.get("/")).headers["location"] == "/services"
    closed = await shop.visitor.get("/clients")
    assert (closed.status_code, closed.headers["location"]) == (303, "/__signin?next=/clients")


async def test_an_anonymous_booking_is_kept_and_only_its_id_comes_back(shop: Shop) -> None:
    await shop.confirm()
    answer = await shop.visitor.post("/api/appointments", json=await shop.booking())
    assert answer.status_code == 201, answer.text
    assert set(answer.json()) == {"id"}
    assert (await shop.visitor.get("/api/appointments")).json()["items"] == []
    history = (await shop.owner.get(f"/api/appointments/{answer.json()['id']}/history")).json()["items"]
    assert history[0]["actor"] == {"id": str(NOBODY), "name": "A visitor"}


async def test_visitors_do_not_meet_each_others_idempotency_keys(shop: Shop) -> None:
    await shop.confirm()
    booking = await shop.booking()
    key = {"idempotency-key": "1"}
    first = await shop.visitor.post("/api/appointments", json=booking, headers=key)
    again = await shop.visitor.post("/api/appointments", json=booking, headers=key)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    later = {**booking, "starts_at": "2031-05-05T15:00:00Z"}
    other = await shop.visitor.post("/api/appointments", json=later, headers=key)
    assert other.status_code == 201
    assert other.json() != first.json()


async def test_only_all_of_it_can_be_confirmed(shop: Shop) -> None:
    keys = (await shop.access())["keys"]
    for wrong in (keys[1:], [*keys, "read:ent_000000"], []):
        answer = await shop.access("PUT", {"confirm": wrong}, expect=409)
        assert answer["keys"] == keys
        assert "Anybody can open the page “Services”." in answer["sentences"]
    assert not (await shop.access())["is_open"]
    await shop.access("PUT", {"confirm": keys, "more": 1}, expect=422)


async def test_a_withdrawal_closes_at_once(shop: Shop) -> None:
    await shop.confirm()
    assert (await shop.visitor.get("/api/services")).status_code == 200
    assert not (await shop.access("DELETE"))["is_open"]
    assert (await shop.visitor.get("/api/services")).status_code == 401


async def test_a_revision_that_opens_more_pauses_until_that_is_confirmed_too(shop: Shop) -> None:
    await shop.confirm()
    rule = next(rule for rule in SALON.permissions.rules if rule.id == "prm_public0")
    wider = {
        "op": "set",
        "kind": "permission",
        "target": rule.id,
        "values": {"fields": ["name", "price", "duration"]},
    }
    await shop.studio.do(shop.slug, wider)
    assert (await shop.visitor.get("/api/services")).status_code == 401
    said = await shop.access()
    assert said["pending"]["sentences"] == ["Anybody can see duration of services."]
    await shop.studio.undo(shop.slug)
    assert (await shop.visitor.get("/api/services")).status_code == 200
    await shop.studio.redo(shop.slug)
    assert (await shop.visitor.get("/api/services")).status_code == 401
    await shop.confirm()
    assert (await shop.visitor.get("/api/services")).status_code == 200


async def test_a_revision_that_opens_less_and_a_rename_ask_nothing(shop: Shop) -> None:
    await shop.confirm()
    service = next(entity for entity in SALON.entities if entity.name == "service")
    await shop.studio.do(
        shop.slug,
        {"op": "set", "kind": "permission", "target": "prm_public0", "values": {"fields": ["name"]}},
        {"op": "rename", "kind": "entity", "target": service.id, "name": "treatment", "label": "Treatment"},
    )
    assert (await shop.access())["is_open"]
    assert (await shop.visitor.get("/api/treatments")).status_code == 200


async def test_files_are_shown_to_anybody_only_where_a_public_row_shows_them(sayso: RunningSayso) -> None:
    spec = salon_with_visitors(
        {"entity": "stylist", "actions": ["read"], "fields": ["photo"]}, pages=("stylists",)
    )
    shop = await opened(sayso, spec)
    await shop.confirm()
    png = b"\x89PNG\r\n\x1a\n" + b"0" * 16
    shown, hidden = [
        (await shop.owner.post("/api/files", files={"file": (name, png)})).json()["id"]
        for name in ("a.png", "b.png")
    ]
    await shop.made("stylists", name="Sue", photo=shown)
    assert (await shop.visitor.get(f"/api/files/{shown}")).content == png
    assert (await shop.visitor.get(f"/api/files/{hidden}")).status_code == 404
    assert (await shop.owner.get(f"/api/files/{hidden}")).status_code == 200


async def test_a_visitor_gives_a_row_only_files_that_visitors_sent(sayso: RunningSayso) -> None:
    rule = {"entity": "stylist", "actions": ["create", "read"], "fields": ["name", "photo"]}
    shop = await opened(sayso, salon_with_visitors(rule, pages=("stylists",)))
    await shop.confirm()
    png = {"file": ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 16)}
    private = (await shop.owner.post("/api/files", files=png)).json()["id"]
    refused = await shop.visitor.post("/api/stylists", json={"name": "Mallory", "photo": private})
    assert refused.status_code == 422
    sent = (await shop.visitor.post("/api/files", files=png)).json()["id"]
    answer = await shop.visitor.post("/api/stylists", json={"name": "Sue", "photo": sent})
    assert answer.status_code == 201, answer.text
    assert (await shop.visitor.get(f"/api/files/{sent}")).status_code == 200


async def test_a_page_of_another_origin_cannot_act_as_a_visitor(shop: Shop) -> None:
    await shop.confirm()
    answer = await shop.visitor.post(
        "/api/appointments", json=await shop.booking(), headers={"origin": "https://elsewhere.example"}
    )
    assert answer.status_code == 403


async def test_an_application_that_opens_nothing_has_nothing_to_confirm(
    sayso: RunningSayso, salon: AppSpec
) -> None:
    shop = await opened(sayso, salon)
    said = await shop.access()
    assert (said["role"], said["keys"], said["is_open"]) == (None, [], False)
    await shop.access("PUT", {"confirm": []}, expect=409)


async def test_nobody_is_given_the_role_of_people_who_are_not_signed_in(shop: Shop) -> None:
    members = (await shop.studio.call("GET", f"/modules/{shop.slug}/members"))["items"]
    path = f"/modules/{shop.slug}/members/{members[0]['user_id']}"
    refused = await shop.studio.call("PUT", path, {"role": "visitor"}, expect=422)
    assert "not signed in" in refused["detail"]


async def test_a_visitor_is_nobody_on_every_supported_database(
    each_database: TestDatabase, tmp_path: Path
) -> None:
    rule = {"entity": "stylist", "actions": ["create", "read"], "fields": ["name", "photo"]}
    async with running_sayso(each_database.dsn, tmp_path) as sayso:
        shop = await opened(sayso, salon_with_visitors(SEES_SERVICES, BOOKS, rule, pages=("stylists",)))
        await shop.confirm()
        booking, key = await shop.booking(), {"idempotency-key": "k"}
        sent = [await shop.visitor.post("/api/appointments", json=booking, headers=key) for _ in range(2)]
        assert [answer.status_code for answer in sent] == [201, 201]
        assert sent[0].json() == sent[1].json()
        picture = await shop.visitor.post(
            "/api/files", files={"file": ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 16)}
        )
        row = {"name": "Sue", "photo": picture.json()["id"]}
        assert (await shop.visitor.post("/api/stylists", json=row)).status_code == 201
        assert (await shop.visitor.get(f"/api/files/{row['photo']}")).status_code == 200
        assert (await shop.visitor.get("/api/clients")).json()["items"] == []
        admin = await each_database.admin()
        for table in ("apps.mod_salon_appointments", "public.files"):
            assert await admin.fetchval(f"select created_by from {table}") == NOBODY
        assert await admin.fetchval("select count(*) from apps.mod_salon_appointments") == 1
        await shop.access("DELETE")
        assert (await shop.visitor.post("/api/stylists", json=row)).status_code == 401


async def test_a_key_cannot_confirm_because_a_person_has_to_read_it(shop: Shop) -> None:
    body = {"name": "builder", "scopes": ["modules:read", "modules:write"]}
    made = await shop.studio.call("POST", "/keys", body, expect=201)
    program = await shop.studio.sayso.platform()
    program.headers["authorization"] = f"Bearer {made['key']}"
    path = f"/api/v1/modules/{shop.slug}/public-access"
    keys = (await program.get(path)).json()["keys"]
    refused = await program.put(path, json={"confirm": keys})
    assert refused.status_code == 403
    assert "a person" in refused.json()["detail"]
    assert not (await shop.access())["is_open"]
