-- Blocks and dashboards; one that was deleted is kept for a while, so that it can come back.
create table dashboards (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid references users on delete set null,
  name text not null,
  visibility text not null default 'private' check (visibility in ('private', 'agency')),
  position integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (agency_id, id)
);
create index dashboards_agency_id_created_at_id_idx on dashboards (agency_id, created_at, id);
create table dashboard_layouts (
  dashboard_id uuid not null,
  size text not null check (size in ('desktop', 'tablet', 'phone')),
  agency_id uuid not null references agencies on delete cascade,
  items jsonb not null default '[]',
  updated_at timestamptz not null default now(),
  primary key (dashboard_id, size),
  foreign key (agency_id, dashboard_id) references dashboards (agency_id, id) on delete cascade
);
create table dashboard_shares (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  dashboard_id uuid not null,
  user_id uuid references users on delete set null,
  label text not null default '',
  token_hash text not null unique,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_seen_at timestamptz,
  foreign key (agency_id, dashboard_id) references dashboards (agency_id, id) on delete cascade
);
create index dashboard_shares_agency_id_dashboard_id_idx on dashboard_shares (agency_id, dashboard_id);
create table blocks (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  dashboard_id uuid not null,
  user_id uuid references users on delete set null,
  asked text not null,
  title text not null,
  state text not null
    check (state in ('making', 'live', 'failing', 'healing', 'resting', 'failed', 'paused')),
  notice text not null default '',
  progress text not null default '',
  suggestions jsonb not null default '[]',
  wishes jsonb not null default '{}',
  refresh jsonb not null,
  time_zone text not null default 'UTC',
  on_rows boolean not null default false,
  cache_seconds integer not null default 0,
  heals boolean not null default true,
  heal_after integer not null default 3,
  failures integer not null default 0,
  strain double precision not null default 0,
  healed integer not null default 0,
  version integer,
  failing_since timestamptz,
  refreshing_since timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  unique (agency_id, id),
  foreign key (agency_id, dashboard_id) references dashboards (agency_id, id) on delete cascade
);
create index blocks_agency_id_dashboard_id_idx on blocks (agency_id, dashboard_id);
create table block_versions (
  block_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid references users on delete set null,
  status text not null check (status in ('active', 'candidate', 'deprecated', 'failed')),
  wish text not null default '',
  code text not null,
  card jsonb not null,
  reads jsonb not null,
  explanation text not null default '',
  author text not null,
  created_at timestamptz not null default now(),
  primary key (block_id, number),
  foreign key (agency_id, block_id) references blocks (agency_id, id) on delete cascade
);
create table block_data (
  block_id uuid primary key,
  agency_id uuid not null references agencies on delete cascade,
  value text not null check (octet_length(value) <= 4194304),
  shape jsonb not null,
  version integer not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (agency_id, block_id) references blocks (agency_id, id) on delete cascade
);
create table block_log (
  id bigint generated always as identity primary key,
  agency_id uuid not null references agencies on delete cascade,
  block_id uuid not null,
  kind text not null check (kind in ('fetch', 'process', 'heal', 'make')),
  ok boolean not null,
  message text not null default '',
  seconds double precision not null default 0,
  version integer,
  at timestamptz not null default clock_timestamp(),
  foreign key (agency_id, block_id) references blocks (agency_id, id) on delete cascade
);
create index block_log_agency_id_block_id_id_idx on block_log (agency_id, block_id, id);
create index block_log_at_idx on block_log (at);
-- Writes down who makes, changes, shares and removes blocks and dashboards; refreshing is no change.
create function sayso_audit_block() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  said jsonb := coalesce(new_row, old_row);
  agency uuid := (said ->> 'agency_id')::uuid;
  resource text := case tg_table_name when 'blocks' then 'block' else 'dashboard' end;
  about uuid := coalesce(said ->> case tg_table_name when 'dashboard_shares' then 'dashboard_id' end,
    said ->> 'id')::uuid;
  called text := coalesce(said ->> 'title', said ->> 'name');
  verb text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end;
  seen text[] := array['name', 'visibility', 'title', 'dashboard_id', 'refresh', 'on_rows', 'cache_seconds',
    'heals', 'heal_after', 'version'];
  found_changes jsonb;
begin
  if not exists (select from agencies where id = agency) then
    return null;
  end if;
  if tg_table_name = 'dashboard_shares' then
    verb := case tg_op when 'INSERT' then 'shared' else 'share_revoked' end;
    seen := array['label', 'expires_at'];
    select d.name into called from dashboards d where d.id = about;
    if called is null then
      return null;
    end if;
  elsif tg_op = 'DELETE' and old_row ->> 'deleted_at' is not null then
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
  perform sayso_write(resource || '.' || verb, resource, about::text, coalesce(called, ''), found_changes,
    array[agency]);
  return null;
end $$;
revoke execute on function sayso_audit_block from public;
create trigger dashboards_audit after insert or update of name, visibility, deleted_at or delete on dashboards
  for each row execute function sayso_audit_block();
create trigger dashboard_shares_audit after insert or delete on dashboard_shares
  for each row execute function sayso_audit_block();
create trigger blocks_audit after insert or update of dashboard_id, title, refresh, on_rows, cache_seconds,
  heals, heal_after, version, deleted_at or delete on blocks
  for each row execute function sayso_audit_block();
