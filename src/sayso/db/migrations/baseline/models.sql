-- Models: providers, chains, budgets, the ledger of calls, remembered replies.
create table model_providers (
  agency_id uuid not null references agencies on delete cascade,
  name text not null,
  kind text not null,
  base_url text,
  sealed_key text,
  created_at timestamptz not null default now(),
  primary key (agency_id, name)
);
create table model_chains (
  agency_id uuid not null references agencies on delete cascade,
  role text not null,
  models jsonb not null,
  temperature double precision,
  max_tokens integer not null,
  timeout_seconds double precision not null,
  retries integer not null,
  created_at timestamptz not null default now(),
  primary key (agency_id, role)
);
create table model_budgets (
  agency_id uuid not null primary key references agencies on delete cascade,
  month_dollars numeric(14, 4),
  month_tokens bigint,
  session_dollars numeric(14, 4),
  session_tokens bigint
);
create table model_calls (
  id bigint generated always as identity primary key,
  agency_id uuid not null references agencies on delete cascade,
  session_id uuid,
  user_id uuid,
  role text not null,
  model text not null,
  prompt text not null,
  outcome text not null,
  detail text not null default '',
  input_tokens bigint not null,
  output_tokens bigint not null,
  cached_tokens bigint not null,
  cost numeric(20, 10),
  latency_seconds double precision not null,
  started_at timestamptz not null
);
create index model_calls_agency_id_id_idx on model_calls (agency_id, id);
create index model_calls_agency_id_started_at_idx on model_calls (agency_id, started_at);
create index model_calls_agency_id_session_id_idx on model_calls (agency_id, session_id);
create table model_replies (
  agency_id uuid not null references agencies on delete cascade,
  digest text not null,
  model text not null,
  text text not null,
  data jsonb,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (agency_id, digest)
);
create index model_replies_expires_at_idx on model_replies (expires_at);
-- Writes down changes of rows that belong to an agency and are known by a name.
create function sayso_audit_named() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) - array['created_at', 'agency_id'] end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) - array['created_at', 'agency_id'] end;
  agency uuid := case when tg_op = 'DELETE' then old.agency_id else new.agency_id end;
  called text := coalesce(new_row, old_row) ->> tg_argv[1];
  verb text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end;
  found_changes jsonb;
begin
  if old_row is not distinct from new_row
     or tg_op <> 'INSERT' and not exists (select from agencies where id = agency) then
    return null;
  end if;
  select coalesce(jsonb_object_agg(key, jsonb_build_array(
      sayso_said(key, old_row -> key, '{}'), sayso_said(key, new_row -> key, '{}'))), '{}')
    into found_changes
    from jsonb_object_keys(coalesce(old_row, '{}') || coalesce(new_row, '{}')) as key
    where old_row -> key is distinct from new_row -> key
      and (coalesce(old_row -> key, 'null') <> 'null' or coalesce(new_row -> key, 'null') <> 'null');
  perform sayso_write(tg_argv[0] || '.' || verb, tg_argv[0], coalesce(called, agency::text),
    coalesce(called, ''), found_changes, array[agency]);
  return null;
end $$;
revoke execute on function sayso_audit_named from public;
create trigger model_providers_audit after insert or update or delete on model_providers
  for each row execute function sayso_audit_named('model_provider', 'name');
create trigger model_chains_audit after insert or update or delete on model_chains
  for each row execute function sayso_audit_named('model_chain', 'role');
create trigger model_budgets_audit after insert or update or delete on model_budgets
  for each row execute function sayso_audit_named('model_budget', '');
-- Models that may see values of rows.
create table model_row_access (
  agency_id uuid not null references agencies on delete cascade,
  model text not null,
  place text not null,
  created_at timestamptz not null default now(),
  primary key (agency_id, model)
);
create trigger model_row_access_audit after insert or update or delete on model_row_access
  for each row execute function sayso_audit_named('model_row_access', 'model');
