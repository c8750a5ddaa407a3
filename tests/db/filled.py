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
        "module_builders": {**of_module, "user_id": user, "created_at": later},
        "reach_approvals": {**of_module, "id": str(uuid4()), "keys": [], "sentences": [], "asked_at": later},
        "api_keys": {
            "id": str(uuid4()),
            "agency_id": agency,
            "user_id": user,
            "name": "Import",
            "prefix": name[:8],
            "token_hash": f"key of {name}",
            "scopes": [],
        },
        **_templates(agency, user, module),
        **_models(agency),
        **_conversations(agency, user, str(uuid4())),
        **_sandbox(agency),
        **_programs(agency),
        **_blocks(agency, user, name),
        **_bots(agency, user, name),
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
        "build_session_people": {
            **of_session,
            "user_id": user,
            "access": "editor",
            "created_at": "2026-01-01T00:00:00Z",
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
        "build_sheets": {
            **numbered,
            "file": "clients.csv",
            "name": "Clients",
            "entity": "ent_abcdefgh",
            "columns": [],
            "row_count": 1,
            "content": "rows",
            "created_at": "2026-01-01T00:00:00Z",
        },
    }


def _sandbox(agency: str) -> dict[str, Row]:
    """Rows of what programs use and ask for."""
    return {
        "secrets": {
            "agency_id": agency,
            "name": "WEATHER_KEY",
            "sealed_secret": "sealed",
            "hosts": ["api.example.com"],
            "created_at": "2026-01-01T00:00:00Z",
        },
        "sandbox_requests": {
            "agency_id": agency,
            "owner_kind": "block",
            "owner_id": str(uuid4()),
            "method": "GET",
            "host": "api.example.com",
            "path": "/",
            "bytes_in": 1,
            "bytes_out": 1,
            "seconds": 1,
            "refusal": "",
            "at": "2026-01-01T00:00:00Z",
        },
    }


