-- Back: remove and add
--
-- Remove field Birthday of Client; its values stay in the archive and return with undo.
-- Bring back field Email of Client with its values.
-- Bring back Product with its rows.
-- Bring back the link of Order to Product with its links.
-- From now on “Name” must have a value.

set local sayso.migrating = 'on';
set local timezone = 'UTC';
lock table apps.mod_shop_orders in share row exclusive mode;
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
insert into _new_changes (entity, element, row_id, site_id, was, becomes, returned)
select 'ent_order0', 'rel_produc', v.id, v.site_id, to_jsonb(v.was), to_jsonb(v.final), null
from (select s.*, case when exists (select from apps_archive.mod_shop_ent_produc as p where p.id = old) then old end as final from (select s.*, old as mapped from (select t.id, t.site_id, t.created_at, t.archived_rel_produc as old, t.archived_rel_produc as was from apps.mod_shop_orders as t) as s) as s) as v
where v.final is distinct from v.old;
insert into apps_archive.mod_shop_values (site_id, entity, row_id, element, value, became)
select site_id, entity, row_id, element, was, becomes from _new_changes
where element in ('rel_produc') and returned is null order by element, row_id;
reset role;

-- from here on readers wait, too

set role sayso_owner;
drop function apps.mod_shop_restore(text, uuid);
drop view apps.mod_shop_history_v;
drop policy may_read on apps.mod_shop_history;
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
drop index apps.mod_shop_clients_birthday_idx;
comment on column apps.mod_shop_clients.birthday is '{"options": {}, "type": "date"}';
alter table apps_archive.mod_shop_ent_produc set schema apps;
alter table apps.mod_shop_ent_produc rename to mod_shop_products;
alter index apps.mod_shop_ent_produc_pkey rename to mod_shop_products_pkey;
alter table apps.mod_shop_clients rename column birthday to archived_fld_birthd;
alter table apps.mod_shop_clients rename column archived_fld_email0 to email;
alter table apps.mod_shop_products rename column fld_name00 to name;
alter table apps.mod_shop_products rename column fld_price0 to price;
alter table apps.mod_shop_products rename column fld_maker0 to maker;
alter table apps.mod_shop_orders rename column archived_rel_produc to product_id;
alter table apps.mod_shop_products enable row level security, force row level security;
create policy _new_moves on apps.mod_shop_orders to sayso_mover using (true);
reset role;

set role sayso_mover;
update apps.mod_shop_orders as t set product_id = (c.becomes #>> '{}')::uuid from _new_changes as c where c.element = 'rel_produc' and c.row_id = t.id;
reset role;

set role sayso_owner;
drop policy _new_moves on apps.mod_shop_orders;
comment on column apps.mod_shop_clients.email is null;
comment on column apps.mod_shop_products.name is null;
alter table apps.mod_shop_products alter column name set not null;
comment on column apps.mod_shop_products.price is null;
comment on column apps.mod_shop_products.maker is null;
alter table apps.mod_shop_products add constraint mod_shop_products_site_id_id_key unique (site_id, id);
create index mod_shop_products_created_at_idx on apps.mod_shop_products (site_id, created_at, id);
create index mod_shop_products_name_search_idx on apps.mod_shop_products (site_id, lower(name) text_pattern_ops);
comment on column apps.mod_shop_orders.product_id is null;
create index mod_shop_orders_product_id_idx on apps.mod_shop_orders (site_id, product_id);
alter table apps.mod_shop_orders add constraint mod_shop_orders_product_id_fkey foreign key (site_id, product_id) references apps.mod_shop_products (site_id, id) on delete no action;
reset role;

set role sayso_owner;

create policy moves_all on apps.mod_shop_clients to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_clients for select to sayso_keeper using (true);
grant select on apps.mod_shop_clients to sayso_keeper;

create policy moves_all on apps.mod_shop_products to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_products for select to sayso_keeper using (true);
grant select on apps.mod_shop_products to sayso_keeper;

create policy moves_all on apps.mod_shop_orders to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_orders for select to sayso_keeper using (true);
grant select on apps.mod_shop_orders to sayso_keeper;

set role sayso_keeper;

create view apps.mod_shop_clients_all as
select id, site_id, first_name, last_name, email, level, created_at, updated_at, created_by, version
from apps.mod_shop_clients;
grant select on apps.mod_shop_clients_all to sayso_owner;

create view apps.mod_shop_products_all as
select id, site_id, name, price, maker, created_at, updated_at, created_by, version
from apps.mod_shop_products;
grant select on apps.mod_shop_products_all to sayso_owner;

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

create policy may_read on apps.mod_shop_products for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_create on apps.mod_shop_products for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_shop_products for update
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
create policy may_delete on apps.mod_shop_products for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, name, price, maker, created_at, updated_at, created_by, version),
  insert (id, site_id, name, price, maker, created_at, updated_at, created_by, version),
  update (name, price, maker),
  delete
  on apps.mod_shop_products to sayso_app;

create view apps.mod_shop_products_v as
select
  t.id,
  t.site_id,
  t.name,
  t.price,
  t.maker,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_shop_products t;
grant select on apps.mod_shop_products_v to sayso_app;

create trigger touch before update on apps.mod_shop_products
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

create trigger keep_history after insert or update or delete on apps.mod_shop_products
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_produc', '{"name": "fld_name00", "price": "fld_price0", "maker": "fld_maker0"}');

create trigger keep_history after insert or update or delete on apps.mod_shop_orders
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_order0', '{"client_id": "rel_client", "product_id": "rel_produc", "number": "fld_number"}');

-- Read by who reads the row; of a deleted row, by who reads all rows
create policy may_read on apps.mod_shop_history for select
  using (
    site_id = (select apps.current_site())
    and case entity
      when 'ent_client' then
        (select apps.module_role()) = 'owner'
      when 'ent_produc' then
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
