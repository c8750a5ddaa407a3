"""Transitions, many_to_many sets, rules, and what the history keeps."""

import asyncio

from tests.contract.salon import NOBODY, appointment, cast
from tests.contract.server import Application, assert_problem


async def test_transitions_are_listed_with_reasons_and_made(shop: Application) -> None:
    row = await appointment(shop)
    at = f"/api/appointments/{row['id']}/transitions"
    listed = (await shop.api.get(at)).json()["items"]
    assert {(move["name"], move["label"], move["to"], move["allowed"]) for move in listed} == {
        ("confirm", "Confirm", "confirmed", True),
        ("cancel", "Cancel", "cancelled", True),
    }
    moved = await shop.api.post(f"{at}/confirm")
    assert (moved.status_code, moved.json()["status"], moved.headers["etag"]) == (200, "confirmed", '"2"')
    finish = next(move for move in (await shop.api.get(at)).json()["items"] if move["name"] == "finish")
    assert not finish["allowed"]
    assert finish["reason"]


async def test_an_illegal_move_is_refused_however_it_is_asked_for(shop: Application) -> None:
    row = await appointment(shop)
    at = f"/api/appointments/{row['id']}"
    assert (await shop.api.post(f"{at}/transitions/confirm")).status_code == 200
    assert_problem(await shop.api.post(f"{at}/transitions/finish"), 409, "transition_refused")
    assert_problem(await shop.api.post(f"{at}/transitions/confirm"), 409, "transition_refused")
    assert_problem(await shop.api.post(f"{at}/transitions/fly"), 404, "not_found")
    assert_problem(await shop.api.patch(at, json={"status": "booked"}), 409, "transition_refused")
    assert_problem(await shop.api.patch(at, json={"status": "lost"}), 422, "invalid_fields", "status")


async def test_a_move_of_other_roles_is_shown_and_refused(shop: Application) -> None:
    row = await appointment(shop)
    sue = await shop.site.member("stylist")
    await shop.site.link("stylist", row["stylist_id"], sue)
    at = f"/api/appointments/{row['id']}/transitions"
    assert (await sue.browser.post(f"{at}/confirm")).status_code == 200
    listed = {move["name"]: move for move in (await sue.browser.get(at)).json()["items"]}
    assert (listed["mark_no_show"]["allowed"], listed["cancel"]["allowed"]) == (False, True)
    assert listed["mark_no_show"]["reason"]
    refused = await sue.browser.post(f"{at}/mark_no_show")
    assert_problem(refused, 403, "denied")
    assert (await shop.api.post(f"{at}/mark_no_show")).json()["status"] == "no_show"


async def test_a_broken_rule_is_a_conflict_with_the_rules_message(workshop: Application) -> None:
    mechanic = await workshop.create("mechanics", name="Mo")
    values = {"title": "Brakes", "mechanic_id": mechanic["id"], "price": 1001}
    refused = await workshop.api.post("/api/jobs", json=values)
    assert assert_problem(refused, 409, "rule_violated")["detail"] == "It's too dear — “really”."


async def test_nobody_is_booked_twice_even_at_the_same_moment(shop: Application) -> None:
    given = await cast(shop)

    async def book(minute: int) -> int:
        values = {**given, "starts_at": f"2096-11-23T10:{minute:02}:00Z"}
        answer = await shop.api.post("/api/appointments", json=values)
        if answer.status_code == 409:
            said = assert_problem(answer, 409, "rule_violated")["detail"]
            assert said == "This stylist already has an appointment at that time."
        return answer.status_code

    answers = await asyncio.gather(*(book(minute) for minute in (0, 5, 10, 15, 20, 25)))
    assert sorted(answers) == [201, 409, 409, 409, 409, 409]
    assert await shop.total("appointments") == 1
    assert await book(59) == 201


async def test_a_many_to_many_set_is_given_read_and_replaced(shop: Application) -> None:
    ids = [(await shop.create("services", name=name, price=10))["id"] for name in ("Wash", "Cut")]
    stylist = await shop.create("stylists", name="Sue", services_ids=ids)
    assert stylist["services_titles"] == ["Cut", "Wash"]
    at = f"/api/stylists/{stylist['id']}"
    kept = await shop.api.put(f"{at}/services", json={"ids": ids[:1]})
    assert (kept.json()["services_ids"], kept.json()["services_titles"]) == (ids[:1], ["Wash"])
    changed = await shop.api.patch(at, json={"services_ids": ids[1:], "name": "Susan"})
    assert (changed.json()["name"], changed.json()["services_titles"]) == ("Susan", ["Cut"])
    service = (await shop.api.get(f"/api/services/{ids[1]}")).json()
    assert service["stylists_titles"] == ["Susan"]
    listed = await shop.rows("stylists", expand="services")
    assert listed[0]["services_ids"] == ids[1:]
    assert "services_ids" not in (await shop.rows("stylists"))[0]
    unknown = await shop.api.put(f"{at}/services", json={"ids": [NOBODY]})
    assert_problem(unknown, 422, "invalid_fields", "services_ids")
    assert (await shop.api.get(at)).json()["services_titles"] == ["Cut"]


async def test_a_link_of_an_entity_with_itself_has_two_ends(library: Application) -> None:
    first, second = [await library.create("books", title=f"Book {n}", tags=["a"]) for n in range(2)]
    linked = await library.api.put(f"/api/books/{first['id']}/similar", json={"ids": [second["id"]]})
    assert (linked.json()["similar_ids"], linked.json()["similar_to_ids"]) == ([second["id"]], [])
    other = (await library.api.get(f"/api/books/{second['id']}")).json()
    assert (other["similar_ids"], other["similar_to_ids"]) == ([], [first["id"]])


async def test_history_tells_who_changed_what_and_a_deleted_row_comes_back(shop: Application) -> None:
    row = await shop.create("clients", name="Ada")
    at = f"/api/clients/{row['id']}"
    await shop.api.patch(at, json={"name": "Ada L."})
    await shop.api.delete(at)
    entries = (await shop.api.get(f"{at}/history")).json()["items"]
    assert [entry["action"] for entry in entries] == ["delete", "update", "create"]
    assert entries[1]["changes"] == {"name": ["Ada", "Ada L."]}
    assert entries[1]["actor"] == {"id": str(shop.owner.id), "name": shop.owner.name}
    assert entries[2]["changes"]["name"] == [None, "Ada"]
    assert all(entry["id"] and entry["at"] for entry in entries)
    back = await shop.api.post(f"{at}/restore")
    assert (back.status_code, back.json()["name"], back.json()["id"]) == (200, "Ada L.", row["id"])
    assert (await shop.api.post(f"{at}/restore")).status_code == 409
    assert_problem(await shop.api.get(f"/api/clients/{NOBODY}/history"), 404, "not_found")


async def test_the_history_of_references_speaks_of_their_ids(shop: Application) -> None:
    row = await appointment(shop)
    other = (await shop.create("clients", name="Ben"))["id"]
    at = f"/api/appointments/{row['id']}"
    assert (await shop.api.patch(at, json={"client_id": other, "notes": "Late"})).status_code == 200
    newest = (await shop.api.get(f"{at}/history")).json()["items"][0]
    assert newest["changes"] == {"client_id": [row["client_id"], other], "notes": [None, "Late"]}
