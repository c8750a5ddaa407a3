-- Salon
--
-- Tables are shared by all sites and told apart by site_id. What a statement may see and change follows from three
-- settings: sayso.site_id, sayso.member_id and sayso.role. What is not allowed below is denied.

set role sayso_owner;


-- ======================================================================================================== tables

-- Client (People who come to the salon.)
create table apps.mod_salon_clients (
  id            uuid         not null default gen_random_uuid(),
  site_id       uuid         not null default apps.current_site(),
  name          text         not null,
  mobile        text,
  email         text,
  birthday      date,
  hair_type     text,
  colour_notes  text,
  created_at    timestamptz  not null default now(),
  updated_at    timestamptz  not null default now(),
  created_by    uuid         default apps.current_member(),
  version       integer      not null default 1,
  constraint mod_salon_clients_pkey primary key (id),
  constraint mod_salon_clients_site_id_id_key unique (site_id, id),
  constraint mod_salon_clients_hair_type_check check (hair_type in ('straight', 'wavy', 'curly'))
);
alter table apps.mod_salon_clients enable row level security, force row level security;
create index mod_salon_clients_created_at_idx on apps.mod_salon_clients (site_id, created_at, id);
create index mod_salon_clients_name_search_idx on apps.mod_salon_clients (site_id, lower(name) text_pattern_ops);
create index mod_salon_clients_mobile_search_idx on apps.mod_salon_clients (site_id, lower(mobile) text_pattern_ops);
create unique index mod_salon_clients_email_key on apps.mod_salon_clients (site_id, lower(email));

