"""Nobody gets in who is not signed in, and nobody sees another site."""

from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from httpx import AsyncClient

from app.entities import ENTITIES
from app.module import ROLES, WIDEST_ROLE
from tests.conftest import Browser, Joined

COLLECTIONS = [entity.collection for entity in ENTITIES.values()]


@pytest.mark.parametrize("path", ["session", "openapi.json", *COLLECTIONS])
async def test_strangers_are_told_to_sign_in(browser: Browser, path: str) -> None:
    answer = await browser(None).get(f"/api/{path}")
    assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


async def test_a_link_signs_in_and_signing_out_ends_it(browser: Browser, joined: Joined) -> None:
    from app.members import link

    client = browser(None)
    address = link(await joined(WIDEST_ROLE))
    answer = await client.get(address)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert (await client.get("/api/session")).status_code == 200
    assert (await client.post("/__signout")).status_code == 204
    assert (await client.get("/api/session")).status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
async def test_a_token_that_was_made_up_is_none(browser: Browser, token: str) -> None:
    client = browser(None)
    assert (await client.get("/__signin", params={"token": token})).status_code == 401
    answer = await client.get("/api/session", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 401


async def test_a_removed_member_is_out_at_once(
    browser: Browser, joined: Joined, service: str
) -> None:
    member: UUID = await joined(WIDEST_ROLE)
    client = browser(member)
    assert (await client.get("/api/session")).status_code == 200
    connection = await asyncpg.connect(service)
    await connection.execute("delete from public.members where id = $1", member)
    await connection.close()
    assert (await client.get("/api/session")).status_code == 401


async def test_pages_of_other_origins_cannot_act(owner: AsyncClient) -> None:
    headers = {"origin": "https://elsewhere.example"}
    answer = await owner.post("/api/session/role", json={"role": None}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "denied")


@pytest.mark.parametrize("role", list(ROLES))
async def test_every_role_gets_lists_and_never_an_internal_error(
    browser: Browser, joined: Joined, role: str
) -> None:
    client = browser(await joined(role))
    session = (await client.get("/api/session")).json()
    assert session["role"]["name"] == role
    assert session["may_switch"] == (role == WIDEST_ROLE)
    for collection in COLLECTIONS:
        answer = await client.get(f"/api/{collection}")
        assert answer.status_code in {200, 403}, answer.text


@pytest.mark.parametrize("role", [role for role in ROLES if role != WIDEST_ROLE])
async def test_only_the_widest_role_changes_settings(
    browser: Browser, joined: Joined, role: str
) -> None:
    client = browser(await joined(role))
    assert (await client.get("/api/session/settings")).status_code == 403
    answer = await client.patch("/api/session/settings", json={"currency": "EUR"})
    assert answer.status_code == 403
    assert (await client.post("/api/session/role", json={"role": role})).status_code == 403


async def test_pages_are_for_those_who_are_signed_in(
    owner: AsyncClient, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.api import pages

    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "app-1.js").write_text("run()")
    (tmp_path / "index.html").write_text('<script type="importmap">{}</script>')
    monkeypatch.setattr(pages, "WEB", tmp_path / "nothing")
    assert (await owner.get("/")).status_code == 404
    monkeypatch.setattr(pages, "WEB", tmp_path)
    for path in ("/", "/settings", "/somewhere/below/that"):
        shown = await owner.get(path)
        assert (shown.status_code, shown.headers["content-type"]) == (
            200,
            "text/html; charset=utf-8",
        )
        assert "'sha256-" in shown.headers["content-security-policy"]
        assert (await browser(None).get(path)).status_code == 401
    script = await owner.get("/assets/app-1.js")
    assert (script.text, script.headers["content-type"].split(";")[0]) == (
        "run()",
        "text/javascript",
    )
    for path in ("/assets/nothing.js", "/api/nothing", "/assets/..%2findex.html"):
        assert (await owner.get(path)).status_code == 404
