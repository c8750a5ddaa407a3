-- Workshop
--
-- Tables are shared by all sites and told apart by site_id. What a statement may see and change follows from three
-- settings: sayso.site_id, sayso.member_id and sayso.role. What is not allowed below is denied.

set role sayso_owner;


-- ======================================================================================================== tables

-- Mechanic
create table apps.mod_work_shop_mechanics (
  id          uuid         not null default gen_random_uuid(),
  site_id     uuid         not null default apps.current_site(),
  member_id   uuid,
  name        text         not null,
  created_at  timestamptz  not null default now(),
  updated_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  version     integer      not null default 1,
  constraint mod_work_shop_mechanics_pkey primary key (id),
  constraint mod_work_shop_mechanics_site_id_id_key unique (site_id, id),
  constraint mod_work_shop_mechanics_member_id_key unique (site_id, member_id)
);
alter table apps.mod_work_shop_mechanics enable row level security, force row level security;
create index mod_work_shop_mechanics_created_at_idx on apps.mod_work_shop_mechanics (site_id, created_at, id);

-- Bay
create table apps.mod_work_shop_bays (
  id          uuid         not null default gen_random_uuid(),
  site_id     uuid         not null default apps.current_site(),
  name        text         not null,
  created_at  timestamptz  not null default now(),
  updated_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  version     integer      not null default 1,
  constraint mod_work_shop_bays_pkey primary key (id),
  constraint mod_work_shop_bays_site_id_id_key unique (site_id, id)
);
alter table apps.mod_work_shop_bays enable row level security, force row level security;
create index mod_work_shop_bays_created_at_idx on apps.mod_work_shop_bays (site_id, created_at, id);

-- Job
create table apps.mod_work_shop_jobs (
  id           uuid           not null default gen_random_uuid(),
  site_id      uuid           not null default apps.current_site(),
  mechanic_id  uuid           not null,
  bay_id       uuid,
  title        text           not null,
  price        numeric(14,2)  default 0,
  secret_note  text,
  created_at   timestamptz    not null default now(),
  updated_at   timestamptz    not null default now(),
  created_by   uuid           default apps.current_member(),
  version      integer        not null default 1,
  constraint mod_work_shop_jobs_pkey primary key (id),
  constraint mod_work_shop_jobs_site_id_id_key unique (site_id, id)
);
alter table apps.mod_work_shop_jobs enable row level security, force row level security;
create index mod_work_shop_jobs_created_at_idx on apps.mod_work_shop_jobs (site_id, created_at, id);
create index mod_work_shop_jobs_mechanic_id_idx on apps.mod_work_shop_jobs (site_id, mechanic_id);
create index mod_work_shop_jobs_bay_id_idx on apps.mod_work_shop_jobs (site_id, bay_id);

-- Line
create table apps.mod_work_shop_lines (
  id          uuid           not null default gen_random_uuid(),
  site_id     uuid           not null default apps.current_site(),
  job_id      uuid           not null,
  text        text           not null,
  quantity    bigint         default 1,
  unit_price  numeric(14,2),
  created_at  timestamptz    not null default now(),
  updated_at  timestamptz    not null default now(),
  created_by  uuid           default apps.current_member(),
  version     integer        not null default 1,
  constraint mod_work_shop_lines_pkey primary key (id),
  constraint mod_work_shop_lines_site_id_id_key unique (site_id, id)
);
alter table apps.mod_work_shop_lines enable row level security, force row level security;
create index mod_work_shop_lines_created_at_idx on apps.mod_work_shop_lines (site_id, created_at, id);
create index mod_work_shop_lines_job_id_idx on apps.mod_work_shop_lines (site_id, job_id);

-- Note
create table apps.mod_work_shop_notes (
  id          uuid         not null default gen_random_uuid(),
  site_id     uuid         not null default apps.current_site(),
  text        text,
  created_at  timestamptz  not null default now(),
  updated_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  version     integer      not null default 1,
  constraint mod_work_shop_notes_pkey primary key (id),
  constraint mod_work_shop_notes_site_id_id_key unique (site_id, id)
);
alter table apps.mod_work_shop_notes enable row level security, force row level security;
create index mod_work_shop_notes_created_at_idx on apps.mod_work_shop_notes (site_id, created_at, id);

