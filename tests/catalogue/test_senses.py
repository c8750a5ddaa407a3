"""Every English noun has a broad sense, and every sense the fields that fit it."""

from pathlib import Path

import pytest

from sayso.catalogue import senses
from sayso.catalogue.senses import Sense, is_noun, sense_of, senses_of, sort_of
from tests.catalogue.short_forms import field_of, icons

EXPECTED = [
    (noun, sense)
    for sense, _, nouns in (
        line.partition(": ") for line in (Path(__file__).parent / "senses.txt").read_text().splitlines()
    )
    for noun in nouns.split()
]


def test_nouns_have_the_sense_that_records_are_kept_of() -> None:
    assert len(EXPECTED) > 200
    wrong = [(noun, sense, sense_of(noun).value) for noun, sense in EXPECTED if sense_of(noun) != sense]
    assert wrong == []


def test_a_noun_of_several_words_is_known_whole_or_by_its_last() -> None:
    assert is_noun("fire extinguisher")
    assert not is_noun("falconry moult record")
    assert sense_of("fire_extinguisher") is Sense.ARTIFACT
    assert sense_of("young peregrine falcons") is Sense.ANIMAL


def test_plurals_are_their_singular() -> None:
    assert senses_of("churches") == senses_of("church")
    assert sense_of("children") is Sense.PERSON


def test_a_word_that_no_list_has_is_a_doer_or_a_doing_by_its_end() -> None:
    assert senses_of("zqwerker") == ()
    assert sense_of("bat box maker") is Sense.PERSON
    assert sense_of("qwertyworker") is Sense.PERSON
    assert sense_of("qwertzuing") is Sense.ACT
    assert sense_of("qwertz") is sense_of("") is Sense.THING


@pytest.mark.parametrize("sense", list(Sense))
def test_every_sense_has_fields_that_can_be_made(sense: Sense) -> None:
    sort = sort_of(sense)
    fields = [field_of(said) for said in (*sort.core, *sort.usual)]
    names = [field["name"] for field in fields]
    assert len(set(names)) == len(names) >= 2
    assert any(field.get("required") for field in fields) or sense is Sense.BODY
    assert sort.icon in icons()
    assert set(sort.title) <= set(names)


def test_the_list_travels_with_its_licence() -> None:
    folder = Path(senses.__file__).parent
    assert "Princeton University" in (folder / "WORDNET-LICENSE.txt").read_text()
    assert (folder / "nouns.txt.gz").stat().st_size < 1_500_000
