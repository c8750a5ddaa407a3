-- Removes Workshop with all of its rows, of every site.

drop table if exists
  apps.mod_work_shop_mechanics,
  apps.mod_work_shop_bays,
  apps.mod_work_shop_jobs,
  apps.mod_work_shop_lines,
  apps.mod_work_shop_notes,
  apps.mod_work_shop_people,
  apps.mod_work_shop_person_friends,
  apps.mod_work_shop_job_crew,
  apps.mod_work_shop_history
  cascade;
drop function if exists
  apps.mod_work_shop_own_mechanic(),
  apps.mod_work_shop_own_job_by_mechanic(),
  apps.mod_work_shop_may_read_crew_of_job(uuid),
  apps.mod_work_shop_may_update_crew_jobs_of_mechanic(uuid),
  apps.mod_work_shop_may_update_crew_of_job(uuid),
  apps.mod_work_shop_may_update_person(uuid),
  apps.mod_work_shop_mechanics_check_fields(),
  apps.mod_work_shop_jobs_check_fields(),
  apps.mod_work_shop_jobs_check_rules(),
  apps.mod_work_shop_record_history(),
  apps.mod_work_shop_restore(text, uuid)
  cascade;

-- What was removed from it earlier
do $$
declare
  archived  text;
begin
  for archived in
    select tablename from pg_tables
    where schemaname = 'apps_archive'
      and (tablename ~ '^mod_work_shop_(ent|rel)_[a-z0-9]+$' or tablename = 'mod_work_shop_values')
  loop
    execute format('drop table apps_archive.%I cascade', archived);
  end loop;
end $$;