-- Stylist
create table apps.mod_salon_stylists (
  id          uuid         not null default gen_random_uuid(),
  site_id     uuid         not null default apps.current_site(),
  member_id   uuid,
  name        text         not null,
  photo       uuid,
  works_on    text[],
  created_at  timestamptz  not null default now(),
  updated_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  version     integer      not null default 1,
  constraint mod_salon_stylists_pkey primary key (id),
  constraint mod_salon_stylists_site_id_id_key unique (site_id, id),
  constraint mod_salon_stylists_member_id_key unique (site_id, member_id),
  constraint mod_salon_stylists_works_on_check check (works_on <@ array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']::text[])
);
alter table apps.mod_salon_stylists enable row level security, force row level security;
create index mod_salon_stylists_created_at_idx on apps.mod_salon_stylists (site_id, created_at, id);
create index mod_salon_stylists_name_search_idx on apps.mod_salon_stylists (site_id, lower(name) text_pattern_ops);

-- Service
create table apps.mod_salon_services (
  id          uuid           not null default gen_random_uuid(),
  site_id     uuid           not null default apps.current_site(),
  name        text           not null,
  price       numeric(14,2)  not null,
  duration    bigint         not null default 30,
  active      boolean        default true,
  created_at  timestamptz    not null default now(),
  updated_at  timestamptz    not null default now(),
  created_by  uuid           default apps.current_member(),
  version     integer        not null default 1,
  constraint mod_salon_services_pkey primary key (id),
  constraint mod_salon_services_site_id_id_key unique (site_id, id),
  constraint mod_salon_services_name_key unique (site_id, name),
  constraint mod_salon_services_price_check check (price >= 0),
  constraint mod_salon_services_duration_check check (duration >= 5 and duration <= 480)
);
alter table apps.mod_salon_services enable row level security, force row level security;
create index mod_salon_services_created_at_idx on apps.mod_salon_services (site_id, created_at, id);
create index mod_salon_services_name_search_idx on apps.mod_salon_services (site_id, lower(name) text_pattern_ops);

-- Appointment
create table apps.mod_salon_appointments (
  id          uuid         not null default gen_random_uuid(),
  site_id     uuid         not null default apps.current_site(),
  client_id   uuid         not null,
  stylist_id  uuid         not null,
  service_id  uuid         not null,
  starts_at   timestamptz  not null,
  notes       text,
  status      text         not null default 'booked',
  created_at  timestamptz  not null default now(),
  updated_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  version     integer      not null default 1,
  constraint mod_salon_appointments_pkey primary key (id),
  constraint mod_salon_appointments_site_id_id_key unique (site_id, id),
  constraint mod_salon_appointments_status_check check (status in ('booked', 'confirmed', 'done', 'cancelled', 'no_show'))
);
alter table apps.mod_salon_appointments enable row level security, force row level security;
create index mod_salon_appointments_created_at_idx on apps.mod_salon_appointments (site_id, created_at, id);
create index mod_salon_appointments_stylist_id_starts_at_idx on apps.mod_salon_appointments (site_id, stylist_id, starts_at);
create index mod_salon_appointments_client_id_idx on apps.mod_salon_appointments (site_id, client_id);
create index mod_salon_appointments_service_id_idx on apps.mod_salon_appointments (site_id, service_id);
create index mod_salon_appointments_status_idx on apps.mod_salon_appointments (site_id, status);
create index mod_salon_appointments_starts_at_idx on apps.mod_salon_appointments (site_id, starts_at, id);

-- stylist services: which service rows go with which
create table apps.mod_salon_stylist_services (
  site_id     uuid         not null default apps.current_site(),
  stylist_id  uuid         not null,
  service_id  uuid         not null,
  created_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  constraint mod_salon_stylist_services_pkey primary key (site_id, stylist_id, service_id),
  constraint mod_salon_stylist_services_stylist_id_fkey foreign key (site_id, stylist_id) references apps.mod_salon_stylists (site_id, id) on delete cascade,
  constraint mod_salon_stylist_services_service_id_fkey foreign key (site_id, service_id) references apps.mod_salon_services (site_id, id) on delete cascade
);
alter table apps.mod_salon_stylist_services enable row level security, force row level security;
create index mod_salon_stylist_services_service_id_idx on apps.mod_salon_stylist_services (site_id, service_id);

-- What was, under the ids of entities and fields, which outlast their names. Written by triggers only, and never changed.
create table apps.mod_salon_history (
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
alter table apps.mod_salon_history enable row level security, force row level security;
create index mod_salon_history_row_id_idx on apps.mod_salon_history (site_id, row_id, id);


-- ==================================================================================================== references
-- They carry the site, so that no row can point into another one.

alter table apps.mod_salon_appointments
  add constraint mod_salon_appointments_client_id_fkey
  foreign key (site_id, client_id) references apps.mod_salon_clients (site_id, id) on delete no action;
alter table apps.mod_salon_appointments
  add constraint mod_salon_appointments_stylist_id_fkey
  foreign key (site_id, stylist_id) references apps.mod_salon_stylists (site_id, id) on delete no action;
alter table apps.mod_salon_appointments
  add constraint mod_salon_appointments_service_id_fkey
  foreign key (site_id, service_id) references apps.mod_salon_services (site_id, id) on delete no action;


-- ==================================================================================================== all rows
-- What checks and computed values look through, and migrations. Closed to requests: only the owner of the views below may use them.

set role sayso_owner;

create policy moves_all on apps.mod_salon_clients to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_salon_clients for select to sayso_keeper using (true);
grant select on apps.mod_salon_clients to sayso_keeper;

create policy moves_all on apps.mod_salon_stylists to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_salon_stylists for select to sayso_keeper using (true);
grant select on apps.mod_salon_stylists to sayso_keeper;

create policy moves_all on apps.mod_salon_services to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_salon_services for select to sayso_keeper using (true);
grant select on apps.mod_salon_services to sayso_keeper;

create policy moves_all on apps.mod_salon_appointments to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_salon_appointments for select to sayso_keeper using (true);
grant select on apps.mod_salon_appointments to sayso_keeper;

create policy moves_all on apps.mod_salon_stylist_services to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_salon_stylist_services for select to sayso_keeper using (true);
grant select on apps.mod_salon_stylist_services to sayso_keeper;

create policy writes_all on apps.mod_salon_history for insert to sayso_keeper with check (true);
create policy saves_all on apps.mod_salon_history for select to sayso_mover using (true);
grant insert on apps.mod_salon_history to sayso_keeper;

set role sayso_keeper;

create view apps.mod_salon_clients_all as
select id, site_id, name, mobile, email, birthday, hair_type, colour_notes, created_at, updated_at, created_by, version
from apps.mod_salon_clients;
grant select on apps.mod_salon_clients_all to sayso_owner;

create view apps.mod_salon_stylists_all as
select id, site_id, member_id, name, photo, works_on, created_at, updated_at, created_by, version
from apps.mod_salon_stylists;
grant select on apps.mod_salon_stylists_all to sayso_owner;

create view apps.mod_salon_services_all as
select id, site_id, name, price, duration, active, created_at, updated_at, created_by, version
from apps.mod_salon_services;
grant select on apps.mod_salon_services_all to sayso_owner;

create view apps.mod_salon_appointments_all as
select id, site_id, client_id, stylist_id, service_id, starts_at, notes, status, created_at, updated_at, created_by, version
from apps.mod_salon_appointments;
grant select on apps.mod_salon_appointments_all to sayso_owner;

create view apps.mod_salon_stylist_services_all as
select site_id, stylist_id, service_id, created_at, created_by
from apps.mod_salon_stylist_services;
grant select on apps.mod_salon_stylist_services_all to sayso_owner;

-- the stylist that the acting member is
create function apps.mod_salon_own_stylist() returns uuid
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select r.id from apps.mod_salon_stylists_all r
  where r.site_id = (select apps.current_site()) and r.member_id = (select apps.current_member())
$$;

-- whether the acting member may update this service
create function apps.mod_salon_may_update_service(row_id uuid) returns boolean
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from apps.mod_salon_services_all r
    where r.site_id = (select apps.current_site()) and r.id = row_id and ((select apps.module_role()) = 'owner')
  )
$$;

-- whether the acting member may update this stylist
create function apps.mod_salon_may_update_stylist(row_id uuid) returns boolean
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from apps.mod_salon_stylists_all r
    where r.site_id = (select apps.current_site()) and r.id = row_id and ((select apps.module_role()) = 'owner')
  )
