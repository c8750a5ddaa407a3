"""What is due when: a row for each thing that is done again and again."""

from sayso.db.migrations.row_security import walled

TABLES = (
    """
    create table schedules (
      agency_id uuid not null constraint schedules_agency_id_fkey references agencies on delete cascade,
      kind text not null,
      key text not null,
      timing jsonb not null,
      is_on boolean not null default true,
      next_at timestamptz,
      last_at timestamptz,
      created_at timestamptz not null default now(),
      constraint schedules_pkey primary key (agency_id, kind, key)
    )
    """,
    "create index schedules_next_at_idx on schedules (next_at) where is_on",
)
ALLOWED = {"schedules": "select, insert, update (timing, is_on, next_at), delete"}


def walls() -> tuple[str, ...]:
    """Statements that keep agencies apart in this table."""
    return walled(ALLOWED)
