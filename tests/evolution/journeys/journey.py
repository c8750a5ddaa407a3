"""An application on its way through random changes, and the laws that every step is held to."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

import asyncpg

from sayso.compiler.migrations import migrate, transforms_of
from sayso.compiler.migrations.types import Choice, Decision, Do, Migration
from sayso.db.database import Database
from sayso.evolution import Plan, make_plan, read_archive
from sayso.proofs.catalogue import catalogue
from sayso.runtime.types import Module
from sayso.spec.edits import Edit, SplitEntity, sentence
from sayso.spec.model import AppSpec, RelationshipKind
from tests.evolution.changing import change, fresh_catalogue

from . import forms
from .picture import Key, Picture, archived, archived_rows, one_of_each, take

_NUMBERED = re.compile(r" \([1-9]\d*\)$")
_TRUTH = {"true": "1", "false": "0"}
"""What a yes or no is as a number; a text may say it too, and go both ways."""


@dataclass
class Revision:
    """A point of the timeline, what it held when it was left, and what people changed since."""

    spec: AppSpec
    edits: tuple[Edit, ...] = ()
    choices: dict[str, Choice] = field(default_factory=dict)
    picture: Picture | None = None
    written: set[Key] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)


@dataclass
class Journey:
    """One module, its timeline and everything people ever wrote into it.

    ``kept`` is the shadow of the database: the last value that people gave each element of each row.
    ``names`` are all that options and states were ever called.
    """

    random: Random
    database: Database
    admin: "asyncpg.Connection[asyncpg.Record]"
    scratch: "asyncpg.Connection[asyncpg.Record]"
    module: Module
    timeline: list[Revision]
    place: int = 0
    kept: dict[Key, Any] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    log: list[str] = field(default_factory=list)

    @property
    def spec(self) -> AppSpec:
        """The running revision."""
        return self.timeline[self.place].spec

    async def look(self) -> Picture:
        """What the live tables hold."""
        return await take(self.admin, self.spec, self.module.prefix)

    async def note_writes(self, before: Picture) -> Picture:
        """Remember what people changed since ``before``."""
        after = await self.look()
        old, new = before.values(), after.values()
        changed = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
        alive = {row_id: entity for entity, rows in after.rows.items() for row_id in rows}
        gone = {row_id for rows in before.rows.values() for row_id in rows if row_id not in alive}
        for key in changed:
            if key[0] in gone or new.get(key) is None:
                self.kept.pop(key, None)
            else:
                self.kept[key] = new[key]
        if {alive.get(row_id) for row_id, _ in changed} & self._split_off:
            # a new name of such a row is a new value of the field that it came from
            self.kept = {key: value for key, value in self.kept.items() if key[1] not in self._parted}
        for row_id in gone:
            self.rows.pop(row_id, None)
        self.kept = {
            key: value
            for key, value in self.kept.items()
            if key[0] not in gone and not (isinstance(value, str) and value in gone)
        }
        for link, pairs in before.links.items():
            for one, other in pairs - after.links.get(link, frozenset()):
                # somebody took this link back, however it was kept when it was made
                for row, linked_to in ((one, other), (other, one)):
                    if self.kept.get((row, link)) == linked_to:
                        del self.kept[row, link]
        self.rows |= alive
        linked = {
            (end, link)
            for link in before.links.keys() | after.links.keys()
            for pair in before.links.get(link, frozenset()) ^ after.links.get(link, frozenset())
            for end in pair
        }
        touched = {
            (row_id, "version")
            for entity, rows in after.rows.items()
            for row_id, row in rows.items()
            if row["version"] != before.rows.get(entity, {}).get(row_id, {}).get("version")
        }
        for revision in self.timeline:
            revision.written |= changed | linked | touched
            revision.gone |= gone
        return after

    @property
    def _parted(self) -> set[str]:
        """Fields that became entities of their own."""
        edits = [edit for revision in self.timeline for edit in revision.edits]
        return {edit.target for edit in edits if isinstance(edit, SplitEntity)}

    @property
    def _split_off(self) -> set[str]:
        """Those entities."""
        found: set[str] = set()
        for before, after in pairwise(self.timeline):
            if any(isinstance(edit, SplitEntity) for edit in after.edits):
                found |= {e.id for e in after.spec.entities} - {e.id for e in before.spec.entities}
        return found

    async def advance(self, edits: Sequence[Edit], after: AppSpec) -> bool:
        """Publish edits; what was undone before is forgotten. Whether it could be done."""
        said = "; ".join(sentence(edit, self.spec) for edit in edits)
        revision = Revision(after, tuple(edits))
        if not await self._go(revision, transforms_of(edits, self.spec), f"do: {said}"):
            return False
        del self.timeline[self.place + 1 :]
        self.timeline.append(revision)
        self.place += 1
        return True

    async def undo(self) -> None:
        """One revision back."""
        left, wanted = self.timeline[self.place], self.timeline[self.place - 1]
        transforms = transforms_of(left.edits, wanted.spec, backward=True)
        assert await self._go(wanted, transforms, "undo"), "an undo was blocked"
        self.place -= 1
        await self._hold_return(wanted)

    async def redo(self) -> None:
        """One revision forward again."""
        left, wanted = self.timeline[self.place], self.timeline[self.place + 1]
        transforms = transforms_of(wanted.edits, left.spec)
        assert await self._go(wanted, transforms, "redo"), "a redo was blocked"
        self.place += 1
        await self._hold_return(wanted)

    async def _go(self, wanted: Revision, transforms: Any, said: str) -> bool:
        left, prefix = self.timeline[self.place], self.module.prefix
        left.picture = await self.look()
        left.written, left.gone = set(), set()
        archive = await read_archive(self.admin, prefix, left.spec)

        def made(choices: dict[str, Choice]) -> Migration:
            return migrate(
                left.spec, wanted.spec, prefix=prefix, transforms=transforms, archive=archive, choices=choices
            )

        migration = made({})
        plan = await make_plan(self.admin, migration)
        parents = await one_of_each(self.admin, left.picture, prefix)
        choices = self._choices(plan, wanted, parents, said)
        while choices:
            migration = made(choices)
            plan = await make_plan(self.admin, migration, choices)
            further = self._choices(plan, wanted, parents, said, choices)
            if further == choices:
                break
            choices = further
        self.log.append(f"{said} {({k: (c.do.value, c.value) for k, c in choices.items()}) or ''}")
        if plan.blocked:
            self.log.append("  blocked")
            return False
        for choice, name in (*forms.names_of(left.spec), *forms.names_of(wanted.spec)):
            self.names[choice].add(name)
        await change(self.database, self.module, wanted.spec, migration)
        await self._hold_convergence(wanted.spec)
        await self._note_numbered(choices, wanted.spec)
        return True

    async def _note_numbered(self, choices: dict[str, Choice], spec: AppSpec) -> None:
        """Remember whom a decision gave another value: two that were called the same are so no more."""
        fields = {key.partition(".")[0] for key, choice in choices.items() if choice.do is Do.NUMBER}
        if not fields:
            return
        values = (await take(self.admin, spec, self.module.prefix)).values()
        for element in fields:
            numbered = {
                (row, key)
                for (row, key), value in values.items()
                if key == element and _NUMBERED.search(str(value))
            }
            for revision in self.timeline[self.place :]:
                revision.written |= numbered

    def _choices(
        self,
        plan: Plan,
        wanted: Revision,
        parents: dict[str, str],
        said: str,
        known: dict[str, Choice] | None = None,
    ) -> dict[str, Choice]:
        """What is decided: at first anything, on a redo the same again, on an undo only what has to be."""
        is_first = said.startswith("do")
        choices = dict(known or (wanted.choices if said == "redo" else {}))
        for finding in (finding for step in plan.steps for finding in step.findings):
            decision = finding.decision
            if decision is None or decision.key in choices:
                continue
            if finding.blocks or (is_first and self.random.random() < 0.5):
                choices[decision.key] = self._choose(decision, wanted.spec, parents)
        if is_first:
            wanted.choices = choices
        return choices

    def _choose(self, decision: Decision, after: AppSpec, parents: dict[str, str]) -> Choice:
        do = self.random.choice(decision.options)
        element = decision.key.partition(".")[0]
        link = next((link for link in after.relationships if link.id == element), None)
        if do is Do.DEFAULT and link is not None:
            name = link.from_entity if link.kind is RelationshipKind.HAS_MANY else link.to_entity
            return Choice(do, parents.get(next(e.id for e in after.entities if e.name == name)))
        if do is Do.DEFAULT:
            return Choice(do, forms.default_for(after, element))
        if do is Do.REPLACE:
            return Choice(do, forms.replacement_for(self.spec, after, element))
        return Choice(do)

    async def _hold_convergence(self, spec: AppSpec) -> None:
        """However it came about, the catalogue is that of a fresh installation."""
        fresh = await fresh_catalogue(self.scratch, spec, self.module.prefix)
        live = await catalogue(self.admin, self.module.prefix)
        # where rows may go on breaking a new limit, it holds for new rows and stays unchecked for old ones
        for found in (fresh, live):
            found["constraints"] = [
                (*row[:3], row[4].removesuffix(" NOT VALID")) for row in found["constraints"]
            ]
        for what, rows in fresh.items():
            missing = [row for row in rows if row not in live[what]]
            extra = [row for row in live[what] if row not in rows]
            assert (missing, extra) == ([], []), f"{what} differ:\n{self.story}"

    async def _hold_return(self, revision: Revision) -> None:
        """What nobody touched since the revision was left is as it was then."""
        was, now = revision.picture, await self.look()
        assert was is not None
        written_rows = {row_id for row_id, _ in revision.written}
        known = {row_id for rows in was.rows.values() for row_id in rows}
        told_elsewhere = self._parted if written_rows - known else set()
        for entity, rows in was.rows.items():
            for row_id, row in rows.items():
                if row_id in revision.gone:
                    continue
                assert row_id in now.rows[entity], f"row {row_id} of {entity} is lost:\n{self.story}"
                if row_id in written_rows:
                    continue
                is_now = now.rows[entity][row_id]
                differences = {
                    key: (value, is_now.get(key))
                    for key, value in row.items()
                    if is_now.get(key) != value
                    and key not in told_elsewhere
                    and not (isinstance(value, str) and value in revision.gone)
                }
                assert not differences, f"{entity} {row_id} was, is: {differences}:\n{self.story}"
        for link, pairs in was.links.items():
            untouched = {pair for pair in pairs if not set(pair) & (written_rows | revision.gone)}
            assert untouched <= now.links[link], f"links of {link} are lost:\n{self.story}"
        if not revision.written and not revision.gone:
            assert now.rows == was.rows, f"rows differ:\n{self.story}"
            for link, pairs in was.links.items():
                assert now.links[link] == pairs, f"links of {link} differ:\n{self.story}"

    async def hold_everything(self) -> None:
        """Every row that people made and every value they wrote is live or in the archive."""
        live = await self.look()
        stored = await archived(self.admin, self.module.prefix)
        resting = await archived_rows(self.admin, self.module.prefix)
        alive = {row_id for rows in live.rows.values() for row_id in rows}
        lost = set(self.rows) - alive - resting
        assert not lost, f"rows are lost: {[(row, self.rows[row]) for row in sorted(lost)[:5]]}\n{self.story}"
        values = live.values()
        linked = {pair for pairs in live.links.values() for pair in pairs}
        for (row_id, element), value in self.kept.items():
            there = [values.get((row_id, element)), *stored.get(row_id, [])]
            if (row_id, value) in linked or (value, row_id) in linked if isinstance(value, str) else False:
                continue
            if any(self._same(value, one) for one in there):
                continue
            raise AssertionError(
                f"{element} of {row_id} was {value!r} and is nowhere; there is {there}:\n{self.story}"
            )

    def _same(self, value: Any, other: Any) -> bool:
        """Whether the two say the same; one may name an option or state as it was once called."""
        if isinstance(value, list) and isinstance(other, str):
            other = other.split(", ") if other else []
        if isinstance(value, list) and isinstance(other, list):
            return len(value) == len(other) and all(map(self._same, value, other))
        if isinstance(other, list) and len(other) == 1:
            return self._same(value, other[0])
        if isinstance(value, str) and isinstance(other, str) and self._is_name(value, other):
            return True
        said, found = forms.canonical(value), forms.canonical(other)
        return said == found or _TRUTH.get(said) == found

    def _is_name(self, one: str, other: str) -> bool:
        return other in self.names.get(one, ()) or one in self.names.get(other, ())

    @property
    def story(self) -> str:
        """How it came so far."""
        return "\n".join(self.log[-25:])
