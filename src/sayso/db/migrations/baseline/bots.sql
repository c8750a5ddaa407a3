-- Bots and their runs; a bot that was deleted is kept for a while, so that it can come back.
create table bots (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid references users on delete set null,
  name text not null,
  description text not null default '',
  asked text not null default '',
  status text not null default 'draft',
  stage text not null default 'idle',
  notice text not null default '',
  progress text not null default '',
  suggestions jsonb not null default '[]',
  requirements jsonb not null default '{}',
  version integer,
  config jsonb not null default '{}',
  policy jsonb not null default '{}',
  time_zone text not null default 'UTC',
  failures integer not null default 0,
  runs integer not null default 0,
  successes integer not null default 0,
  errors integer not null default 0,
  seconds double precision not null default 0,
  times jsonb not null default '[]',
  last_run_at timestamptz,
  last_state text,
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  created_at timestamptz not null default now(),
  unique (agency_id, id),
  check (stage in ('reading', 'asking', 'writing', 'testing', 'ready', 'failed', 'healing', 'idle')),
  check (status in ('draft', 'active', 'paused', 'error'))
);
create index bots_agency_id_created_at_id_idx on bots (agency_id, created_at, id);
create table bot_versions (
  bot_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid references users on delete set null,
  status text not null,
  code text not null,
  details jsonb not null,
  note text not null default '',
  author text not null,
  report jsonb,
  created_at timestamptz not null default now(),
  primary key (bot_id, number),
  foreign key (agency_id, bot_id) references bots (agency_id, id) on delete cascade,
  check (status in ('active', 'candidate', 'deprecated', 'failed'))
);
create table bot_messages (
  id bigint generated always as identity primary key,
  agency_id uuid not null references agencies on delete cascade,
  bot_id uuid not null,
  user_id uuid references users on delete set null,
  role text not null,
  text text not null default '',
  questions jsonb not null default '[]',
  answers jsonb not null default '{}',
  at timestamptz not null default clock_timestamp(),
  foreign key (agency_id, bot_id) references bots (agency_id, id) on delete cascade,
  check (role in ('user', 'assistant'))
);
create index bot_messages_agency_id_bot_id_id_idx on bot_messages (agency_id, bot_id, id);
create table bot_triggers (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  bot_id uuid not null,
  kind text not null,
  spec jsonb not null,
  is_on boolean not null default true,
  token_hash text unique,
  sealed_secret text,
  source text not null default '',
  target text not null default '',
  position bigint not null default 0,
  notice text not null default '',
  last_at timestamptz,
  created_at timestamptz not null default now(),
  foreign key (agency_id, bot_id) references bots (agency_id, id) on delete cascade,
  unique (agency_id, id),
  check (kind in ('manual', 'interval', 'cron', 'webhook', 'row', 'bot'))
);
create index bot_triggers_agency_id_bot_id_idx on bot_triggers (agency_id, bot_id);
create index bot_triggers_source_target_idx on bot_triggers (source, target) where is_on;
create table bot_calls (
  trigger_id uuid not null,
  signature text not null,
  agency_id uuid not null references agencies on delete cascade,
  run_id uuid,
  at timestamptz not null default now(),
  primary key (trigger_id, signature),
  foreign key (agency_id, trigger_id) references bot_triggers (agency_id, id) on delete cascade
);
create index bot_calls_at_idx on bot_calls (at);
create table bot_runs (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  bot_id uuid not null,
  version integer not null,
  state text not null default 'queued',
  cause jsonb not null,
  idempotency_key text,
  concurrency_key text,
  input text not null default 'null',
  output text,
  error text not null default '',
  attempt integer not null default 0,
  retried integer not null default 0,
  run_after timestamptz,
  admitted_at timestamptz,
  started_at timestamptz,
  ended_at timestamptz,
  seconds double precision not null default 0,
  is_dead boolean not null default false,
  is_test boolean not null default false,
  created_at timestamptz not null default now(),
  foreign key (agency_id, bot_id) references bots (agency_id, id) on delete cascade,
  unique (agency_id, id),
  check (state in ('queued', 'running', 'waiting', 'success', 'failed', 'cancelled', 'timed_out'))
);
create index bot_runs_agency_id_bot_id_created_at_id_idx on bot_runs (agency_id, bot_id, created_at, id);
create index bot_runs_dead_idx on bot_runs (agency_id, ended_at) where is_dead;
create index bot_runs_agency_id_created_at_id_idx on bot_runs (agency_id, created_at, id);
create index bot_runs_admitted_idx on bot_runs (bot_id)
  where state in ('queued', 'running') and admitted_at is not null;
