"""Run a designer over a file of briefs and write what it made of each, for a scorer to read."""

import json
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

from .types import Designing, Wish

Brief = dict[str, Any]


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


async def evaluate(briefs: list[Brief], designing: Designing, out: Path) -> int:
    """Write one row each, ``{"id", "spec", "refined", "decisions"}``; gives the number of rows."""
    with out.open("w", encoding="utf-8") as file:
        for brief in briefs:
            file.write(json.dumps(await run_brief(brief, designing), ensure_ascii=False) + "\n")
    return len(briefs)


async def run_brief(brief: Brief, designing: Designing) -> dict[str, Any]:
    """Design one brief, then apply its refinements one after the other."""
    ids = SeededIds(str(brief["id"]))
    spec = (await designing.work(Wish(brief["brief"], empty_spec(), ids))).spec
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
        outcome = await designing.work(Wish(str(wish["say"]), spec, ids, tuple(history)))
        history.append(spec)
        spec = outcome.spec
        refined.append(spec.to_json())
        decisions.append(outcome.verdict.decision.value)
    return {"id": brief["id"], "spec": first, "refined": refined, "decisions": decisions}
