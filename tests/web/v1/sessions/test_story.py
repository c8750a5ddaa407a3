"""From the first words to a live application, and on from there."""

from typing import Any

import pytest

from tests.support.studio import Studio
from tests.support.talk import SALON, Talk, begin

pytestmark = pytest.mark.rotating(3)


@pytest.fixture
async def talk(studio: Studio) -> Talk:
    return await begin(studio)


async def names_of(talk: Talk) -> set[str]:
    return {entity.name for entity in (await talk.spec()).entities}


async def test_first_words_become_a_published_application(talk: Talk) -> None:
    reply = await talk.say(SALON)
    assert reply["payload"]["decision"] == "new_requirement"
    assert any("Stylist" in one for one in reply["payload"]["sentences"])
    seen = await talk.look()
    assert (seen["status"], seen["revision"], seen["module"]) == ("reviewing", 1, None)
    assert seen["name"] == seen["spec"]["name"] == "Hair salon"
    assert "stylist" in seen["spec"]["entities"]
    asked = await talk.say("Looks good")
    assert asked["payload"]["asks"] == "publish"
    assert (await talk.look())["approved_by"] == "You"
    done = await talk.say("yes")
    assert done["payload"]["module"]
    seen = await talk.look()
    assert (seen["status"], seen["module"]["version"], seen["has_unpublished"]) == (
        "complete",
        "1.0.0",
        False,
    )
    keyboard = await talk.studio.keyboard(seen["module"]["slug"])
    made = await keyboard.post("/api/stylists", json={"name": "Sue"})
    assert made.status_code == 201, made.text


async def test_a_published_rename_is_undone_with_all_rows(talk: Talk) -> None:
    await talk.say(SALON)
    await talk.say("publish it")
    slug = (await talk.look())["module"]["slug"]
    keyboard = await talk.studio.keyboard(slug)
    assert (await keyboard.post("/api/stylists", json={"name": "Sue"})).status_code == 201
    reply = await talk.say("rename stylist to hairdresser")
    assert "all rows stay" in reply["text"]
    assert reply["payload"]["plan"]["loses"] is False
    assert reply["payload"]["asks"] == "publish"
    assert (await talk.look())["status"] == "reviewing"
    plan = await talk.call("GET", "/plan")
    assert plan["plan"]["sentences"] == reply["payload"]["plan"]["sentences"]
    assert plan["version"] == reply["payload"]["plan"]["version"]
    await talk.say("yes, publish it")
    assert [row["name"] for row in (await keyboard.get("/api/hairdressers")).json()["items"]] == ["Sue"]
    await talk.call("POST", "/undo")
    assert "stylist" in await names_of(talk)
    published = await talk.call("POST", "/publish", {})
    assert (published["revision"], published["session"]["status"]) == (3, "complete")
    assert [row["name"] for row in (await keyboard.get("/api/stylists")).json()["items"]] == ["Sue"]
    line = (await talk.studio.call("GET", f"/modules/{slug}/revisions"))["items"]
    assert [one["kind"] for one in line] == ["undo", "change", "change"]
    await talk.say("redo")
    await talk.call("POST", "/publish", {})
    assert [row["name"] for row in (await keyboard.get("/api/hairdressers")).json()["items"]] == ["Sue"]


async def test_undo_redo_and_jump_walk_along_one_line(talk: Talk) -> None:
    await talk.say(SALON)
    await talk.say("add a birthday to stylists")
    await talk.say("rename stylist to hairdresser")
    done = await talk.call("POST", "/undo")
    assert done["revision"]["kind"] == "undo"
    assert done["revision"]["sentences"] == ["Rename Hairdresser to Stylist"]
    await talk.say("undo that")
    fields = {field.name for entity in (await talk.spec()).entities for field in entity.fields}
    assert "birthday" not in fields
    assert (await talk.look())["can_redo"]
    await talk.call("POST", "/redo")
    await talk.call("POST", "/jump", {"number": 3})
    assert "hairdresser" in await names_of(talk)
    line = await talk.revisions()
    assert [one["kind"] for one in line] == ["change", "change", "change", "undo", "undo", "redo", "jump"]
    assert [one["author"] for one in line] == ["You"] * 7
    again = await talk.call("POST", "/jump", {"number": 3}, expect=409)
    assert again["code"] == "conflict"
    none = await talk.call("POST", "/redo", expect=409)
    assert none["code"] == "nothing_there"


