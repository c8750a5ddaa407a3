"""Programs read rows of applications as the person who made them may, at this very moment."""

from typing import Any
from uuid import UUID

import orjson
import pytest
from sqlalchemy import select

from sayso.devloop.programs.grants import ModuleRead
from sayso.identity.people import repository as people
from sayso.identity.permissions import AgencyRole
from sayso.identity.tables import MemberRow
from sayso.runtime.sample.service import fill
from sayso.sandbox.types import Service, ServiceAnswer, ServiceRequest
from sayso.spec.model import AppSpec
from sayso.web.programs import rows
from tests.support.running import Salon
from tests.web.v1.people import make_person

WHOLE = (ModuleRead(slug="salon"),)


class Asker:
    """A program that asks for rows."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def ask(self, path: str, method: str = "GET") -> ServiceAnswer:
        """What it is answered."""
        return await self._service(ServiceRequest(method, path, {}, b""))

    async def read(self, path: str) -> Any:
        """What it reads."""
        answer = await self.ask(path)
        assert answer.status == 200, answer.body
        return orjson.loads(answer.body)

    async def refused(self, path: str, status: int, method: str = "GET") -> str:
        """Why it reads nothing."""
        answer = await self.ask(path, method)
        said = orjson.loads(answer.body)
        assert (answer.status, said["status"]) == (status, status), answer.body
        return f"{said['detail']} {said['hint']}"


def program_of(shop: Salon, user_id: UUID | None, *reads: ModuleRead) -> Asker:
    """A program of this person, which reads the salon unless something else is said."""
    modules = shop.sayso.services.program_modules
    return Asker(modules.service(shop.home.site.agency_id, user_id, reads or WHOLE))


@pytest.fixture
async def busy(shop: Salon, salon: AppSpec) -> Salon:
    """A salon with rows."""
    await fill(shop.sayso.services.database, shop.module, salon)
    return shop


async def stylist_of(busy: Salon) -> tuple[UUID, str]:
    """A stylist who belongs to the agency, and the id of their row."""
    row = (await busy.owner.get("/api/stylists", params={"page_size": 1})).json()["items"][0]
    agency = busy.home.site.agency_id
    async with busy.sayso.services.database.system() as session:
        query = select(MemberRow.user_id).where(MemberRow.id == UUID(row["member_id"]))
        user_id = (await session.execute(query)).scalar_one()
        await people.ensure_membership(session, agency, user_id, AgencyRole.VIEWER)
    busy.sayso.services.admissions.forget()
    return user_id, row["id"]


async def test_it_reads_lists_rows_figures_reports_and_what_there_is(busy: Salon) -> None:
    program = program_of(busy, busy.home.user_id)
    listed = await program.read("/salon/appointments?page_size=2&sort=starts_at")
    assert len(listed["items"]) == 2
    row = await program.read(f"/salon/appointments/{listed['items'][0]['id']}")
    assert row["id"] == listed["items"][0]["id"]
    figures = await program.read("/salon/appointments/stats?measures=count&group_by=stylist")
    assert sum(one["count"] for one in figures["items"]) == listed["page"]["total"]
    assert (await program.read("/salon/reports/turnover_per_month"))["rows"]
    assert (await program.read("/salon/openapi.json"))["openapi"].startswith("3.1")
    exported = await program.ask("/salon/clients/export.csv")
    assert (exported.status, exported.content_type) == (200, "text/csv; charset=utf-8")


async def test_an_entity_may_be_said_by_its_own_name(busy: Salon) -> None:
    """``list("appointment")`` reads what ``list("appointments")`` reads, and no more than that."""
    program = program_of(busy, busy.home.user_id, ModuleRead(slug="salon", entities=("appointment",)))
    several = await program.read("/salon/appointments?page_size=3&sort=starts_at")
    assert (await program.read("/salon/appointment?page_size=3&sort=starts_at"))["items"] == several["items"]
    figures = await program.read("/salon/appointment/stats?measures=count")
    assert figures["items"][0]["count"] == several["page"]["total"]
    assert "does not read" in await program.refused("/salon/client", 403)


async def test_whoever_sees_own_rows_only_has_a_program_that_does(busy: Salon) -> None:
    user_id, stylist = await stylist_of(busy)
    every = (await program_of(busy, busy.home.user_id).read("/salon/appointments"))["page"]["total"]
    own = await program_of(busy, user_id).read("/salon/appointments")
    assert 0 < own["page"]["total"] < every
    assert {row["stylist_id"] for row in own["items"]} == {stylist}
    services = await program_of(busy, user_id).read("/salon/services")
    assert {row["price"] for row in services["items"]} == {None}


async def test_a_role_that_changes_counts_at_the_next_request(busy: Salon) -> None:
    user_id, _ = await stylist_of(busy)
    program = program_of(busy, user_id)
    own = (await program.read("/salon/appointments"))["page"]["total"]
    site, module, services = busy.home.site, busy.module, busy.sayso.services
    runtime = await services.registry.runtime("salon")
    assert runtime is not None
    await services.members.give(site, module.id, runtime.plan.module_roles, user_id, "owner")
    assert (await program.read("/salon/appointments"))["page"]["total"] > own
    await services.members.take_back(site, module.id, user_id)
    assert (await program.read("/salon/appointments"))["page"]["total"] == own


async def test_who_left_or_is_switched_off_reads_nothing_and_it_is_said_why(busy: Salon) -> None:
    services, agency = busy.sayso.services, busy.home.site.agency_id
    user_id = await make_person(busy.sayso, "vera@acme.example", role=AgencyRole.ADMIN)
    program = program_of(busy, user_id)
    await program.read("/salon/clients")
    await services.people.change(agency, user_id, is_active=False)
    assert "Vera made this and is switched off" in await program.refused("/salon/clients", 403)
    await services.people.change(agency, user_id, is_active=True)
    await program.read("/salon/clients")
    await services.people.remove(agency, user_id)
    assert "does not belong to the agency any more" in await program.refused("/salon/clients", 403)
    gone = program_of(busy, None)
    assert "does not belong to the agency any more" in await gone.refused("/salon/clients", 403)
    robot = await make_person(busy.sayso, "robot@acme.example", role=AgencyRole.API_USER)
    assert "no role in this application" in await program_of(busy, robot).refused("/salon/clients", 403)


async def test_it_changes_nothing(busy: Salon) -> None:
    program = program_of(busy, busy.home.user_id)
    for method in ("POST", "PATCH", "PUT", "DELETE"):
        assert "GET" in await program.refused("/salon/clients", 405, method)


async def test_it_reads_what_it_says_it_reads(busy: Salon) -> None:
    named = program_of(busy, busy.home.user_id, ModuleRead(slug="salon", entities=("client", "services")))
    await named.read("/salon/clients")
    await named.read("/salon/services/stats?measures=count")
    assert "does not read “appointments”" in await named.refused("/salon/appointments", 403)
    assert "does not read “reports”" in await named.refused("/salon/reports/turnover_per_month", 403)
    assert "does not read the application “other”" in await named.refused("/other/clients", 403)
    assert "not answered at “session”" in await named.refused("/salon/session", 403)
    assert "not answered at “files”" in await named.refused("/salon/files/x", 403)
    assert "Did you mean" in await named.refused("/salon/clint", 404)
    assert "There is no application" in await program_of(
        busy, busy.home.user_id, ModuleRead(slug="gone")
    ).refused("/gone/clients", 404)


async def test_an_application_of_another_agency_is_like_one_that_is_not_there(busy: Salon) -> None:
    other = await busy.sayso.home("globex", "gus@globex.example")
    modules = busy.sayso.services.program_modules
    stranger = Asker(modules.service(other.site.agency_id, other.user_id, WHOLE))
    assert await modules.facts(other.site.agency_id, other.user_id) == []
    assert await modules.role(other.site.agency_id, other.user_id, "salon") == ("salon", None)
    assert "There is no application “salon” here" in await stranger.refused("/salon/clients", 404)


async def test_too_long_an_answer_is_refused(busy: Salon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_BYTES", 100)
    program = program_of(busy, busy.home.user_id)
    assert "Ask for fewer rows" in await program.refused("/salon/clients/export.csv", 413)


async def test_odd_addresses_are_refused_in_words(busy: Salon) -> None:
    for path in ["", "/", "//salon/clients", "/salon/../x", "/%00", "/salon/clients?%ff=1", "[::1"]:
        answer = await program_of(busy, busy.home.user_id).ask(path)
        assert answer.status in {200, 400, 403, 404}
        assert b"Traceback" not in answer.body


async def test_a_writer_is_told_what_the_person_may_read(busy: Salon) -> None:
    modules, agency = busy.sayso.services.program_modules, busy.home.site.agency_id
    [salon] = await modules.facts(agency, busy.home.user_id)
    assert (salon["slug"], salon["role"], salon["currency"]) == ("salon", "owner", "GBP")
    assert [one["name"] for one in salon["reports"]] == ["appointments_per_stylist", "turnover_per_month"]
    appointment = next(one for one in salon["entities"] if one["name"] == "appointment")
    assert (appointment["collection"], appointment["state_field"]) == ("appointments", "status")
    assert {one["name"] for one in appointment["relations"]} == {"client", "stylist", "service"}
    names = {one["name"] for entity in salon["entities"] for one in entity["fields"]}
    assert {"price", "created_at"} <= names

    user_id, _ = await stylist_of(busy)
    [seen] = await modules.facts(agency, user_id)
    service = next(one for one in seen["entities"] if one["name"] == "service")
    assert {one["name"] for one in service["fields"]} == {"name", "duration", "created_at", "updated_at"}
    assert await modules.role(agency, user_id, "salon") == ("Salon", "Stylist")
    assert await modules.facts(agency, None) == []
    await busy.sayso.services.people.remove(agency, user_id)
    assert await modules.facts(agency, user_id) == []
