-- remove and add
--
-- Remove field Email of Client; its values stay in the archive and return with undo.
-- Remove Product; rows stay in the archive and return with undo.
-- Remove the link of Order to Product; its values stay in the archive and return with undo.
-- Add field Birthday of Client.

set local sayso.migrating = 'on';
set local timezone = 'UTC';
do $$
begin
  if to_regnamespace('apps_archive') is null then
    create schema apps_archive;
  end if;
  if not has_schema_privilege('sayso_owner', 'apps_archive', 'create') then
    grant usage, create on schema apps_archive to sayso_owner;
  end if;
end $$;

set role sayso_owner;
drop function apps.mod_shop_restore(text, uuid);
drop view apps.mod_shop_history_v;
drop policy may_read on apps.mod_shop_history;
drop trigger keep_history on apps.mod_shop_orders;
drop trigger keep_history on apps.mod_shop_products;
drop trigger keep_history on apps.mod_shop_clients;
drop trigger touch on apps.mod_shop_orders;
drop view apps.mod_shop_orders_v;
revoke all on apps.mod_shop_orders from sayso_app;
drop policy may_read on apps.mod_shop_orders;
drop policy may_create on apps.mod_shop_orders;
drop policy may_update on apps.mod_shop_orders;
drop policy may_delete on apps.mod_shop_orders;
drop trigger touch on apps.mod_shop_products;
drop view apps.mod_shop_products_v;
revoke all on apps.mod_shop_products from sayso_app;
drop policy may_read on apps.mod_shop_products;
drop policy may_create on apps.mod_shop_products;
drop policy may_update on apps.mod_shop_products;
drop policy may_delete on apps.mod_shop_products;
drop trigger touch on apps.mod_shop_clients;
drop view apps.mod_shop_clients_v;
revoke all on apps.mod_shop_clients from sayso_app;
drop policy may_read on apps.mod_shop_clients;
drop policy may_create on apps.mod_shop_clients;
drop policy may_update on apps.mod_shop_clients;
drop policy may_delete on apps.mod_shop_clients;
set role sayso_keeper;
drop view apps.mod_shop_orders_all;
drop view apps.mod_shop_products_all;
drop view apps.mod_shop_clients_all;
set role sayso_owner;
drop policy moves_all on apps.mod_shop_orders;
drop policy sees_all on apps.mod_shop_orders;
revoke all on apps.mod_shop_orders from sayso_keeper;
drop policy moves_all on apps.mod_shop_products;
drop policy sees_all on apps.mod_shop_products;
revoke all on apps.mod_shop_products from sayso_keeper;
drop policy moves_all on apps.mod_shop_clients;
drop policy sees_all on apps.mod_shop_clients;
revoke all on apps.mod_shop_clients from sayso_keeper;
reset role;

set role sayso_owner;
alter table apps.mod_shop_orders drop constraint mod_shop_orders_product_id_fkey;
alter table apps.mod_shop_products drop constraint mod_shop_products_site_id_id_key;
drop index apps.mod_shop_products_created_at_idx;
drop index apps.mod_shop_products_name_search_idx;
drop index apps.mod_shop_orders_product_id_idx;
alter table apps.mod_shop_products alter column name drop not null;
comment on column apps.mod_shop_products.name is '{"options": {}, "type": "text"}';
alter table apps.mod_shop_products rename column name to fld_name00;
comment on column apps.mod_shop_products.price is '{"options": {}, "type": "text"}';
alter table apps.mod_shop_products rename column price to fld_price0;
comment on column apps.mod_shop_products.maker is '{"options": {}, "type": "text"}';
alter table apps.mod_shop_products rename column maker to fld_maker0;
alter table apps.mod_shop_products disable row level security, no force row level security;
alter table apps.mod_shop_products set schema apps_archive;
alter table apps_archive.mod_shop_products rename to mod_shop_ent_produc;
alter index apps_archive.mod_shop_products_pkey rename to mod_shop_ent_produc_pkey;
comment on column apps.mod_shop_clients.email is '{"options": {}, "type": "email"}';
comment on column apps.mod_shop_orders.product_id is '{"to": "ent_produc"}';
alter table apps.mod_shop_clients rename column email to archived_fld_email0;
alter table apps.mod_shop_orders rename column product_id to archived_rel_produc;
alter table apps.mod_shop_clients add column birthday date;
reset role;

set role sayso_owner;
create index mod_shop_clients_birthday_idx on apps.mod_shop_clients (site_id, birthday, id);
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
select id, site_id, first_name, last_name, level, birthday, created_at, updated_at, created_by, version
from apps.mod_shop_clients;
grant select on apps.mod_shop_clients_all to sayso_owner;

