"""Run a designer over a file of briefs and write what it made of each, for a scorer to read."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from sayso.errors import InputError
from sayso.kit.ids import SeededIds
from sayso.llm.types import Spent, Usage
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

from .types import Designing, Outcome, Wish

Brief = dict[str, Any]


class Spending(Protocol):
    """Adds up what models took."""

    @property
    def spent(self) -> Spent:
        """So far."""
        ...


Staffing = Callable[[], tuple[Designing, Spending | None]]
"""A designer for one brief, and what adds up its models' work; none where it has no models."""


@dataclass
class Totals:
    """What a run took: ``fallbacks`` counts messages that the offline designer did for a model."""

    rows: int = 0
    messages: int = 0
    fallbacks: int = 0
    seconds: float = 0
    spent: Spent = field(default_factory=Spent)


def read_briefs(text: str, name: str) -> list[Brief]:
    """Briefs of a file with one JSON object a line; ``name`` is said in errors."""
    briefs: list[Brief] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            brief = json.loads(line)
        except json.JSONDecodeError as error:
            raise InputError(f"{name}, line {number}: this is not JSON: {error.msg}.") from error
        if not isinstance(brief, dict) or not isinstance(brief.get("brief"), str) or "id" not in brief:
            raise InputError(
                f"{name}, line {number}: a brief needs an id and a text.", hint='{"id": "…", "brief": "…"}'
            )
        briefs.append(brief)
    return briefs


async def evaluate(
    briefs: list[Brief],
    staffing: Staffing,
    out: Path,
    *,
    at_once: int = 1,
    told: Callable[[int], None] | None = None,
) -> Totals:
    """Write one row each, in the order of the briefs: ``{"id", "spec", "refined", "decisions"}``.

    Where models worked on it, a row has ``"usage"`` too. ``at_once`` briefs are worked on at the same time;
    ``told`` hears how many are done.
    """
    totals, places = Totals(), asyncio.Semaphore(at_once)

    async def run(brief: Brief) -> dict[str, Any]:
        async with places:
            designing, spending = staffing()
            row, taken = await run_brief(brief, designing)
        if spending is not None:
            taken.spent = spending.spent
            row["usage"] = _usage(taken)
        _add(totals, taken)
        if told is not None:
            told(totals.rows)
        return row

    with out.open("w", encoding="utf-8") as file:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(run(brief)) for brief in briefs]
            for task in tasks:
                file.write(json.dumps(await task, ensure_ascii=False) + "\n")
                file.flush()
    return totals


async def run_brief(brief: Brief, designing: Designing) -> tuple[dict[str, Any], Totals]:
    """Design one brief, then apply its refinements one after the other."""
    taken, ids, start = Totals(rows=1), SeededIds(str(brief["id"])), time.monotonic()

    async def work(wish: Wish) -> Outcome:
        outcome = await designing.work(wish)
        taken.messages += 1
        taken.fallbacks += outcome.is_fallback
        return outcome

    spec = (await work(Wish(brief["brief"], empty_spec(), ids))).spec
    is_made = bool(spec.entities)
    refined: list[dict[str, Any]] = []
    decisions: list[str] = []
    history: list[AppSpec] = []
    first = spec.to_json() if is_made else {}
    for wish in brief.get("refinements", []):
        if not is_made:
            refined.append({})
            decisions.append("question")
            continue
        outcome = await work(Wish(str(wish["say"]), spec, ids, tuple(history)))
        history.append(spec)
        spec = outcome.spec
        refined.append(spec.to_json())
        decisions.append(outcome.verdict.decision.value)
    taken.seconds = time.monotonic() - start
    return {"id": brief["id"], "spec": first, "refined": refined, "decisions": decisions}, taken


def _add(totals: Totals, taken: Totals) -> None:
    totals.rows += taken.rows
    totals.messages += taken.messages
    totals.fallbacks += taken.fallbacks
    totals.seconds += taken.seconds
    one, other = totals.spent, taken.spent
    totals.spent = Spent(
        one.calls + other.calls,
        Usage(
            one.usage.input + other.usage.input,
            one.usage.output + other.usage.output,
            one.usage.cached + other.usage.cached,
        ),
        one.cost + other.cost,
        one.unknown + other.unknown,
    )


def _usage(taken: Totals) -> dict[str, Any]:
    spent = taken.spent
    return {
        "calls": spent.calls,
        "input": spent.usage.input,
        "output": spent.usage.output,
        "cached": spent.usage.cached,
        "cost": cost_of(spent),
        "unknown": spent.unknown,
        "fallbacks": taken.fallbacks,
        "seconds": round(taken.seconds, 3),
    }


def cost_of(spent: Spent) -> float | None:
    """In US dollars; none where no price is known."""
    return (
        None
        if spent.calls and spent.unknown == spent.calls
        else float(spent.cost.quantize(Decimal("0.000001")))
    )
