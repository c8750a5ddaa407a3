"""People who may sign in.

python -m app.members add EMAIL NAME ROLE   adds or changes somebody, and prints a sign-in link
python -m app.members link EMAIL            prints a new sign-in link, good for 12 hours
python -m app.members token EMAIL           prints a token for programs, good for 14 days
python -m app.members remove EMAIL          locks somebody out
"""

import argparse
import asyncio
from uuid import UUID

import asyncpg

from app.config import config
from app.module import ROLES
from app.sessions import LINK_SECONDS, SESSION_SECONDS, make_token

_SITE = """
insert into public.sites (name) select 'Main' where not exists (select from public.sites)
"""
_ADD = """
insert into public.members (site_id, email, name, role)
select id, lower($1), $2, $3 from public.sites order by created_at limit 1
on conflict (email) do update set name = excluded.name, role = excluded.role returning id
"""
_FIND = "select id from public.members where email = lower($1)"
_REMOVE = "delete from public.members where email = lower($1)"


async def add(dsn: str, email: str, name: str, role: str) -> UUID:
    """Add a member to the first site, or change the one of this address; gives the id."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(_SITE)
        return UUID(str(await connection.fetchval(_ADD, email, name, role)))
    finally:
        await connection.close()


async def find(dsn: str, email: str) -> UUID:
    """The member of this address."""
    connection = await asyncpg.connect(dsn)
    try:
        found = await connection.fetchval(_FIND, email)
    finally:
        await connection.close()
    if found is None:
        raise SystemExit(f"Nobody has the address {email}; add them first.")
    return UUID(str(found))


async def remove(dsn: str, email: str) -> None:
    """Forget a member; their sessions end with it."""
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(_REMOVE, email)
    finally:
        await connection.close()


def link(member_id: UUID) -> str:
    """An address that signs the member in."""
    token = make_token("signin", member_id, LINK_SECONDS)
    return f"{config().public_url.rstrip('/')}/__signin?token={token}"


async def run(arguments: argparse.Namespace) -> None:
    """Do what the command line says."""
    dsn, email = config().database_url, arguments.email
    match arguments.command:
        case "add":
            member_id = await add(dsn, email, arguments.name, arguments.role)
            print(f"{email} may sign in as {arguments.role} (member {member_id}):")
            print(link(member_id))
        case "link":
            print(link(await find(dsn, email)))
        case "token":
            print(make_token("session", await find(dsn, email), SESSION_SECONDS))
        case "remove":
            await remove(dsn, email)


def read_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m app.members")
    commands = parser.add_subparsers(dest="command", required=True)
    for command in ("add", "link", "token", "remove"):
        one = commands.add_parser(command)
        one.add_argument("email")
        if command == "add":
            one.add_argument("name")
            one.add_argument("role", choices=list(ROLES))
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(run(read_arguments()))
