"""A check finds what is broken, says where and the way out, and changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from sayso.backup.integrity import look_at, service
from sayso.backup.types import Finding
from sayso.settings import Settings
from sayso.spec.model import AppSpec
from tests.backup.conftest import Saved, silent
from tests.support.postgres import TestDatabase


async def problems(saved: Saved) -> list[Finding]:
    """What is wrong."""
    found = await look_at(Settings(home=saved.home), saved.dsn, silent)
    return [one for one in found if one.level == "problem"]


async def said(saved: Saved) -> str:
    """The one thing that is wrong."""
    (problem,) = await problems(saved)
    assert problem.hint
    return f"{problem.place}: {problem.text}"


async def test_nothing_is_wrong_with_an_installation_that_is_whole(
    saved: Saved, database: TestDatabase, salon: AppSpec
) -> None:
    await database.install(salon)
    assert await problems(saved) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("alter table agencies disable row level security", "Tables: public.agencies has no row-level"),
        (
            "set session_replication_role = replica; update sites set agency_id = gen_random_uuid()",
            "lead to no row of public.agencies",
        ),
        (
            "update pg_index set indisvalid = false where indexrelid = 'agencies_slug_key'::regclass",
            "cannot be used",
        ),
        (
            ("insert into schedules (agency_id, kind, key, timing) "
             "select id, 'x', 'y', '{\"kind\": \"cron\"}' from agencies"),
            "Schedules: x y",
        ),
        ("update files set size = size + 1", "Uploads: “a.bin” has 3,200,000 bytes on the disk"),
        ("update files set sha256 = 'x'", "Uploads: “a.bin” is not as it was"),
        (
            ("insert into secrets (agency_id, name, sealed_secret, hosts) "
             "select id, 'TOKEN', '1:AAAA', '[\"a.example\"]' from agencies"),
            "Keys: the secret TOKEN cannot be opened",
        ),
        (
            ("insert into bots (agency_id, name, asked, status, version) "
             "select id, 'Ann', '', 'active', 3 from agencies"),
            "Bot Ann: its version 3 is not there",
        ),
    ],
)  # fmt: skip
async def test_what_is_broken_in_the_database_is_found(
    saved: Saved, database: TestDatabase, statement: str, expected: str
) -> None:
    admin: Any = await database.admin()
    await admin.execute(statement)
    found = [f"{one.place}: {one.text}" for one in await problems(saved)]
    assert any(expected in one for one in found), found


async def test_a_file_that_is_gone_is_found(saved: Saved) -> None:
    upload(saved).unlink()
    assert "“a.bin” cannot be read" in await said(saved)


async def test_a_file_that_was_changed_is_found_unless_one_is_in_a_hurry(saved: Saved) -> None:
    path = upload(saved)
    path.write_bytes(b"x" + path.read_bytes()[1:])
    assert "is not as it was uploaded" in await said(saved)
    found = await look_at(Settings(home=saved.home), saved.dsn, silent, is_quick=True)
    assert {one.level for one in found} == {"ok"}


async def test_a_key_that_others_can_read_is_found(saved: Saved) -> None:
    (saved.home / "secrets.key").chmod(0o644)
    assert "can be read by others" in await said(saved)


async def test_a_key_that_is_gone_is_found_and_not_made_anew(saved: Saved, database: TestDatabase) -> None:
    (saved.home / "secrets.key").unlink()
    admin: Any = await database.admin()
    await admin.execute(
        "insert into secrets (agency_id, name, sealed_secret, hosts) "
        "select id, 'T', '1:AAAA', '[]' from agencies"
    )
    assert "secrets.key is missing" in await said(saved)
    assert not (saved.home / "secrets.key").exists()


async def test_tables_of_an_earlier_or_newer_sayso_are_told_apart(
    saved: Saved, database: TestDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin: Any = await database.admin()
    with monkeypatch.context() as later:
        later.setattr(service, "HEAD", "0026")
        (found,) = await look_at(Settings(home=saved.home), saved.dsn, silent)
    assert found.level == "note"
    await admin.execute("update alembic_version set version_num = '0001'")
    assert "of revision 0001, and this Sayso begins at 0025" in await said(saved)
    await admin.execute("update alembic_version set version_num = '9999'")
    assert "newer Sayso" in await said(saved)


def upload(saved: Saved) -> Path:
    """Where the bytes of the one upload are."""
    (path,) = (saved.home / "files").rglob("*-*-*-*-*/*/*")
    return path
