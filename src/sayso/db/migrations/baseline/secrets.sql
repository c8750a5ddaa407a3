-- Secrets that programs name, and the requests they sent.
create table secrets (
  agency_id uuid not null references agencies on delete cascade,
  name text not null,
  sealed_secret text not null,
  hosts jsonb not null,
  created_at timestamptz not null default now(),
  primary key (agency_id, name)
);
create table sandbox_requests (
  id bigint generated always as identity primary key,
  agency_id uuid not null references agencies on delete cascade,
  owner_kind text not null,
  owner_id uuid not null,
  method text not null,
  host text not null,
  path text not null,
  status integer,
  bytes_in bigint not null,
  bytes_out bigint not null,
  seconds double precision not null,
  refusal text not null default '',
  at timestamptz not null
);
create index sandbox_requests_agency_id_owner_kind_owner_id_id_idx
  on sandbox_requests (agency_id, owner_kind, owner_id, id);
create index sandbox_requests_at_idx on sandbox_requests (at);
create trigger secrets_audit after insert or update or delete on secrets
  for each row execute function sayso_audit_named('secret', 'name');
