"""Fields that come, go, change their options or their limits."""

from typing import Any

import pytest

from sayso.compiler.migrations.types import Choice, Do
from tests.compiler.migrations.conftest import Converged, OpenLab
from tests.compiler.migrations.specs import one
from tests.support.specs import field

GOLD = [
    {"id": "opt_silver", "name": "silver", "label": "Silver"},
    {"id": "opt_gold00", "name": "gold", "label": "Gold"},
]


LEVELS = field(
    "level", id="fld_level0", type="enum", options=[
        {"id": "opt_gold00", "name": "gold", "label": "Gold"},
        {"id": "opt_silver", "name": "silver", "label": "Silver"},
        {"id": "opt_bronze", "name": "bronze", "label": "Bronze"},
    ],
)  # fmt: skip


@pytest.mark.parametrize("kind", ["enum", "multi_enum"])
async def test_an_option_is_renamed_with_the_rows_that_have_it(
    open_lab: OpenLab, converged: Converged, kind: str
) -> None:
    lab = await open_lab(one({**LEVELS, "type": kind}))
    many = kind == "multi_enum"
    await lab.insert("client", *({"level": [n] if many else n} for n in ("gold", "silver")), {})
    was = await lab.everything()
    await lab.change(
        {"op": "rename", "kind": "option", "target": "opt_gold00", "name": "silver_x", "label": "Platinum"},
        {"op": "rename", "kind": "option", "target": "opt_silver", "name": "gold", "label": "Gold"},
        {"op": "rename", "kind": "option", "target": "opt_gold00", "name": "silver", "label": "Silver"},
    )
    swapped = [(["silver"],), (["gold"],), (None,)] if many else [("silver",), ("gold",), (None,)]
    assert await lab.rows("client", "level") == swapped
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was


@pytest.mark.parametrize("kind", ["enum", "multi_enum"])
async def test_an_option_in_use_is_replaced_and_comes_back(
    open_lab: OpenLab, converged: Converged, kind: str
) -> None:
    lab = await open_lab(one({**LEVELS, "type": kind}))
    many = kind == "multi_enum"
    await lab.insert("client", *({"level": [n, "bronze"] if many else n} for n in ("gold", "silver")))
    was = await lab.everything()
    remove = {"op": "remove", "kind": "option", "target": "opt_gold00"}
    migration, found = await lab.plan(remove)
    assert found == {"Rows that have “Gold”": 1}
    decision = migration.steps[0].probes[0].decision
    assert decision is not None
    assert (decision.key, decision.default) == ("fld_level0.options", Do.EMPTY)
    await lab.change(remove, choices={decision.key: Choice(Do.REPLACE, {"gold": "silver"})})
    silver = (["silver", "bronze"],) if many else ("silver",)
    assert await lab.rows("client", "level") == [silver, silver]
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await lab.change(remove)
    assert (await lab.rows("client", "level"))[0] == ((["bronze"],) if many else (None,))
    await lab.back()
    assert await lab.everything() == was


async def test_a_removed_option_returns_with_the_rows_that_nobody_touched_since(open_lab: OpenLab) -> None:
    lab = await open_lab(one(LEVELS))
    _, second = await lab.insert("client", {"level": "gold"}, {"level": "gold"})
    await lab.change(
        {"op": "remove", "kind": "option", "target": "opt_gold00"},
        choices={"fld_level0.options": Choice(Do.REPLACE, "silver")},
    )
    admin = await lab.database.admin()
    await admin.execute(f"update {lab.table('client')} set level = 'bronze' where id = $1", second)
    await lab.back()
    assert await lab.rows("client", "level") == [("gold",), ("bronze",)]


async def test_a_field_that_must_have_a_value_asks_for_one(open_lab: OpenLab, converged: Converged) -> None:
    lab = await open_lab(one(field("town", id="fld_town00")))
    await lab.insert("client", {"town": "Bath"}, {})
    was = await lab.everything()
    require = {"op": "set", "kind": "field", "target": "fld_town00", "values": {"required": True}}
    migration, found = await lab.plan(require)
    assert found == {"Rows without “Town”": 1}
    assert migration.steps[0].probes[0].blocks
    await lab.change(require, choices={"fld_town00.required": Choice(Do.DEFAULT, "Unknown")})
    assert await lab.rows("client", "town") == [("Bath",), ("Unknown",)]
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was


@pytest.mark.parametrize(("do", "now"), [(Do.KEEP, 150), (Do.EMPTY, None), (Do.DEFAULT, 5)], ids=str)
async def test_values_outside_new_limits_stay_or_go_as_decided(
    open_lab: OpenLab, converged: Converged, do: Do, now: int | None
) -> None:
    lab = await open_lab(one(field("points", id="fld_points", type="integer")))
    await lab.insert("client", {"points": 150}, {"points": 50})
    was = await lab.everything()
    limit = {"op": "set", "kind": "field", "target": "fld_points", "values": {"validation": {"max": 100}}}
    _, found = await lab.plan(limit)
    assert found == {"Values of “Points” outside the new limits": 1}
    await lab.change(limit, choices={"fld_points.limits": Choice(do, 5 if do is Do.DEFAULT else None)})
    assert await lab.rows("client", "points") == [(now,), (50,)]
    if do is not Do.KEEP:
        await converged(lab)
    await lab.back()
    assert await lab.everything() == was
    await converged(lab)