async def test_two_revisions_are_compared_in_words_in_code_and_in_tables(talk: Talk) -> None:
    await talk.say(SALON)
    await talk.say("add a birthday to stylists")
    between = {"from": 1, "to": 2}
    spec = await talk.call("GET", "/revisions/compare", **between)
    assert any("Birthday" in one for one in spec["sentences"])
    code = await talk.call("GET", "/revisions/compare", what="code", **between)
    form = next(one for one in code["files"] if one["path"].endswith("StylistForm.tsx"))
    assert form["status"] == "changed"
    assert "+" in form["diff"]
    assert "birthday" in form["diff"]
    plan = await talk.call("GET", "/revisions/compare", what="plan", **between)
    assert "birthday" in plan["sql"]
    assert any("Birthday" in one for one in plan["sentences"])
    missing = await talk.call("GET", "/revisions/compare", expect=404, **{"from": 1, "to": 9})
    assert missing["code"] == "not_found"


async def test_edits_by_hand_are_steps_of_the_same_line(talk: Talk) -> None:
    await talk.say(SALON)
    spec = await talk.spec()
    stylist = next(one for one in spec.entities if one.name == "stylist")
    rename = {"op": "rename", "kind": "entity", "target": stylist.id, "name": "barber", "label": "Barber"}
    done = await talk.call("POST", "/edits", {"edits": [rename], "reason": "Sounds better"})
    assert (done["revision"]["number"], done["revision"]["reason"]) == (2, "Sounds better")
    await talk.say("undo")
    assert "stylist" in await names_of(talk)
    broken = await talk.call("POST", "/edits", {"edits": [{**rename, "target": "ent_nothing1"}]}, expect=400)
    assert broken["diagnostics"][0]["path"] == "edits.0"
    shown = await talk.call("GET", "/revisions/2")
    assert shown["edits"][0]["name"] == "barber"
    assert any(one["name"] == "barber" for one in shown["spec"]["entities"])
    assert (await talk.call("GET", "/diagnostics"))["revision"] == 3


async def test_what_loses_rows_is_not_published_for_a_word(talk: Talk) -> None:
    await talk.say(SALON)
    await talk.say("publish it")
    slug = (await talk.look())["module"]["slug"]
    keyboard = await talk.studio.keyboard(slug)
    await keyboard.post("/api/stylists", json={"name": "Sue", "phone": "0123456"})
    reply = await talk.say("remove the phone from stylists")
    assert "confirm" in reply["text"]
    said = await talk.say("yes, publish it")
    assert said["payload"]["plan"]["loses"] is True
    assert "confirm" in said["text"]
    assert (await talk.look())["status"] == "reviewing"
    refused = await talk.call("POST", "/publish", {}, expect=409)
    assert refused["code"] == "confirmation_needed"
    await talk.call("POST", "/publish", {"confirmed": True})
    assert "phone" not in (await keyboard.get("/api/stylists")).json()["items"][0]
    await talk.call("POST", "/undo")
    await talk.call("POST", "/publish", {})
    assert (await keyboard.get("/api/stylists")).json()["items"][0]["phone"] == "0123456"


async def test_going_back_and_on_from_there_is_one_step_of_the_application(talk: Talk) -> None:
    await talk.say(SALON)
    await talk.say("publish it")
    slug = (await talk.look())["module"]["slug"]
    keyboard = await talk.studio.keyboard(slug)
    await keyboard.post("/api/stylists", json={"name": "Sue", "phone": "0123456"})
    await talk.say("remove the phone from stylists")
    await talk.call("POST", "/publish", {"confirmed": True})
    await talk.say("undo")
    await talk.say("rename stylist to barber")
    done = await talk.call("POST", "/publish", {})
    assert done["session"]["status"] == "complete"
    (row,) = (await keyboard.get("/api/barbers")).json()["items"]
    assert (row["name"], row["phone"]) == ("Sue", "0123456")


async def test_approvals_say_who_and_when(talk: Talk) -> None:
    none = await talk.call("POST", "/approve", {}, expect=409)
    assert none["code"] == "conflict"
    await talk.say(SALON)
    await talk.say("add a birthday to stylists")
    done = await talk.call("POST", "/approve", {"revision": 1})
    assert done["revision"]["approved_by"] == "You"
    assert (await talk.look())["approved_revision"] is None
    await talk.call("POST", "/approve", {})
    seen: dict[str, Any] = await talk.look()
    assert (seen["approved_revision"], seen["approved_at"] is not None) == (2, True)


async def test_the_plan_names_what_anybody_could_see_before_it_is_published(talk: Talk) -> None:
    await talk.say(SALON)
    assert (await talk.call("GET", "/plan"))["public"] is None
    await talk.say("Anyone can see services and prices without signing in")
    opening = (await talk.call("GET", "/plan"))["public"]
    assert opening["role"] == "Visitor"
    await talk.say("publish it")
    slug = (await talk.look())["module"]["slug"]
    assert (await talk.studio.call("GET", f"/modules/{slug}/public-access"))["keys"] == opening["keys"]
    assert "Anybody can see name and price of services." in opening["sentences"]
