"""Whatever is sent, the answer is a clear refusal with its code, and never an internal error."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.contract.salon import NOBODY
from tests.contract.server import Application, Server, assert_problem, open_application

JSON = {"content-type": "application/json"}
CSV = {"content-type": "text/csv"}
FORM = {"content-type": "multipart/form-data; boundary=x"}
ENDLESS = b'--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nName\nAda\n'
KEYED = {"json": {"name": "x"}, "headers": {"idempotency-key": "k" * 300}}
UNVERSIONED = {"json": {"name": "x"}, "headers": {"if-match": "abc"}}


@pytest.fixture(scope="module")
async def closed(salon_server: Server) -> AsyncIterator[Application]:
    """A salon for all bad requests together; none of them may leave anything behind."""
    shop = await open_application(salon_server, "owner")
    yield shop
    assert [await shop.total(name) for name in ("clients", "services", "stylists")] == [0, 0, 0]


@pytest.mark.rotating(33)
@pytest.mark.parametrize(
    ("method", "path", "given", "expected"),
    [
        ("GET", "/api/clients/not-an-id", {}, (404, "not_found")),
        ("GET", f"/api/clients/{NOBODY}", {}, (404, "not_found")),
        ("GET", "/api/nothing", {}, (404, "not_found")),
        ("GET", f"/api/clients/{NOBODY}/nothing", {}, (404, "not_found")),
        ("GET", "/api/reports/nothing", {}, (404, "not_found")),
        ("DELETE", "/api/clients", {}, (405, "method_not_allowed")),
        ("PUT", f"/api/clients/{NOBODY}", {}, (405, "method_not_allowed")),
        ("GET", "/api/clients?page=0", {}, (400, "malformed")),
        ("GET", "/api/clients?page=99999999999999999999", {}, (400, "malformed")),
        ("GET", "/api/clients?page_size=100000", {}, (400, "malformed")),
        ("GET", "/api/clients?cursor=nonsense", {}, (400, "malformed")),
        ("GET", "/api/clients?cursor=WyJuYW1lIiwgMV0", {}, (400, "malformed")),
        ("GET", "/api/clients?sort=name);drop table x;--", {}, (400, "malformed")),
        ("GET", "/api/clients?sort=-", {}, (400, "malformed")),
        ("GET", "/api/clients?filter[name' or '1'='1]=x", {}, (400, "malformed")),
        ("GET", "/api/clients?filter[name][eq'--]=x", {}, (400, "malformed")),
        ("GET", "/api/clients?filter[name][upcoming]=true", {}, (400, "malformed")),
        ("GET", "/api/clients?filter[birthday]=yesterday", {}, (400, "malformed")),
        ("GET", "/api/clients?filter[version]=99999999999999999999999", {}, (400, "malformed")),
        ("GET", "/api/clients?filter[id]=1", {}, (400, "malformed")),
        ("GET", "/api/clients?filter[email.name]=1", {}, (400, "malformed")),
        ("GET", "/api/clients?filter=1", {}, (400, "malformed")),
        ("GET", "/api/services?filter[price]=NaN", {}, (400, "malformed")),
        ("GET", "/api/clients?expand=bank_account", {}, (400, "malformed")),
        ("GET", "/api/clients?q=%00", {}, (400, "malformed")),
        ("GET", "/api/clients/stats?measures=median:name", {}, (400, "malformed")),
        ("GET", "/api/clients/stats?measures=sum:name", {}, (400, "malformed")),
        ("GET", "/api/clients/stats?group_by=nothing", {}, (400, "malformed")),
        ("GET", "/api/reports/turnover_per_month?from=soon", {}, (400, "malformed")),
        ("GET", "/api/clients/export.csv?columns=password", {}, (400, "malformed")),
        ("POST", "/api/clients", {"content": b"{", "headers": JSON}, (400, "malformed")),
        ("POST", "/api/clients", {"content": b"", "headers": JSON}, (400, "malformed")),
        ("POST", "/api/clients", {"content": b"name=Ada"}, (415, "unsupported_media_type")),
        ("POST", "/api/clients", {"json": {"name": "x" * 5_000_000}}, (413, "too_large")),
        ("POST", "/api/clients", {"json": []}, (422, "invalid_fields")),
        ("POST", "/api/clients", KEYED, (400, "malformed")),
        ("PATCH", f"/api/clients/{NOBODY}", UNVERSIONED, (400, "malformed")),
        ("PATCH", f"/api/clients/{NOBODY}", {"json": {"name": "x"}}, (404, "not_found")),
        ("PUT", f"/api/stylists/{NOBODY}/services", {"json": {"ids": []}}, (404, "not_found")),
        ("PUT", f"/api/stylists/{NOBODY}/services", {"json": {"ids": "x"}}, (400, "malformed")),
        ("POST", f"/api/appointments/{NOBODY}/transitions/confirm", {}, (404, "not_found")),
        ("POST", f"/api/clients/{NOBODY}/restore", {}, (404, "not_found")),
        ("POST", "/api/clients/import", {"content": b"", "headers": CSV}, (400, "malformed")),
        ("POST", "/api/clients/import", {"content": b"Foo\n1", "headers": CSV}, (400, "malformed")),
        ("POST", "/api/clients/import", {"json": {}}, (415, "unsupported_media_type")),
        ("POST", "/api/files", {"content": b"x"}, (415, "unsupported_media_type")),
        ("POST", "/api/files", {"files": {"other": ("a", b"x")}}, (400, "malformed")),
        ("POST", "/api/files", {"content": ENDLESS, "headers": FORM}, (400, "malformed")),
        ("POST", "/api/clients/import", {"content": ENDLESS, "headers": FORM}, (400, "malformed")),
        ("GET", f"/api/files/{NOBODY}", {}, (404, "not_found")),
        ("GET", "/api/files/x", {}, (404, "not_found")),
    ],
)  # fmt: skip
async def test_bad_requests_get_clear_refusals(
    closed: Application, method: str, path: str, given: dict[str, Any], expected: tuple[int, str]
) -> None:
    answer = await closed.api.request(method, path, **given)
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.text[:500]
    assert_problem(answer, *expected, *(error["field"] for error in answer.json()["errors"]))


@pytest.mark.rotating(17)
@pytest.mark.parametrize(
    ("collection", "values", "field"),
    [
        ("clients", {"name": "a\0b"}, "name"),
        ("clients", {"name": " "}, "name"),
        ("clients", {"birthday": "2026-01-01"}, "name"),
        ("clients", {"name": {"$ne": 1}}, "name"),
        ("clients", {"name": "Ada", "birthday": "2026-02-31"}, "birthday"),
        ("clients", {"name": "Ada", "hair_type": "bald"}, "hair_type"),
        ("clients", {"name": "Ada", "email": "javascript:alert(1)"}, "email"),
        ("clients", {"name": "Ada", "site_id": NOBODY}, "site_id"),
        ("clients", {"name": "Ada", "id": NOBODY}, "id"),
        ("clients", {"name": "Ada", "version": 3}, "version"),
        ("clients", {"name": "Ada", "appointment_count": 3}, "appointment_count"),
        ("clients", {"name": "Ada", "nmae": "x"}, "nmae"),
        ("services", {"name": "x", "price": -1}, "price"),
        ("services", {"name": "x", "price": 1e300}, "price"),
        ("services", {"name": "x", "price": True}, "price"),
        ("services", {"name": "x", "price": "much"}, "price"),
        ("services", {"name": "x", "price": 1, "duration": 1000}, "duration"),
        ("services", {"name": "x", "price": 1, "duration": 5.5}, "duration"),
        ("services", {"name": "x", "price": 1, "duration": 2**80}, "duration"),
        ("services", {"name": "x", "price": 1, "active": "perhaps"}, "active"),
        ("stylists", {"name": "x", "works_on": ["someday"]}, "works_on"),
        ("stylists", {"name": "x", "works_on": "monday"}, "works_on"),
        ("stylists", {"name": "x", "photo": NOBODY}, "photo"),
        ("stylists", {"name": "x", "services_ids": ["1"]}, "services_ids"),
        ("stylists", {"name": "x", "services_ids": [NOBODY]}, "services_ids"),
    ],
)  # fmt: skip
async def test_a_value_that_does_not_fit_is_named(
    closed: Application, collection: str, values: dict[str, Any], field: str
) -> None:
    answer = await closed.api.post(f"/api/{collection}", json=values)
    assert_problem(answer, 422, "invalid_fields", field)


async def test_all_wrong_fields_are_named_at_once(closed: Application) -> None:
    values = {"name": " ", "price": -1, "duration": 1000, "durration": 5}
    answer = await closed.api.post("/api/services", json=values)
    assert_problem(answer, 422, "invalid_fields", "name", "price", "duration", "durration")


@pytest.mark.parametrize(
    "path",
    [
        "/api/clients?sort=",
        "/api/clients?filter[name]=x' or '1'='1",
        "/api/clients?filter[birthday]=9999-12-31",
        "/api/clients?filter[created_at][lte]=0001-01-01",
        "/api/clients?q=" + "x" * 2000,
        "/api/clients?q=\\%_",
    ],
)
async def test_what_is_merely_odd_finds_nothing(closed: Application, path: str) -> None:
    answer = await closed.api.get(path)
    assert answer.status_code == 200, answer.text[:500]
    assert answer.json()["items"] == []