$$;


-- =========================================================================================== mod_salon_clients

set role sayso_owner;

create policy may_read on apps.mod_salon_clients for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'stylist')
    )
  );
create policy may_create on apps.mod_salon_clients for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'stylist')
    )
  );
create policy may_update on apps.mod_salon_clients for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'stylist')
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'stylist')
    )
  );
create policy may_delete on apps.mod_salon_clients for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, name, mobile, email, birthday, hair_type, colour_notes, created_at, updated_at, created_by, version),
  insert (id, site_id, name, mobile, email, birthday, hair_type, colour_notes, created_at, updated_at, created_by, version),
  update (name, mobile, email, birthday, hair_type, colour_notes),
  delete
  on apps.mod_salon_clients to sayso_app;

create view apps.mod_salon_clients_v as
select
  t.id,
  t.site_id,
  t.name,
  t.mobile,
  t.email,
  t.birthday,
  t.hair_type,
  t.colour_notes,
  ((SELECT count(*) FROM apps.mod_salon_appointments_all appointments_1 WHERE t.site_id = appointments_1.site_id AND t.id = appointments_1.client_id))::bigint as appointment_count,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_salon_clients t;
grant select on apps.mod_salon_clients_v to sayso_app;

create trigger touch before update on apps.mod_salon_clients
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ========================================================================================== mod_salon_stylists

create policy may_read on apps.mod_salon_stylists for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'stylist')
    )
  );
