"""Endpoints of the spec answer at their addresses, for whom they are."""

from typing import Any

from sayso.spec.model import AppSpec
from tests.support.running import RunningSayso, open_salon


def with_endpoints(spec: AppSpec, *endpoints: dict[str, Any]) -> AppSpec:
    data = spec.to_json()
    for number, endpoint in enumerate(endpoints):
        data["endpoints"].append({"id": f"end_tried{number:03}", "entity": "client", **endpoint})
    return AppSpec.model_validate(data)


async def test_an_endpoint_answers_for_whom_it_is_and_is_described(
    sayso: RunningSayso, salon: AppSpec
) -> None:
    spec = with_endpoints(
        salon,
        {"path": "/people", "method": "GET", "description": "Everybody we know"},
        {"path": "/people", "method": "POST"},
        {"path": "/people/{who}", "method": "GET"},
        {"path": "/people/{who}", "method": "PUT"},
        {"path": "/staff/people", "method": "GET", "auth": "admin"},
    )
    shop = await open_salon(sayso, spec)
    made = await shop.owner.post("/api/people", json={"name": "Ada"})
    assert made.status_code == 201, made.text
    address = f"/api/people/{made.json()['id']}"
    assert [row["name"] for row in (await shop.owner.get("/api/people?q=ada")).json()["items"]] == ["Ada"]
    changed = await shop.owner.put(address, json={"email": "ada@example.org"})
    assert (changed.status_code, changed.json()["email"]) == (200, "ada@example.org")
    assert (await shop.owner.get(address)).json()["email"] == "ada@example.org"
    assert (await shop.owner.delete(address)).status_code == 404

    sue = await sayso.visitor(shop.module, await sayso.member(shop.module, "sue@example.com", "stylist"))
    assert (await sue.get("/api/people")).status_code == 200
    assert (await sue.get("/api/staff/people")).status_code == 403
    assert (await shop.owner.get("/api/staff/people")).status_code == 200
    nobody = await sayso.visitor(shop.module)
    assert (await nobody.get("/api/people")).status_code == 401

    document = (await shop.owner.get("/api/openapi.json")).json()
    told = {one["path"]: one["served_at"] for one in document["x-endpoints"]}
    assert told["/people"] == "/api/people"
    assert document["paths"]["/api/people"]["get"]["summary"] == "Everybody we know"
    assert document["paths"]["/api/people/{who}"]["parameters"][0]["name"] == "who"
    assert set(told.values()) <= set(document["paths"])
