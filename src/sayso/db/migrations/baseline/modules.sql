-- Modules: their timeline, generated and edited files, bundles, uploads, who builds them and who is let in.
create table modules (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  site_id uuid not null,
  slug text not null unique,
  name text not null,
  version text not null,
  status text not null check (status in ('draft', 'published', 'archived')),
  prefix text not null unique,
  revision_id uuid,
  settings jsonb not null default '{}',
  created_at timestamptz not null default now(),
  published_at timestamptz,
  preview_of uuid,
  preview_base integer,
  deleted_at timestamptz,
  unique (agency_id, id),
  foreign key (agency_id, site_id) references sites (agency_id, id) on delete cascade,
  foreign key (agency_id, preview_of) references modules (agency_id, id) on delete set null (preview_of)
);
create index modules_agency_id_created_at_id_idx on modules (agency_id, created_at, id);
create table revisions (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  module_id uuid not null,
  number integer not null,
  spec jsonb not null,
  edits jsonb not null default '[]',
  reason text not null default '',
  author_id uuid references users on delete set null,
  created_at timestamptz not null default now(),
  kind text not null default 'change' check (kind in ('change', 'undo', 'redo', 'jump')),
  target integer,
  version text not null default '1.0.0',
  sentences jsonb not null default '[]',
  handwork jsonb,
  unique (module_id, number),
  unique (agency_id, id),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
alter table modules add foreign key (agency_id, revision_id) references revisions (agency_id, id)
  on delete set null (revision_id);
create table changes (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  module_id uuid not null,
  base_id uuid not null,
  revision_id uuid,
  author_id uuid references users on delete set null,
  text text not null,
  decision text not null,
  reply text not null,
  target integer,
  edits jsonb not null default '[]',
  questions jsonb not null default '[]',
  created_at timestamptz not null default now(),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade,
  foreign key (agency_id, base_id) references revisions (agency_id, id) on delete cascade,
  foreign key (agency_id, revision_id) references revisions (agency_id, id) on delete set null (revision_id)
);
create index changes_module_id_idx on changes (module_id);

create table module_files (
  module_id uuid not null,
  path text not null,
  agency_id uuid not null references agencies on delete cascade,
  text text not null,
  elements jsonb not null default '[]',
  generated text,
  is_orphan boolean not null default false,
  primary key (module_id, path),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create table saved_files (
  module_id uuid not null,
  path text not null,
  kind text not null check (kind in ('edit', 'merge')),
  agency_id uuid not null references agencies on delete cascade,
  text text,
  generated text,
  primary key (module_id, path, kind),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create table bundles (
  module_id uuid not null primary key,
  agency_id uuid not null references agencies on delete cascade,
  revision_id uuid not null,
  kit text not null,
  page text not null,
  script_hashes jsonb not null,
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create table bundle_files (
  module_id uuid not null,
  path text not null,
  agency_id uuid not null references agencies on delete cascade,
  content_type text not null,
  body bytea not null,
  primary key (module_id, path),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);

-- By which Sayso the tables and the logic of each module were made; nothing but a start asks for foundations.
create table installed_logic (
  module_id uuid not null primary key,
  agency_id uuid not null references agencies on delete cascade,
  generation integer not null,
  digest text not null,
  maker text not null,
  problem text,
  made_at timestamptz not null default now(),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create table installed_foundations (
  path text not null primary key,
  digest text not null,
  run_at timestamptz not null default now()
);
alter table installed_foundations enable row level security;
alter table alembic_version enable row level security;

-- Known by the digest of what was proved, and the same for everybody who has that text.
create table proof_passes (
  digest text not null primary key,
  passed_at timestamptz not null default now()
);
create index proof_passes_passed_at_idx on proof_passes (passed_at);
create table proof_reports (
  digest text not null primary key,
  report jsonb not null,
  made_at timestamptz not null default now()
);
alter table proof_passes enable row level security;
create policy proof_passes_shared on proof_passes to sayso_platform using (true) with check (true);
grant select, insert, update (passed_at), delete on proof_passes to sayso_platform;
alter table proof_reports enable row level security;
create policy proof_reports_shared on proof_reports to sayso_platform using (true) with check (true);
grant select, insert, update (report, made_at) on proof_reports to sayso_platform;

create table files (
  id uuid primary key,
  agency_id uuid not null references agencies on delete cascade,
  site_id uuid not null,
  name text not null,
  size bigint not null,
  content_type text not null,
  sha256 text not null,
  created_by uuid,
  created_at timestamptz not null default now(),
  row_id uuid,
  foreign key (agency_id, site_id) references sites (agency_id, id) on delete cascade
);
create index files_site_id_idx on files (site_id);
create index files_agency_id_idx on files (agency_id) include (size);
create policy files_of_site on files to sayso_app
  using (site_id = nullif(current_setting('sayso.site_id', true), '')::uuid);
grant select, insert, update (row_id) on files to sayso_app;
create table idempotency_keys (
  site_id uuid not null references sites on delete cascade,
  member_id uuid not null,
  key text not null,
  fingerprint text not null,
  answer text,
  version integer,
  created_at timestamptz not null default now(),
  primary key (site_id, member_id, key)
);
create index idempotency_keys_created_at_idx on idempotency_keys (created_at);
alter table idempotency_keys enable row level security;
create policy idempotency_keys_of_member on idempotency_keys to sayso_app
  using (site_id = nullif(current_setting('sayso.site_id', true), '')::uuid
    and member_id = nullif(current_setting('sayso.member_id', true), '')::uuid);
grant select, insert, update, delete on idempotency_keys to sayso_app;

create table member_roles (
  member_id uuid not null,
  module_id uuid not null,
  agency_id uuid not null references agencies on delete cascade,
  role text not null,
  primary key (member_id, module_id),
  foreign key (agency_id, member_id) references members (agency_id, id) on delete cascade,
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create table public_confirmations (
  module_id uuid not null primary key,
  agency_id uuid not null references agencies on delete cascade,
  keys jsonb not null,
  confirmed_by uuid references users on delete set null,
  confirmed_at timestamptz not null default now(),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create table module_builders (
  module_id uuid not null,
  user_id uuid not null,
  agency_id uuid not null references agencies on delete cascade,
  created_at timestamptz not null default now(),
  primary key (module_id, user_id),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade,
  foreign key (agency_id, user_id) references memberships on delete cascade
);
create index module_builders_user_id_idx on module_builders (user_id);
create table reach_approvals (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  module_id uuid not null,
  keys jsonb not null,
  sentences jsonb not null,
  asked_by uuid references users on delete set null,
  asked_at timestamptz not null default now(),
  decision boolean,
  decided_by uuid references users on delete set null,
  decided_at timestamptz,
  used_at timestamptz,
  comment text not null default '',
  unique (agency_id, id),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create index reach_approvals_module_id_idx on reach_approvals (module_id);