create policy may_create on apps.mod_salon_stylists for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_salon_stylists for update
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
create policy may_delete on apps.mod_salon_stylists for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, member_id, name, photo, works_on, created_at, updated_at, created_by, version),
  insert (id, site_id, member_id, name, photo, works_on, created_at, updated_at, created_by, version),
  update (member_id, name, photo, works_on),
  delete
  on apps.mod_salon_stylists to sayso_app;

create view apps.mod_salon_stylists_v as
select
  t.id,
  t.site_id,
  t.member_id,
  t.name,
  t.photo,
  t.works_on,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_salon_stylists t;
grant select on apps.mod_salon_stylists_v to sayso_app;

create trigger touch before update on apps.mod_salon_stylists
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ========================================================================================== mod_salon_services

create policy may_read on apps.mod_salon_services for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'stylist')
    )
  );
create policy may_create on apps.mod_salon_services for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_salon_services for update
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
create policy may_delete on apps.mod_salon_services for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, created_at, updated_at, created_by, version),
  insert (id, site_id, name, price, duration, active, created_at, updated_at, created_by, version),
  update (name, price, duration, active),
  delete
  on apps.mod_salon_services to sayso_app;

create view apps.mod_salon_services_v as
select
  t.id,
  t.site_id,
  t.name,
  case when ((select apps.module_role()) = 'owner') then t.price end as price,
  t.duration,
  case when ((select apps.module_role()) = 'owner') then t.active end as active,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_salon_services t;
grant select on apps.mod_salon_services_v to sayso_app;

create trigger touch before update on apps.mod_salon_services
  for each row when (not apps.is_migrating())
  execute function apps.touch();

set role sayso_keeper;

-- The rules of other rows that stand on this one
create function apps.mod_salon_services_check_dependents() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  -- no_double_booking of appointment
  if new.duration is distinct from old.duration then
    -- writers of those rows wait, and then see the change
    perform pg_advisory_xact_lock(hashtextextended('mod_salon_services:' || new.id, 0));
    perform pg_advisory_xact_lock(hashtextextended(spans.key, 0)) from (
      select distinct 'mod_salon_appointments:no_double_booking:' || r.site_id || ':' || coalesce(r.stylist_id::text, '') as key
      from apps.mod_salon_appointments_all r
      where r.site_id = new.site_id and r.service_id = new.id
        and (r.status NOT IN ('cancelled', 'no_show'))
        and ((r.starts_at + make_interval(mins => (SELECT service_1.duration FROM apps.mod_salon_services_all service_1 WHERE service_1.site_id = r.site_id AND service_1.id = r.service_id)::integer))::timestamptz) > (now())
      order by key
    ) spans;
    if exists (
      select from apps.mod_salon_appointments_all r
      where r.site_id = new.site_id and r.service_id = new.id
        and (r.status NOT IN ('cancelled', 'no_show'))
        and ((r.starts_at + make_interval(mins => (SELECT service_1.duration FROM apps.mod_salon_services_all service_1 WHERE service_1.site_id = r.site_id AND service_1.id = r.service_id)::integer))::timestamptz) > (now())
        and exists (
          select from (
            select * from apps.mod_salon_appointments_all other
            where other.site_id = r.site_id and other.id <> r.id
              and (other.stylist_id) = (r.stylist_id)
              and (other.status NOT IN ('cancelled', 'no_show'))
              and (other.starts_at) < ((r.starts_at + make_interval(mins => (SELECT service_2.duration FROM apps.mod_salon_services_all service_2 WHERE service_2.site_id = r.site_id AND service_2.id = r.service_id)::integer))::timestamptz)
            order by other.starts_at desc
            limit 64
          ) other
          where ((other.starts_at + make_interval(mins => (SELECT service_3.duration FROM apps.mod_salon_services_all service_3 WHERE service_3.site_id = other.site_id AND service_3.id = other.service_id)::integer))::timestamptz) > (r.starts_at)
        )
    ) then
      raise exception using
        errcode = '23514', constraint = 'no_double_booking',
        schema = tg_table_schema, table = 'mod_salon_appointments', message = 'This stylist already has an appointment at that time.';
    end if;
  end if;
  return null;
