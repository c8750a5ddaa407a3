"""Whatever is weakened in the SQL or in the API, some proof fails and names the element; nothing survives."""

import re
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text

from sayso.compiler.draft import FileDraft
from sayso.compiler.targets.sql import compile_sql
from sayso.db.database import Database
from sayso.db.gate import Gate
from sayso.proofs.digests import digests_of, use_digests_of
from sayso.proofs.report import Report
from sayso.proofs.service import Proofs
from sayso.proofs.types import Actor, Api, Caller, Reply
from sayso.runtime.plan import ModulePlan
from sayso.spec.model import AppSpec
from sayso.web.inprocess import InProcess
from tests.proofs.revisions import Candidate, with_remark
from tests.proofs.strict import strict_salon
from tests.support.postgres import fresh_database
from tests.support.servers import TestServer

pytestmark = pytest.mark.rotating(27)

ENTITIES = frozenset({"appointment", "client", "service", "stylist"})
SITE = r"site_id = \(select apps\.current_site\(\)\)"


@dataclass(frozen=True)
class Weakening:
    """Something taken out of the SQL, and the element that a diagnostic has to name."""

    name: str
    pattern: str
    put: str
    names: str
    count: int = 1
    shows_on: str = ""
    """The entity whose proofs find it, where it is another than the one that is named."""


def _policy(action: str, table: str) -> str:
    """The beginning of a policy, up to its conditions."""
    return rf"(create policy may_{action} on apps\.mod_\w+_{table} for \w+\s+(?:using|with check) \(\s+)"


