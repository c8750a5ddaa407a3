"""Wishes that reshape data are done under the ids the data has, so that no row loses what it held."""

import pytest

from sayso.design.refinement import refine
from sayso.kit.ids import SeededIds
from sayso.spec.edits.tree import walk
from sayso.spec.index import SpecIndex
from sayso.spec.model import AppSpec, RelationshipKind


def refined(spec: AppSpec, wish: str) -> AppSpec:
    return refine(spec, wish, (), SeededIds(1)).spec


def ids(spec: AppSpec) -> set[str]:
    return {spot.element.id for spot in walk(spec)}


def kind_between(spec: AppSpec, one: str, other: str) -> RelationshipKind:
    (kind,) = {r.kind for r in spec.relationships if {r.from_entity, r.to_entity} == {one, other}}
    return kind


def test_several_where_there_was_one_keeps_the_link(salon: AppSpec) -> None:
    after = refined(salon, "an appointment can have several services")
    assert kind_between(after, "appointment", "service") is RelationshipKind.MANY_TO_MANY
    assert {link.id for link in after.relationships} == {link.id for link in salon.relationships}


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        ("a stylist has only one service", RelationshipKind.BELONGS_TO),
        ("a service should have just one stylist", RelationshipKind.HAS_MANY),
    ],
)
def test_one_where_there_were_several_keeps_the_link(
    salon: AppSpec, wish: str, kind: RelationshipKind
) -> None:
    after = refined(salon, wish)
    assert kind_between(after, "stylist", "service") is kind
    assert {link.id for link in after.relationships} == {link.id for link in salon.relationships}


def test_a_name_in_two_parts_goes_on_in_both(salon: AppSpec) -> None:
    after = refined(salon, "split the client's name into first and last name")
    assert {"first_name", "last_name"} <= set(SpecIndex(after).fields("client"))
    assert ids(salon) <= ids(after)


def test_merged_fields_carry_on_as_the_first_of_them(salon: AppSpec) -> None:
    before = SpecIndex(salon).fields("client")
    after = refined(salon, "merge name and mobile of clients into contact")
    fields = SpecIndex(after).fields("client")
    assert fields["contact"].id == before["name"].id
    assert not {"name", "mobile"} & set(fields)


def test_a_choice_that_becomes_a_flow_gives_it_its_place(salon: AppSpec) -> None:
    stage = refined(salon, "clients have a stage: lead, active, lost")
    wish = "add a lifecycle to clients: lead, active, lost"
    proposal = refine(stage, wish, (), SeededIds(2))
    assert [edit.op for edit in proposal.edits] == ["make_flow"]
    index = SpecIndex(proposal.spec)
    assert index.flows["client"].field == "stage"
    assert "stage" not in index.fields("client")


def test_what_needs_a_list_of_its_own_gets_it(salon: AppSpec) -> None:
    after = refined(salon, "hair types need their own list with a price")
    assert {"name", "price"} <= set(SpecIndex(after).fields("hair_type"))


@pytest.mark.parametrize("wish", ["clients may not share an email", "no two clients can have the same email"])
def test_what_may_not_be_shared_is_unique(salon: AppSpec, wish: str) -> None:
    assert SpecIndex(refined(salon, wish)).fields("client")["email"].unique


def test_what_is_not_there_takes_nothing_else_with_it(salon: AppSpec) -> None:
    gone = refined(salon, "remove the colour notes")
    answer = refine(gone, "remove the colour notes", (), SeededIds(2))
    assert answer.spec == gone
    assert "colour notes" in answer.reply


@pytest.mark.parametrize("wish", ["we don't need no-shows any more", "no-show is no longer needed"])
def test_a_state_nobody_needs_goes(salon: AppSpec, wish: str) -> None:
    states = {state.name for state in SpecIndex(refined(salon, wish)).flows["appointment"].states}
    assert "no_show" not in states
