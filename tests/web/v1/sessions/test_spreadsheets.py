"""Sessions that begin with a spreadsheet, from the file to the rows of the running module."""

from typing import Any

import httpx
import pytest

from tests.support.office import Caller, Office
from tests.support.studio import Studio
from tests.support.workbooks import raw_workbook, workbook

pytestmark = pytest.mark.rotating(4)

SHOP = workbook(
    {
        "Orders": [
            ["No", "Client ID", "Total", "Status"],
            ["A-1", 2, 12.5, "open"],
            ["A-2", 2, 99, "paid"],
            ["A-3", 1, 7, "open"],
            ["A-4", 3, 7, "paid"],
        ],
        "Clients": [
            ["ID", "Name", "E-mail"],
            [1, "Ada", "ada@x.co"],
            [2, "Grace", "g@x.co"],
            [3, "Joan", "j@x.co"],
        ],
    }
)


async def send(studio: Studio, data: bytes, file: str = "shop.xlsx", **fields: str) -> httpx.Response:
    return await studio.client.post(
        "/api/v1/sessions/from-spreadsheet", files={"file": (file, data)}, data=fields
    )


async def begin(studio: Studio, data: bytes, file: str = "shop.xlsx", **fields: str) -> str:
    answer = await send(studio, data, file, **fields)
    assert answer.status_code == 201, answer.text
    assert answer.json()["status"] == "reviewing"
    found: str = answer.json()["id"]
    return found


async def publish(studio: Studio, session: str) -> str:
    done = await studio.call("POST", f"/sessions/{session}/publish", {})
    slug: str = done["module"]["slug"]
    return slug


async def rows(studio: Studio, slug: str, collection: str, **query: Any) -> list[dict[str, Any]]:
    found = await studio.call("GET", f"/modules/{slug}/data/{collection}", **query)
    items: list[dict[str, Any]] = found["items"]
    return items


async def test_a_workbook_becomes_a_session_that_says_what_was_made(studio: Studio) -> None:
    session = await begin(studio, SHOP)
    look = await studio.call("GET", f"/sessions/{session}")
    assert look["name"] == "Shop"
    spec = await studio.call("GET", f"/sessions/{session}/spec")
    assert [one["name"] for one in spec["entities"]] == ["order", "client"]
    assert spec["pages"]
    assert spec["permissions"]["rules"]
    said = await studio.call("GET", f"/sessions/{session}/messages")
    assert [one["role"] for one in said["items"]] == ["assistant", "user"]
    assert said["items"][0]["text"].startswith(
        "I read shop.xlsx: it keeps orders (4 rows) and clients (3 rows)."
    )
    assert said["items"][0]["payload"]["revision"] == 1
    line = await studio.call("GET", f"/sessions/{session}/revisions")
    assert [(one["number"], one["reason"]) for one in line["items"]] == [
        (1, "Start from the spreadsheet shop.xlsx")
    ]
    problems = await studio.call("GET", f"/sessions/{session}/diagnostics")
    assert [one for one in problems["diagnostics"] if one["level"] == "error"] == []


async def test_publishing_imports_the_rows_with_what_they_refer_to(studio: Studio) -> None:
    session = await begin(studio, SHOP, name="Tea shop")
    slug = await publish(studio, session)
    assert slug == "tea-shop"
    orders = await rows(studio, slug, "orders", sort="no")
    assert [(one["no"], one["client_title"], one["total"], one["status"]) for one in orders] == [
        ("A-1", "Grace", 12.5, "open"),
        ("A-2", "Grace", 99.0, "paid"),
        ("A-3", "Ada", 7.0, "open"),
        ("A-4", "Joan", 7.0, "paid"),
    ]
    said = (await studio.call("GET", f"/sessions/{session}/messages"))["items"][0]
    assert (said["role"], said["text"]) == ("system", "All 7 rows of shop.xlsx are imported.")
    sheet = await studio.call("GET", f"/sessions/{session}/spreadsheet")
    assert [(one["name"], one["report"]["created"]) for one in sheet["sheets"]] == [
        ("Orders", 4),
        ("Clients", 3),
    ]
    left = await studio.client.get(f"/api/v1/sessions/{session}/spreadsheet/left-out.csv")
    assert "A-1" not in left.text