-- Person
create table apps.mod_work_shop_people (
  id          uuid         not null default gen_random_uuid(),
  site_id     uuid         not null default apps.current_site(),
  boss_id     uuid,
  email       text,
  code        text,
  created_at  timestamptz  not null default now(),
  updated_at  timestamptz  not null default now(),
  created_by  uuid         default apps.current_member(),
  version     integer      not null default 1,
  constraint mod_work_shop_people_pkey primary key (id),
  constraint mod_work_shop_people_site_id_id_key unique (site_id, id),
  constraint mod_work_shop_people_code_key unique (site_id, code)
);
alter table apps.mod_work_shop_people enable row level security, force row level security;
create index mod_work_shop_people_created_at_idx on apps.mod_work_shop_people (site_id, created_at, id);
create index mod_work_shop_people_boss_id_idx on apps.mod_work_shop_people (site_id, boss_id);
create unique index mod_work_shop_people_email_key on apps.mod_work_shop_people (site_id, lower(email));

-- person friends: which person rows go with which
create table apps.mod_work_shop_person_friends (
  site_id            uuid         not null default apps.current_site(),
  person_id          uuid         not null,
  friends_person_id  uuid         not null,
  created_at         timestamptz  not null default now(),
  created_by         uuid         default apps.current_member(),
  constraint mod_work_shop_person_friends_pkey primary key (site_id, person_id, friends_person_id),
  constraint mod_work_shop_person_friends_person_id_fkey foreign key (site_id, person_id) references apps.mod_work_shop_people (site_id, id) on delete cascade,
  constraint mod_work_shop_person_friends_friends_person_id_fkey foreign key (site_id, friends_person_id) references apps.mod_work_shop_people (site_id, id) on delete cascade
);
alter table apps.mod_work_shop_person_friends enable row level security, force row level security;
create index mod_work_shop_person_friends_friends_person_id_idx on apps.mod_work_shop_person_friends (site_id, friends_person_id);

-- job crew: which mechanic rows go with which
create table apps.mod_work_shop_job_crew (
  site_id      uuid         not null default apps.current_site(),
  job_id       uuid         not null,
  mechanic_id  uuid         not null,
  created_at   timestamptz  not null default now(),
  created_by   uuid         default apps.current_member(),
  constraint mod_work_shop_job_crew_pkey primary key (site_id, job_id, mechanic_id),
  constraint mod_work_shop_job_crew_job_id_fkey foreign key (site_id, job_id) references apps.mod_work_shop_jobs (site_id, id) on delete cascade,
  constraint mod_work_shop_job_crew_mechanic_id_fkey foreign key (site_id, mechanic_id) references apps.mod_work_shop_mechanics (site_id, id) on delete cascade
);
alter table apps.mod_work_shop_job_crew enable row level security, force row level security;
create index mod_work_shop_job_crew_mechanic_id_idx on apps.mod_work_shop_job_crew (site_id, mechanic_id);

