"""A first description, read by a model that answers over HTTP."""

from typing import Any

import pytest

from sayso.design.types import Decision
from sayso.llm.errors import ModelsUnavailableError
from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import apply, empty_spec
from sayso.spec.model import AppSpec
from tests.design.agents.asking import Told, designed
from tests.support.models import Answer, Empty, Status

WORDS = (
    "We tune pianos. Customers own pianos of a make and age. A tuner visits at a time, visits are planned, "
    "then done. Tuners see only their own visits. Turnover per month."
)
MADE = "Piano tuning keeps customers, pianos, tuners and visits."
PIANOS: dict[str, Any] = {
    "reply": "I planned customers, pianos, tuners and visits.",
    "name": "Piano tuning",
    "entities": [
        {"name": "Customers", "fields": ["name!:string", "phone:tel"], "source": "customers own pianos"},
        {"name": "piano", "fields": ["make!:text", "age:number[0..300]"], "links": ["customer!"]},
        {"name": "tuner", "fields": ["name!"], "person_role": "tuner"},
        {
            "name": "visit",
            "fields": ["starts_at!:datetime", "price:money", "piano_id:integer", "created_at:datetime"],
            "links": ["tuner!"],
            "flow": "planned > done",
            "steps": ["planned>done", "planned>cancelled"],
            "rules": ["price >= 0 — A price is never negative."],
        },
    ],
    "roles": ["owner", "tuner"],
    "permissions": [
        {"role": "owner", "entities": ["*"], "actions": "crud"},
        {"role": "tuner", "entities": ["visit"], "actions": "ru", "scope": "own"},
    ],
    "reports": [
        {"title": "Turnover per month", "entity": "visit", "measures": ["sum price"], "group_by": ["month"]}
    ],
    "assumptions": [{"text": "A visit is for one piano.", "about": ["visit"], "alternatives": ["Several"]}],
}


def problems(spec: AppSpec) -> list[str]:
    return [f"{one.path}: {one.message}" for one in check(spec) if one.level is not Level.HINT]


@pytest.fixture(scope="module")
async def pianos() -> Told:
    return await designed(WORDS, PIANOS)


async def test_a_description_becomes_a_whole_application_in_one_request(pianos: Told) -> None:
    spec = pianos.outcome.spec
    assert len(pianos.requests) == 1
    assert pianos.names == {"customer", "piano", "tuner", "visit"}
    assert problems(spec) == []
    assert {page.path for page in spec.pages} >= {"/", "/customers", "/visits"}
    assert any(component.type == "calendar" and component.entity == "visit" for component in spec.components)
    assert apply(empty_spec(), pianos.outcome.edits).spec == spec
    assert pianos.outcome.verdict.decision is Decision.NEW_REQUIREMENT
    assert spec.name == "Piano tuning"
    assert pianos.outcome.notices == ()


async def test_what_a_model_writes_carelessly_is_put_right(pianos: Told) -> None:
    spec = pianos.outcome.spec
    visit = next(entity for entity in spec.entities if entity.name == "visit")
    assert [field.name for field in visit.fields] == ["starts_at", "price"]
    assert {(one.from_entity, one.name) for one in spec.relationships} >= {
        ("visit", "piano"),
        ("visit", "tuner"),
    }
    phone = next(f for e in spec.entities for f in e.fields if f.name == "phone")
    assert phone.type == "phone"
    assert [state.name for state in spec.flows[0].states] == ["planned", "done", "cancelled"]


async def test_own_leads_to_the_person_whom_a_record_belongs_to(pianos: Told) -> None:
    rule = next(r for r in pianos.outcome.spec.permissions.rules if r.role == "tuner")
    assert (rule.scope, rule.owner) == ("own", "tuner")


async def test_every_element_says_which_words_it_came_from_or_why_it_is_there(pianos: Told) -> None:
    spec = pianos.outcome.spec
    parts = [*spec.entities, *spec.relationships, *spec.flows, *spec.permissions.rules, *spec.reports]
    assert all(one.source or one.assumed for one in parts)
    customer = next(entity for entity in spec.entities if entity.name == "customer")
    assert customer.source == "customers own pianos"
    make = next(f for e in spec.entities for f in e.fields if f.name == "make")
    assert make.source == "Customers own pianos of a make and age"


async def test_the_reply_is_written_from_what_was_made(pianos: Told) -> None:
    assert pianos.reply == MADE == pianos.outcome.reply


