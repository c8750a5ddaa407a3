"""Prompts have a name and a version, and what they show as an example is an answer that fits."""

import json
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from sayso.design.agents.prompts import prompt, prompt_names
from sayso.design.agents.shape import changes_shape, description_shape, layout_shape
from sayso.spec.model import AppSpec
from tests.design.agents.asking import designed, refined

MINE = ("description", "schema", "layout")
FERRY: dict[str, Any] = {
    "reply": "A ferry line.",
    "name": "Ferry line",
    "entities": [
        {"name": "captain", "fields": ["name!:text"], "person_role": "captain"},
        {"name": "ship", "fields": ["name!:text", "seats:integer"], "links": ["captain"]},
        {"name": "crossing", "fields": ["departs_at!:datetime", "weather:text"], "links": ["ship!"]},
        {
            "name": "booking",
            "fields": ["passenger!:text", "phone:phone", "passengers:integer", "booked_on:date"],
            "links": ["crossing!"],
        },
    ],
    "roles": ["owner", "captain"],
    "permissions": [
        {"role": "owner", "entities": ["*"], "actions": "crud"},
        {"role": "captain", "entities": ["crossing"], "actions": "ru"},
    ],
}


def examples(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a person says in the examples of a prompt, and the answer to it."""
    lines = prompt(name).text.splitlines()
    for said, line in pairwise(lines):
        if line.startswith('{"') and not line.startswith('{"op"'):
            yield said.split("“")[-1].strip("”"), json.loads(line)


@pytest.fixture(scope="module")
async def ferry() -> AppSpec:
    return (await designed("A ferry line with ships, captains, crossings and bookings.", FERRY)).outcome.spec


@pytest.mark.parametrize("name", prompt_names())
def test_every_prompt_has_a_name_and_a_version(name: str) -> None:
    assert prompt(name).name == name
    assert prompt(name).version >= 1
    assert prompt(name).text


def test_a_prompt_that_is_not_there_or_elsewhere_is_not_read() -> None:
    for name in ("nothing", "../types", "../../errors"):
        with pytest.raises(LookupError):
            prompt(name)


@pytest.mark.parametrize("said", [said for said, _ in examples("description")])
async def test_examples_of_descriptions_need_no_repair(said: str) -> None:
    answer = dict(examples("description"))[said]
    told = await designed(said, answer)
    assert len(told.requests) == 1
    assert told.outcome.notices == ()
    assert told.requests[0].system == prompt("description").text


@pytest.mark.parametrize("said", [said for said, _ in examples("schema")])
async def test_examples_of_changes_need_no_repair_and_no_question(said: str, ferry: AppSpec) -> None:
    answer = dict(examples("schema"))[said]
    told = await refined(said, ferry, answer)
    assert len(told.requests) == 1, told.requests[-1].user
    assert told.outcome.notices == ()
    assert len(told.outcome.questions) == len(answer.get("questions", ()))
    assert bool(told.outcome.edits) == bool(answer["edits"])


@pytest.mark.parametrize("said", [said for said, _ in examples("layout")])
async def test_examples_of_layouts_need_no_repair(said: str, ferry: AppSpec) -> None:
    answer = dict(examples("layout"))[said]
    told = await refined(said, ferry, answer, layout=True)
    assert len(told.requests) == 1, told.requests[-1].user
    assert told.outcome.notices == ()


def test_shapes_stay_short() -> None:
    sizes = [
        len(json.dumps(shape(), separators=(",", ":")))
        for shape in (changes_shape, layout_shape, description_shape)
    ]
    assert sizes[0] < 1_800
    assert sizes[1] < 1_200
    assert sizes[2] < 2_100
    for shape in (changes_shape, layout_shape, description_shape):
        assert "reply" not in shape()["properties"], "nobody reads what a model says that it did"
