-- Agencies, their sites, and the people who belong to them.
create table agencies (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  slug text not null unique,
  created_at timestamptz not null default now()
);
create table users (
  id uuid primary key default gen_random_uuid(),
  name text not null,
  email text not null unique check (email = lower(email)),
  created_at timestamptz not null default now(),
  password_hash text,
  is_active boolean not null default true
);
create table memberships (
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid not null references users on delete cascade,
  role text not null check (role in ('admin', 'user', 'viewer', 'api_user')),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  primary key (agency_id, user_id)
);
create index memberships_user_id_idx on memberships (user_id);
create table sites (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  name text not null,
  slug text not null,
  created_at timestamptz not null default now(),
  unique (agency_id, slug),
  unique (agency_id, id)
);
create table members (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  site_id uuid not null,
  user_id uuid not null references users on delete cascade,
  created_at timestamptz not null default now(),
  unique (site_id, user_id),
  unique (agency_id, id),
  foreign key (agency_id, site_id) references sites (agency_id, id) on delete cascade
);

alter table agencies enable row level security;
create policy agencies_own on agencies to sayso_platform
  using (id = sayso_agency()) with check (id = sayso_agency());
create policy agencies_of_user on agencies for select to sayso_platform using
  (id in (select agency_id from memberships m where m.user_id = sayso_user() and m.is_active));
grant select, update (name, slug) on agencies to sayso_platform;

alter table users enable row level security;
create policy users_own on users to sayso_platform using (id = sayso_user()) with check (id = sayso_user());
create policy users_of_agency on users for select to sayso_platform using
  (id in (select user_id from memberships m where m.agency_id = sayso_agency())
   or id in (select user_id from members m where m.agency_id = sayso_agency()));
grant select (id, name, email, is_active, created_at), update (name) on users to sayso_platform;

create policy memberships_own on memberships for select to sayso_platform using (user_id = sayso_user());
