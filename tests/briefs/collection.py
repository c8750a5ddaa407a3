"""The descriptions that are tried: our own, and those of a folder of briefs that lies beside the checkout."""

import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.design.evaluate import read_briefs
from sayso.design.offline.designer import OfflineDesigner
from sayso.kit.ids import SeededIds
from sayso.spec.model import AppSpec

ROOT = Path(__file__).parents[2]
OWN = ROOT / "tests" / "design" / "descriptions"
WISHES = ("add an internal remark to every record", "rename the first page to Overview")


@dataclass(frozen=True)
class Case:
    """A description and what people then wanted otherwise."""

    name: str
    text: str
    wishes: tuple[str, ...]


@cache
def designed(case: Case) -> AppSpec:
    """What the offline designer makes of it."""
    return OfflineDesigner().design(case.text, SeededIds(case.name)).spec


def cases() -> list[Case]:
    """Every description at hand. ``SAYSO_BRIEFS`` names a file of more."""
    found = [
        Case(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))["text"], WISHES)
        for path in sorted(OWN.glob("*.toml"))
    ]
    briefs = Path(os.environ.get("SAYSO_BRIEFS") or ROOT.parent / "shared" / "briefs" / "dev.jsonl")
    if briefs.exists():
        for row in read_briefs(briefs.read_text(encoding="utf-8"), str(briefs)):
            wishes = tuple(str(wish["say"]) for wish in row.get("refinements", []))
            found.append(Case(str(row["id"]), row["brief"], wishes))
    return found
