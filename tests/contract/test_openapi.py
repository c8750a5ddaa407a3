"""What the application says about itself."""

from tests.contract.server import Application


async def test_every_call_of_every_collection_is_described(shop: Application) -> None:
    document = (await shop.api.get("/api/openapi.json")).json()
    assert document["openapi"] == "3.1.0"
    assert document["info"]["title"] == "Salon"
    for collection in ("clients", "stylists", "services", "appointments"):
        calls = {path: set(document["paths"][f"/api/{collection}{path}"]) for path in ("", "/{id}", "/stats")}
        assert calls[""] >= {"get", "post"}
        assert calls["/{id}"] >= {"get", "patch", "delete"}
        assert calls["/stats"] >= {"get"}
        for path in ("/bulk", "/import", "/export.csv", "/{id}/history", "/{id}/restore"):
            assert f"/api/{collection}{path}" in document["paths"]
    assert "/api/appointments/{id}/transitions/{name}" in document["paths"]
    assert "/api/stylists/{id}/services" in document["paths"]
    assert "/api/session" in document["paths"]
    assert any("/api/reports/" in path for path in document["paths"])


async def test_bodies_are_described_with_their_limits(shop: Application) -> None:
    schemas = (await shop.api.get("/api/openapi.json")).json()["components"]["schemas"]
    create = schemas["ServiceCreate"]
    assert create["required"] == ["name", "price"]
    assert create["properties"]["price"]["minimum"] == 0
    assert create["properties"]["duration"]["type"] == "integer"
    assert create["additionalProperties"] is False
    assert "name" in schemas["Service"]["properties"]


async def test_endpoints_of_the_spec_are_told_with_where_they_are_answered(shop: Application) -> None:
    document = (await shop.api.get("/api/openapi.json")).json()
    told = [(one["path"], one["served_at"]) for one in document["x-endpoints"]]
    assert told == [("/appointments", "/api/appointments")]
    assert told[0][1] in document["paths"]
