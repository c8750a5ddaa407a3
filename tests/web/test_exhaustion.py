"""Nobody who may send a file or a text can keep the server busy for everybody else."""

import asyncio
from time import monotonic

import pytest

from sayso.spec.model import AppSpec, FieldType, Validation
from tests.support.running import RunningSayso, Salon, open_salon

AT_ONCE = 1.5
"""Seconds that suffice for any of these requests; what they try would take ten times as long, or hours."""


async def test_a_file_of_many_comments_is_told_apart_at_once(shop: Salon) -> None:
    before = monotonic()
    content = b"<!---->" * 25 + b"no picture"
    answer = await shop.owner.post("/api/files", files={"file": ("a.txt", content, "text/plain")})
    assert (answer.status_code, answer.json()["content_type"]) == (201, "text/plain")
    assert monotonic() - before < AT_ONCE


async def test_a_picture_after_comments_is_still_a_picture(shop: Salon) -> None:
    content = (
        b'<?xml version="1.0"?>\n<!-- a > b -- c -->\n<!---->\n<svg xmlns="http://www.w3.org/2000/svg"/>'
    )
    answer = await shop.owner.post("/api/files", files={"file": ("a.txt", content, "text/plain")})
    assert answer.json()["content_type"] == "image/svg+xml"


@pytest.mark.parametrize(
    "pattern",
    ["^([A-Za-z]+ ?)+$", "^" + "[a-z]*" * 8 + "[A-Za-z ]*$", "^" + "([a-z]|[a-z])?" * 24 + "[A-Za-z ]*$"],
    ids=["what repeats repeats", "one after the other", "either way"],
)
async def test_a_pattern_with_many_ways_to_be_read_is_checked_at_once(
    sayso: RunningSayso, salon: AppSpec, pattern: str
) -> None:
    owner = (await open_salon(sayso, _with_field(salon, Validation(pattern=pattern)))).owner
    assert (await owner.post("/api/clients", json={"name": "Ada Lovelace"})).status_code == 201
    before = monotonic()
    answer = await owner.post("/api/clients", json={"name": "a" * 28 + "!"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "name")
    assert monotonic() - before < AT_ONCE


async def test_a_long_text_is_held_against_its_pattern_all_the_same(
    sayso: RunningSayso, salon: AppSpec
) -> None:
    owner = (await open_salon(sayso, _with_field(salon, Validation(pattern="^[a-z]+$")))).owner
    for name in ("a" * 5000 + "!", "a!"):
        answer = await owner.post("/api/clients", json={"name": name})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "name")
    assert (await owner.post("/api/clients", json={"name": "a" * 5000})).status_code == 201


async def test_others_are_answered_while_a_large_file_is_read(shop: Salon) -> None:
    lines = "Name,Birthday\n" + "Ada,some day in spring\n" * 50_000
    importing = asyncio.create_task(
        shop.owner.post("/api/clients/import", content=lines, headers={"content-type": "text/csv"})
    )
    slowest = 0.0
    while not importing.done():
        before = monotonic()
        assert (await shop.owner.get("/api/session")).status_code == 200
        slowest = max(slowest, monotonic() - before)
        await asyncio.sleep(0.01)
    assert (await importing).json()["error_count"] == 50_000
    assert slowest < AT_ONCE


async def test_json_nested_too_deeply_to_be_kept_is_refused(sayso: RunningSayso, salon: AppSpec) -> None:
    owner = (await open_salon(sayso, _with_field(salon, None, FieldType.JSON, "colour_notes"))).owner
    body = b'{"name":"Ada","colour_notes":%b%b}' % (b"[" * 400, b"]" * 400)
    answer = await owner.post("/api/clients", content=body, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert answer.json()["detail"] == "The body is nested too deep."


def _with_field(
    spec: AppSpec, validation: Validation | None, type_: FieldType | None = None, name: str = "name"
) -> AppSpec:
    """The salon with another kind of field in a client."""
    client = spec.entities[0]
    fields = tuple(
        field.model_copy(update={"validation": validation, "type": type_ or field.type})
        if field.name == name
        else field
        for field in client.fields
    )
    changed = client.model_copy(update={"fields": fields})
    return spec.model_copy(update={"entities": (changed, *spec.entities[1:])})
