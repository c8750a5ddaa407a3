"""Roles of Sayso's own. They belong to a server rather than to a database, and no dump makes them."""

ROLES = ("sayso_owner", "sayso_keeper", "sayso_app", "sayso_mover", "sayso_platform")
"""None logs in, is superuser or passes by row-level security; who does what is in the reference."""

MAKE_ROLES = f"""
do $$
declare wanted text;
begin
  foreach wanted in array array{list(ROLES)} loop
    begin
      if not exists (select from pg_roles where rolname = wanted) then
        execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', wanted);
      end if;
      if not pg_has_role(current_user, wanted, 'usage') then
        execute format('grant %I to current_user', wanted);
      end if;
    exception when duplicate_object or unique_violation then null;
    end;
  end loop;
  if not pg_has_role('sayso_mover', 'sayso_owner', 'member') then
    grant sayso_owner to sayso_mover;
  end if;
end $$;
"""
"""Make the roles that are missing, for whoever asks to act as. May be run again at any time."""
