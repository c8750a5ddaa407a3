-- Back: price becomes money
--

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
alter table apps.mod_shop_products add column if not exists _new_f3b2595b555f text;
insert into _new_changes (entity, element, row_id, site_id, was, becomes, returned)
select 'ent_produc', 'fld_price0', v.id, v.site_id, to_jsonb(v.was), to_jsonb(v.final), v.kept
from (select s.*, case when s.kept is not null then s.kept_value else mapped end as final from (select s.*, k.id as kept, k.w as kept_value from (select s.*, old::text as mapped from (select t.id, t.site_id, t.created_at, t.price as old, t.price as was from apps.mod_shop_products as t) as s) as s left join lateral (select k.id, k.w from (select k.id, k.value, k.became, (k.value #>> '{}') as w from apps_archive.mod_shop_values as k where k.element = 'fld_price0' and k.row_id = s.id order by k.id desc limit 1) as k where k.became is not distinct from to_jsonb(s.was) and (k.value is null or to_jsonb(k.w) = k.value)) as k on true) as s) as v
where v.final is distinct from v.mapped or (select case when abs(x::numeric) < 1e12 then round(x::numeric, 2)::numeric(14,2) end from (select (select case
    when n ~ '^[-+]?\d{1,40}(\.\d{1,30})?$' then n::numeric
    when n ~ '^[-+]?\d{1,3}(,\d{3})+(\.\d{1,30})?$' then replace(n, ',', '')::numeric
    when n ~ '^[-+]?\d{1,3}(\.\d{3})+,\d{1,30}$' then replace(replace(n, '.', ''), ',', '.')::numeric
    when n ~ '^[-+]?\d{1,40},\d{1,30}$' then replace(n, ',', '.')::numeric
  end from (select
    translate(regexp_replace(btrim(v.mapped), '^([$€£¥₹]|[A-Z]{3}\s)|([$€£¥₹]|\s[A-Z]{3})$', '', 'g'), U&' \00A0''', '') as n) as q) as x) as i) is distinct from v.old;
update apps.mod_shop_products as t set
  _new_f3b2595b555f = (select old::text from (select t.price as old) as s);
update apps.mod_shop_products as t set _new_f3b2595b555f = (c.becomes #>> '{}') from _new_changes as c where c.element = 'fld_price0' and c.row_id = t.id;
update apps_archive.mod_shop_values as k set became = to_jsonb(t._new_f3b2595b555f)
from apps.mod_shop_products as t where k.element in ('fld_price0', 'fld_price0.whole') and k.row_id = t.id
  and k.became is not distinct from to_jsonb(t.price)
  and not exists (select from _new_changes as c where c.element = 'fld_price0' and c.row_id = t.id);
insert into apps_archive.mod_shop_values (site_id, entity, row_id, element, value, became)
select site_id, entity, row_id, element, was, becomes from _new_changes
where element in ('fld_price0') and returned is null order by element, row_id;
delete from apps_archive.mod_shop_values as k using _new_changes as c where k.id = c.returned and c.element in ('fld_price0');
reset role;

-- from here on readers wait, too

set role sayso_owner;
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
alter table apps.mod_shop_products drop column price;
alter table apps.mod_shop_products rename column _new_f3b2595b555f to price;
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

reset role;
set local sayso.migrating = 'off';
