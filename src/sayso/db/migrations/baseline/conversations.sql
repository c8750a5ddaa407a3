-- Build sessions: messages, turns, revisions, approvals.
create table build_sessions (
  id uuid primary key default gen_random_uuid(),
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid references users on delete set null,
  module_id uuid,
  known_revision integer,
  name text not null,
  description text not null default '',
  status text not null
    check (status in ('drafting', 'generating', 'reviewing', 'complete', 'failed', 'cancelled')),
  designer text not null,
  feedback_seconds double precision not null,
  refinements integer not null default 0,
  satisfaction integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (agency_id, id),
  foreign key (agency_id, module_id) references modules (agency_id, id) on delete set null (module_id)
);
create index build_sessions_agency_id_created_at_id_idx on build_sessions (agency_id, created_at, id);
create index build_sessions_module_id_idx on build_sessions (module_id);
create table build_turns (
  session_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  author_id uuid references users on delete set null,
  text text not null,
  about text,
  status text not null check (status in ('queued', 'running', 'done', 'failed', 'cancelled')),
  tries integer not null default 0,
  progress jsonb,
  waiting_for text,
  is_paused boolean not null default false,
  heard integer not null default 0,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  key_id uuid,
  primary key (session_id, number),
  foreign key (agency_id, session_id) references build_sessions (agency_id, id) on delete cascade
);
create table build_messages (
  session_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  author_id uuid references users on delete set null,
  role text not null check (role in ('user', 'assistant', 'system')),
  text text not null,
  key text,
  turn integer,
  model text,
  tokens_in bigint not null default 0,
  tokens_out bigint not null default 0,
  cost numeric(20, 10),
  payload jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (session_id, number),
  unique (session_id, key),
  foreign key (agency_id, session_id) references build_sessions (agency_id, id) on delete cascade
);
create table build_revisions (
  session_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  author_id uuid references users on delete set null,
  kind text not null check (kind in ('change', 'undo', 'redo', 'jump')),
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
  primary key (session_id, number),
  foreign key (agency_id, session_id) references build_sessions (agency_id, id) on delete cascade
);
create table build_approvals (
  session_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  user_id uuid references users on delete set null,
  approved_at timestamptz not null default now(),
  primary key (session_id, number),
  foreign key (agency_id, session_id) references build_sessions (agency_id, id) on delete cascade
);
-- Sheets that sessions began with; their rows wait until the session is published for the first time.
create table build_sheets (
  session_id uuid not null,
  number integer not null,
  agency_id uuid not null references agencies on delete cascade,
  file text not null,
  name text not null,
  entity text not null,
  columns jsonb not null,
  row_count integer not null,
  content bytea not null,
  report jsonb,
  imported_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (session_id, number),
  foreign key (agency_id, session_id) references build_sessions (agency_id, id) on delete cascade
);
-- Whoever leaves the agency loses what was shared with them.
create table build_session_people (
  session_id uuid not null,
  user_id uuid not null,
  agency_id uuid not null references agencies on delete cascade,
  access text not null check (access in ('viewer', 'editor')),
  created_at timestamptz not null default now(),
  primary key (session_id, user_id),
  foreign key (agency_id, session_id) references build_sessions (agency_id, id) on delete cascade,
  foreign key (agency_id, user_id) references memberships on delete cascade
);
create index build_session_people_user_id_idx on build_session_people (user_id);
-- Writes down sessions that begin, end or change, whom they are shared with, and each step and approval.
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
      elsif tg_op = 'UPDATE' and old_row -> 'user_id' is distinct from new_row -> 'user_id' then
        verb := 'taken_over';
        seen := array['user_id'];
      else
        seen := array_remove(seen, 'status');
      end if;
    when 'build_revisions' then
      verb := case new_row ->> 'kind' when 'undo' then 'undone' when 'redo' then 'redone'
        when 'jump' then 'went_back' else 'revised' end;
      seen := array['number', 'target', 'reason', 'sentences'];
    when 'build_session_people' then
      if not exists (select from build_sessions s where s.id = of_session) then
        return null;
      end if;
      verb := case tg_op when 'DELETE' then 'unshared' else 'shared' end;
      seen := array['user_id', 'access'];
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
end $$;
revoke execute on function sayso_audit_build from public;
create trigger build_sessions_audit after insert or update or delete on build_sessions
  for each row execute function sayso_audit_build();
create trigger build_revisions_audit after insert on build_revisions
  for each row execute function sayso_audit_build();
create trigger build_approvals_audit after insert on build_approvals
  for each row execute function sayso_audit_build();
create trigger build_session_people_audit after insert or update or delete on build_session_people
  for each row execute function sayso_audit_build();
