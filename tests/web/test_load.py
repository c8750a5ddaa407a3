"""An application answers in few words whatever is sent to it, and keeps nobody waiting.

Its calls are those of its own description. Bodies of JSON are those that the platform's calls are sent, too;
tables and forms are such as nobody sends in good faith.
"""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sayso.web.body_limits import FIELDS, ROW, ROWS, BodyLimit
from sayso.web.strict_request import MOST_ERRORS
from tests.support.running import Salon
from tests.web.api.hostile_files import FILES, FORM, FORMS, TABLES, form_of
from tests.web.api.test_load import LONGEST_STALL, MOST_ANSWERED, SHAPES, watched


class Calls:
    """The calls of an application that change something, from its own description."""

    def __init__(self, document: dict[str, Any], ids: dict[str, str]) -> None:
        self._document = document
        self._ids = ids

    def of_json(self) -> Iterator[tuple[str, str, BodyLimit, dict[str, Any]]]:
        """Method, address, what it takes, and something like a valid body."""
        for path, described in self._document["paths"].items():
            there = path.format(id=self._ids.get(path.split("/")[2], ""), name="confirm")
            for method in sorted(set(described) & {"post", "patch", "put"}):
                content = described[method].get("requestBody", {}).get("content", {})
                if "application/json" in content:
                    example = self._example(content["application/json"]["schema"])
                    yield method.upper(), there, limit_of(path), example

    def _example(self, schema: dict[str, Any]) -> dict[str, Any]:
        named = schema.get("$ref", "").rpartition("/")[2]
        fields = self._document["components"]["schemas"].get(named, schema).get("properties", {})
        return {name: [{}] if one.get("type") == "array" else "a" for name, one in fields.items()}


def limit_of(path: str) -> BodyLimit:
    if path.endswith("/bulk"):
        return ROWS
    return FIELDS if path.startswith("/api/session") else ROW


def demand_short(answer: httpx.Response, *where: str) -> None:
    """Few words; only rows that were taken over are said back, as they are now."""
    assert answer.status_code < 500, (where, answer.text[:500])
    said = answer.json()
    if not (answer.is_success and ("id" in said or "items" in said)):
        assert len(answer.content) < MOST_ANSWERED, (where, answer.status_code, len(answer.content))
        assert len(said.get("errors", ())) <= MOST_ERRORS, (where, answer.text[:500])


async def calls_of(shop: Salon) -> Calls:
    """With a row in each collection."""
    cast = await shop.cast()
    booked = await shop.create("appointments", **cast, starts_at="2026-11-23T10:00:00Z")
    ids = {f"{name.removesuffix('_id')}s": row for name, row in cast.items()} | {"appointments": booked["id"]}
    return Calls((await shop.owner.get("/api/openapi.json")).json(), ids)


@pytest.mark.rotating(6, of="what takes longest")
@pytest.mark.parametrize("share", [4, pytest.param(1, marks=pytest.mark.deep)])
async def test_hostile_bodies_are_answered_shortly_by_every_call(shop: Salon, share: int) -> None:
    """Each call is sent some of the shapes in the normal run, so that each shape meets every kind of call."""
    calls = list((await calls_of(shop)).of_json())
    assert len(calls) > 10
    async with watched(await shop.sayso.platform()) as stalls:
        for number, (method, path, limit, example) in enumerate(calls):
            for shape in SHAPES[number % share :: share]:
                headers = {"content-type": "application/json"}
                body = await asyncio.to_thread(shape, example, limit)
                answer = await shop.owner.request(method, path, content=body, headers=headers)
                demand_short(answer, method, path, shape.__name__)
                assert await stalls.longest() < LONGEST_STALL, (method, path, shape.__name__)


async def test_hostile_tables_are_answered_shortly_and_keep_nobody_waiting(shop: Salon) -> None:
    headers = {"content-type": "text/csv"}
    async with watched(await shop.sayso.platform()) as stalls:
        for name, content in TABLES.items():
            for collection in ("clients", "appointments"):
                path = f"/api/{collection}/import?dry_run=true&partial=true"
                demand_short(await shop.owner.post(path, content=content, headers=headers), name, collection)
                assert await stalls.longest() < LONGEST_STALL, (name, collection)


async def test_hostile_forms_are_answered_shortly_and_keep_nobody_waiting(shop: Salon) -> None:
    forms = FORMS | {name: form_of(content) for name, content in FILES.items()}
    async with watched(await shop.sayso.platform()) as stalls:
        for name, content in forms.items():
            for path in ("/api/files", "/api/clients/import?dry_run=true"):
                demand_short(await shop.owner.post(path, content=content, headers=FORM), name, path)
                assert await stalls.longest() < LONGEST_STALL, (name, path)
