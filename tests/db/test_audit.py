"""Triggers write down what changes and who changed it; what is written stays, and tells no secret."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson
import pytest
from sqlalchemy import text

from sayso.db.actor import Actor, acting
from sayso.db.database import PLATFORM_ROLE, Database
from sayso.db.migrate import migrate
from sayso.identity.audit import note
from sayso.identity.authentication import accounts
from tests.db.filled import Filled, fill
from tests.support.postgres import TestDatabase


class Log:
    """The log of a database with one filled agency; only what comes after that counts."""

    def __init__(
        self, database: TestDatabase, admin: "asyncpg.Connection[asyncpg.Record]", ours: Filled
    ) -> None:
        self.database = database
        self.admin = admin
        self.ours = ours
        self.start = 0

    async def entries(self, action: str = "%") -> list[dict[str, Any]]:
        """What was written, in order."""
        rows = await self.admin.fetch(
            "select * from audit_log where id > $1 and action like $2 order by id", self.start, action
        )
        return [{**row, "changes": orjson.loads(row["changes"])} for row in rows]

    async def after(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        """What one statement had written down."""
        self.start = await self.admin.fetchval("select coalesce(max(id), 0) from audit_log")
        await self.admin.execute(statement, *values)
        return await self.entries()


@pytest.fixture
async def log(each_database: TestDatabase) -> Log:
    await migrate(each_database.dsn)
    admin = await each_database.admin()
    return Log(each_database, admin, await fill(admin, "ours"))


@pytest.fixture
async def database(log: Log) -> AsyncIterator[Database]:
    opened = Database(log.database.dsn)
    yield opened
    await opened.close()


async def test_nobody_changes_or_removes_what_is_written(log: Log) -> None:
    before = await log.admin.fetch("select * from audit_log order by id")
    assert len(before) > 10
    platform = await log.database.connect(role=PLATFORM_ROLE, **{"sayso.agency_id": str(log.ours.agency)})
    app = await log.database.connect(role="sayso_app")
    for connection in (log.admin, platform, app):
        for statement in (
            "update audit_log set actor_name = 'nobody'",
            "update audit_log set actor_name = 'nobody' where false",
            "delete from audit_log",
            "truncate audit_log",
            "merge into audit_log l using audit_log o on o.id = l.id when matched then delete",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    for connection in (platform, app):
        for statement in (
            "insert into audit_log (actor_kind) values ('x')",
            "select sayso_write('forged', '', '', '', '{}', null)",
            "alter table audit_log disable trigger all",
            "drop table audit_log",
            "set session_replication_role = 'replica'",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await app.execute("select count(*) from audit_log")
    await log.admin.execute("set session_replication_role = 'replica'")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await log.admin.execute("delete from audit_log")
    assert await log.admin.fetch("select * from audit_log order by id") == before


async def test_a_unit_reads_the_log_of_its_agency_and_writes_into_no_other(
    log: Log, database: Database
) -> None:
    theirs = await fill(log.admin, "theirs")
    async with database.unit(log.ours.agency) as session:
        seen = await session.execute(text("select distinct agency_id from audit_log"))
        assert seen.scalars().all() == [log.ours.agency]
        await note(session, "test.noted", "test", agency_id=theirs.agency)
    async with database.unit(None) as session:
        assert (await session.execute(text("select count(*) from audit_log"))).scalar_one() == 0
        await note(session, "test.noted", "test", agency_id=theirs.agency)
    async with database.system() as session:
        await note(session, "test.noted", "test", agency_id=theirs.agency)
    found = [entry["agency_id"] for entry in await log.entries("test.noted")]
    assert found == [log.ours.agency, None, theirs.agency]


async def test_whoever_acts_is_written_down_by_both_kinds_of_transaction(
    log: Log, database: Database
) -> None:
    ada = Actor("key", log.ours.user, 'Ada ‘O’ "Hara"; drop table users', "::1", "curl/8", uuid4())
    rename = text("update sites set name = name || '!'")
    for unit in (database.unit(log.ours.agency), database.system()):
        with acting(ada):
            async with unit as session:
                await session.execute(rename)
        entry = (await log.entries("site.changed"))[-1]
        said = ("actor_kind", "actor_id", "actor_name", "address", "user_agent", "key_id")
        assert tuple(entry[column] for column in said) == (
            ada.kind, ada.id, ada.name, ada.address, ada.agent, ada.key_id,
        )  # fmt: skip
    async with database.unit(log.ours.agency) as session:
        await session.execute(rename)
    assert (await log.entries("site.changed"))[-1]["actor_kind"] == "system"


async def test_no_secret_and_no_hash_of_one_is_written(log: Log) -> None:
    await log.admin.execute(
        "update users set password_hash = '$argon2id$new'; update invitations set token_hash = 'new hash'; "
        "update identities set email = 'a@b.example'; "
        """update modules set settings = '{"api_key": "sk-1", "smtp_password": "hunter2", "pin": 12}'"""
    )
    await log.admin.execute("update modules set settings = settings || '{\"pin\": 34}'")
    entries = await log.entries()
    text_of_all = orjson.dumps(entries, default=str).decode()
    for secret in ("argon2id", "hash of", " of ours", "new hash", "sk-1", "hunter2", "12", "34"):
        told = [e["action"] for e in entries if secret in orjson.dumps(e["changes"]).decode()]
        if secret in {"12", "34"}:
            told = [action for action in told if action == "module.settings_changed"]
        if secret == " of ours":
            told = [action for action in told if not action.startswith("module.")]
        assert told == [], (secret, text_of_all)
    changed = (await log.entries("module.settings_changed"))[-1]
    assert changed["changes"] == {"settings.pin": ["•••", "•••"]}
    assert (await log.entries("user.password_changed"))[0]["changes"] == {"password_hash": ["•••", "•••"]}


async def test_what_nobody_did_is_not_written(log: Log) -> None:
    for statement in (
        "update sessions set last_seen_at = now(), expires_at = now()",
        "update api_keys set last_used_at = now(), last_used_from = '::1'",
        "update modules set name = name, preview_base = 1",
        "update module_files set text = 'b'",
        "update refresh_tokens set used_at = now()",
        "update build_sessions set updated_at = now(), status = 'generating'",
    ):
        assert await log.after(statement) == [], statement


async def test_a_new_hash_of_the_same_password_is_no_change_of_it(log: Log, database: Database) -> None:
    async with database.system() as session:
        known = await accounts.credentials_of_id(session, log.ours.user)
        assert known is not None
        await accounts.keep_hash(session, known, "a stronger hash")
    assert await log.entries("user%") == await log.entries("user.created")
    async with database.system() as session:
        await accounts.set_password(session, log.ours.user, "another password")
    assert len(await log.entries("user.password_changed")) == 1


async def test_actions_have_names_that_people_understand(log: Log) -> None:
    told = {entry["action"] for entry in await log.entries()}
    assert told == {
        "agency.created", "user.created", "membership.created", "site.created", "member.created",
        "module.created", "module.published", "module_role.given", "file.saved", "change.asked",
        "public_access.confirmed", "invitation.sent", "api_key.created", "session.started",
        "sign_in_link.made", "identity.linked", "model_provider.created", "model_chain.created",
        "model_budget.created", "model_row_access.created",
        "build_session.created", "build_session.revised", "build_session.approved",
        "build_session.shared",
        "secret.created", "dashboard.created", "dashboard.shared", "block.created", "bot.created",
    }  # fmt: skip
    for statement, action in (
        ("update users set is_active = false", "user.disabled"),
        ("update users set is_active = true", "user.enabled"),
        ("update users set name = 'Ada'", "user.changed"),
        ("update memberships set role = 'viewer'", "membership.changed"),
        ("update invitations set token_hash = 'again'", "invitation.sent"),
        ("update invitations set revoked_at = now()", "invitation.revoked"),
        ("update invitations set accepted_at = now()", "invitation.accepted"),
        ("update sessions set ended_at = now(), ended_because = 'signed out'", "session.ended"),
        ("update links set used_at = now()", "sign_in_link.used"),
        ("update api_keys set revoked_at = now()", "api_key.revoked"),
        ("update member_roles set role = 'guest'", "module_role.changed"),
        ("delete from member_roles", "module_role.taken"),
        ("delete from public_confirmations", "public_access.withdrawn"),
        ("update modules set status = 'archived'", "module.archived"),
        ("update modules set status = 'published'", "module.restored"),
        ("update changes set revision_id = base_id", "change.published"),
        ("delete from changes", "change.dropped"),
        ("delete from saved_files", "file.reset"),
        ("delete from identities", "identity.unlinked"),
        ("update sites set name = 'x'", "site.changed"),
        ("update build_sessions set name = 'x', status = 'reviewing'", "build_session.changed"),
        ("update build_sessions set status = 'complete'", "build_session.completed"),
        ("update build_sessions set status = 'cancelled'", "build_session.cancelled"),
        ("update build_sessions set user_id = null", "build_session.taken_over"),
        ("update build_session_people set access = 'viewer'", "build_session.shared"),
        ("delete from build_session_people", "build_session.unshared"),
        ("delete from build_sessions", "build_session.removed"),
        ("update model_providers set sealed_key = 'another'", "model_provider.changed"),
        ("delete from model_chains", "model_chain.removed"),
        ("update model_budgets set month_dollars = 20", "model_budget.changed"),
        ("update model_row_access set place = 'elsewhere'", "model_row_access.changed"),
        ("delete from model_row_access", "model_row_access.removed"),
        ("update secrets set sealed_secret = 'another'", "secret.changed"),
        ("delete from memberships", "membership.removed"),
        ("delete from modules", "module.removed"),
    ):
        (entry,) = await log.after(statement)
        assert entry["action"] == action


async def test_entries_say_of_whom_and_of_what_they_are(log: Log) -> None:
    named = {entry["action"]: entry for entry in await log.entries()}
    rows = log.ours.rows
    assert named["module_role.given"]["resource_name"] == "ours <ours@example.com> in Salon of ours"
    assert named["module_role.given"]["resource_id"] == rows["members"]["id"]
    assert named["membership.created"]["resource_id"] == str(log.ours.user)
    assert named["api_key.created"]["resource_name"] == "Import (ours…)"
    assert named["file.saved"]["resource_name"] == "Salon of ours: a.txt"
    assert named["change.asked"]["resource_name"] == "Salon of ours: Add a note"
    assert named["member.created"]["resource_name"] == "ours <ours@example.com> at ours"
    assert all(
        entry["agency_id"] == log.ours.agency for entry in named.values() if entry["resource"] != "user"
    )


async def test_what_concerns_a_person_is_told_to_each_of_their_agencies(log: Log) -> None:
    theirs = await fill(log.admin, "theirs")
    await log.admin.execute(
        "insert into memberships values ($1, $2, 'viewer', true)", theirs.agency, log.ours.user
    )
    told = await log.after("update users set name = 'Ada' where id = $1", log.ours.user)
    assert {entry["agency_id"] for entry in told} == {log.ours.agency, theirs.agency}
    (ended,) = await log.after("update sessions set ended_at = now() where user_id = $1", log.ours.user)
    assert ended["agency_id"] == log.ours.agency


async def test_what_goes_with_an_agency_leaves_one_line_and_all_that_was_written(log: Log) -> None:
    count = await log.admin.fetchval("select count(*) from audit_log")
    (gone,) = await log.after("delete from agencies where id = $1", log.ours.agency)
    assert (gone["action"], gone["agency_id"]) == ("agency.removed", None)
    assert UUID(gone["resource_id"]) == log.ours.agency
    assert await log.admin.fetchval("select count(*) from audit_log") == count + 1


async def test_a_transaction_that_fails_leaves_nothing_in_the_log(log: Log, database: Database) -> None:
    async def fail() -> None:
        async with database.unit(log.ours.agency) as session:
            await session.execute(text("update sites set name = 'never'"))
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        await fail()
    assert await log.entries("site.changed") == []