WEAKENED = [
    Weakening(
        "a read policy lets everybody in",
        _policy("read", "appointments") + r".*?\n  \);",
        r"\1true);",
        "permissions.rules.stylist.appointment.read",
    ),
    Weakening(
        "a read policy forgets the site",
        _policy("read", "clients") + SITE,
        r"\1true",
        "permissions.rules.owner.client.read",
    ),
    Weakening(
        "an own policy forgets the site",
        _policy("read", "stylists") + SITE,
        r"\1true",
        "permissions.rules.trainee.stylist.read",
    ),
    Weakening(
        "a read policy is missing",
        _policy("read", "services") + r".*?\n  \);",
        "",
        "permissions.rules.owner.service.read",
    ),
    Weakening(
        "a create policy lets everybody in",
        _policy("create", "services") + r".*?\n  \);",
        r"\1true);",
        "permissions.rules.stylist.service.create",
    ),
    Weakening(
        "a create policy forgets the site",
        _policy("create", "clients") + SITE,
        r"\1true",
        "permissions.rules.owner.client.create",
    ),
    Weakening(
        "a create policy is missing",
        _policy("create", "clients") + r".*?\n  \);",
        "",
        "permissions.rules.stylist.client.create",
    ),
    Weakening(
        "an update policy lets every row be changed",
        r"(create policy may_update on apps\.mod_\w+_services for update\s+using \().*?\n  \);",
        r"\1true) with check (true);",
        "permissions.rules.stylist.service.update",
    ),
    Weakening(
        "an update policy looks away when a row is moved",
        r"(create policy may_update on apps\.mod_\w+_appointments .*?with check \().*?\n  \);",
        r"\1true);",
        "permissions.rules.senior.appointment.fields.stylist",
    ),
    Weakening(
        "a delete policy takes any role",
        _policy("delete", "clients") + r"(.*?)\(select apps\.module_role\(\)\) = 'owner'",
        r"\1\2true",
        "permissions.rules.stylist.client.delete",
    ),
    Weakening(
        "a delete policy is missing",
        _policy("delete", "appointments") + r".*?\n  \);",
        "",
        "permissions.rules.trainee.appointment.delete",
    ),
    Weakening(
        "rows are the creator's in place of the stylist's",
        r"stylist_id = \(select apps\.mod_\w+_own_stylist\(\)\)",
        "created_by = (select apps.current_member())",
        "permissions.rules.stylist.appointment.read",
        count=0,
    ),
    Weakening(
        "rows are the client's in place of the stylist's",
        r"stylist_id = (\(select apps\.mod_\w+_own_stylist\(\)\))",
        r"client_id = \1",
        "permissions.rules.stylist.appointment.read",
        count=0,
    ),
    Weakening(
        "somebody else is taken for the stylist",
        r" and r\.member_id = \(select apps\.current_member\(\)\)\n",
        " and r.member_id <> (select apps.current_member()) limit 1\n",
        "permissions.rules.stylist.appointment",
    ),
    Weakening(
        "a creator's row is anybody's",
        r"'trainee' and created_by = \(select apps\.current_member\(\)\)",
        "'trainee'",
        "permissions.rules.trainee.appointment",
        count=0,
    ),
    Weakening(
        "row-level security is off",
        r"(alter table apps\.mod_\w+_clients) enable row level security, force row level security;",
        r"\1 disable row level security;",
        "entities.client",
    ),
    Weakening(
        "a mask is left out of the view",
        r"case when \([^\n]*? then t\.price end as price",
        "t.price as price",
        "permissions.rules.stylist.service.fields.price",
    ),
    Weakening(
        "a mask hides too much",
        r"\n  t\.duration,",
        r"\n  null::bigint as duration,",
        "permissions.rules.stylist.service.fields.duration",
    ),
    Weakening(
        "a masked table is granted in full",
        r"select \(id, site_id, created_at, updated_at, created_by, version\),(\n[^;]*_services to)",
        r"select (id, site_id, created_at, updated_at, created_by, version, price),\1",
        "permissions.rules.stylist.service.fields.price",
    ),
    Weakening(
        "the view over all rows is open",
        r"(grant select on apps\.mod_\w+_clients_all to sayso_owner)",
        r"\1, sayso_app",
        "client",
    ),
    Weakening(
        "the site of a row can be written",
        r"update \((name, mobile)",
        r"update (site_id, created_by, \1",
        "permissions.rules.owner.client.update",
    ),
    Weakening(
        "the guard of fields is not in force",
        r"create trigger check_fields before insert or update on apps\.mod_\w+_clients\n.*?;",
        "",
        "permissions.rules.trainee.client.fields.name",
    ),
    Weakening(
        "the guard of fields forgets one",
        r"\n *when new\.birthday is distinct from old\.birthday then 'birthday'",
        "",
        "permissions.rules.trainee.client.fields.birthday",
    ),
    Weakening(
        "the guard of fields is not asked on create",
        r"if tg_op = 'INSERT' then(\s+if field is null)",
        r"if false then\1",
        "permissions.rules.trainee.client.fields.email",
    ),
    Weakening(
        "the guard of fields refuses what is allowed",
        r"(field := case\n)(\s+when new\.name is distinct from old\.name)",
        r"\1        when new.mobile is distinct from old.mobile then 'mobile'\n\2",
        "permissions.rules.trainee.client.update",
    ),
    Weakening(
        "links are anybody's to read",
        r"(create policy may_read on apps\.mod_\w+_stylist_services for select\s+using \().*?\);\n",
        r"\1true);\n",
        "permissions.rules.trainee.stylist",
    ),
    Weakening(
        "links are anybody's to make",
        r"(create policy may_create on apps\.mod_\w+_stylist_services for insert\s+with check \().*?\);\n",
        r"\1true);\n",
        "permissions.rules.stylist.stylist.fields.services",
    ),
    Weakening(
        "links are nobody's to remove",
        r"create policy may_delete on apps\.mod_\w+_stylist_services .*?;\n",
        "",
        "permissions.rules.owner.stylist.fields.services",
    ),
    Weakening(
        "the name of a hidden parent is told",
        r"from apps\.(mod_\w+_services) service_3",
        r"from apps.\1_all service_3",
        "permissions.rules.trainee.service",
        shows_on="appointment",
    ),
    Weakening(
        "the history is everybody's",
        r"(create policy may_read on apps\.mod_\w+_history for select\s+using \().*?\n  \);",
        r"\1true);",
        "permissions.rules.stylist.appointment.read",
    ),
    Weakening(
        "the history forgets what is hidden",
        r"(when h\.entity = 'ent_\w+') and [^\n]* = 'owner' then(\n\s+'[^\n]*\"price\")",
        r"\1 then\2",
        "permissions.rules.stylist.service.fields.price",
    ),
    Weakening(
        "the flow is not in force",
        r"create trigger check_transition .*?;",
        "",
        "flows.appointment",
    ),
    Weakening(
        "a move is added",
        r"moved = 'booked > confirmed'",
        "moved in ('booked > confirmed', 'done > booked')",
        "flows.appointment.states.done",
    ),
    Weakening(
        "a move is taken away",
        r"moved = 'booked > cancelled'",
        "false",
        "flows.appointment.transitions.cancel",
    ),
    Weakening(
        "a move is open to every role",
        r"if \(\(role is null or role in \('owner'\)\)\) then\n(\s+return new)",
        r"if true then\n\1",
        "flows.appointment.transitions.mark_no_show",
    ),
    Weakening(
        "a guard is not asked",
        r"\(\(new\.starts_at <= now\(\)\) is not false\)",
        "true",
        "flows.appointment.transitions.finish",
    ),
    Weakening(
        "a row may start anywhere",
        r"if new\.status is distinct from 'booked' and",
        "if false and",
        "flows.appointment.initial",
    ),
    Weakening(
        "a column is missing",
        r"\n  t\.starts_at,",
        "",
        "appointment",
    ),
]


