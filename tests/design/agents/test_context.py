"""A request grows with the change that is asked for, and hardly with the application."""

import json

import pytest

from sayso.design.agents.context import layout_content, schema_content, touched
from sayso.design.agents.prompts import prompt
from sayso.design.agents.shape import changes_shape, layout_shape
from sayso.spec.model import AppSpec
from tests.design.agents.asking import edits, refined, wish
from tests.design.changes.specs import build

FEW = {
    "customer": "name:text phone:phone email:email",
    "piano": "make:text serial_number:text year:integer",
    "visit": "starts_at:datetime price:money note:long_text",
    "tuner": "name:text phone:phone",
}
LINKS = ["piano>customer", "visit>piano", "visit>tuner"]
FLOWS = {"visit": "planned done cancelled"}
WORDS = (
    "gadget", "gizmo", "widget", "sprocket", "flange", "gasket", "spindle", "bracket", "grommet", "washer",
    "bobbin", "ratchet",
)  # fmt: skip
PARTS = ("code:text", "weight:decimal", "grade:text", "owner:text", "due:date")
MANY = FEW | {
    f"{word}_{kind}": " ".join(f"{word}_{part}" for part in PARTS)
    for word in WORDS
    for kind in ("batch", "line", "crate")
}
WISHES = [
    "add a colour to pianos",
    "visits need a rating from 1 to 5",
    "tuners may only see their own visits",
    "how much did we earn per tuner and month?",
    "rename piano to instrument",
]


@pytest.fixture(scope="module")
def small() -> AppSpec:
    return build("Small", FEW, LINKS, roles=("owner", "tuner"))


@pytest.fixture(scope="module")
def large() -> AppSpec:
    return build("Large", MANY, LINKS, roles=("owner", "tuner"))


@pytest.mark.parametrize("text", WISHES)
def test_forty_entities_cost_little_more_than_four(text: str, small: AppSpec, large: AppSpec) -> None:
    assert len(large.entities) == 40
    few, many = (len(schema_content(wish(text, spec)).text) for spec in (small, large))
    fixed = len(prompt("schema").text) + len(json.dumps(changes_shape()))
    assert many < few + 3_000, "what is not touched fits in a fixed number of characters"
    assert (many + fixed) / (few + fixed) < 1.35


def test_pages_of_forty_entities_cost_little_more_than_those_of_four(small: AppSpec, large: AppSpec) -> None:
    text = "put the table of visits on the start page"
    few, many = (len(layout_content(wish(text, spec)).text) for spec in (small, large))
    fixed = len(prompt("layout").text) + len(json.dumps(layout_shape()))
    assert (many + fixed) / (few + fixed) < 1.35


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("add a colour to pianos", ("piano",)),
        ("the serial number has to be unique", ("piano",)),
        ("visits and tuners", ("visit", "tuner")),
        ("sprocket batches need a colour", ("sprocket_batch",)),
        ("paint everything blue", ()),
    ],
)
def test_what_is_touched_is_what_the_words_name(text: str, names: tuple[str, ...], large: AppSpec) -> None:
    assert touched(wish(text, large)).entities == names


def test_everything_that_is_not_shown_is_named_or_counted(large: AppSpec) -> None:
    text = schema_content(wish("add a colour to pianos", large)).text
    named = [entity.name for entity in large.entities if entity.name in text]
    assert len(named) == len(large.entities)


async def test_the_model_sees_what_is_touched_in_full_and_neighbours_in_a_line(large: AppSpec) -> None:
    told = await refined("add a colour to pianos", large, edits())
    user = told.requests[0].user
    assert "\npiano\n  fields: make:text; serial_number:text; year:integer" in user
    assert "\nvisit: starts_at, price, note" in user
    assert "sprocket_grade" not in user or user.index("\nvisit:") < user.index("sprocket_grade")
    assert told.requests[0].system == prompt("schema").text


def test_nothing_of_ids_reaches_the_model(large: AppSpec) -> None:
    content = schema_content(wish("visits need a rating", large)).text
    content += layout_content(wish("visits as a board", large)).text
    ids = [one.id for one in (*large.entities, *large.components, *large.pages, *large.relationships)]
    assert not [one for one in ids if one in content]
