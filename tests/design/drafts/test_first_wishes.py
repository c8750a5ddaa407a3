"""A few words give a whole application; what was said wins, and every word is used or said to be unused."""

from functools import cache

import pytest

from sayso.catalogue.index import catalogue
from sayso.design.drafts.draft import draft, whole
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Decision, Outcome, Wish
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import Kind, Remove, apply, empty_spec
from sayso.spec.edits.tree import find
from sayso.spec.model import Entity


@cache
def first(text: str) -> Outcome:
    return read_wish(Wish(text, empty_spec(), SeededIds(1)))


def names(text: str) -> set[str]:
    return {entity.name for entity in first(text).spec.entities}


@pytest.mark.parametrize(
    "text", ["lending tools to neighbours", "hair salon", "simple CRM", "parking permits for our street"]
)
def test_a_few_words_give_a_whole_application(text: str) -> None:
    outcome = first(text)
    assert outcome.verdict.decision is Decision.NEW_REQUIREMENT
    spec = outcome.spec
    assert 3 <= len(spec.entities) <= 12
    assert spec.relationships
    assert spec.reports
    assert spec.pages[0].components
    assert not has_errors(check(spec))
    assert apply(empty_spec(), outcome.edits).spec == spec


def test_what_comes_from_the_catalogue_is_assumed_and_can_be_taken_out() -> None:
    spec = first("hair salon").spec
    elements = [*spec.entities, *(field for entity in spec.entities for field in entity.fields)]
    assert all(one.source is None and one.assumed for one in elements)
    named = [one for one in spec.assumptions if any(a.startswith("Leave out") for a in one.alternatives)]
    assert {one for assumption in named for one in assumption.elements} >= {e.id for e in spec.entities}
    for assumption in named:
        assert "sual in a hair salon" in assumption.text
        left = apply(spec, [Remove(kind=find(spec, one).kind, target=one) for one in assumption.elements])  # type: ignore[union-attr]
        assert left.ok, left.diagnostics


def test_two_designs_share_what_is_the_same_thing_in_both() -> None:
    spec = first("bike rental with a repair shop").spec
    found = [entity.name for entity in spec.entities]
    assert found.count("bike") == 1
    assert {"repair"} <= set(found)
    assert any("hire" in name or "rental" in name for name in found)
    group = {"bike"}
    while (
        more := {
            name
            for link in spec.relationships
            for name in (link.from_entity, link.to_entity)
            if {link.from_entity, link.to_entity} & group
        }
        - group
    ):
        group |= more
    assert group == set(found)


def test_what_is_not_wanted_does_not_come() -> None:
    usual = first("simple inventory tracking")
    assert "supplier" in {entity.name for entity in usual.spec.entities}
    without = first("simple inventory tracking without suppliers")
    assert "supplier" not in {entity.name for entity in without.spec.entities}
    assert "Left out, as you said: suppliers." in without.reply


def test_a_domain_that_no_design_has_is_composed_from_a_pattern() -> None:
    outcome = first("log of bell ringing at our tower")
    said = {entity.name for entity in outcome.spec.entities if entity.source}
    assert {"tower", "bell_ringing"} <= said
    assert "Not used" not in outcome.reply


def test_words_that_nothing_was_made_of_are_said() -> None:
    outcome = first("hair salon for our parrots, navy buttons on a beige background")
    made = [
        one for entity in outcome.spec.entities for one in (entity.name, *(f.name for f in entity.fields))
    ]
    assert not [name for name in made if {"navy", "beige", "button", "background"} & set(name.split("_"))]
    assert "Not used: " in outcome.reply
    assert "parrots" in outcome.reply
    left = next(one for one in outcome.spec.assumptions if one.text.startswith("Not used"))
    assert "Add parrots" in left.alternatives


def test_stated_names_and_values_win_over_usual_ones() -> None:
    outcome = first("hair salon. Customers have a name, a shoe size and a favourite tea.")
    customer = next(one for one in outcome.spec.entities if one.name == "customer")
    assert "client" not in names("hair salon. Customers have a name, a shoe size and a favourite tea.")
    assert customer.source
    stated = {field.name for field in customer.fields if field.source}
    assert {"shoe_size", "favourite_tea"} <= stated


def test_a_description_that_is_a_design_itself_stays_as_it_was_said() -> None:
    text = (
        "Members have a name, an email and a phone. Books have a title, an author, an ISBN and a shelf. "
        "Members borrow books with a due date."
    )
    assert "Usual in" not in "".join(entity.assumed or "" for entity in first(text).spec.entities)


def test_answers_to_the_questions_change_the_application() -> None:
    outcome = first("hair salon")
    assert 1 <= len(outcome.questions) <= 3
    for question in outcome.questions:
        yes, no = (f"{question.text} {one}." for one in question.suggestions)
        done = read_wish(Wish(yes, outcome.spec, SeededIds(2)))
        assert done.edits, yes
        assert not has_errors(check(done.spec))
        assert all(_has_page(done, entity) for entity in done.spec.entities)
        kept = read_wish(Wish(no, outcome.spec, SeededIds(2)))
        assert not kept.edits
        assert "stays as it is" in kept.reply


def test_several_answers_in_one_message_are_all_taken() -> None:
    outcome = first("hair salon")
    first_one, *more = outcome.questions
    text = f"{first_one.text} No. {' '.join(f'{one.text} Yes.' for one in more)}"
    one_by_one = outcome.spec
    for one in more:
        one_by_one = read_wish(Wish(f"{one.text} Yes.", one_by_one, SeededIds(2))).spec
    together = read_wish(Wish(text, outcome.spec, SeededIds(2))).spec
    assert {e.name for e in together.entities} == {e.name for e in one_by_one.entities}
    assert len(together.relationships) == len(one_by_one.relationships) > 0
    assert read_wish(Wish(f"{text} And add a loyalty card.", outcome.spec, SeededIds(2))).spec != together


def _has_page(done: Outcome, entity: Entity) -> bool:
    shown = {component.entity for component in done.spec.components}
    return entity.name in shown


def test_the_kinds_of_edit_are_those_of_any_first_description() -> None:
    assert {str(getattr(edit, "kind", "")) for edit in first("hair salon").edits} >= {
        Kind.ENTITY, Kind.RELATIONSHIP, Kind.FLOW, Kind.PAGE, Kind.REPORT,
    }  # fmt: skip


def test_a_table_of_notes_shows_what_they_say() -> None:
    ids = SeededIds(1)
    spec = whole(draft(catalogue().blueprint("help-desk"), ids), ids)
    columns = {one.entity: one.props["columns"] for one in spec.components if one.type == "table"}
    assert "text" in columns["reply"]
    assert "description" not in columns["ticket"], "a ticket has a subject"


def test_a_list_of_one_thing_with_its_values_is_that_list() -> None:
    assert names("A list of bikes with a name and a price") == {"bike"}
