"""The table of notices."""

from sayso.db.migrations.row_security import walled

_AGENCY = "agency_id uuid not null constraint {0}_agency_id_fkey references agencies on delete cascade"

TABLES = (
    f"""
    create table notices (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("notices")},
      user_id uuid not null constraint notices_user_id_fkey references users on delete cascade,
      level text not null default 'info',
      title text not null,
      text text not null default '',
      link text not null default '',
      about_kind text not null default '',
      about_id uuid,
      read_at timestamptz,
      created_at timestamptz not null default now(),
      constraint notices_level_check check (level in ('info', 'success', 'warning', 'error'))
    )
    """,
    (
        "create index notices_agency_id_user_id_created_at_id_idx on notices "
        "(agency_id, user_id, created_at, id)"
    ),
)


def walls() -> tuple[str, ...]:
    """Statements that keep agencies apart in this table."""
    return walled({"notices": "select, insert, update (read_at), delete"})
