"""Steps without a model: words of a step, or of everything, read with what is known."""

import asyncio
import tomllib
from pathlib import Path
from typing import Any

import pytest

from sayso.design.steps import Step, StepShape, assemble
from sayso.design.steps.step_designer import StepDesigner, StepOutcome, finished
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

DESCRIPTIONS = Path(__file__).parents[1] / "descriptions"


def done(step: Step, words: str, spec: AppSpec | None = None) -> StepOutcome:
    return asyncio.run(StepDesigner().work(step, words, SeededIds(words), spec))


def data_of(step: Step, words: str, spec: AppSpec | None = None) -> Any:
    shape = done(step, words, spec).shape
    assert shape is not None
    return shape.to_json()


@pytest.fixture(scope="module")
def library() -> AppSpec:
    words = (
        "Books have a title and a price. Members have a name and email. Loans have a date and a return date."
    )
    begun = assemble({Step.OBJECT_MODEL: shape(Step.OBJECT_MODEL, words)}, empty_spec(), SeededIds(1)).spec
    return done(Step.RELATIONSHIPS, "A loan belongs to a member. A loan belongs to a book.", begun).spec


def shape(step: Step, words: str) -> StepShape:
    found = done(step, words).shape
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["hotel_terse", "legal_cases", "driving_school", "film_production"])
def test_the_same_description_on_every_step_gives_an_application(name: str) -> None:
    text = tomllib.loads((DESCRIPTIONS / f"{name}.toml").read_text(encoding="utf-8"))["text"]
    forms: dict[Step, StepShape] = {}
    for step in Step:
        before = assemble(forms, empty_spec(), SeededIds(step)).spec
        outcome = done(step, text, before)
        if outcome.shape is not None:
            forms[step] = outcome.shape
        else:
            assert outcome.questions
    made = assemble(forms, empty_spec(), SeededIds(name))
    spec, _ = finished(made, SeededIds(name))
    assert made.diagnostics == ()
    assert not has_errors(check(spec))
    assert {Step.OBJECT_MODEL, Step.PAGES, Step.PERMISSIONS} <= forms.keys()
    assert spec.entities
    assert spec.pages


def test_links_are_read_from_sentences(library: AppSpec) -> None:
    assert {(one.from_entity, one.to_entity) for one in library.relationships} == {
        ("loan", "member"),
        ("loan", "book"),
    }


@pytest.mark.parametrize(
    ("words", "states"),
    [
        ("A loan is open, then overdue, and finally returned.", {"open", "overdue", "returned"}),
        ("loan states: requested, handed out, returned", {"requested", "handed_out", "returned"}),
    ],
)
def test_states_are_read_in_their_order(library: AppSpec, words: str, states: set[str]) -> None:
    (flow,) = data_of(Step.STATE_FLOW, words, library)["flows"]
    assert flow["entity"] == "loan"
    assert {one["name"] for one in flow["states"]} == states
    assert flow["transitions"]


def test_a_move_is_kept_to_those_who_are_named_for_it(library: AppSpec) -> None:
    words = "A loan is open, then overdue, and finally returned. Only librarians may mark loans as returned."
    outcome = done(Step.STATE_FLOW, words, library)
    roles = {move.to_state: move.roles for move in outcome.spec.flows[0].transitions}
    assert roles == {"overdue": (), "returned": ("librarian",)}
    assert [role.name for role in outcome.spec.permissions.roles] == ["librarian"]


@pytest.mark.parametrize(
    "words", ["librarian: everything, reader: read only", "Librarians do everything. Readers may only read."]
)
def test_roles_are_read_from_short_forms_and_sentences(library: AppSpec, words: str) -> None:
    data = data_of(Step.PERMISSIONS, words, library)
    assert {role["name"] for role in data["roles"]} == {"librarian", "reader"}
    reach = {(one["role"], tuple(one["actions"])) for one in data["matrix"] if one["entity"] == "book"}
    assert ("librarian", ("create", "read", "update", "delete")) in reach
    assert ("reader", ("read",)) in reach


def test_reports_are_read_as_a_list(library: AppSpec) -> None:
    data = data_of(Step.REPORTS, "Number of loans per book; average price of books", library)
    assert [(one["entity"], one["group_by"], one["measures"][0]["op"]) for one in data["reports"]] == [
        ("loan", ["book"], "count"),
        ("book", [], "avg"),
    ]


def test_pages_are_the_usual_ones_where_there_are_none(library: AppSpec) -> None:
    data = data_of(Step.PAGES, "A page for each, please.", library)
    assert "/" in {page["path"] for page in data["pages"]}
    assert {"/loans", "/books", "/members"} <= {page["path"] for page in data["pages"]}


def test_a_wish_changes_what_is_in_the_form(library: AppSpec) -> None:
    after = done(Step.OBJECT_MODEL, "Members also have a birthday.", library).spec
    before = {entity.name: [field.name for field in entity.fields] for entity in library.entities}
    assert {entity.name: [field.name for field in entity.fields] for entity in after.entities} == {
        **before,
        "member": [*before["member"], "birthday"],
    }


@pytest.mark.parametrize("step", [Step.RELATIONSHIPS, Step.STATE_FLOW, Step.REPORTS])
def test_words_that_say_nothing_of_a_step_are_asked_about(step: Step) -> None:
    words = "Books have a title and a price."
    begun = assemble({Step.OBJECT_MODEL: shape(Step.OBJECT_MODEL, words)}, empty_spec(), SeededIds(1)).spec
    outcome = done(step, "It should be nice and friendly for everyone who comes by.", begun)
    assert (outcome.shape, outcome.spec) == (None, begun)
    assert outcome.questions[0].suggestions


def test_what_is_there_stays_where_the_words_say_nothing_new(library: AppSpec) -> None:
    outcome = done(Step.RELATIONSHIPS, "It should be nice and friendly for everyone.", library)
    assert outcome.shape is not None
    assert outcome.spec == library
    assert outcome.questions
