"""What it costs to know who asks: the same cheap calls with and without credentials, and a long list.

One connection, real HTTP, a started server. What is wanted: at most a millisecond for knowing the sender,
and the list of an agency's 500 modules in less than 50.
"""

import asyncio
import json
import os
import statistics
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import text
from tests.support.running import installed
from tests.support.visitors import SEES_SERVICES, salon_with_visitors

from benchmarks.load import Outcome, Request, Target, in_turn, measure
from benchmarks.stage import SAYSO, free_port, running
from sayso.db import embedded
from sayso.db.database import Database
from sayso.identity.authentication import accounts as account_rows
from sayso.identity.authentication.passwords import Passwords
from sayso.identity.authentication.sessions import SessionKind, Sessions
from sayso.identity.authentication.tokens import AccessTokens
from sayso.identity.keys.service import Keys
from sayso.identity.people import repository
from sayso.identity.permissions import GRANTED, KEY_SCOPES, AgencyRole
from sayso.identity.principal import Principal, PrincipalKind
from sayso.identity.secret import new_secret
from sayso.identity.types import Home
from sayso.runtime.public import PublicAccess
from sayso.runtime.types import Module
from sayso.spec.model import AppSpec

MODULES = 500
ROUNDS = 7
SECONDS = 1.5
WANTED_OVERHEAD, WANTED_LIST = 1.0, 50.0
EMAIL, PASSWORD = "ada@example.com", "four words do not belong"
NOBODY = "nobody"
_OTHERS = """
insert into modules (agency_id, site_id, slug, name, version, status, prefix)
select agency_id, site_id, 'other-' || i, 'Application number ' || i, '1.0.0', 'draft', 'other' || i
from modules, generate_series(1, :others) i where id = :id
"""
Headers = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class People:
    """An agency whose one user has a password, a session at the module and an API key."""

    module: Module
    module_session: str
    key: str


def main() -> None:
    """Prints the medians side by side, and what was wanted."""
    asyncio.run(_main())


async def _main() -> None:
    with tempfile.TemporaryDirectory(prefix="sayso-bench-") as name:
        os.chmod(name, 0o711)  # noqa: PTH101, S103 - the database user has to enter; nothing runs yet
        home = Path(name, "home")
        with embedded.start(home) as server:
            database = await Database.open(server.dsn)
            try:
                people = await _prepare(database)
            finally:
                await database.close()
            port = free_port()
            with running(SAYSO, _environment(home, server.dsn, port), port):
                _report(people, port)


async def _prepare(database: Database) -> People:
    passwords = Passwords()
    hashed = await passwords.hash(PASSWORD)
    async with database.system() as session:
        home = await repository.ensure_home(session, ("acme", "Acme"), ("main", "Main"), (EMAIL, "Ada"))
        await repository.ensure_membership(session, home.site.agency_id, home.user_id, AgencyRole.ADMIN)
        await account_rows.set_password(session, home.user_id, hashed)
    module = await _open_module(database, salon_with_visitors(SEES_SERVICES), home)
    async with database.system() as session:
        await session.execute(text(_OTHERS), {"others": MODULES - 1, "id": module.id})
        agency = await repository.agency_named(session, "acme")
    role = AgencyRole.ADMIN
    ada = Principal(PrincipalKind.PERSON, home.user_id, "Ada", EMAIL, agency, role, GRANTED[role])
    made = await Keys(database).create(ada, "a benchmark", KEY_SCOPES & ada.permissions, timedelta(days=1))
    sessions = Sessions(database, AccessTokens(new_secret(), ""), passwords)
    new = await sessions.start(home.user_id, SessionKind.MODULE, module_id=module.id)
    return People(module, new.secret, made.secret)


async def _open_module(database: Database, spec: AppSpec, home: Home) -> Module:
    """The salon, where anybody may see the services, so that the same call is good without credentials."""
    module = await installed(database, spec, home)
    public = PublicAccess(database)
    state = await public.state(module)
    await public.confirm(module, list(state.surface.keys), home.user_id)
    return module


def _environment(home: Path, dsn: str, port: int) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("SAYSO_")}
    limits = dict.fromkeys(("CALLS", "KEY", "SIGN_IN", "SIGN_IN_ACCOUNT", "VISITOR"), "off")
    return (
        own
        | {"SAYSO_HOME": str(home), "SAYSO_PORT": str(port), "DATABASE_URL": dsn}
        | {f"SAYSO_LIMIT_{name}": value for name, value in limits.items()}
    )


