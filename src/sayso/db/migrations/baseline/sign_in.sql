-- Invitations, sessions, one-time links, identities of OpenID providers and API keys.
create table invitations (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  email text not null,
  name text not null default '',
  role text check (role in ('admin', 'user', 'viewer', 'api_user')),
  module_id uuid,
  module_role text,
  token_hash text not null unique,
  invited_by uuid references users on delete set null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  accepted_by uuid references users on delete set null,
  revoked_at timestamptz,
  created_at timestamptz not null default now(),
  constraint invitations_place_check check (role is not null or module_id is not null),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete cascade
);
create index invitations_agency_id_idx on invitations (agency_id);
create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  agency_id uuid references agencies on delete set null,
  module_id uuid references modules on delete cascade,
  kind text not null check (kind in ('browser', 'token', 'module')),
  secret_hash text unique,
  address text not null default '',
  user_agent text not null default '',
  expires_at timestamptz not null,
  last_seen_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_because text,
  created_at timestamptz not null default now()
);
create index sessions_user_id_idx on sessions (user_id);
create table refresh_tokens (
  token_hash text not null primary key,
  session_id uuid not null references sessions on delete cascade,
  user_id uuid not null references users on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index refresh_tokens_session_id_idx on refresh_tokens (session_id);
create table links (
  token_hash text not null primary key,
  purpose text not null check (purpose in ('signin', 'reset')),
  user_id uuid not null references users on delete cascade,
  module_id uuid references modules on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now()
);
create index links_user_id_idx on links (user_id);
create table identities (
  issuer text not null,
  subject text not null,
  user_id uuid not null references users on delete cascade,
  email text not null,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index identities_user_id_idx on identities (user_id);
create table api_keys (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid not null references users on delete cascade,
  name text not null,
  prefix text not null,
  token_hash text not null unique,
  scopes jsonb not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  last_used_from text,
  created_at timestamptz not null default now()
);
create index api_keys_agency_id_idx on api_keys (agency_id);
create index api_keys_user_id_idx on api_keys (user_id);

-- Rows of a user: what may be done to one's own; all else is signing in.
alter table sessions enable row level security;
create policy sessions_own on sessions to sayso_platform
  using (user_id = sayso_user()) with check (user_id = sayso_user());
grant select (id, user_id, agency_id, module_id, kind, address, user_agent, expires_at, last_seen_at, ended_at,
  ended_because, created_at), update (agency_id) on sessions to sayso_platform;
alter table refresh_tokens enable row level security;
create policy refresh_tokens_own on refresh_tokens to sayso_platform
  using (user_id = sayso_user()) with check (user_id = sayso_user());
alter table links enable row level security;
create policy links_own on links to sayso_platform
  using (user_id = sayso_user()) with check (user_id = sayso_user());
alter table identities enable row level security;
create policy identities_own on identities to sayso_platform
  using (user_id = sayso_user()) with check (user_id = sayso_user());
grant select on identities to sayso_platform;
