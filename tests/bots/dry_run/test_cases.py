"""Cases are tried in a world that is made up; a report says plainly what was expected and what happened."""

from typing import Any

import pytest

from sayso.bots.details import BotDetails, Case, ConfigField, Reaches
from sayso.bots.dry_run.service import try_cases
from sayso.devloop.programs.grants import ModuleGrant
from sayso.spec.model import Action
from tests.bots.dry_run.conftest import DESK, Trial, details

WATCH = """
import httpx

def run(ctx, input):
    answer = httpx.get("https://api.example/price", params={"of": "tea"})
    answer.raise_for_status()
    price = answer.json()["price"]
    last = ctx.state.get("last")
    ctx.state.set("last", price)
    if price > ctx.config["limit"] and price != last:
        ctx.rows("desk").create("ticket", {"subject": f"Price is {price}", "kind": "bug"})
        ctx.notify(f"The price is {price}.", title="Price", channel="email", to="ana@a.example")
        return {"told": True, "price": price}
    return {"told": False, "price": price}
"""
LIMITED = details(config=(ConfigField(name="limit", label="Limit", type="number", default=10),))
PRICE = [{"url": "https://api.example/price", "body": {"price": 12.5}}]


async def test_a_case_that_passes_says_what_the_bot_did(trial: Trial) -> None:
    result = await trial(
        WATCH,
        {"answers": PRICE},
        {
            "result_contains": {"told": True},
            "rows": [{"module": "desk", "entity": "ticket", "values": {"subject": "Price is 12.5"}}],
            "notices": [{"channel": "email", "to": "ana@a.example", "contains": ["12.5"]}],
            "requests": [{"method": "GET", "url": "https://api.example/price?of=tea"}],
            "state": {"last": 12.5},
        },
        like=LIMITED,
    )
    assert (result.ok, result.wrong) == (True, ())
    assert result.did == (
        "Asked GET https://api.example/price?of=tea, which answered with 200.",
        "Created a ticket in Help desk with subject “Price is 12.5”, kind “bug”.",
        "Told ana@a.example by e-mail: “Price: The price is 12.5.”.",
    )


async def test_the_world_stays_for_several_runs_and_the_last_one_counts(trial: Trial) -> None:
    once = {"result_contains": {"told": False}, "no_rows": True, "no_notices": True}
    result = await trial(WATCH, {"answers": PRICE}, once, runs=2, like=LIMITED)
    assert result.wrong == ()
    told = await trial(WATCH.replace("and price != last", ""), {"answers": PRICE}, once, runs=2, like=LIMITED)
    assert told.wrong == (
        'Expected the result to hold {"told": false}, but it is {"told": true, "price": 12.5}.',
        (
            "Expected no row to be written, but: created a ticket in Help desk with "
            "subject “Price is 12.5”, kind “bug”."
        ),
        (
            "Expected nobody to be told anything, but: told ana@a.example by e-mail: "
            "“Price: The price is 12.5.”."
        ),
    )


async def test_config_of_the_case_goes_before_that_of_the_bot(trial: Trial) -> None:
    given = {"answers": PRICE, "config": {"limit": 20}, "state": {"last": 1}}
    result = await trial(WATCH, given, {"result": {"told": False, "price": 12.5}}, like=LIMITED)
    assert result.wrong == ()


@pytest.mark.parametrize(
    ("expect", "wrong"),
    [
        ({"result": 2}, "Expected the result 2, but it is 1."),
        ({"fails": "no way"}, "Expected it to fail with “no way”, but it did not fail."),
        ({"waits": "Sure?"}, "Expected it to wait for a person to decide “Sure?”, but it came to its end."),
        (
            {"rows": [{"module": "desk", "entity": "ticket", "values": {"subject": "A"}}]},
            "Expected ticket to be created with subject “A”, but none was.",
        ),
        (
            {"rows": [{"module": "desk", "entity": "ticket", "action": "updated", "id": "t1"}]},
            "Expected ticket t1 to be updated, but none was.",
        ),
        (
            {"rows": [{"module": "desk", "entity": "tocket"}]},
            "The case expects a row of “tocket” in “desk”, which is not there.",
        ),
        (
            {"rows": [{"module": "desk", "entity": "ticket", "values": {"colour": 1}}]},
            "The case expects ticket to have “colour”, which it does not have.",
        ),
        (
            {"notices": [{"channel": "email", "to": "a@a.example", "contains": ["late"]}]},
            "Expected a@a.example to be told something with “late” by e-mail, but nobody was told anything.",
        ),
        (
            {"requests": [{"url": "https://api.example/x", "body": {"a": 1}}]},
            'Expected it to ask POST https://api.example/x with {"a": 1}, but it asked nothing.',
        ),
        ({"state": {"a": 1}}, "Expected it to keep 1 as “a”, but it keeps nothing there."),
    ],
)  # fmt: skip
async def test_what_did_not_come_as_expected_is_said_plainly(
    trial: Trial, expect: dict[str, Any], wrong: str
) -> None:
    result = await trial("def run(ctx, input):\n    return 1", None, expect)
    assert (result.ok, result.wrong) == (False, (wrong,))


