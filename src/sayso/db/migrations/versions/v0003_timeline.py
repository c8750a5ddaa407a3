"""Modules are published and archived, previews of each other, and changed by words; revisions say how."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UPGRADE = (
    "alter table modules drop constraint modules_status_check",
    "update modules set status = 'published' where status = 'active'",
    (
        "alter table modules add constraint modules_status_check "
        "check (status in ('draft', 'published', 'archived'))"
    ),
    "alter table modules add column published_at timestamptz",
    "update modules set published_at = created_at",
    (
        "alter table modules add column preview_of uuid "
        "constraint modules_preview_of_fkey references modules on delete set null"
    ),
    "alter table modules add column preview_base integer",
    (
        "alter table revisions add column kind text not null default 'change' "
        "constraint revisions_kind_check check (kind in ('change', 'undo', 'redo', 'jump'))"
    ),
    "alter table revisions add column target integer",
    "alter table revisions add column version text not null default '1.0.0'",
    "alter table revisions add column sentences jsonb not null default '[]'",
    """
    create table changes (
      id uuid primary key default gen_random_uuid(),
      agency_id uuid not null constraint changes_agency_id_fkey references agencies on delete cascade,
      module_id uuid not null constraint changes_module_id_fkey references modules on delete cascade,
      base_id uuid not null constraint changes_base_id_fkey references revisions on delete cascade,
      revision_id uuid constraint changes_revision_id_fkey references revisions on delete set null,
      author_id uuid constraint changes_author_id_fkey references users on delete set null,
      text text not null,
      decision text not null,
      reply text not null,
      target integer,
      edits jsonb not null default '[]',
      questions jsonb not null default '[]',
      created_at timestamptz not null default now()
    )
    """,
    "create index changes_module_id_idx on changes (module_id)",
)
DOWNGRADE = (
    "drop table changes",
    "alter table revisions drop column sentences, drop column version, drop column target, drop column kind",
    "alter table modules drop column preview_base, drop column preview_of, drop column published_at",
    "alter table modules drop constraint modules_status_check",
    "update modules set status = 'active' where status = 'published'",
    (
        "alter table modules add constraint modules_status_check "
        "check (status in ('draft', 'active', 'archived'))"
    ),
)


def upgrade() -> None:
    """What was active is published; every module there is has its tables."""
    for statement in UPGRADE:
        op.execute(statement)


def downgrade() -> None:
    """Back to one state of being served; stored changes go."""
    for statement in DOWNGRADE:
        op.execute(statement)