end $$;

set role sayso_owner;

create trigger check_dependents after update on apps.mod_salon_services
  for each row when (not apps.is_migrating())
  execute function apps.mod_salon_services_check_dependents();


-- ====================================================================================== mod_salon_appointments

create policy may_read on apps.mod_salon_appointments for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'stylist' and stylist_id = (select apps.mod_salon_own_stylist()))
    )
  );
create policy may_create on apps.mod_salon_appointments for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'stylist' and stylist_id = (select apps.mod_salon_own_stylist()))
    )
  );
create policy may_update on apps.mod_salon_appointments for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'stylist' and stylist_id = (select apps.mod_salon_own_stylist()))
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'stylist' and stylist_id = (select apps.mod_salon_own_stylist()))
    )
  );
create policy may_delete on apps.mod_salon_appointments for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, client_id, stylist_id, service_id, starts_at, notes, status, created_at, updated_at, created_by, version),
  insert (id, site_id, client_id, stylist_id, service_id, starts_at, notes, status, created_at, updated_at, created_by, version),
  update (client_id, stylist_id, service_id, starts_at, notes, status),
  delete
  on apps.mod_salon_appointments to sayso_app;

create view apps.mod_salon_appointments_v as
select
  t.id,
  t.site_id,
  t.client_id,
  (select (client_1.name)::text from apps.mod_salon_clients client_1 where client_1.site_id = t.site_id AND client_1.id = t.client_id) as client_title,
  t.stylist_id,
  (select (stylist_2.name)::text from apps.mod_salon_stylists stylist_2 where stylist_2.site_id = t.site_id AND stylist_2.id = t.stylist_id) as stylist_title,
  t.service_id,
  (select (service_3.name)::text from apps.mod_salon_services service_3 where service_3.site_id = t.site_id AND service_3.id = t.service_id) as service_title,
  t.starts_at,
  t.notes,
  t.status,
  (t.starts_at + make_interval(mins => (SELECT service_4.duration FROM apps.mod_salon_services_all service_4 WHERE service_4.site_id = t.site_id AND service_4.id = t.service_id)::integer))::timestamptz as ends_at,
  ((SELECT service_5.price FROM apps.mod_salon_services_all service_5 WHERE service_5.site_id = t.site_id AND service_5.id = t.service_id))::numeric(14,2) as price,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_salon_appointments t;
grant select on apps.mod_salon_appointments_v to sayso_app;

create trigger touch before update on apps.mod_salon_appointments
  for each row when (not apps.is_migrating())
  execute function apps.touch();

set role sayso_keeper;

-- The states a row goes through
create function apps.mod_salon_appointments_check_transition() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  role    text := apps.module_role();
  labels  constant jsonb := '{"booked": "Booked", "cancelled": "Cancelled", "confirmed": "Confirmed", "done": "Done", "no_show": "No-show"}';
  moved   text;
begin
  if tg_op = 'INSERT' then
    if new.status is distinct from 'booked' and not (role is null or role in ('owner')) then
      raise exception using
        errcode = '23514', constraint = 'appointment_transition',
        schema = tg_table_schema, table = tg_table_name, message = 'This starts as “Booked”.';
    end if;
    return new;
  end if;
  if new.status is not distinct from old.status then
    return new;
  end if;
  moved := old.status || ' > ' || new.status;

  -- Confirm: Booked > Confirmed
  if moved = 'booked > confirmed' then
    return new;
  end if;

  -- Finish: Confirmed > Done
  if moved = 'confirmed > done' then
    if ((new.starts_at <= now()) is not false) then
      return new;
    end if;
    raise exception using
      errcode = '23514', constraint = 'appointment_transition', schema = tg_table_schema, table = tg_table_name,
      message = 'This is not possible now: ' || '“Finish”' || '.';
  end if;

  -- Cancel: Booked > Cancelled
  if moved = 'booked > cancelled' then
    return new;
  end if;

  -- Cancel: Confirmed > Cancelled
  if moved = 'confirmed > cancelled' then
    return new;
  end if;

  -- Mark as no-show: Confirmed > No-show
  if moved = 'confirmed > no_show' then
    if ((role is null or role in ('owner'))) then
      return new;
    end if;
    raise exception using
      errcode = '42501', schema = tg_table_schema, table = tg_table_name,
      message = 'Your role may not do this: ' || '“Mark as no-show”' || '.';
  end if;

  raise exception using
    errcode = '23514', constraint = 'appointment_transition', schema = tg_table_schema, table = tg_table_name,
    message = 'This cannot go from “' || (labels ->> old.status) || '” to “' || coalesce(labels ->> new.status, new.status) || '”.';
