"""Wrong passwords slow down whoever types them, and keep nobody out of a browser that is known."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from sayso.identity.authentication.known_browsers import LONGEST, KnownBrowsers
from sayso.web import pauses as counting
from sayso.web.limits import TooManyRequestsError
from sayso.web.pauses import ACCOUNT, BROWSER, NETWORK, Attempt, Pauses
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso
from tests.support.unproved import Unproved
from tests.web.v1.people import EMAIL, Browser, make_person, open_browser

ELSEWHERE = "198.51.100.7"


@pytest.fixture
async def sayso(database: TestDatabase, tmp_path: Path) -> AsyncIterator[RunningSayso]:
    async with running_sayso(database.dsn, tmp_path, prover=Unproved()) as running:
        await make_person(running)
        yield running


def browser_at(sayso: RunningSayso, address: str) -> Browser:
    transport = httpx.ASGITransport(app=sayso.app, client=(address, 4_000))
    origin = sayso.settings.platform_origin
    return Browser(httpx.AsyncClient(transport=transport, base_url=origin, headers={"origin": origin}))


async def test_whoever_guesses_elsewhere_keeps_the_owner_out_of_no_known_browser(sayso: RunningSayso) -> None:
    own = await open_browser(sayso)
    signed_in = await own.sign_in()
    cookie = next(one for one in signed_in.headers.get_list("set-cookie") if one.startswith("sayso_known="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    await own.call("DELETE", "/auth/session")
    attacker = browser_at(sayso, ELSEWHERE)
    guesses = [(await attacker.sign_in(password="wrong wrong")).status_code for _ in range(9)]
    assert guesses[:6] == [401] * 6
    assert guesses[6:] == [429] * 3
    # From the very network of the attacker, too, the known browser has a counter of its own.
    beside = browser_at(sayso, ELSEWHERE)
    assert (await beside.sign_in()).status_code == 429
    beside.client.cookies.set("sayso_known", own.client.cookies["sayso_known"])
    assert (await beside.sign_in()).status_code == 200
    assert (await own.sign_in()).status_code == 200
    # A new browser elsewhere is let in with its first attempt.
    assert (await browser_at(sayso, "203.0.113.9").sign_in()).status_code == 200
    await attacker.client.aclose()


async def test_a_pause_says_how_long_it_is_and_not_whether_there_is_such_an_account(
    sayso: RunningSayso,
) -> None:
    answers = []
    for number, email in enumerate((EMAIL, "nobody@acme.example")):
        guesser = browser_at(sayso, f"198.51.100.{number + 20}")
        answers.append([await guesser.sign_in(email, "wrong wrong") for _ in range(8)])
    for known, unknown in zip(*answers, strict=True):
        assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    last = answers[0][-1]
    assert (last.status_code, last.json()["code"]) == (429, "too_many_requests")
    assert 1 <= int(last.headers["retry-after"]) <= 4
    assert "try again" in last.json()["hint"]


async def test_the_mark_of_a_browser_opens_nothing_and_is_good_for_one_account(sayso: RunningSayso) -> None:
    own = await open_browser(sayso)
    await own.sign_in()
    mark = own.client.cookies["sayso_known"]
    known = sayso.services.sign_in.known_browsers
    assert known.number(mark, EMAIL.upper()) is not None
    assert known.number(mark, "ada@acme.example") is None
    other = await open_browser(sayso)
    other.client.cookies.set("sayso_known", mark)
    assert await other.status() == 401


class Clock:
    """A clock that stands until it is told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_000_000.0
        monkeypatch.setattr(counting.time, "time", lambda: self.now)


def pause_of(pauses: Pauses, attempt: Attempt) -> int:
    """Seconds that this attempt has to wait; it counts as wrong if it may be made."""
    try:
        pauses.begin(attempt)
    except TooManyRequestsError as error:
        return error.standing.reset
    return 0


def test_pauses_grow_up_to_a_bound_and_fall_off(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, pauses, attempt = Clock(monkeypatch), Pauses(by_network=False), Attempt("a@b.c", "192.0.2.1", None)
    assert [pause_of(pauses, attempt) for _ in range(BROWSER.free + 1)] == [0] * (BROWSER.free + 1)
    grown = []
    for _ in range(12):
        grown.append(pause_of(pauses, attempt))
        clock.now += grown[-1]
        assert pause_of(pauses, attempt) == 0
    assert grown[:4] == [2, 4, 8, 16]
    assert max(grown) <= BROWSER.longest
    clock.now += counting.FORGIVEN_SECONDS * 100
    assert [pause_of(pauses, attempt) for _ in range(BROWSER.free + 1)] == [0] * (BROWSER.free + 1)


def test_an_account_that_many_networks_try_is_slowed_down_and_never_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Clock(monkeypatch)
    pauses = Pauses()
    for number in range(ACCOUNT.free + 40):
        assert pause_of(pauses, Attempt("a@b.c", f"192.0.2.{number}", None)) == 0
    assert 0 < pause_of(pauses, Attempt("a@b.c", "192.0.2.1", None)) <= ACCOUNT.longest
    assert pause_of(pauses, Attempt("a@b.c", "203.0.113.1", None)) == 0
    assert pause_of(pauses, Attempt("a@b.c", "203.0.113.1", None)) <= ACCOUNT.longest


def test_a_network_that_tries_many_accounts_is_slowed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch)
    pauses = Pauses()
    waits = [pause_of(pauses, Attempt(f"{n}@b.c", "192.0.2.1", None)) for n in range(NETWORK.free + 2)]
    assert (waits[-2], waits[-1]) == (0, 2)


def test_what_was_right_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch)
    pauses, attempt = Pauses(), Attempt("a@b.c", "192.0.2.1", "known")
    for _ in range(50):
        assert pause_of(pauses, attempt) == 0
        pauses.was_right(attempt)


def test_however_many_are_tried_the_memory_is_bounded() -> None:
    pauses = Pauses(most=100)
    for number in range(5_000):
        pause_of(pauses, Attempt(f"{number}@b.c", f"192.0.{number % 250}.{number // 250}", None))
    assert len(pauses) == 100


def test_a_browser_keeps_the_marks_of_a_few_people_and_nobody_makes_one() -> None:
    known = KnownBrowsers("k" * 43)
    cookie = ""
    for name in "abcd":
        cookie = known.remember(cookie, f"{name}@b.c")
    assert [known.number(cookie, f"{name}@b.c") is not None for name in "abcd"] == [False, True, True, True]
    assert len(cookie) <= LONGEST
    before = known.number(cookie, "d@b.c")
    assert known.number(known.remember(cookie, "d@b.c"), "d@b.c") == before
    assert KnownBrowsers("l" * 43).number(cookie, "d@b.c") is None
    for forged in ("", "~~~", "x.9999999999.", "x" * 500, cookie.replace("~", "."), "é.1.2"):
        assert known.number(forged, "d@b.c") is None
