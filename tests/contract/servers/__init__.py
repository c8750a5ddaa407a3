"""The programs that the suite is run against, by name."""

from tests.contract.server import Starter
from tests.contract.servers.fastapi import start_fastapi
from tests.contract.servers.nextjs import start_nextjs, start_supabase
from tests.contract.servers.sayso import start_sayso

STARTERS: dict[str, Starter] = {
    "sayso": start_sayso,
    "fastapi": start_fastapi,
    "nextjs": start_nextjs,
    "supabase": start_supabase,
}
