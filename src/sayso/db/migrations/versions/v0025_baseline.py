"""The platform's own tables, in one step where there were 25; it has the number of the last of these."""

from pathlib import Path

from alembic import op

from sayso.db.migrations.row_security import walled

revision = "0025"
down_revision = None
branch_labels = None
depends_on = None

FOLDER = Path(__file__).parents[1] / "baseline"
FILES = (
    "roles", "agencies", "modules", "sign_in", "audit_action", "audit_row", "audit", "pgqueuer", "jobs",
    "events", "models", "conversations", "secrets", "programs", "schedules", "blocks", "bots", "notices",
    "templates",
)  # fmt: skip
"""SQL files, in an order in which each finds what it refers to."""

ALLOWED = {
    "memberships": "select, update (role, is_active), delete",
    "sites": "select, insert, update (name, slug), delete",
    "members": "select, insert",
    "modules": "select, update (status, settings, deleted_at)",
    "revisions": "select",
    "changes": "select, insert, delete",
    "module_files": "select",
    "saved_files": "select, insert, update (text, generated), delete",
    "bundles": "select, insert, delete",
    "bundle_files": "select, insert",
    "installed_logic": "select",
    "files": "select (agency_id, size)",
    "member_roles": "select, insert, update (role), delete",
    "public_confirmations": "select, insert, update (keys, confirmed_by, confirmed_at), delete",
    "module_builders": "select, insert, delete",
    "reach_approvals": "select, insert, update (decision, decided_by, decided_at, used_at, comment)",
    "invitations": "select, insert, update (token_hash, expires_at, revoked_at)",
    "api_keys": "select, insert, update (revoked_at, last_used_at, last_used_from)",
    "jobs": "select, insert, update (is_done)",
    "events": "select, insert, delete",
    "model_providers": "select, insert, update (kind, base_url, sealed_key), delete",
    "model_chains": (
        "select, insert, update (models, temperature, max_tokens, timeout_seconds, retries), delete"
    ),
    "model_budgets": (
        "select, insert, update (month_dollars, month_tokens, session_dollars, session_tokens), delete"
    ),
    "model_calls": "select, insert",
    "model_replies": "select, insert, update (model, text, data, expires_at), delete",
    "model_row_access": "select, insert, update (place), delete",
    "build_sessions": (
        "select, insert, update (user_id, module_id, known_revision, name, description, status, designer, "
        "feedback_seconds, refinements, satisfaction, updated_at), delete"
    ),
    "build_turns": (
        "select, insert, insert (key_id), update (status, tries, progress, waiting_for, is_paused, heard, "
        "started_at, ended_at)"
    ),
    "build_messages": "select, insert",
    "build_revisions": "select, insert, update (handwork, module_revision)",
    "build_approvals": "select, insert",
    "build_sheets": "select, insert, update (content, report, imported_at)",
    "build_session_people": "select, insert, update, delete",
    "secrets": "select, insert, update (sealed_secret, hosts, created_at), delete",
    "sandbox_requests": "select, insert",
    "program_attempts": "select, insert, delete",
    "program_lessons": (
        "select, insert, update (asked, words, traits, faults, advice, uses, used_at), delete"
    ),
    "schedules": "select, insert, update (timing, is_on, next_at), delete",
    "dashboards": "select, insert, update (name, visibility, position, updated_at, deleted_at), delete",
    "dashboard_layouts": "select, insert, update (items, updated_at), delete",
    "dashboard_shares": "select, insert, update (label, last_seen_at), delete",
    "blocks": (
        "select, insert, update (dashboard_id, user_id, asked, title, state, notice, progress, suggestions, "
        "wishes, refresh, time_zone, on_rows, cache_seconds, heals, heal_after, failures, strain, healed, "
        "version, failing_since, refreshing_since, updated_at, deleted_at), delete"
    ),
    "block_versions": "select, insert, update (status, card, reads)",
    "block_data": "select, insert, update (value, shape, version, at, expires_at), delete",
    "block_log": "select, insert",
    "bots": (
        "select, insert, update (user_id, name, description, asked, status, stage, notice, progress, "
        "suggestions, requirements, version, config, policy, time_zone, failures, runs, successes, errors, "
        "seconds, times, last_run_at, last_state, updated_at, deleted_at), delete"
    ),
    "bot_versions": "select, insert, update (status, details, report)",
    "bot_messages": "select, insert, update (answers)",
    "bot_triggers": "select, insert, update, delete",
    "bot_calls": "select, insert, update (run_id), delete",
    "bot_runs": "select, insert, update, delete",
    "bot_attempts": "select, insert, update (ended_at, ending, error, trace)",
    "bot_steps": "select, insert",
    "bot_state": "select, insert, update (value, updated_at), delete",
    "bot_approvals": "select, insert, update (decision, comment, decided_by, decided_at), delete",
    "bot_log": "select, insert",
    "notices": "select, insert, update (read_at), delete",
    "templates": "select, insert, update (name, description, version, updated_at), delete",
    "template_versions": "select, insert",
    "template_origins": "select, insert, update (module_id)",
    "template_updates": "select, insert",
    "dismissed_parts": "select, insert",
}
"""Tables whose rows belong to an agency, and what may be done to those of one's own.

What changes the tables of a module, its revisions and files is done as the server's own role. The code of a
version, what was said and made, ledgers and logs stay as they were written.
"""


def upgrade() -> None:
    """Make everything."""
    connection = op.get_bind().connection
    scripts = [(FOLDER / f"{name}.sql").read_text(encoding="utf-8") for name in FILES]
    for script in (*scripts, *walled(ALLOWED)):
        connection.run_async(lambda driver, script=script: driver.execute(script))
