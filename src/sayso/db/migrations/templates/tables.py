"""Tables of an agency's templates, their versions, and of what came from which."""

from sayso.db.migrations.row_security import walled

_AGENCY = "agency_id uuid not null constraint {0}_agency_id_fkey references agencies on delete cascade"


def _within(table: str, column: str, to: str, removal: str = "cascade") -> str:
    return (
        f"constraint {table}_agency_id_{column}_fkey foreign key (agency_id, {column}) "
        f"references {to} (agency_id, id) on delete {removal}"
    )


def _person(table: str) -> str:
    return f"user_id uuid constraint {table}_user_id_fkey references users on delete set null"


TABLES = (
    f"""
    create table templates (
      id uuid not null default gen_random_uuid() constraint templates_pkey primary key,
      {_AGENCY.format("templates")},
      module_id uuid,
      {_person("templates")},
      slug text not null,
      name text not null,
      description text not null default '',
      version integer not null default 1,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint templates_agency_id_id_key unique (agency_id, id),
      constraint templates_agency_id_slug_key unique (agency_id, slug),
      constraint templates_agency_id_module_id_key unique (agency_id, module_id),
      {_within("templates", "module_id", "modules", "set null (module_id)")}
    )
    """,
    f"""
    create table template_versions (
      template_id uuid not null,
      number integer not null,
      {_AGENCY.format("template_versions")},
      {_person("template_versions")},
      spec jsonb not null,
      handwork jsonb not null default '[]',
      with_rows boolean not null,
      notes text not null default '',
      created_at timestamptz not null default now(),
      constraint template_versions_pkey primary key (template_id, number),
      {_within("template_versions", "template_id", "templates")}
    )
    """,
    f"""
    create table template_origins (
      id uuid not null default gen_random_uuid() constraint template_origins_pkey primary key,
      {_AGENCY.format("template_origins")},
      session_id uuid,
      module_id uuid constraint template_origins_module_id_key unique,
      template_id uuid,
      name text not null,
      design text,
      version integer,
      created_at timestamptz not null default now(),
      {_within("template_origins", "session_id", "build_sessions", "set null (session_id)")},
      {_within("template_origins", "module_id", "modules")},
      {_within("template_origins", "template_id", "templates", "set null (template_id)")}
    )
    """,
    "create index template_origins_session_id_idx on template_origins (session_id)",
    "create index template_origins_template_id_idx on template_origins (template_id)",
    f"""
    create table template_updates (
      module_id uuid not null,
      revision integer not null,
      {_AGENCY.format("template_updates")},
      version integer not null,
      created_at timestamptz not null default now(),
      constraint template_updates_pkey primary key (module_id, revision),
      {_within("template_updates", "module_id", "modules")}
    )
    """,
    f"""
    create table dismissed_parts (
      module_id uuid not null,
      part text not null,
      {_AGENCY.format("dismissed_parts")},
      created_at timestamptz not null default now(),
      constraint dismissed_parts_pkey primary key (module_id, part),
      {_within("dismissed_parts", "module_id", "modules")}
    )
    """,
)

ALLOWED = {
    "templates": "select, insert, update (name, description, version, updated_at), delete",
    "template_versions": "select, insert",
    "template_origins": "select, insert, update (module_id)",
    "template_updates": "select, insert",
    "dismissed_parts": "select, insert",
}
"""What may be done to rows of one's own agency; a version stays as it was published."""


def made() -> tuple[str, ...]:
    """Statements that add them."""
    return (*TABLES, *walled(ALLOWED))


def removed() -> tuple[str, ...]:
    """Statements that take them away."""
    return tuple(f"drop table {table}" for table in reversed(ALLOWED))
