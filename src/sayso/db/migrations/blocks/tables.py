"""Tables of blocks and dashboards; a block that was deleted is kept for a while, so that it can come back."""

from sayso.db.migrations.row_security import walled

_AGENCY = "agency_id uuid not null constraint {0}_agency_id_fkey references agencies on delete cascade"


def _within(table: str, column: str, to: str) -> str:
    return (
        f"constraint {table}_agency_id_{column}_fkey foreign key (agency_id, {column}) "
        f"references {to} (agency_id, id) on delete cascade"
    )


def _person(table: str, column: str) -> str:
    return f"{column} uuid constraint {table}_{column}_fkey references users on delete set null"


TABLES = (
    f"""
    create table dashboards (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("dashboards")},
      {_person("dashboards", "user_id")},
      name text not null,
      visibility text not null default 'private' constraint dashboards_visibility_check
        check (visibility in ('private', 'agency')),
      position integer not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz,
      constraint dashboards_agency_id_id_key unique (agency_id, id)
    )
    """,
    "create index dashboards_agency_id_created_at_id_idx on dashboards (agency_id, created_at, id)",
    f"""
    create table dashboard_layouts (
      dashboard_id uuid not null,
      size text not null constraint dashboard_layouts_size_check
        check (size in ('desktop', 'tablet', 'phone')),
      {_AGENCY.format("dashboard_layouts")},
      items jsonb not null default '[]',
      updated_at timestamptz not null default now(),
      constraint dashboard_layouts_pkey primary key (dashboard_id, size),
      {_within("dashboard_layouts", "dashboard_id", "dashboards")}
    )
    """,
    f"""
    create table dashboard_shares (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("dashboard_shares")},
      dashboard_id uuid not null,
      {_person("dashboard_shares", "user_id")},
      label text not null default '',
      token_hash text not null constraint dashboard_shares_token_hash_key unique,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      last_seen_at timestamptz,
      {_within("dashboard_shares", "dashboard_id", "dashboards")}
    )
    """,
    "create index dashboard_shares_agency_id_dashboard_id_idx on dashboard_shares (agency_id, dashboard_id)",
    f"""
    create table blocks (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("blocks")},
      dashboard_id uuid not null,
      {_person("blocks", "user_id")},
      asked text not null,
      title text not null,
      state text not null constraint blocks_state_check
        check (state in ('making', 'live', 'failing', 'healing', 'resting', 'failed', 'paused')),
      notice text not null default '',
      progress text not null default '',
      suggestions jsonb not null default '[]',
      wishes jsonb not null default '{{}}',
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
      constraint blocks_agency_id_id_key unique (agency_id, id),
      {_within("blocks", "dashboard_id", "dashboards")}
    )
    """,
    "create index blocks_agency_id_dashboard_id_idx on blocks (agency_id, dashboard_id)",
    f"""
    create table block_versions (
      block_id uuid not null,
      number integer not null,
      {_AGENCY.format("block_versions")},
      {_person("block_versions", "user_id")},
      status text not null constraint block_versions_status_check
        check (status in ('active', 'candidate', 'deprecated', 'failed')),
      wish text not null default '',
      code text not null,
      card jsonb not null,
      reads jsonb not null,
      explanation text not null default '',
      author text not null,
      created_at timestamptz not null default now(),
      constraint block_versions_pkey primary key (block_id, number),
      {_within("block_versions", "block_id", "blocks")}
    )
    """,
    f"""
    create table block_data (
      block_id uuid constraint block_data_pkey primary key,
      {_AGENCY.format("block_data")},
      value text not null constraint block_data_value_check check (octet_length(value) <= 4194304),
      shape jsonb not null,
      version integer not null,
      at timestamptz not null,
      expires_at timestamptz not null,
      {_within("block_data", "block_id", "blocks")}
    )
    """,
    f"""
    create table block_log (
      id bigint generated always as identity constraint block_log_pkey primary key,
      {_AGENCY.format("block_log")},
      block_id uuid not null,
      kind text not null constraint block_log_kind_check check (kind in ('fetch', 'process', 'heal', 'make')),
      ok boolean not null,
      message text not null default '',
      seconds double precision not null default 0,
      version integer,
      at timestamptz not null default clock_timestamp(),
      {_within("block_log", "block_id", "blocks")}
    )
    """,
    "create index block_log_agency_id_block_id_id_idx on block_log (agency_id, block_id, id)",
    "create index block_log_at_idx on block_log (at)",
)

ALLOWED = {
    "dashboards": "select, insert, update (name, visibility, position, updated_at, deleted_at), delete",
    "dashboard_layouts": "select, insert, update (items, updated_at), delete",
    "dashboard_shares": "select, insert, update (label, last_seen_at), delete",
    "blocks": (
        "select, insert, update (dashboard_id, user_id, asked, title, state, notice, progress, suggestions, "
        "wishes, refresh, time_zone, on_rows, cache_seconds, heals, heal_after, failures, strain, healed, "
        "version, failing_since, refreshing_since, updated_at, deleted_at), delete"
    ),
    "block_versions": "select, insert, update (status, card, reads)",
    "block_data": "select, insert, update (value, shape, version, at, expires_at), delete",
    "block_log": "select, insert",
}
"""What may be done to rows of one's own agency; the code of a version stays as it was written."""


def walls() -> tuple[str, ...]:
    """Statements that keep agencies apart in these tables."""
    return walled(ALLOWED)


AUDIT = """
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
end $$
"""
"""Writes down who makes, changes, shares and removes blocks and dashboards; refreshing is no change."""

AUDITED = {
    "dashboards": "insert or update of name, visibility, deleted_at or delete",
    "dashboard_shares": "insert or delete",
    "blocks": (
        "insert or update of dashboard_id, title, refresh, on_rows, cache_seconds, heals, heal_after, "
        "version, deleted_at or delete"
    ),
}


def audited() -> tuple[str, ...]:
    """Statements that have changes written down."""
    return (
        AUDIT,
        "revoke execute on function sayso_audit_block from public",
        *(
            f"create trigger {table}_audit after {events} on {table} for each row "
            "execute function sayso_audit_block()"
            for table, events in AUDITED.items()
        ),
    )


def removed() -> tuple[str, ...]:
    """Statements that take all of it away."""
    return (*(f"drop table {table}" for table in reversed(ALLOWED)), "drop function sayso_audit_block")
