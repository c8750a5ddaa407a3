-- makers of their own
--
-- Make rows of their own from “Maker”: one for each different value, with links to them.
-- Add the link of Product to Maker.

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
drop table if exists pg_temp._new_0fe2930f3af2;
create temporary table _new_0fe2930f3af2 on commit drop as
select v.row_id, v.site_id, v.value, null::uuid as id, true as is_new from (
  select distinct t.id as row_id, t.site_id, btrim(value) as value from apps.mod_shop_products as t, lateral (select (t.maker)) as l (value)
) as v where v.value <> '';
create index on _new_0fe2930f3af2 (row_id);
with n as materialized (
  select site_id, value, gen_random_uuid() as id from _new_0fe2930f3af2
  where id is null group by site_id, value
) update _new_0fe2930f3af2 as s set id = n.id from n
where s.id is null and n.site_id = s.site_id and n.value = s.value;
alter table apps.mod_shop_products add column if not exists _new_a7547071db6b uuid;
update apps.mod_shop_products as t set
  _new_a7547071db6b = (select old from (select (select s.id from _new_0fe2930f3af2 as s where s.row_id = t.id) as old) as s);
insert into apps_archive.mod_shop_values (site_id, entity, row_id, element, value, became)
select site_id, entity, row_id, element, was, becomes from _new_changes
where element in ('rel_359f09b8a4f0') and returned is null order by element, row_id;
reset role;

-- from here on readers wait, too

set role sayso_owner;
drop function apps.mod_shop_restore(text, uuid);
drop view apps.mod_shop_history_v;
drop policy may_read on apps.mod_shop_history;
drop trigger keep_history on apps.mod_shop_products;
drop trigger touch on apps.mod_shop_products;
drop view apps.mod_shop_products_v;
revoke all on apps.mod_shop_products from sayso_app;
drop policy may_read on apps.mod_shop_products;
drop policy may_create on apps.mod_shop_products;
drop policy may_update on apps.mod_shop_products;
drop policy may_delete on apps.mod_shop_products;
set role sayso_keeper;
drop view apps.mod_shop_products_all;
set role sayso_owner;
drop policy moves_all on apps.mod_shop_products;
drop policy sees_all on apps.mod_shop_products;
revoke all on apps.mod_shop_products from sayso_keeper;
reset role;

set role sayso_owner;
comment on column apps.mod_shop_products.maker is '{"options": {}, "type": "text"}';
alter table apps.mod_shop_products rename column maker to archived_fld_maker0;
alter table apps.mod_shop_products rename column _new_a7547071db6b to maker_id;
create table apps.mod_shop_makers (
  id uuid not null default gen_random_uuid(),
  site_id uuid not null default apps.current_site(),
  name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  created_by uuid default apps.current_member(),
  version integer not null default 1,
  constraint mod_shop_makers_pkey primary key (id),
  constraint mod_shop_makers_site_id_id_key unique (site_id, id)
);
alter table apps.mod_shop_makers enable row level security, force row level security;
create index mod_shop_makers_created_at_idx on apps.mod_shop_makers (site_id, created_at, id);
create index mod_shop_makers_name_search_idx on apps.mod_shop_makers (site_id, lower(name) text_pattern_ops);
create policy _new_moves on apps.mod_shop_makers to sayso_mover using (true);
reset role;

set role sayso_mover;
insert into apps.mod_shop_makers (id, site_id, name)
select s.id, s.site_id, s.value from (select distinct id, site_id, value from _new_0fe2930f3af2 where is_new) as s order by s.site_id, s.value;
reset role;

set role sayso_owner;
drop policy _new_moves on apps.mod_shop_makers;
create index mod_shop_products_maker_id_idx on apps.mod_shop_products (site_id, maker_id);
alter table apps.mod_shop_products add constraint mod_shop_products_maker_id_fkey foreign key (site_id, maker_id) references apps.mod_shop_makers (site_id, id) on delete no action;
reset role;

set role sayso_owner;

create policy moves_all on apps.mod_shop_products to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_products for select to sayso_keeper using (true);
grant select on apps.mod_shop_products to sayso_keeper;

