-- unique number and index
--
-- Hold “Last name” to its new limits.
-- From now on no two rows may have the same “Number”.

set local sayso.migrating = 'on';
set local timezone = 'UTC';

set role sayso_owner;
drop trigger keep_history on apps.mod_shop_orders;
drop trigger keep_history on apps.mod_shop_clients;
drop trigger touch on apps.mod_shop_orders;
drop view apps.mod_shop_orders_v;
revoke all on apps.mod_shop_orders from sayso_app;
drop policy may_read on apps.mod_shop_orders;
drop policy may_create on apps.mod_shop_orders;
drop policy may_update on apps.mod_shop_orders;
drop policy may_delete on apps.mod_shop_orders;
drop trigger touch on apps.mod_shop_clients;
drop view apps.mod_shop_clients_v;
revoke all on apps.mod_shop_clients from sayso_app;
drop policy may_read on apps.mod_shop_clients;
drop policy may_create on apps.mod_shop_clients;
drop policy may_update on apps.mod_shop_clients;
drop policy may_delete on apps.mod_shop_clients;
set role sayso_keeper;
drop view apps.mod_shop_orders_all;
drop view apps.mod_shop_clients_all;
set role sayso_owner;
drop policy moves_all on apps.mod_shop_orders;
drop policy sees_all on apps.mod_shop_orders;
revoke all on apps.mod_shop_orders from sayso_keeper;
drop policy moves_all on apps.mod_shop_clients;
drop policy sees_all on apps.mod_shop_clients;
revoke all on apps.mod_shop_clients from sayso_keeper;
reset role;

set role sayso_owner;
alter table apps.mod_shop_clients add constraint mod_shop_clients_last_name_check check (char_length(last_name) <= 80) not valid;
do $$ begin
  alter table apps.mod_shop_clients validate constraint mod_shop_clients_last_name_check;
exception when check_violation then null;
end $$;
create index mod_shop_clients_last_name_search_idx on apps.mod_shop_clients (site_id, lower(last_name) text_pattern_ops);
alter table apps.mod_shop_orders add constraint mod_shop_orders_number_key unique (site_id, number);
reset role;

set role sayso_owner;

create policy moves_all on apps.mod_shop_clients to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_clients for select to sayso_keeper using (true);
grant select on apps.mod_shop_clients to sayso_keeper;

create policy moves_all on apps.mod_shop_orders to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_orders for select to sayso_keeper using (true);
grant select on apps.mod_shop_orders to sayso_keeper;

set role sayso_keeper;

create view apps.mod_shop_clients_all as
select id, site_id, first_name, last_name, email, level, created_at, updated_at, created_by, version
from apps.mod_shop_clients;
grant select on apps.mod_shop_clients_all to sayso_owner;

create view apps.mod_shop_orders_all as
select id, site_id, client_id, product_id, number, created_at, updated_at, created_by, version
from apps.mod_shop_orders;
grant select on apps.mod_shop_orders_all to sayso_owner;

set role sayso_owner;

create policy may_read on apps.mod_shop_clients for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_create on apps.mod_shop_clients for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_shop_clients for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_delete on apps.mod_shop_clients for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, first_name, last_name, email, level, created_at, updated_at, created_by, version),
  insert (id, site_id, first_name, last_name, email, level, created_at, updated_at, created_by, version),
  update (first_name, last_name, email, level),
  delete
  on apps.mod_shop_clients to sayso_app;

create view apps.mod_shop_clients_v as
select
  t.id,
  t.site_id,
  t.first_name,
  t.last_name,
  t.email,
  t.level,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_shop_clients t;
grant select on apps.mod_shop_clients_v to sayso_app;

create trigger touch before update on apps.mod_shop_clients
  for each row when (not apps.is_migrating())
  execute function apps.touch();

create policy may_read on apps.mod_shop_orders for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'clerk')
    )
  );
create policy may_create on apps.mod_shop_orders for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'clerk')
    )
  );
create policy may_update on apps.mod_shop_orders for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'clerk')
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'clerk')
    )
  );
create policy may_delete on apps.mod_shop_orders for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, client_id, product_id, number, created_at, updated_at, created_by, version),
  insert (id, site_id, client_id, product_id, number, created_at, updated_at, created_by, version),
  update (client_id, product_id, number),
  delete
  on apps.mod_shop_orders to sayso_app;

create view apps.mod_shop_orders_v as
select
  t.id,
  t.site_id,
  t.client_id,
  (select (client_1.first_name)::text from apps.mod_shop_clients client_1 where client_1.site_id = t.site_id AND client_1.id = t.client_id) as client_title,
  t.product_id,
  (select (product_2.name)::text from apps.mod_shop_products product_2 where product_2.site_id = t.site_id AND product_2.id = t.product_id) as product_title,
  t.number,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_shop_orders t;
grant select on apps.mod_shop_orders_v to sayso_app;

create trigger touch before update on apps.mod_shop_orders
  for each row when (not apps.is_migrating())
  execute function apps.touch();

create trigger keep_history after insert or update or delete on apps.mod_shop_clients
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_client', '{"first_name": "fld_first0", "last_name": "fld_last00", "email": "fld_email0", "level": "fld_level0"}');

create trigger keep_history after insert or update or delete on apps.mod_shop_orders
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_order0', '{"client_id": "rel_client", "product_id": "rel_produc", "number": "fld_number"}');

reset role;
set local sayso.migrating = 'off';
