"""Rows: create, read, change, delete, many at once, and once for all."""

import asyncio

from tests.contract.salon import NOBODY, appointment, cast
from tests.contract.server import Application, assert_problem


async def test_a_created_row_is_answered_with_its_version(shop: Application) -> None:
    answer = await shop.api.post("/api/clients", json={"name": " Ada ", "birthday": "1990-04-03"})
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    row = answer.json()
    assert (row["name"], row["birthday"], row["version"]) == ("Ada", "1990-04-03", 1)
    again = await shop.api.get(f"/api/clients/{row['id']}")
    assert again.json() == row
    assert again.headers["etag"] == '"1"'


async def test_rows_carry_titles_computed_values_and_states(shop: Application) -> None:
    row = await appointment(shop, starts_at="2026-11-23T10:00:00+01:00")
    assert (row["client_title"], row["stylist_title"], row["service_title"]) == ("Ada Lovelace", "Sue", "Cut")
    assert (row["starts_at"], row["ends_at"]) == ("2026-11-23T09:00:00+00:00", "2026-11-23T09:30:00+00:00")
    assert (row["price"], row["status"]) == (30, "booked")
    client = (await shop.api.get(f"/api/clients/{row['client_id']}")).json()
    assert client["appointment_count"] == 1


async def test_defaults_are_filled_in(shop: Application) -> None:
    row = await shop.create("services", name="Cut", price=12.5)
    assert (row["price"], row["duration"], row["active"]) == (12.5, 30, True)


async def test_every_kind_of_value_comes_back_as_it_was_given(library: Application) -> None:
    given = {
        "title": "Ünï – 漢字 “x” 😀", "isbn": "978-3161", "condition": "worn", "tags": ["b", "a"],
        "shelf": 3, "weight": 0.375, "homepage": "https://example.com/a?b=c",
        "extra": {"a": [1, None, "x"], "b": {}}, "lent": True,
    }  # fmt: skip
    row = await library.create("books", **given)
    assert {key: row[key] for key in given} == given
    read = (await library.api.get(f"/api/books/{row['id']}")).json()
    assert {key: read[key] for key in given} == given


async def test_patch_changes_only_what_is_named(shop: Application) -> None:
    row = await shop.create("clients", name="Ada", mobile="+44 20 7946 0018")
    answer = await shop.api.patch(f"/api/clients/{row['id']}", json={"mobile": None})
    assert answer.status_code == 200
    assert answer.headers["etag"] == '"2"'
    assert (answer.json()["name"], answer.json()["mobile"], answer.json()["version"]) == ("Ada", None, 2)


