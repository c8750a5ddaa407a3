"""The lexicon is data that people correct by hand: every entry can be read, made and drawn."""

from collections import Counter

import pytest

from sayso.catalogue.lexicon import practices, profile_of, thing_named, thing_of, things
from sayso.catalogue.lexicon.entries import field_name, kind_fields, kinds, merged
from sayso.catalogue.senses import Sense, senses_of
from sayso.design.agents.language.short import short_form
from sayso.kit.words import singular, snake
from sayso.spec.edits import Kind
from tests.catalogue.short_forms import NAME, field_of, icons

GROUPS = {"customer", "staff", "thing", "catalogue", "place", "group", "document", "event", "line"}


def test_there_are_enough_things() -> None:
    assert len(things()) >= 1500


def test_every_field_can_be_made() -> None:
    for name, thing in things().items():
        said = (*thing.core, *thing.usual)
        names = [field_of(one)["name"] for one in said]
        assert len(names) == len(set(names)), name
        assert thing.core, name
        assert 2 <= len(names) <= 8, (name, names)


def test_every_kind_can_be_made_and_drawn() -> None:
    for name, kind in kinds().items():
        assert [field_of(one) for rank in kind_fields(name) for one in rank], name
        assert kind.group in GROUPS, name
        assert kind.icon in icons(), name


def test_every_thing_is_called_as_entities_are() -> None:
    wrong = [name for name in things() if not NAME.fullmatch(name) or singular(name) != name]
    assert wrong == []


def test_every_icon_can_be_drawn() -> None:
    assert [(name, thing.icon) for name, thing in things().items() if thing.icon not in icons()] == []


def test_every_parent_is_a_thing() -> None:
    assert [
        (name, parent)
        for name, thing in things().items()
        for parent in thing.parents
        if parent not in things()
    ] == []


def test_no_synonym_means_two_things() -> None:
    said = Counter(snake(word) for thing in things().values() for word in thing.also)
    assert [word for word, count in said.items() if count > 1] == []
    assert [word for word in said if word in things()] == []


def test_every_step_of_a_life_can_be_read() -> None:
    for name, thing in things().items():
        for step in thing.flow:
            assert set(short_form(Kind.TRANSITION, step)) >= {"from", "to"}, (name, step)


def test_values_are_enough_to_fill_a_list() -> None:
    assert [name for name, thing in things().items() if thing.values and len(thing.values) < 5] == []


def test_every_practice_is_of_something_known() -> None:
    assert [what for what, of in practices().items() if thing_named(of) is None and not senses_of(of)] == []


def test_fields_of_a_kind_are_laid_over_those_of_the_wider_one() -> None:
    before = (("name!:text", "price:money"), ("photo:image",))
    assert merged(before, "-price, isbn:text; year:integer") == (
        ("name!:text", "isbn:text"),
        ("photo:image", "year:integer"),
    )
    assert merged(before, "price:money[0..]; -photo") == (("name!:text", "price:money[0..]"), ())
    assert merged(before, "photo:image") == (("name!:text", "price:money", "photo:image"), ())


@pytest.mark.parametrize(
    ("noun", "name"),
    [
        ("delivery van", "van"),
        ("lorries", "truck"),
        ("motor car", "car"),
        ("flats", "apartment"),
        ("GP", "doctor"),
        ("enrollment", "enrolment"),
    ],
)
def test_a_noun_is_found_by_its_synonyms_plural_and_last_word(noun: str, name: str) -> None:
    thing = thing_of(noun)
    assert thing is not None
    assert thing.name == name


def test_a_noun_of_no_entry_is_of_its_sort() -> None:
    profile = profile_of("axolotl")
    assert profile.thing is None
    assert profile.sense is Sense.ANIMAL
    assert "species" in map(field_name, profile.core)


def test_people_and_animals_are_what_the_list_of_nouns_says() -> None:
    told = [(thing.name, thing.sense, senses_of(thing.name)) for thing in things().values()]
    alive = [
        (name, sense, listed) for name, sense, listed in told if {*listed[:1]} & {Sense.PERSON, Sense.ANIMAL}
    ]
    wrong = [name for name, sense, listed in alive if sense not in listed]
    assert len(alive) > 200
    assert len(wrong) < 0.1 * len(alive), wrong
