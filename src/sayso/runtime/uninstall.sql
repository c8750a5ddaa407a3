-- Everything in the database that belongs to the module whose prefix the setting sayso.uninstalled names.
do $$
declare
  stem constant text := 'mod_' || current_setting('sayso.uninstalled') || '_';
  found record;
begin
  for found in
    select format('drop %s if exists %I.%I cascade', case c.relkind when 'v' then 'view' else 'table' end,
      n.nspname, c.relname) as said
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('apps', 'apps_archive') and c.relkind in ('r', 'v') and starts_with(c.relname, stem)
  loop
    execute found.said;
  end loop;
  for found in
    select format('drop function if exists %s cascade', p.oid::regprocedure) as said
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname in ('apps', 'apps_archive') and starts_with(p.proname, stem)
  loop
    execute found.said;
  end loop;
  if to_regclass('apps_archive.unfinished') is not null then
    delete from apps_archive.unfinished where prefix = current_setting('sayso.uninstalled');
  end if;
end $$;
