"""What a bot can do with its ``ctx``, and what it finds when its run is taken up again."""

import pytest

from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Ending, Entry, Program
from tests.sandbox.bots import Host


async def test_a_bot_is_told_why_it_runs_and_how_it_is_set_up(sandbox: OsSandbox) -> None:
    code = """
def run(ctx, input):
    return [input["a"], ctx.config["limit"], ctx.cause["kind"], ctx.attempt, ctx.run_id, ctx.now]
"""
    outcome = await Host().run(
        sandbox,
        code,
        {"a": 1},
        config={"limit": 3},
        cause={"kind": "cron", "text": "Every day"},
        attempt=2,
        now="2026-01-01T00:00:00+00:00",
    )
    assert outcome.result == [1, 3, "cron", 2, "r1", "2026-01-01T00:00:00+00:00"], outcome.error


async def test_what_it_keeps_is_there_until_it_forgets_it(sandbox: OsSandbox) -> None:
    code = """
import datetime
def run(ctx, input):
    before = ctx.state.get("seen", [])
    ctx.state.set("seen", [*before, datetime.date(2026, 1, 1)])
    ctx.state.set("a / b?", None)
    ctx.state.delete("gone")
    return before, ctx.state.get("nothing"), ctx.state.all()
"""
    host = Host()
    host.state = {"seen": ["x"], "gone": 1}
    outcome = await host.run(sandbox, code)
    kept = {"seen": ["x", "2026-01-01"], "a / b?": None}
    assert outcome.result == [["x"], None, kept], outcome.error
    assert host.state == kept


async def test_a_step_that_is_done_is_not_done_again(sandbox: OsSandbox) -> None:
    code = """
def fetch(number):
    print("fetching")
    return {"day": __import__("datetime").date(2026, 1, number)}

def run(ctx, input):
    found = ctx.step("fetch / 1", fetch, 2)
    if ctx.attempt == 1:
        raise ValueError("broken")
    return found
"""
    host = Host()
    first = await host.run(sandbox, code)
    assert first.error is not None
    assert first.error.message == "broken"
    again = await host.run(sandbox, code, attempt=2)
    assert (again.result, again.output) == ({"day": "2026-01-02"}, ""), again.error
    assert host.steps == {"fetch / 1": {"day": "2026-01-02"}}


async def test_steps_may_be_asynchronous(sandbox: OsSandbox) -> None:
    code = """
async def fetch(number):
    print("fetching")
    return number

async def run(ctx, input):
    return await ctx.step("a", fetch, 1), ctx.step("b", lambda: 2)
"""
    host = Host()
    assert (await host.run(sandbox, code)).result == [1, 2]
    again = await host.run(sandbox, code)
    assert (again.result, again.output) == ([1, 2], ""), again.error
    alone = "async def fetch():\n    return 3\n\ndef run(ctx, input):\n    return ctx.step('c', fetch)"
    assert (await host.run(sandbox, alone)).result == 3


async def test_a_step_that_failed_may_be_tried_again_under_its_name(sandbox: OsSandbox) -> None:
    code = """
def run(ctx, input):
    try:
        ctx.step("a", lambda: 1 / 0)
    except ZeroDivisionError:
        return ctx.step("a", lambda: 2)
"""
    assert (await Host().run(sandbox, code)).result == 2


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ("[ctx.step('mail', int) for _ in range(2)]", "two steps called “mail”"),
        ("ctx.step('@a', int)", "does not begin with @"),
        ("ctx.step(' ', int)", "needs a name"),
    ],
)
async def test_names_of_steps_that_mean_nothing_are_refused(
    sandbox: OsSandbox, steps: str, said: str
) -> None:
    outcome = await Host().run(sandbox, f"def run(ctx, input):\n    return {steps}")
    assert outcome.error is not None
    assert said in outcome.error.message


async def test_it_waits_until_a_person_decided(sandbox: OsSandbox) -> None:
    code = """
def run(ctx, input):
    decision = ctx.approve("Send it?")
    return "sent" if decision else decision.comment
"""
    host = Host()
    waiting = await host.run(sandbox, code)
    assert (waiting.ending, waiting.error and waiting.error.kind) == (Ending.ERROR, "Waiting")
    assert [(one["number"], one["text"]) for one in host.asked] == [(1, "Send it?")]
    assert (await Host({1: True}).run(sandbox, code)).result == "sent"
    assert (await Host({1: False}).run(sandbox, code)).result == "ok"


