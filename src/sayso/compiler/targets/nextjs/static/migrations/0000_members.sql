-- Sites, and the people who sign in to them. Read by the server before a request takes its role.
create table if not exists public.sites (
  id          uuid primary key default gen_random_uuid(),
  name        text not null,
  settings    jsonb not null default '{}',
  created_at  timestamptz not null default now()
);

create table if not exists public.members (
  id             uuid primary key default gen_random_uuid(),
  site_id        uuid not null references public.sites (id) on delete cascade,
  email          text not null unique,
  name           text not null,
  role           text not null,
  password_hash  text not null,
  created_at     timestamptz not null default now()
);

-- Names of colleagues are shown in histories; nothing else of a member is readable to requests.
grant select (id, name, site_id) on public.members to sayso_app;
alter table public.members enable row level security;
drop policy if exists members_of_site on public.members;
create policy members_of_site on public.members to sayso_app using (site_id = (select apps.current_site()));

-- What a create that is sent twice was answered the first time; each member sees their own keys only.
create table if not exists public.idempotency_keys (
  site_id      uuid not null default apps.current_site(),
  member_id    uuid not null default apps.current_member(),
  key          text not null check (length(key) <= 300),
  fingerprint  text not null,
  answer       jsonb,
  created_at   timestamptz not null default now(),
  primary key (site_id, member_id, key)
);
grant select, insert, update (answer), delete on public.idempotency_keys to sayso_app;
alter table public.idempotency_keys enable row level security;
drop policy if exists own_keys on public.idempotency_keys;
create policy own_keys on public.idempotency_keys to sayso_app
  using (site_id = (select apps.current_site()) and member_id = (select apps.current_member()));
