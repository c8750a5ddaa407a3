"""Tables of bots and their runs; a bot that was deleted is kept for a while, so that it can come back."""

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
    create table bots (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("bots")},
      {_person("bots", "user_id")},
      name text not null,
      description text not null default '',
      asked text not null default '',
      status text not null default 'draft',
      stage text not null default 'idle',
      notice text not null default '',
      progress text not null default '',
      suggestions jsonb not null default '[]',
      requirements jsonb not null default '{{}}',
      version integer,
      config jsonb not null default '{{}}',
      policy jsonb not null default '{{}}',
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
      constraint bots_agency_id_id_key unique (agency_id, id),
      constraint bots_stage_check
        check (stage in ('reading', 'asking', 'writing', 'testing', 'ready', 'failed', 'healing', 'idle')),
      constraint bots_status_check check (status in ('draft', 'active', 'paused', 'error'))
    )
    """,
    "create index bots_agency_id_created_at_id_idx on bots (agency_id, created_at, id)",
    f"""
    create table bot_versions (
      bot_id uuid not null,
      number integer not null,
      {_AGENCY.format("bot_versions")},
      {_person("bot_versions", "user_id")},
      status text not null,
      code text not null,
      details jsonb not null,
      note text not null default '',
      author text not null,
      report jsonb,
      created_at timestamptz not null default now(),
      constraint bot_versions_pkey primary key (bot_id, number),
      {_within("bot_versions", "bot_id", "bots")},
      constraint bot_versions_status_check check (status in ('active', 'candidate', 'deprecated', 'failed'))
    )
    """,
    f"""
    create table bot_messages (
      id bigint generated always as identity constraint bot_messages_pkey primary key,
      {_AGENCY.format("bot_messages")},
      bot_id uuid not null,
      {_person("bot_messages", "user_id")},
      role text not null,
      text text not null default '',
      questions jsonb not null default '[]',
      answers jsonb not null default '{{}}',
      at timestamptz not null default clock_timestamp(),
      {_within("bot_messages", "bot_id", "bots")},
      constraint bot_messages_role_check check (role in ('user', 'assistant'))
    )
    """,
    "create index bot_messages_agency_id_bot_id_id_idx on bot_messages (agency_id, bot_id, id)",
    f"""
    create table bot_triggers (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("bot_triggers")},
      bot_id uuid not null,
      kind text not null,
      spec jsonb not null,
      is_on boolean not null default true,
      token text constraint bot_triggers_token_key unique,
      sealed_secret text,
      source text not null default '',
      target text not null default '',
      position bigint not null default 0,
      notice text not null default '',
      last_at timestamptz,
      created_at timestamptz not null default now(),
      {_within("bot_triggers", "bot_id", "bots")},
      constraint bot_triggers_agency_id_id_key unique (agency_id, id),
      constraint bot_triggers_kind_check
        check (kind in ('manual', 'interval', 'cron', 'webhook', 'row', 'bot'))
    )
    """,
    "create index bot_triggers_agency_id_bot_id_idx on bot_triggers (agency_id, bot_id)",
    "create index bot_triggers_source_target_idx on bot_triggers (source, target) where is_on",
    f"""
    create table bot_calls (
      trigger_id uuid not null,
      signature text not null,
      {_AGENCY.format("bot_calls")},
      run_id uuid,
      at timestamptz not null default now(),
      constraint bot_calls_pkey primary key (trigger_id, signature),
      {_within("bot_calls", "trigger_id", "bot_triggers")}
    )
    """,
    "create index bot_calls_at_idx on bot_calls (at)",
    f"""
    create table bot_runs (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("bot_runs")},
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
      {_within("bot_runs", "bot_id", "bots")},
      constraint bot_runs_agency_id_id_key unique (agency_id, id),
      constraint bot_runs_state_check
        check (state in ('queued', 'running', 'waiting', 'success', 'failed', 'cancelled', 'timed_out'))
    )
    """,
    (
        "create index bot_runs_agency_id_bot_id_created_at_id_idx on bot_runs "
        "(agency_id, bot_id, created_at, id)"
    ),
    "create index bot_runs_dead_idx on bot_runs (agency_id, ended_at) where is_dead",
    "create index bot_runs_agency_id_created_at_id_idx on bot_runs (agency_id, created_at, id)",
    (
        "create index bot_runs_admitted_idx on bot_runs (bot_id) "
        "where state in ('queued', 'running') and admitted_at is not null"
    ),
    (
        "create index bot_runs_parked_idx on bot_runs (bot_id, created_at, id) "
        "where state = 'queued' and admitted_at is null"
    ),
    (
        "create unique index bot_runs_idempotency_idx on bot_runs (bot_id, idempotency_key) "
        "where idempotency_key is not null"
    ),
    f"""
    create table bot_attempts (
      run_id uuid not null,
      number integer not null,
      {_AGENCY.format("bot_attempts")},
      started_at timestamptz not null default now(),
      ended_at timestamptz,
      ending text not null default '',
      error text not null default '',
      trace text not null default '',
      constraint bot_attempts_pkey primary key (run_id, number),
      {_within("bot_attempts", "run_id", "bot_runs")}
    )
    """,
    f"""
    create table bot_steps (
      run_id uuid not null,
      name text not null,
      {_AGENCY.format("bot_steps")},
      value text not null default 'null',
      attempt integer not null,
      seconds double precision not null default 0,
      at timestamptz not null default clock_timestamp(),
      constraint bot_steps_pkey primary key (run_id, name),
      {_within("bot_steps", "run_id", "bot_runs")}
    )
    """,
    f"""
    create table bot_state (
      bot_id uuid not null,
      key text not null,
      {_AGENCY.format("bot_state")},
      value text not null,
      updated_at timestamptz not null default now(),
      constraint bot_state_pkey primary key (bot_id, key),
      {_within("bot_state", "bot_id", "bots")},
      constraint bot_state_value_check check (octet_length(value) <= 262144)
    )
    """,
    f"""
    create table bot_approvals (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("bot_approvals")},
      run_id uuid not null,
      bot_id uuid not null,
      number integer not null,
      text text not null,
      asked_at timestamptz not null default now(),
      decision boolean,
      comment text not null default '',
      {_person("bot_approvals", "decided_by")},
      decided_at timestamptz,
      constraint bot_approvals_agency_id_id_key unique (agency_id, id),
      {_within("bot_approvals", "run_id", "bot_runs")}
    )
    """,
    "create index bot_approvals_open_idx on bot_approvals (agency_id, asked_at) where decision is null",
    "create unique index bot_approvals_run_id_number_idx on bot_approvals (run_id, number)",
    f"""
    create table bot_log (
      id bigint generated always as identity constraint bot_log_pkey primary key,
      {_AGENCY.format("bot_log")},
      run_id uuid not null,
      attempt integer not null,
      text text not null,
      at timestamptz not null default clock_timestamp(),
      {_within("bot_log", "run_id", "bot_runs")}
    )
    """,
    "create index bot_log_agency_id_run_id_id_idx on bot_log (agency_id, run_id, id)",
)

ALLOWED = {
    "bots": (
        "select, insert, update (user_id, name, description, asked, status, stage, notice, progress, "
        "suggestions, requirements, version, config, policy, time_zone, failures, runs, successes, errors, "
        "seconds, times, last_run_at, last_state, updated_at, deleted_at), delete"
    ),
    "bot_versions": "select, insert, update (status, details, report)",
    "bot_messages": "select, insert, update (answers)",
    "bot_triggers": "select, insert, update, delete",
    "bot_calls": "select, insert, update (run_id), delete",
    "bot_runs": "select, insert, update, delete",
    "bot_attempts": "select, insert, update (ended_at, ending, error, trace)",
    "bot_steps": "select, insert",
    "bot_state": "select, insert, update (value, updated_at), delete",
    "bot_approvals": "select, insert, update (decision, comment, decided_by, decided_at), delete",
    "bot_log": "select, insert",
}
"""What may be done to rows of one's own agency; the code of a version stays as it was written."""


def walls() -> tuple[str, ...]:
    """Statements that keep agencies apart in these tables."""
    return walled(ALLOWED)


AUDIT = """
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
end $$
"""
"""Writes down who makes, changes, activates, pauses and removes bots; running one is no change."""


def audited() -> tuple[str, ...]:
    """Statements that have changes written down."""
    return (
        AUDIT,
        "revoke execute on function sayso_audit_bot from public",
        (
            "create trigger bots_audit after insert or update of name, status, version, config, policy, "
            "user_id, deleted_at or delete on bots for each row execute function sayso_audit_bot()"
        ),
    )


def removed() -> tuple[str, ...]:
    """Statements that take all of it away."""
    return (*(f"drop table {table}" for table in reversed(ALLOWED)), "drop function sayso_audit_bot")
