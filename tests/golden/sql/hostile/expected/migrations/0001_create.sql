-- '; drop table x; -- "$$ $body1$ \' {{ 7 }} {% raw %} %s ünï – 漢字
--
-- Tables are shared by all sites and told apart by site_id. What a statement may see and change follows from three
-- settings: sayso.site_id, sayso.member_id and sayso.role. What is not allowed below is denied.

set role sayso_owner;


-- ======================================================================================================== tables

-- Order ('; drop table x; -- "$$ $body1$ \' {{ 7 }} {% raw %} %s ünï – 漢字)
create table apps.mod_hostile_app_orders (
  id          uuid         not null default gen_random_uuid(),
  site_id     uuid         not null default apps.current_site(),
  "user"      text         not null default '''; drop table x; -- "$$ $body1$ \'' 
  {{ 7 }} {% raw %} %s ünï – 漢字',
  "group"     text,
  "end"       timestamptz,
  "table"     bigint,
  "new"       text[]       default array['old']::text[],
  "select"    jsonb        default '{"a": ["''; drop table x; -- \"$$ $body1$ \\'' \n\r  {{ 7 }} {% raw %} %s ünï – 漢字"]}'::jsonb,
  "where"     text,
  "check"     text         not null default 'all',
  created_at  timestamptz  not null default now(),
  updated_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  version     integer      not null default 1,
  constraint mod_hostile_app_orders_pkey primary key (id),
  constraint mod_hostile_app_orders_site_id_id_key unique (site_id, id),
  constraint mod_hostile_app_orders_group_check check ("group" in ('all')),
  constraint mod_hostile_app_orders_table_check check ("table" >= 0.5 and "table" <= 1000),
  constraint mod_hostile_app_orders_new_check check ("new" <@ array['old']::text[]),
  constraint mod_hostile_app_orders_where_check check (char_length("where") <= 20 and "where" ~ '^[^''"]*$'),
  constraint mod_hostile_app_orders_check_check check ("check" in ('all', 'any'))
);
alter table apps.mod_hostile_app_orders enable row level security, force row level security;
create index mod_hostile_app_orders_created_at_idx on apps.mod_hostile_app_orders (site_id, created_at, id);
create index mod_hostile_app_orders_check_idx on apps.mod_hostile_app_orders (site_id, "check");

-- A very long name for an entity that goes on and
create table apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 (
  id                                                uuid         not null default gen_random_uuid(),
  site_id                                           uuid         not null default apps.current_site(),
  desc_id                                           uuid,
  a_very_long_name_for_an_entity_that_goes_on_andx  text,
  "from"                                            date,
  created_at                                        timestamptz  not null default now(),
  updated_at                                        timestamptz  not null default now(),
  created_by                                        uuid         default apps.current_member(),
  version                                           integer      not null default 1,
  constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_d9b33934 primary key (id),
  constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_c0cce460 unique (site_id, id),
  constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_6ae7ac56 unique (site_id, a_very_long_name_for_an_entity_that_goes_on_andx)
);
alter table apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 enable row level security, force row level security;
create index mod_hostile_app_a_very_long_name_for_an_entity_that_go_98622887 on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 (site_id, created_at, id);
create index mod_hostile_app_a_very_long_name_for_an_entity_that_go_b33880f5 on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 (site_id, "from");
create index mod_hostile_app_a_very_long_name_for_an_entity_that_go_0db0bbce on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 (site_id, desc_id);

-- A very long name for an entity that goes on ands
create table apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 (
  id          uuid         not null default gen_random_uuid(),
  site_id     uuid         not null default apps.current_site(),
  "to"        text,
  created_at  timestamptz  not null default now(),
  updated_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  version     integer      not null default 1,
  constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_12a54f13 primary key (id),
  constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_b9c50e15 unique (site_id, id)
);
alter table apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 enable row level security, force row level security;
create index mod_hostile_app_a_very_long_name_for_an_entity_that_go_5e33dcf5 on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 (site_id, created_at, id);

-- a_very_long_name_for_an_entity_that_goes_on_and a_very_long_name_for_an_entity_that_goes_on_and: which order rows go with which
create table apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd (
  site_id                                             uuid         not null default apps.current_site(),
  a_very_long_name_for_an_entity_that_goes_on_and_id  uuid         not null,
  order_id                                            uuid         not null,
  created_at                                          timestamptz  not null default now(),
  created_by                                          uuid         default apps.current_member(),
  constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_0943a695 primary key (site_id, a_very_long_name_for_an_entity_that_goes_on_and_id, order_id),
  constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_32b460cf foreign key (site_id, a_very_long_name_for_an_entity_that_goes_on_and_id) references apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 (site_id, id) on delete cascade,
  constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_9b4c6c10 foreign key (site_id, order_id) references apps.mod_hostile_app_orders (site_id, id) on delete cascade
);
alter table apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd enable row level security, force row level security;
create index mod_hostile_app_a_very_long_name_for_an_entity_that_go_23293ce8 on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd (site_id, order_id);

-- What was, under the ids of entities and fields, which outlast their names. Written by triggers only, and never changed.
create table apps.mod_hostile_app_history (
  id       bigint generated always as identity primary key,
  site_id  uuid not null,
  entity   text not null,
  row_id   uuid not null,
  action   text not null,
  old      jsonb,
  new      jsonb,
  actor    uuid,
  role     text,
  at       timestamptz not null default now()
);
alter table apps.mod_hostile_app_history enable row level security, force row level security;
create index mod_hostile_app_history_row_id_idx on apps.mod_hostile_app_history (site_id, row_id, id);


-- ==================================================================================================== references
-- They carry the site, so that no row can point into another one.

alter table apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387
  add constraint mod_hostile_app_a_very_long_name_for_an_entity_that_go_d6f20858
  foreign key (site_id, desc_id) references apps.mod_hostile_app_orders (site_id, id) on delete no action;


-- ========================================================================= values that are stored with the row

set role sayso_owner;

alter table apps.mod_hostile_app_orders
  add column "case" text generated always as (("user" || '''$$')::text) stored;


-- ==================================================================================================== all rows
-- What checks and computed values look through, and migrations. Closed to requests: only the owner of the views below may use them.

create policy moves_all on apps.mod_hostile_app_orders to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_hostile_app_orders for select to sayso_keeper using (true);
grant select on apps.mod_hostile_app_orders to sayso_keeper;

create policy moves_all on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 for select to sayso_keeper using (true);
grant select on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 to sayso_keeper;

create policy moves_all on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 for select to sayso_keeper using (true);
grant select on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 to sayso_keeper;

create policy moves_all on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd for select to sayso_keeper using (true);
grant select on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd to sayso_keeper;

create policy writes_all on apps.mod_hostile_app_history for insert to sayso_keeper with check (true);
create policy saves_all on apps.mod_hostile_app_history for select to sayso_mover using (true);
grant insert on apps.mod_hostile_app_history to sayso_keeper;

set role sayso_keeper;

create view apps.mod_hostile_app_orders_all as
select id, site_id, "user", "group", "end", "table", "new", "select", "where", "check", created_at, updated_at, created_by, version, "case"
from apps.mod_hostile_app_orders;
grant select on apps.mod_hostile_app_orders_all to sayso_owner;

create view apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_668dc105 as
select id, site_id, desc_id, a_very_long_name_for_an_entity_that_goes_on_andx, "from", created_at, updated_at, created_by, version
from apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387;
grant select on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_668dc105 to sayso_owner;

create view apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_c98c120a as
select id, site_id, "to", created_at, updated_at, created_by, version
from apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217;
grant select on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_c98c120a to sayso_owner;

create view apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_3120f01f as
select site_id, a_very_long_name_for_an_entity_that_goes_on_and_id, order_id, created_at, created_by
from apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd;
grant select on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_3120f01f to sayso_owner;

-- whether the acting member may update this a_very_long_name_for_an_entity_that_goes_on_and
create function apps.mod_hostile_app_may_update_a_very_long_name_for_an_ent_6a85dabd(row_id uuid) returns boolean
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $body2$
  select exists (
    select from apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_668dc105 r
    where r.site_id = (select apps.current_site()) and r.id = row_id and ((select apps.module_role()) = 'user')
  )
$body2$;

-- whether the acting member may update this order
create function apps.mod_hostile_app_may_update_order(row_id uuid) returns boolean
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $body2$
  select exists (
    select from apps.mod_hostile_app_orders_all r
    where r.site_id = (select apps.current_site()) and r.id = row_id and ((select apps.module_role()) = 'user')
  )
$body2$;


-- ====================================================================================== mod_hostile_app_orders

set role sayso_owner;

create policy may_read on apps.mod_hostile_app_orders for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_create on apps.mod_hostile_app_orders for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_update on apps.mod_hostile_app_orders for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_delete on apps.mod_hostile_app_orders for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );

grant
  select (id, site_id, "user", "group", "end", "table", "new", "select", "where", "check", created_at, updated_at, created_by, version, "case"),
  insert (id, site_id, "user", "group", "end", "table", "new", "select", "where", "check", created_at, updated_at, created_by, version),
  update ("user", "group", "end", "table", "new", "select", "where", "check"),
  delete
  on apps.mod_hostile_app_orders to sayso_app;

create view apps.mod_hostile_app_orders_v as
select
  t.id,
  t.site_id,
  t."user",
  t."group",
  t."end",
  t."table",
  t."new",
  t."select",
  t."where",
  t."check",
  t."case",
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_hostile_app_orders t;
grant select on apps.mod_hostile_app_orders_v to sayso_app;

create trigger touch before update on apps.mod_hostile_app_orders
  for each row when (not apps.is_migrating())
  execute function apps.touch();

set role sayso_keeper;

-- The states a row goes through
create function apps.mod_hostile_app_orders_check_transition() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $body2$
declare
  role    text := apps.module_role();
  labels  constant jsonb := '{"all": "''; drop table x; -- \"$$ $body1$ \\'' \n\r  {{ 7 }} {% raw %} %s ünï – 漢字", "any": "$body$"}';
  moved   text;
begin
  if tg_op = 'INSERT' then
    if new."check" is distinct from 'all' and not (role is null or role in ('user')) then
      raise exception using
        errcode = '23514', constraint = 'order_transition',
        schema = tg_table_schema, table = tg_table_name, message = 'This starts as “''; drop table x; -- "$$ $body1$ \'' 
  {{ 7 }} {% raw %} %s ünï – 漢字”.';
    end if;
    return new;
  end if;
  if new."check" is not distinct from old."check" then
    return new;
  end if;
  moved := old."check" || ' > ' || new."check";

  -- '; drop table x; -- "$$ $body1$ \' {{ 7 }} {% raw %} %s ünï – 漢字: '; drop table x; -- "$$ $body1$ \' {{ 7 }} {% raw %} %s ünï – 漢字 > $body$
  if moved = 'all > any' then
    if ((new."table" IS NOT NULL) is not false) then
      return new;
    end if;
    raise exception using
      errcode = '23514', constraint = 'order_transition', schema = tg_table_schema, table = tg_table_name,
      message = 'This is not possible now: ' || '“''; drop table x; -- "$$ $body1$ \'' 
  {{ 7 }} {% raw %} %s ünï – 漢字”' || '.';
  end if;

  raise exception using
    errcode = '23514', constraint = 'order_transition', schema = tg_table_schema, table = tg_table_name,
    message = 'This cannot go from “' || (labels ->> old."check") || '” to “' || coalesce(labels ->> new."check", new."check") || '”.';
end $body2$;

-- The rules a row has to meet
create function apps.mod_hostile_app_orders_check_rules() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $body2$
begin
  if (tg_op = 'INSERT' or new."table" is distinct from old."table" or new."user" is distinct from old."user") then
    if (new."table" < 100 OR new."user" = 'it''s $$ %') is false then
      raise exception using
        errcode = '23514', constraint = 'table_is_small',
        schema = tg_table_schema, table = tg_table_name, message = '''; drop table x; -- "$$ $body1$ \'' 
  {{ 7 }} {% raw %} %s ünï – 漢字';
    end if;
  end if;
  return null;
end $body2$;

set role sayso_owner;

create trigger check_transition before insert or update on apps.mod_hostile_app_orders
  for each row when (not apps.is_migrating())
  execute function apps.mod_hostile_app_orders_check_transition();

create trigger check_rules after insert or update on apps.mod_hostile_app_orders
  for each row when (not apps.is_migrating())
  execute function apps.mod_hostile_app_orders_check_rules();


-- ============================================= mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387

create policy may_read on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_create on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_update on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_delete on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );

grant
  select (id, site_id, desc_id, a_very_long_name_for_an_entity_that_goes_on_andx, "from", created_at, updated_at, created_by, version),
  insert (id, site_id, desc_id, a_very_long_name_for_an_entity_that_goes_on_andx, "from", created_at, updated_at, created_by, version),
  update (desc_id, a_very_long_name_for_an_entity_that_goes_on_andx, "from"),
  delete
  on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 to sayso_app;

create view apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_ba50d57c as
select
  t.id,
  t.site_id,
  t.desc_id,
  (select (desc_1."user")::text from apps.mod_hostile_app_orders desc_1 where desc_1.site_id = t.site_id AND desc_1.id = t.desc_id) as desc_title,
  t.a_very_long_name_for_an_entity_that_goes_on_andx,
  t."from",
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 t;
grant select on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_ba50d57c to sayso_app;

create trigger touch before update on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ============================================= mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217

create policy may_read on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_create on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_update on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );
create policy may_delete on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'user'
    )
  );

grant
  select (id, site_id, "to", created_at, updated_at, created_by, version),
  insert (id, site_id, "to", created_at, updated_at, created_by, version),
  update ("to"),
  delete
  on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 to sayso_app;

create view apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_b827b757 as
select
  t.id,
  t.site_id,
  t."to",
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 t;
grant select on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_b827b757 to sayso_app;

create trigger touch before update on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ======================================================================================================= links

create policy may_read on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd for select
  using (site_id = (select apps.current_site()) and exists (select from apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 l where l.site_id = mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd.site_id and l.id = mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd.a_very_long_name_for_an_entity_that_goes_on_and_id));
create policy may_create on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd for insert
  with check (site_id = (select apps.current_site()) and (apps.mod_hostile_app_may_update_a_very_long_name_for_an_ent_6a85dabd(a_very_long_name_for_an_entity_that_goes_on_and_id) or apps.mod_hostile_app_may_update_order(order_id)));
create policy may_delete on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd for delete
  using (site_id = (select apps.current_site()) and (apps.mod_hostile_app_may_update_a_very_long_name_for_an_ent_6a85dabd(a_very_long_name_for_an_entity_that_goes_on_and_id) or apps.mod_hostile_app_may_update_order(order_id)));

grant
  select (site_id, a_very_long_name_for_an_entity_that_goes_on_and_id, order_id, created_at, created_by),
  insert (a_very_long_name_for_an_entity_that_goes_on_and_id, order_id),
  delete
  on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_6096cbcd to sayso_app;


-- ===================================================================================================== history

set role sayso_keeper;

create function apps.mod_hostile_app_record_history() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $body2$
declare
  names  constant jsonb := tg_argv[1];
begin
  insert into apps.mod_hostile_app_history (site_id, entity, row_id, action, old, new, actor, role)
  values (
    coalesce(new.site_id, old.site_id), tg_argv[0], coalesce(new.id, old.id),
    case tg_op when 'INSERT' then 'create' else lower(tg_op) end,
    apps.renamed(to_jsonb(old), names) || apps.cause(), apps.renamed(to_jsonb(new), names) || apps.cause(),
    apps.current_member(), apps.module_role()
  );
  return null;
end $body2$;

set role sayso_owner;

create trigger keep_history after insert or update or delete on apps.mod_hostile_app_orders
  for each row when (not apps.is_migrating())
  execute function apps.mod_hostile_app_record_history('ent_000012', '{"user": "fld_000001", "group": "fld_000003", "end": "fld_000004", "table": "fld_000005", "new": "fld_000007", "select": "fld_000008", "where": "fld_000009", "check": "flw_000024", "case": "cmp_000011"}');

create trigger keep_history after insert or update or delete on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387
  for each row when (not apps.is_migrating())
  execute function apps.mod_hostile_app_record_history('ent_000016', '{"desc_id": "rel_000019", "a_very_long_name_for_an_entity_that_goes_on_andx": "fld_000013", "from": "fld_000014"}');

create trigger keep_history after insert or update or delete on apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217
  for each row when (not apps.is_migrating())
  execute function apps.mod_hostile_app_record_history('ent_000018', '{"to": "fld_000017"}');

-- Read by who reads the row; of a deleted row, by who reads all rows
create policy may_read on apps.mod_hostile_app_history for select
  using (
    site_id = (select apps.current_site())
    and case entity
      when 'ent_000012' then
        (select apps.module_role()) = 'user'
      when 'ent_000016' then
        (select apps.module_role()) = 'user'
      when 'ent_000018' then
        (select apps.module_role()) = 'user'
    end
  );

-- The history under today's names; of each entity what the role may read there
create view apps.mod_hostile_app_history_v as
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
from apps.mod_hostile_app_history h
cross join lateral (
  select
    case h.entity
      when 'ent_000012' then 'order'
      when 'ent_000016' then 'a_very_long_name_for_an_entity_that_goes_on_and'
      when 'ent_000018' then 'a_very_long_name_for_an_entity_that_goes_on_ands'
    end as entity,
    case
      when h.entity = 'ent_000012' then
        '{"fld_000001": "user", "fld_000003": "group", "fld_000004": "end", "fld_000005": "table", "fld_000007": "new", "fld_000008": "select", "fld_000009": "where", "flw_000024": "check", "cmp_000011": "case"}'::jsonb
      when h.entity = 'ent_000016' then
        '{"rel_000019": "desc_id", "fld_000013": "a_very_long_name_for_an_entity_that_goes_on_andx", "fld_000014": "from"}'::jsonb
      when h.entity = 'ent_000018' then
        '{"fld_000017": "to"}'::jsonb
    end as names
) k
where k.entity is not null;
grant select on apps.mod_hostile_app_history_v to sayso_app;

-- Brings a deleted row back as it was, for who may create such rows; tells whether there was one.
-- No column can be called "Row", which has a capital letter.
create function apps.mod_hostile_app_restore(of_entity text, of_row uuid) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $body2$
declare
  "Row" jsonb;
begin
  select h.old into "Row"
  from apps.mod_hostile_app_history h
  where h.site_id = apps.current_site() and h.row_id = of_row and h.action = 'delete'
    and h.entity = case of_entity
      when 'order' then 'ent_000012'
      when 'a_very_long_name_for_an_entity_that_goes_on_and' then 'ent_000016'
      when 'a_very_long_name_for_an_entity_that_goes_on_ands' then 'ent_000018'
    end
  order by h.id desc
  limit 1;
  if "Row" is null then
    return false;
  end if;
  case of_entity
    when 'order' then
      "Row" := apps.renamed("Row", '{"fld_000001": "user", "fld_000003": "group", "fld_000004": "end", "fld_000005": "table", "fld_000007": "new", "fld_000008": "select", "fld_000009": "where", "flw_000024": "check", "cmp_000011": "case"}');
      insert into apps.mod_hostile_app_orders (id, site_id, "user", "group", "end", "table", "new", "select", "where", "check", created_at, created_by, version)
      select
        r.id,
        r.site_id,
        case when "Row" ? 'user' then r."user" else '''; drop table x; -- "$$ $body1$ \'' 
  {{ 7 }} {% raw %} %s ünï – 漢字' end,
        r."group",
        r."end",
        r."table",
        case when "Row" ? 'new' then r."new" else array['old']::text[] end,
        case when "Row" ? 'select' then r."select" else '{"a": ["''; drop table x; -- \"$$ $body1$ \\'' \n\r  {{ 7 }} {% raw %} %s ünï – 漢字"]}'::jsonb end,
        r."where",
        case when "Row" ? 'check' then r."check" else 'all' end,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_hostile_app_orders, "Row") r;
    when 'a_very_long_name_for_an_entity_that_goes_on_and' then
      "Row" := apps.renamed("Row", '{"rel_000019": "desc_id", "fld_000013": "a_very_long_name_for_an_entity_that_goes_on_andx", "fld_000014": "from"}');
      insert into apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387 (id, site_id, desc_id, a_very_long_name_for_an_entity_that_goes_on_andx, "from", created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.desc_id,
        r.a_very_long_name_for_an_entity_that_goes_on_andx,
        r."from",
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_60102387, "Row") r;
    when 'a_very_long_name_for_an_entity_that_goes_on_ands' then
      "Row" := apps.renamed("Row", '{"fld_000017": "to"}');
      insert into apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217 (id, site_id, "to", created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r."to",
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_hostile_app_a_very_long_name_for_an_entity_that_go_354ed217, "Row") r;
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
end $body2$;

reset role;