end $$;

-- The rules a row has to meet
create function apps.mod_salon_appointments_check_rules() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if (tg_op = 'INSERT' or new.service_id is distinct from old.service_id or new.starts_at is distinct from old.starts_at or new.status is distinct from old.status or new.stylist_id is distinct from old.stylist_id) and (new.status NOT IN ('cancelled', 'no_show')) then
    -- who changes what this stands on waits, and then sees this row
    perform pg_advisory_xact_lock_shared(hashtextextended('mod_salon_services:' || new.service_id, 0));
    -- writers that could meet wait for each other, and then see what the other wrote
    perform pg_advisory_xact_lock(hashtextextended('mod_salon_appointments:no_double_booking:' || new.site_id || ':' || coalesce(new.stylist_id::text, ''), 0));
    if exists (
      select from (
        select * from apps.mod_salon_appointments_all other
        where other.site_id = new.site_id and other.id <> new.id
          and (other.stylist_id) = (new.stylist_id)
          and (other.status NOT IN ('cancelled', 'no_show'))
          and (other.starts_at) < ((new.starts_at + make_interval(mins => (SELECT service_1.duration FROM apps.mod_salon_services_all service_1 WHERE service_1.site_id = new.site_id AND service_1.id = new.service_id)::integer))::timestamptz)
        order by other.starts_at desc
        limit 64
      ) other
      where ((other.starts_at + make_interval(mins => (SELECT service_2.duration FROM apps.mod_salon_services_all service_2 WHERE service_2.site_id = other.site_id AND service_2.id = other.service_id)::integer))::timestamptz) > (new.starts_at)
    ) then
      raise exception using
        errcode = '23514', constraint = 'no_double_booking',
        schema = tg_table_schema, table = tg_table_name, message = 'This stylist already has an appointment at that time.';
    end if;
  end if;
  return null;
end $$;

set role sayso_owner;

create trigger check_transition before insert or update on apps.mod_salon_appointments
  for each row when (not apps.is_migrating())
  execute function apps.mod_salon_appointments_check_transition();

create trigger check_rules after insert or update on apps.mod_salon_appointments
  for each row when (not apps.is_migrating())
  execute function apps.mod_salon_appointments_check_rules();


-- ======================================================================================================= links

create policy may_read on apps.mod_salon_stylist_services for select
  using (site_id = (select apps.current_site()) and exists (select from apps.mod_salon_stylists l where l.site_id = mod_salon_stylist_services.site_id and l.id = mod_salon_stylist_services.stylist_id));
create policy may_create on apps.mod_salon_stylist_services for insert
  with check (site_id = (select apps.current_site()) and (apps.mod_salon_may_update_stylist(stylist_id) or apps.mod_salon_may_update_service(service_id)));
create policy may_delete on apps.mod_salon_stylist_services for delete
  using (site_id = (select apps.current_site()) and (apps.mod_salon_may_update_stylist(stylist_id) or apps.mod_salon_may_update_service(service_id)));

grant
  select (site_id, stylist_id, service_id, created_at, created_by),
  insert (stylist_id, service_id),
  delete
  on apps.mod_salon_stylist_services to sayso_app;


