alter table apps.mod_shop_clients validate constraint _new_2e0455cbf353;

alter table apps.mod_shop_clients alter column name set not null;
alter table apps.mod_shop_clients drop constraint if exists _new_2e0455cbf353;
