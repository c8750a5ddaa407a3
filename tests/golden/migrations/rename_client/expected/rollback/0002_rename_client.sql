-- Back: rename client
--
-- Rename “Customer” to “Client”; all rows stay.
-- Rename “Platinum” to “Gold”; all rows stay.
-- Rename the link “customer” of Order to “client”; all rows stay.
-- Change “Level” from a choice to a choice.

set local sayso.migrating = 'on';
set local timezone = 'UTC';
lock table apps.mod_shop_customers in share row exclusive mode;
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
create table if not exists apps_archive.mod_shop_values (
  id bigint generated always as identity primary key,
  site_id uuid not null,
  entity text not null,
  row_id uuid not null,
  element text not null,
  value jsonb,
  became jsonb,
  at timestamptz not null default now()
);
create index if not exists mod_shop_values_row_idx on apps_archive.mod_shop_values (element, row_id);
reset role;

set role sayso_mover;
drop table if exists pg_temp._new_changes;
create temporary table _new_changes (
  entity text, element text, row_id uuid, site_id uuid, was jsonb, becomes jsonb, returned bigint,
  primary key (element, row_id)
) on commit drop;
alter table apps.mod_shop_customers add column if not exists _new_b52aafd53601 text;
insert into _new_changes (entity, element, row_id, site_id, was, becomes, returned)
select 'ent_client', 'fld_level0', v.id, v.site_id, to_jsonb(v.was), to_jsonb(v.final), v.kept
from (select s.*, case when s.kept is not null then s.kept_value else mapped end as final from (select s.*, k.id as kept, k.w as kept_value from (select s.*, case old when 'platinum' then 'gold' when 'silver' then 'silver' end as mapped from (select t.id, t.site_id, t.created_at, t.level as old, t.level as was from apps.mod_shop_customers as t) as s) as s left join lateral (select k.id, k.w from (select k.id, k.value, k.became, case lower(btrim((k.value #>> '{}'))) when 'gold' then 'gold' when 'silver' then 'silver' end as w from apps_archive.mod_shop_values as k where k.element = 'fld_level0' and k.row_id = s.id order by k.id desc limit 1) as k where k.became is not distinct from to_jsonb(s.was) and (k.value is null or to_jsonb(k.w) = k.value)) as k on true) as s) as v
where v.final is distinct from v.mapped or case v.mapped when 'silver' then 'silver' when 'gold' then 'platinum' end is distinct from v.old;
update apps.mod_shop_customers as t set
  _new_b52aafd53601 = (select case old when 'platinum' then 'gold' when 'silver' then 'silver' end from (select t.level as old) as s);
update apps.mod_shop_customers as t set _new_b52aafd53601 = (c.becomes #>> '{}') from _new_changes as c where c.element = 'fld_level0' and c.row_id = t.id;
update apps_archive.mod_shop_values as k set became = to_jsonb(t._new_b52aafd53601)
from apps.mod_shop_customers as t where k.element in ('fld_level0', 'fld_level0.whole') and k.row_id = t.id
  and k.became is not distinct from to_jsonb(t.level)
  and not exists (select from _new_changes as c where c.element = 'fld_level0' and c.row_id = t.id);
insert into apps_archive.mod_shop_values (site_id, entity, row_id, element, value, became)
select site_id, entity, row_id, element, was, becomes from _new_changes
where element in ('fld_level0') and returned is null order by element, row_id;
delete from apps_archive.mod_shop_values as k using _new_changes as c where k.id = c.returned and c.element in ('fld_level0');
reset role;

-- from here on readers wait, too

set role sayso_owner;
drop function apps.mod_shop_restore(text, uuid);
drop view apps.mod_shop_history_v;
drop trigger keep_history on apps.mod_shop_orders;
drop trigger keep_history on apps.mod_shop_customers;
drop trigger touch on apps.mod_shop_orders;
drop view apps.mod_shop_orders_v;
revoke all on apps.mod_shop_orders from sayso_app;
drop policy may_read on apps.mod_shop_orders;
drop policy may_create on apps.mod_shop_orders;
drop policy may_update on apps.mod_shop_orders;
drop policy may_delete on apps.mod_shop_orders;
drop trigger touch on apps.mod_shop_customers;
drop view apps.mod_shop_customers_v;
revoke all on apps.mod_shop_customers from sayso_app;
drop policy may_read on apps.mod_shop_customers;
drop policy may_create on apps.mod_shop_customers;
drop policy may_update on apps.mod_shop_customers;
drop policy may_delete on apps.mod_shop_customers;
set role sayso_keeper;
drop view apps.mod_shop_orders_all;
drop view apps.mod_shop_customers_all;
set role sayso_owner;
drop policy moves_all on apps.mod_shop_orders;
drop policy sees_all on apps.mod_shop_orders;
revoke all on apps.mod_shop_orders from sayso_keeper;
drop policy moves_all on apps.mod_shop_customers;
drop policy sees_all on apps.mod_shop_customers;
revoke all on apps.mod_shop_customers from sayso_keeper;
reset role;

set role sayso_owner;
alter table apps.mod_shop_customers drop constraint mod_shop_customers_level_check;
alter table apps.mod_shop_customers drop column level;
alter table apps.mod_shop_customers rename to mod_shop_clients;
alter index apps.mod_shop_customers_pkey rename to mod_shop_clients_pkey;
alter index apps.mod_shop_customers_site_id_id_key rename to mod_shop_clients_site_id_id_key;
alter index apps.mod_shop_customers_created_at_idx rename to mod_shop_clients_created_at_idx;
alter index apps.mod_shop_orders_customer_id_idx rename to mod_shop_orders_client_id_idx;
alter table apps.mod_shop_clients rename column _new_b52aafd53601 to level;
alter table apps.mod_shop_orders rename column customer_id to client_id;
alter table apps.mod_shop_orders rename constraint mod_shop_orders_customer_id_fkey to mod_shop_orders_client_id_fkey;
reset role;

set role sayso_owner;
alter table apps.mod_shop_clients add constraint mod_shop_clients_level_check check (level in ('gold', 'silver'));
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
      when 'ent_produc' then 'product'
      when 'ent_order0' then 'order'
    end as entity,
    case
      when h.entity = 'ent_client' then
        '{"fld_first0": "first_name", "fld_last00": "last_name", "fld_email0": "email", "fld_level0": "level"}'::jsonb
      when h.entity = 'ent_produc' then
        '{"fld_name00": "name", "fld_price0": "price", "fld_maker0": "maker"}'::jsonb
      when h.entity = 'ent_order0' then
        '{"rel_client": "client_id", "rel_produc": "product_id", "fld_number": "number"}'::jsonb
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
      when 'product' then 'ent_produc'
      when 'order' then 'ent_order0'
    end
  order by h.id desc
  limit 1;
  if "Row" is null then
    return false;
  end if;
  case of_entity
    when 'client' then
      "Row" := apps.renamed("Row", '{"fld_first0": "first_name", "fld_last00": "last_name", "fld_email0": "email", "fld_level0": "level"}');
      insert into apps.mod_shop_clients (id, site_id, first_name, last_name, email, level, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.first_name,
        r.last_name,
        r.email,
        r.level,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_shop_clients, "Row") r;
    when 'product' then
      "Row" := apps.renamed("Row", '{"fld_name00": "name", "fld_price0": "price", "fld_maker0": "maker"}');
      insert into apps.mod_shop_products (id, site_id, name, price, maker, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.name,
        r.price,
        r.maker,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_shop_products, "Row") r;
    when 'order' then
      "Row" := apps.renamed("Row", '{"rel_client": "client_id", "rel_produc": "product_id", "fld_number": "number"}');
      insert into apps.mod_shop_orders (id, site_id, client_id, product_id, number, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.client_id,
        r.product_id,
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
