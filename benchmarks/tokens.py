"""Tokens of a first build and of a refinement, against those of the files that a model would have written.

The systems before this one asked a model for every file. Here a model answers with the design alone, and the
files are compiled of it. What a model is asked and answers is counted over real requests, with a model that
answers what the offline designer found; the files are those that the compiler writes of the same design,
without those that are the same for every design. Tokens are counted as ``counting`` says.
"""

import asyncio
import json
import statistics
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.counting import tokens
from benchmarks.scripted import ScriptedModels, changes_said, description_said, verdict_said
from sayso.compiler.build import compile_app
from sayso.design.agents.model_designer import ModelDesigning
from sayso.design.offline.designer_adapter import OfflineDesigning, read_wish
from sayso.design.types import Wish
from sayso.kit.ids import SeededIds
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

WANTED = 1 / 10
_NONE = (0, 0, 0)
_SQL = ("migrations/", "rollback/")
"""Counted apart where an application changes: nobody writes all tables again for a new field."""
ROOT = Path(__file__).parents[1]
BRIEFS = ROOT.parent / "shared" / "briefs" / "dev.jsonl"
DESCRIPTIONS = ROOT / "tests" / "design" / "descriptions"
SAYINGS = (
    "add a note to {first}",
    "show {first} as cards",
    "track suppliers with name, phone and city",
    "rename {first} to file",
    "undo that",
)
"""Said to the committed descriptions, which come without refinements."""


@dataclass
class Sums:
    """What was exchanged with models, and the files it stands for, message by message."""

    rows: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, models: ScriptedModels, files: int) -> None:
        """Count a message."""
        fixed, own, answered = (
            (sum(column) for column in zip(*models.calls, strict=True)) if models.calls else _NONE
        )
        self.rows.append((fixed, own, answered, files))
        models.calls.clear()

    def say(self, name: str) -> None:
        """Print the means and the ratios."""
        fixed, own, answered, files = (statistics.fmean(column) for column in zip(*self.rows, strict=True))
        free = sum(row[:3] == _NONE for row in self.rows)
        print(f"{name}: {len(self.rows)} messages, {free} of them without a model")
        print(
            f"  tokens in {fixed + own:,.0f} ({fixed:,.0f} of them prompt and shape, the same each time), "
            f"out {answered:,.0f}, of the files {files:,.0f} (means)"
        )
        for what, spent in (
            ("out", answered),
            ("in and out, without prompt and shape", own + answered),
            ("in and out", fixed + own + answered),
        ):
            ratio = spent / files
            verdict = "as wanted" if ratio <= WANTED else "missed"
            print(f"  {what:<37} / files  {ratio:.3f} (1/{1 / ratio:.1f}), wanted {WANTED:.1f}: {verdict}")


def main() -> None:
    """Prints both ratios for first builds and refinements."""
    asyncio.run(_measure())


async def _measure() -> None:
    first, later, all_files, kept = Sums(), Sums(), list[int](), list[float]()
    for number, (text, sayings) in enumerate(described()):
        models = ScriptedModels()
        designing = ModelDesigning(models, OfflineDesigning())
        ids = SeededIds(number)
        known = read_wish(Wish(text, empty_spec(), ids))
        if not known.spec.entities:
            continue
        models.reply = description_said(known.spec, known.reply)
        made = await designing.work(Wish(text, empty_spec(), ids))
        first.add(models, _size(_own(known.spec).values()))
        kept.append(_kept(known.spec, made.spec))
        spec, versions = known.spec, list[AppSpec]()
        for said in sayings:
            wish = Wish(said.format(first=spec.entities[0].display_name.lower()), spec, ids, tuple(versions))
            found = read_wish(wish)
            models.reply, models.verdict = changes_said(wish, found), verdict_said(found)
            await designing.work(wish)
            before, after = _own(spec), _own(found.spec)
            written = {path: text for path, text in after.items() if before.get(path) != text}
            pages = _size(text for path, text in written.items() if not path.startswith(_SQL))
            if pages:
                later.add(models, pages)
                all_files.append(_size(written.values()))
            models.calls.clear()
            versions.append(spec)
            spec = found.spec
    print(f"what the scripted model said arrived: {statistics.fmean(kept):.1%} of entities and fields")
    first.say("first build")
    later.say("refinement that changes files, against these without SQL")
    with_sql = [(*row[:3], files) for row, files in zip(later.rows, all_files, strict=True)]
    Sums(with_sql).say("the same, against these with the SQL of a new installation")


def described() -> Iterator[tuple[str, list[str]]]:
    """Descriptions, each with what is said afterwards: the dev briefs where they are, else committed ones."""
    if BRIEFS.exists():
        for line in BRIEFS.read_text().splitlines():
            brief = json.loads(line)
            yield brief["brief"], [one["say"] for one in brief["refinements"]]
        return
    for path in sorted(DESCRIPTIONS.glob("*.toml")):
        yield tomllib.loads(path.read_text())["text"], list(SAYINGS)


def _own(spec: AppSpec) -> dict[str, str]:
    """The files that are this application's and no other's."""
    return {one.path: one.text for one in compile_app(spec) if (one.path, one.text) not in _same_for_all()}


def _same_for_all() -> set[tuple[str, str]]:
    if not _SAME:
        one, other = (
            {
                (draft.path, draft.text)
                for draft in compile_app(read_wish(Wish(text, empty_spec(), SeededIds(0))).spec)
            }
            for text in ("dogs with name and breed", "invoices with number and amount; customers with name")
        )
        _SAME.update(one & other)
    return _SAME


_SAME: set[tuple[str, str]] = set()


def _size(texts: Iterable[str]) -> int:
    return sum(map(tokens, texts))


def _kept(wanted: AppSpec, made: AppSpec) -> float:
    """The share of entities and fields that the answer, carried out, brought about."""
    names = {(entity.name, one.name) for entity in wanted.entities for one in entity.fields}
    names |= {(entity.name, "") for entity in wanted.entities}
    found = {(entity.name, one.name) for entity in made.entities for one in entity.fields}
    found |= {(entity.name, "") for entity in made.entities}
    return len(names & found) / len(names)


if __name__ == "__main__":
    main()
