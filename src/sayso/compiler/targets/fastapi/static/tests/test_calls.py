"""Every call of every entity answers, also to nonsense."""

import csv
import io
from typing import Any
from uuid import uuid4

import pytest
from httpx import AsyncClient

from app.entities import ENTITIES
from app.module import REPORTS

COLLECTIONS = [entity.collection for entity in ENTITIES.values()]
JSON = {"content-type": "application/json"}
each_collection = pytest.mark.parametrize("collection", COLLECTIONS)


@each_collection
async def test_an_empty_list_says_so(owner: AsyncClient, collection: str) -> None:
    answer = await owner.get(f"/api/{collection}", params={"q": "nothing", "sort": "-updated_at"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["items"] == []
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["page"] == {
        "page_size": 20,
        "next_cursor": None,
        "page": 1,
        "total": 0,
        "total_is_exact": True,
    }


@each_collection
async def test_every_column_can_be_looked_for(owner: AsyncClient, collection: str) -> None:
    entity = next(one for one in ENTITIES.values() if one.collection == collection)
    filters = {f"filter[{name}][is_null]": "false" for name in list(entity.columns)[:40]}
    answer = await owner.get(f"/api/{collection}", params=filters)
    assert answer.status_code == 200, answer.text
    expanded = {"expand": ",".join([*entity.parents, *entity.sets])}
    assert (await owner.get(f"/api/{collection}", params=expanded)).status_code == 200


@each_collection
@pytest.mark.parametrize(
    "query", ["page=0", "page_size=9999", "cursor=x", "sort=nothing", "filter[x]=1", "expand=x"]
)
async def test_a_list_that_cannot_be_is_refused(
    owner: AsyncClient, collection: str, query: str
) -> None:
    answer = await owner.get(f"/api/{collection}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


@each_collection
async def test_what_is_not_there_is_not_found(owner: AsyncClient, collection: str) -> None:
    for row in (str(uuid4()), "not-an-id"):
        answer = await owner.get(f"/api/{collection}/{row}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@each_collection
@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"json": {"no such field": 1}}, (422, "invalid_fields")),
        ({"json": []}, (422, "invalid_fields")),
        ({"content": b"{", "headers": JSON}, (400, "malformed")),
        ({"content": b'{"\\ud800": 1}', "headers": JSON}, (422, "invalid_fields")),
        ({"content": b"[" * 100_000, "headers": JSON}, (400, "malformed")),
        ({"content": b"x=1"}, (415, "unsupported_media_type")),
        ({"json": {"x": "x" * 5_000_000}}, (413, "too_large")),
    ],
)
async def test_a_body_that_cannot_be_is_refused(
    owner: AsyncClient, collection: str, given: dict[str, Any], expected: tuple[int, str]
) -> None:
    answer = await owner.post(f"/api/{collection}", **given)
    assert (answer.status_code, answer.json()["code"]) == expected


@each_collection
async def test_figures_and_sheets_of_nothing(owner: AsyncClient, collection: str) -> None:
    figures = await owner.get(f"/api/{collection}/stats", params={"group_by": "month"})
    assert figures.json() == {"items": []}
    exported = await owner.get(f"/api/{collection}/export.csv")
    assert exported.headers["content-type"] == "text/csv; charset=utf-8"
    text = exported.content.decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(text, newline="")))) == 1
    kind = {"content-type": "text/csv"}
    sheet = "Unheard of\n1\n"
    refused = await owner.post(f"/api/{collection}/import", content=sheet, headers=kind)
    assert refused.status_code == 400


@pytest.mark.parametrize("report", [report.name for report in REPORTS])
async def test_every_report_answers(owner: AsyncClient, report: str) -> None:
    answer = await owner.get(f"/api/reports/{report}", params={"from": "2026-01-01"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["name"] == report
    refused = await owner.get(f"/api/reports/{report}", params={"from": "soon"})
    assert refused.status_code == 400


async def test_every_collection_is_described(owner: AsyncClient) -> None:
    document = (await owner.get("/api/openapi.json")).json()
    for collection in COLLECTIONS:
        assert {"get", "post"} <= document["paths"][f"/api/{collection}"].keys()
        assert {"get", "patch", "delete"} <= document["paths"][f"/api/{collection}/{{id}}"].keys()


async def test_settings_hold_at_once_and_go_back(owner: AsyncClient) -> None:
    before = (await owner.get("/api/session")).json()["settings"]
    changed = await owner.patch("/api/session/settings", json={"locale": "de-AT"})
    assert changed.status_code == 200
    assert (await owner.get("/api/session")).json()["settings"]["locale"] == "de-AT"
    await owner.patch("/api/session/settings", json={"locale": None})
    assert (await owner.get("/api/session")).json()["settings"] == before
    refused = await owner.patch("/api/session/settings", json={"time_zone": "Moon/Base"})
    assert refused.json()["errors"][0]["field"] == "time_zone"


async def test_files_are_what_their_bytes_say(owner: AsyncClient) -> None:
    files = {"file": ("a.html", b"<script>alert(1)</script>", "image/png")}
    stored = (await owner.post("/api/files", files=files)).json()
    assert stored["content_type"] == "application/octet-stream"
    answer = await owner.get(stored["url"])
    assert answer.content == files["file"][1]
    assert answer.headers["content-disposition"].startswith("attachment")


async def test_migrations_are_applied_once(service: str) -> None:
    from app.migrate import migrate

    assert await migrate(service) == []
