"""Whatever is sent, the answer is a clear refusal and never an internal error."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sayso.spec.model import AppSpec
from tests.support.postgres import fresh_database
from tests.support.running import Salon, open_salon, running_sayso
from tests.support.servers import TestServer

JSON = {"content-type": "application/json"}
NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
async def one_shop(
    postgres: TestServer, salon: AppSpec, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Salon]:
    """A salon for all bad requests together; none of them may leave anything behind."""
    folder = tmp_path_factory.mktemp("home")
    async with fresh_database(postgres) as database, running_sayso(database.dsn, folder) as sayso:
        yield await open_salon(sayso, salon)


@pytest.mark.parametrize(
    ("method", "path", "given", "status"),
    [
        ("GET", "/api/clients/not-an-id", {}, 404),
        ("GET", f"/api/clients/{NOBODY}", {}, 404),
        ("GET", "/api/clients/%00", {}, 404),
        ("GET", "/api/nothing", {}, 404),
        ("GET", "/api/clients/x/y/z/w", {}, 404),
        ("GET", "/api/", {}, 404),
        ("DELETE", "/api/clients", {}, 405),
        ("POST", "/api/session", {}, 405),
        ("GET", "/api/clients?page=0", {}, 400),
        ("GET", "/api/clients?page=99999999999999999999", {}, 400),
        ("GET", "/api/clients?page=100000&page_size=200", {}, 400),
        ("GET", "/api/clients?page_size=100000", {}, 400),
        ("GET", "/api/clients?page=²", {}, 400),
        ("GET", "/api/clients?cursor=nonsense", {}, 400),
        ("GET", "/api/clients?cursor=WyJuYW1lIiwgMV0", {}, 400),
        ("GET", "/api/clients?cursor=WyItY3JlYXRlZF9hdCIsIngiLCJ5Il0", {}, 400),
        ("GET", "/api/clients?cursor=%C3%A4", {}, 400),
        ("GET", "/api/clients?sort=name);drop table x;--", {}, 400),
        ("GET", '/api/clients?sort=name"', {}, 400),
        ("GET", "/api/clients?sort=", {}, 200),
        ("GET", "/api/clients?sort=-", {}, 400),
        ("GET", "/api/clients?filter[name' or '1'='1]=x", {}, 400),
        ("GET", "/api/clients?filter[name][eq'--]=x", {}, 400),
        ("GET", "/api/clients?filter[name]=x' or '1'='1", {}, 200),
        ("GET", "/api/clients?filter[name]=%00", {}, 400),
        ("GET", "/api/clients?filter[name]=%FF%FE", {}, 400),
        ("GET", "/api/clients?filter[birthday]=yesterday", {}, 400),
        ("GET", "/api/clients?filter[birthday]=9999-12-31", {}, 200),
        ("GET", "/api/clients?filter[created_at]=9999-12-31", {}, 400),
        ("GET", "/api/clients?filter[created_at][lte]=0001-01-01", {}, 200),
        ("GET", "/api/clients?filter[version]=99999999999999999999999", {}, 400),
        ("GET", "/api/services?filter[price]=1e400", {}, 400),
        ("GET", "/api/services?filter[price]=NaN", {}, 400),
        ("GET", "/api/services?filter[duration]=1e30", {}, 400),
        ("GET", "/api/clients?filter[id]=1", {}, 400),
        ("GET", "/api/clients?filter[email.name]=1", {}, 400),
        ("GET", "/api/appointments?filter[client.client.client.client.client.name]=1", {}, 400),
        ("GET", "/api/clients?filter=1", {}, 400),
        ("GET", "/api/clients?expand=bank_account", {}, 400),
        ("GET", "/api/clients?q=" + "x" * 5000, {}, 200),
        ("GET", "/api/clients?q=%00", {}, 400),
        ("GET", "/api/clients?q=\\%_", {}, 200),
        ("GET", "/api/clients?" + "&".join(f"a{n}=1" for n in range(500)), {}, 400),
        ("GET", "/api/clients/stats?measures=median:name", {}, 400),
        ("GET", "/api/clients/stats?measures=sum:name", {}, 400),
        ("GET", "/api/clients/stats?group_by=nothing", {}, 400),
        ("GET", "/api/clients/stats?group_by=month&date_field=name", {}, 400),
        ("GET", "/api/clients/stats?group_by=month&date_field=created_at", {}, 200),
        ("GET", "/api/reports/turnover_per_month?from=soon", {}, 400),
        ("GET", "/api/reports/turnover_per_month?from=9999-12-31", {}, 400),
        ("GET", "/api/clients/export.csv?columns=password", {}, 400),
        ("POST", "/api/clients", {"content": b"{", "headers": JSON}, 400),
        ("POST", "/api/clients", {"content": b"", "headers": JSON}, 400),
        ("POST", "/api/clients", {"content": b'{"name":"\xff\xfe"}', "headers": JSON}, 400),
        ("POST", "/api/clients", {"content": b"[" * 100_000, "headers": JSON}, 400),
        ("POST", "/api/clients", {"content": b'{"name":"\\ud800"}', "headers": JSON}, 400),
        ("POST", "/api/clients", {"content": b"name=Ada"}, 415),
        (
            "POST",
            "/api/clients",
            {"content": b'{"name":"Ada"}', "headers": {"content-type": "text/plain"}},
            415,
        ),
        ("POST", "/api/clients", {"json": {"name": "x" * 5_000_000}}, 413),
        ("POST", "/api/clients", {"json": []}, 422),
        ("POST", "/api/clients", {"content": b"null", "headers": JSON}, 422),
        ("POST", "/api/clients", {"json": {"name": "a\u0000b"}}, 422),
        ("POST", "/api/clients", {"json": {"name": {"$ne": 1}}}, 422),
        ("POST", "/api/clients", {"json": {"name": "Ada", "site_id": NOBODY}}, 422),
        ("POST", "/api/clients", {"json": {"name": "Ada", "birthday": "2026-02-31"}}, 422),
        ("POST", "/api/clients", {"json": {"name": "Ada", "hair_type": "bald"}}, 422),
        ("POST", "/api/clients", {"json": {"name": "Ada", "email": "javascript:alert(1)"}}, 422),
        ("POST", "/api/services", {"json": {"name": "x", "price": 1e300}}, 422),
        ("POST", "/api/services", {"content": b'{"name":"x","price":1e999}', "headers": JSON}, 400),
        ("POST", "/api/services", {"json": {"name": "x", "price": 1, "duration": 2**80}}, 422),
        ("POST", "/api/services", {"json": {"name": "x", "price": True}}, 422),
        ("POST", "/api/stylists", {"json": {"name": "x", "works_on": ["someday"]}}, 422),
        ("POST", "/api/stylists", {"json": {"name": "x", "photo": NOBODY}}, 422),
        ("POST", "/api/stylists", {"json": {"name": "x", "services_ids": ["1"]}}, 422),
        ("POST", "/api/stylists", {"json": {"name": "x", "services_ids": [NOBODY]}}, 422),
        ("POST", "/api/clients", {"json": {"name": "x"}, "headers": {"idempotency-key": "k" * 300}}, 400),
        ("POST", "/api/clients/bulk", {"json": {"items": []}}, 400),
        ("POST", "/api/clients/bulk", {"json": {"items": [1, None]}}, 422),
        ("PATCH", f"/api/clients/{NOBODY}", {"json": {"name": "x"}, "headers": {"if-match": "abc"}}, 400),
        (
            "PATCH",
            f"/api/clients/{NOBODY}",
            {"json": {"name": "x"}, "headers": {"if-match": '"9999999999"'}},
            404,
        ),
        ("PUT", f"/api/stylists/{NOBODY}/services", {"json": {"ids": []}}, 404),
        ("PUT", f"/api/stylists/{NOBODY}/services", {"json": {"ids": "x"}}, 400),
        ("POST", "/api/clients/import", {"content": b"", "headers": {"content-type": "text/csv"}}, 400),
        (
            "POST",
            "/api/clients/import",
            {"content": b"\x00\x01", "headers": {"content-type": "text/csv"}},
            400,
        ),
        ("POST", "/api/clients/import", {"content": b"Foo\n1", "headers": {"content-type": "text/csv"}}, 400),
        ("POST", "/api/clients/import", {"json": {}}, 415),
        ("POST", "/api/files", {"content": b"x"}, 415),
        ("POST", "/api/files", {"content": b"x", "headers": {"content-type": "multipart/form-data"}}, 400),
        ("POST", "/api/files", {"files": {"other": ("a", b"x")}}, 400),
        ("GET", f"/api/files/{NOBODY}", {}, 404),
        ("POST", "/", {}, 405),
        ("GET", "/assets/%2e%2e/%2e%2e/etc/passwd", {}, 404),
        ("GET", "/kit/%2e%2e/manifest.json", {}, 404),
    ],
)
async def test_bad_requests_get_clear_refusals(
    one_shop: Salon, method: str, path: str, given: dict[str, Any], status: int
) -> None:
    answer = await one_shop.owner.request(method, path, **given)
    assert answer.status_code == status, answer.text[:500]
    if status >= 400 and path.startswith("/api") and status != 404:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"]
    assert "Traceback" not in answer.text


async def test_other_host_names_are_turned_away(shop: Salon) -> None:
    platform = await shop.sayso.platform()
    for host in ("evil.example", "salon.localhost.evil.example", "127.0.0.1.nip.io", ""):
        assert (await platform.get("/", headers={"host": host})).status_code == 421
    for host in ("127.0.0.1:8400", "localhost", "[::1]:8400"):
        assert (await platform.get("/api/v1/health", headers={"host": host})).json() == {"status": "ok"}
    assert (await platform.get("/", headers={"host": "nothing.localhost"})).status_code == 404


async def test_modules_are_listed_and_installed_only_with_the_token_of_this_machine(
    shop: Salon, tmp_path: Path
) -> None:
    platform = await shop.sayso.platform()
    assert (await platform.get("/api/v1/modules")).status_code == 401
    token = (tmp_path / "local.token").read_text()
    assert (tmp_path / "local.token").stat().st_mode & 0o777 == 0o600
    listed = await platform.get("/api/v1/modules", headers={"authorization": f"Bearer {token}"})
    assert listed.status_code == 200
