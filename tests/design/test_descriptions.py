"""Descriptions from many businesses, each with what any sensible design of it holds."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec

CASES = sorted((Path(__file__).parent / "descriptions").glob("*.toml"))


@cache
def designed(text: str) -> AppSpec:
    return OfflineDesigner().design(text, SeededIds(1)).spec


@pytest.fixture(params=CASES, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    path: Path = request.param
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture
def index(case: dict[str, Any]) -> SpecIndex:
    return SpecIndex(designed(case["text"]))


def test_the_things_it_speaks_of_become_entities(case: dict[str, Any], index: SpecIndex) -> None:
    assert set(case["things"].split()) <= set(index.entities)


def test_at_most_two_entities_more_than_it_speaks_of(case: dict[str, Any], index: SpecIndex) -> None:
    assert len(set(index.entities) - set(case["things"].split())) <= 2


def test_values_belong_to_the_thing_they_describe(case: dict[str, Any], index: SpecIndex) -> None:
    found = {f"{name}.{field}" for name in index.entities for field in index.fields(name)}
    assert set(case["fields"].split()) <= found


def test_things_that_hang_together_are_linked(case: dict[str, Any], index: SpecIndex) -> None:
    found = {frozenset((r.from_entity, r.to_entity)) for r in index.spec.relationships}
    assert {frozenset(tie.split("-")) for tie in case["ties"].split()} <= found


def test_states_are_those_that_were_said(case: dict[str, Any], index: SpecIndex) -> None:
    if "states" not in case:
        pytest.skip("this description has no states")
    owner, states = case["states"].split(": ")
    assert {state.name for state in index.flows[owner].states} == set(states.split())


def test_roles_are_those_that_were_said(case: dict[str, Any], index: SpecIndex) -> None:
    assert set(case.get("roles", "").split()) <= {role.name for role in index.spec.permissions.roles}


def test_the_spec_has_no_errors_and_somebody_may_do_everything(index: SpecIndex) -> None:
    assert not has_errors(check(index.spec))
    widest = index.widest_role
    full = [r for r in index.spec.permissions.rules if r.role == widest and len(r.actions) == 4]
    assert {rule.entity for rule in full} == set(index.entities)


def test_every_element_says_where_it_came_from(index: SpecIndex) -> None:
    spec = index.spec
    fields = [field for entity in spec.entities for field in entity.fields]
    for element in (*spec.entities, *fields, *spec.relationships, *spec.components, *spec.reports):
        assert element.source or element.assumed, element


def test_words_quoted_as_source_stand_in_the_description(case: dict[str, Any], index: SpecIndex) -> None:
    for entity in index.spec.entities:
        assert entity.source is None or entity.source in case["text"]