def _programs(agency: str) -> dict[str, Row]:
    """Rows of programs that were written."""
    return {
        "program_attempts": {
            "agency_id": agency,
            "owner_kind": "block",
            "owner_id": str(uuid4()),
            "development": str(uuid4()),
            "number": 1,
            "asked": "Open orders",
            "code": "result = 1",
            "output": "",
            "error": "",
            "message": "",
            "model": "",
            "input_tokens": 0,
            "output_tokens": 0,
            "seconds": 1,
            "created_at": "2026-01-01T00:00:00Z",
        },
        "program_lessons": {
            "agency_id": agency,
            "kind": "block",
            "digest": "d",
            "asked": "Open orders",
            "words": ["open", "order"],
            "traits": [],
            "faults": [],
            "advice": "",
            "code": "result = 1",
            "uses": 1,
            "used_at": "2026-01-01T00:00:00Z",
            "created_at": "2026-01-01T00:00:00Z",
        },
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
        "model_row_access": {"agency_id": agency, "model": "gateway:m", "place": "settings"},
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


def _blocks(agency: str, user: str, name: str) -> dict[str, Row]:
    """Rows of a dashboard with a block, and when that is due."""
    dashboard, block, at = str(uuid4()), str(uuid4()), "2026-01-01T00:00:00Z"
    of_dashboard = {"agency_id": agency, "dashboard_id": dashboard}
    of_block = {"agency_id": agency, "block_id": block, "version": 1}
    return {
        "schedules": {
            "agency_id": agency,
            "kind": "block-refresh",
            "key": block,
            "timing": {"kind": "interval", "seconds": 60},
            "is_on": False,
            "created_at": at,
        },
        "dashboards": {
            "id": dashboard,
            "agency_id": agency,
            "user_id": user,
            "name": "Today",
            "visibility": "private",
            "created_at": at,
            "updated_at": at,
        },
        "dashboard_layouts": {**of_dashboard, "size": "desktop", "items": [], "updated_at": at},
        "dashboard_shares": {
            **of_dashboard,
            "id": str(uuid4()),
            "label": "",
            "token_hash": f"share of {name}",
            "created_at": at,
        },
        "blocks": {
            **of_dashboard,
            "id": block,
            "user_id": user,
            "asked": "Open orders",
            "title": "Open orders",
            "state": "live",
            "notice": "",
            "progress": "",
            "suggestions": [],
            "wishes": {},
            "refresh": {"kind": "off"},
            "time_zone": "UTC",
            "on_rows": False,
            "cache_seconds": 0,
            "heals": True,
            "heal_after": 3,
            "failures": 0,
            "healed": 0,
            "version": 1,
            "created_at": at,
            "updated_at": at,
        },
        "block_versions": {
            "agency_id": agency,
            "block_id": block,
            "number": 1,
            "status": "active",
            "wish": "",
            "code": "",
            "card": {},
            "reads": {},
            "explanation": "",
            "author": "offline",
            "created_at": at,
        },
        "block_data": {**of_block, "value": "{}", "shape": {}, "at": at, "expires_at": at},
        "block_log": {**of_block, "kind": "fetch", "ok": True, "message": "", "seconds": 0, "at": at},
    }


def _bots(agency: str, user: str, name: str) -> dict[str, Row]:
    """Rows of a bot with a run that waits, and a notice about it."""
    bot, run, trigger, at = str(uuid4()), str(uuid4()), str(uuid4()), "2026-01-01T00:00:00Z"
    of_bot, of_run = {"agency_id": agency, "bot_id": bot}, {"agency_id": agency, "run_id": run}
    return {
        "bots": {
            "agency_id": agency,
            "id": bot,
            "user_id": user,
            "name": "Digest",
            **dict.fromkeys(("description", "asked", "notice", "progress"), ""),
            **dict.fromkeys(("failures", "runs", "successes", "errors", "seconds"), 0),
            "status": "draft",
            "stage": "idle",
            "suggestions": [],
            "requirements": {},
            "config": {},
            "policy": {},
            "time_zone": "UTC",
            "times": [],
            "created_at": at,
            "updated_at": at,
        },
        "bot_versions": {
            **of_bot,
            "number": 1,
            "status": "active",
            "code": "",
            "details": {},
            "note": "",
            "author": "offline",
            "created_at": at,
        },
        "bot_messages": {**of_bot, "role": "user", "text": "", "questions": [], "answers": {}, "at": at},
        "bot_triggers": {
            **of_bot,
            "id": trigger,
            "kind": "webhook",
            "spec": {},
            "is_on": True,
            "token_hash": f"trigger of {name}",
            **dict.fromkeys(("source", "target", "notice"), ""),
            "position": 0,
            "created_at": at,
        },
        "bot_calls": {"agency_id": agency, "trigger_id": trigger, "signature": "", "at": at},
        "bot_runs": {
            **of_bot,
            "id": run,
            "version": 1,
            "state": "waiting",
            "cause": {},
            "input": "null",
            "error": "",
            **dict.fromkeys(("attempt", "retried", "seconds"), 0),
            **dict.fromkeys(("is_dead", "is_test"), False),
            "created_at": at,
        },
        "bot_attempts": {
            **of_run,
            "number": 1,
            "started_at": at,
            **dict.fromkeys(("ending", "error", "trace"), ""),
        },
        "bot_steps": {**of_run, "name": "fetch", "value": "null", "attempt": 1, "seconds": 0, "at": at},
        "bot_state": {**of_bot, "key": "seen", "value": "null", "updated_at": at},
        "bot_approvals": {
            **of_run,
            "id": str(uuid4()),
            "bot_id": bot,
            "number": 1,
            "text": "Send it?",
            "asked_at": at,
            "comment": "",
        },
        "bot_log": {**of_run, "attempt": 1, "text": "", "at": at},
        "notices": {
            "agency_id": agency,
            "user_id": user,
            "id": str(uuid4()),
            "level": "info",
            "title": "Waits",
            **dict.fromkeys(("text", "link", "about_kind"), ""),
            "created_at": at,
        },
    }


def _templates(agency: str, user: str, module: str) -> dict[str, Row]:
    template, at = str(uuid4()), "2099-01-01T00:00:00Z"
    of_agency = {"agency_id": agency, "created_at": at}
    of_template, of_module = of_agency | {"template_id": template}, of_agency | {"module_id": module}
    return {
        "templates": {
            **of_module,
            "id": template,
            "user_id": user,
            "slug": "salon",
            "name": "Salon",
            "description": "",
            "version": 1,
            "updated_at": at,
        },
        "template_versions": {
            **of_template,
            "number": 1,
            "user_id": user,
            "spec": {},
            "handwork": [],
            "with_rows": True,
            "notes": "",
        },
        "template_origins": {**of_template, "id": str(uuid4()), "name": "Salon", "version": 1},
        "template_updates": {**of_module, "revision": 2, "version": 2},
        "dismissed_parts": {**of_module, "part": "reservation"},
    }


async def insert(connection: "asyncpg.Connection[asyncpg.Record]", table: str, row: Row) -> None:
    """Add a row; columns that it does not name have their defaults."""
    columns = ", ".join(row)
    await connection.execute(
        f"insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, $1)",
        orjson.dumps(row).decode(),
    )
