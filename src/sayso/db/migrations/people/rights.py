"""Tables of who builds which module, and of what waits for somebody who may let others reach further."""

from sayso.db.migrations.row_security import walled

_AGENCY = "agency_id uuid not null constraint {0}_agency_id_fkey references agencies on delete cascade"
_MODULE = (
    "constraint {0}_agency_id_module_id_fkey foreign key (agency_id, module_id) "
    "references modules (agency_id, id) on delete cascade"
)

TABLES = (
    f"""
    create table module_builders (
      module_id uuid not null,
      user_id uuid not null,
      {_AGENCY.format("module_builders")},
      created_at timestamptz not null default now(),
      constraint module_builders_pkey primary key (module_id, user_id),
      {_MODULE.format("module_builders")},
      constraint module_builders_agency_id_user_id_fkey foreign key (agency_id, user_id)
        references memberships on delete cascade
    )
    """,
    "create index module_builders_user_id_idx on module_builders (user_id)",
    f"""
    create table reach_approvals (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("reach_approvals")},
      module_id uuid not null,
      keys jsonb not null,
      sentences jsonb not null,
      asked_by uuid constraint reach_approvals_asked_by_fkey references users on delete set null,
      asked_at timestamptz not null default now(),
      decision boolean,
      decided_by uuid constraint reach_approvals_decided_by_fkey references users on delete set null,
      decided_at timestamptz,
      used_at timestamptz,
      constraint reach_approvals_agency_id_id_key unique (agency_id, id),
      {_MODULE.format("reach_approvals")}
    )
    """,
    "create index reach_approvals_module_id_idx on reach_approvals (module_id)",
    "alter table build_turns add column key_id uuid",
    "grant insert (key_id) on build_turns to sayso_platform",
)
ALLOWED = {
    "module_builders": "select, insert, delete",
    "reach_approvals": "select, insert, update (decision, decided_by, decided_at, used_at)",
}


def made() -> tuple[str, ...]:
    """Statements that add them."""
    return (*TABLES, *walled(ALLOWED))


def removed() -> tuple[str, ...]:
    """Statements that take them away."""
    return (
        *(f"drop table {table}" for table in reversed(ALLOWED)),
        "alter table build_turns drop column key_id",
    )
