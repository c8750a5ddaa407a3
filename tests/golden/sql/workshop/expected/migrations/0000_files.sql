-- Images and other files that rows refer to by id. Sayso brings this table along; elsewhere it is made here.
do $$
begin
  if to_regclass('public.files') is not null then
    return;
  end if;
  create table public.files (
    id            uuid primary key default gen_random_uuid(),
    site_id       uuid not null default apps.current_site(),
    name          text not null,
    size          bigint not null,
    content_type  text not null,
    sha256        text not null,
    created_by    uuid default apps.current_member(),
    created_at    timestamptz not null default now()
  );
  create index files_site_id_idx on public.files (site_id);
  alter table public.files enable row level security;
  create policy files_of_site on public.files to sayso_app
    using (site_id = (select apps.current_site()));
  grant usage on schema public to sayso_app;
  grant select, insert on public.files to sayso_app;
end $$;