-- What was, under the ids of entities and fields, which outlast their names. Written by triggers only, and never changed.
create table apps.mod_work_shop_history (
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
alter table apps.mod_work_shop_history enable row level security, force row level security;
create index mod_work_shop_history_row_id_idx on apps.mod_work_shop_history (site_id, row_id, id);


-- ==================================================================================================== references
-- They carry the site, so that no row can point into another one.

alter table apps.mod_work_shop_jobs
  add constraint mod_work_shop_jobs_mechanic_id_fkey
  foreign key (site_id, mechanic_id) references apps.mod_work_shop_mechanics (site_id, id) on delete no action;
alter table apps.mod_work_shop_jobs
  add constraint mod_work_shop_jobs_bay_id_fkey
  foreign key (site_id, bay_id) references apps.mod_work_shop_bays (site_id, id) on delete set null (bay_id);
alter table apps.mod_work_shop_lines
  add constraint mod_work_shop_lines_job_id_fkey
  foreign key (site_id, job_id) references apps.mod_work_shop_jobs (site_id, id) on delete cascade;
alter table apps.mod_work_shop_people
  add constraint mod_work_shop_people_boss_id_fkey
  foreign key (site_id, boss_id) references apps.mod_work_shop_people (site_id, id) on delete no action;


-- ========================================================================= values that are stored with the row

set role sayso_owner;

alter table apps.mod_work_shop_jobs
  add column double_price numeric(14,2) generated always as ((price * 2)::numeric(14,2)) stored;

alter table apps.mod_work_shop_lines
  add column amount numeric(14,2) generated always as ((quantity * unit_price)::numeric(14,2)) stored;


-- ==================================================================================================== all rows
-- What checks and computed values look through, and migrations. Closed to requests: only the owner of the views below may use them.

create policy moves_all on apps.mod_work_shop_mechanics to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_work_shop_mechanics for select to sayso_keeper using (true);
grant select on apps.mod_work_shop_mechanics to sayso_keeper;

create policy moves_all on apps.mod_work_shop_bays to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_work_shop_bays for select to sayso_keeper using (true);
grant select on apps.mod_work_shop_bays to sayso_keeper;

create policy moves_all on apps.mod_work_shop_jobs to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_work_shop_jobs for select to sayso_keeper using (true);
grant select on apps.mod_work_shop_jobs to sayso_keeper;

create policy moves_all on apps.mod_work_shop_lines to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_work_shop_lines for select to sayso_keeper using (true);
grant select on apps.mod_work_shop_lines to sayso_keeper;

create policy moves_all on apps.mod_work_shop_notes to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_work_shop_notes for select to sayso_keeper using (true);
grant select on apps.mod_work_shop_notes to sayso_keeper;

create policy moves_all on apps.mod_work_shop_people to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_work_shop_people for select to sayso_keeper using (true);
grant select on apps.mod_work_shop_people to sayso_keeper;

create policy moves_all on apps.mod_work_shop_person_friends to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_work_shop_person_friends for select to sayso_keeper using (true);
grant select on apps.mod_work_shop_person_friends to sayso_keeper;

create policy moves_all on apps.mod_work_shop_job_crew to sayso_mover using (true) with check (true);
create policy sees_all on apps.mod_work_shop_job_crew for select to sayso_keeper using (true);
grant select on apps.mod_work_shop_job_crew to sayso_keeper;

create policy writes_all on apps.mod_work_shop_history for insert to sayso_keeper with check (true);
create policy saves_all on apps.mod_work_shop_history for select to sayso_mover using (true);
grant insert on apps.mod_work_shop_history to sayso_keeper;

set role sayso_keeper;

create view apps.mod_work_shop_mechanics_all as
select id, site_id, member_id, name, created_at, updated_at, created_by, version
from apps.mod_work_shop_mechanics;
grant select on apps.mod_work_shop_mechanics_all to sayso_owner;

create view apps.mod_work_shop_bays_all as
select id, site_id, name, created_at, updated_at, created_by, version
from apps.mod_work_shop_bays;
grant select on apps.mod_work_shop_bays_all to sayso_owner;

create view apps.mod_work_shop_jobs_all as
select id, site_id, mechanic_id, bay_id, title, price, secret_note, created_at, updated_at, created_by, version, double_price
from apps.mod_work_shop_jobs;
grant select on apps.mod_work_shop_jobs_all to sayso_owner;

create view apps.mod_work_shop_lines_all as
select id, site_id, job_id, text, quantity, unit_price, created_at, updated_at, created_by, version, amount
from apps.mod_work_shop_lines;
grant select on apps.mod_work_shop_lines_all to sayso_owner;

create view apps.mod_work_shop_notes_all as
select id, site_id, text, created_at, updated_at, created_by, version
from apps.mod_work_shop_notes;
grant select on apps.mod_work_shop_notes_all to sayso_owner;

create view apps.mod_work_shop_people_all as
select id, site_id, boss_id, email, code, created_at, updated_at, created_by, version
from apps.mod_work_shop_people;
grant select on apps.mod_work_shop_people_all to sayso_owner;

create view apps.mod_work_shop_person_friends_all as
select site_id, person_id, friends_person_id, created_at, created_by
from apps.mod_work_shop_person_friends;
grant select on apps.mod_work_shop_person_friends_all to sayso_owner;

create view apps.mod_work_shop_job_crew_all as
select site_id, job_id, mechanic_id, created_at, created_by
from apps.mod_work_shop_job_crew;
grant select on apps.mod_work_shop_job_crew_all to sayso_owner;

-- the mechanic that the acting member is
create function apps.mod_work_shop_own_mechanic() returns uuid
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select r.id from apps.mod_work_shop_mechanics_all r
  where r.site_id = (select apps.current_site()) and r.member_id = (select apps.current_member())
$$;

-- the job rows that belong to the acting member by mechanic
create function apps.mod_work_shop_own_job_by_mechanic() returns setof uuid
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select r.id from apps.mod_work_shop_jobs_all r
  where r.site_id = (select apps.current_site()) and r.mechanic_id in (select apps.mod_work_shop_own_mechanic())
$$;

-- whether the acting member may read crew of this job
create function apps.mod_work_shop_may_read_crew_of_job(row_id uuid) returns boolean
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from apps.mod_work_shop_jobs_all r
    where r.site_id = (select apps.current_site()) and r.id = row_id and ((select apps.module_role()) = 'owner')
  )
$$;

