-- Back: take gold back
--
-- Add option Gold of Level of Client.

set local sayso.migrating = 'on';
set local timezone = 'UTC';
lock table apps.mod_shop_clients in share row exclusive mode;
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
select 'ent_client', 'fld_level0', v.id, v.site_id, to_jsonb(v.was), to_jsonb(v.final), v.kept
from (select s.*, case when s.kept is not null then s.kept_value else old end as final from (select s.*, k.id as kept, k.w as kept_value from (select s.*, old as mapped from (select t.id, t.site_id, t.created_at, t.level as old, t.level as was from apps.mod_shop_clients as t) as s) as s left join lateral (select k.id, k.w from (select k.id, k.value, k.became, case lower(btrim((k.value #>> '{}'))) when 'gold' then 'gold' when 'silver' then 'silver' end as w from apps_archive.mod_shop_values as k where k.element = 'fld_level0' and k.row_id = s.id order by k.id desc limit 1) as k where k.became is not distinct from to_jsonb(s.was) and (k.value is null or to_jsonb(k.w) = k.value)) as k on true) as s) as v
where v.final is distinct from v.old;
insert into apps_archive.mod_shop_values (site_id, entity, row_id, element, value, became)
select site_id, entity, row_id, element, was, becomes from _new_changes
where element in ('fld_level0') and returned is null order by element, row_id;
delete from apps_archive.mod_shop_values as k using _new_changes as c where k.id = c.returned and c.element in ('fld_level0');
reset role;

-- from here on readers wait, too

set role sayso_owner;
drop trigger keep_history on apps.mod_shop_clients;
drop trigger touch on apps.mod_shop_clients;
drop view apps.mod_shop_clients_v;
revoke all on apps.mod_shop_clients from sayso_app;
drop policy may_read on apps.mod_shop_clients;
drop policy may_create on apps.mod_shop_clients;
drop policy may_update on apps.mod_shop_clients;
drop policy may_delete on apps.mod_shop_clients;
set role sayso_keeper;
drop view apps.mod_shop_clients_all;
set role sayso_owner;
drop policy moves_all on apps.mod_shop_clients;
drop policy sees_all on apps.mod_shop_clients;
revoke all on apps.mod_shop_clients from sayso_keeper;
reset role;

set role sayso_owner;
alter table apps.mod_shop_clients drop constraint mod_shop_clients_level_check;
create policy _new_moves on apps.mod_shop_clients to sayso_mover using (true);
reset role;

set role sayso_mover;
update apps.mod_shop_clients as t set level = (c.becomes #>> '{}') from _new_changes as c where c.element = 'fld_level0' and c.row_id = t.id;
reset role;

set role sayso_owner;
drop policy _new_moves on apps.mod_shop_clients;
alter table apps.mod_shop_clients add constraint mod_shop_clients_level_check check (level in ('gold', 'silver'));
reset role;

set role sayso_owner;

create policy moves_all on apps.mod_shop_clients to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_shop_clients for select to sayso_keeper using (true);
grant select on apps.mod_shop_clients to sayso_keeper;

set role sayso_keeper;

create view apps.mod_shop_clients_all as
select id, site_id, first_name, last_name, email, level, created_at, updated_at, created_by, version
from apps.mod_shop_clients;
grant select on apps.mod_shop_clients_all to sayso_owner;

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

create trigger keep_history after insert or update or delete on apps.mod_shop_clients
  for each row when (not apps.is_migrating())
  execute function apps.mod_shop_record_history('ent_client', '{"first_name": "fld_first0", "last_name": "fld_last00", "email": "fld_email0", "level": "fld_level0"}');

reset role;
set local sayso.migrating = 'off';
