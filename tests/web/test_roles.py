"""Sessions, roles, and what a role may see and do."""

from sayso.runtime.sample.service import fill
from sayso.spec.model import AppSpec
from tests.support.running import Salon


async def test_nobody_signed_in_gets_a_problem_from_the_api_and_a_page_elsewhere(shop: Salon) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    answer = await stranger.get("/api/clients")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")
    page = await stranger.get("/")
    assert page.status_code == 401
    assert page.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in page.headers["content-security-policy"]


async def test_the_session_tells_who_where_and_how(shop: Salon) -> None:
    session = (await shop.owner.get("/api/session")).json()
    assert session["member"]["name"] == "Owner"
    assert session["role"] == {"name": "owner", "label": "Owner"}
    assert session["module"] == {"slug": "salon", "name": "Salon", "version": "1.0.0"}
    assert session["settings"] == {"currency": "GBP", "time_zone": "Europe/London", "locale": "en"}


async def test_a_stylist_sees_own_appointments_and_no_prices(shop: Salon, salon: AppSpec) -> None:
    await fill(shop.sayso.services.database, shop.module, salon)
    stylist = (await shop.owner.get("/api/stylists", params={"page_size": 1})).json()["items"][0]
    every = (await shop.owner.get("/api/appointments")).json()["page"]["total"]
    own = (await shop.owner.get("/api/appointments", params={"filter[stylist_id]": stylist["id"]})).json()
    session = await shop.owner.post("/api/session/role", json={"role": "stylist"})
    assert session.status_code == 200
    seen = (await shop.owner.get("/api/appointments")).json()
    assert 0 < seen["page"]["total"] < every
    assert len({item["stylist_id"] for item in seen["items"]}) == 1
    assert own["page"]["total"] < every
    service = (await shop.owner.get("/api/services", params={"page_size": 1})).json()["items"][0]
    assert service["price"] is None
    assert service["duration"] is not None
    denied = await shop.owner.post("/api/services", json={"name": "Mine", "price": 1})
    assert (denied.status_code, denied.json()["code"]) == (403, "denied")
    assert (await shop.owner.delete(f"/api/clients/{seen['items'][0]['client_id']}")).status_code == 403
    back = await shop.owner.post("/api/session/role", json={"role": None})
    assert back.json()["role"]["name"] == "owner"
    assert (await shop.owner.get("/api/appointments")).json()["page"]["total"] == every


async def test_only_the_widest_role_may_look_as_another(shop: Salon) -> None:
    user_id = await shop.sayso.member(shop.module, "sue@example.com", "stylist")
    sue = await shop.sayso.visitor(shop.module, user_id)
    assert (await sue.post("/api/session/role", json={"role": "owner"})).status_code == 403
    answer = await sue.get("/api/session", headers={"sayso-act-as": "owner"})
    assert answer.json()["role"]["name"] == "stylist"
    assert (await shop.owner.post("/api/session/role", json={"role": "pope"})).status_code == 422


async def test_pages_of_other_origins_cannot_act(shop: Salon) -> None:
    for headers in ({"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}):
        answer = await shop.owner.post("/api/clients", json={"name": "Ada"}, headers=headers)
        assert answer.status_code == 403
    origin = shop.sayso.settings.module_origin("salon")
    assert (
        await shop.owner.post("/api/clients", json={"name": "Ada"}, headers={"origin": origin})
    ).status_code == 201
