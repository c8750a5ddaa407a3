alter table apps.mod_shop_clients validate constraint _new_2cb88a95977a;

alter table apps.mod_shop_clients alter column last_name set not null;
alter table apps.mod_shop_clients drop constraint if exists _new_2cb88a95977a;