async def test_of_two_changes_to_the_same_version_one_is_refused(shop: Application) -> None:
    row = await shop.create("clients", name="Ada")
    answers = await asyncio.gather(
        *(
            shop.api.patch(
                f"/api/clients/{row['id']}", json={"name": f"Ada {n}"}, headers={"If-Match": '"1"'}
            )
            for n in range(6)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]
    refused = next(answer for answer in answers if answer.status_code == 412)
    assert_problem(refused, 412, "version_mismatch")


async def test_delete_is_refused_while_in_use_and_honours_if_match(shop: Application) -> None:
    row = await appointment(shop)
    assert_problem(await shop.api.delete(f"/api/clients/{row['client_id']}"), 409, "in_use")
    at = f"/api/appointments/{row['id']}"
    assert_problem(await shop.api.delete(at, headers={"If-Match": '"7"'}), 412, "version_mismatch")
    assert (await shop.api.delete(at, headers={"If-Match": '"1"'})).status_code == 204
    assert_problem(await shop.api.delete(at), 404, "not_found")
    assert_problem(await shop.api.get(at), 404, "not_found")
    assert_problem(await shop.api.patch(at, json={"notes": "x"}), 404, "not_found")


async def test_a_value_taken_by_another_row_is_a_conflict_that_names_the_field(shop: Application) -> None:
    await shop.create("services", name="Cut", price=30)
    answer = await shop.api.post("/api/services", json={"name": "Cut", "price": 31})
    assert_problem(answer, 409, "not_unique", "name")
    await shop.create("clients", name="Ada", email="ada@example.com")
    answer = await shop.api.post("/api/clients", json={"name": "Ben", "email": "ADA@example.com"})
    assert_problem(answer, 409, "not_unique", "email")


async def test_a_reference_to_nothing_names_the_field(shop: Application) -> None:
    values = {**await cast(shop), "client_id": NOBODY, "starts_at": "2026-11-23T10:00:00Z"}
    assert_problem(await shop.api.post("/api/appointments", json=values), 422, "invalid_fields", "client_id")


async def test_bulk_creates_all_or_none(shop: Application) -> None:
    items = [{"name": f"Client {n}"} for n in range(3)]
    made = await shop.api.post("/api/clients/bulk", json={"items": items})
    assert (made.status_code, [row["name"] for row in made.json()["items"]]) == (
        201,
        ["Client 0", "Client 1", "Client 2"],
    )
    bad = await shop.api.post("/api/clients/bulk", json={"items": [{"name": "Fine"}, {"name": ""}]})
    assert_problem(bad, 422, "invalid_fields", "items.1.name")
    twice = [{"name": "Same", "email": "same@example.com"}] * 2
    conflict = await shop.api.post("/api/clients/bulk", json={"items": twice})
    assert_problem(conflict, 409, "not_unique", "email")
    for body in ({"items": []}, {"items": "x"}, {}, []):
        assert_problem(await shop.api.post("/api/clients/bulk", json=body), 400, "malformed")
    assert await shop.total("clients") == 3


async def test_the_same_idempotency_key_makes_one_row_however_often_and_at_once(shop: Application) -> None:
    async def create(name: str) -> tuple[int, str]:
        answer = await shop.api.post("/api/clients", json={"name": name}, headers={"Idempotency-Key": "k1"})
        return answer.status_code, answer.json().get("id", answer.json().get("code"))

    answers = await asyncio.gather(*(create("Ada") for _ in range(6)))
    assert len(set(answers)) == 1
    assert answers[0][0] == 201
    assert await shop.total("clients") == 1
    assert await create("Somebody else") == (409, "idempotency_key_reused")


async def test_a_key_of_somebody_else_or_of_another_collection_is_another_key(shop: Application) -> None:
    key = {"Idempotency-Key": "k1"}
    sue = (await shop.site.member("stylist")).browser
    assert (await shop.api.post("/api/clients", json={"name": "Ada"}, headers=key)).status_code == 201
    assert (await sue.post("/api/clients", json={"name": "Ben"}, headers=key)).status_code == 201
    assert await shop.total("clients") == 2


async def test_a_refused_create_leaves_its_key_free(shop: Application) -> None:
    key = {"Idempotency-Key": "k1"}
    assert (await shop.api.post("/api/clients", json={"name": ""}, headers=key)).status_code == 422
    assert (await shop.api.post("/api/clients", json={"name": "Ada"}, headers=key)).status_code == 201


async def test_parents_are_emptied_or_take_their_rows_along_as_the_spec_says(workshop: Application) -> None:
    mechanic = await workshop.create("mechanics", name="Mo")
    bay = await workshop.create("bays", name="One")
    job = await workshop.create("jobs", title="Brakes", mechanic_id=mechanic["id"], bay_id=bay["id"])
    line = await workshop.create("lines", text="Pads", job_id=job["id"], unit_price=20)
    assert (await workshop.api.delete(f"/api/bays/{bay['id']}")).status_code == 204
    assert (await workshop.api.get(f"/api/jobs/{job['id']}")).json()["bay_id"] is None
    assert_problem(await workshop.api.delete(f"/api/mechanics/{mechanic['id']}"), 409, "in_use")
    assert (await workshop.api.delete(f"/api/jobs/{job['id']}")).status_code == 204
    assert_problem(await workshop.api.get(f"/api/lines/{line['id']}"), 404, "not_found")
