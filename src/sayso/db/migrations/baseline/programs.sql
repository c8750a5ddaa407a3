-- Attempts at programs, and what is remembered of those that worked.
create table program_attempts (
  id bigint generated always as identity primary key,
  agency_id uuid not null references agencies on delete cascade,
  owner_kind text not null,
  owner_id uuid not null,
  development uuid not null,
  number integer not null,
  asked text not null,
  code text not null,
  details jsonb,
  input jsonb,
  result jsonb,
  output text not null default '',
  error text not null default '',
  fault text,
  message text not null default '',
  ending text,
  model text not null default '',
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  cost numeric(20, 10),
  seconds double precision not null default 0,
  created_at timestamptz not null default now()
);
create index program_attempts_agency_id_owner_kind_owner_id_id_idx
  on program_attempts (agency_id, owner_kind, owner_id, id);
create table program_lessons (
  id bigint generated always as identity primary key,
  agency_id uuid not null references agencies on delete cascade,
  kind text not null,
  digest text not null,
  asked text not null,
  words text[] not null,
  traits text[] not null,
  faults text[] not null,
  advice text not null,
  code text not null,
  uses integer not null default 1,
  used_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  unique (agency_id, kind, digest)
);
create index program_lessons_agency_id_kind_used_at_idx on program_lessons (agency_id, kind, used_at);
