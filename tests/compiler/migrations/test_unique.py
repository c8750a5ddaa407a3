"""Values that have to be unique from now on: duplicates are shown, told apart, or in the way."""

from uuid import uuid4

import pytest

from sayso.compiler.migrations.types import Choice, Do
from tests.compiler.migrations.conftest import Converged, OpenLab
from tests.compiler.migrations.specs import one
from tests.support.specs import field

UNIQUE = {"op": "set", "kind": "field", "target": "fld_town00", "values": {"unique": True}}


@pytest.mark.parametrize("phased", [False, True])
@pytest.mark.parametrize(("do", "second"), [(Do.FIRST, None), (Do.NUMBER, "Bath (2)")])
async def test_duplicates_are_shown_and_told_apart(
    open_lab: OpenLab, converged: Converged, do: Do, second: str | None, phased: bool
) -> None:
    lab = await open_lab(one(field("town", id="fld_town00")))
    await lab.insert("client", {"town": "Bath"}, {"town": "Bath"}, {"town": "York"}, {}, {})
    await lab.insert("client", {"town": "Bath"}, site=uuid4())
    was = await lab.everything()
    migration, found = await lab.plan(UNIQUE)
    assert found == {"Rows that share a “Town” with an earlier one": 1}
    assert migration.steps[0].probes[0].blocks
    await lab.change(UNIQUE, choices={"fld_town00.unique": Choice(do)}, phased=phased)
    assert [town for (town,) in await lab.rows("client", "town")] == [
        "Bath",
        second,
        "York",
        None,
        None,
        "Bath",
    ]
    await converged(lab)
    await lab.back(phased=phased)
    assert await lab.everything() == was
    await converged(lab)


async def test_what_is_unique_is_made_beside_the_running_revision(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(one(field("town", id="fld_town00")))
    await lab.insert("client", {"town": "Bath"}, {"town": "York"})
    migration = await lab.change(UNIQUE, phased=True)
    assert any("concurrently" in statement for statement in migration.prepare)
    assert not migration.tables
    await converged(lab)


async def test_values_that_are_unique_together_block_with_examples(open_lab: OpenLab) -> None:
    lab = await open_lab(one(field("town", id="fld_town00")))
    await lab.insert("client", {"name": "Ada", "town": "Bath"}, {"name": "Ada", "town": "Bath"})
    index = {"id": "idx_pair00", "fields": ["name", "town"], "unique": True}
    migration, found = await lab.plan(
        {"op": "add", "kind": "index", "parent": "ent_client", "element": index}
    )
    assert list(found.values()) == [1]
    (probe,) = next(step.probes for step in migration.steps if step.probes)
    assert probe.blocks
    assert probe.decision is None


async def test_numbers_that_others_have_are_passed_over(open_lab: OpenLab, converged: Converged) -> None:
    lab = await open_lab(one(field("town", id="fld_town00")))
    towns = ["Bath", "Bath (2)", "Bath", "Bath (4)", "Bath", "Bath (2)", "Bath (03)"]
    await lab.insert("client", *({"town": town} for town in towns))
    was = await lab.everything()
    await lab.change(UNIQUE, choices={"fld_town00.unique": Choice(Do.NUMBER)})
    assert [town for (town,) in await lab.rows("client", "town")] == [
        "Bath", "Bath (2)", "Bath (3)", "Bath (4)", "Bath (5)", "Bath (2) (2)", "Bath (03)",
    ]  # fmt: skip
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was


async def test_one_value_chosen_for_many_rows_is_asked_about_beforehand(open_lab: OpenLab) -> None:
    lab = await open_lab(one(field("town", id="fld_town00", unique=True)))
    await lab.insert("client", {"town": "Bath"}, {"town": "York"}, {"town": "7"})
    edit = {"op": "retype", "target": "fld_town00", "type": "integer"}
    choices = {"fld_town00.unfit": Choice(Do.DEFAULT, 5)}
    _, found = await lab.plan(edit, choices=choices)
    assert found["Rows that share a “Town” with an earlier one"] == 1
    await lab.change(edit, choices={**choices, "fld_town00.unique": Choice(Do.FIRST)})
    assert await lab.rows("client", "town") == [(5,), (None,), (7,)]


async def test_a_new_field_does_not_begin_with_one_value_where_each_row_needs_its_own(
    open_lab: OpenLab,
) -> None:
    lab = await open_lab(one())
    await lab.insert("client", {"name": "Ada"}, {"name": "Bob"})
    element = field("code", id="fld_code00", unique=True, default="5")
    migration, found = await lab.plan(
        {"op": "add", "kind": "field", "parent": "ent_client", "element": element}
    )
    assert found == {"Rows that would begin with the same “Code” as an earlier one": 1}
    assert any(probe.blocks for step in migration.steps for probe in step.probes)
