"""The words of refusals of rows, which each program chooses for itself.

What else the data API does with rows is held by `tests/contract`, of Sayso as of the services it exports.
"""

from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import Salon


async def test_every_wrong_field_is_named_in_plain_words(shop: Salon) -> None:
    answer = await shop.owner.post(
        "/api/services", json={"name": " ", "price": -1, "duration": 1000, "active": "yes", "durration": 5}
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "invalid_fields"
    assert {error["field"]: error["message"] for error in problem["errors"]} == {
        "name": "Name is required.",
        "price": "Price must be 0 or more.",
        "duration": "Duration must be between 5 and 480.",
        "active": "Active must be true or false.",
        "durration": 'There is no field "durration". Did you mean "duration"?',
    }
    worked_out = await shop.owner.post(
        "/api/clients", json={"name": "Ada", "appointment_count": 3, "id": "x"}
    )
    assert [error["message"] for error in worked_out.json()["errors"]] == [
        "Appointments is worked out by Sayso and cannot be set.",
        "Id is kept by Sayso and cannot be set.",
    ]
    bulk = await shop.owner.post("/api/clients/bulk", json={"items": [{"name": "Fine"}, {"name": ""}]})
    assert bulk.json()["errors"] == [{"field": "items.1.name", "message": "Name is required."}]


async def test_what_other_rows_forbid_is_said_in_plain_words(shop: Salon) -> None:
    cast = await shop.cast()
    nobody = {**cast, "client_id": "00000000-0000-4000-8000-000000000000"}
    answer = await shop.owner.post("/api/appointments", json={**nobody, "starts_at": "2026-11-23T10:00:00Z"})
    assert answer.json()["errors"] == [{"field": "client_id", "message": "There is no such client."}]
    await shop.create("appointments", **cast, starts_at="2026-11-23T10:00:00+00:00")
    answer = await shop.owner.post(
        "/api/appointments", json={**cast, "starts_at": "2026-11-23T10:15:00+00:00"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "rule_violated")
    assert answer.json()["detail"] == "This stylist already has an appointment at that time."
    refused = await shop.owner.delete(f"/api/clients/{cast['client_id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    assert "appointments" in refused.json()["detail"]


async def test_a_deleted_row_that_no_longer_fits_is_told_with_the_way_out(
    shop: Salon, database: TestDatabase, salon: AppSpec
) -> None:
    row = await shop.create("clients", name="Ada", birthday="1990-04-03")
    at = f"/api/clients/{row['id']}"
    await shop.owner.delete(at)
    client = next(entity for entity in salon.entities if entity.name == "client")
    birthday = next(field.id for field in client.fields if field.name == "birthday")
    await (await database.admin()).execute(
        "update apps.mod_salon_history set old = old || jsonb_build_object($1::text, 'spring') "
        "where action = 'delete'",
        birthday,
    )
    told = (await shop.owner.post(f"{at}/restore")).json()
    assert told["detail"] == "This client no longer fits in as it was."
    assert "Enter it anew by hand" in told["hint"]
