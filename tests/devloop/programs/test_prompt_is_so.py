"""What models are told about ``ctx`` is so: each promise of the prompt, on a real application with rows."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from sayso.devloop.programs.analysis import analyse
from sayso.devloop.programs.disclosure import Disclosure
from sayso.devloop.programs.grants import ModuleRead
from sayso.devloop.programs.types import Fault
from sayso.devloop.programs.writers.facts import laid_out
from sayso.devloop.programs.writers.program_prompt import prompt_of
from sayso.runtime.sample.service import fill
from sayso.sandbox.service import OsSandbox
from sayso.sandbox.types import Network, Outcome, Program
from sayso.spec.model import AppSpec
from tests.support.postgres import TestDatabase
from tests.support.running import Salon, open_salon, running_sayso


@pytest.fixture
async def busy(database: TestDatabase, tmp_path: Path, salon: AppSpec) -> AsyncIterator[Salon]:
    async with running_sayso(database.dsn, tmp_path) as sayso:
        opened = await open_salon(sayso, salon)
        await fill(sayso.services.database, opened.module, salon)
        yield opened


class Bench:
    """Runs programs that read the salon as its owner."""

    def __init__(self, busy: Salon, sandbox: OsSandbox) -> None:
        self.modules = busy.sayso.services.program_modules
        self.agency, self.user = busy.home.site.agency_id, busy.home.user_id
        self._sandbox = sandbox

    async def run(self, code: str) -> Outcome:
        service = self.modules.service(self.agency, self.user, (ModuleRead(slug="salon"),))
        program = Program(f"rows = ctx.rows('salon')\n{code}")
        return await self._sandbox.run(program, Network(services={"modules.sayso": service}))

    async def value(self, expression: str) -> Any:
        outcome = await self.run(f"result = {expression}")
        assert outcome.ok, outcome.error
        return outcome.result


@pytest.fixture
def bench(busy: Salon, sandbox: OsSandbox) -> Bench:
    return Bench(busy, sandbox)


async def test_rows_are_listed_with_conditions_sorts_and_limits(bench: Bench) -> None:
    every = await bench.value("rows.list('appointments')")
    assert len(every) == await bench.value("rows.count('appointments')")
    assert {"id", "created_at", "client_id", "client_title", "starts_at"} <= every[0].keys()
    first = await bench.value("rows.list('appointments', sort='-starts_at', fields=['starts_at'], limit=3)")
    assert first == [
        {"starts_at": one} for one in sorted((row["starts_at"] for row in every), reverse=True)[:3]
    ]
    dear = await bench.value("rows.list('services', {'price': {'gte': 50}})")
    assert all(float(row["price"]) >= 50 for row in dear)
    states = await bench.value("rows.list('appointments', {'status': ['booked', 'completed']})")
    assert {row["status"] for row in states} <= {"booked", "completed"}
    for condition in (
        "{'starts_at': {'this_month': True}}",
        "{'starts_at': {'between': '2020-01-01,2030-01-01'}}",
        "{'client_id': None}",
        "{'status': {'ne': 'booked'}}",
    ):
        await bench.value(f"rows.count('appointments', {condition})")


async def test_figures_come_in_groups_with_labels(bench: Bench) -> None:
    groups = await bench.value("rows.groups('appointments', ['count'], by='status')")
    assert sum(one["count"] for one in groups) == await bench.value("rows.count('appointments')")
    assert {"group", "label", "count"} <= groups[0].keys()
    sums = await bench.value("rows.groups('services', ['count', 'sum:price'])")
    assert {"count", "sum_price"} <= sums[0].keys()
    for period in ("day", "week", "month", "quarter", "year"):
        assert await bench.value(
            f"rows.groups('appointments', ['count'], by='{period}', date_field='starts_at')"
        )


async def test_reports_are_read(bench: Bench) -> None:
    assert isinstance(await bench.value("rows.report('turnover_per_month')"), list)


UNREADABLE = [
    ("rows.list('unicorns')", Fault.SHAPE, "There are no such rows"),
    ("rows.list('appointments', {'colour': 'red'})", Fault.SHAPE, "There are no such rows"),
    ("rows.groups('appointments', ['sum:status'])", Fault.SHAPE, "There are no such rows"),
    ("ctx.rows('shop').list('orders')", Fault.REFUSED, "It may not read these rows"),
]


async def test_rows_that_cannot_be_read_are_understood(bench: Bench) -> None:
    for code, fault, message in UNREADABLE:
        found = analyse(await bench.run(code), code)

        assert found is not None
        assert found.fault is fault, found
        assert message in found.message


async def test_the_material_names_rows_and_fields_as_programs_have_to(bench: Bench) -> None:
    facts = {"modules": await bench.modules.facts(bench.agency, bench.user)}
    said = "\n".join(laid_out(facts, Disclosure.of_wish("", facts, may_see_rows=False)))

    assert "rows appointments: " in said
    assert "client → client" in said
    assert len(said) < 6_000
    assert "behind `rows` in the material" in prompt_of("block").text
