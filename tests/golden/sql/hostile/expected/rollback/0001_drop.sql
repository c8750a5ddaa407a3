-- Removes '; drop table x; -- "$$ $body1$ \' {{ 7 }} {% raw %} %s ünï – 漢字 with all of its rows, of every site.

drop table if exists
  apps.mod_hostile_app_orders,
  apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387,
  apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217,
  apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd,
  apps.mod_hostile_app_history
  cascade;
drop function if exists
  apps.mod_hostile_app_may_update_a_very_long_name_for_an_ent_6a85dabd(uuid),
  apps.mod_hostile_app_may_update_order(uuid),
  apps.mod_hostile_app_orders_check_transition(),
  apps.mod_hostile_app_orders_check_rules(),
  apps.mod_hostile_app_record_history(),
  apps.mod_hostile_app_restore(text, uuid)
  cascade;

-- What was removed from it earlier
do $body2$
declare
  archived  text;
begin
  for archived in
    select tablename from pg_tables
    where schemaname = 'apps_archive'
      and (tablename ~ '^mod_hostile_app_(ent|rel)_[a-z0-9]+$' or tablename = 'mod_hostile_app_values')
  loop
    execute format('drop table apps_archive.%I cascade', archived);
  end loop;
end $body2$;