-- whether the acting member may update crew_jobs of this mechanic
create function apps.mod_work_shop_may_update_crew_jobs_of_mechanic(row_id uuid) returns boolean
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from apps.mod_work_shop_mechanics_all r
    where r.site_id = (select apps.current_site()) and r.id = row_id and ((select apps.module_role()) = 'owner')
  )
$$;

-- whether the acting member may update crew of this job
create function apps.mod_work_shop_may_update_crew_of_job(row_id uuid) returns boolean
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from apps.mod_work_shop_jobs_all r
    where r.site_id = (select apps.current_site()) and r.id = row_id and ((select apps.module_role()) = 'owner')
  )
$$;

-- whether the acting member may update this person
create function apps.mod_work_shop_may_update_person(row_id uuid) returns boolean
language sql stable parallel safe security definer
set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from apps.mod_work_shop_people_all r
    where r.site_id = (select apps.current_site()) and r.id = row_id and ((select apps.module_role()) = 'owner')
  )
$$;


-- ===================================================================================== mod_work_shop_mechanics

set role sayso_owner;

create policy may_read on apps.mod_work_shop_mechanics for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and member_id = (select apps.current_member()))
    )
  );
create policy may_create on apps.mod_work_shop_mechanics for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_work_shop_mechanics for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and member_id = (select apps.current_member()))
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and member_id = (select apps.current_member()))
    )
  );
create policy may_delete on apps.mod_work_shop_mechanics for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, created_at, updated_at, created_by, version, member_id),
  insert (id, site_id, member_id, name, created_at, updated_at, created_by, version),
  update (member_id, name),
  delete
  on apps.mod_work_shop_mechanics to sayso_app;

create view apps.mod_work_shop_mechanics_v as
select
  t.id,
  t.site_id,
  t.member_id,
  t.name,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_work_shop_mechanics t;
grant select on apps.mod_work_shop_mechanics_v to sayso_app;

-- Fields that only some roles may write
create function apps.mod_work_shop_mechanics_check_fields() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  field text;
begin
  -- maintenance, or a change that follows from another one (on delete set null)
  if apps.module_role() is null or pg_trigger_depth() > 1 then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if field is null and not coalesce(((select apps.module_role()) = 'owner'), false) then
      field := case
        when new.member_id is distinct from old.member_id then 'member_id'
      end;
    end if;
  end if;
  if field is not null then
    raise exception using
      errcode = '42501',
      message = 'Your role may not write the field ' || field || '.',
      schema = tg_table_schema, table = tg_table_name, column = field;
  end if;
  return new;
end $$;

create trigger check_fields before insert or update on apps.mod_work_shop_mechanics
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_mechanics_check_fields();

create trigger touch before update on apps.mod_work_shop_mechanics
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ========================================================================================== mod_work_shop_bays

create policy may_read on apps.mod_work_shop_bays for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'clerk')
    )
  );
create policy may_create on apps.mod_work_shop_bays for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_work_shop_bays for update
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
create policy may_delete on apps.mod_work_shop_bays for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'clerk')
    )
  );

grant
  select (id, site_id, name, created_at, updated_at, created_by, version),
  insert (id, site_id, name, created_at, updated_at, created_by, version),
  update (name),
  delete
  on apps.mod_work_shop_bays to sayso_app;

create view apps.mod_work_shop_bays_v as
select
  t.id,
  t.site_id,
  t.name,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_work_shop_bays t;
grant select on apps.mod_work_shop_bays_v to sayso_app;

create trigger touch before update on apps.mod_work_shop_bays
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ========================================================================================== mod_work_shop_jobs

create policy may_read on apps.mod_work_shop_jobs for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and mechanic_id = (select apps.mod_work_shop_own_mechanic()))
    )
  );
create policy may_create on apps.mod_work_shop_jobs for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_work_shop_jobs for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and mechanic_id = (select apps.mod_work_shop_own_mechanic()))
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and mechanic_id = (select apps.mod_work_shop_own_mechanic()))
    )
  );
create policy may_delete on apps.mod_work_shop_jobs for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, created_at, updated_at, created_by, version),
  insert (id, site_id, mechanic_id, bay_id, title, price, secret_note, created_at, updated_at, created_by, version),
  update (mechanic_id, bay_id, title, price, secret_note),
  delete
  on apps.mod_work_shop_jobs to sayso_app;

