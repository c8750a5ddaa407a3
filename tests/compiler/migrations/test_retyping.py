"""Fields of another type: what casts, what comes back, and what waits in the archive."""

import json
from decimal import Decimal
from typing import Any

import pytest

from tests.compiler.migrations.conftest import Converged, OpenLab
from tests.compiler.migrations.specs import one
from tests.support.specs import field

RETYPES = [
    ("text", "integer", ["7", "007", " 1,204 ", "12.5", "many", "", None],
     [7, 7, 1204, 13, None, None, None]),
    ("text", "money", ["£12.50", "1.234,5", "x", "1e99"], ["12.50", "1234.50", None, None]),
    ("text", "boolean", ["Yes", "no", "maybe"], [True, False, None]),
    ("text", "date", ["2024-02-29", "2023-02-29", "1.5.2026", "2026-13-01", "soon"],
     ["2024-02-29", None, "2026-05-01", None, None]),
    ("text", "datetime", ["2024-02-29T10:00:00Z", "2024-02-29 10:00", "2024-02-29", "24:00"],
     ["2024-02-29 10:00:00+00", "2024-02-29 10:00:00+00", "2024-02-29 00:00:00+00", None]),
    ("text", "time", ["09:30", "25:00"], ["09:30:00", None]),
    ("text", "email", ["a@b.org", "nobody"], ["a@b.org", None]),
    ("text", "url", ["https://a.org", "a.org"], ["https://a.org", None]),
    ("text", "phone", ["+44 20 7946 0000", "call me"], ["+44 20 7946 0000", None]),
    ("text", "uuid", ["6F9619FF-8B86-D011-B42D-00C04FC964FF", "x"],
     ["6f9619ff-8b86-d011-b42d-00c04fc964ff", None]),
    ("text", "json", ["a", None], ['"a"', None]),
    ("text", "image", ["a", None], [None, None]),
    ("integer", "text", [7, None], ["7", None]),
    ("integer", "money", [7, 10**15], ["7.00", None]),
    ("decimal", "integer", [7.5, 8], [8, 8]),
    ("decimal", "money", ["7.555", "8"], ["7.56", "8.00"]),
    ("boolean", "integer", [True, False], [1, 0]),
    ("boolean", "text", [True, False], ["true", "false"]),
    ("date", "datetime", ["2024-02-29"], ["2024-02-29 00:00:00+00"]),
    ("datetime", "date", ["2024-02-29T23:30:00Z"], ["2024-02-29"]),
    ("datetime", "text", ["2024-02-29T23:30:05Z"], ["2024-02-29 23:30:05"]),
    ("time", "text", ["09:30"], ["09:30"]),
    ("json", "text", ['"a"', '{"a": 1}', "7"], ["a", '{"a": 1}', "7"]),
    ("image", "file", ["6f9619ff-8b86-d011-b42d-00c04fc964ff"], ["6f9619ff-8b86-d011-b42d-00c04fc964ff"]),
    ("uuid", "date", ["6f9619ff-8b86-d011-b42d-00c04fc964ff"], [None]),
    ("text", "long_text", ["a"], ["a"]),
]  # fmt: skip


@pytest.mark.rotating(9)
@pytest.mark.parametrize(
    ("old", "new", "values", "expected"), RETYPES, ids=lambda v: v if isinstance(v, str) else ""
)
async def test_a_retyped_field_keeps_what_fits_and_goes_back_to_the_byte(
    open_lab: OpenLab, converged: Converged, *, old: str, new: str, values: list[Any], expected: list[Any]
) -> None:
    lab = await open_lab(one(field("points", id="fld_points", type=old)))
    for value in values:
        await lab.insert("client", {"points": json.loads(value) if old == "json" else value})
    was = await lab.everything()
    await lab.change({"op": "retype", "target": "fld_points", "type": new})
    admin = await lab.database.admin()
    now = await admin.fetch(f"select points::text from {lab.table('client')} order by created_at, id")
    wanted = await admin.fetch(
        f"select (x #>> '{{}}')::{await _type_of(lab)}::text "
        "from jsonb_array_elements($1) with ordinality as e (x, n) order by n",
        json.dumps(expected),
    )
    assert [row[0] for row in now] == [row[0] for row in wanted]
    await converged(lab)
    await lab.back()
    assert await lab.everything() == was


async def _type_of(lab: Any) -> str:
    admin = await lab.database.admin()
    found: str = await admin.fetchval(
        "select format_type(atttypid, atttypmod) from pg_attribute "
        "where attrelid = $1::regclass and attname = 'points'",
        lab.table("client"),
    )
    return found


async def test_writes_in_between_go_back_as_they_fit(open_lab: OpenLab) -> None:
    lab = await open_lab(one(field("points", id="fld_points")))
    _, changed = await lab.insert("client", {"points": "007"}, {"points": "008"})
    await lab.change({"op": "retype", "target": "fld_points", "type": "integer"})
    admin = await lab.database.admin()
    await admin.execute(f"update {lab.table('client')} set points = 9 where id = $1", changed)
    await lab.insert("client", {"points": 10})
    await lab.back()
    assert await lab.rows("client", "points") == [("007",), ("9",), ("10",)]


async def test_values_wait_through_several_changes(open_lab: OpenLab) -> None:
    lab = await open_lab(one(field("points", id="fld_points")))
    await lab.insert("client", {"points": "007"}, {"points": "many"}, {"points": "1.5"})
    was = await lab.everything()
    for kind in ("integer", "decimal", "date", "json"):
        await lab.change({"op": "retype", "target": "fld_points", "type": kind})
    for _ in range(4):
        await lab.back()
    assert await lab.everything() == was


async def test_what_people_wrote_since_stands_above_what_was_put_away_before(open_lab: OpenLab) -> None:
    """A choice whose place an amount took does not come back by a detour."""
    lab = await open_lab(one(field("points", id="fld_points")))
    await lab.insert("client", {"points": "shelf"})
    options = [{"id": "opt_shelf1", "name": "shelf", "label": "Shelf"}]
    as_choices = {"op": "retype", "target": "fld_points", "type": "multi_enum", "options": options}
    await lab.change(as_choices)
    assert await lab.rows("client", "points") == [(["shelf"],)]
    await lab.change({"op": "retype", "target": "fld_points", "type": "money"})
    admin = await lab.database.admin()
    await admin.execute(f"update {lab.table('client')} set points = 5")
    await lab.back()
    assert await lab.rows("client", "points") == [(None,)]
    await lab.back()
    await lab.change(as_choices)
    assert await lab.rows("client", "points") == [(None,)]
    await lab.change({"op": "retype", "target": "fld_points", "type": "money"})
    assert await lab.rows("client", "points") == [(Decimal(5),)]
