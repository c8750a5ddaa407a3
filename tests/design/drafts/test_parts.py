"""Parts that designs like an application have and it lacks."""

import pytest

from sayso.design.drafts.parts import missing_parts, part_edits
from sayso.design.drafts.template import template
from sayso.spec.edits import Kind, Remove, apply
from sayso.spec.model import AppSpec


@pytest.fixture(scope="module")
def lending() -> AppSpec:
    """A tool library that keeps tools, members and loans alone."""
    spec = template("tool-library").spec
    repair = next(one for one in spec.entities if one.name == "repair")
    return apply(spec, [Remove(kind=Kind.ENTITY, target=repair.id)]).spec


def test_what_most_of_them_keep_is_suggested_with_the_reason(lending: AppSpec) -> None:
    part = next(one for one in missing_parts(lending) if one.name == "reservation")
    assert part.text == "Most applications like a tool library also keep reservations."
    assert "Lending library" in part.alike


def test_a_part_comes_with_links_page_and_rights(lending: AppSpec) -> None:
    part = next(one for one in missing_parts(lending) if one.name == "reservation")
    done = apply(lending, part_edits(lending, part))
    assert done.ok, done.diagnostics
    links = {link.to_entity for link in done.spec.relationships if link.from_entity == "reservation"}
    assert links == {"tool", "member"}
    assert any(page.title == "Reservations" for page in done.spec.pages)
    assert any(rule.entity == "reservation" for rule in done.spec.permissions.rules)
    assert "reservation" not in [one.name for one in missing_parts(done.spec)]


def test_what_somebody_dismissed_or_has_is_not_suggested(lending: AppSpec) -> None:
    assert len(missing_parts(lending)) <= 3
    assert "reservation" not in [one.name for one in missing_parts(lending, {"reservation"})]


def test_nothing_is_suggested_where_no_design_is_like_it() -> None:
    spec = AppSpec(name="Bells", slug="bells")
    assert missing_parts(spec) == ()
