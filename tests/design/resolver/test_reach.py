"""What a statement of rights never does: widen anybody's reach beyond what is said."""

import pytest
from training.annotations import message

from sayso.design.name_lookup.situation import Focus
from sayso.design.resolver import resolve
from sayso.kit.ids import SeededIds
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, Scope

from .applications import application
from .test_cases import reading_of

_LINES = (
    "@ entity Pony: name, breed, price; states stable, sold, retired",
    "@ entity Groom: name, phone, wage",
    "@ entity Ride: day, pony, groom, remark",
    "@ roles owner, groom, guest",
)
_OWN = "[grooms](actor 1) may [see](1:may) only [their own](own 1) [rides](thing 1)"


def _after(spec: AppSpec, text: str) -> AppSpec:
    found = resolve(reading_of(message(text, "refinement", "")), spec, SeededIds(len(text)), Focus())
    assert found.is_whole, found.problems
    return found.spec


def _reach(spec: AppSpec) -> set[tuple[str, ...]]:
    """Each role, thing, action and value that is allowed; own rows are told from all."""
    index = SpecIndex(spec)
    return {
        (rule.role, rule.entity, action.value, scope, name)
        for rule in spec.permissions.rules
        for action in rule.actions
        for scope in (["own", "all"] if rule.scope is Scope.ALL else ["own"])
        for name in rule.fields or (*index.fields(rule.entity), *index.parents(rule.entity), "status")
    }


@pytest.mark.parametrize(
    "text",
    [
        _OWN,
        "[grooms](actor 1) [can't change](1:maynot) the [price](attr 2) of a [pony](2:thing 1)",
        "[nobody](actor 1) may [delete](1:may) [rides](thing 1)",
        "[only](only 1) the [owner](1:actor 2) may [see](2:may) a [groom](3:thing 2)'s [wage](attr 3)",
        "[guests](actor 1) may [only](only 1) [look at](1:may) [ponies](thing 1)",
        "[hide](1:hide) [rides](thing 1) from [everybody](actor 1) [but](2:except 1) the [owner](actor 2)",
    ],
)
def test_what_restricts_widens_nothing(text: str) -> None:
    spec = application(_LINES)
    assert _reach(_after(spec, text)) < _reach(spec)


def test_who_sees_only_their_own_is_allowed_more_only_with_their_own() -> None:
    spec = _after(application(_LINES), "[grooms](actor 1) [can't delete](1:maynot) [rides](thing 1)")
    spec = _after(_after(spec, _OWN), "[grooms](actor 1) may [delete](1:may) [rides](thing 1)")
    assert {
        rule.scope for rule in spec.permissions.rules if (rule.role, rule.entity) == ("groom", "ride")
    } == {Scope.OWN}


def test_a_new_move_is_only_for_the_roles_that_are_named() -> None:
    spec = _after(
        application(_LINES),
        "[owners](actor 1) can [bring](1:move) a [sold](state 1) [pony](thing 1) back to [stable](state 1)",
    )
    made = [one for one in spec.flows[0].transitions if one.to_state == "stable"]
    assert [(one.from_state, one.roles) for one in made] == [("sold", ("owner",))]


def test_everything_of_one_thing_is_not_everything() -> None:
    spec = _after(
        application(_LINES),
        "[add](1:add) a [role](kind 2) [vet](2:role 1), [may do](3:may) [everything about ponies](all 3)",
    )
    assert {rule.entity for rule in spec.permissions.rules if rule.role == "vet"} == {"pony"}
