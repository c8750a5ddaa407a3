"""Agencies with a row in every table of the platform."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import orjson

Row = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """An agency and the rows it has, by table, as JSON would say them."""

    agency: UUID
    user: UUID
    rows: dict[str, Row]


async def fill(connection: "asyncpg.Connection[asyncpg.Record]", name: str) -> Filled:
    """A new agency with a user, and with one row in every table."""
    ids = {one: str(uuid4()) for one in ("agency", "user", "site", "member", "module", "revision")}
    agency, user, site, module = ids["agency"], ids["user"], ids["site"], ids["module"]
    of_module = {"agency_id": agency, "module_id": module}
    later = "2099-01-01T00:00:00Z"
    rows: dict[str, Row] = {
        "agencies": {"id": agency, "name": name, "slug": name},
        "users": {
            "id": user,
            "name": name,
            "email": f"{name}@example.com",
            "password_hash": f"hash of {name}",
            "is_active": True,
        },
        "memberships": {"agency_id": agency, "user_id": user, "role": "admin", "is_active": True},
        "sites": {"id": site, "agency_id": agency, "name": name, "slug": "main"},
        "members": {"id": ids["member"], "agency_id": agency, "site_id": site, "user_id": user},
        "modules": {
            "id": module,
            "agency_id": agency,
            "site_id": site,
            "slug": name,
            "name": f"Salon of {name}",
            "version": "1.0.0",
            "status": "published",
            "prefix": name,
            "settings": {},
        },
        "member_roles": {**of_module, "member_id": ids["member"], "role": "owner"},
        "revisions": {
            **of_module,
            "id": ids["revision"],
            "number": 1,
            "spec": {},
            "edits": [],
            "reason": "Created",
            "author_id": user,
            "kind": "change",
            "version": "1.0.0",
            "sentences": [],
        },
        "module_files": {**of_module, "path": "a.txt", "text": "a", "elements": [], "is_orphan": False},
        "saved_files": {**of_module, "path": "a.txt", "kind": "edit", "text": "a"},
        "bundles": {
            **of_module,
            "revision_id": ids["revision"],
            "kit": "k",
            "page": "p",
            "script_hashes": [],
        },
        "bundle_files": {**of_module, "path": "a.js", "content_type": "text/javascript", "body": "\\x61"},
        "installed_logic": {**of_module, "generation": 1, "digest": "d", "maker": "m"},
        "changes": {
            **of_module,
            "id": str(uuid4()),
            "base_id": ids["revision"],
            "text": "Add a note",
            "decision": "change",
            "reply": "",
            "edits": [],
            "questions": [],
        },
        "files": {
            "id": str(uuid4()),
            "agency_id": agency,
            "site_id": site,
            "name": "a.png",
            "size": 1,
            "content_type": "image/png",
            "sha256": "s",
        },
        "idempotency_keys": {"site_id": site, "member_id": ids["member"], "key": "k", "fingerprint": "f"},
        "public_confirmations": {**of_module, "keys": []},
        "invitations": {
            "id": str(uuid4()),
            "agency_id": agency,
            "email": f"guest@{name}.example.com",
            "name": "",
            "role": "user",
            "token_hash": f"invitation of {name}",
            "expires_at": later,
        },
        "api_keys": {
            "id": str(uuid4()),
            "agency_id": agency,
            "user_id": user,
            "name": "Import",
            "prefix": name[:8],
            "token_hash": f"key of {name}",
            "scopes": [],
        },
        **_models(agency),
        **_conversations(agency, user, str(uuid4())),
        "jobs": {
            "agency_id": agency,
            "kind": "turn",
            "data": {},
            "attempt": 0,
            "run_after": later,
            "is_done": False,
            "is_cancelled": False,
            "created_at": later,
        },
        "events": {"agency_id": agency, "stream": str(uuid4()), "kind": "step", "data": {}},
        "sessions": {
            "id": str(uuid4()),
            "user_id": user,
            "agency_id": agency,
            "kind": "browser",
            "secret_hash": f"session of {name}",
            "address": "",
            "user_agent": "",
            "expires_at": later,
            "last_seen_at": later,
        },
        "links": {
            "token_hash": f"link of {name}",
            "purpose": "signin",
            "user_id": user,
            "expires_at": later,
        },
        "identities": {
            "issuer": "https://id.example.com",
            "subject": name,
            "user_id": user,
            "email": f"{name}@example.com",
        },
    }
    rows["refresh_tokens"] = {
        "token_hash": f"token of {name}",
        "session_id": rows["sessions"]["id"],
        "user_id": user,
        "expires_at": later,
    }
    for table, row in rows.items():
        await insert(connection, table, row)
    await connection.execute("update modules set revision_id = $1 where id = $2", ids["revision"], module)
    return Filled(UUID(agency), UUID(user), rows)


def _conversations(agency: str, user: str, session: str) -> dict[str, Row]:
    """Rows of a build session."""
    of_session = {"agency_id": agency, "session_id": session}
    numbered = {**of_session, "number": 1}
    return {
        "build_sessions": {
            "id": session,
            "agency_id": agency,
            "user_id": user,
            "name": "A salon",
            "description": "",
            "status": "drafting",
            "designer": "auto",
            "feedback_seconds": 5,
            "refinements": 0,
            "created_at": "2026-01-01T00:00:00Z",
            "updated_at": "2026-01-01T00:00:00Z",
        },
        "build_turns": {
            **numbered,
            "author_id": user,
            "text": "A salon",
            "status": "done",
            "tries": 1,
            "is_paused": False,
            "heard": 0,
            "created_at": "2026-01-01T00:00:00Z",
        },
        "build_messages": {
            **numbered,
            "author_id": user,
            "role": "user",
            "text": "A salon",
            "tokens_in": 0,
            "tokens_out": 0,
            "payload": {},
            "created_at": "2026-01-01T00:00:00Z",
        },
        "build_revisions": {
            **numbered,
            "author_id": user,
            "kind": "change",
            "phase": "schema",
            "edits": [],
            "sentences": [],
            "spec": {},
            "reason": "A salon",
            "created_at": "2026-01-01T00:00:00Z",
        },
        "build_approvals": {**numbered, "user_id": user, "approved_at": "2026-01-01T00:00:00Z"},
    }


def _models(agency: str) -> dict[str, Row]:
    """Rows of the tables of models."""
    later = "2099-01-01T00:00:00Z"
    return {
        "model_providers": {
            "agency_id": agency,
            "name": "gateway",
            "kind": "compatible",
            "base_url": "https://models.example.com/v1",
            "sealed_key": "sealed",
        },
        "model_chains": {
            "agency_id": agency,
            "role": "schema",
            "models": ["gateway:m"],
            "max_tokens": 100,
            "timeout_seconds": 60,
            "retries": 2,
        },
        "model_budgets": {"agency_id": agency, "month_dollars": 10},
        "model_calls": {
            "agency_id": agency,
            "role": "schema",
            "model": "gateway:m",
            "prompt": "schema 1",
            "outcome": "ok",
            "detail": "",
            "input_tokens": 1,
            "output_tokens": 1,
            "cached_tokens": 0,
            "latency_seconds": 1,
            "started_at": later,
        },
        "model_replies": {
            "agency_id": agency,
            "digest": "d",
            "model": "gateway:m",
            "text": "",
            "expires_at": later,
            "created_at": later,
        },
    }


async def insert(connection: "asyncpg.Connection[asyncpg.Record]", table: str, row: Row) -> None:
    """Add a row; columns that it does not name have their defaults."""
    columns = ", ".join(row)
    await connection.execute(
        f"insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, $1)",
        orjson.dumps(row).decode(),
    )
