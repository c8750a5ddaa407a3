"""Patterns make an application of any noun: with their own nouns, and with those of a text."""

from pathlib import Path

import pytest

from sayso.catalogue.patterns import calls, fill, pattern, patterns
from sayso.catalogue.patterns.shapes import names
from sayso.catalogue.senses import Sense
from sayso.catalogue.soundness import shared, unsound
from sayso.catalogue.types import Blueprint
from sayso.compiler.build import compile_app
from sayso.design.drafts.check import unbuildable
from sayso.design.drafts.draft import draft, whole
from sayso.kit.ids import SeededIds
from sayso.runtime.sample.service import fill as fill_with_rows
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, Level
from tests.catalogue.short_forms import icons
from tests.support.postgres import TestDatabase
from tests.support.running import RunningSayso, running_sayso

FORESEEN_BY_NOBODY = [
    ("log", {"subject": "falcon", "entry": "moult"}),
    ("log", {"subject": "tower", "entry": "bell ringing"}),
    ("loan", {"resource": "alphorn", "borrower": "shepherd"}),
    ("stock", {"item": "saffron", "place": "cellar"}),
    ("collection", {"item": "theremin"}),
    ("inspection", {"thing": "zip line"}),
    ("directory", {"entry": "hermitage"}),
    ("treatment", {"patient": "hedgehog"}),
    ("tournament", {"tournament": "regatta", "team": "crew", "match": "heat"}),
    ("sale", {"item": "order", "act": "order"}),
]
CALLED = [
    ("falconry moult records", "log", {"subject": "falcon", "entry": "moult"}),
    ("log of bell ringing at our tower", "log", {"subject": "tower", "entry": "bell ringing"}),
    ("register of fire extinguishers with inspections", "inspection", {"thing": "fire extinguishers"}),
    ("a collection of fountain pens", "collection", {"item": "fountain pens"}),
    ("accordion lending library", "loan", {"resource": "accordion"}),
    ("sauna booking for neighbours", "booking", {"resource": "sauna", "customer": "neighbours"}),
    ("goat health", "treatment", {"patient": "goat"}),
    ("who borrowed which puzzle", "loan", {"resource": "puzzle"}),
    ("we need a CRM", "pipeline", {}),
    ("lighthouse maintenance", "maintenance", {"asset": "lighthouse"}),
    ("beekeeping log", "log", {"subject": "hive"}),
    ("a CRM for a violin maker", "pipeline", {}),
    ("donations for our charity", "donation", {}),
    ("volunteer scheduling", "rota", {"person": "volunteer"}),
]


def wrong_with(blueprint: Blueprint) -> list[Diagnostic]:
    """What is wrong with the application that comes by default."""
    ids = SeededIds(blueprint.name)
    made = draft(blueprint, ids)
    spec = whole(made, ids)
    assert spec is not made.spec, "no pages can be built around it"
    compile_app(spec)
    return [*made.problems, *(one for one in check(spec) if one.level is Level.ERROR)]


def test_every_pattern_that_blueprints_name_is_there() -> None:
    assert len(patterns()) >= 35
    assert {"resource", "customer", "act"} == set(pattern("booking").slots)


@pytest.mark.parametrize("name", sorted(names()))
def test_a_pattern_with_its_own_nouns_is_a_sound_blueprint_that_compiles(name: str) -> None:
    blueprint = fill(name)
    assert [one for one in unsound(blueprint) if one.level is Level.ERROR] == []
    assert wrong_with(blueprint) == []
    assert {kept.icon for kept in blueprint.entities.values()} | {blueprint.icon} <= icons() | {""}
    said = [
        blueprint.name,
        blueprint.about,
        *blueprint.also,
        *blueprint.next,
        *(q.ask for q in blueprint.questions),
    ]
    assert not [text for text in said if "<" in text or "_" in text]


def test_patterns_share_no_wording() -> None:
    assert [one for one in shared(map(fill, patterns())) if one.level is Level.ERROR] == []


