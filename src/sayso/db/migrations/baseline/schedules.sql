-- What is due when: a row for each thing that is done again and again.
create table schedules (
  agency_id uuid not null references agencies on delete cascade,
  kind text not null,
  key text not null,
  timing jsonb not null,
  is_on boolean not null default true,
  next_at timestamptz,
  last_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (agency_id, kind, key)
);
create index schedules_next_at_idx on schedules (next_at) where is_on;
