"""Things of a design are known by the other names of their trade, and start pages are worded for people."""

from functools import cache

from sayso.catalogue.index import catalogue
from sayso.design.drafts.template import template
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec, ComponentType

FORUM = "A forum for model railway builders. Discussions have a title and a date."


@cache
def spec_of(text: str) -> AppSpec:
    return read_wish(Wish(text, empty_spec(), SeededIds(1))).spec


def test_a_thing_bears_the_name_that_was_said() -> None:
    names = {entity.name for entity in spec_of(FORUM).entities}
    assert {"discussion", "reply", "member"} <= names
    assert "topic" not in names


def test_another_name_of_a_thing_counts_as_used() -> None:
    left = [one.text for one in spec_of(FORUM).assumptions if one.text.startswith("Not used")]
    assert not any("Discussions" in text for text in left)


def test_lists_of_a_start_page_are_headed_as_the_design_says() -> None:
    blueprint = catalogue().blueprint("forum")
    spec = template("forum").spec
    headed = [one.props["title"] for one in spec.components if one.type is ComponentType.LIST]
    assert headed == [one.title for one in blueprint.lists]
