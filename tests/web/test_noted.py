"""What takes rows out, brings files in or opens an address is in the audit log, with who did it."""

from typing import Any

import asyncpg

from tests.support.postgres import TestDatabase
from tests.support.running import Salon


async def noted(database: TestDatabase) -> list[dict[str, Any]]:
    admin: asyncpg.Connection[asyncpg.Record] = await database.admin()
    rows = await admin.fetch(
        "select action, actor_kind, actor_name, resource_name, changes::text from audit_log "
        "where action in ('rows.exported', 'file.uploaded') order by id"
    )
    return [dict(row) for row in rows]


async def test_an_export_and_an_upload_say_who_and_what(shop: Salon, database: TestDatabase) -> None:
    await shop.create("clients", name="Ada Lovelace")
    exported = await shop.owner.get("/api/clients/export.csv?columns=name")
    assert exported.status_code == 200
    assert "Ada Lovelace" in exported.text
    sent = await shop.owner.post("/api/files", files={"file": ("cut.txt", b"short", "text/plain")})
    assert sent.status_code == 201, sent.text

    export, upload = await noted(database)

    assert (export["action"], export["actor_kind"]) == ("rows.exported", "person")
    assert "owner" in export["actor_name"].lower()
    assert '"clients"' in export["changes"]
    assert "Ada" not in export["changes"]
    assert upload["action"] == "file.uploaded"
    assert sent.json()["id"] in upload["changes"]
    assert "cut.txt" not in upload["changes"]


async def test_what_was_refused_is_not_said_to_have_happened(shop: Salon, database: TestDatabase) -> None:
    stranger = await shop.sayso.visitor(shop.module)
    assert (await stranger.get("/api/clients/export.csv")).status_code == 401
    assert (await stranger.post("/api/files", files={"file": ("a", b"a")})).status_code == 401

    assert await noted(database) == []
