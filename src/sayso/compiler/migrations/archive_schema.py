"""Where things are while no revision shows them: the schema ``apps_archive``, columns ``archived_…``."""

import re

from sayso.compiler.identifiers import archive_stem, quote, shorten

SCHEMA = "apps_archive"
ENSURE = f"""do $$
begin
  if to_regnamespace('{SCHEMA}') is null then
    create schema {SCHEMA};
  end if;
  if not has_schema_privilege('sayso_owner', '{SCHEMA}', 'create') then
    grant usage, create on schema {SCHEMA} to sayso_owner;
  end if;
end $$;"""
"""Makes the schema of the archive where there is none; no request may use it."""


def archived_column(key: str) -> str:
    """What the column of an element is called while the element is gone and its table is not."""
    return quote(f"archived_{key}")


def archived_table(prefix: str, key: str) -> str:
    """The bare name of a table in the archive; its end is always the id."""
    return f"{archive_stem(prefix)}{key}"


def archived_element(prefix: str, table: str) -> str | None:
    """The id of the entity or relationship that an archived table held; none for other tables."""
    key = table.removeprefix(archive_stem(prefix))
    return key if re.fullmatch(r"(ent|rel)_[a-z0-9]+", key) else None


def catalogue_type(type_: str) -> str:
    """What PostgreSQL calls a type that we call shorter."""
    return {"time": "time without time zone", "timestamptz": "timestamp with time zone"}.get(type_, type_)


def whole_of(key: str) -> str:
    """Under what a text is kept that was put together or taken apart: it returns with just that undone."""
    return f"{key}.whole"


def values_table(prefix: str) -> str:
    """Single values that did not survive a step, qualified."""
    return f"{SCHEMA}.{quote(shorten(f'mod_{prefix}_values'))}"


def ensure_values(prefix: str) -> str:
    """Makes the table of single values where there is none."""
    table = values_table(prefix)
    return f"""set role sayso_owner;
create table if not exists {table} (
  id bigint generated always as identity primary key,
  site_id uuid not null,
  entity text not null,
  row_id uuid not null,
  element text not null,
  value jsonb,
  became jsonb,
  at timestamptz not null default now()
);
create index if not exists {quote(shorten(f"mod_{prefix}_values_row_idx"))} on {table} (element, row_id);
reset role;"""