@pytest.mark.parametrize("caught", ["Exception", "BaseException"])
async def test_no_handler_of_errors_goes_on_without_the_decision(sandbox: OsSandbox, caught: str) -> None:
    code = f"""
def run(ctx, input):
    rows = ctx.rows("shop")
    try:
        ctx.approve("Send it?")
    except {caught}:
        pass
    try:
        rows.create("order", {{}})
    except {caught}:
        pass
    try:
        ctx.notify("sent")
    except {caught}:
        pass
    return "sent"
"""
    host = Host()
    outcome = await host.run(sandbox, code)
    assert outcome.error is not None
    assert outcome.error.kind == "Waiting"
    assert (host.told, host.written) == ([], [])


async def test_a_run_that_was_taken_up_elsewhere_ends(sandbox: OsSandbox) -> None:
    code = """
def run(ctx, input):
    try:
        ctx.state.set("a", 1)
    except BaseException:
        ctx.log("caught")
    return 1
"""
    host = Host()
    host.is_lost = True
    outcome = await host.run(sandbox, code)
    assert outcome.error is not None
    assert (outcome.error.kind, outcome.error.message) == ("Lost", "This run was taken up elsewhere.")


async def test_what_it_wrote_before_it_waited_is_not_written_again(sandbox: OsSandbox) -> None:
    code = """
def run(ctx, input):
    shop = ctx.rows("shop")
    row = shop.create("order", {"total": 1})
    other = shop.create("order", {"total": 1})
    shop.create_many("order_line", [{"n": 1}, {"n": 2}])
    shop.update("order", row["id"], {"total": 2})
    shop.transition("order", row["id"], "send")
    shop.delete("order", other["id"])
    ctx.notify("Made", to=["ana@a.example", "bo@a.example"], channel="email")
    ctx.approve("Go on?")
    return [row["id"], other["id"]]
"""
    host = Host()
    await host.run(sandbox, code)
    written, told = list(host.written), list(host.told)
    assert [(method, path) for method, path, _, _ in written] == [
        ("POST", "/shop/order"),
        ("POST", "/shop/order"),
        ("POST", "/shop/order-line/bulk"),
        ("PATCH", "/shop/order/1"),
        ("POST", "/shop/order/1/transitions/send"),
        ("DELETE", "/shop/order/2"),
    ]
    keys = [key for method, _, _, key in written if key]
    assert len(set(keys)) == len(keys) == 3
    assert all(key.startswith("r1@create:") and len(key) <= 200 for key in keys)
    assert [one["to"] for one in told] == ["ana@a.example", "bo@a.example"]
    host.decisions = {1: True}
    outcome = await host.run(sandbox, code, attempt=2)
    assert outcome.result == ["1", "2"], outcome.error
    assert (host.written, host.told) == (written, told)


async def test_keys_of_creations_follow_what_is_created_and_not_its_place(sandbox: OsSandbox) -> None:
    """An attempt that comes by a further row first still creates those of before once."""
    code = """
def run(ctx, input):
    for name in input:
        ctx.rows("shop").create("order", {"name": name})
    ctx.rows("shop").upsert("order", {"name": "z"}, {"total": 1})
"""
    host = Host()
    await host.run(sandbox, code, ["a", "b"])
    first = {str(body): key for _, _, body, key in host.written}
    host.written.clear()
    await host.run(sandbox, code, ["x", "a", "b"])
    second = {str(body): key for _, _, body, key in host.written}
    assert first == {body: key for body, key in second.items() if body != "{'name': 'x'}"}
    assert str({"name": "z", "total": 1}) in first


async def test_what_a_failed_attempt_did_is_known_to_the_next(sandbox: OsSandbox) -> None:
    code = """
def run(ctx, input):
    row = ctx.rows("shop").update("order", 7, {"total": 2})
    if ctx.attempt == 1:
        raise ValueError("broken")
    return row
"""
    host = Host()
    first = await host.run(sandbox, code)
    assert first.error is not None
    assert first.error.message == "broken"
    assert (await host.run(sandbox, code, attempt=2)).result == {"id": "1", "total": 2}
    assert len(host.written) == 1


async def test_a_row_that_is_not_there_is_none(sandbox: OsSandbox) -> None:
    code = "def run(ctx, input):\n    return ctx.rows('shop').get('order', 7)"
    outcome = await Host().run(sandbox, code)
    assert (outcome.ok, outcome.result) == (True, None), outcome.error


async def test_programs_of_other_kinds_have_no_ctx_of_a_bot(sandbox: OsSandbox) -> None:
    code = "def run(ctx, input):\n    return [hasattr(ctx, 'state'), hasattr(ctx.rows('a'), 'create')]"
    assert (await sandbox.run(Program(code, Entry.FUNCTION))).result == [False, False]


async def test_a_bot_outside_its_host_is_told_so(sandbox: OsSandbox) -> None:
    outcome = await sandbox.run(Program("def run(ctx, input):\n    ctx.state.set('a', 1)", Entry.BOT))
    assert outcome.error is not None
    assert outcome.error.message == "This program runs as no bot."