def _report(people: People, port: int) -> None:
    platform = Target(port, f"localhost:{port}", {})
    module = Target(port, f"{people.module.slug}.localhost:{port}", {})
    key = {"Authorization": f"Bearer {people.key}"}
    ways = {
        "cookie": {"Cookie": f"sayso_session={_platform_session(platform)}"},
        "access token": _bearer(platform, "/api/v1/auth/token"),
        "API key": key,
    }
    _overhead("platform, GET /api/v1/health", platform, "/api/v1/health", ways)
    own_ways = {
        "cookie": {"Cookie": f"sayso_session={people.module_session}"},
        "access token": _bearer(module, "/api/session/token"),
        "API key": key,
    }
    _overhead("module, GET /api/session", module, "/api/session", own_ways)
    for name, headers in ways.items():
        _list(name, _with(platform, headers))


def _overhead(what: str, target: Target, path: str, ways: Mapping[str, Headers]) -> None:
    """Every way in turn in each round, so that a machine that drifts drifts for all."""
    print(
        f"{what}: median milliseconds of one connection, {ROUNDS} rounds (wanted at most +{WANTED_OVERHEAD})"
    )
    targets = [target, *(_with(target, headers) for headers in ways.values())]
    rounds = in_turn(ROUNDS, *(_run(one, path) for one in targets))
    plain, *others = rounds
    print(f"  {NOBODY:<14} {_median(plain):6.2f}{_failed(plain)}")
    for name, outcomes in zip(ways, others, strict=True):
        more = statistics.median(b.p50 - a.p50 for a, b in zip(plain, outcomes, strict=True))
        print(f"  {name:<14} {_median(outcomes):6.2f}   {more:+.2f}{_failed(outcomes)}")


def _list(name: str, target: Target) -> None:
    path = f"/api/v1/modules?limit={MODULES}"
    found = len(json.loads(_ask(target, "GET", path))["items"])
    outcome = measure(target, [("GET", path, b"")], connections=1, seconds=2 * SECONDS)
    print(
        f"list of {found} modules, {name}: p50 {outcome.p50:.1f} ms, p95 {outcome.p95:.1f} ms "
        f"(wanted less than {WANTED_LIST:.0f}){_failed([outcome])}"
    )


def _run(target: Target, path: str) -> Callable[[], Outcome]:
    request: Request = ("GET", path, b"")
    return lambda: measure(target, [request], connections=1, seconds=SECONDS)


def _with(target: Target, headers: Headers) -> Target:
    return Target(target.port, target.host, {**target.headers, **headers})


def _median(outcomes: list[Outcome]) -> float:
    return statistics.median(outcome.p50 for outcome in outcomes)


def _failed(outcomes: list[Outcome]) -> str:
    failed = sum(outcome.failed for outcome in outcomes)
    return f"   {failed} FAILED" if failed else ""


def _bearer(target: Target, path: str) -> Headers:
    form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    tokens = json.loads(_ask(_with(target, kind), "POST", path, urlencode(form)))
    return {"Authorization": f"Bearer {tokens['access_token']}"}


def _platform_session(target: Target) -> str:
    """The value of the cookie that signing in with the password sets."""
    connection = HTTPConnection("127.0.0.1", target.port, timeout=30)
    headers = {"Host": target.host, "Origin": f"http://{target.host}", "Content-Type": "application/json"}
    body = json.dumps({"email": EMAIL, "password": PASSWORD})
    connection.request("POST", "/api/v1/auth/session", body, headers)
    answer = connection.getresponse()
    answer.read()
    cookies = answer.headers.get_all("Set-Cookie") or []
    connection.close()
    return next(
        one.partition("=")[2].partition(";")[0] for one in cookies if one.startswith("sayso_session=")
    )


def _ask(target: Target, method: str, path: str, body: str | None = None) -> bytes:
    connection = HTTPConnection("127.0.0.1", target.port, timeout=30)
    connection.request(method, path, body, {"Host": target.host, **target.headers})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    if answer.status >= 400:
        raise RuntimeError(f"{method} {path} answered {answer.status}: {content.decode()}")
    return content


if __name__ == "__main__":
    main()
