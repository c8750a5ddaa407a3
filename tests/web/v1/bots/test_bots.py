"""Bots over HTTP: who sees and changes them, and what is shown of them."""

from uuid import uuid4

from tests.support.boards import Boards

ASKED = "Every morning, tell me which orders are late"


async def test_a_bot_that_is_asked_for_stands_in_the_list_at_once(boards: Boards) -> None:
    made = await boards.ada.call("POST", "/bots", {"description": f"  {ASKED} "}, expect=202)
    assert (made["asked"], made["status"], made["stage"]) == (ASKED, "draft", "reading")
    assert made["owner"] == {"id": boards.ada.id, "name": made["owner"]["name"]}
    assert made["policy"]["timeout"] == 60
    for person, may_edit in ((boards.ada, True), (boards.bob, False), (boards.max, True)):
        listed = await person.call("GET", "/bots")
        assert [(one["id"], one["may_edit"]) for one in listed["items"]] == [(made["id"], may_edit)]
    assert (await boards.vera.call("GET", f"/bots/{made['id']}"))["may_edit"] is False
    for body in ({"description": " "}, {"description": "x" * 8_001}, {"description": "x", "name": "a\nb"}):
        assert (await boards.ada.ask_for("POST", "/bots", body)).status_code == 422


async def test_bots_are_found_by_status_and_by_words(boards: Boards) -> None:
    made = await boards.ada.call("POST", "/bots", {"description": ASKED, "name": "Late orders"}, expect=202)
    for query, expected in (
        ("", [made["id"]]),
        ("?status=draft&status=active", [made["id"]]),
        ("?status=active", []),
        ("?q=late+ORD", [made["id"]]),
        ("?q=100%25", []),
    ):
        listed = await boards.ada.call("GET", f"/bots{query}")
        assert [one["id"] for one in listed["items"]] == expected
    assert (await boards.ada.ask_for("GET", "/bots?status=idle")).status_code == 422


async def test_a_bot_of_another_agency_is_like_one_that_is_not_there(boards: Boards) -> None:
    made = await boards.ada.call("POST", "/bots", {"description": ASKED}, expect=202)
    there = await boards.gus.ask_for("GET", f"/bots/{made['id']}")
    missing = await boards.gus.ask_for("GET", f"/bots/{uuid4()}")
    assert (there.status_code, there.json()) == (404, missing.json())
    assert (await boards.gus.call("GET", "/bots"))["items"] == []
    refused = await boards.vera.ask_for("POST", "/bots", {"description": ASKED})
    assert refused.status_code == 403