_AS_A_WHOLE = "a move is open to every role"


def _cases(weakenings: "Sequence[Weakening | ApiWeakening]") -> list[Any]:
    """Each on the part that it concerns; one on the whole module too, with `make check-deep` all of them."""
    return [
        pytest.param(
            how,
            is_whole,
            id=f"{how.name}{', whole' if is_whole else ''}",
            marks=pytest.mark.deep if is_whole and how.name != _AS_A_WHOLE else (),
        )
        for how in weakenings
        for is_whole in (False, True)
    ]


async def examined(
    opened: Database, proofs: Proofs, spec: AppSpec, how: "Weakening | ApiWeakening", *, is_whole: bool
) -> Report:
    """What is found of a whole module, or where everything but the entity in question was proved before."""
    entity = how.shows_on or _entity_of(how.names)
    if is_whole or not entity:
        return await proofs.examine(spec)
    async with opened.unit(None) as session:
        server = (await session.execute(text("show server_version_num"))).scalar_one()
    digests = digests_of(spec, server)
    every = {*digests.items(), *use_digests_of(spec, digests).items()}
    known = frozenset(digest for name, digest in every if name != entity)
    report = await proofs.report(Candidate(None, spec, known=known))
    assert report.proved == (entity,)
    return report


def _entity_of(names: str) -> str:
    """The entity that an element belongs to; none where it says no more than a kind of action."""
    words = names.partition(".fields")[0].split(".")
    return next((word for word in reversed(words) if word in ENTITIES), "")


@pytest.fixture(scope="module")
async def opened(postgres: TestServer) -> AsyncIterator[Database]:
    """One database for all: proofs leave nothing behind."""
    async with fresh_database(postgres) as database:
        found = await Database.open(database.dsn)
        yield found
        await found.close()


def weakened(how: Weakening) -> Callable[[AppSpec, str], list[FileDraft]]:
    """The compiler with something taken out of what it writes."""

    def compile_weakened(spec: AppSpec, prefix: str) -> list[FileDraft]:
        found = []
        for draft in compile_sql(spec, prefix):
            script = draft.text
            if draft.path.endswith("create.sql"):
                script = re.sub(how.pattern, how.put, script, count=how.count, flags=re.DOTALL)
                assert script != draft.text, f"{how.name}: the pattern is not found"
            found.append(replace(draft, text=script))
        return found

    return compile_weakened