create view apps.mod_work_shop_jobs_v as
select
  t.id,
  t.site_id,
  t.mechanic_id,
  (select (mechanic_1.name)::text from apps.mod_work_shop_mechanics mechanic_1 where mechanic_1.site_id = t.site_id AND mechanic_1.id = t.mechanic_id) as mechanic_title,
  case when ((select apps.module_role()) = 'owner') then t.bay_id end as bay_id,
  case when ((select apps.module_role()) = 'owner') then (select (bay_2.name)::text from apps.mod_work_shop_bays bay_2 where bay_2.site_id = t.site_id AND bay_2.id = t.bay_id) end as bay_title,
  t.title,
  t.price,
  case when ((select apps.module_role()) = 'owner') then t.secret_note end as secret_note,
  case when ((select apps.module_role()) = 'owner') then ((SELECT count(*) FROM apps.mod_work_shop_lines_all lines_3 WHERE t.site_id = lines_3.site_id AND t.id = lines_3.job_id))::bigint end as line_count,
  ((SELECT coalesce(sum(lines_4.amount), 0) FROM apps.mod_work_shop_lines_all lines_4 WHERE t.site_id = lines_4.site_id AND t.id = lines_4.job_id))::numeric(14,2) as total,
  case when ((select apps.module_role()) = 'owner') then t.double_price end as double_price,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_work_shop_jobs t;
grant select on apps.mod_work_shop_jobs_v to sayso_app;

-- Fields that only some roles may write
create function apps.mod_work_shop_jobs_check_fields() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  field text;
begin
  -- maintenance, or a change that follows from another one (on delete set null)
  if apps.module_role() is null or pg_trigger_depth() > 1 then
    return new;
  end if;
  if tg_op = 'UPDATE' then
    if field is null and not coalesce(((select apps.module_role()) = 'owner'), false) then
      field := case
        when new.mechanic_id is distinct from old.mechanic_id then 'mechanic'
        when new.bay_id is distinct from old.bay_id then 'bay'
        when new.price is distinct from old.price then 'price'
        when new.secret_note is distinct from old.secret_note then 'secret_note'
      end;
    end if;
  end if;
  if field is not null then
    raise exception using
      errcode = '42501',
      message = 'Your role may not write the field ' || field || '.',
      schema = tg_table_schema, table = tg_table_name, column = field;
  end if;
  return new;
end $$;

create trigger check_fields before insert or update on apps.mod_work_shop_jobs
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_jobs_check_fields();

create trigger touch before update on apps.mod_work_shop_jobs
  for each row when (not apps.is_migrating())
  execute function apps.touch();

set role sayso_keeper;

-- The rules a row has to meet
create function apps.mod_work_shop_jobs_check_rules() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  if (tg_op = 'INSERT' or new.price is distinct from old.price) then
    if (new.price <= 1000) is false then
      raise exception using
        errcode = '23514', constraint = 'price_is_fair',
        schema = tg_table_schema, table = tg_table_name, message = 'It''s too dear — “really”.';
    end if;
  end if;
  return null;
end $$;

set role sayso_owner;

create trigger check_rules after insert or update on apps.mod_work_shop_jobs
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_jobs_check_rules();


-- ========================================================================================= mod_work_shop_lines

create policy may_read on apps.mod_work_shop_lines for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) in ('owner', 'clerk')
      or ((select apps.module_role()) = 'mechanic' and job_id in (select apps.mod_work_shop_own_job_by_mechanic()))
    )
  );
create policy may_create on apps.mod_work_shop_lines for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and job_id in (select apps.mod_work_shop_own_job_by_mechanic()))
    )
  );
create policy may_update on apps.mod_work_shop_lines for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and job_id in (select apps.mod_work_shop_own_job_by_mechanic()))
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and job_id in (select apps.mod_work_shop_own_job_by_mechanic()))
    )
  );
create policy may_delete on apps.mod_work_shop_lines for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and job_id in (select apps.mod_work_shop_own_job_by_mechanic()))
    )
  );

grant
  select (id, site_id, created_at, updated_at, created_by, version),
  insert (id, site_id, job_id, text, quantity, unit_price, created_at, updated_at, created_by, version),
  update (job_id, text, quantity, unit_price),
  delete
  on apps.mod_work_shop_lines to sayso_app;

