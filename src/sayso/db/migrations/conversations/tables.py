"""Tables of build sessions: messages, turns, revisions, approvals."""

from sayso.db.migrations.row_security import walled

_AGENCY = "agency_id uuid not null constraint {0}_agency_id_fkey references agencies on delete cascade"
_OF_SESSION = (
    "constraint {0}_agency_id_session_id_fkey foreign key (agency_id, session_id) "
    "references build_sessions (agency_id, id) on delete cascade"
)


def _person(table: str, column: str) -> str:
    return f"{column} uuid constraint {table}_{column}_fkey references users on delete set null"


TABLES = (
    f"""
    create table build_sessions (
      id uuid primary key default gen_random_uuid(),
      {_AGENCY.format("build_sessions")},
      {_person("build_sessions", "user_id")},
      module_id uuid,
      known_revision integer,
      name text not null,
      description text not null default '',
      status text not null constraint build_sessions_status_check
        check (status in ('drafting', 'generating', 'reviewing', 'complete', 'failed', 'cancelled')),
      designer text not null,
      feedback_seconds double precision not null,
      refinements integer not null default 0,
      satisfaction integer,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      constraint build_sessions_agency_id_id_key unique (agency_id, id),
      constraint build_sessions_agency_id_module_id_fkey foreign key (agency_id, module_id)
        references modules (agency_id, id) on delete set null (module_id)
    )
    """,
    "create index build_sessions_agency_id_created_at_id_idx on build_sessions (agency_id, created_at, id)",
    "create index build_sessions_module_id_idx on build_sessions (module_id)",
    f"""
    create table build_turns (
      session_id uuid not null,
      number integer not null,
      {_AGENCY.format("build_turns")},
      {_person("build_turns", "author_id")},
      text text not null,
      about text,
      status text not null constraint build_turns_status_check
        check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
      tries integer not null default 0,
      progress jsonb,
      waiting_for text,
      is_paused boolean not null default false,
      heard integer not null default 0,
      created_at timestamptz not null default now(),
      started_at timestamptz,
      ended_at timestamptz,
      constraint build_turns_pkey primary key (session_id, number),
      {_OF_SESSION.format("build_turns")}
    )
    """,
    f"""
    create table build_messages (
      session_id uuid not null,
      number integer not null,
      {_AGENCY.format("build_messages")},
      {_person("build_messages", "author_id")},
      role text not null constraint build_messages_role_check check (role in ('user', 'assistant', 'system')),
      text text not null,
      key text,
      turn integer,
      model text,
      tokens_in bigint not null default 0,
      tokens_out bigint not null default 0,
      cost numeric(20, 10),
      payload jsonb not null default '{{}}',
      created_at timestamptz not null default now(),
      constraint build_messages_pkey primary key (session_id, number),
      constraint build_messages_session_id_key_key unique (session_id, key),
      {_OF_SESSION.format("build_messages")}
    )
    """,
    f"""
    create table build_revisions (
      session_id uuid not null,
      number integer not null,
      {_AGENCY.format("build_revisions")},
      {_person("build_revisions", "author_id")},
      kind text not null constraint build_revisions_kind_check
        check (kind in ('change', 'undo', 'redo', 'jump')),
      target integer,
      phase text not null default '',
      edits jsonb not null default '[]',
      sentences jsonb not null default '[]',
      spec jsonb not null,
      handwork jsonb,
      reason text not null,
      turn integer,
      module_revision integer,
      created_at timestamptz not null default now(),
      constraint build_revisions_pkey primary key (session_id, number),
      {_OF_SESSION.format("build_revisions")}
    )
    """,
    f"""
    create table build_approvals (
      session_id uuid not null,
      number integer not null,
      {_AGENCY.format("build_approvals")},
      {_person("build_approvals", "user_id")},
      approved_at timestamptz not null default now(),
      constraint build_approvals_pkey primary key (session_id, number),
      {_OF_SESSION.format("build_approvals")}
    )
    """,
)

ALLOWED = {
    "build_sessions": (
        "select, insert, update (module_id, known_revision, name, description, status, designer, "
        "feedback_seconds, refinements, satisfaction, updated_at), delete"
    ),
    "build_turns": (
        "select, insert, update (status, tries, progress, waiting_for, is_paused, heard, started_at, "
        "ended_at)"
    ),
    "build_messages": "select, insert",
    "build_revisions": "select, insert, update (handwork, module_revision)",
    "build_approvals": "select, insert",
}
"""What may be done to the rows of one's own agency; what was said and made stays as it is."""


def walls() -> tuple[str, ...]:
    """Statements that keep agencies apart in these tables."""
    return walled(ALLOWED)


AUDIT = """
create function sayso_audit_build() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  old_row jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  new_row jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  said jsonb := coalesce(new_row, old_row);
  agency uuid := (said ->> 'agency_id')::uuid;
  of_session uuid := coalesce(said ->> 'session_id', said ->> 'id')::uuid;
  called text;
  verb text := case tg_op when 'INSERT' then 'created' when 'UPDATE' then 'changed' else 'removed' end;
  seen text[] := array['name', 'description', 'designer', 'status', 'module_id'];
  found_changes jsonb;
begin
  if not exists (select from agencies where id = agency) then
    return null;
  end if;
  case tg_table_name
    when 'build_sessions' then
      called := said ->> 'name';
      if tg_op = 'UPDATE' and old_row -> 'status' <> new_row -> 'status'
         and new_row ->> 'status' in ('complete', 'cancelled') then
        verb := case new_row ->> 'status' when 'complete' then 'completed' else 'cancelled' end;
      else
        seen := array_remove(seen, 'status');
      end if;
    when 'build_revisions' then
      verb := case new_row ->> 'kind' when 'undo' then 'undone' when 'redo' then 'redone'
        when 'jump' then 'went_back' else 'revised' end;
      seen := array['number', 'target', 'reason', 'sentences'];
    when 'build_approvals' then
      verb := 'approved';
      seen := array['number'];
  end case;
  if called is null then
    select s.name into called from build_sessions s where s.id = of_session;
  end if;
  select coalesce(jsonb_object_agg(key, jsonb_build_array(old_row -> key, new_row -> key)), '{}')
    into found_changes
    from unnest(seen) as key
    where old_row -> key is distinct from new_row -> key
      and (coalesce(old_row -> key, 'null') <> 'null' or coalesce(new_row -> key, 'null') <> 'null');
  if tg_op = 'UPDATE' and found_changes = '{}' then
    return null;
  end if;
  perform sayso_write('build_session.' || verb, 'build_session', of_session::text, coalesce(called, ''),
    found_changes, array[agency]);
  return null;
end $$
"""
"""Writes down sessions that begin, end or change, and each step and approval of what they make."""

AUDITED = {
    "build_sessions": "insert or update or delete",
    "build_revisions": "insert",
    "build_approvals": "insert",
}


def audited() -> tuple[str, ...]:
    """Statements that have changes written down."""
    return (
        AUDIT,
        "revoke execute on function sayso_audit_build from public",
        *(
            f"create trigger {table}_audit after {events} on {table} for each row "
            "execute function sayso_audit_build()"
            for table, events in AUDITED.items()
        ),
    )


def removed() -> tuple[str, ...]:
    """Statements that take all of it away."""
    return (*(f"drop table {table}" for table in reversed(ALLOWED)), "drop function sayso_audit_build")
