-- Roles that Sayso asks its tables as, where the server lacks them, and what everything else stands on.
do $$
declare wanted text;
begin
  foreach wanted in array array['sayso_owner', 'sayso_app', 'sayso_platform'] loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
      end if;
      if not pg_has_role(current_user, wanted, 'usage') then
        execute format('grant %I to %I', wanted, current_user);
      end if;
    exception when duplicate_object or unique_violation or invalid_grant_operation then null;
    end;
  end loop;
end $$;
create schema if not exists apps;
grant usage on schema apps to sayso_app;
grant usage, create on schema apps to sayso_owner;
grant usage on schema public to sayso_app, sayso_owner, sayso_platform;

create function sayso_agency() returns uuid language sql stable parallel safe
  return nullif(current_setting('sayso.agency_id', true), '')::uuid;
create function sayso_user() returns uuid language sql stable parallel safe
  return nullif(current_setting('sayso.user_id', true), '')::uuid;
revoke execute on function sayso_agency, sayso_user from public;
grant execute on function sayso_agency, sayso_user to sayso_platform;
