"""Sheets that sessions began with; their rows wait until the session is published for the first time."""

from sayso.db.migrations.row_security import walled

TABLES = (
    """
    create table build_sheets (
      session_id uuid not null,
      number integer not null,
      agency_id uuid not null constraint build_sheets_agency_id_fkey references agencies on delete cascade,
      file text not null,
      name text not null,
      entity text not null,
      columns jsonb not null,
      row_count integer not null,
      content bytea not null,
      report jsonb,
      imported_at timestamptz,
      created_at timestamptz not null default now(),
      constraint build_sheets_pkey primary key (session_id, number),
      constraint build_sheets_agency_id_session_id_fkey foreign key (agency_id, session_id)
        references build_sessions (agency_id, id) on delete cascade
    )
    """,
)
ALLOWED = {"build_sheets": "select, insert, update (content, report, imported_at)"}


def walls() -> tuple[str, ...]:
    """Statements that keep agencies apart in these tables."""
    return walled(ALLOWED)
