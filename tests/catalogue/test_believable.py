"""Sample rows of designs are believed: their values fit each other, whoever of the trade looks at them.

A share of the designs always, all when deep; ``SAYSO_FAMILY_SEED`` chooses the share, else the day does.
"""

import os
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from sayso.catalogue.load import files, load
from sayso.design.drafts.draft import draft
from sayso.kit.ids import SeededIds
from sayso.preview.rows import plan_of
from sayso.runtime.sample.row_consistency import Settler
from sayso.runtime.sample.row_set import RowSet
from sayso.runtime.sample.rows import Sampler, is_person
from sayso.runtime.sample.vocabulary import vocabulary
from sayso.spec.index import SpecIndex
from sayso.spec.model import FieldType

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SHARE = 40
SEED = os.environ.get("SAYSO_FAMILY_SEED") or datetime.now(UTC).date().isoformat()
PATHS = files()
TEXTS = {FieldType.TEXT, FieldType.LONG_TEXT}
NUMBERS = {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}


class Filled:
    """A design with its sample rows, in memory."""

    def __init__(self, number: int) -> None:
        self.slug = PATHS[number].stem
        blueprint = load(PATHS[number])
        self.samples = blueprint.samples
        self.index = SpecIndex(draft(blueprint, SeededIds(self.slug)).spec)
        self.plan = plan_of(self.index)
        sampler = Sampler(self.plan, random.Random(1), NOW)  # noqa: S311 - the same rows each time
        self.row_set = RowSet(self.index, NOW, self.plan.time_zone)
        self.rows: dict[str, list[dict[str, Any]]] = {}
        for plan in sampler.order():
            made = list(sampler.rows(plan))
            sampler.written[plan.name] = [row.id for row in made]
            self.rows[plan.name] = [row.columns | {"id": row.id} for row in made]
            for row in self.rows[plan.name]:
                self.row_set.keep(plan.name, row)


def share() -> list[int]:
    return sorted(random.Random(SEED).sample(range(len(PATHS)), SHARE))  # noqa: S311 - no secret


def unbelievable(filled: Filled) -> Iterator[str]:
    """Everything in the rows of a design that its owner would frown at."""
    yield from broken_rules(filled)
    yield from overdrawn(filled)
    for plan in filled.plan.by_entity.values():
        for row in filled.rows[plan.name]:
            for field in plan.entity.fields:
                value = row.get(field.name)
                said = (
                    ""
                    if value in filled.samples.get(f"{plan.name}.{field.name}", ())
                    else odd(field, value, plan)
                )
                if said:
                    yield f"{filled.slug}: {plan.name}.{field.name}: {said}"


def broken_rules(filled: Filled) -> Iterator[str]:
    for entity in filled.index.spec.entities:
        for rule in entity.rules:
            node = filled.row_set.parsed(rule.expression)
            rows = filled.rows[entity.name]
            wrong = [row for row in rows if filled.row_set.of(entity.name, row, node) is False]
            if wrong:
                yield f"{filled.slug}: {entity.name}: {len(wrong)} of {len(rows)} rows: {rule.message}"


def overdrawn(filled: Filled) -> Iterator[str]:
    settler = Settler(filled.row_set, random.Random(1), {})  # noqa: S311 - draws nothing
    for entity in filled.index.spec.entities:
        for flow in settler.outflows(entity.name):
            left = [filled.row_set.computed(flow.parent, r, flow.name) for r in filled.rows[flow.parent]]
            below = [round(one, 2) for one in left if isinstance(one, int | Decimal) and one < 0]
            if below:
                yield f"{filled.slug}: {flow.parent}.{flow.name}: {below[:5]}"


def odd(field: Any, value: Any, plan: Any) -> str:
    words = set(field.name.split("_"))
    if field.type in NUMBERS and value is not None and words & {"percent", "percentage"}:
        return "" if abs(value) <= 100 else f"{value} percent"
    if field.type not in TEXTS or not isinstance(value, str):
        return ""
    if re.fullmatch(rf"{re.escape(field.label)} \d+", value) and field.label != plan.entity.display_name:
        return f"“{value}”"
    first, _, last = value.partition(" ")
    if field.name in {"name", "title"} and not is_person(plan):
        names = vocabulary()
        if first in names.first and last in names.last:
            return f"“{value}” is a person"
    return ""


def test_rows_of_designs_are_believed() -> None:
    wrong = sorted({said for number in share() for said in unbelievable(Filled(number))})
    assert wrong == [], f"SAYSO_FAMILY_SEED={SEED}"


@pytest.mark.deep
@pytest.mark.timeout(900)
def test_rows_of_all_designs_are_believed() -> None:
    wrong = sorted({said for number in range(len(PATHS)) for said in unbelievable(Filled(number))})
    assert wrong == []
