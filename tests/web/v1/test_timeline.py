"""Going along the timeline of a live module."""

import pytest

from sayso.spec.model import AppSpec
from tests.support.studio import Studio
from tests.web.v1.edits import add_field, remove_field

pytestmark = pytest.mark.rotating(2)


async def test_each_revision_says_what_it_did(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    await studio.do(slug, add_field(salon, "nickname"))
    timeline = await studio.call("GET", f"/modules/{slug}/revisions")
    newest, first = timeline["items"]
    assert (newest["sentences"], newest["is_current"], first["is_current"]) == (
        ["Add field Nickname to Client (text)"],
        True,
        False,
    )
    assert (newest["author"], newest["version"], first["version"]) == ("You", "1.1.0", "1.0.0")
    shown = await studio.call("GET", f"/modules/{slug}/revisions/2")
    assert shown["edits"][0]["op"] == "add"
    assert "nickname" in str(shown["spec"])
    await studio.call("GET", f"/modules/{slug}/revisions/9", expect=404)


async def test_two_revisions_are_compared_in_sentences(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    await studio.do(slug, add_field(salon, "nickname"))
    there = await studio.call("GET", f"/modules/{slug}/revisions/compare", **{"from": 1, "to": 2})
    back = await studio.call("GET", f"/modules/{slug}/revisions/compare", **{"from": 2, "to": 1})
    assert there["sentences"] == ["Add field Nickname to Client (text)"]
    assert back["sentences"] == ["Remove field Nickname of Client"]


async def test_a_removed_value_comes_back_with_an_undo(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    keyboard = await studio.keyboard(slug)
    row = (await keyboard.post("/api/clients", json={"name": "Ada", "mobile": "+44 20 7946 0018"})).json()
    await studio.do(slug, remove_field(salon, "mobile"), confirmed=True)
    assert "mobile" not in (await keyboard.get(f"/api/clients/{row['id']}")).json()
    await studio.undo(slug)
    assert (await keyboard.get(f"/api/clients/{row['id']}")).json()["mobile"] == "+44 20 7946 0018"


async def test_a_plan_comes_before_going_back(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    await studio.do(slug, add_field(salon, "nickname"))
    keyboard = await studio.keyboard(slug)
    await keyboard.post("/api/clients", json={"name": "Ada", "nickname": "A"})
    plan = await studio.call("POST", f"/modules/{slug}/plan", {"to": "undo"})
    assert (plan["version"], plan["plan"]["loses"]) == ("2.0.0", True)
    assert (await studio.undo(slug, expect=409))["code"] == "confirmation_needed"
    await studio.undo(slug, confirmed=True)
    redone = await studio.redo(slug)
    assert redone["revision"] == 4
    assert (await keyboard.get("/api/clients")).json()["items"][0]["nickname"] == "A"


async def test_a_jump_goes_to_any_content(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    for name in ("nickname", "shoe_size"):
        await studio.do(slug, add_field(salon, name))
    await studio.call("POST", f"/modules/{slug}/jump", {"to": 1})
    spec = await studio.spec(slug)
    assert {field.name for field in spec.entities[0].fields} == {f.name for f in salon.entities[0].fields}
    await studio.call("POST", f"/modules/{slug}/jump", {"to": 1}, expect=409)
    await studio.call("POST", f"/modules/{slug}/jump", {"to": 3})
    assert (await studio.redo(slug, expect=409))["code"] == "nothing_there"
    await studio.call("POST", f"/modules/{slug}/jump", {"to": 99}, expect=404)
    await studio.call("POST", f"/modules/{slug}/plan", {"to": "nowhere"}, expect=404)


async def test_undo_in_words_is_the_timelines_own_step(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    await studio.do(slug, add_field(salon, "nickname"))
    wish = await studio.ask(slug, "Undo that please")
    assert wish["decision"] == "undo"
    await studio.publish(slug, wish)
    newest = (await studio.call("GET", f"/modules/{slug}/revisions"))["items"][0]
    assert (newest["kind"], newest["target"], newest["reason"]) == ("undo", 1, "Undo that please")
    wish = await studio.ask(slug, "Redo it")
    assert (await studio.publish(slug, wish))["revision"] == 4
    newest = (await studio.call("GET", f"/modules/{slug}/revisions"))["items"][0]
    assert newest["kind"] == "redo"


async def test_a_question_changes_nothing(studio: Studio, salon: AppSpec) -> None:
    slug = await studio.install(salon)
    wish = await studio.ask(slug, "Who can see the clients?")
    assert (wish["plan"], wish["edits"]) == (None, [])
    assert wish["reply"]
    await studio.publish(slug, wish, expect=409)
    listed = await studio.call("GET", f"/modules/{slug}/changes")
    assert [one["id"] for one in listed["items"]] == [wish["id"]]
    await studio.call("DELETE", f"/modules/{slug}/changes/{wish['id']}", expect=204)
    assert await studio.call("GET", f"/modules/{slug}/changes") == {"items": [], "next_cursor": None}
