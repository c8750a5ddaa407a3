"""Keeps generated texts beside edited ones, what people saved, and what they had made at each revision."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UPGRADE = (
    """
    alter table module_files
      add column generated text,
      add column is_orphan boolean not null default false,
      drop column generated_hash
    """,
    "update module_files set generated = text",
    """
    create table saved_files (
      module_id uuid not null constraint saved_files_module_id_fkey references modules on delete cascade,
      path text not null,
      kind text not null constraint saved_files_kind_check check (kind in ('edit', 'merge')),
      agency_id uuid not null constraint saved_files_agency_id_fkey references agencies on delete cascade,
      text text,
      generated text,
      constraint saved_files_pkey primary key (module_id, path, kind)
    )
    """,
    "alter table revisions add column handwork jsonb",
)
DOWNGRADE = (
    "alter table revisions drop column handwork",
    "drop table saved_files",
    "alter table module_files add column generated_hash text not null default ''",
    """
    update module_files
      set generated_hash = encode(sha256(convert_to(coalesce(generated, ''), 'UTF8')), 'hex')
    """,
    """
    alter table module_files
      alter column generated_hash drop default,
      drop column is_orphan,
      drop column generated
    """,
)


def upgrade() -> None:
    """Until now no file could be edited, so every text is the generated one."""
    for statement in UPGRADE:
        op.execute(statement)


def downgrade() -> None:
    """Edited files are told by their hash again; what was saved and not published goes."""
    for statement in DOWNGRADE:
        op.execute(statement)
