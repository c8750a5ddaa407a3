"""Who gets in to the embedded server: Sayso alone, by a password, as a role that is no superuser.

Nobody logs in as the superuser, who has no password and whom ``pg_hba.conf`` does not let in: what needs one
is done by the server's own program before it serves (``postgres --single``), which only who owns the data can
start. The password lies in the home folder, for its owner's eyes; what escapes from a sandbox, or belongs to
another user of the machine, reaches no more than a socket that asks for it.
"""

import hashlib
import os
import re
import secrets
from pathlib import Path

from sayso.db.roles import MAKE_ROLES, ROLES
from sayso.db.system_user import SystemUser

DATABASE = "sayso"
LOGIN = "sayso"
SUPERUSER = "postgres"
PASSWORD_FILE = "postgres.password"  # noqa: S105 - the name of a file
_LINE = re.compile(rf"\*:\*:\*:{LOGIN}:([\w-]{{43}})\n")

_MAKE_LOGIN = f"""
do $$
declare given text;
begin
  if not exists (select from pg_roles where rolname = '{LOGIN}') then
    create role {LOGIN};
  end if;
  alter role {LOGIN} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication
    password '%s';
  alter role {SUPERUSER} password null;
  foreach given in array array{list(ROLES)} loop
    execute format('grant %%I to {LOGIN} with admin option', given);
  end loop;
end $$;
"""
_CREATE = f"create database {DATABASE} owner {LOGIN};\n"
_TAKE_OVER = f"""
do $$
declare found record;
begin
  perform set_config('search_path', '', true);
  alter database {DATABASE} owner to {LOGIN};
  for found in
    with schemas as (
      select oid, nspname, nspowner from pg_catalog.pg_namespace
      where nspname !~ '^pg_' and nspname <> 'information_schema'
    ), members as (
      select classid, objid from pg_catalog.pg_depend where deptype in ('e', 'i')
    )
    select 'schema' as kind, quote_ident(nspname) as name from schemas
    where nspowner = '{SUPERUSER}'::regrole
    union all
    select 'table', format('%I.%I', s.nspname, c.relname)
    from pg_catalog.pg_class c join schemas s on s.oid = c.relnamespace
    where c.relowner = '{SUPERUSER}'::regrole and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
      and ('pg_class'::regclass, c.oid) not in (select classid, objid from members)
      and not exists (
        select from pg_catalog.pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
          and d.refclassid = 'pg_class'::regclass and d.deptype = 'a' and c.relkind = 'S'
      )
    union all
    select 'routine', format('%I.%I(%s)', s.nspname, p.proname, pg_get_function_identity_arguments(p.oid))
    from pg_catalog.pg_proc p join schemas s on s.oid = p.pronamespace
    where p.proowner = '{SUPERUSER}'::regrole
      and ('pg_proc'::regclass, p.oid) not in (select classid, objid from members)
    union all
    select 'type', format('%I.%I', s.nspname, t.typname)
    from pg_catalog.pg_type t join schemas s on s.oid = t.typnamespace
    where t.typowner = '{SUPERUSER}'::regrole and t.typtype in ('e', 'd', 'r', 'c')
      and (t.typtype <> 'c' or (select relkind from pg_catalog.pg_class where oid = t.typrelid) = 'c')
      and ('pg_type'::regclass, t.oid) not in (select classid, objid from members)
  loop
    execute format('alter %s %s owner to {LOGIN}', found.kind, found.name);
  end loop;
end $$;
"""  # noqa: S608 - two names of ours
"""What an earlier Sayso made in its database, where it was the superuser, goes to the login."""


def password_of(home: Path) -> str:
    """The password of the login, made where there is none, in a file that clients of PostgreSQL read."""
    file = home / PASSWORD_FILE
    if file.exists() and (found := _LINE.fullmatch(file.read_text(encoding="ascii", errors="replace"))):
        file.chmod(0o600)
        return found[1]
    made = secrets.token_urlsafe(32)
    unfinished = home / f"{PASSWORD_FILE}.tmp"
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:  # noqa: PTH123 - private as it is made
        out.write(f"*:*:*:{LOGIN}:{made}\n")
        out.flush()
        os.fsync(out.fileno())
    unfinished.replace(file)
    return made


def is_given(data: Path, password: str) -> bool:
    """Whether the server lets in whom it should, by this password; an earlier Sayso's lets in everybody."""
    file = data / "pg_hba.conf"
    return file.exists() and file.read_text(errors="replace") == _rules(password)


def to_create(password: str) -> str:
    """What makes the login and its database on a new server, for ``postgres --single -j``."""
    return "\n".join((MAKE_ROLES, _MAKE_LOGIN % password, _CREATE, ""))


def to_take_over(password: str) -> str:
    """What gives the login all that an earlier Sayso made; may be run again."""
    return "\n".join((MAKE_ROLES, _MAKE_LOGIN % password, _TAKE_OVER, ""))


def close(data: Path, password: str, user: SystemUser | None) -> None:
    """Let nobody in but the login: the last step, so that one that was cut short is done again."""
    unfinished = data / "pg_hba.conf.new"
    unfinished.unlink(missing_ok=True)
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:  # noqa: PTH123 - as above
        out.write(_rules(password))
        out.flush()
        os.fsync(out.fileno())
    if user:
        user.owns(unfinished)
    unfinished.replace(data / "pg_hba.conf")


def _rules(password: str) -> str:
    """``pg_hba.conf``. The digest tells the password and what is set up; another one has it done anew."""
    digest = hashlib.sha256((to_create(password) + to_take_over(password)).encode()).hexdigest()
    return (
        f"# Written by Sayso when it starts, for what it has set up ({digest}).\n"
        f"local {DATABASE} {LOGIN} scram-sha-256\n"
        "local all all reject\n"
    )