-- ===================================================================================================== history

set role sayso_keeper;

create function apps.mod_salon_record_history() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  names  constant jsonb := tg_argv[1];
begin
  insert into apps.mod_salon_history (site_id, entity, row_id, action, old, new, actor, role)
  values (
    coalesce(new.site_id, old.site_id), tg_argv[0], coalesce(new.id, old.id),
    case tg_op when 'INSERT' then 'create' else lower(tg_op) end,
    apps.renamed(to_jsonb(old), names) || apps.cause(), apps.renamed(to_jsonb(new), names) || apps.cause(),
    apps.current_member(), apps.module_role()
  );
  return null;
end $$;

set role sayso_owner;

create trigger keep_history after insert or update or delete on apps.mod_salon_clients
  for each row when (not apps.is_migrating())
  execute function apps.mod_salon_record_history('ent_2ku2rdfx', '{"name": "fld_7cspm9gu", "mobile": "fld_zbufzybd", "email": "fld_ymdw4pq5", "birthday": "fld_gynvbzbv", "hair_type": "fld_py3p2jt2", "colour_notes": "fld_fwguwqzy"}');

create trigger keep_history after insert or update or delete on apps.mod_salon_stylists
  for each row when (not apps.is_migrating())
  execute function apps.mod_salon_record_history('ent_knsh8k7f', '{"name": "fld_nugu37sa", "photo": "fld_5qgab5vh", "works_on": "fld_yx25xse3"}');

create trigger keep_history after insert or update or delete on apps.mod_salon_services
  for each row when (not apps.is_migrating())
  execute function apps.mod_salon_record_history('ent_c42nebt6', '{"name": "fld_fpsb4jhz", "price": "fld_2rxgthya", "duration": "fld_zst843f7", "active": "fld_f4uy4zsd"}');

create trigger keep_history after insert or update or delete on apps.mod_salon_appointments
  for each row when (not apps.is_migrating())
  execute function apps.mod_salon_record_history('ent_mb5uu2sq', '{"client_id": "rel_cp9j8b6w", "stylist_id": "rel_9cur85sq", "service_id": "rel_g9zjw67p", "starts_at": "fld_besghdp2", "notes": "fld_b8bgasgk", "status": "flw_sztjwegu"}');

-- Read by who reads the row; of a deleted row, by who reads all rows
create policy may_read on apps.mod_salon_history for select
  using (
    site_id = (select apps.current_site())
    and case entity
      when 'ent_2ku2rdfx' then
        (select apps.module_role()) in ('owner', 'stylist')
      when 'ent_knsh8k7f' then
        (select apps.module_role()) in ('owner', 'stylist')
      when 'ent_c42nebt6' then
        (select apps.module_role()) in ('owner', 'stylist')
      when 'ent_mb5uu2sq' then
        (select apps.module_role()) = 'owner'
        or ((select apps.module_role()) = 'stylist' and exists (select from apps.mod_salon_appointments r where r.site_id = apps.mod_salon_history.site_id and r.id = apps.mod_salon_history.row_id))
    end
  );

