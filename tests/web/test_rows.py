"""Rows of the data API: create, read, change, delete."""

import asyncio

from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import Salon


async def test_a_created_row_is_answered_with_its_version(shop: Salon) -> None:
    answer = await shop.owner.post("/api/clients", json={"name": " Ada ", "birthday": "1990-04-03"})
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    row = answer.json()
    assert (row["name"], row["birthday"], row["version"]) == ("Ada", "1990-04-03", 1)
    again = await shop.owner.get(f"/api/clients/{row['id']}")
    assert again.json() == row
    assert again.headers["etag"] == '"1"'


async def test_rows_carry_titles_computed_values_and_states(shop: Salon) -> None:
    cast = await shop.cast()
    row = await shop.create("appointments", **cast, starts_at="2026-11-23T10:00:00+01:00")
    assert (row["client_title"], row["stylist_title"], row["service_title"]) == ("Ada Lovelace", "Sue", "Cut")
    assert (row["starts_at"], row["ends_at"]) == ("2026-11-23T09:00:00+00:00", "2026-11-23T09:30:00+00:00")
    assert (row["price"], row["status"]) == (30, "booked")


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


async def test_what_is_worked_out_cannot_be_set(shop: Salon) -> None:
    answer = await shop.owner.post("/api/clients", json={"name": "Ada", "appointment_count": 3, "id": "x"})
    assert [error["message"] for error in answer.json()["errors"]] == [
        "Appointments is worked out by Sayso and cannot be set.",
        "Id is kept by Sayso and cannot be set.",
    ]


async def test_a_value_taken_by_another_row_is_a_conflict_that_names_the_field(shop: Salon) -> None:
    await shop.create("services", name="Cut", price=30)
    answer = await shop.owner.post("/api/services", json={"name": "Cut", "price": 31})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_unique")
    assert answer.json()["errors"][0]["field"] == "name"


async def test_a_broken_rule_is_a_conflict_with_the_rules_message(shop: Salon) -> None:
    cast = await shop.cast()
    await shop.create("appointments", **cast, starts_at="2026-11-23T10:00:00+00:00")
    answer = await shop.owner.post(
        "/api/appointments", json={**cast, "starts_at": "2026-11-23T10:15:00+00:00"}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "rule_violated")
    assert answer.json()["detail"] == "This stylist already has an appointment at that time."


async def test_a_reference_to_nothing_names_the_field(shop: Salon) -> None:
    cast = await shop.cast()
    cast["client_id"] = "00000000-0000-4000-8000-000000000000"
    answer = await shop.owner.post("/api/appointments", json={**cast, "starts_at": "2026-11-23T10:00:00Z"})
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"field": "client_id", "message": "There is no such client."}]


async def test_patch_changes_only_what_is_named(shop: Salon) -> None:
    row = await shop.create("clients", name="Ada", mobile="+44 20 7946 0018")
    answer = await shop.owner.patch(f"/api/clients/{row['id']}", json={"mobile": None})
    assert answer.status_code == 200
    assert (answer.json()["name"], answer.json()["mobile"], answer.json()["version"]) == ("Ada", None, 2)


