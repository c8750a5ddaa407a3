"""The platform's first tables, the two roles of modules and the schema they live in."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROLES = """
do $$
declare wanted text;
begin
  foreach wanted in array array['sayso_owner', 'sayso_app'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
      end if;
      if not pg_has_role(current_user, wanted, 'usage') then
        execute format('grant %I to %I', wanted, current_user);
      end if;
    exception when duplicate_object or unique_violation or invalid_grant_operation then null;
    end;
  end loop;
end $$;
create schema if not exists apps;
grant usage on schema apps to sayso_app;
grant usage, create on schema apps to sayso_owner;
grant usage on schema public to sayso_app, sayso_owner;
"""

PEOPLE = """
create table agencies (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null constraint agencies_slug_key unique,
  created_at timestamptz not null default now()
);
create table users (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null constraint users_email_key unique,
  created_at timestamptz not null default now()
);
create table sites (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null constraint sites_agency_id_fkey references agencies on delete cascade,
  name text not null,
  slug text not null,
  created_at timestamptz not null default now(),
  constraint sites_agency_id_slug_key unique (agency_id, slug)
);
create table members (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null constraint members_agency_id_fkey references agencies on delete cascade,
  site_id uuid not null constraint members_site_id_fkey references sites on delete cascade,
  user_id uuid not null constraint members_user_id_fkey references users on delete cascade,
  created_at timestamptz not null default now(),
  constraint members_site_id_user_id_key unique (site_id, user_id)
);
"""

MODULES = """
create table modules (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null constraint modules_agency_id_fkey references agencies on delete cascade,
  site_id uuid not null constraint modules_site_id_fkey references sites on delete cascade,
  slug text not null constraint modules_slug_key unique,
  name text not null,
  version text not null,
  status text not null constraint modules_status_check check (status in ('draft', 'active', 'archived')),
  prefix text not null constraint modules_prefix_key unique,
  revision_id uuid,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index modules_agency_id_idx on modules (agency_id);
create table member_roles (
  member_id uuid not null constraint member_roles_member_id_fkey references members on delete cascade,
  module_id uuid not null constraint member_roles_module_id_fkey references modules on delete cascade,
  agency_id uuid not null constraint member_roles_agency_id_fkey references agencies on delete cascade,
  role text not null,
  constraint member_roles_pkey primary key (member_id, module_id)
);
create table revisions (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null constraint revisions_agency_id_fkey references agencies on delete cascade,
  module_id uuid not null constraint revisions_module_id_fkey references modules on delete cascade,
  number integer not null,
  spec jsonb not null,
  edits jsonb not null default '[]',
  reason text not null default '',
  author_id uuid constraint revisions_author_id_fkey references users on delete set null,
  created_at timestamptz not null default now(),
  constraint revisions_module_id_number_key unique (module_id, number)
);
alter table modules add constraint modules_revision_id_fkey foreign key (revision_id) references revisions
  on delete set null;
create table module_files (
  module_id uuid not null constraint module_files_module_id_fkey references modules on delete cascade,
  path text not null,
  agency_id uuid not null constraint module_files_agency_id_fkey references agencies on delete cascade,
  text text not null,
  generated_hash text not null,
  elements jsonb not null default '[]',
  constraint module_files_pkey primary key (module_id, path)
);
create table bundles (
  module_id uuid not null constraint bundles_pkey primary key
    constraint bundles_module_id_fkey references modules on delete cascade,
  agency_id uuid not null constraint bundles_agency_id_fkey references agencies on delete cascade,
  revision_id uuid not null,
  kit text not null,
  page text not null,
  script_hashes jsonb not null
);
create table bundle_files (
  module_id uuid not null constraint bundle_files_module_id_fkey references modules on delete cascade,
  path text not null,
  agency_id uuid not null constraint bundle_files_agency_id_fkey references agencies on delete cascade,
  content_type text not null,
  body bytea not null,
  constraint bundle_files_pkey primary key (module_id, path)
);
"""

REQUESTS = """
create table files (
  id uuid primary key,
  agency_id uuid not null constraint files_agency_id_fkey references agencies on delete cascade,
  site_id uuid not null constraint files_site_id_fkey references sites on delete cascade,
  name text not null,
  size bigint not null,
  content_type text not null,
  sha256 text not null,
  created_by uuid,
  created_at timestamptz not null default now()
);
create index files_site_id_idx on files (site_id);
alter table files enable row level security;
create policy files_of_site on files to sayso_app
  using (site_id = nullif(current_setting('sayso.site_id', true), '')::uuid);
grant select, insert on files to sayso_app;

create table idempotency_keys (
  site_id uuid not null constraint idempotency_keys_site_id_fkey references sites on delete cascade,
  member_id uuid not null,
  key text not null,
  fingerprint text not null,
  answer text,
  version integer,
  created_at timestamptz not null default now(),
  constraint idempotency_keys_pkey primary key (site_id, member_id, key)
);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
alter table idempotency_keys enable row level security;
create policy idempotency_keys_of_member on idempotency_keys to sayso_app
  using (site_id = nullif(current_setting('sayso.site_id', true), '')::uuid
    and member_id = nullif(current_setting('sayso.member_id', true), '')::uuid);
grant select, insert, update on idempotency_keys to sayso_app;
"""


def upgrade() -> None:
    """Create everything."""
    for part in (ROLES, PEOPLE, MODULES, REQUESTS):
        for statement in _statements(part):
            op.execute(statement)


def downgrade() -> None:
    """Drop the platform's tables; roles and the tables of modules stay."""
    for table in (
        "idempotency_keys", "files", "bundle_files", "bundles", "module_files", "member_roles", "members",
    ):  # fmt: skip
        op.execute(f"drop table {table}")
    op.execute("alter table modules drop constraint modules_revision_id_fkey")
    for table in ("revisions", "modules", "sites", "users", "agencies"):
        op.execute(f"drop table {table}")


def _statements(script: str) -> list[str]:
    """Split at semicolons that end a line, keeping ``do $$ … $$`` blocks whole."""
    parts: list[str] = []
    current: list[str] = []
    for line in script.strip().splitlines():
        current.append(line)
        text = "\n".join(current)
        if line.endswith(";") and text.count("$$") % 2 == 0:
            parts.append(text)
            current = []
    return parts
