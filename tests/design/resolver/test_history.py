"""A message takes back changes that were made before, and does the rest of what it asks for after that."""

import pytest
from training.annotations import message

from sayso.design.name_lookup.situation import Focus
from sayso.design.resolver import Resolved, resolve
from sayso.kit.ids import SeededIds
from sayso.spec.edits import Edit, Kind, Rename, apply
from sayso.spec.model import AppSpec, Entity, Role

from .applications import application
from .test_cases import reading_of

LINES = ("@ entity Canoe: number, seats", "@ entity Trip: canoe, starts on, price", "@ roles guide")


def _renamed(spec: AppSpec, kind: Kind, name: str, new: str) -> AppSpec:
    elements: tuple[Entity | Role, ...] = (*spec.entities, *spec.permissions.roles)
    target = next(one for one in elements if one.name == name)
    edit: Edit = Rename(kind=kind, target=target.id, name=new, label=new.capitalize())
    return apply(spec, (edit,)).spec


FIRST = application(LINES)
SECOND = _renamed(FIRST, Kind.ENTITY, "canoe", "kayak")
NOW = _renamed(SECOND, Kind.ROLE, "guide", "trainer")


def _done(text: str) -> Resolved:
    reading = reading_of(message(text, "refinement", ""))
    return resolve(reading, NOW, SeededIds(5), Focus(), history=(FIRST, SECOND))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[undo](1:undo) the [last change](value 1)", SECOND),
        ("[oh dear](talk), [take that back](undo)", SECOND),
        ("[go back](1:undo) [two steps](value 1)", FIRST),
        ("[undo](undo), [undo](undo)", FIRST),
        ("[undo](1:undo) [what you did to the guide](value 1)", SECOND),
    ],
)
def test_changes_are_taken_back(text: str, expected: AppSpec) -> None:
    found = _done(text)
    assert found.is_whole, found.problems
    assert found.spec == expected


def test_the_rest_of_the_message_is_done_after_going_back() -> None:
    found = _done(
        "[undo](1:undo) [that](value 1) and [rename](2:rename) the role [guide](role 2) to [host](new 2)"
    )
    assert found.is_whole, found.problems
    assert found.back == SECOND
    assert [role.name for role in found.spec.permissions.roles] == ["host"]


@pytest.mark.parametrize(
    "text",
    [
        "[undo](1:undo) [what you did to the trips](value 1)",
        "[go back to](1:undo) [version 3](value 1)",
        "[undo](1:undo) [everything since Monday](value 1)",
        "[remove](1:remove) the [seats](attr 1). No, [bring it back](undo)",
    ],
)
def test_what_may_mean_something_else_is_asked_about(text: str) -> None:
    found = _done(text)
    assert found.problems
    assert found.back is None
