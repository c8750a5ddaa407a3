"""Secrets that programs name, and the requests they sent."""

from sayso.db.migrations.row_security import walled

TABLES = (
    """
    create table secrets (
      agency_id uuid not null constraint secrets_agency_id_fkey references agencies on delete cascade,
      name text not null,
      sealed_secret text not null,
      hosts jsonb not null,
      created_at timestamptz not null default now(),
      constraint secrets_pkey primary key (agency_id, name)
    )
    """,
    """
    create table sandbox_requests (
      id bigint generated always as identity constraint sandbox_requests_pkey primary key,
      agency_id uuid not null
        constraint sandbox_requests_agency_id_fkey references agencies on delete cascade,
      owner_kind text not null,
      owner_id uuid not null,
      method text not null,
      host text not null,
      path text not null,
      status integer,
      bytes_in bigint not null,
      bytes_out bigint not null,
      seconds double precision not null,
      refusal text not null default '',
      at timestamptz not null
    )
    """,
    """
    create index sandbox_requests_agency_id_owner_kind_owner_id_id_idx
      on sandbox_requests (agency_id, owner_kind, owner_id, id)
    """,
    "create index sandbox_requests_at_idx on sandbox_requests (at)",
)
ALLOWED = {
    "secrets": "select, insert, update (sealed_secret, hosts, created_at), delete",
    "sandbox_requests": "select, insert",
}
"""What may be done to the rows of one's own agency; nobody changes the log."""


def walls() -> tuple[str, ...]:
    """Statements that keep agencies apart in these tables."""
    return walled(ALLOWED)


AUDIT = """
create trigger secrets_audit after insert or update or delete on secrets
  for each row execute function sayso_audit_named('secret', 'name')
"""
"""Writes down changes of secrets, without the secrets."""


def removed() -> tuple[str, ...]:
    """Statements that take all of it away."""
    return tuple(f"drop table {table}" for table in ALLOWED)
