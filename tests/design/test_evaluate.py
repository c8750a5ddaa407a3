"""Running a file of briefs through a designer."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sayso.design.evaluate import cost_of, evaluate, read_briefs
from sayso.design.offline.designer_adapter import OfflineDesigning
from sayso.design.types import Outcome, Tell, Wish, unheard
from sayso.errors import InputError
from sayso.llm.types import Spent, Usage


async def test_each_brief_gives_one_row_with_its_refinements(tmp_path: Path) -> None:
    brief = {
        "id": "a",
        "brief": "books with title and author, members with name",
        "refinements": [{"say": "add genre to books"}],
    }
    out = tmp_path / "predictions.jsonl"
    totals = await evaluate(read_briefs(json.dumps(brief), "briefs"), lambda: (OfflineDesigning(), None), out)
    assert (totals.rows, totals.messages, totals.fallbacks) == (1, 2, 0)
    row = json.loads(out.read_text())
    assert set(row) == {"id", "spec", "refined", "decisions"}
    assert len(row["refined"]) == len(row["decisions"]) == 1


def test_a_line_that_is_not_json_is_named() -> None:
    with pytest.raises(InputError, match="line 2"):
        read_briefs('{"id": "a", "brief": "x"}\nnope', "briefs")


async def test_rows_stand_in_the_order_of_the_briefs_however_many_run_at_once(tmp_path: Path) -> None:
    slow = "books with title, author, isbn and publisher; members with name and email; " * 8
    briefs = [{"id": str(n), "brief": slow if n % 2 else "dogs with name"} for n in range(6)]
    out, done = tmp_path / "predictions.jsonl", list[int]()
    await evaluate(briefs, lambda: (OfflineDesigning(), None), out, at_once=4, told=done.append)
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == list("012345")
    assert done == [1, 2, 3, 4, 5, 6]


class _Spending:
    spent = Spent(calls=3, usage=Usage(100, 20, 5), cost=Decimal("0.001"), unknown=1)


class _Standing:
    """The offline designer, in place of a model that does not answer."""

    async def work(self, wish: Wish, tell: Tell = unheard) -> Outcome:
        return replace(await OfflineDesigning().work(wish, tell), is_fallback=True)


async def test_rows_say_what_models_took(tmp_path: Path) -> None:
    briefs = [{"id": "a", "brief": "books with title"}, {"id": "b", "brief": "dogs with name"}]
    out = tmp_path / "predictions.jsonl"
    totals = await evaluate(briefs, lambda: (_Standing(), _Spending()), out)
    row = json.loads(out.read_text().splitlines()[0])
    assert {key: row["usage"][key] for key in ("calls", "input", "output", "cached", "cost", "unknown")} == {
        "calls": 3, "input": 100, "output": 20, "cached": 5, "cost": 0.001, "unknown": 1,
    }  # fmt: skip
    assert row["usage"]["fallbacks"] == 1
    assert (totals.spent.calls, totals.spent.cost, totals.fallbacks) == (6, Decimal("0.002"), 2)


def test_a_cost_of_which_nothing_is_known_is_no_zero() -> None:
    assert cost_of(Spent(calls=2, unknown=2)) is None
    assert cost_of(Spent()) == 0