async def test_columns_follow_their_elements_through_renames_and_other_types(studio: Studio) -> None:
    session = await begin(studio, SHOP)
    spec = await studio.call("GET", f"/sessions/{session}/spec")
    order, client = spec["entities"]
    of = {field["name"]: field["id"] for entity in spec["entities"] for field in entity["fields"]}
    edits = [
        {"op": "rename", "kind": "entity", "target": client["id"], "name": "customer"},
        {"op": "rename", "kind": "field", "target": of["total"], "name": "worth"},
        {"op": "rename", "kind": "relationship", "target": spec["relationships"][0]["id"], "name": "buyer"},
        {"op": "retype", "target": of["status"], "type": "text"},
        {"op": "remove", "kind": "field", "target": of["e_mail"]},
    ]
    await studio.call("POST", f"/sessions/{session}/edits", {"edits": edits, "reason": "x"})
    slug = await publish(studio, session)
    orders = await rows(studio, slug, "orders", sort="no")
    assert [(one["buyer_title"], one["worth"], one["status"]) for one in orders][:2] == [
        ("Grace", 12.5, "open"),
        ("Grace", 99.0, "paid"),
    ]
    assert len(await rows(studio, slug, "customers")) == 3
    sheet = await studio.call("GET", f"/sessions/{session}/spreadsheet")
    assert sheet["sheets"][1]["report"]["ignored"] == ["E-mail"]
    assert order["name"] == "order"


async def test_a_row_that_does_not_fit_is_told_of_and_stops_nothing(studio: Studio) -> None:
    session = await begin(studio, SHOP)
    spec = await studio.call("GET", f"/sessions/{session}/spec")
    total = next(one for one in spec["entities"][0]["fields"] if one["name"] == "total")
    limit = {"op": "set", "kind": "field", "target": total["id"], "values": {"validation": {"max": 50}}}
    await studio.call("POST", f"/sessions/{session}/edits", {"edits": [limit], "reason": "x"})
    slug = await publish(studio, session)
    assert [one["no"] for one in await rows(studio, slug, "orders", sort="no")] == ["A-1", "A-3", "A-4"]
    said = (await studio.call("GET", f"/sessions/{session}/messages"))["items"][0]
    assert said["text"].startswith("6 of 7 rows of shop.xlsx are imported. 1 were left out"[:45])
    (report,) = [
        one["report"] for one in (await studio.call("GET", f"/sessions/{session}/spreadsheet"))["sheets"]
    ][:1]
    assert [(one["row"], one["field"]) for one in report["errors"]] == [(3, "total")]
    left = (await studio.client.get(f"/api/v1/sessions/{session}/spreadsheet/left-out.csv")).text
    assert "Orders,3,Total must be 50 or less.,A-2,3,99,paid" in left.replace('"', "")


async def test_a_removed_entity_leaves_its_rows_to_be_downloaded(studio: Studio) -> None:
    session = await begin(studio, SHOP)
    spec = await studio.call("GET", f"/sessions/{session}/spec")
    gone = {"op": "remove", "kind": "entity", "target": spec["entities"][0]["id"]}
    await studio.call("POST", f"/sessions/{session}/edits", {"edits": [gone], "reason": "x"})
    slug = await publish(studio, session)
    assert len(await rows(studio, slug, "clients")) == 3
    left = (await studio.client.get(f"/api/v1/sessions/{session}/spreadsheet/left-out.csv")).text
    assert "A-1" in left
    assert "There is no place for these rows any more" in left
    (noted,) = (await studio.call("GET", "/audit?action=rows.exported"))["items"]
    assert (noted["resource"], noted["resource_id"]) == ("build_session", session)


