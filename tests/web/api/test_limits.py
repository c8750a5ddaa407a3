"""Allowances: they are told, they end, they begin anew, and counting them takes a bounded memory."""

from pathlib import Path

import pytest
from limits import parse
from pydantic import ValidationError

from sayso.identity.permissions import AgencyRole, Permission
from sayso.settings import Settings
from sayso.web import limits as counting
from sayso.web.limits import BoundedCounters, Limit, Limits, TooManyRequestsError, network_of
from tests.support.postgres import TestDatabase
from tests.support.running import running_sayso
from tests.support.studio import open_studio
from tests.support.unproved import Unproved
from tests.web.v1.people import make_person, open_browser, signed_in


async def test_who_calls_too_often_is_told_when_to_come_back(database: TestDatabase, tmp_path: Path) -> None:
    allowed = {"limit_calls": "3/hour", "limit_generation": "1/hour"}
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), **allowed) as sayso:
        await make_person(sayso)
        await make_person(sayso, "ada@acme.example")
        browser = await signed_in(sayso)
        answers = [await browser.call("GET", "/modules") for _ in range(4)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429]
        assert [one.headers["ratelimit-remaining"] for one in answers] == ["2", "1", "0", "0"]
        assert {one.headers["ratelimit-limit"] for one in answers} == {"3"}
        last = answers[-1]
        assert (last.json()["code"], last.headers["content-type"]) == (
            "too_many_requests",
            "application/problem+json",
        )
        assert 0 < int(last.headers["retry-after"]) <= 3600
        # Somebody else is not kept waiting, and whoever is at the machine never is.
        assert (await (await signed_in(sayso, "ada@acme.example")).call("GET", "/modules")).status_code == 200
        studio = await open_studio(sayso)
        for _ in range(5):
            answer = await studio.client.get("/api/v1/modules")
            assert answer.status_code == 200
            assert "ratelimit-limit" not in answer.headers


async def test_an_agency_shares_what_it_may_have_worked_out(database: TestDatabase, tmp_path: Path) -> None:
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), limit_generation="1/hour") as sayso:
        await make_person(sayso)
        await make_person(sayso, "ada@acme.example")
        first = await (await signed_in(sayso)).call("POST", "/builds", {"text": ""})
        second = await (await signed_in(sayso, "ada@acme.example")).call("POST", "/builds", {"text": ""})
        assert (first.status_code, second.status_code) == (400, 429)
        # An answer that refuses for another reason tells the standing too.
        assert first.headers["ratelimit-remaining"] == "0"


async def test_keys_have_an_allowance_each(database: TestDatabase, tmp_path: Path) -> None:
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), limit_key="1/hour") as sayso:
        await make_person(sayso, role=AgencyRole.ADMIN)
        browser = await signed_in(sayso)
        body = {"name": "x", "scopes": [Permission.MODULES_READ.value]}
        keys = [(await browser.call("POST", "/keys", body)).json()["key"] for _ in range(2)]
        program = await sayso.platform()
        found = [
            (await program.get("/api/v1/modules", headers={"authorization": f"Bearer {key}"})).status_code
            for key in (keys[0], keys[0], keys[1])
        ]
        assert found == [200, 429, 200]


async def test_guessing_passwords_ends_for_an_address_and_for_an_account(
    database: TestDatabase, tmp_path: Path
) -> None:
    allowed = {"limit_sign_in": "4/hour", "limit_sign_in_account": "2/hour"}
    async with running_sayso(database.dsn, tmp_path, prover=Unproved(), **allowed) as sayso:
        await make_person(sayso)
        browser = await open_browser(sayso)
        tries = [(await browser.sign_in(password="wrong wrong wrong")).status_code for _ in range(3)]
        assert tries == [401, 401, 429]
        others = [(await browser.sign_in(f"{n}@acme.example", "wrong wrong")).status_code for n in range(2)]
        assert others == [401, 429]


def test_an_allowance_begins_anew_when_its_window_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1_000.0
    monkeypatch.setattr(counting.time, "time", lambda: now)
    limits = Limits({**dict.fromkeys(Limit), Limit.CALLS: parse("2/minute")})
    assert limits.take(Limit.KEY, "a") is None
    standing = limits.take(Limit.CALLS, "a")
    assert standing is not None
    assert (standing.limit, standing.remaining, standing.reset) == (2, 1, 60)
    limits.take(Limit.CALLS, "a")
    with pytest.raises(TooManyRequestsError) as refused:
        limits.take(Limit.CALLS, "a")
    assert refused.value.hint == "Wait 60 seconds and try again."
    now += 60
    assert limits.take(Limit.CALLS, "a") is not None


def test_however_many_call_the_memory_is_bounded() -> None:
    counters = BoundedCounters(most=100)
    for number in range(10_000):
        assert counters.incr(f"address {number}", 60) == 1
        assert counters.incr(f"address {number}", 60) == 2
    assert len(counters) == 100


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::2", "2001:db8::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix", "unix"),
    ],
)
def test_a_customer_of_ipv6_counts_as_one(address: str, network: str) -> None:
    assert network_of(address) == network


@pytest.mark.parametrize("text", ["", "0/minute", "ten/minute", "10", "10/fortnight", "1/minute; 2/hour"])
def test_an_allowance_that_cannot_be_read_is_refused_at_the_start(text: str) -> None:
    with pytest.raises(ValidationError, match="limit_sign_in"):
        Settings(limit_sign_in=text)