async def test_a_failure_is_said_with_its_line_and_may_be_expected(trial: Trial) -> None:
    code = "def run(ctx, input):\n    print('on the way')\n    raise ValueError('No price in it')"
    result = await trial(code, None, {"no_rows": True})
    assert result.wrong == ("It failed with ValueError: No price in it (line 3).",)
    assert result.output == "on the way\n"
    assert (await trial(code, None, {"fails": "no price"})).ok
    other = await trial(code, None, {"fails": "network"})
    assert other.wrong == (
        "Expected it to fail with “network”, but it failed with ValueError: No price in it (line 3).",
    )
    twice = await trial(code, None, {"fails": "no price"}, runs=2)
    assert twice.wrong == ("The first run failed with ValueError: No price in it (line 3).",)


async def test_hosts_answer_as_the_case_says_and_nothing_leaves(trial: Trial) -> None:
    code = """
import httpx

def run(ctx, input):
    client = httpx.Client(base_url="https://api.example")
    pages = [client.get("/items", params={"page": n}).json() for n in (1, 2)]
    made = client.post("/orders/7/ship", json={"fast": True, "by": "air"})
    feed = client.get("/feed").headers["content-type"]
    first, second = client.get("/busy").status_code, client.get("/busy").status_code
    return [pages, made.status_code, made.headers["location"], feed, first, second]
"""
    answers = [
        {"url": "https://api.example/items?page=1", "body": [1]},
        {"url": "https://api.example/items", "body": [2]},
        {"method": "POST", "url": "https://api.example/orders/*", "status": 201,
         "headers": {"Location": "/7"}},
        {"url": "https://api.example/feed", "body": "<?xml version='1.0'?><rss/>"},
        {"url": "https://api.example/busy", "status": 503, "times": 1},
        {"url": "https://api.example/busy", "body": "ok"},
    ]  # fmt: skip
    expect = {
        "result": [[[1], [2]], 201, "/7", "application/xml; charset=utf-8", 503, 200],
        "requests": [{"url": "https://api.example/orders/*", "body": {"fast": True}}],
    }
    assert (await trial(code, {"answers": answers}, expect)).wrong == ()
    wrong = {"requests": [{"url": "https://api.example/orders/7/ship", "body": {"fast": False}}]}
    found = await trial(code, {"answers": answers}, wrong)
    assert found.wrong[0].startswith(
        'Expected it to ask POST https://api.example/orders/7/ship with {"fast": false}, but it asked GET '
    )


async def test_what_the_case_says_nothing_of_is_told(trial: Trial) -> None:
    code = """
import httpx

def run(ctx, input):
    try:
        httpx.get("https://api.example/a?b=1")
    except httpx.HTTPError as error:
        return str(error)
"""
    result = await trial(code)
    assert result.wrong == (
        "It asked GET https://api.example/a?b=1, and the case does not say what that answers.",
    )
    assert not (await trial(code.replace("httpx.HTTPError", "KeyError"))).ok


async def test_hosts_that_the_bot_may_not_reach_stay_out_of_reach(trial: Trial) -> None:
    code = "import httpx\n\ndef run(ctx, input):\n    httpx.get('https://evil.example/')"
    result = await trial(code, {"answers": [{"url": "https://evil.example/"}]})
    assert "ConnectError: This program may not reach evil.example." in result.wrong[0]
    assert result.did[0].startswith("Was not let through to evil.example/: ")