async def test_what_is_weakened_by_a_change_is_found_on_its_part_of_the_module(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    before = strict_salon(salon)
    after = with_remark(before, "service")
    how = next(how for how in WEAKENED if how.name == "a mask is left out of the view")
    proofs = Proofs(opened, routes, compile=weakened(how))
    report = await proofs.report(Candidate(before, after))
    assert any(how.names in found.path for found in report.diagnostics), report.sentences


async def test_nothing_fails_where_nothing_is_weakened(
    opened: Database, routes: InProcess, salon: AppSpec
) -> None:
    report = await Proofs(opened, routes).examine(strict_salon(salon))
    assert report.diagnostics == ()
    assert report.findings.open == {}


@pytest.mark.parametrize(("how", "is_whole"), _cases(WEAKENED))
async def test_what_is_weakened_in_the_database_is_found(
    opened: Database, routes: InProcess, salon: AppSpec, how: Weakening, *, is_whole: bool
) -> None:
    proofs = Proofs(opened, routes, compile=weakened(how))
    report = await examined(opened, proofs, strict_salon(salon), how, is_whole=is_whole)
    assert not report.holds
    assert any(how.names in found.path for found in report.diagnostics), [
        found.path for found in report.diagnostics
    ]


Lie = Callable[[Actor | None, str, str, Reply], Reply]


class LyingApi:
    """The real routes, whose answers are changed on the way."""

    def __init__(self, api: Api, actors: Sequence[Actor], how: "ApiWeakening") -> None:
        self._api = api
        self._owner = next(actor for actor in actors if actor.role == "owner")
        self._how = how

    async def __call__(self, actor: Actor | None, method: str, path: str, body: object = None) -> Reply:
        """Answer as the weakened API would."""
        acting = self._owner if self._how.as_owner(actor, method, path) else actor
        return self._how.lie(await self._api(acting, method, path, body))


@dataclass(frozen=True)
class LyingCaller:
    """Gives an API that is weakened."""

    caller: Caller
    how: "ApiWeakening"

    def over(self, plan: ModulePlan, gate: Gate, actors: Sequence[Actor]) -> Api:
        """The API of the module."""
        return LyingApi(self.caller.over(plan, gate, actors), actors, self.how)


@dataclass(frozen=True)
class ApiWeakening:
    """Calls that are answered as if the owner had made them, or with other answers."""

    name: str
    names: str
    as_owner: Callable[[Actor | None, str, str], bool] = lambda _actor, _method, _path: False
    lie: Callable[[Reply], Reply] = lambda reply: reply
    shows_on: str = ""


def _by(role: str, method: str, part: str) -> Callable[[Actor | None, str, str], bool]:
    return lambda actor, called, path: (
        actor is not None and actor.role == role and called == method and part in path
    )


def _without(name: str) -> Callable[[Reply], Reply]:
    def lie(reply: Reply) -> Reply:
        if isinstance(reply.data, dict) and name in reply.data:
            return replace(reply, data={**reply.data, name: None})
        return reply

    return lie


def _total(reply: Reply) -> Reply:
    if isinstance(reply.data, dict) and "page" in reply.data:
        page: dict[str, Any] = {**reply.data["page"], "total": reply.data["page"].get("total", 0) + 1}
        return replace(reply, data={**reply.data, "page": page})
    return reply


API_WEAKENED = [
    ApiWeakening(
        "a list shows everything", "stylist.appointment.read", _by("stylist", "GET", "/appointments")
    ),
    ApiWeakening(
        "a hidden field is shown", "stylist.service.fields.price", _by("stylist", "GET", "/services")
    ),
    ApiWeakening("anybody may create", "trainee.service.create", _by("trainee", "POST", "/services")),
    ApiWeakening("anybody may change", "stylist.service.update", _by("stylist", "PATCH", "/services")),
    ApiWeakening("anybody may delete", "stylist.client.delete", _by("stylist", "DELETE", "/clients")),
    ApiWeakening("fields are not guarded", "trainee.client.fields", _by("trainee", "PATCH", "/clients")),
    ApiWeakening(
        "anybody may move",
        "flows.appointment.transitions.mark_no_show",
        _by("stylist", "POST", "/transitions/mark_no_show"),
    ),
    ApiWeakening(
        "nobody has to sign in",
        "entities.client",
        lambda actor, method, path: actor is None and method == "GET" and "/clients" in path,
    ),
    ApiWeakening(
        "a list is sorted by what is hidden",
        "stylist.service.fields.price",
        _by("stylist", "GET", "?sort=price"),
    ),
    ApiWeakening(
        "figures are made of what is hidden",
        "stylist.service.fields.price",
        _by("stylist", "GET", "measures=sum:price"),
    ),
    ApiWeakening("a value is lost", "entities.client.fields.mobile", lie=_without("mobile")),
    ApiWeakening("the count tells of hidden rows", ".read", lie=_total, shows_on="appointment"),
]


@pytest.mark.parametrize(("how", "is_whole"), _cases(API_WEAKENED))
async def test_what_is_weakened_in_the_api_is_found(
    opened: Database, routes: InProcess, salon: AppSpec, how: ApiWeakening, *, is_whole: bool
) -> None:
    proofs = Proofs(opened, LyingCaller(routes, how))
    report = await examined(opened, proofs, strict_salon(salon), how, is_whole=is_whole)
    assert not report.holds
    assert any(how.names in found.path for found in report.diagnostics), [
        found.path for found in report.diagnostics
    ]
