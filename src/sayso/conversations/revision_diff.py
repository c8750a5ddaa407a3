"""What differs between two revisions of a session: in sentences, in code, in the tables."""

import asyncio
import difflib
from dataclasses import dataclass
from uuid import UUID

from sayso.compiler.identifiers import ModuleNames
from sayso.compiler.migrations import migrate
from sayso.conversations.line import Contents, Line, Present, handwork_at
from sayso.conversations.publish_target import Way, transforms_between
from sayso.conversations.records import revisions
from sayso.conversations.revision_steps import demand_revision
from sayso.conversations.session_lookup import find
from sayso.conversations.turns.compilation import RECORDS, session_files
from sayso.db.database import Database
from sayso.publishing.revision_diff import compare
from sayso.spec.index import SpecIndex


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A file that differs; ``diff`` is unified."""

    path: str
    status: str
    diff: str


@dataclass(frozen=True, slots=True)
class TableDifference:
    """What leads the tables from one revision to another; no rows were asked."""

    sentences: tuple[str, ...]
    sql: str


@dataclass(frozen=True, slots=True)
class _Pair:
    line: Line
    way: Way
    start: int
    end: int
    before: Present
    after: Present


class Comparing:
    """Compares revisions."""

    def __init__(self, database: Database, contents: Contents) -> None:
        self._database = database
        self._contents = contents

    async def sentences(self, agency_id: UUID, session_id: UUID, start: int, end: int) -> list[str]:
        """The edits between two revisions, said."""
        pair = await self._pair(agency_id, session_id, start, end)
        return compare(pair.before.spec, pair.after.spec)

    async def code(self, agency_id: UUID, session_id: UUID, start: int, end: int) -> list[FileDifference]:
        """The files that differ."""
        pair = await self._pair(agency_id, session_id, start, end)
        return await asyncio.to_thread(_differences, pair)

    async def plan(self, agency_id: UUID, session_id: UUID, start: int, end: int) -> TableDifference:
        """What the tables of a module with one revision go through to have the other."""
        pair = await self._pair(agency_id, session_id, start, end)
        return await asyncio.to_thread(_migration, pair)

    async def _pair(self, agency_id: UUID, session_id: UUID, start: int, end: int) -> _Pair:
        async with self._database.unit(agency_id) as session:
            known = await find(session, agency_id, session_id)
            line = Line.of(await revisions.revisions_of(session, known))
            line = line.with_edits(await revisions.edits_of(session, known))
            numbers = [demand_revision(line, number).number for number in (start, end)]
            here, there = (line.content_of(number) or number for number in numbers)
            parents = line.timeline.parents if line.timeline else {}
            bases = {parents[step.number] or step.number for step in line.path(here, there)}
            specs = await self._contents.specs(session, known, {here, there, *bases})
            before = Present(known, line, specs[here], await handwork_at(session, known, line, here))
            after = Present(known, line, specs[there], await handwork_at(session, known, line, there))
        return _Pair(line, Way(after, specs), here, there, before, after)


def _differences(pair: _Pair) -> list[FileDifference]:
    old, new = (
        {
            one.path: one.text
            for one in session_files(side.spec, side.handwork)
            if not one.path.startswith(RECORDS)
        }
        for side in (pair.before, pair.after)
    )
    found = []
    for path in sorted(old.keys() | new.keys()):
        was, now = old.get(path), new.get(path)
        if was != now:
            status = "added" if was is None else "removed" if now is None else "changed"
            found.append(FileDifference(path, status, _unified(path, was or "", now or "")))
    return found


def _migration(pair: _Pair) -> TableDifference:
    before = pair.before.spec
    after = pair.after.spec.model_copy(update={"slug": before.slug})
    prefix = ModuleNames.of(SpecIndex(before)).prefix
    transforms = transforms_between(pair.way, pair.start, pair.end)
    made = migrate(before, after, prefix=prefix, transforms=transforms)
    return TableDifference(tuple(step.sentence for step in made.steps), made.script)


def _unified(path: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}"
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)
