"""Whatever a model answers, a message ends with an application that holds, and never with an exception."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.design.agents.layout import LayoutDesigner
from sayso.design.agents.schema import SchemaDesigner
from sayso.design.types import Outcome
from sayso.llm.types import Ask, Reply, Role, Shown, Usage
from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import Kind, apply
from sayso.spec.model import AppSpec
from tests.design.agents.asking import REFINEMENT, refined, wish
from tests.support.models import Answer

calm = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
NAMES = [
    "client", "client.email", "appointment:done", "x", "/appointments", "ClientTable", "owner", "*", "id",
    "file", "session", "stylist>client",
]  # fmt: skip
KEYS = [
    "op", "kind", "of", "target", "targets", "element", "values", "name", "type", "fields", "options",
    "states", "transitions", "from", "to", "layout", "position", "before", "actions", "role", "entity",
    "props", "measures", "group_by", "filters", "default", "min", "expression", "message", "parts", "links",
    "flow", "label", "person_role", "computed", "rules", "steps",
]  # fmt: skip
OPS = [
    "add", "remove", "rename", "set", "move", "retype", "set_layout", "set_app", "split", "merge",
    "make_flow",
]  # fmt: skip
WORDS = [
    *OPS, *(kind.value for kind in Kind), "enum", "money", "many_to_many", "crud", "own", "true", "-1",
    "1e999", "a > b", "name!:text", "kind:enum(a|b)", "x:y:z(((", "sum(", "{", "", "\ud800", "\x00", "é" * 50,
]  # fmt: skip

scalars = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.sampled_from([*NAMES, *WORDS])
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)
likely = st.fixed_dictionaries(
    {"op": st.sampled_from(OPS), "kind": st.sampled_from([kind.value for kind in Kind])},
    optional={
        "of": st.sampled_from(NAMES), "target": st.sampled_from(NAMES), "name": scalars, "type": scalars,
        "element": anything, "values": anything, "layout": anything, "position": scalars, "parts": anything,
        "targets": anything, "options": anything,
    },
)  # fmt: skip
answers = anything | st.fixed_dictionaries(
    {"reply": scalars, "edits": st.lists(likely | anything, max_size=6)},
    optional={"questions": anything, "assumptions": anything, "suggestions": anything, "need": anything},
)
things = st.tuples(st.dictionaries(st.sampled_from(KEYS), anything, max_size=6), scalars).map(
    lambda pair: {**pair[0], "name": pair[1]}
)
PARTS = ["name", "roles", "permissions", "reports", "settings", "flows", "links", "assumptions"]
descriptions = st.tuples(
    st.dictionaries(st.sampled_from(PARTS), anything), st.lists(things | anything, max_size=4)
).map(lambda pair: {**pair[0], "entities": pair[1]})


class Saying:
    """Models that answer this, whatever they are asked."""

    def __init__(self, data: Any) -> None:
        self._data = data

    def has(self, role: Role) -> bool:
        return bool(role)

    def may_see_rows(self, role: Role) -> bool:
        return not role

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:
        text = json.dumps(self._data) if ask.shape else ""
        if shown is not None:
            shown(text)
        return Reply(text, self._data, "test", Usage())


def holds(outcome: Outcome, before: AppSpec) -> None:
    result = apply(before, outcome.edits)
    assert result.ok, result.diagnostics
    assert result.spec == outcome.spec
    errors = [one for one in check(outcome.spec) if one.level is Level.ERROR]
    assert outcome.spec == before or not errors
    assert outcome.spec.permissions.public_role is None


@calm
@given(data=answers)
async def test_any_answer_to_a_wish_leaves_an_application_that_holds(data: Any, salon: AppSpec) -> None:
    asked = wish("clients need a pager", salon)
    holds(await SchemaDesigner(Saying(data)).refine(asked, REFINEMENT, lambda _: None), salon)
    holds(await LayoutDesigner(Saying(data)).refine(asked, REFINEMENT, lambda _: None), salon)


@calm
@given(data=answers | descriptions)
async def test_any_answer_to_a_description_gives_an_application_or_a_question(data: Any) -> None:
    asked = wish("We keep clients with a name and files of them.")
    holds(await SchemaDesigner(Saying(data)).design(asked, lambda _: None), asked.spec)


DEEP: Any = "bottom"
for _ in range(200):
    DEEP = {"column": [DEEP]}


@pytest.mark.parametrize(
    "answer",
    [
        Answer("null"),
        Answer('"just a text"'),
        Answer("[1, 2, 3]"),
        Answer(json.dumps({"reply": "x", "edits": "drop everything"})),
        Answer(json.dumps({"reply": {"a": 1}, "edits": {"op": "add"}})),
        Answer(json.dumps({"reply": "x" * 100_000, "edits": []})),
        Answer(json.dumps({"reply": "x", "edits": [{"op": "set_layout", "target": "/", "layout": DEEP}]})),
        Answer(json.dumps({"reply": "x", "edits": [{"op": "add"}] * 2_000})),
        Answer('{"reply": "half an answer", "edits": [{"op": "add", "kind": "fie', is_cut_short=True),
    ],
    ids=["null", "text", "numbers", "text for edits", "swapped", "100 KB", "deep", "many", "cut"],
)
async def test_misshapen_answers_over_the_wire_change_nothing(salon: AppSpec, answer: Answer) -> None:
    told = await refined("clients need a pager", salon, answer)
    holds(told.outcome, salon)
    assert told.outcome.spec == salon
    assert len(told.outcome.reply) < 110_000


async def test_two_of_one_name_are_one(salon: AppSpec) -> None:
    item = {"op": "add", "kind": "field", "of": "client", "element": "pager:phone"}
    told = await refined("clients need a pager", salon, {"reply": "Done.", "edits": [item, item, item]})
    client = next(entity for entity in told.outcome.spec.entities if entity.name == "client")
    assert [field.name for field in client.fields].count("pager") == 1