create view apps.mod_work_shop_lines_v as
select
  t.id,
  t.site_id,
  case when ((select apps.module_role()) = 'owner' or ((select apps.module_role()) = 'mechanic' and t.job_id in (select apps.mod_work_shop_own_job_by_mechanic()))) then t.job_id end as job_id,
  case when ((select apps.module_role()) = 'owner' or ((select apps.module_role()) = 'mechanic' and t.job_id in (select apps.mod_work_shop_own_job_by_mechanic()))) then (select (job_1.title)::text from apps.mod_work_shop_jobs job_1 where job_1.site_id = t.site_id AND job_1.id = t.job_id) end as job_title,
  t.text,
  case when ((select apps.module_role()) = 'owner' or ((select apps.module_role()) = 'mechanic' and t.job_id in (select apps.mod_work_shop_own_job_by_mechanic()))) then t.quantity end as quantity,
  case when ((select apps.module_role()) = 'owner' or ((select apps.module_role()) = 'mechanic' and t.job_id in (select apps.mod_work_shop_own_job_by_mechanic()))) then t.unit_price end as unit_price,
  t.amount,
  case when ((select apps.module_role()) = 'owner' or ((select apps.module_role()) = 'mechanic' and t.job_id in (select apps.mod_work_shop_own_job_by_mechanic()))) then ((SELECT job_2.price FROM apps.mod_work_shop_jobs_all job_2 WHERE job_2.site_id = t.site_id AND job_2.id = t.job_id))::numeric(14,2) end as job_price,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_work_shop_lines t;
grant select on apps.mod_work_shop_lines_v to sayso_app;

create trigger touch before update on apps.mod_work_shop_lines
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ========================================================================================= mod_work_shop_notes

create policy may_read on apps.mod_work_shop_notes for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and created_by = (select apps.current_member()))
    )
  );
create policy may_create on apps.mod_work_shop_notes for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and created_by = (select apps.current_member()))
    )
  );
create policy may_update on apps.mod_work_shop_notes for update
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and created_by = (select apps.current_member()))
    )
  )
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and created_by = (select apps.current_member()))
    )
  );
create policy may_delete on apps.mod_work_shop_notes for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
      or ((select apps.module_role()) = 'mechanic' and created_by = (select apps.current_member()))
    )
  );

grant
  select (id, site_id, text, created_at, updated_at, created_by, version),
  insert (id, site_id, text, created_at, updated_at, created_by, version),
  update (text),
  delete
  on apps.mod_work_shop_notes to sayso_app;

create view apps.mod_work_shop_notes_v as
select
  t.id,
  t.site_id,
  t.text,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_work_shop_notes t;
grant select on apps.mod_work_shop_notes_v to sayso_app;

create trigger touch before update on apps.mod_work_shop_notes
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ======================================================================================== mod_work_shop_people

create policy may_read on apps.mod_work_shop_people for select
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_create on apps.mod_work_shop_people for insert
  with check (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );
create policy may_update on apps.mod_work_shop_people for update
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
create policy may_delete on apps.mod_work_shop_people for delete
  using (
    site_id = (select apps.current_site())
    and (
      (select apps.module_role()) = 'owner'
    )
  );

grant
  select (id, site_id, boss_id, email, code, created_at, updated_at, created_by, version),
  insert (id, site_id, boss_id, email, code, created_at, updated_at, created_by, version),
  update (boss_id, email, code),
  delete
  on apps.mod_work_shop_people to sayso_app;

create view apps.mod_work_shop_people_v as
select
  t.id,
  t.site_id,
  t.boss_id,
  (select (boss_1.code)::text from apps.mod_work_shop_people boss_1 where boss_1.site_id = t.site_id AND boss_1.id = t.boss_id) as boss_title,
  t.email,
  t.code,
  t.created_at,
  t.updated_at,
  t.created_by,
  t.version
from apps.mod_work_shop_people t;
grant select on apps.mod_work_shop_people_v to sayso_app;

create trigger touch before update on apps.mod_work_shop_people
  for each row when (not apps.is_migrating())
  execute function apps.touch();


-- ======================================================================================================= links

create policy may_read on apps.mod_work_shop_person_friends for select
  using (site_id = (select apps.current_site()) and exists (select from apps.mod_work_shop_people l where l.site_id = mod_work_shop_person_friends.site_id and l.id = mod_work_shop_person_friends.person_id));
create policy may_create on apps.mod_work_shop_person_friends for insert
  with check (site_id = (select apps.current_site()) and (apps.mod_work_shop_may_update_person(person_id) or apps.mod_work_shop_may_update_person(friends_person_id)));
create policy may_delete on apps.mod_work_shop_person_friends for delete
  using (site_id = (select apps.current_site()) and (apps.mod_work_shop_may_update_person(person_id) or apps.mod_work_shop_may_update_person(friends_person_id)));

grant
  select (site_id, person_id, friends_person_id, created_at, created_by),
  insert (person_id, friends_person_id),
  delete
  on apps.mod_work_shop_person_friends to sayso_app;

create policy may_read on apps.mod_work_shop_job_crew for select
  using (site_id = (select apps.current_site()) and apps.mod_work_shop_may_read_crew_of_job(job_id));
