"""Things that stand between others, so much of one thing in another, and ties of a thing to its own kind."""

import pytest

from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.model import AppSpec


def designed(text: str) -> AppSpec:
    return OfflineDesigner().design(text, SeededIds(1)).spec


def ties(spec: AppSpec) -> set[tuple[str, str]]:
    return {(tie.from_entity, tie.to_entity) for tie in spec.relationships}


def fields(spec: AppSpec, entity: str) -> set[str]:
    return {field.name for one in spec.entities if one.name == entity for field in one.fields}


@pytest.mark.parametrize(
    "said",
    [
        "An application links a candidate to a job, with a date.",
        "An application connects one candidate with one job and has a date.",
        "Each application is between a candidate and a job, with a date.",
        "Applications: tie a candidate to a job, with a date.",
    ],
)
def test_what_joins_two_things_belongs_to_both_and_they_not_to_each_other(said: str) -> None:
    spec = designed(f"Jobs have a title and a salary. Candidates have name and email. {said}")
    assert ties(spec) == {("application", "candidate"), ("application", "job")}
    assert "date" in fields(spec, "application")


def test_a_thing_that_nobody_knows_can_stand_between_others() -> None:
    spec = designed("Mentors and mentees have a name. A pairing matches a mentor with a mentee.")
    assert ties(spec) == {("pairing", "mentor"), ("pairing", "mentee")}


@pytest.mark.parametrize(
    ("said", "name", "values"),
    [
        ("A dish contains several ingredients with an amount each.", "dish_ingredient", {"amount"}),
        (
            "A dish uses ingredients, each with a quantity and a note.",
            "dish_ingredient",
            {"quantity", "note"},
        ),
        ("A dish consists of many ingredients in a certain quantity.", "dish_ingredient", {"quantity"}),
    ],
)
def test_so_much_of_one_thing_in_another_is_kept_between_them(said: str, name: str, values: set[str]) -> None:
    spec = designed(f"Dishes have a name and a price. {said} Ingredients have a name and an allergen.")
    assert ties(spec) == {(name, "dish"), (name, "ingredient")}
    assert values <= fields(spec, name)
    assert not values & fields(spec, "ingredient")


def test_parts_used_stand_between_the_repair_and_the_parts() -> None:
    spec = designed(
        "Repairs: received on, problem. Parts used in a repair: part, quantity. Parts have a name and price."
    )
    assert {("used_part", "part"), ("used_part", "repair")} <= ties(spec)
    assert fields(spec, "used_part") == {"quantity"}


@pytest.mark.parametrize(
    ("said", "name", "kind"),
    [
        ("A task may depend on other tasks.", "depends_on", "many_to_many"),
        ("A task can have a parent task.", "parent_task", "belongs_to"),
        ("A task can belong to another task.", "parent_task", "belongs_to"),
        ("A task can be replaced by another task.", "replaced_by", "belongs_to"),
        ("Tasks can have sub tasks.", "parent_task", "belongs_to"),
    ],
)
def test_a_thing_can_be_tied_to_others_of_its_kind(said: str, name: str, kind: str) -> None:
    spec = designed(f"Tasks have a title and a due date. {said}")
    assert [(tie.name, tie.kind.value, tie.to_entity) for tie in spec.relationships] == [(name, kind, "task")]


@pytest.mark.parametrize("said", ["Members can see other members.", "Members may not edit other members."])
def test_what_people_may_do_with_each_other_ties_nothing(said: str) -> None:
    assert not designed(f"Members have a name and an email. {said}").relationships


def test_what_is_listed_with_values_belongs_to_its_usual_owner_and_not_to_what_was_listed_before() -> None:
    spec = designed(
        "We need owners (name, phone), pets (name, owner), visits (pet, date, reason), "
        "and vaccinations with vaccine name, date given and next due."
    )
    assert ties(spec) == {("pet", "owner"), ("visit", "pet"), ("vaccination", "pet")}


def test_a_short_name_means_the_only_longer_one() -> None:
    spec = designed("Gym members: name, email. Dues: member, year, amount, paid on.")
    assert {one for _, one in ties(spec)} == {"gym_member"}


def test_what_is_in_another_belongs_to_it_and_to_many_where_many_are_said() -> None:
    spec = designed(
        "Rooms have a number. Buildings have a name. A room is in a building. Objects have a title. "
        "An exhibition shows many objects and an object can be in many exhibitions. Exhibitions have a name."
    )
    kinds = {(tie.from_entity, tie.to_entity): tie.kind.value for tie in spec.relationships}
    assert kinds[("room", "building")] == "belongs_to"
    assert kinds[("object", "exhibition")] == "many_to_many"
