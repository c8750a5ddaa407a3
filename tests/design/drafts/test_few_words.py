"""A few words: what they name is filled in, has steps where it deserves them, and twists are obeyed."""

import pytest

from sayso.catalogue.patterns import calls
from sayso.design.drafts.description_words import Said
from sayso.design.drafts.find import found_in
from sayso.design.drafts.twists import twists_in
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Outcome, Wish
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec


def made(text: str) -> AppSpec:
    return outcome(text).spec


def outcome(text: str) -> Outcome:
    return read_wish(Wish(text, empty_spec(), SeededIds(text)))


def names(spec: AppSpec) -> set[str]:
    return {entity.name for entity in spec.entities}


def fields(spec: AppSpec, name: str) -> set[str]:
    return {field.name for entity in spec.entities if entity.name == name for field in entity.fields}


@pytest.mark.parametrize(
    ("text", "design"),
    [
        ("returns from customers", "returns"),
        ("calibration of instruments", "calibration"),
        ("site diary for builders", "site-diary"),
        ("holiday requests", "leave-requests"),
        ("museum objects", "museum-collection"),
        ("claims at our insurance office", "insurance-claims"),
    ],
)
def test_the_design_that_is_about_most_of_the_words_is_taken(text: str, design: str) -> None:
    assert found_in(Said.of(text))[0].blueprint.slug == design


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("telescope time requests", "telescope_time_request"),
        ("chainsaw carving orders", "chainsaw_carving_order"),
        ("damage reports for our stage", "damage_report"),
        ("complaints about the ferry", "complaint"),
    ],
)
def test_what_is_dealt_with_has_steps_though_no_design_knows_it(text: str, thing: str) -> None:
    spec = made(text)
    flows = [flow for flow in spec.flows if flow.entity.endswith(thing.rsplit("_", maxsplit=1)[-1])]
    assert flows or any(thing in flow.entity for flow in spec.flows), names(spec)
    assert len(spec.entities) >= 3
    assert len(spec.reports) >= 2


@pytest.mark.parametrize(
    ("text", "subject", "entry"),
    [
        ("llama treks", "llama", "trek"),
        ("radio telescope readings on the hill", "radio_telescope", "reading"),
    ],
)
def test_a_log_is_of_what_stands_around_its_noun(text: str, subject: str, entry: str) -> None:
    assert {subject, entry} <= names(made(text))


def test_words_for_keeping_records_are_not_what_is_kept() -> None:
    spec = made("something to note which lighthouse lamps we changed")
    assert "lamp" in names(spec)
    assert "note" not in names(spec)


def test_a_waiting_list_is_kept_and_is_no_value() -> None:
    spec = made("swimming lessons with a waiting list")
    flows = [state.name for flow in spec.flows for state in flow.states]
    assert "waiting" in flows
    assert not any("waiting_list" in fields(spec, name) for name in names(spec))
    other = made("piano restorations with a waiting list")
    assert "waiting_list_entry" in names(other)
    assert "waiting" in {state.name for flow in other.flows for state in flow.states}


def test_who_paid_is_a_value_of_what_is_done() -> None:
    spec = made("snow plough routes and who paid")
    assert {"paid", "paid_on"} <= fields(spec, "route")
    assert not any("paid_by" in fields(spec, name) for name in names(spec))


def test_several_places_are_kept_as_they_were_called() -> None:
    spec = made("desk booking for two offices")
    assert "office" in names(spec)
    assert ("booking", "office") in {(link.from_entity, link.to_entity) for link in spec.relationships}


def test_what_is_not_wanted_is_no_twist() -> None:
    assert not twists_in(Said.of("desk booking, no waiting list"))


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("driving school with a car workshop", {"driving-school", "car-workshop"}),
        ("campsite with a boat hire", {"campsite", "boat-rental"}),
        ("hotel with a ski rental", {"hotel", "ski-rental"}),
        ("hotel with a telescope rental", {"hotel", "loan"}),
    ],
)
def test_two_designs_are_found_on_either_side_of_with(text: str, both: set[str]) -> None:
    assert {one.blueprint.slug for one in found_in(Said.of(text))} == both
    assert " and " in outcome(text).spec.name


def test_a_name_with_words_for_the_whole_is_no_second_thing() -> None:
    assert "optician_order" not in names(made("optician orders"))


def test_a_club_is_not_a_member_of_itself() -> None:
    assert {"member", "membership_plan"} <= names(made("football club with a clubhouse bar"))


def test_a_practice_is_meant_by_its_singular() -> None:
    assert (
        next(one for one in calls("log of readings") if one.pattern == "log").nouns.get("entry") == "readings"
    )