create index bot_runs_parked_idx on bot_runs (bot_id, created_at, id)
  where state = 'queued' and admitted_at is null;
create unique index bot_runs_idempotency_idx on bot_runs (bot_id, idempotency_key)
  where idempotency_key is not null;
create table bot_attempts (
  run_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  started_at timestamptz not null default now(),
  ended_at timestamptz,
  ending text not null default '',
  error text not null default '',
  trace text not null default '',
  primary key (run_id, number),
  foreign key (agency_id, run_id) references bot_runs (agency_id, id) on delete cascade
);
create table bot_steps (
  run_id uuid not null,
  name text not null,
  agency_id uuid not null references agencies on delete cascade,
  value text not null default 'null',
  attempt integer not null,
  seconds double precision not null default 0,
  at timestamptz not null default clock_timestamp(),
  primary key (run_id, name),
  foreign key (agency_id, run_id) references bot_runs (agency_id, id) on delete cascade
);
create table bot_state (
  bot_id uuid not null,
  key text not null,
  agency_id uuid not null references agencies on delete cascade,
  value text not null,
  updated_at timestamptz not null default now(),
  primary key (bot_id, key),
  foreign key (agency_id, bot_id) references bots (agency_id, id) on delete cascade,
  check (octet_length(value) <= 262144)
);
create table bot_approvals (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  run_id uuid not null,
  bot_id uuid not null,
  number integer not null,
  text text not null,
  asked_at timestamptz not null default now(),
  decision boolean,
  comment text not null default '',
  decided_by uuid references users on delete set null,
  decided_at timestamptz,
  unique (agency_id, id),
  foreign key (agency_id, run_id) references bot_runs (agency_id, id) on delete cascade
);
create index bot_approvals_open_idx on bot_approvals (agency_id, asked_at) where decision is null;
create unique index bot_approvals_run_id_number_idx on bot_approvals (run_id, number);
create table bot_log (
  id bigint generated always as identity primary key,
  agency_id uuid not null references agencies on delete cascade,
  run_id uuid not null,
  attempt integer not null,
  text text not null,
  at timestamptz not null default clock_timestamp(),
  foreign key (agency_id, run_id) references bot_runs (agency_id, id) on delete cascade
);
create index bot_log_agency_id_run_id_id_idx on bot_log (agency_id, run_id, id);
-- Writes down who makes, changes, activates, pauses and removes bots; running one is no change.
create function sayso_audit_bot() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  said jsonb := coalesce(new_row, old_row);
  agency uuid := (said ->> 'agency_id')::uuid;
  verb text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end;
  seen text[] := array['name', 'status', 'version', 'config', 'policy', 'user_id'];
  found_changes jsonb;
begin
  if not exists (select from agencies where id = agency) then
    return null;
  end if;
  if tg_op = 'DELETE' and old_row ->> 'deleted_at' is not null then
    return null;
  elsif tg_op = 'UPDATE' and (old_row ->> 'deleted_at' is null) <> (new_row ->> 'deleted_at' is null) then
    verb := case when new_row ->> 'deleted_at' is null then 'restored' else 'removed' end;
  end if;
  select coalesce(jsonb_object_agg(key, jsonb_build_array(old_row -> key, new_row -> key)), '{}')
    into found_changes
    from unnest(seen) as key
    where old_row -> key is distinct from new_row -> key
      and (coalesce(old_row -> key, 'null') <> 'null' or coalesce(new_row -> key, 'null') <> 'null');
  if verb = 'changed' and found_changes = '{}' then
    return null;
  end if;
  perform sayso_write('bot.' || verb, 'bot', said ->> 'id', said ->> 'name', found_changes, array[agency]);
  return null;
end $$;
revoke execute on function sayso_audit_bot from public;
create trigger bots_audit after insert or update of name, status, version, config, policy, user_id, deleted_at
  or delete on bots for each row execute function sayso_audit_bot();
-- Who decided, and how; what was asked and said may hold values of rows, and stays with the run.
create function sayso_audit_bot_approval() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform sayso_write('approval.decided', 'approval', new.id::text,
    coalesce((select b.name from bots b where b.id = new.bot_id), ''),
    jsonb_build_object('approved', jsonb_build_array(null, new.decision),
      'run_id', jsonb_build_array(null, new.run_id)),
    array[new.agency_id]);
  return null;
end $$;
revoke execute on function sayso_audit_bot_approval from public;
create trigger bot_approvals_audit after update of decision on bot_approvals for each row
  when (old.decision is distinct from new.decision and new.decision is not null)
  execute function sayso_audit_bot_approval();