create policy moves_all on apps.mod_shop_makers to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_makers for select to sayso_keeper using (true);
grant select on apps.mod_shop_makers to sayso_keeper;

set role sayso_keeper;

create view apps.mod_shop_products_all as
select id, site_id, maker_id, name, price, created_at, updated_at, created_by, version
from apps.mod_shop_products;
grant select on apps.mod_shop_products_all to sayso_owner;

create view apps.mod_shop_makers_all as
select id, site_id, name, created_at, updated_at, created_by, version
from apps.mod_shop_makers;
grant select on apps.mod_shop_makers_all to sayso_owner;

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
  select (id, site_id, maker_id, name, price, created_at, updated_at, created_by, version),
  insert (id, site_id, maker_id, name, price, created_at, updated_at, created_by, version),
  update (maker_id, name, price),
  delete
  on apps.mod_shop_products to sayso_app;

create view apps.mod_shop_products_v as
select
  t.id,
  t.site_id,
  t.maker_id,
  (select (maker_1.name)::text from apps.mod_shop_makers maker_1 where maker_1.site_id = t.site_id AND maker_1.id = t.maker_id) as maker_title,
  t.name,
  t.price,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_shop_products t;
grant select on apps.mod_shop_products_v to sayso_app;

create trigger touch before update on apps.mod_shop_products
  for each row when (not apps.is_migrating())
  execute function apps.touch();

create policy may_read on apps.mod_shop_makers for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_create on apps.mod_shop_makers for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_shop_makers for update
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
create policy may_delete on apps.mod_shop_makers for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, name, created_at, updated_at, created_by, version),
  insert (id, site_id, name, created_at, updated_at, created_by, version),
  update (name),
  delete
  on apps.mod_shop_makers to sayso_app;

create view apps.mod_shop_makers_v as
select
  t.id,
  t.site_id,
  t.name,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_shop_makers t;
grant select on apps.mod_shop_makers_v to sayso_app;

create trigger touch before update on apps.mod_shop_makers
  for each row when (not apps.is_migrating())
  execute function apps.touch();

create trigger keep_history after insert or update or delete on apps.mod_shop_products
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_produc', '{"maker_id": "rel_359f09b8a4f0", "name": "fld_name00", "price": "fld_price0"}');

create trigger keep_history after insert or update or delete on apps.mod_shop_makers
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_359f09b8a4f0', '{"name": "fld_359f09b8a4f0"}');

-- Read by who reads the row; of a deleted row, by who reads all rows
create policy may_read on apps.mod_shop_history for select
  using (
    site_id = (select apps.current_site())
    and case entity
      when 'ent_client' then
        (select apps.module_role()) = 'owner'
      when 'ent_produc' then
        (select apps.module_role()) = 'owner'
      when 'ent_359f09b8a4f0' then
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
      when 'ent_359f09b8a4f0' then 'maker'
      when 'ent_order0' then 'order'
    end as entity,
    case
      when h.entity = 'ent_client' then
        '{"fld_first0": "first_name", "fld_last00": "last_name", "fld_email0": "email", "fld_level0": "level"}'::jsonb
      when h.entity = 'ent_produc' then
        '{"rel_359f09b8a4f0": "maker_id", "fld_name00": "name", "fld_price0": "price"}'::jsonb
      when h.entity = 'ent_359f09b8a4f0' then
        '{"fld_359f09b8a4f0": "name"}'::jsonb
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
      when 'maker' then 'ent_359f09b8a4f0'
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
      "Row" := apps.renamed("Row", '{"rel_359f09b8a4f0": "maker_id", "fld_name00": "name", "fld_price0": "price"}');
      insert into apps.mod_shop_products (id, site_id, maker_id, name, price, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.maker_id,
        r.name,
        r.price,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_shop_products, "Row") r;
    when 'maker' then
      "Row" := apps.renamed("Row", '{"fld_359f09b8a4f0": "name"}');
      insert into apps.mod_shop_makers (id, site_id, name, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.name,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_shop_makers, "Row") r;
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
