"""The line of a session: its revisions, where it stands among them, and what of it is in the module."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.three_way_merge import StoredDraft, read_handwork
from sayso.conversations.records import revisions
from sayso.conversations.types import Revision, Session
from sayso.publishing.timeline import Entry, Standing, Step, Timeline
from sayso.spec.edits import empty_spec
from sayso.spec.model import AppSpec

MOST_REMEMBERED = 20
"""How many earlier contents a wish such as *undo the last three* may speak of."""

_MOST_KEPT = 400


@dataclass(frozen=True, slots=True)
class Line:
    """The revisions of a session, the first one first, and their timeline; none before the first."""

    revisions: tuple[Revision, ...]
    timeline: Timeline | None

    @classmethod
    def of(cls, found: Iterable[Revision]) -> "Line":
        """The line that these revisions make."""
        line = tuple(found)
        entries = [Entry(one.number, one.kind, one.target) for one in line]
        return cls(line, Timeline.replay(entries) if entries else None)

    @property
    def number(self) -> int:
        """The number of the last revision; 0 before the first."""
        return self.revisions[-1].number if self.revisions else 0

    @property
    def standing(self) -> Standing | None:
        """Where the session stands."""
        return self.timeline.standing if self.timeline else None

    @property
    def content(self) -> int:
        """The number of the change that brought the present content; 0 before the first."""
        return self.timeline.standing.content if self.timeline else 0

    @property
    def published(self) -> Mapping[int, int]:
        """The module's revision that a content was published as last."""
        contents = self.timeline.contents if self.timeline else {}
        return {contents[one.number]: one.module_revision for one in self.revisions if one.module_revision}

    def has_unpublished(self, known: Session) -> bool:
        """Whether the present content is not that of the module."""
        if known.module_id is None or known.known_revision is None:
            return bool(self.revisions)
        return self.published.get(self.content) != known.known_revision

    def content_published_as(self, number: int | None) -> int | None:
        """The content that a revision of the module has."""
        return next((content for content, one in self.published.items() if one == number), None)

    def with_edits(self, edits: Mapping[int, tuple[Any, ...]]) -> "Line":
        """The same line with the edits of its revisions."""
        whole = [replace(one, edits=edits.get(one.number, one.edits)) for one in self.revisions]
        return replace(self, revisions=tuple(whole))

    def content_of(self, number: int) -> int | None:
        """The content of a revision."""
        return self.timeline.contents.get(number) if self.timeline else None

    def revision(self, number: int) -> Revision:
        """One revision; numbers have no gaps."""
        return self.revisions[number - 1]

    def ancestors(self, content: int) -> Iterator[int]:
        """A content and those it was made upon, back to the first."""
        here: int | None = content or None
        while here is not None and self.timeline is not None:
            yield here
            here = self.timeline.parents[here]

    def path(self, start: int, end: int) -> tuple[Step, ...]:
        """The changes between two contents."""
        return self.timeline.path(start, end) if self.timeline else ()

    def is_approved(self, content: int) -> Revision | None:
        """The approved revision of this content that was approved last."""
        of_content = [one for one in self.revisions if self.content_of(one.number) == content]
        approved = [one for one in of_content if one.approved_at is not None]
        return max(approved, key=lambda one: str(one.approved_at), default=None)


@dataclass(frozen=True, slots=True)
class Present:
    """A session as it stands: its line, the spec and the files that people or a model wrote."""

    known: Session
    line: Line
    spec: AppSpec
    handwork: tuple[StoredDraft, ...]


class Contents:
    """Specs of revisions, read once, as they never change; those of a session with a module bear its slug."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[UUID, int], AppSpec] = OrderedDict()

    async def specs(
        self, session: AsyncSession, known: Session, numbers: Iterable[int]
    ) -> dict[int, AppSpec]:
        """Specs by the number of their revision."""
        wanted = set(numbers)
        missing = [number for number in wanted if (known.id, number) not in self._kept]
        if missing:
            for number, data in (await revisions.specs_of(session, known, missing)).items():
                self.keep(known.id, number, AppSpec.model_validate(data))
        found = {n: self._named(known, n) for n in wanted if (known.id, n) in self._kept}
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return found

    def _named(self, known: Session, number: int) -> AppSpec:
        spec = self._kept[known.id, number]
        if known.slug not in {None, spec.slug}:
            spec = self._kept[known.id, number] = spec.model_copy(update={"slug": known.slug})
        return spec

    def keep(self, session_id: UUID, number: int, spec: AppSpec) -> None:
        """Remember a spec."""
        self._kept[session_id, number] = spec

    async def present(self, session: AsyncSession, known: Session) -> Present:
        """A session as it stands."""
        line = Line.of(await revisions.revisions_of(session, known))
        if not line.revisions:
            return Present(known, line, empty_spec(), ())
        spec = (await self.specs(session, known, [line.content]))[line.content]
        handwork = await handwork_at(session, known, line, line.content)
        return Present(known, line, spec, handwork)

    async def versions(
        self, session: AsyncSession, present: Present
    ) -> tuple[list[AppSpec], dict[int, AppSpec]]:
        """Contents in the order in which somebody last saw them, and those that are not the present one."""
        standing = present.line.standing
        if standing is None:
            return [], {}
        past = standing.past[-MOST_REMEMBERED:]
        future = standing.future[: -MOST_REMEMBERED - 1 : -1]
        known = await self.specs(session, present.known, [*past, *future])
        return [*(known[n] for n in past), present.spec, *(known[n] for n in future)], known


async def handwork_at(
    session: AsyncSession, known: Session, line: Line, content: int
) -> tuple[StoredDraft, ...]:
    """The files that people or a model had written when the content was made."""
    found = await revisions.handwork_of(session, known)
    kept = next((found[number] for number in line.ancestors(content) if number in found), [])
    return read_handwork(kept)