async def test_what_does_not_fit_goes_back_once_with_all_that_is_wrong() -> None:
    wrong = {
        **PIANOS,
        "entities": [*PIANOS["entities"], {"name": "tool", "fields": ["name!"], "links": ["workshp!"]}],
        "reports": [{"title": "Ages", "entity": "pianoo", "measures": ["avg age"]}],
    }
    right = {
        "reply": "Corrected.",
        "reports": [{"title": "Ages", "entity": "piano", "measures": ["avg age"]}],
    }
    told = await designed(WORDS, wrong, right)
    assert len(told.requests) == 2
    said = told.requests[1].user
    assert "workshp" in said
    assert "Did you mean piano?" in said
    assert "customer" not in said.lower().split("these only")[1].split("workshp")[0]
    assert any(report.title == "Ages" for report in told.outcome.spec.reports)
    assert "tool" in told.names
    assert any("workshp" in notice for notice in told.outcome.notices)
    assert told.reply.startswith("Piano tuning keeps customers, pianos, tuners, visits and tools.")
    assert "left out" in told.reply


async def test_after_two_repairs_the_rest_is_explained_and_what_is_valid_stays() -> None:
    wrong = {**PIANOS, "reports": [{"title": "Ages", "entity": "nothing", "measures": ["avg age"]}]}
    told = await designed(WORDS, wrong)
    assert len(told.requests) == 3
    assert told.names >= {"customer", "piano", "visit"}
    assert any("There is no entity “nothing”" in notice for notice in told.outcome.notices)


async def test_an_answer_without_any_thing_becomes_a_question() -> None:
    told = await designed("hm", {"reply": "What do you do?", "entities": []})
    assert told.outcome.edits == ()
    assert told.outcome.questions
    assert told.outcome.verdict.decision is Decision.QUESTION


@pytest.mark.parametrize("fault", [Status(500), Empty()], ids=["down", "empty"])
async def test_no_answer_at_all_is_left_to_the_offline_designer(fault: Any) -> None:
    with pytest.raises(ModelsUnavailableError):
        await designed(WORDS, fault)


async def test_an_answer_that_says_nothing_asks_nothing_so_that_others_may_take_over() -> None:
    told = await designed(WORDS, Answer("I would rather talk about the weather."))
    assert (told.outcome.edits, told.outcome.questions) == ((), ())
    assert any("cannot be read" in notice for notice in told.outcome.notices)


async def test_models_that_fail_during_a_repair_cost_nothing_of_what_there_was() -> None:
    wrong = {**PIANOS, "reports": [{"title": "Ages", "entity": "nothing", "measures": ["avg age"]}]}
    told = await designed(WORDS, wrong, Status(500))
    assert told.names >= {"customer", "piano", "visit"}
    assert any("was kept" in notice for notice in told.outcome.notices)


async def test_prose_and_a_fence_around_the_answer_do_no_harm() -> None:
    import json

    told = await designed(WORDS, Answer(f"Sure!\n```json\n{json.dumps(PIANOS)}\n```\nEnjoy."))
    assert told.names == {"customer", "piano", "tuner", "visit"}
    assert told.reply == MADE


async def test_nothing_is_open_to_the_public_whatever_a_model_says() -> None:
    opened = {
        **PIANOS,
        "roles": ["owner", "tuner", "public"],
        "permissions": [{"role": "public", "entities": ["*"], "actions": "crud"}],
        "public_role": "public",
        "edits": [{"op": "set_app", "values": {"public_role": "public"}}],
    }
    told = await designed(WORDS, opened)
    assert told.outcome.spec.permissions.public_role is None


async def test_what_the_person_opens_is_opened_as_little_as_it_needs() -> None:
    told = await designed(f"{WORDS} Anyone can book a visit without an account.", PIANOS)
    permissions = told.outcome.spec.permissions
    assert permissions.public_role is not None
    granted = {
        rule.entity: set(rule.actions) for rule in permissions.rules if rule.role == permissions.public_role
    }
    assert granted["visit"] == {"create"}


@pytest.mark.rotating(6, of="what takes longest")
async def test_a_very_long_description_is_read_as_far_as_it_fits_and_says_so() -> None:
    told = await designed(f"{WORDS} " + "And so on. " * 5_000, PIANOS)
    assert any("very long" in notice for notice in told.outcome.notices)
    assert len(told.requests[0].user) < 28_000  # the text, and the nearest design as a draft