create view apps.mod_shop_orders_all as
select id, site_id, client_id, number, created_at, updated_at, created_by, version
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
  select (id, site_id, first_name, last_name, level, birthday, created_at, updated_at, created_by, version),
  insert (id, site_id, first_name, last_name, level, birthday, created_at, updated_at, created_by, version),
  update (first_name, last_name, level, birthday),
  delete
  on apps.mod_shop_clients to sayso_app;

create view apps.mod_shop_clients_v as
select
  t.id,
  t.site_id,
  t.first_name,
  t.last_name,
  t.level,
  t.birthday,
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
  select (id, site_id, client_id, number, created_at, updated_at, created_by, version),
  insert (id, site_id, client_id, number, created_at, updated_at, created_by, version),
  update (client_id, number),
  delete
  on apps.mod_shop_orders to sayso_app;

create view apps.mod_shop_orders_v as
select
  t.id,
  t.site_id,
  t.client_id,
  (select (client_1.first_name)::text from apps.mod_shop_clients client_1 where client_1.site_id = t.site_id AND client_1.id = t.client_id) as client_title,
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
  execute function apps.mod_shop_record_history('ent_client', '{"first_name": "fld_first0", "last_name": "fld_last00", "level": "fld_level0", "birthday": "fld_birthd"}');

create trigger keep_history after insert or update or delete on apps.mod_shop_orders
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_order0', '{"client_id": "rel_client", "number": "fld_number"}');

-- Read by who reads the row; of a deleted row, by who reads all rows
create policy may_read on apps.mod_shop_history for select
  using (
    site_id = (select apps.current_site())
    and case entity
      when 'ent_client' then
        (select apps.module_role()) = 'owner'
      when 'ent_order0' then
        (select apps.module_role()) in ('owner', 'clerk')
    end
  );

-- The history under today's names; of each entity what the role may read there
create view apps.mod_shop_history_v as
select
  h.id,
  h.site_id,
  k.entity,
  h.row_id,
  h.action,
  apps.renamed(h.old, k.names) as old,
  apps.renamed(h.new, k.names) as new,
  h.actor,
  h.role,
  h.at,
  coalesce(h.new, h.old) ->> '$cause' as cause
from apps.mod_shop_history h
cross join lateral (
  select
    case h.entity
      when 'ent_client' then 'client'
      when 'ent_order0' then 'order'
    end as entity,
    case
      when h.entity = 'ent_client' then
        '{"fld_first0": "first_name", "fld_last00": "last_name", "fld_level0": "level", "fld_birthd": "birthday"}'::jsonb
      when h.entity = 'ent_order0' then
        '{"rel_client": "client_id", "fld_number": "number"}'::jsonb
    end as names
) k
where k.entity is not null;
grant select on apps.mod_shop_history_v to sayso_app;

-- Brings a deleted row back as it was, for who may create such rows; tells whether there was one.
-- No column can be called "Row", which has a capital letter.
create function apps.mod_shop_restore(of_entity text, of_row uuid) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  "Row" jsonb;
begin
  select h.old into "Row"
  from apps.mod_shop_history h
  where h.site_id = apps.current_site() and h.row_id = of_row and h.action = 'delete'
    and h.entity = case of_entity
      when 'client' then 'ent_client'
      when 'order' then 'ent_order0'
    end
  order by h.id desc
  limit 1;
  if "Row" is null then
    return false;
  end if;
  case of_entity
    when 'client' then
      "Row" := apps.renamed("Row", '{"fld_first0": "first_name", "fld_last00": "last_name", "fld_level0": "level", "fld_birthd": "birthday"}');
      insert into apps.mod_shop_clients (id, site_id, first_name, last_name, level, birthday, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.first_name,
        r.last_name,
        r.level,
        r.birthday,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_shop_clients, "Row") r;
    when 'order' then
      "Row" := apps.renamed("Row", '{"rel_client": "client_id", "fld_number": "number"}');
      insert into apps.mod_shop_orders (id, site_id, client_id, number, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.client_id,
        r.number,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_shop_orders, "Row") r;
    else
      raise exception using errcode = '42501', message = 'Your role may not bring this back.';
  end case;
  return true;
exception
  when data_exception then
    raise exception using
      errcode = '23514', constraint = 'restore',
      message = 'This no longer fits in as it was: ' || sqlerrm || '.',
      hint = 'A value is of another kind today. Enter it anew by hand; the history shows what it was.';
end $$;

reset role;
set local sayso.migrating = 'off';
