"""What a bot keeps, asks and tells while it runs, and what an attempt that was lost may do: nothing."""

from dataclasses import replace
from typing import Any

import pytest

from sayso.bots.details import Reaches
from sayso.bots.host import limits
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Entry, Network, Program, ServiceAnswer, ServiceRequest
from sayso.settings import Settings
from tests.bots.host.conftest import Place

DIGEST = "0123456789abcdef0123456789abcdef"


def call(kind: str = "create", number: int = 1) -> str:
    """What a call is known by."""
    return f"@{kind}:{DIGEST}:{number}"


def notice(number: int = 1, **said: Any) -> dict[str, Any]:
    """Something to tell."""
    return {"key": call("notify", number), "text": "Three orders are late.", **said}


async def test_state_stays_from_one_run_to_the_next(place: Place) -> None:
    first = place.asker()
    assert await first.ask("GET", "/state") == {"items": {}}
    await first.ask("PUT", "/state/seen", {"value": ["a", "\0", 1.5]})
    await first.ask("PUT", "/state/a%20%2F%20b", {"value": None})
    await first.ask("PUT", "/state/gone", {"value": 1})
    await first.ask("DELETE", "/state/gone")
    await first.ask("DELETE", "/state/never")
    later = place.asker(await place.begun(place.bot))
    assert await later.ask("GET", "/state/seen") == {"value": ["a", "\0", 1.5]}
    assert await later.ask("GET", "/state") == {"items": {"a / b": None, "seen": ["a", "\0", 1.5]}}
    assert "no such value" in await later.refused("GET", "/state/gone", None, 404)


async def test_another_bot_keeps_its_own(place: Place) -> None:
    await place.asker().ask("PUT", "/state/seen", {"value": 1})
    async with place.database.unit(place.agency) as session:
        from sayso.bots import repository

        other = await repository.add_bot(session, place.agency, {"name": "Other", "user_id": place.ada})
    run = await place.begun(other)
    asker = type(place.asker())(place.host.service(run, other, Reaches()))
    assert await asker.ask("GET", "/state") == {"items": {}}


