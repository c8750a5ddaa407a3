"""Bots of the person at Studio, made over the API where a test is about something else than their making."""

import asyncio
from typing import Any

from tests.e2e.studio.desk import Studio
from tests.e2e.studio.walls import theirs

_PATIENCE = 60.0
_AT_WORK = ("reading", "writing", "testing", "healing")
ORDERS = """def run(ctx, input):
    order = (input or {}).get("body") or input or {}
    ctx.log("Looking at the order of " + str(order.get("name", "nobody")))
    if not order.get("address"):
        raise ValueError("The order has no address, so it cannot be sent.")
    total = ctx.step("add up", lambda: order.get("total", 0))
    if total > 50 and not ctx.approve("Send the order of %s?" % order["name"]):
        return {"sent": False}
    ctx.log("Sent")
    ctx.notify("The order of %s is sent." % order["name"], title="Order sent")
    return {"sent": True}
"""
CASES = [
    {
        "name": "A small order is sent at once",
        "given": {"input": {"name": "Ada", "address": "Graz", "total": 10}},
        "expect": {"result_contains": {"sent": True}},
    },
    {
        "name": "A large order waits for an approval",
        "given": {"input": {"name": "Bob", "address": "Wien", "total": 80}},
        "expect": {"waits": "Send the order of Bob"},
    },
]
DETAILS = {
    "name": "Bestellungen freigeben und Versandbenachrichtigungen verschicken",
    "description": "Sends orders that come in, and asks before large ones.",
    "reaches": {"notifies": ["product"], "secrets": ["SHOP_KEY"]},
    "config": [
        {"name": "tone", "label": "Tone", "type": "choice", "default": "plain", "options": ["plain", "warm"]}
    ],
    "cases": CASES,
}


async def settled(studio: Studio, bot: str) -> dict[str, Any]:
    """A bot, as soon as nobody is at work on it."""
    async with asyncio.timeout(_PATIENCE):
        while True:
            found: dict[str, Any] = await theirs(studio, "GET", f"/bots/{bot}")
            if found["stage"] not in _AT_WORK:
                return found
            await asyncio.sleep(0.2)


async def made_by_hand(studio: Studio) -> str:
    """An active bot whose code was written by hand; its id. A run that fails is not tried again."""
    asked = {"description": "Send the orders that come in"}
    bot = str((await theirs(studio, "POST", "/bots", asked))["id"])
    await settled(studio, bot)
    await theirs(studio, "PATCH", f"/bots/{bot}", {"name": DETAILS["name"], "policy": {"retries": 0}})
    body = {"code": ORDERS, "details": DETAILS}
    version = await theirs(studio, "PUT", f"/bots/{bot}/code", body)
    assert version["ok"], version["report"]
    await theirs(studio, "POST", f"/bots/{bot}/activate", {"version": version["number"]})
    return bot


async def ran(studio: Studio, bot: str, order: dict[str, Any]) -> str:
    """A run with this input, as soon as it has ended or waits; its id."""
    run = str((await theirs(studio, "POST", f"/bots/{bot}/runs", {"input": order}))["id"])
    async with asyncio.timeout(_PATIENCE):
        while True:
            found = await theirs(studio, "GET", f"/runs/{run}")
            if found["state"] not in {"queued", "running"}:
                return run
            await asyncio.sleep(0.1)


async def furnished_bots(studio: Studio, address: str) -> tuple[str, ...]:
    """Addresses of screens of bots: one at work, one that asks, one that could not be made."""
    bot = await made_by_hand(studio)
    order = {"name": "Ada", "address": "Graz", "total": 10}
    done = await ran(studio, bot, order)
    waits = await ran(studio, bot, order | {"total": 80})
    failed = await ran(studio, bot, {"name": "Cy"})
    for spec in (
        {"kind": "cron", "cron": "0 8 * * 1-5", "time_zone": "Europe/Vienna"},
        {"kind": "webhook", "signed": True},
    ):
        await theirs(studio, "POST", f"/bots/{bot}/triggers", {"spec": spec})
    await theirs(studio, "PUT", f"/bots/{bot}/code", {"code": ORDERS.replace("Sent", "Away")})
    tabs = ("", "runs", "talk", "review", "triggers", "code", "versions", "settings")
    asked = (f"Watch {address}", "Read my mind", f"Every hour, tell me when orders at {address} are below 9")
    others = [str((await theirs(studio, "POST", "/bots", {"description": words}))["id"]) for words in asked]
    for other in others:
        await settled(studio, other)
    return (
        *("/bots", "/bots?q=nothing-like-this", "/bots/new"),
        *(f"/bots/{bot}/{tab}" for tab in tabs),
        *(f"/bots/{bot}/runs/{run}" for run in (done, waits, failed)),
        *(f"/bots/{other}" for other in others),
    )
