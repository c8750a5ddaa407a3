"""Lists and the clock; what else a list does is held by `tests/contract`."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from sayso.runtime.query.lists import ListBuilder
from tests.support.running import Salon


async def names(shop: Salon, path: str, key: str = "client_title", **parameters: Any) -> list[str]:
    answer = await shop.owner.get(path, params=parameters)
    assert answer.status_code == 200, answer.text
    return [row[key] for row in answer.json()["items"]]


async def test_upcoming_and_past_stand_on_the_clock_and_are_never_remembered(shop: Salon) -> None:
    cast = await shop.cast()
    runtime = await shop.sayso.services.registry.runtime(shop.module.slug)
    assert runtime is not None
    for day in (21, 22):
        await shop.create("appointments", **cast, starts_at=f"2026-11-{day}T10:00:00Z")
    seen: list[tuple[int, int]] = []
    for hour in (9, 11):
        moment = datetime(2026, 11, 21, hour, tzinfo=UTC)
        runtime.lists = ListBuilder(
            runtime.plan, runtime.shapes, partial(datetime.fromtimestamp, moment.timestamp(), UTC)
        )
        counts = [
            len(await names(shop, "/api/appointments", **{f"filter[starts_at][{op}]": "true"}))
            for op in ("upcoming", "past")
        ]
        seen.append((counts[0], counts[1]))
    assert seen == [(2, 0), (1, 1)]
    refused = await shop.owner.get("/api/clients", params={"filter[name][upcoming]": "true"})
    assert (refused.status_code, refused.json()["code"]) == (400, "malformed")
