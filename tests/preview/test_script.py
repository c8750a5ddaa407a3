"""What previews are made of, for specs that the whole product shares."""

from datetime import UTC, datetime

import pytest

from sayso.compiler.build import Target, compile_app
from sayso.preview.model import model_of
from sayso.preview.rows import Sample, plan_of, rows_of
from sayso.preview.script import script_of
from sayso.preview.service import Remembered
from sayso.spec.index import SpecIndex
from tests.golden.cases import case_names, spec_of
from tests.support.specs import belongs_to, entity, matrix, may, spec

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize("case", case_names(Target.APP))
def test_an_application_becomes_one_script_that_knows_its_components(case: str) -> None:
    known = spec_of(case)
    script = script_of(SpecIndex(known), compile_app(known))
    assert all(component.id in script for component in known.components)
    assert all(f"{entity.name}:" in script for entity in known.entities)


@pytest.mark.parametrize("case", case_names(Target.APP))
def test_sample_rows_are_the_same_each_time_and_refer_to_each_other(case: str) -> None:
    index = SpecIndex(spec_of(case))
    found = rows_of(plan_of(index), Sample.MANY, NOON)
    assert found == rows_of(plan_of(index), Sample.MANY, NOON)
    ids = {name: {row["id"] for row in rows} for name, rows in found["entities"].items()}
    for name, rows in found["entities"].items():
        for link in index.parents(name).values():
            assert {row[f"{link.name}_id"] for row in rows} - {None} <= ids[link.parent]


def test_values_over_other_rows_are_written_as_calls() -> None:
    total = {
        "name": "total",
        "label": "Total",
        "type": "money",
        "expression": "sum(lines.price, when=lines.price > discount)",
    }
    known = spec(
        entities=[
            entity("order", "discount:money", computed=[total]),
            entity("line", "price:money", "starts_at:datetime", "ends_at:datetime"),
        ],
        relationships=[belongs_to("line", "order", inverse="lines")],
        permissions=matrix("owner helper", may("owner", "order"), may("helper", "line", scope="own")),
    )
    written = model_of(SpecIndex(known))
    assert "rows.sum(row.lines, (item) => item.price, (item) => expr.gt(item.price, row.discount))" in written
    assert "owner: (row) => row.created_by" in written


def test_only_so_much_is_remembered() -> None:
    kept = Remembered(most=2, most_bytes=1_000)
    made: list[str] = []

    def text(name: str) -> str:
        made.append(name)
        return name * 10

    for name in ("a", "b", "a", "c", "a", "b"):
        kept.get(name, lambda name=name: text(name))
    assert made == ["a", "b", "c", "b"]
