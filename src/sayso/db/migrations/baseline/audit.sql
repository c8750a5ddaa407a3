-- The audit log: triggers write down what changes, and nobody can change what is written.
--
-- `sayso_audit` (audit_row.sql) says each change in words that stay: an action, what it was done to, and its
-- columns before and after. `sayso_note` is for what is no row. Both hand on to `sayso_write`, which adds
-- whoever acts. Bodies are indented as the first databases have them: a restored backup is held against them.
create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  agency_id uuid,
  actor_kind text not null,
  actor_id uuid,
  actor_name text not null,
  key_id uuid,
  action text not null,
  resource text not null,
  resource_id text not null,
  resource_name text not null,
  changes jsonb not null default '{}',
  address text not null,
  user_agent text not null
);
create index audit_log_agency_id_id_idx on audit_log (agency_id, id);
create index audit_log_resource_id_id_idx on audit_log (resource_id, id);
alter table audit_log enable row level security;
create policy audit_log_of_agency on audit_log for select to sayso_platform
  using (agency_id = sayso_agency());
grant select on audit_log to sayso_platform;
create function sayso_only_added() returns trigger language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
    begin
      raise exception 'the audit log can only be added to' using errcode = 'insufficient_privilege';
    end $$;
create trigger audit_log_only_added before update or delete or truncate on audit_log
  for each statement execute function sayso_only_added();
alter table audit_log enable always trigger audit_log_only_added;
create function sayso_write(
  action text, resource text, resource_id text, resource_name text, changes jsonb, agencies uuid[]
) returns void language sql security definer set search_path = pg_catalog, public, pg_temp as $$
      insert into audit_log (
        agency_id, actor_kind, actor_id, actor_name, key_id, action, resource, resource_id, resource_name,
        changes, address, user_agent
      )
      select agency, coalesce(actor ->> 'kind', 'system'), (actor ->> 'id')::uuid,
        coalesce(actor ->> 'name', ''), (actor ->> 'key_id')::uuid, action, resource, resource_id,
        left(resource_name, 300), changes, coalesce(actor ->> 'address', ''), coalesce(actor ->> 'agent', '')
      from (select coalesce(nullif(current_setting('sayso.actor', true), ''), '{}')::jsonb as actor) said,
        unnest(case when cardinality(agencies) > 0 then agencies else array[null::uuid] end) agency
    $$;
create function sayso_agencies_of(person uuid) returns uuid[] language sql stable security definer
  set search_path = pg_catalog, public, pg_temp as $$
      select coalesce(array_agg(m.agency_id order by m.agency_id), '{}') from memberships m
      where m.user_id = person
    $$;
create function sayso_note(
  action text, resource text, resource_id text, resource_name text, changes jsonb, agency uuid
) returns void language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
    begin
      perform sayso_write(action, resource, resource_id, resource_name, changes, array[
        case when current_setting('role') = 'sayso_platform' then sayso_agency() else agency end]);
    end $$;
create function sayso_said(column_name text, value jsonb, sized text[]) returns jsonb
  language sql immutable set search_path = pg_catalog, public, pg_temp as $$
      select case
        when value is null or value = 'null' then value
        when column_name ~* '(secret|password|passphrase|token|credential|(^|[._])(pin|key)$)' then '"•••"'
        when column_name = any (sized) then to_jsonb(format('%s characters, SHA-256 %s',
          length(value #>> '{}'), left(encode(sha256(convert_to(value #>> '{}', 'UTF8')), 'hex'), 16)))
        else value
      end
    $$;
create function sayso_flat(said jsonb) returns jsonb language sql immutable
  set search_path = pg_catalog, public, pg_temp as $$
      select case when said ? 'settings' then said - 'settings' || coalesce(
        (select jsonb_object_agg('settings.' || key, value) from jsonb_each(said -> 'settings')), '{}')
        else said end
    $$;
create function sayso_person(person uuid) returns text language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
      select coalesce(
        (select case when u.name = '' then u.email else u.name || ' <' || u.email || '>' end
         from users u where u.id = person),
        (select l.resource_name from audit_log l where l.resource_id = person::text
         order by l.id desc limit 1),
        '')
    $$;
create function sayso_is_gone(said jsonb, in_table text) returns boolean language sql stable
  set search_path = pg_catalog, public, pg_temp as $$
      select (said ->> 'agency_id' is not null
          and not exists (select from agencies where id = (said ->> 'agency_id')::uuid))
        or (said ->> 'module_id' is not null
          and not exists (select from modules where id = (said ->> 'module_id')::uuid))
        or (said ->> 'site_id' is not null and in_table <> 'modules'
          and not exists (select from sites where id = (said ->> 'site_id')::uuid))
        or (said ->> 'user_id' is not null and in_table <> 'memberships'
          and not exists (select from users where id = (said ->> 'user_id')::uuid))
        or (said ->> 'member_id' is not null
          and not exists (select from members where id = (said ->> 'member_id')::uuid))
    $$;
-- Functions that nobody calls but triggers.
revoke execute on function sayso_audit, sayso_action, sayso_write, sayso_agencies_of, sayso_said, sayso_flat,
  sayso_person, sayso_is_gone, sayso_only_added from public;
revoke execute on function sayso_note from public;
grant execute on function sayso_note to sayso_platform;

-- Columns that are left out, a change of which alone is none, and those that are told by length and digest.
create trigger agencies_audit after insert or update or delete on agencies
  for each row execute function sayso_audit('{created_at}', '{}');
create trigger users_audit after insert or update or delete on users
  for each row execute function sayso_audit('{created_at}', '{}');
create trigger memberships_audit after insert or update or delete on memberships
  for each row execute function sayso_audit('{created_at}', '{}');
create trigger sites_audit after insert or update or delete on sites
  for each row execute function sayso_audit('{created_at}', '{}');
create trigger members_audit after insert or update or delete on members
  for each row execute function sayso_audit('{created_at}', '{}');
create trigger member_roles_audit after insert or update or delete on member_roles
  for each row execute function sayso_audit('{}', '{}');
create trigger invitations_audit after insert or update or delete on invitations
  for each row execute function sayso_audit('{created_at,invited_by,accepted_by}', '{}');
create trigger sessions_audit after insert or update or delete on sessions
  for each row execute function sayso_audit(
    '{created_at,secret_hash,last_seen_at,expires_at,address,user_agent}', '{}');
create trigger links_audit after insert or update or delete on links
  for each row execute function sayso_audit('{created_at,token_hash}', '{}');
create trigger identities_audit after insert or update or delete on identities
  for each row execute function sayso_audit('{created_at}', '{}');
create trigger api_keys_audit after insert or update or delete on api_keys
  for each row execute function sayso_audit('{created_at,token_hash,last_used_at,last_used_from}', '{}');
create trigger public_confirmations_audit after insert or update or delete on public_confirmations
  for each row execute function sayso_audit('{confirmed_at,confirmed_by}', '{}');
create trigger modules_audit after insert or update or delete on modules
  for each row execute function sayso_audit(
    '{created_at,revision_id,version,published_at,preview_base}', '{}');
create trigger revisions_audit after insert on revisions
  for each row execute function sayso_audit('{}', '{}');
create trigger changes_audit after insert or update or delete on changes
  for each row execute function sayso_audit('{created_at,edits,questions,author_id}', '{}');
create trigger saved_files_audit after insert or update or delete on saved_files
  for each row execute function sayso_audit('{}', '{text,generated}');
