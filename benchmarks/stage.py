"""What the benchmarks run on: an embedded database with the salon in it, and servers over it."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import asyncpg
from tests.support.running import installed

from benchmarks.load import Target
from sayso.db import embedded
from sayso.db.database import Database
from sayso.identity.authentication.passwords import Passwords
from sayso.identity.authentication.sessions import SessionKind, Sessions
from sayso.identity.authentication.tokens import AccessTokens
from sayso.identity.people.demo import demo_home
from sayso.identity.secret import new_secret
from sayso.runtime.types import Module
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

SALON = Path(__file__).parents[1] / "tests" / "cases" / "salon" / "spec.json"
_ROWS = """
set session_replication_role = replica;
insert into apps.mod_{p}_clients (site_id, name, mobile, email)
  select '{site}', 'Client ' || i, '07' || (100000000 + i), 'client' || i || '@example.com'
  from generate_series(1, 500) i;
insert into apps.mod_{p}_stylists (site_id, name)
  select '{site}', 'Stylist ' || i from generate_series(1, 20) i;
insert into apps.mod_{p}_services (site_id, name, price, duration)
  select '{site}', 'Service ' || i, 20 + i, 15 + i from generate_series(1, 30) i;
insert into apps.mod_{p}_appointments
    (site_id, client_id, stylist_id, service_id, starts_at, notes, status, created_at)
  select '{site}', c.ids[1 + i % 500], s.ids[1 + i % 20], v.ids[1 + i % 30],
    timestamptz '2020-01-01' + i * interval '3 minutes', 'Note ' || i,
    (array['booked', 'confirmed', 'done', 'cancelled', 'no_show'])[1 + i % 5],
    timestamptz '2020-01-01' + i * interval '1 minute'
  from generate_series(1, {rows}) i,
    (select array_agg(id) ids from apps.mod_{p}_clients) c,
    (select array_agg(id) ids from apps.mod_{p}_stylists) s,
    (select array_agg(id) ids from apps.mod_{p}_services) v;
set session_replication_role = origin;
"""


@dataclass(frozen=True, slots=True)
class Stage:
    """An installed salon with rows, and what is needed to reach it."""

    home: Path
    dsn: str
    module: Module
    member_id: str
    role: str
    session: str

    def environment(self, port: int) -> dict[str, str]:
        """For a server of either side on this port."""
        return os.environ | {
            "SAYSO_HOME": str(self.home),
            "SAYSO_PORT": str(port),
            "DATABASE_URL": self.dsn,
            "BENCH_DSN": self.dsn,
            "BENCH_PORT": str(port),
            "BENCH_PREFIX": self.module.prefix,
            "BENCH_SITE_ID": str(self.module.site.id),
            "BENCH_MEMBER_ID": self.member_id,
            "BENCH_ROLE": self.role,
        }

    def target(self, port: int) -> Target:
        """The module on a Sayso that listens there."""
        host = f"{self.module.slug}.localhost:{port}"
        return Target(port, host, {"Cookie": f"sayso_session={self.session}", "Origin": f"http://{host}"})


@asynccontextmanager
async def stage(rows: int) -> AsyncIterator[Stage]:
    """The salon with so many appointments."""
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as name:
        os.chmod(name, 0o711)  # noqa: PTH101, S103 - the database user has to enter; nothing runs yet
        home = Path(name, "home")
        with embedded.start(home) as server:
            database = await Database.open(server.dsn)
            try:
                yield await _prepare(database, home, server.dsn, rows)
            finally:
                await database.close()


async def _prepare(database: Database, home: Path, dsn: str, rows: int) -> Stage:
    spec = salon_spec()
    async with database.system() as session:
        people = await demo_home(session)
    module = await installed(database, spec, people)
    connection = await asyncpg.connect(dsn)
    await connection.execute(_ROWS.format(p=module.prefix, site=module.site.id, rows=rows))
    for table in ("clients", "stylists", "services", "appointments"):
        await connection.execute(f"vacuum analyze apps.mod_{module.prefix}_{table}")
    await connection.close()
    sessions = Sessions(database, AccessTokens(new_secret(), ""), Passwords())
    new = await sessions.start(people.user_id, SessionKind.MODULE, module_id=module.id)
    role = SpecIndex(spec).widest_role or ""
    return Stage(home, dsn, module, str(people.member_id), role, new.secret)


def salon_spec() -> AppSpec:
    """The salon without field lists, whose masked tables a hand-written query could not read directly."""
    spec = json.loads(SALON.read_text())
    for rule in spec["permissions"]["rules"]:
        rule.pop("fields", None)
    for field in spec["entities"][3]["fields"]:
        field["searchable"] = field["name"] == "notes"
    return AppSpec.model_validate(spec)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running(arguments: list[str], environment: dict[str, str], port: int) -> Iterator[int]:
    """A server process that answers on the port; gives its process id."""
    process = subprocess.Popen([sys.executable, *arguments], env=environment)
    try:
        deadline = time.monotonic() + 30
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{arguments} did not start")
            time.sleep(0.05)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except (OSError, HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


SAYSO = ["-m", "sayso", "serve", "--no-link"]
OPPONENT = ["-m", "benchmarks.opponent"]
