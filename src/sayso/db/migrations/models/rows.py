"""The table of which models may see values of rows."""

from sayso.db.migrations.row_security import walled

TABLES = (
    """
    create table model_row_access (
      agency_id uuid not null
        constraint model_row_access_agency_id_fkey references agencies on delete cascade,
      model text not null,
      place text not null,
      created_at timestamptz not null default now(),
      constraint model_row_access_pkey primary key (agency_id, model)
    )
    """,
)
ALLOWED = {"model_row_access": "select, insert, update (place), delete"}


def made() -> tuple[str, ...]:
    """Statements that add it; what is allowed and withdrawn is written down."""
    return (
        *TABLES,
        *walled(ALLOWED),
        """
        create trigger model_row_access_audit after insert or update or delete on model_row_access
          for each row execute function sayso_audit_named('model_row_access', 'model')
        """,
    )


def removed() -> tuple[str, ...]:
    """Statements that take it away."""
    return ("drop table model_row_access",)
