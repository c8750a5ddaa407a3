-- Removes Salon with all of its rows, of every site.

drop table if exists
  apps.mod_salon_clients,
  apps.mod_salon_stylists,
  apps.mod_salon_services,
  apps.mod_salon_appointments,
  apps.mod_salon_stylist_services,
  apps.mod_salon_history
  cascade;
drop function if exists
  apps.mod_salon_own_stylist(),
  apps.mod_salon_may_update_service(uuid),
  apps.mod_salon_may_update_stylist(uuid),
  apps.mod_salon_services_check_dependents(),
  apps.mod_salon_appointments_check_transition(),
  apps.mod_salon_appointments_check_rules(),
  apps.mod_salon_record_history(),
  apps.mod_salon_restore(text, uuid)
  cascade;

-- What was removed from it earlier
do $$
declare
  archived  text;
begin
  for archived in
    select tablename from pg_tables
    where schemaname = 'apps_archive'
      and (tablename ~ '^mod_salon_(ent|rel)_[a-z0-9]+$' or tablename = 'mod_salon_values')
  loop
    execute format('drop table apps_archive.%I cascade', archived);
  end loop;
end $$;