async def test_state_has_limits_that_are_said(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    asker = place.asker()
    said = await asker.refused("PUT", "/state/a", {"value": "x" * (256 * 1024)}, 400)
    assert (
        said == "The value “a” is 256 KiB long; 256 KiB are allowed. Keep less, such as ids instead of rows."
    )
    assert "1 to 200 characters" in await asker.refused("PUT", f"/state/{'k' * 201}", {"value": 1}, 400)
    monkeypatch.setattr(limits, "MOST_KEYS", 2)
    await asker.ask("PUT", "/state/a", {"value": 1})
    await asker.ask("PUT", "/state/b", {"value": 1})
    assert "at most 2 values" in await asker.refused("PUT", "/state/c", {"value": 1}, 400)
    await asker.ask("PUT", "/state/a", {"value": 2})
    assert await asker.ask("GET", "/state") == {"items": {"a": 2, "b": 1}}
    monkeypatch.setattr(limits, "MOST_STATE_BYTES", 10)
    assert "in all" in await asker.refused("PUT", "/state/a", {"value": "x" * 20}, 400)


async def test_steps_are_kept_once_and_told(place: Place) -> None:
    asker = place.asker()
    await asker.ask("PUT", "/steps/fetch%20%2F%201", {"value": {"rows": 3}, "seconds": 0.5})
    await asker.ask("PUT", "/steps/fetch%20%2F%201", {"value": "another", "seconds": 0.5})
    assert await place.steps() == {"fetch / 1": {"rows": 3}}
    assert await place.events() == [("step", {"name": "fetch / 1"})]
    assert "does not begin with @" in await asker.refused("PUT", "/steps/@a", {"value": 1}, 400)
    said = await asker.refused("PUT", "/steps/b", {"value": "x" * 300_000}, 400)
    assert said.startswith("What the step “b” gives is 293 KiB long")


async def test_a_question_is_asked_once_and_its_decision_is_for_its_words(place: Place) -> None:
    asked = {"number": 1, "text": "Send it?", "calls": {call(): {"id": "1"}}}
    first = place.asker()
    assert (await first.ask("POST", "/approvals", asked))["decision"] is None
    assert "waits for a person" in await first.refused("PUT", "/state/a", {"value": 1}, 409)
    assert [one["title"] for one in place.told.told] == ["Watcher waits for you"]
    assert [kind for kind, _ in await place.events()] == ["approval"]
    assert await place.steps() == {call(): {"id": "1"}}

    assert (await place.asker().ask("POST", "/approvals", asked))["decision"] is None
    assert await place.admin.fetchval("select count(*) from bot_approvals") == 1
    await place.admin.execute("update bot_approvals set decision = true, comment = 'Fine'")
    resumed = place.asker()
    assert await resumed.ask("POST", "/approvals", asked) == {"decision": True, "comment": "Fine"}
    other = {"number": 1, "text": "Send it to everybody?"}
    assert (await place.asker().ask("POST", "/approvals", other))["decision"] is None
    again = place.asker()
    await again.ask("POST", "/approvals", asked)
    same = {"number": 2, "text": "Send it?"}
    assert (await again.ask("POST", "/approvals", same))["decision"] is None
    assert await place.admin.fetchval("select count(*) from bot_approvals") == 3


async def test_people_are_told_in_the_product_by_letter_and_by_webhook(place: Place) -> None:
    asker = place.asker()
    await asker.ask("POST", "/notices", notice(1, title="Late", level="warning"))
    await asker.ask("POST", "/notices", notice(2, to="BOB@a.example"))
    await asker.ask("POST", "/notices", notice(3, channel="email"))
    await asker.ask("POST", "/notices", notice(4, channel="email", to="cy@b.example", title="Late"))
    await asker.ask("POST", "/notices", notice(5, channel="webhook", to="https://hooks.example/a"))
    own, others = place.told.told
    assert (own["user"], own["title"], own["level"]) == (place.ada, "Late", "warning")
    assert own["link"] == f"/bots/{place.bot.id}/runs/{place.run.id}"
    assert (others["user"] != place.ada, others["title"]) == (True, "Watcher")
    assert place.told.letters == [
        ("ada@a.example", "Watcher", "Three orders are late."),
        ("cy@b.example", "Late", "Three orders are late."),
    ]
    [(address, message)] = place.told.calls
    assert (address, message["text"]) == ("https://hooks.example/a", "Three orders are late.")
    assert message["bot"] == {"id": str(place.bot.id), "name": "Watcher"}


async def test_the_same_notice_is_told_once_in_a_run(place: Place) -> None:
    for run in (place.run, place.run):
        await place.asker(run).ask("POST", "/notices", notice(1, channel="email"))
    assert len(place.told.letters) == 1


async def test_a_letter_that_was_not_taken_may_be_sent_again(place: Place) -> None:
    place.told.is_broken = True
    said = await place.asker().refused("POST", "/notices", notice(1, channel="email"), 502)
    assert said == "The mail server is away. Try again later."
    place.told.is_broken = False
    await place.asker().ask("POST", "/notices", notice(1, channel="email"))
    assert len(place.told.letters) == 1


@pytest.mark.parametrize(
    ("said", "reaches", "status", "words"),
    [
        (
            {},
            Reaches(notifies=("email",)),
            403,
            "does not tell people in the product. It tells people by e-mail.",
        ),
        ({"channel": "email"}, Reaches(), 403, "Let it tell people that way."),
        ({"to": "eve@b.example"}, None, 400, "Nobody of this agency has the address eve@b.example"),
        ({"channel": "webhook"}, None, 400, "A webhook needs an address"),
        ({"channel": "webhook", "to": "https://evil.example/"}, None, 403, "may not reach evil.example"),
        ({"channel": "webhook", "to": "ftp://hooks.example/"}, None, 400, "cannot be read"),
        ({"channel": "pigeon"}, None, 400, "channel: Input should be"),
        ({"text": "x" * 8_001}, None, 400, "at most 8000 characters"),
        ({"key": "no key"}, None, 400, "key: String should match"),
    ],
)
async def test_nobody_is_told_what_may_not_be_told(
    place: Place, said: dict[str, Any], reaches: Reaches | None, status: int, words: str
) -> None:
    asker = place.asker(reaches=reaches) if reaches else place.asker()
    assert words in await asker.refused("POST", "/notices", {**notice(), **said}, status)
    assert (place.told.told, place.told.letters, place.told.calls) == ([], [], [])
    assert await place.steps() == {}


@pytest.mark.parametrize(
    "change",
    [
        "update bot_runs set attempt = 2",
        "update bot_runs set state = 'cancelled'",
        "update bot_runs set state = 'waiting'",
        "delete from bot_runs",
    ],
)
async def test_an_attempt_that_was_lost_changes_nothing(place: Place, change: str) -> None:
    asker = place.asker()
    await asker.ask("PUT", "/state/a", {"value": 1})
    await place.admin.execute(change)
    for method, path, body in (
        ("PUT", "/state/a", {"value": 2}),
        ("DELETE", "/state/a", None),
        ("PUT", "/steps/a", {"value": 1}),
        ("POST", "/calls", {"calls": {call(): 1}}),
        ("POST", "/approvals", {"number": 1, "text": "Send it?"}),
        ("POST", "/notices", notice()),
    ):
        assert "taken up elsewhere" in await asker.refused(method, path, body, 409)
    assert await place.admin.fetchval("select value from bot_state") == "1"
    assert await place.steps() == {}
    assert await place.admin.fetchval("select count(*) from bot_approvals") == 0
    assert place.told.told == []


async def test_rows_are_written_by_the_attempt_that_counts_alone(place: Place) -> None:
    async def rows(request: ServiceRequest) -> ServiceAnswer:
        return ServiceAnswer(200, request.method.encode())

    fenced = place.host.fenced(place.run, rows)

    async def status(method: str) -> int:
        return (await fenced(ServiceRequest(method, "/shop/orders", {}, b""))).status

    assert [await status("POST"), await status("GET")] == [200, 200]
    await place.asker().ask("POST", "/approvals", {"number": 1, "text": "Send it?"})
    assert [await status("POST"), await status("GET")] == [409, 200]
    await place.admin.execute("update bot_approvals set decision = false")
    assert await status("PATCH") == 200
    await place.admin.execute("update bot_runs set attempt = 2")
    assert [await status("DELETE"), await status("GET")] == [409, 200]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/", None, 404),
        ("POST", "/state/a", {"value": 1}, 404),
        ("PUT", "/state/a", [], 400),
        ("PUT", "/state/a", {"value": 1, "bot_id": "x"}, 400),
        ("PUT", "/state/", {"value": 1}, 400),
        ("PUT", "/state/a%00", {"value": 1}, 400),
        ("PUT", "/steps/a", {"value": 1, "seconds": -1}, 400),
        ("POST", "/calls", {"calls": {"fetch": 1}}, 400),
        ("POST", "/approvals", {"number": 0, "text": "a"}, 400),
        ("POST", "/approvals", {"number": 1, "text": ""}, 400),
    ],
)
async def test_what_makes_no_sense_is_refused_in_words(
    place: Place, method: str, path: str, body: Any, status: int
) -> None:
    assert await place.asker().refused(method, path, body, status)


async def test_a_bot_in_the_sandbox_keeps_waits_and_goes_on(place: Place) -> None:
    code = """
def run(ctx, input):
    total = ctx.step("add", lambda: sum(input))
    ctx.state.set("total", total)
    decision = ctx.approve(f"Is {total} right?")
    ctx.notify(f"{total}: {decision.comment}", channel="email", to=["a@b.example", "c@b.example"])
    return bool(decision)
"""
    async with OsSandbox.cold(Settings()).open() as sandbox:

        async def run(attempt: int) -> Any:
            run = replace(place.run, attempt=attempt)
            about = {"run_id": str(run.id), "attempt": attempt, "steps": await place.steps()}
            network = Network(services={"bot.sayso": place.asker(run).service})
            return await sandbox.run(Program(code, Entry.BOT, [1, 2], about=about), network)

        waiting = await run(1)
        assert waiting.error.kind == "Waiting", waiting.error
        await place.admin.execute("update bot_approvals set decision = true, comment = 'Fine'")
        await place.admin.execute("update bot_runs set attempt = 2")
        done = await run(2)
    assert done.result is True, done.error
    assert [to for to, _, _ in place.told.letters] == ["a@b.example", "c@b.example"]
    assert place.told.letters[0][2] == "3: Fine"
