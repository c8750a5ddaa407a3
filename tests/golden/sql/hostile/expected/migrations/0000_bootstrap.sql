-- What every module stands on: four roles, a schema and the functions that say who is acting.
-- May be run again at any time.

-- sayso_owner   owns the tables and the views that are read
-- sayso_keeper  owns the functions that must see every row of a site: checks, computed values, history
-- sayso_app     is what requests run as
-- sayso_mover   brings rows into a new shape when a module changes; may do what sayso_owner may, on every row
-- None of them can log in, and none passes by row-level security.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['sayso_owner', 'sayso_keeper', 'sayso_app', 'sayso_mover'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
      end if;
      -- who makes a role may give it away, from PostgreSQL 16 on, but not yet act as it
      if not pg_has_role(current_user, wanted, 'usage') then
        execute format('grant %I to current_user', wanted);
      end if;
    exception
      -- somebody else was quicker
      when duplicate_object or unique_violation then null;
    end;
  end loop;
  if not pg_has_role('sayso_mover', 'sayso_owner', 'member') then
    grant sayso_owner to sayso_mover;
  end if;
end $$;

create schema if not exists apps;
grant usage on schema apps to sayso_app;
grant usage, create on schema apps to sayso_owner, sayso_keeper;

-- Where tables go whose entity was removed, until it returns; requests cannot look into it.
create schema if not exists apps_archive;
grant usage, create on schema apps_archive to sayso_owner;

-- The site whose rows are visible; none when the setting is missing.
create or replace function apps.current_site() returns uuid
language sql stable parallel safe
as $$ select nullif(pg_catalog.current_setting('sayso.site_id', true), '')::uuid $$;

-- The acting member.
create or replace function apps.current_member() returns uuid
language sql stable parallel safe
as $$ select nullif(pg_catalog.current_setting('sayso.member_id', true), '')::uuid $$;

-- The role of the acting member in the module; none means maintenance, which row-level security still binds.
create or replace function apps.module_role() returns text
language sql stable parallel safe
as $$ select nullif(pg_catalog.current_setting('sayso.role', true), '') $$;

-- The time zone of the site: the setting where there is one, else that of the module.
create or replace function apps.time_zone(of_module text) returns text
language sql stable parallel safe
as $$ select coalesce(nullif(pg_catalog.current_setting('sayso.time_zone', true), ''), of_module) $$;

-- Whether rows are being brought into a new shape: triggers let that pass. No request can say so of itself.
create or replace function apps.is_migrating() returns boolean
language sql stable
as $$
  select coalesce(pg_catalog.current_setting('sayso.migrating', true), '') = 'on'
    and pg_catalog.current_setting('role') <> 'sayso_app'
    and pg_catalog.pg_has_role(session_user, 'sayso_owner', 'member')
$$;

-- What a program that writes says of itself, kept in the history beside the row; nothing where people write.
create or replace function apps.cause() returns jsonb
language sql stable parallel safe
as $$
  select case
    when coalesce(pg_catalog.current_setting('sayso.cause', true), '') = '' then '{}'::jsonb
    else jsonb_build_object('$cause', pg_catalog.current_setting('sayso.cause', true))
  end
$$;

-- The values of a row under other names: those that names has, and what every row has.
create or replace function apps.renamed(of_row jsonb, names jsonb) returns jsonb
language sql immutable parallel safe
as $$
  select jsonb_object_agg(coalesce(names ->> key, key), value)
  from jsonb_each(of_row)
  where names ? key
    or key in ('id', 'site_id', 'member_id', 'created_at', 'updated_at', 'created_by', 'version')
$$;

-- Each update makes the next version.
create or replace function apps.touch() returns trigger
language plpgsql
as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end $$;
