-- Who waits for what. A row in `jobs` puts itself into the queue; `sayso_queue.begin` and its fellows hold what
-- PgQueuer does not: that jobs of one key run one after the other, and each in one process only.
create table jobs (
  id bigint generated always as identity primary key,
  agency_id uuid not null references agencies on delete cascade,
  kind text not null,
  key text,
  data jsonb not null check (octet_length(data::text) <= 262144),
  attempt integer not null default 0,
  run_after timestamptz not null default now(),
  entry_id bigint unique,
  running_since timestamptz,
  is_done boolean not null default false,
  is_cancelled boolean not null default false,
  created_at timestamptz not null default now()
);
create index jobs_kind_key_id_idx on jobs (kind, key, id);
create index jobs_agency_id_idx on jobs (agency_id);
create function sayso_queue.put(kind text, run_after timestamptz) returns bigint language sql
  set search_path = pg_catalog, pg_temp as $$
  insert into sayso_queue.pgqueuer (priority, entrypoint, execute_after, status)
  values (0, kind, greatest(run_after, now()), 'queued') returning id
$$;
create function sayso_job_queued() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  new.entry_id := sayso_queue.put(new.kind, new.run_after);
  return new;
end $$;
revoke execute on function sayso_job_queued from public;
create trigger jobs_queued before insert on jobs for each row execute function sayso_job_queued();
create function sayso_queue.hold_line(kind text, key text) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(729445, hashtext(kind || ':' || key)) where key is not null
$$;
create function sayso_queue.release(job bigint) returns void language sql
  set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_unlock(729446, (job % 2147483647)::integer)
$$;
create function sayso_queue.leave(job bigint) returns void language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
declare
  gone jobs;
  next_id bigint;
begin
  delete from jobs where id = job returning * into gone;
  delete from sayso_queue.pgqueuer where id = gone.entry_id;
  select j.id into next_id from jobs j where j.kind = gone.kind and j.key = gone.key order by j.id limit 1;
  update jobs j set entry_id = sayso_queue.put(j.kind, j.run_after) where j.id = next_id
    and not exists (select from sayso_queue.pgqueuer q where q.id = j.entry_id);
  perform sayso_queue.release(job);
end $$;
create function sayso_queue.begin(entry bigint) returns table (
  state text, id bigint, kind text, agency_id uuid, key text, data text, attempt integer
) language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  job jobs;
begin
  select * into job from jobs j where j.entry_id = entry;
  if found then
    perform sayso_queue.hold_line(job.kind, job.key);
    select * into job from jobs j where j.id = job.id and j.entry_id = entry for update;
  end if;
  if job.id is null then
    delete from sayso_queue.pgqueuer q where q.id = entry;
  elsif not pg_try_advisory_lock(729446, (job.id % 2147483647)::integer) then
    return query select 'held', job.id, job.kind, job.agency_id, job.key, null, job.attempt;
  elsif job.is_done or job.is_cancelled then
    perform sayso_queue.leave(job.id);
  elsif exists (select from jobs o where o.kind = job.kind and o.key = job.key and o.id <> job.id
      and (o.id < job.id or o.running_since is not null)) then
    update jobs j set entry_id = null where j.id = job.id;
    delete from sayso_queue.pgqueuer q where q.id = entry;
    perform sayso_queue.release(job.id);
  else
    update jobs j set attempt = j.attempt + 1, running_since = clock_timestamp() where j.id = job.id
      returning * into job;
    return query select 'begun', job.id, job.kind, job.agency_id, job.key, job.data::text, job.attempt;
  end if;
end $$;
create function sayso_queue.finish(job bigint, tried integer) returns void language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform sayso_queue.hold_line(j.kind, j.key) from jobs j where j.id = job;
  if exists (select from jobs j where j.id = job and j.attempt = tried for update) then
    perform sayso_queue.leave(job);
  else
    perform sayso_queue.release(job);
  end if;
end $$;
create function sayso_queue.again(job bigint, tried integer, wait interval, is_counted boolean)
  returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  found_job jobs;
begin
  perform sayso_queue.hold_line(j.kind, j.key) from jobs j where j.id = job;
  select * into found_job from jobs j where j.id = job and j.attempt = tried for update;
  if not found then
    perform sayso_queue.release(job);
  elsif found_job.is_done or found_job.is_cancelled then
    perform sayso_queue.leave(job);
  else
    update jobs j set running_since = null, entry_id = sayso_queue.put(j.kind, now() + wait),
      attempt = case when is_counted then j.attempt else j.attempt - 1 end where j.id = job;
    delete from sayso_queue.pgqueuer where id = found_job.entry_id;
    perform sayso_queue.release(job);
  end if;
end $$;
create function sayso_queue.cancel(of_kind text, of_key text) returns void language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  perform sayso_queue.hold_line(of_kind, of_key);
  delete from sayso_queue.pgqueuer q using jobs j
    where j.kind = of_kind and j.key = of_key and j.running_since is null and q.id = j.entry_id;
  delete from jobs j where j.kind = of_kind and j.key = of_key and j.running_since is null;
  perform pg_notify('sayso_cancel', j.id::text) from jobs j where j.kind = of_kind and j.key = of_key;
  update jobs j set is_cancelled = true where j.id in (
    select o.id from jobs o where o.kind = of_kind and o.key = of_key and not o.is_done
    for update skip locked);
end $$;
create function sayso_queue.mend() returns void language plpgsql
  set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from sayso_queue.pgqueuer_log where created < now() - interval '1 hour';
  update jobs j set entry_id = sayso_queue.put(j.kind, j.run_after)
  where j.created_at < now() - interval '1 minute'
    and not exists (select from sayso_queue.pgqueuer q where q.id = j.entry_id)
    and not exists (select from jobs o where o.kind = j.kind and o.key = j.key and o.id < j.id);
end $$;