create policy may_create on apps.mod_work_shop_job_crew for insert
  with check (site_id = (select apps.current_site()) and (apps.mod_work_shop_may_update_crew_of_job(job_id) or apps.mod_work_shop_may_update_crew_jobs_of_mechanic(mechanic_id)));
create policy may_delete on apps.mod_work_shop_job_crew for delete
  using (site_id = (select apps.current_site()) and (apps.mod_work_shop_may_update_crew_of_job(job_id) or apps.mod_work_shop_may_update_crew_jobs_of_mechanic(mechanic_id)));

grant
  select (site_id, job_id, mechanic_id, created_at, created_by),
  insert (job_id, mechanic_id),
  delete
  on apps.mod_work_shop_job_crew to sayso_app;


-- ===================================================================================================== history

set role sayso_keeper;

create function apps.mod_work_shop_record_history() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  names  constant jsonb := tg_argv[1];
begin
  insert into apps.mod_work_shop_history (site_id, entity, row_id, action, old, new, actor, role)
  values (
    coalesce(new.site_id, old.site_id), tg_argv[0], coalesce(new.id, old.id),
    case tg_op when 'INSERT' then 'create' else lower(tg_op) end,
    apps.renamed(to_jsonb(old), names) || apps.cause(), apps.renamed(to_jsonb(new), names) || apps.cause(),
    apps.current_member(), apps.module_role()
  );
  return null;
end $$;

set role sayso_owner;

create trigger keep_history after insert or update or delete on apps.mod_work_shop_mechanics
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_record_history('ent_000002', '{"name": "fld_000001"}');

create trigger keep_history after insert or update or delete on apps.mod_work_shop_bays
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_record_history('ent_000004', '{"name": "fld_000003"}');

create trigger keep_history after insert or update or delete on apps.mod_work_shop_jobs
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_record_history('ent_000012', '{"mechanic_id": "rel_000024", "bay_id": "rel_000025", "title": "fld_000005", "price": "fld_000006", "secret_note": "fld_000007", "double_price": "cmp_000010"}');

create trigger keep_history after insert or update or delete on apps.mod_work_shop_lines
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_record_history('ent_000018', '{"job_id": "rel_000026", "text": "fld_000013", "quantity": "fld_000014", "unit_price": "fld_000015", "amount": "cmp_000016"}');

create trigger keep_history after insert or update or delete on apps.mod_work_shop_notes
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_record_history('ent_000020', '{"text": "fld_000019"}');

create trigger keep_history after insert or update or delete on apps.mod_work_shop_people
  for each row when (not apps.is_migrating())
  execute function apps.mod_work_shop_record_history('ent_000023', '{"boss_id": "rel_000027", "email": "fld_000021", "code": "fld_000022"}');

-- Read by who reads the row; of a deleted row, by who reads all rows
create policy may_read on apps.mod_work_shop_history for select
  using (
    site_id = (select apps.current_site())
    and case entity
      when 'ent_000002' then
        (select apps.module_role()) = 'owner'
        or ((select apps.module_role()) = 'mechanic' and exists (select from apps.mod_work_shop_mechanics r where r.site_id = apps.mod_work_shop_history.site_id and r.id = apps.mod_work_shop_history.row_id))
      when 'ent_000004' then
        (select apps.module_role()) in ('owner', 'clerk')
      when 'ent_000012' then
        (select apps.module_role()) = 'owner'
        or ((select apps.module_role()) = 'mechanic' and exists (select from apps.mod_work_shop_jobs r where r.site_id = apps.mod_work_shop_history.site_id and r.id = apps.mod_work_shop_history.row_id))
      when 'ent_000018' then
        (select apps.module_role()) in ('owner', 'clerk')
        or ((select apps.module_role()) = 'mechanic' and exists (select from apps.mod_work_shop_lines r where r.site_id = apps.mod_work_shop_history.site_id and r.id = apps.mod_work_shop_history.row_id))
      when 'ent_000020' then
        (select apps.module_role()) = 'owner'
        or ((select apps.module_role()) = 'mechanic' and exists (select from apps.mod_work_shop_notes r where r.site_id = apps.mod_work_shop_history.site_id and r.id = apps.mod_work_shop_history.row_id))
      when 'ent_000023' then
        (select apps.module_role()) = 'owner'
    end
  );

