"""What models write in place of a shape is brought to it, and never breaks anything."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.design.steps import SHAPES, Step, shape_of
from sayso.design.steps.normalization import Read, read_shape
from sayso.design.steps.step_designer import StepDesigner
from sayso.kit.ids import SeededIds
from sayso.llm.errors import ModelsUnavailableError
from sayso.llm.types import Ask, Reply, Role, Shown, Usage
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.model import AppSpec


class Scripted:
    """Models that answer with these data in turn, the last one again and again."""

    def __init__(self, *data: Any) -> None:
        self._data: Sequence[Any] = data
        self.asked: list[Ask] = []

    def has(self, role: Role) -> bool:
        """Every role has a model."""
        return role in set(Role)

    def may_see_rows(self, role: Role) -> bool:
        """None of them."""
        return role not in set(Role)

    async def ask(self, ask: Ask, shown: Shown | None = None) -> Reply:
        """The next answer."""
        del shown
        self.asked.append(ask)
        data = self._data[min(len(self.asked), len(self._data)) - 1]
        if isinstance(data, Exception):
            raise data
        return Reply("…", data, "test:scripted", Usage())


def read(step: Step, data: Any) -> Read:
    found = read_shape(SHAPES[step], data)
    assert found is not None
    return found


def plain(step: Step, data: Any) -> Any:
    """What was read, as data without what was not said."""
    return read(step, data).shape.model_dump(mode="json", by_alias=True, exclude_unset=True)


CRATE = {"entities": [{"name": "crate"}]}


@pytest.mark.parametrize(
    "data",
    [
        CRATE,
        {"object-model": CRATE},
        {"data": {"objectModel": CRATE}},
        [{"name": "crate"}],
        {"entities": {"name": "crate"}},
        {"entities": ["crate"]},
        {"entities": {"crate": {}}},
        {"entities": [{"name": "Crate", "colour": "red"}]},
        {"entities": [{"name": "crate"}, {"display_name": "No name"}, 7]},
    ],
)
def test_an_entity_is_found_however_it_is_wrapped(data: Any) -> None:
    assert plain(Step.OBJECT_MODEL, data) == CRATE


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("string", "text"),
        ("Text", "text"),
        ("LONG-TEXT", "long_text"),
        ("number", "decimal"),
        ("currency", "money"),
        ("select", "enum"),
        ("timestamp", "datetime"),
        ("Boolean", "boolean"),
    ],
)
def test_types_go_by_other_names(said: str, meant: str) -> None:
    entity = {"name": "crate", "fields": [{"name": "size", "type": said}]}
    shape = plain(Step.OBJECT_MODEL, {"entities": [entity]})
    assert shape["entities"][0]["fields"] == [{"name": "size", "type": meant}]


def test_a_type_that_means_nothing_costs_that_field_alone_and_is_named() -> None:
    entity = {"name": "crate", "fields": [{"name": "size", "type": "sparkles"}, {"name": "label"}]}
    found = read(Step.OBJECT_MODEL, {"entities": [entity]})
    fields = found.shape.to_json()["entities"][0]["fields"]
    assert [field["name"] for field in fields] == ["label"]
    assert len(found.problems) == 1
    assert found.problems[0].startswith("entities.0.fields.0.type: ")


def test_an_attribute_that_cannot_be_is_left_out_alone() -> None:
    entity = {"name": "crate", "fields": [{"name": "size", "type": "integer", "validation": "big"}]}
    found = read(Step.OBJECT_MODEL, {"entities": [entity]})
    assert found.shape.to_json()["entities"][0]["fields"][0]["type"] == "integer"
    assert found.problems


def test_single_values_stand_for_lists_and_words_for_actions() -> None:
    grant = {"role": "Clerk", "entity": "crate", "actions": "manage"}
    shape = plain(Step.PERMISSIONS, {"roles": "Clerk", "matrix": grant})
    assert shape["roles"] == [{"name": "clerk", "label": "Clerk"}]
    assert shape["matrix"][0]["actions"] == ["create", "read", "update", "delete"]


def test_a_layout_may_be_names_in_rows() -> None:
    page = {
        "name": "crates",
        "components": [{"name": "CrateTable", "type": "table", "entity": "crate"}],
        "layout": {"direction": "row", "children": ["CrateTable", {"children": ["CrateForm"]}]},
    }
    layout = plain(Step.PAGES, {"pages": [page]})["pages"][0]["layout"]
    assert layout["children"][0] == {"type": "component", "component": "CrateTable"}
    assert layout["children"][1]["children"] == [{"type": "component", "component": "CrateForm"}]


@pytest.mark.parametrize("data", [None, "a crate", 7, True])
def test_what_is_no_object_is_no_answer(data: Any) -> None:
    assert read_shape(SHAPES[Step.OBJECT_MODEL], data) is None


WORDS = st.sampled_from(
    """
    name entities fields type appointment client status from to flows states pages components layout children
    matrix roles actions reports measures op entity table belongs_to relationships transitions initial was
    complete
    """.split()  # noqa: SIM905 - words read better as words
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | WORDS | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(WORDS | st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=40,
)


@pytest.mark.parametrize("step", Step)
@given(data=ANYTHING)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_whatever_a_model_answers_the_application_stays_sound(step: Step, data: Any, salon: AppSpec) -> None:
    work = StepDesigner().work(step, "Appointments belong to a room.", SeededIds(1), salon, Scripted(data))
    done = asyncio.run(work)
    assert not has_errors(check(done.spec))
    if done.shape is not None:
        assert done.shape == shape_of(step, done.spec)


async def test_a_model_hears_of_all_problems_at_once_and_at_most_twice(salon: AppSpec) -> None:
    links = [
        {"from": "client", "to": "moon", "kind": "belongs_to"},
        {"from": "sun", "to": "client", "kind": "belongs_to"},
        {"from": "client", "to": "service", "kind": "many_to_many", "name": "favourites"},
    ]
    models = Scripted({"relationships": links})
    done = await StepDesigner().work(Step.RELATIONSHIPS, "As you like.", SeededIds(1), salon, models)
    assert len(models.asked) == 3
    ((_, told),) = models.asked[1].exchange
    assert "moon" in told
    assert "sun" in told
    assert done.spec.relationships[-1].name == "favourites"
    assert [notice.startswith("Left out: ") for notice in done.notices] == [True, True]


async def test_the_best_answer_is_kept_when_the_model_fails_in_between(salon: AppSpec) -> None:
    good = {"from": "client", "to": "service", "kind": "many_to_many", "name": "favourites"}
    bad = {"from": "client", "to": "moon", "kind": "belongs_to"}
    models = Scripted({"relationships": [good, bad]}, ModelsUnavailableError("All models are away."))
    done = await StepDesigner().work(Step.RELATIONSHIPS, "As you like.", SeededIds(1), salon, models)
    assert done.by == "test:scripted"
    assert done.spec.relationships[-1].name == "favourites"


async def test_questions_of_a_model_reach_the_person(salon: AppSpec) -> None:
    report = {"name": "clients", "entity": "client", "measures": [{"op": "count"}]}
    models = Scripted({"reports": [report], "questions": ["Per month or per year?", 7]})
    done = await StepDesigner().work(Step.REPORTS, "Clients.", SeededIds(1), salon, models)
    assert [question.text for question in done.questions] == ["Per month or per year?"]