async def test_limits_that_every_row_meets_are_held_to(open_lab: OpenLab, converged: Converged) -> None:
    lab = await open_lab(one(field("points", id="fld_points", type="integer")))
    await lab.insert("client", {"points": 50})
    limit = {"op": "set", "kind": "field", "target": "fld_points", "values": {"validation": {"max": 100}}}
    await lab.change(limit, phased=True)
    await converged(lab)


async def test_a_new_field_begins_with_its_default(open_lab: OpenLab, converged: Converged) -> None:
    lab = await open_lab(one())
    await lab.insert("client", {"name": "Ada"})
    was = await lab.everything()
    new = {"id": "fld_points", "name": "points", "label": "Points", "type": "integer", "default": 3}
    await lab.change({"op": "add", "kind": "field", "parent": "ent_client", "element": new})
    assert await lab.rows("client", "points") == [(3,)]
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was


async def test_a_new_field_that_must_have_a_value_asks_for_one(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(one())
    new = {"id": "fld_points", "name": "points", "label": "Points", "type": "integer", "required": True}
    add = {"op": "add", "kind": "field", "parent": "ent_client", "element": new}
    _, found = await lab.plan(add)
    assert found == {}
    await lab.insert("client", {"name": "Ada"})
    _, found = await lab.plan(add)
    assert found == {"Rows that need a value for “Points”": 1}
    await lab.change(add, choices={"fld_points.required": Choice(Do.DEFAULT, 0)})
    assert await lab.rows("client", "points") == [(0,)]
    await converged(lab)


async def test_a_removed_field_returns_with_its_values_and_rows_written_since(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(one(field("town", id="fld_town00", indexed=True, default="Bath", required=True)))
    await lab.insert("client", {"town": "York"})
    await lab.change({"op": "remove", "kind": "field", "target": "fld_town00"})
    await converged(lab)
    await lab.insert("client", {"name": "Grace"})
    await lab.back(choices={"fld_town00.required": Choice(Do.DEFAULT, "Leeds")})
    assert await lab.rows("client", "town") == [("York",), ("Leeds",)]
    await converged(lab)


async def test_fields_that_exchange_their_names_keep_their_values(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(one(field("one", id="fld_one000"), field("other", id="fld_other0")))
    await lab.insert("client", {"one": "1", "other": "2"})
    await lab.change(
        {"op": "rename", "kind": "field", "target": "fld_one000", "name": "passing"},
        {"op": "rename", "kind": "field", "target": "fld_other0", "name": "one"},
        {"op": "rename", "kind": "field", "target": "fld_one000", "name": "other"},
    )
    assert await lab.rows("client", "one", "other") == [("2", "1")]
    await converged(lab)
    await lab.back()
    assert await lab.rows("client", "one", "other") == [("1", "2")]


async def test_an_archived_choice_is_understood_under_the_names_of_another_revision(
    open_lab: OpenLab,
) -> None:
    lab = await open_lab(one(LEVELS))
    first = lab.spec
    await lab.insert("client", {"level": "gold"})
    await lab.change({"op": "rename", "kind": "option", "target": "opt_gold00", "name": "platinum"})
    await lab.change({"op": "remove", "kind": "field", "target": "fld_level0"})
    await lab.go(first)
    assert await lab.rows("client", "level") == [("gold",)]


@pytest.mark.parametrize(
    "change",
    [
        {"op": "set", "kind": "field", "target": "fld_town00",
         "values": {"indexed": True, "searchable": True}},
        {"op": "retype", "target": "fld_town00", "type": "integer"},
        {"op": "add", "kind": "field", "parent": "ent_client",
         "element": {"id": "fld_level0", "name": "level", "label": "Level", "indexed": True}},
        {"op": "remove", "kind": "field", "target": "fld_town00"},
        {"op": "set", "kind": "entity", "target": "ent_client", "values": {"person_role": "owner"}},
    ],
    ids=["index", "retype", "add", "remove", "person"],
)  # fmt: skip
async def test_phases_lead_where_the_script_leads(
    open_lab: OpenLab, converged: Converged, change: dict[str, Any]
) -> None:
    lab = await open_lab(one(field("town", id="fld_town00", unique=True, default="5")))
    await lab.insert("client", {"town": "7"}, {"town": "8"})
    was = await lab.everything()
    await lab.change(change, phased=True)
    await converged(lab)
    await lab.back(phased=True)
    await converged(lab)
    assert await lab.everything() == was


async def test_rows_that_break_a_check_with_leave_do_not_hold_up_later_changes(
    open_lab: OpenLab, converged: Converged
) -> None:
    lab = await open_lab(one(field("points", id="fld_points", type="integer"), LEVELS))
    await lab.insert("client", {"points": 150, "level": "gold"}, {"points": 50})
    was = await lab.everything()
    await lab.change(
        {"op": "set", "kind": "field", "target": "fld_points", "values": {"validation": {"max": 100}}}
    )
    await lab.change({"op": "rename", "kind": "option", "target": "opt_gold00", "name": "platinum"})
    await lab.change({"op": "rename", "kind": "field", "target": "fld_points", "name": "score"})
    assert await lab.rows("client", "score", "level") == [(150, "platinum"), (50, None)]
    for _ in range(3):
        await lab.back()
    assert await lab.everything() == was
    await converged(lab)
