"""Secrets of programs: entered once, never shown, for the hosts they are meant for and one agency alone."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from sayso.db.keyset import Window
from sayso.sandbox.types import RequestRecord
from sayso.secrets.service import LostSecretError
from tests.support.office import Caller, Office

VALUE = "wx-5up3r-s3cr3t"


@pytest.fixture
async def boss(office: Office) -> Caller:
    """An administrator."""
    return await office.person("boss@example.com", "admin")


async def put(
    caller: Caller, name: str = "WEATHER_KEY", hosts: tuple[str, ...] = ("api.example.com",)
) -> Any:
    """A secret for some hosts."""
    return await caller.call("PUT", f"/secrets/{name}", {"value": VALUE, "hosts": list(hosts)})


async def agency_of(office: Office) -> UUID:
    """The agency that people of the office belong to."""
    async with office.sayso.services.database.system() as session:
        found = await session.execute(text("select id from agencies where slug = 'my-company'"))
        return UUID(str(found.scalar_one()))


async def test_a_secret_is_entered_listed_without_its_value_and_removed(boss: Caller) -> None:
    assert await boss.call("GET", "/secrets") == {"items": []}
    entered = await put(boss, hosts=("API.Example.com", "*.example.org", "10.0.0.5:8080"))
    assert entered["hosts"] == ["api.example.com", "*.example.org", "10.0.0.5:8080"]
    listed = (await boss.ask_for("GET", "/secrets")).text
    assert "WEATHER_KEY" in listed
    assert VALUE not in listed
    assert (await boss.ask_for("DELETE", "/secrets/WEATHER_KEY")).status_code == 204
    assert (await boss.ask_for("DELETE", "/secrets/WEATHER_KEY")).status_code == 404


async def test_what_cannot_be_a_secret_is_refused_without_repeating_it(boss: Caller) -> None:
    for name, body in [
        ("WEATHER", {"value": VALUE, "hosts": []}),
        ("WEATHER", {"value": VALUE, "hosts": ["https://api.example.com/"]}),
        ("WEATHER", {"value": VALUE, "hosts": ["*"]}),
        ("WEATHER", {"value": VALUE, "hosts": ["*.com"]}),
        ("WEATHER", {"value": VALUE, "hosts": ["api.example.com:70000"]}),
        ("WEATHER", {"value": f"{VALUE}\r\nX-More: 1", "hosts": ["api.example.com"]}),
        ("WEATHER", {"value": "abc", "hosts": ["api.example.com"]}),
        ("WEATHER", {"hosts": ["api.example.com"]}),
        ("9lives", {"value": VALUE, "hosts": ["api.example.com"]}),
    ]:
        answer = await boss.ask_for("PUT", f"/secrets/{name}", body)
        assert answer.status_code in {400, 422}, answer.text
        assert VALUE not in answer.text
        assert await boss.call("GET", "/secrets") == {"items": []}


async def test_who_may_not_look_after_the_agency_sees_names_and_changes_nothing(
    office: Office, boss: Caller
) -> None:
    await put(boss)
    clerk = await office.person("clerk@example.com", "user")
    assert [one["name"] for one in (await clerk.call("GET", "/secrets"))["items"]] == ["WEATHER_KEY"]
    body = {"value": VALUE, "hosts": ["evil.example.com"]}
    assert (await clerk.ask_for("PUT", "/secrets/WEATHER_KEY", body)).status_code == 403
    assert (await clerk.ask_for("DELETE", "/secrets/WEATHER_KEY")).status_code == 403


async def test_the_database_and_the_audit_log_never_have_the_value(office: Office, boss: Caller) -> None:
    await put(boss)
    await put(boss, hosts=("other.example.com",))
    async with office.sayso.services.database.system() as session:
        kept = (await session.execute(text("select sealed_secret from secrets"))).scalar_one()
        written = (await session.execute(text("select changes::text from audit_log"))).scalars().all()
    assert VALUE not in kept
    assert not any(VALUE in changes or kept in changes for changes in written)
    log = await boss.call("GET", "/audit?action=secret")
    assert [one["action"] for one in log["items"]] == ["secret.changed", "secret.created"]


async def test_runs_get_the_secrets_they_name_and_one_for_other_hosts_opens_nothing(
    office: Office, boss: Caller
) -> None:
    await put(boss)
    secrets, agency = office.sayso.services.secrets, await agency_of(office)
    found = await secrets.of(agency, ["WEATHER_KEY", "NOBODY"])
    assert {name: one.value.get_secret_value() for name, one in found.items()} == {"WEATHER_KEY": VALUE}
    async with office.sayso.services.database.system() as session:
        await session.execute(text("""update secrets set hosts = '["evil.example.com"]'"""))
    with pytest.raises(LostSecretError, match="WEATHER_KEY"):
        await secrets.of(agency, ["WEATHER_KEY"])


async def test_requests_of_programs_are_listed_the_latest_first(office: Office) -> None:
    requests, agency, block = office.sayso.services.requests, await agency_of(office), uuid4()
    at = datetime.now(UTC)
    sent = [
        RequestRecord("GET", "api.example.com", f"/{number}", 200, 10, 20, 0.5, at) for number in range(3)
    ]
    refused = RequestRecord("POST", "10.0.0.1", "/", None, 0, 0, 0.0, at, "not there")
    await requests.note(agency, "block", block, [*sent, refused])
    await requests.note(agency, "bot", block, sent)
    await requests.note(agency, "block", block, [])
    part = await requests.page(agency, "block", block, Window(2))
    assert part.items == [refused, sent[2]]
    rest = await requests.page(agency, "block", block, Window(2, part.last))
    assert rest.items == [sent[1], sent[0]]
