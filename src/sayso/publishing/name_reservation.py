"""Names of new modules: chosen before anything is made under them, and held until the module is there."""

from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from sayso.db.database import Database
from sayso.errors import InputError
from sayso.kit.words import snake
from sayso.runtime import repository

RESERVED_SLUGS = frozenset({"www", "api", "app", "apps", "studio", "admin", "static", "localhost", "sayso"})
LONGEST_PREFIX = 20
_SPACE = 1_401_204
"""First half of the key of the advisory locks; the second is a hash of the name."""


@dataclass(frozen=True, slots=True)
class Names:
    """A host name and a table prefix that no other module has.

    A prefix has no underscore, so that ``mod_<prefix>_`` begins the tables of one module only.
    """

    slug: str
    prefix: str


@asynccontextmanager
async def reserved_names(database: Database, wanted: str) -> AsyncIterator[Names]:
    """Free names for a module: the slug ``wanted`` where it is free, otherwise with a number.

    Nobody else is given them meanwhile. They are held by a connection, so that a crash frees them.

    Raises:
        InputError: when no module can have this slug.
    """
    if wanted.startswith("xn--"):
        raise InputError(f'"{wanted}" cannot be a host name.', hint="Choose another slug.")
    connection = await asyncpg.connect(database.dsn, server_settings={"application_name": "sayso-names"})
    try:
        yield await _reserve(connection, database, wanted)
    finally:
        await connection.close()


async def _reserve(
    connection: "asyncpg.Connection[asyncpg.Record]", database: Database, wanted: str
) -> Names:
    """Names that are free although they are held already: whoever held them before may have used them."""
    stem = snake(wanted).replace("_", "")[:LONGEST_PREFIX]
    held, busy = set[str](), set[str]()
    while True:
        async with database.system() as session:
            slugs, prefixes = await repository.taken_names(session, wanted, stem)
        names = Names(
            _first_free(f"{wanted}-", wanted, slugs | RESERVED_SLUGS | busy),
            _first_free(stem, stem, prefixes | busy),
        )
        new = {names.slug, names.prefix} - held
        if not new:
            return names
        for name in new:
            query = "select pg_try_advisory_lock($1, hashtext($2))"
            is_ours = await connection.fetchval(query, _SPACE, name)
            (held if is_ours else busy).add(name)


def _first_free(stem: str, plain: str, taken: Container[str]) -> str:
    """The plain name, or the stem with the first number that makes it free."""
    name, number = plain, 1
    while name in taken:
        number += 1
        name = f"{stem}{number}"
    return name
