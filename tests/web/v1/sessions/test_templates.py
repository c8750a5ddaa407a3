"""Templates: found by trade, seen as pictures, begun as sessions that run and are changed by talking."""

import xml.etree.ElementTree as ET

from tests.support.studio import Studio


async def test_templates_are_listed_by_trade_with_what_they_keep(studio: Studio) -> None:
    listed = await studio.call("GET", "/templates")
    families = {one["name"]: one for one in listed["families"]}
    assert sum(one["count"] for one in families.values()) == len(listed["items"]) >= 200
    assert families["rentals-and-loans"]["label"] == "Rentals and loans"
    line = next(one for one in listed["items"] if one["slug"] == "tool-library")
    assert (line["name"], line["family"]) == ("Tool library", "rentals-and-loans")
    assert {"tools", "members", "loans"} <= set(line["keeps"])
    assert len(line["also"]) >= 5
    assert {one["slug"] for one in listed["shelf"]} >= {"inventory", "crm", "project-management"}
    events = await studio.call("GET", "/templates?family=events")
    assert {one["family"] for one in events["items"]} == {"events"}


async def test_a_template_is_told_in_whole(studio: Studio) -> None:
    told = await studio.call("GET", "/templates/tool-library")
    loan = next(one for one in told["things"] if one["name"] == "Loans")
    assert set(loan["belongs_to"]) == {"Tool", "Member"}
    assert loan["steps"]
    assert told["questions"]
    assert len(told["next"]) == 3
    assert len(told["reports"]) >= 2


async def test_its_picture_is_drawn_from_its_start_page(studio: Studio) -> None:
    answer = await studio.client.get("/api/v1/templates/tool-library/picture.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    drawn = ET.fromstring(answer.text)  # noqa: S314 - our own
    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "Tool library" in texts
    assert any("Late" in (one or "") for one in texts), texts
    assert "<script" not in answer.text
    assert "http" not in answer.text.replace("http://www.w3.org/2000/svg", "")


async def test_a_session_begins_with_a_template_and_goes_on_by_talking(studio: Studio) -> None:
    begun = await studio.call("POST", "/sessions/from-template", {"template": "tool-library"}, expect=201)
    assert (begun["name"], begun["status"]) == ("Tool library", "reviewing")
    path = f"/sessions/{begun['id']}"
    spec = await studio.call("GET", f"{path}/spec")
    assert {"tool", "member", "loan"} <= {one["name"] for one in spec["entities"]}
    assert all(one["source"] is None for one in spec["entities"] if "source" in one), "nobody said any of it"
    asked, replied = reversed((await studio.call("GET", f"{path}/messages"))["items"])
    assert asked["text"] == "Start from the template Tool library"
    assert "taken for granted" in replied["text"]
    assert replied["payload"]["questions"]
    assert "Publish it" in replied["payload"]["suggestions"]
    preview = await studio.call("GET", f"{path}/preview")
    assert preview["rows"]["entities"]["loan"]
    published = await studio.call("POST", f"{path}/publish", {})
    assert published["module"]["slug"] == "tool-library"


async def test_a_template_that_is_not_there_is_said_so(studio: Studio) -> None:
    for method, path, body in (
        ("GET", "/templates/no-such-thing", None),
        ("GET", "/templates/no-such-thing/picture.svg", None),
        ("POST", "/sessions/from-template", {"template": "no-such-thing"}),
    ):
        answer = await studio.client.request(method, f"/api/v1{path}", json=body)
        assert answer.status_code == 404
        assert answer.json()["detail"] == "There is no template “no-such-thing”."
        assert "List the templates" in answer.json()["hint"]
