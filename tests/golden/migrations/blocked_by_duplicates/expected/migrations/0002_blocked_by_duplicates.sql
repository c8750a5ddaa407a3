-- blocked by duplicates
--
-- From now on no two rows may have the same “Email”.

set local sayso.migrating = 'on';
set local timezone = 'UTC';

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
create unique index mod_shop_clients_email_key on apps.mod_shop_clients (site_id, lower(email));
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
