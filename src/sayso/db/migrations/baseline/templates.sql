-- An agency's templates, their versions, and what came from which.
create table templates (
  id uuid not null default gen_random_uuid() primary key,
  agency_id uuid not null references agencies on delete cascade,
  module_id uuid,
  user_id uuid references users on delete set null,
  slug text not null,
  name text not null,
  description text not null default '',
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agency_id, id),
  unique (agency_id, slug),
  unique (agency_id, module_id),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete set null (module_id)
);
create table template_versions (
  template_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid references users on delete set null,
  spec jsonb not null,
  handwork jsonb not null default '[]',
  with_rows boolean not null,
  notes text not null default '',
  created_at timestamptz not null default now(),
  primary key (template_id, number),
  foreign key (agency_id, template_id) references templates (agency_id, id) on delete cascade
);
create table template_origins (
  id uuid not null default gen_random_uuid() primary key,
  agency_id uuid not null references agencies on delete cascade,
  session_id uuid,
  module_id uuid unique,
  template_id uuid,
  name text not null,
  design text,
  version integer,
  created_at timestamptz not null default now(),
  foreign key (agency_id, session_id) references build_sessions (agency_id, id)
    on delete set null (session_id),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade,
  foreign key (agency_id, template_id) references templates (agency_id, id) on delete set null (template_id)
);
create index template_origins_session_id_idx on template_origins (session_id);
create index template_origins_template_id_idx on template_origins (template_id);
create table template_updates (
  module_id uuid not null,
  revision integer not null,
  agency_id uuid not null references agencies on delete cascade,
  version integer not null,
  created_at timestamptz not null default now(),
  primary key (module_id, revision),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create table dismissed_parts (
  module_id uuid not null,
  part text not null,
  agency_id uuid not null references agencies on delete cascade,
  created_at timestamptz not null default now(),
  primary key (module_id, part),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
