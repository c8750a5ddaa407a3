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

alter table apps.mod_shop_clients add column if not exists _new_696ddd690ab2 text;