async def test_of_two_changes_to_the_same_version_one_is_refused(shop: Salon) -> None:
    row = await shop.create("clients", name="Ada")
    answers = await asyncio.gather(
        *(
            shop.owner.patch(
                f"/api/clients/{row['id']}", json={"name": f"Ada {n}"}, headers={"If-Match": '"1"'}
            )
            for n in range(6)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]


async def test_delete_is_refused_while_in_use_and_honours_if_match(shop: Salon) -> None:
    cast = await shop.cast()
    row = await shop.create("appointments", **cast, starts_at="2026-11-23T10:00:00Z")
    refused = await shop.owner.delete(f"/api/clients/{cast['client_id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    assert "appointments" in refused.json()["detail"]
    stale = await shop.owner.delete(f"/api/appointments/{row['id']}", headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    assert (await shop.owner.delete(f"/api/appointments/{row['id']}")).status_code == 204
    assert (await shop.owner.delete(f"/api/appointments/{row['id']}")).status_code == 404


async def test_bulk_creates_all_or_none(shop: Salon) -> None:
    items = [{"name": f"Client {n}"} for n in range(3)]
    made = await shop.owner.post("/api/clients/bulk", json={"items": items})
    assert (made.status_code, len(made.json()["items"])) == (201, 3)
    bad = await shop.owner.post("/api/clients/bulk", json={"items": [{"name": "Fine"}, {"name": ""}]})
    assert bad.status_code == 422
    assert bad.json()["errors"] == [{"field": "items.1.name", "message": "Name is required."}]
    twice = [{"name": "Same", "email": "same@example.com"}] * 2
    assert (await shop.owner.post("/api/clients/bulk", json={"items": twice})).status_code == 409
    assert (await shop.owner.get("/api/clients")).json()["page"]["total"] == 3


async def test_the_same_idempotency_key_makes_one_row_however_often_and_at_once(shop: Salon) -> None:
    async def create(name: str) -> tuple[int, str]:
        answer = await shop.owner.post("/api/clients", json={"name": name}, headers={"Idempotency-Key": "k1"})
        return answer.status_code, answer.json().get("id", answer.json().get("code"))

    answers = await asyncio.gather(*(create("Ada") for _ in range(6)))
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert (await shop.owner.get("/api/clients")).json()["page"]["total"] == 1
    assert await create("Somebody else") == (409, "idempotency_key_reused")


async def test_a_many_to_many_set_is_given_read_and_replaced(shop: Salon) -> None:
    services = [await shop.create("services", name=name, price=10) for name in ("Wash", "Cut")]
    ids = [service["id"] for service in services]
    stylist = await shop.create("stylists", name="Sue", services_ids=ids)
    assert stylist["services_titles"] == ["Cut", "Wash"]
    kept = await shop.owner.put(f"/api/stylists/{stylist['id']}/services", json={"ids": ids[:1]})
    assert kept.json()["services_titles"] == ["Wash"]
    listed = await shop.owner.get(
        "/api/stylists", params={"expand": "services", "filter[services][has]": ids[0]}
    )
    assert listed.json()["items"][0]["services_ids"] == ids[:1]
    assert (await shop.owner.get("/api/stylists", params={"filter[services]": ids[1]})).json()["items"] == []


async def test_history_tells_who_changed_what_and_a_deleted_row_comes_back(shop: Salon) -> None:
    row = await shop.create("clients", name="Ada")
    at = f"/api/clients/{row['id']}"
    await shop.owner.patch(at, json={"name": "Ada L."})
    await shop.owner.delete(at)
    entries = (await shop.owner.get(f"{at}/history")).json()["items"]
    assert [entry["action"] for entry in entries] == ["delete", "update", "create"]
    assert entries[1]["changes"] == {"name": ["Ada", "Ada L."]}
    assert entries[1]["actor"]["name"] == "Owner"
    back = await shop.owner.post(f"{at}/restore")
    assert (back.status_code, back.json()["name"]) == (200, "Ada L.")
    assert (await shop.owner.post(f"{at}/restore")).status_code == 409
    assert (
        await shop.owner.get("/api/clients/00000000-0000-4000-8000-000000000000/history")
    ).status_code == 404


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


async def test_transitions_are_listed_with_reasons_and_made(shop: Salon) -> None:
    cast = await shop.cast()
    row = await shop.create("appointments", **cast, starts_at="2096-11-23T10:00:00Z")
    at = f"/api/appointments/{row['id']}/transitions"
    assert {move["name"]: move["allowed"] for move in (await shop.owner.get(at)).json()["items"]} == {
        "confirm": True,
        "cancel": True,
    }
    assert (await shop.owner.post(f"{at}/confirm")).json()["status"] == "confirmed"
    finish = next(move for move in (await shop.owner.get(at)).json()["items"] if move["name"] == "finish")
    assert not finish["allowed"]
    assert finish["reason"]
    refused = await shop.owner.post(f"{at}/finish")
    assert (refused.status_code, refused.json()["code"]) == (409, "transition_refused")
    assert (await shop.owner.post(f"{at}/confirm")).status_code == 409
    assert (await shop.owner.post(f"{at}/fly")).status_code == 404
    jump = await shop.owner.patch(f"/api/appointments/{row['id']}", json={"status": "booked"})
    assert (jump.status_code, jump.json()["code"]) == (409, "transition_refused")
