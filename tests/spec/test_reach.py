"""A change that lets somebody do more than before says so, and no other does."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.spec.edits import apply, empty_spec
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec
from sayso.spec.reach import fresh_ids, reaches, widening

from .edits.strategies import edits

calm = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))

DESK: dict[str, Any] = {
    "schema_version": 1,
    "name": "Desk",
    "slug": "desk",
    "entities": [
        {
            "id": "ent_ticket00",
            "name": "ticket",
            "display_name": "Ticket",
            "fields": [
                {"id": "fld_title000", "name": "title", "label": "Title", "type": "text"},
                {"id": "fld_cost0000", "name": "cost", "label": "Cost", "type": "money"},
            ],
        }
    ],
    "flows": [
        {
            "id": "flw_ticket00",
            "entity": "ticket",
            "states": [
                {"id": "sta_open0000", "name": "open", "label": "Open"},
                {"id": "sta_done0000", "name": "done", "label": "Done"},
            ],
            "initial": "open",
            "transitions": [
                {"id": "trn_finish00", "name": "finish", "from": "open", "to": "done", "roles": ["boss"]}
            ],
        }
    ],
    "endpoints": [
        {"id": "epo_tickets0", "path": "/desk", "method": "GET", "auth": "admin", "entity": "ticket"}
    ],
    "pages": [
        {"id": "pag_tickets0", "name": "tickets", "title": "Tickets", "path": "/", "roles": ["clerk", "boss"]}
    ],
    "permissions": {
        "roles": [
            {"id": "rol_clerk000", "name": "clerk", "label": "Clerk"},
            {"id": "rol_boss0000", "name": "boss", "label": "Boss"},
            {"id": "rol_guest000", "name": "guest", "label": "Guest"},
        ],
        "default_role": "guest",
        "rules": [
            {
                "id": "prm_clerk000",
                "role": "clerk",
                "entity": "ticket",
                "actions": ["read", "update"],
                "scope": "own",
                "fields": ["title"],
            },
            {
                "id": "prm_boss0000",
                "role": "boss",
                "entity": "ticket",
                "actions": ["create", "read", "update", "delete"],
            },
        ],
    },
}


def desk(**changes: Any) -> AppSpec:
    return AppSpec.model_validate(_merged(DESK, changes))


def _merged(known: Any, changes: Any) -> Any:
    if not isinstance(changes, dict):
        return changes
    if isinstance(known, list):
        kept = [_merged(one, changes.get(index, one)) for index, one in enumerate(known)]
        return kept + [one for index, one in changes.items() if index == len(known)]
    return {**known, **{key: _merged(known.get(key), value) for key, value in changes.items()}}


def rules(**change: Any) -> dict[str, Any]:
    return {"permissions": {"rules": {0: change}}}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (rules(fields=["title", "cost"]), "This lets Clerk read Cost of tickets."),
        (rules(fields=None), "This lets Clerk read Cost and status of tickets."),
        (rules(scope="all"), "This lets Clerk read Title of tickets that are not their own."),
        (rules(actions=["read", "update", "delete"]), "This lets Clerk delete tickets."),
        (rules(actions=["read", "update", "create"]), "This lets Clerk fill in Title of tickets."),
        (
            {"permissions": {"rules": {2: {
                "id": "prm_guest000", "role": "guest", "entity": "ticket", "actions": ["read"]}}}},
            "This lets Guest read Title, Cost and status of tickets.",
        ),
        ({"flows": {0: {"transitions": {0: {"roles": ["boss", "clerk"]}}}}},
         "This lets Clerk move tickets: finish."),
        ({"permissions": {"default_role": "clerk"}},
         "Everybody of the agency comes in as Clerk unless they have another role."),
        ({"endpoints": {0: {"auth": "public"}}}, "GET /desk answers anybody."),
        ({"endpoints": {0: {"auth": "user"}}}, "GET /desk answers everybody who signs in."),
        (
            {"entities": {0: {"computed": [{
                "id": "cmp_double00", "name": "double", "label": "Double", "type": "money",
                "expression": "cost * 2"}]}}, **rules(fields=["title", "double"])},
            "This lets Clerk see double of tickets, worked out from cost of tickets.",
        ),
        (
            {"permissions": {"public_role": "clerk"}}, "Anybody can open the page “Tickets”.",
        ),
    ],
    ids=["field", "all fields", "scope", "delete", "create", "a role with nothing", "transition", "default",
         "public endpoint", "endpoint of admins", "seen through", "public page"],
)  # fmt: skip
def test_each_way_to_reach_further_is_said(changes: dict[str, Any], said: str) -> None:
    before, after = desk(), desk(**changes)
    found = widening(before, after, fresh_ids(before, after))
    assert found
    assert said in found.sentences, found.sentences
    assert not widening(after, before, fresh_ids(after, before)) or "public" in str(changes), "the way back"


def guarded(condition: str | None, computed: str = "cost < 100") -> AppSpec:
    """Clerks finish tickets where a condition holds."""
    small = {"id": "cmp_small000", "name": "small", "label": "Small", "type": "boolean"}
    move = {"roles": ["boss", "clerk"], "guard": condition}
    return desk(
        flows={0: {"transitions": {0: move}}}, entities={0: {"computed": [{**small, "expression": computed}]}}
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (guarded("cost < 100"), guarded("cost < 100000")),
        (guarded("cost < 100"), guarded("1 == 1")),
        (guarded("cost < 100"), guarded("title is not None")),
        (guarded("cost < 100 and title == 'x'"), guarded("cost < 100")),
        (guarded("not small"), guarded("small")),
        (guarded("small"), guarded("small", "cost < 100000")),
        (guarded("small"), guarded(None)),
    ],
    ids=["a bound", "always", "of another value", "one part less", "turned round", "worked out", "none"],
)
def test_another_condition_of_a_move_is_said(before: AppSpec, after: AppSpec) -> None:
    found = widening(before, after)
    assert "This lets Clerk move tickets on other conditions: finish." in found.sentences


@pytest.mark.parametrize(
    "after",
    [
        guarded("(cost  <  100)"),
        guarded("cost < 100 and title == 'x'"),
        desk(
            entities={0: {"fields": {1: {"name": "price"}}}},
            flows={0: {"transitions": {0: {"roles": ["boss", "clerk"], "guard": "price < 100"}}}},
        ),
    ],
    ids=["laid out anew", "one part more", "renamed"],
)
def test_a_condition_that_is_as_strict_is_nothing_new(after: AppSpec) -> None:
    assert not widening(guarded("cost < 100"), after)


def test_a_condition_that_doubles_with_each_step_is_told_apart_at_once() -> None:
    """Written out it would have a million million parts."""
    one = {"label": "Twice", "type": "money"}
    values = [
        {
            "id": f"cmp_twice{n:03}",
            "name": f"twice_{n}",
            "expression": f"twice_{n - 1} + twice_{n - 1}" if n else "cost",
            **one,
        }
        for n in range(40)
    ]
    move = {"roles": ["clerk"], "guard": "twice_39 < 100"}
    before, after = (
        desk(
            entities={0: {"computed": [{**values[0], "expression": first}, *values[1:]]}},
            flows={0: {"transitions": {0: move}}},
        )
        for first in ("cost", "cost / 2")
    )
    assert not widening(before, before)
    assert widening(before, after).sentences == ("This lets Clerk move tickets on other conditions: finish.",)


def test_rows_that_begin_where_whoever_adds_them_could_not_bring_them_are_said() -> None:
    adding = {"permissions": {"rules": {0: {"actions": ["read", "update", "create"]}}}}
    begun = {"flows": {0: {"initial": "done"}}}
    found = widening(desk(**adding), desk(**adding, **begun))
    assert found.sentences == ("This lets Clerk add tickets that begin as Done.",)
    assert found.keys == ("start:rol_clerk000:flw_ticket00:sta_done0000",)


def test_what_never_had_values_is_no_wider_reach_and_what_returns_is() -> None:
    before = desk()
    field = {"id": "fld_note0000", "name": "note", "label": "Note", "type": "text"}
    changes = {"entities": {0: {"fields": {2: field}}}, **rules(fields=["title", "note"])}
    after = desk(**changes)
    assert not widening(before, after, fresh_ids(before, after))
    assert widening(before, after, fresh_ids(before, after, kept=["fld_note0000"]))
    assert widening(before, after), "of a field that may have values"


def test_a_role_that_loses_something_widens_nothing() -> None:
    assert not widening(desk(), desk(**rules(fields=[], actions=["read"])))


@calm
@given(data=st.data())
def test_a_change_widens_nothing_unless_somebody_may_do_what_they_could_not(
    data: st.DataObject, salon: AppSpec
) -> None:
    before = salon
    for _ in range(data.draw(st.integers(1, 6))):
        before = apply(before, [data.draw(edits(before))], checked=False).spec
    assert not widening(before, before)
    after = before
    for _ in range(data.draw(st.integers(1, 4))):
        after = apply(after, [data.draw(edits(after))], checked=False).spec
    known = {(one.place, one.scope) for one in reaches(SpecIndex(before))}
    gained = {(one.place, one.scope) for one in reaches(SpecIndex(after))} - known
    gained = {(place, scope) for place, scope in gained if (place, "all") not in known}
    found = widening(before, after)
    assert {":".join((*place, scope)) for place, scope in gained} <= set(found.keys)
    same = before.permissions == after.permissions and before.entities == after.entities
    same = same and (before.flows, before.relationships) == (after.flows, after.relationships)
    if same and (before.pages, before.endpoints) == (after.pages, after.endpoints):
        assert not found
    nothing = empty_spec("Empty", "empty")
    assert not widening(before, nothing)