-- The history under today's names; of each entity what the role may read there
create view apps.mod_salon_history_v as
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
from apps.mod_salon_history h
cross join lateral (
  select
    case h.entity
      when 'ent_2ku2rdfx' then 'client'
      when 'ent_knsh8k7f' then 'stylist'
      when 'ent_c42nebt6' then 'service'
      when 'ent_mb5uu2sq' then 'appointment'
    end as entity,
    case
      when h.entity = 'ent_2ku2rdfx' then
        '{"fld_7cspm9gu": "name", "fld_zbufzybd": "mobile", "fld_ymdw4pq5": "email", "fld_gynvbzbv": "birthday", "fld_py3p2jt2": "hair_type", "fld_fwguwqzy": "colour_notes"}'::jsonb
      when h.entity = 'ent_knsh8k7f' then
        '{"fld_nugu37sa": "name", "fld_5qgab5vh": "photo", "fld_yx25xse3": "works_on"}'::jsonb
      when h.entity = 'ent_c42nebt6' and (select apps.module_role()) = 'owner' then
        '{"fld_fpsb4jhz": "name", "fld_2rxgthya": "price", "fld_zst843f7": "duration", "fld_f4uy4zsd": "active"}'::jsonb
      when h.entity = 'ent_c42nebt6' and (select apps.module_role()) = 'stylist' then
        '{"fld_fpsb4jhz": "name", "fld_zst843f7": "duration"}'::jsonb
      when h.entity = 'ent_mb5uu2sq' then
        '{"rel_cp9j8b6w": "client_id", "rel_9cur85sq": "stylist_id", "rel_g9zjw67p": "service_id", "fld_besghdp2": "starts_at", "fld_b8bgasgk": "notes", "flw_sztjwegu": "status"}'::jsonb
    end as names
) k
where k.entity is not null;
grant select on apps.mod_salon_history_v to sayso_app;

-- Brings a deleted row back as it was, for who may create such rows; tells whether there was one.
-- No column can be called "Row", which has a capital letter.
create function apps.mod_salon_restore(of_entity text, of_row uuid) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  "Row" jsonb;
begin
  select h.old into "Row"
  from apps.mod_salon_history h
  where h.site_id = apps.current_site() and h.row_id = of_row and h.action = 'delete'
    and h.entity = case of_entity
      when 'client' then 'ent_2ku2rdfx'
      when 'stylist' then 'ent_knsh8k7f'
      when 'service' then 'ent_c42nebt6'
      when 'appointment' then 'ent_mb5uu2sq'
    end
  order by h.id desc
  limit 1;
  if "Row" is null then
    return false;
  end if;
  case of_entity
    when 'client' then
      "Row" := apps.renamed("Row", '{"fld_7cspm9gu": "name", "fld_zbufzybd": "mobile", "fld_ymdw4pq5": "email", "fld_gynvbzbv": "birthday", "fld_py3p2jt2": "hair_type", "fld_fwguwqzy": "colour_notes"}');
      insert into apps.mod_salon_clients (id, site_id, name, mobile, email, birthday, hair_type, colour_notes, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.name,
        r.mobile,
        r.email,
        r.birthday,
        r.hair_type,
        r.colour_notes,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_salon_clients, "Row") r;
    when 'stylist' then
      "Row" := apps.renamed("Row", '{"fld_nugu37sa": "name", "fld_5qgab5vh": "photo", "fld_yx25xse3": "works_on"}');
      insert into apps.mod_salon_stylists (id, site_id, member_id, name, photo, works_on, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.member_id,
        r.name,
        r.photo,
        r.works_on,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_salon_stylists, "Row") r;
    when 'service' then
      "Row" := apps.renamed("Row", '{"fld_fpsb4jhz": "name", "fld_2rxgthya": "price", "fld_zst843f7": "duration", "fld_f4uy4zsd": "active"}');
      insert into apps.mod_salon_services (id, site_id, name, price, duration, active, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.name,
        r.price,
        case when "Row" ? 'duration' then r.duration else 30 end,
        case when "Row" ? 'active' then r.active else true end,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_salon_services, "Row") r;
    when 'appointment' then
      "Row" := apps.renamed("Row", '{"rel_cp9j8b6w": "client_id", "rel_9cur85sq": "stylist_id", "rel_g9zjw67p": "service_id", "fld_besghdp2": "starts_at", "fld_b8bgasgk": "notes", "flw_sztjwegu": "status"}');
      insert into apps.mod_salon_appointments (id, site_id, client_id, stylist_id, service_id, starts_at, notes, status, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.client_id,
        r.stylist_id,
        r.service_id,
        r.starts_at,
        r.notes,
        case when "Row" ? 'status' then r.status else 'booked' end,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_salon_appointments, "Row") r;
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
