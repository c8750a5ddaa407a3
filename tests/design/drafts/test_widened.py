"""What one reader of a description leaves out, the other adds; and no more than that."""

from functools import cache

import pytest

from sayso.design.drafts.description_words import Said
from sayso.design.drafts.stated import is_thing
from sayso.design.drafts.talk import without_software
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.spec.checks import check
from sayso.spec.diagnostics import has_errors
from sayso.spec.edits import apply, empty_spec
from sayso.spec.model import AppSpec

INSURER = """An insurance company sells car policies. Customers have a customer number, a name and an address.
A policy covers one vehicle (VIN, make, model, year) and has a start date, an end date and a premium. When an
accident happens a claim is filed: date, place, description, estimated damage. Claims are handled
by an adjuster.
Agents sell policies and earn a commission per policy."""


@cache
def made(text: str) -> AppSpec:
    outcome = read_wish(Wish(text, empty_spec(), SeededIds(1)))
    assert apply(empty_spec(), outcome.edits).spec == outcome.spec
    return outcome.spec


def names(text: str) -> set[str]:
    return {entity.name for entity in made(text).entities}


def test_what_the_rules_leave_out_is_added_with_its_links() -> None:
    spec = made(INSURER)
    assert "adjuster" in names(INSURER)
    links = {frozenset((link.from_entity, link.to_entity)) for link in spec.relationships}
    assert frozenset(("claim", "adjuster")) in links
    assert not has_errors(check(spec))


def test_what_is_added_has_pages_and_rights_like_everything_else() -> None:
    spec = made(INSURER)
    assert {"adjuster"} <= {component.entity for component in spec.components}
    assert {"adjuster"} <= {rule.entity for rule in spec.permissions.rules}


def test_whoever_merely_uses_the_software_is_not_kept() -> None:
    text = (
        "Books have a title, an author and a price. Managers see the books, and our director wants a report."
    )
    assert not {"manager", "director", "report"} & names(text)


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("The application stores data about trees. Trees have a species.", "application", False),
        ("Firms receive applications. The application has a date.", "application", True),
        ("An application has a date and belongs to a firm.", "application", True),
    ],
)
def test_the_application_to_be_built_is_no_thing(text: str, name: str, *, expected: bool) -> None:
    assert is_thing(name, Said.of(text)) is expected


def test_a_list_of_pages_names_no_things() -> None:
    text = "Herons nest in trees. Required pages: home, heron studio, my nests. Trees have a height."
    assert without_software(text)[0].split() == [
        "Herons",
        "nest",
        "in",
        "trees.",
        "Trees",
        "have",
        "a",
        "height.",
    ]
