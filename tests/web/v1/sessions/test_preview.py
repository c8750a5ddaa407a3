"""The live preview of a session: what the frame gets, and when it gets something else."""

import httpx

from tests.support.studio import Studio
from tests.support.talk import SALON, Talk, begin


async def preview(talk: Talk, etag: str = "", **query: str) -> httpx.Response:
    """The answer of the preview call."""
    headers = {"if-none-match": etag} if etag else {}
    return await talk.studio.client.get(f"/api/v1/sessions/{talk.id}/preview", params=query, headers=headers)


async def test_a_session_shows_nothing_before_the_first_description(studio: Studio) -> None:
    talk = await begin(studio)
    shown = (await preview(talk)).json()
    assert (shown["script"], shown["revision"], shown["turn"]) == (None, 0, None)


async def test_the_application_comes_as_one_script_with_related_rows(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    answer = await preview(talk)
    shown = answer.json()
    assert answer.headers["cache-control"] == "private, no-cache"
    assert "export{" in shown["script"].replace(" ", "")
    assert 'from"@sayso/app-kit"' in shown["script"].replace(" ", "")
    assert shown["session"]["role"] in {role["name"] for role in shown["session"]["roles"]}
    entities = shown["rows"]["entities"]
    people = {row["id"] for row in entities["stylist"]}
    assert {row["stylist_id"] for row in entities["appointment"]} - {None} <= people
    assert len(entities["appointment"]) > 100
    few = (await preview(talk, sample="few")).json()["rows"]["entities"]
    assert {len(rows) for rows in few.values()} <= {1, 2, 3}
    none = (await preview(talk, sample="none")).json()["rows"]["entities"]
    assert {len(rows) for rows in none.values()} == {0}


async def test_nothing_is_sent_twice(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    first = await preview(talk)
    again = await preview(talk, first.headers["etag"])
    assert (again.status_code, again.content) == (304, b"")
    rows = first.json()["rows_digest"]
    await talk.say("rename the page overview to start")
    renamed = await preview(talk, first.headers["etag"], known_rows=rows)
    assert renamed.status_code == 200
    assert renamed.json()["rows"] is None
    await talk.say("add a birthday to stylists")
    grown = (await preview(talk, known_rows=rows)).json()
    assert "birthday" in grown["rows"]["entities"]["stylist"][0]


async def test_what_is_written_by_hand_is_shown_and_a_mistake_in_it_is_named(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    listed = (await talk.call("GET", "/files", limit=200))["items"]
    path = next(one["path"] for one in listed if one["path"].endswith("StylistTable.tsx"))
    text = (await talk.call("GET", f"/files/{path}"))["text"]
    by_hand = text.replace("return", 'console.info("by hand");\n  return')
    await talk.call("PUT", f"/files/{path}", {"text": by_hand})
    assert '"by hand"' in (await preview(talk)).json()["script"]
    await talk.call("PUT", f"/files/{path}", {"text": text + "export const = 3;\n"})
    broken = await preview(talk)
    problem = broken.json()
    assert (broken.status_code, problem["code"], problem["file"]) == (409, "preview_broken", path)
    assert problem["line"] == text.count("\n") + 1
    assert path in problem["detail"]


async def test_a_turn_shows_what_it_has_made_so_far(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    await talk.call("PATCH", "", {"feedback_seconds": 60})
    turn = await talk.send("add a birthday to stylists")
    await talk.until("component", turn=turn)
    shown = (await preview(talk)).json()
    assert (shown["turn"], shown["revision"]) == (turn, 1)
    assert "birthday" in shown["script"]
    await talk.call("POST", "/turns/current/cancel")
    await talk.reply(turn)
    back = (await preview(talk)).json()
    assert (back["turn"], "birthday" in back["script"]) == (None, False)


async def test_the_preview_of_another_agency_is_not_there(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    talk.id = "00000000-0000-4000-8000-000000000000"
    assert (await preview(talk)).status_code == 404