async def test_secrets_are_named_and_go_where_the_case_answers(trial: Trial) -> None:
    code = """
import httpx

def run(ctx, input):
    key = {"authorization": f"Bearer {ctx.secret('KEY')}"}
    return httpx.get("https://api.example/a", headers=key).status_code
"""
    answers = {"answers": [{"url": "https://api.example/a"}]}
    known = details(reaches={"secrets": ("KEY",)})
    assert (await trial(code, answers, {"result": 200}, like=known)).wrong == ()
    unknown = await trial(code, answers, {"result": 200})
    assert "There is no secret KEY for this program." in unknown.wrong[0]


async def test_people_decide_as_the_case_says(trial: Trial) -> None:
    code = """
def run(ctx, input):
    if ctx.approve("Delete 3 tickets?"):
        return "deleted"
    return "kept"
"""
    yes = await trial(code, {"approvals": {"delete 3": True}}, {"result": "deleted"})
    assert yes.wrong == ()
    assert yes.did == ("Asked a person “Delete 3 tickets?”; they approved.",)
    assert (await trial(code, {"approvals": {"*": False}}, {"result": "kept"})).wrong == ()
    assert (await trial(code, None, {"waits": "tickets"})).wrong == ()
    other = await trial(code, None, {"waits": "orders"})
    assert other.wrong == ("Expected it to ask “orders”, but it asked “Delete 3 tickets?”.",)
    open_one = await trial(code, None, {"result": "deleted"})
    assert open_one.wrong[0].startswith("It waits for a person to decide “Delete 3 tickets?”, and the case")


async def test_it_happens_when_the_case_says(trial: Trial) -> None:
    code = "def run(ctx, input):\n    return [ctx.now, ctx.time_zone]"
    first = {"result": ["2026-03-02T09:00:00+00:00", "UTC"]}
    assert (await trial(code, None, first)).wrong == ()
    later = {"now": "2026-05-01T10:00:00+02:00"}
    assert (await trial(code, later, {"result": ["2026-05-01T10:00:00+02:00", "UTC"]})).wrong == ()
    assert "which is no time" in (await trial(code, {"now": "soon"})).wrong[0]


@pytest.mark.parametrize(
    ("rows", "wrong"),
    [
        ({"shop": {}}, "rows of the application “shop”, which is not there. There is desk."),
        ({"desk": {"tocket": []}}, "rows of “tocket”, which Help desk does not have. It has agent, ticket."),
    ],
)
async def test_a_case_that_makes_no_sense_says_why(trial: Trial, rows: Any, wrong: str) -> None:
    result = await trial("def run(ctx, input):\n    return 1", {"rows": rows})
    assert wrong in result.wrong[0]


@pytest.mark.parametrize(
    ("reaches", "code", "wrong"),
    [
        ({"notifies": ()}, "ctx.notify('a')", "This bot does not tell people in the product."),
        (
            {},
            "ctx.notify('a', channel='webhook', to='https://evil.example/')",
            "This bot may not reach evil.example",
        ),
        (
            {"modules": ()},
            "ctx.rows('desk').list('ticket')",
            "This program does not read the application “desk”.",
        ),
        (
            {"modules": (ModuleGrant(slug="desk"),)},
            "ctx.rows('desk').create('ticket', {'subject': 'a'})",
            "This program does not create rows of “tickets” of Help desk. It may read there.",
        ),
        (
            {"modules": (ModuleGrant(slug="desk", entities=("agent",), actions=(Action.READ,)),)},
            "ctx.rows('desk').list('ticket')",
            "This program does not read “tickets” of Help desk.",
        ),
    ],
)
async def test_what_was_not_granted_is_refused(
    trial: Trial, reaches: dict[str, Any], code: str, wrong: str
) -> None:
    result = await trial(f"def run(ctx, input):\n    {code}", like=details(reaches=reaches))
    assert wrong in result.wrong[0]


async def test_cases_are_tried_beside_each_other_and_come_out_the_same(trial: Trial) -> None:
    code = "def run(ctx, input):\n    ctx.state.set('a', input)\n    return [input, ctx.state.all()]"
    cases = [
        Case.model_validate({"name": f"Case {n}", "given": {"input": n}, "expect": {"result": [n, {"a": n}]}})
        for n in range(6)
    ]
    bare = BotDetails(name="Bare", reaches=Reaches())
    for _ in range(2):
        report = await try_cases(trial.sandbox, code, bare, cases, modules=[DESK])
        assert report.ok, report
        assert [one.name for one in report.results] == [f"Case {n}" for n in range(6)]
