"""Files of a session: written upon by hand, kept through what is generated next, published with it."""

import io
import zipfile

from tests.support.studio import Studio
from tests.support.talk import SALON, begin

NOTE = "// Sue likes it this way\n"


async def test_what_is_written_by_hand_survives_and_is_published(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.reply(1)
    listed = (await talk.call("GET", "/files", limit=200))["items"]
    path = next(one["path"] for one in listed if one["path"].endswith("StylistTable.tsx"))
    file = await talk.call("GET", f"/files/{path}")
    assert file["marks"] == ["generated"]
    written = await talk.call("PUT", f"/files/{path}", {"text": NOTE + file["text"]})
    assert (written["file"]["marks"], written["revision"]["number"]) == (["edited"], 2)
    assert written["revision"]["phase"] == "code"
    await talk.say("add a birthday to stylists")
    after = await talk.call("GET", f"/files/{path}")
    assert after["text"].startswith(NOTE)
    assert after["diff"].count("\n+") == 1 + after["diff"].count("\n+++")
    done = await talk.call("POST", "/publish", {})
    slug = done["module"]["slug"]
    live = await studio.call("GET", f"/modules/{slug}/files/{path}")
    assert (live["marks"], live["text"].startswith(NOTE)) == (["edited"], True)
    await talk.call("POST", "/jump", {"number": 1})
    assert (await talk.call("GET", f"/files/{path}"))["marks"] == ["generated"]
    await talk.call("POST", "/publish", {"confirmed": True})
    assert (await studio.call("GET", f"/modules/{slug}/files/{path}"))["marks"] == ["generated"]
    await talk.call("POST", "/jump", {"number": 3})
    await talk.call("POST", "/publish", {})
    assert (await studio.call("GET", f"/modules/{slug}/files/{path}"))["text"].startswith(NOTE)


async def test_files_are_reset_added_and_taken_away_in_an_archive(studio: Studio) -> None:
    talk = await begin(studio, text=SALON)
    await talk.call("GET", "/files")
    await talk.reply(1)
    added = await talk.call("PUT", "/files/docs/handover.md", {"text": "# For Sue\n"})
    assert added["file"]["marks"] == ["added"]
    same = await talk.call("PUT", "/files/docs/handover.md", {"text": "# For Sue\n"})
    assert same["revision"] is None
    packed = await studio.client.get(f"/api/v1/sessions/{talk.id}/files.zip")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert archive.read("docs/handover.md") == b"# For Sue\n"
        assert "src/main.tsx" in archive.namelist()
    gone = await talk.call("DELETE", "/files/docs/handover.md")
    assert gone["file"] is None
    await talk.call("GET", "/files/docs/handover.md", expect=404)
    await talk.call("DELETE", "/files/src/main.tsx", expect=409)
    await talk.call("PUT", "/files/migrations/0001_create.sql", {"text": "select 1;"}, expect=409)
    await talk.call("PUT", "/files/../etc/passwd", {"text": "x"}, expect=404)
    await talk.call("PUT", "/files/src/a%20b.ts", {"text": "x"}, expect=400)
    compared = await talk.call("GET", "/revisions/compare", what="code", **{"from": 1, "to": 2})
    assert [(one["path"], one["status"]) for one in compared["files"]] == [("docs/handover.md", "added")]


async def test_a_session_says_the_name_that_its_module_was_given(studio: Studio) -> None:
    first, second = await begin(studio, text=SALON), await begin(studio, text=SALON)
    await second.reply(1)
    await first.reply(1)
    await first.call("POST", "/publish", {})
    slug = (await second.call("POST", "/publish", {}))["module"]["slug"]
    assert slug.endswith("-2")
    app = await studio.call("GET", f"/modules/{slug}/files/src/app.tsx")
    assert f'slug: "{slug}"' in app["text"]
    assert (await second.call("GET", "/files/src/app.tsx"))["text"] == app["text"]
    assert (await second.call("GET", "/preview"))["slug"] == slug
    await second.say("add a birthday to stylists")
    await second.call("POST", "/undo", {})
    assert (await second.spec()) == await studio.spec(slug)
