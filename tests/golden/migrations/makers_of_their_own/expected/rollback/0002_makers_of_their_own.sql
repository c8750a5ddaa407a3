-- Back: makers of their own
--
-- Write the names of linked rows into “Maker” again; the rows stay in the archive.
-- Remove the link of Product to Maker; its values stay in the archive and return with undo.

set local sayso.migrating = 'on';
set local timezone = 'UTC';
lock table apps.mod_shop_products in share row exclusive mode;
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
alter table apps.mod_shop_products add column if not exists _new_97f341281e95 text;
update apps.mod_shop_products as t set
  _new_97f341281e95 = (select old from (select case when array(select distinct btrim(value) from (select (t.archived_fld_maker0)) as l (value) where btrim(value) <> '' order by 1) = array(select distinct btrim(l.name) from (select (e.name) as name from apps.mod_shop_makers as e where e.id = t.maker_id) as l where btrim(l.name) <> '' order by 1) then t.archived_fld_maker0 else (select x from (select (select l.name from (select (e.name) as name from apps.mod_shop_makers as e where e.id = t.maker_id) as l) as x) as v) end as old) as s);
insert into apps_archive.mod_shop_values (site_id, entity, row_id, element, value, became)
select site_id, entity, row_id, element, was, becomes from _new_changes
where element in ('fld_maker0') and returned is null order by element, row_id;
reset role;

-- from here on readers wait, too

set role sayso_owner;
drop function apps.mod_shop_restore(text, uuid);
drop view apps.mod_shop_history_v;
drop policy may_read on apps.mod_shop_history;
drop trigger keep_history on apps.mod_shop_makers;
drop trigger keep_history on apps.mod_shop_products;
drop trigger touch on apps.mod_shop_makers;
drop view apps.mod_shop_makers_v;
revoke all on apps.mod_shop_makers from sayso_app;
drop policy may_read on apps.mod_shop_makers;
drop policy may_create on apps.mod_shop_makers;
drop policy may_update on apps.mod_shop_makers;
drop policy may_delete on apps.mod_shop_makers;
drop trigger touch on apps.mod_shop_products;
drop view apps.mod_shop_products_v;
revoke all on apps.mod_shop_products from sayso_app;
drop policy may_read on apps.mod_shop_products;
drop policy may_create on apps.mod_shop_products;
drop policy may_update on apps.mod_shop_products;
drop policy may_delete on apps.mod_shop_products;
set role sayso_keeper;
drop view apps.mod_shop_makers_all;
drop view apps.mod_shop_products_all;
set role sayso_owner;
drop policy moves_all on apps.mod_shop_makers;
drop policy sees_all on apps.mod_shop_makers;
revoke all on apps.mod_shop_makers from sayso_keeper;
drop policy moves_all on apps.mod_shop_products;
drop policy sees_all on apps.mod_shop_products;
revoke all on apps.mod_shop_products from sayso_keeper;
reset role;

set role sayso_owner;
alter table apps.mod_shop_products drop constraint mod_shop_products_maker_id_fkey;
alter table apps.mod_shop_makers drop constraint mod_shop_makers_site_id_id_key;
drop index apps.mod_shop_makers_created_at_idx;
drop index apps.mod_shop_makers_name_search_idx;
drop index apps.mod_shop_products_maker_id_idx;
alter table apps.mod_shop_makers alter column name drop not null;
comment on column apps.mod_shop_makers.name is '{"options": {}, "type": "text"}';
alter table apps.mod_shop_makers rename column name to fld_359f09b8a4f0;
alter table apps.mod_shop_makers disable row level security, no force row level security;
alter table apps.mod_shop_makers set schema apps_archive;
alter table apps_archive.mod_shop_makers rename to mod_shop_ent_359f09b8a4f0;
alter index apps_archive.mod_shop_makers_pkey rename to mod_shop_ent_359f09b8a4f0_pkey;
comment on column apps.mod_shop_products.maker_id is '{"to": "ent_359f09b8a4f0"}';
alter table apps.mod_shop_products drop column archived_fld_maker0;
alter table apps.mod_shop_products rename column maker_id to archived_rel_359f09b8a4f0;
alter table apps.mod_shop_products rename column _new_97f341281e95 to maker;
reset role;

set role sayso_owner;

create policy moves_all on apps.mod_shop_products to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_products for select to sayso_keeper using (true);
grant select on apps.mod_shop_products to sayso_keeper;

set role sayso_keeper;

create view apps.mod_shop_products_all as
select id, site_id, name, price, maker, created_at, updated_at, created_by, version
from apps.mod_shop_products;
grant select on apps.mod_shop_products_all to sayso_owner;

set role sayso_owner;

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

create trigger keep_history after insert or update or delete on apps.mod_shop_products
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_produc', '{"name": "fld_name00", "price": "fld_price0", "maker": "fld_maker0"}');

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