@pytest.mark.parametrize(("name", "nouns"), FORESEEN_BY_NOBODY, ids=str)
def test_nouns_that_nobody_foresaw_fill_a_pattern(name: str, nouns: dict[str, str]) -> None:
    blueprint = fill(name, nouns)
    assert wrong_with(blueprint) == []
    assert len(blueprint.entities[blueprint.slots[next(iter(nouns))]].entries) >= 4


def test_a_noun_takes_the_fields_of_its_sort() -> None:
    kept = fill("log", {"subject": "axolotl"}).entities["axolotl"]
    assert {"name", "species", "sex", "born_on"} <= {entry.name for entry in kept.entries}
    kept = fill("log", {"subject": "tuk-tuk", "entry": "moult"}).entities
    assert {"day", "feathers_dropped"} <= {entry.name for entry in kept["moult"].entries}
    kept = fill("log", {"subject": "snowplow"}).entities
    assert {"registration", "make", "model"} <= {entry.name for entry in kept["snowplow"].entries}


def test_what_makes_a_thing_is_called_as_the_thing_says() -> None:
    assert fill("collection", {"item": "orchid"}).slots["maker"] == "nursery"
    assert fill("collection").slots["maker"] == "artist"


def test_what_is_logged_is_logged_of_what_it_belongs_to() -> None:
    assert fill("log", {"entry": "kiln firing"}).slots["subject"] == "kiln"
    assert fill("log", {"entry": "nightmare"}).slots["subject"] == "person"


def test_articles_fit_the_noun() -> None:
    assert (
        fill("loan", {"resource": "accordion"}).about
        == "Members borrow an accordion for some days and bring it back."
    )


def test_two_slots_never_get_one_name() -> None:
    slots = fill("loan", {"resource": "member", "borrower": "member"}).slots
    assert len(set(slots.values())) == len(slots)


@pytest.mark.parametrize(
    ("name", "noun"),
    [("event", "place"), ("pipeline", "owner"), ("log", "weather"), ("case_file", "time_entry")],
)
def test_a_noun_that_a_pattern_has_as_a_field_or_asks_for_is_kept_once(name: str, noun: str) -> None:
    blueprint = fill(name, {next(iter(pattern(name).slots)): noun})
    assert [one for one in unsound(blueprint) if one.level is Level.ERROR] == []
    assert wrong_with(blueprint) == []


def test_a_slot_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError):
        fill("loan", {"subject": "tool"})


@pytest.mark.parametrize(("text", "name", "nouns"), CALLED)
def test_a_text_calls_a_pattern_and_fills_its_slots(text: str, name: str, nouns: dict[str, str]) -> None:
    best = calls(text)[0]
    assert (best.pattern, dict(best.nouns)) == (name, nouns)


def test_a_text_of_other_things_calls_none() -> None:
    assert calls("good morning") == []
    assert calls("") == []


def test_slots_take_nouns_of_their_sense_only_once() -> None:
    shape = pattern("loan")
    assert shape.slot_for(Sense.PERSON, {}) == "borrower"
    assert shape.slot_for(Sense.PERSON, {"borrower": "member"}) is None


async def test_patterns_hold_rows(database: TestDatabase, tmp_path: Path) -> None:
    async with running_sayso(database.dsn, tmp_path, as_server=True) as sayso:
        await hold_rows(sayso, ["booking", "stock", "tournament"])


@pytest.mark.deep
@pytest.mark.timeout(1800)
async def test_every_pattern_holds_rows(database: TestDatabase, tmp_path: Path) -> None:
    async with running_sayso(database.dsn, tmp_path, as_server=True) as sayso:
        await hold_rows(sayso, sorted(names()))


async def hold_rows(sayso: RunningSayso, chosen: list[str]) -> None:
    """Publish each pattern and fill it: every entity has rows."""
    home = await sayso.home()
    for name in chosen:
        ids = SeededIds(name)
        spec = whole(draft(fill(name), ids), ids)
        module = await sayso.install(spec, home)
        written = await fill_with_rows(sayso.services.database, module, spec)
        assert {entity for entity, count in written.items() if count == 0} == set(), name


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(names()))
def test_a_pattern_is_sound_with_all_extra_parts_and_after_each_yes(name: str) -> None:
    assert list(unbuildable(fill(name), compile_app)) == []
