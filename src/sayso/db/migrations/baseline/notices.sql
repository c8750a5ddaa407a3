-- Notices that people find in the product.
create table notices (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid not null references users on delete cascade,
  level text not null default 'info',
  title text not null,
  text text not null default '',
  link text not null default '',
  about_kind text not null default '',
  about_id uuid,
  read_at timestamptz,
  created_at timestamptz not null default now(),
  check (level in ('info', 'success', 'warning', 'error'))
);
create index notices_agency_id_user_id_created_at_id_idx on notices (agency_id, user_id, created_at, id);
