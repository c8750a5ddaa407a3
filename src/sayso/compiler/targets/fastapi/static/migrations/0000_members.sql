-- Sites, the people who sign in to them, and what they have set. Requests read names of colleagues only.
create table if not exists public.sites (
  id          uuid primary key default gen_random_uuid(),
  name        text not null,
  created_at  timestamptz not null default now()
);

create table if not exists public.members (
  id          uuid primary key default gen_random_uuid(),
  site_id     uuid not null references public.sites (id) on delete cascade,
  email       text not null unique check (email = lower(email)),
  name        text not null,
  role        text not null,
  created_at  timestamptz not null default now()
);
grant usage on schema public to sayso_app;
grant select (id, name, site_id) on public.members to sayso_app;
alter table public.members enable row level security;
drop policy if exists members_of_site on public.members;
create policy members_of_site on public.members to sayso_app
  using (site_id = (select apps.current_site()));

create table if not exists public.settings (
  site_id  uuid not null references public.sites (id) on delete cascade,
  key      text not null,
  value    jsonb not null,
  primary key (site_id, key)
);

-- The answers to creates that carry an idempotency key; each member sees their own keys only.
create table if not exists public.idempotency_keys (
  site_id      uuid not null default apps.current_site(),
  member_id    uuid not null default apps.current_member(),
  key          text not null check (length(key) <= 200),
  fingerprint  text not null,
  answer       text,
  version      integer,
  created_at   timestamptz not null default now(),
  primary key (site_id, member_id, key)
);
grant select, insert, delete, update (answer, version) on public.idempotency_keys to sayso_app;
alter table public.idempotency_keys enable row level security;
drop policy if exists own_keys on public.idempotency_keys;
create policy own_keys on public.idempotency_keys to sayso_app
  using (site_id = (select apps.current_site()) and member_id = (select apps.current_member()));
