"""Run a designer over a file of briefs and write what it made of each, for a scorer to read."""

import json
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.kit.ids import SeededIds
from sayso.spec.edits import apply, empty_spec
from sayso.spec.model import AppSpec

from .registry import Refiner
from .types import Designer

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


def evaluate(briefs: list[Brief], designer: Designer, refiner: Refiner, out: Path) -> int:
    """Write one row each, ``{"id", "spec", "refined", "decisions"}``; gives the number of rows."""
    with out.open("w", encoding="utf-8") as file:
        for brief in briefs:
            file.write(json.dumps(run_brief(brief, designer, refiner), ensure_ascii=False) + "\n")
    return len(briefs)


def run_brief(brief: Brief, designer: Designer, refiner: Refiner) -> dict[str, Any]:
    """Design one brief, then apply its refinements one after the other."""
    ids = SeededIds(str(brief["id"]))
    spec = designed(brief["brief"], designer, ids)
    refined: list[dict[str, Any]] = []
    decisions: list[str] = []
    history: list[AppSpec] = []
    first = spec.to_json() if spec is not None else {}
    for wish in brief.get("refinements", []):
        if spec is None:
            refined.append({})
            decisions.append("question")
            continue
        refinement = refiner(spec, str(wish["say"]), tuple(history), ids)
        history.append(spec)
        spec = refinement.spec
        refined.append(spec.to_json())
        decisions.append(refinement.decision.value)
    return {"id": brief["id"], "spec": first, "refined": refined, "decisions": decisions}


def designed(text: str, designer: Designer, ids: SeededIds) -> AppSpec | None:
    """The spec a designer makes of a text; None when it only asks."""
    proposal = designer.design(text, ids)
    if not proposal.edits:
        return None
    return apply(empty_spec(), proposal.edits).spec