async def test_rows_of_a_published_session_are_imported_once(studio: Studio) -> None:
    session = await begin(studio, SHOP)
    slug = await publish(studio, session)
    spec = await studio.call("GET", f"/sessions/{session}/spec")
    rename = {"op": "rename", "kind": "entity", "target": spec["entities"][1]["id"], "name": "buyer"}
    await studio.call("POST", f"/sessions/{session}/edits", {"edits": [rename], "reason": "x"})
    await publish(studio, session)
    assert len(await rows(studio, slug, "buyers")) == 3


async def test_german_numbers_and_days_are_read_as_they_are_meant(studio: Studio) -> None:
    rows_said = ("K-1;Bäckerei Müller;1.234,50 €;03.04.2019", "K-2;Schmidt;99,00 €;12.12.2020")
    data = "\n".join(("Kundennr;Name;Umsatz;Seit", *rows_said))
    session = await begin(studio, data.encode("cp1252"), "Kunden.csv")
    slug = await publish(studio, session)
    found = await rows(studio, slug, "kundens", sort="kundennr")
    assert [(one["name"], one["umsatz"], one["seit"]) for one in found] == [
        ("Bäckerei Müller", 1234.5, "2019-04-03"),
        ("Schmidt", 99.0, "2020-12-12"),
    ]


async def test_formulas_and_html_stay_text(studio: Studio) -> None:
    data = "Name,Note\n=1+1,<script>alert(1)</script>\n@SUM(A1),<b>x</b>\n"
    slug = await publish(studio, await begin(studio, data.encode(), "things.csv"))
    found = await rows(studio, slug, "things", sort="name")
    assert [(one["name"], one["note"]) for one in found] == [
        ("=1+1", "<script>alert(1)</script>"),
        ("@SUM(A1)", "<b>x</b>"),
    ]


async def test_files_that_cannot_be_read_are_refused_in_words_and_leave_nothing(studio: Studio) -> None:
    far = raw_workbook({"A": '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>'})
    for data, words in (
        (b"", "empty"),
        (far, "spans"),
        (b"PK\x03\x04x", "broken"),
        (b"\x00\x01", "not a CSV"),
    ):
        answer = await send(studio, data)
        assert (answer.status_code, answer.json()["code"]) == (400, "malformed"), answer.text
        assert words in answer.json()["detail"]
    answer = await studio.client.post("/api/v1/sessions/from-spreadsheet", json={"file": "x"})
    assert answer.status_code == 415
    answer = await studio.client.post("/api/v1/sessions/from-spreadsheet", files={"other": b"x"})
    assert answer.status_code == 400
    assert (await studio.call("GET", "/sessions"))["items"] == []


async def test_a_header_alone_is_an_application_without_rows(studio: Studio) -> None:
    session = await begin(studio, b"Name,Phone\n", "people.csv")
    slug = await publish(studio, session)
    assert (await studio.call("GET", f"/modules/{slug}"))["status"] == "published"


async def test_sessions_without_a_file_have_none_and_other_agencies_see_none(office: Office) -> None:
    plain = await office.operator.call("POST", "/sessions", {"name": "x"}, expect=201)
    path = f"/api/v1/sessions/{plain['session']['id']}/spreadsheet"
    assert (await office.operator.client.get(path)).status_code == 404
    session = await begin(office.operator, SHOP)
    await office.agency("Other")
    stranger: Caller = await office.person("eve@other.example", "admin", "other")
    for ending in ("", "/left-out.csv"):
        answer = await stranger.client.get(f"/api/v1/sessions/{session}/spreadsheet{ending}")
        assert answer.status_code == 404
    viewer = await office.person("vera@here.example", "viewer")
    assert (await send(viewer, SHOP)).status_code == 403