-- The history under today's names; of each entity what the role may read there
create view apps.mod_work_shop_history_v as
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
from apps.mod_work_shop_history h
cross join lateral (
  select
    case h.entity
      when 'ent_000002' then 'mechanic'
      when 'ent_000004' then 'bay'
      when 'ent_000012' then 'job'
      when 'ent_000018' then 'line'
      when 'ent_000020' then 'note'
      when 'ent_000023' then 'person'
    end as entity,
    case
      when h.entity = 'ent_000002' then
        '{"fld_000001": "name"}'::jsonb
      when h.entity = 'ent_000004' then
        '{"fld_000003": "name"}'::jsonb
      when h.entity = 'ent_000012' and (select apps.module_role()) = 'owner' then
        '{"rel_000024": "mechanic_id", "rel_000025": "bay_id", "fld_000005": "title", "fld_000006": "price", "fld_000007": "secret_note", "cmp_000010": "double_price"}'::jsonb
      when h.entity = 'ent_000012' and (select apps.module_role()) = 'mechanic' then
        '{"rel_000024": "mechanic_id", "fld_000005": "title", "fld_000006": "price"}'::jsonb
      when h.entity = 'ent_000018' and (select apps.module_role()) in ('owner', 'mechanic') then
        '{"rel_000026": "job_id", "fld_000013": "text", "fld_000014": "quantity", "fld_000015": "unit_price", "cmp_000016": "amount"}'::jsonb
      when h.entity = 'ent_000018' and (select apps.module_role()) = 'clerk' then
        '{"fld_000013": "text", "cmp_000016": "amount"}'::jsonb
      when h.entity = 'ent_000020' then
        '{"fld_000019": "text"}'::jsonb
      when h.entity = 'ent_000023' then
        '{"rel_000027": "boss_id", "fld_000021": "email", "fld_000022": "code"}'::jsonb
    end as names
) k
where k.entity is not null;
grant select on apps.mod_work_shop_history_v to sayso_app;

-- Brings a deleted row back as it was, for who may create such rows; tells whether there was one.
-- No column can be called "Row", which has a capital letter.
create function apps.mod_work_shop_restore(of_entity text, of_row uuid) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  "Row" jsonb;
begin
  select h.old into "Row"
  from apps.mod_work_shop_history h
  where h.site_id = apps.current_site() and h.row_id = of_row and h.action = 'delete'
    and h.entity = case of_entity
      when 'mechanic' then 'ent_000002'
      when 'bay' then 'ent_000004'
      when 'job' then 'ent_000012'
      when 'line' then 'ent_000018'
      when 'note' then 'ent_000020'
      when 'person' then 'ent_000023'
    end
  order by h.id desc
  limit 1;
  if "Row" is null then
    return false;
  end if;
  case of_entity
    when 'mechanic' then
      "Row" := apps.renamed("Row", '{"fld_000001": "name"}');
      insert into apps.mod_work_shop_mechanics (id, site_id, member_id, name, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.member_id,
        r.name,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_work_shop_mechanics, "Row") r;
    when 'bay' then
      "Row" := apps.renamed("Row", '{"fld_000003": "name"}');
      insert into apps.mod_work_shop_bays (id, site_id, name, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.name,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_work_shop_bays, "Row") r;
    when 'job' then
      "Row" := apps.renamed("Row", '{"rel_000024": "mechanic_id", "rel_000025": "bay_id", "fld_000005": "title", "fld_000006": "price", "fld_000007": "secret_note", "cmp_000010": "double_price"}');
      insert into apps.mod_work_shop_jobs (id, site_id, mechanic_id, bay_id, title, price, secret_note, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.mechanic_id,
        r.bay_id,
        r.title,
        case when "Row" ? 'price' then r.price else 0 end,
        r.secret_note,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_work_shop_jobs, "Row") r;
    when 'line' then
      "Row" := apps.renamed("Row", '{"rel_000026": "job_id", "fld_000013": "text", "fld_000014": "quantity", "fld_000015": "unit_price", "cmp_000016": "amount"}');
      insert into apps.mod_work_shop_lines (id, site_id, job_id, text, quantity, unit_price, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.job_id,
        r.text,
        case when "Row" ? 'quantity' then r.quantity else 1 end,
        r.unit_price,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_work_shop_lines, "Row") r;
    when 'note' then
      "Row" := apps.renamed("Row", '{"fld_000019": "text"}');
      insert into apps.mod_work_shop_notes (id, site_id, text, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.text,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_work_shop_notes, "Row") r;
    when 'person' then
      "Row" := apps.renamed("Row", '{"rel_000027": "boss_id", "fld_000021": "email", "fld_000022": "code"}');
      insert into apps.mod_work_shop_people (id, site_id, boss_id, email, code, created_at, created_by, version)
      select
        r.id,
        r.site_id,
        r.boss_id,
        r.email,
        r.code,
        r.created_at,
        r.created_by,
        r.version + 1
      from jsonb_populate_record(null::apps.mod_work_shop_people, "Row") r;
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
