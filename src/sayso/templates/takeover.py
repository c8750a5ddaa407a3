"""Taking over a newer version of the template that an application came from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.migrations.types import Choices
from sayso.compiler.three_way_merge import join_handwork, read_handwork
from sayso.db.database import Database
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.publishing import goals
from sayso.publishing.revision_diff import compare, difference
from sayso.publishing.service import Publisher
from sayso.publishing.state import load
from sayso.publishing.types import Goal, Outlook, Published, State
from sayso.runtime import files, revisions
from sayso.runtime.types import Module
from sayso.spec.diagnostics import as_details
from sayso.spec.edits import apply
from sayso.spec.edits.spec_merge import MergedSpec, Side, merge_specs
from sayso.spec.model import AppSpec
from sayso.templates import repository
from sayso.templates.types import Content, Origin

Answers = Mapping[str, Side]


@dataclass(frozen=True, slots=True)
class Newer:
    """What taking over the newest version would do.

    ``sentences`` say what the template changed since the version at hand, ``merged`` what comes of it here;
    ``outlook`` is none where the application has all of it already.
    """

    origin: Origin
    sentences: list[str]
    merged: MergedSpec
    outlook: Outlook | None


class TakeOvers:
    """Brings newer versions of templates to the applications that came from them."""

    def __init__(self, database: Database, publisher: Publisher) -> None:
        self._database = database
        self._publisher = publisher

    async def origin(self, module: Module) -> Origin | None:
        """What a module came from, with the version that is in it now: an undo goes back behind one."""
        async with self._database.unit(module.site.agency_id) as session:
            origin = await repository.origin_of_module(session, module)
            taken = await repository.updates_of(session, module)
        if origin is None or not taken:
            return origin
        state = await load(self._database, module)
        return replace(origin, version=_version_in(state, taken) or origin.version)

    async def look(
        self, module: Module, answers: Answers | None = None, choices: Choices | None = None
    ) -> Newer:
        """What taking over the newest version would do; nothing is touched.

        Raises:
            ConflictError: when there is none that is newer.
        """
        origin, old, new = await self._both(module)
        state = await load(self._database, module)
        merged = _merged(state.spec, old.spec, new.spec, answers)
        sentences = compare(old.spec, new.spec)
        if merged.spec == state.spec:
            return Newer(origin, sentences, merged, None)

        async def aim(present: State, _: goals.Specs) -> Goal:
            return await self._goal(present, origin, old, new, answers)

        return Newer(origin, sentences, merged, await self._publisher.outlook(module, aim, choices))

    async def take(
        self,
        module: Module,
        author_id: UUID,
        answers: Answers,
        *,
        choices: Choices | None = None,
        confirmed: bool = False,
    ) -> Published:
        """Publish the newest version upon what was made here.

        Raises:
            InputError: when both changed the same and nobody said whose is taken.
            ConfirmationNeededError, ChoiceNeededError: with the plan; nothing was touched.
            ProofFailedError, MergeConflictError: with the places; nothing was touched.
        """
        origin, old, new = await self._both(module)

        async def aim(state: State, _: goals.Specs) -> Goal:
            open_ones = [
                one.label
                for one in _merged(state.spec, old.spec, new.spec, answers).clashes
                if one.key not in answers
            ]
            if open_ones:
                raise InputError(
                    f"Both changed the same: {', '.join(dict.fromkeys(open_ones))}.",
                    hint="Say for each whether yours or the template's is taken.",
                )
            return await self._goal(state, origin, old, new, answers)

        async def noted(session: AsyncSession, changed: Module) -> None:
            number = await revisions.present_number(session, changed)
            await repository.add_update(session, changed, number, origin.newest or 1)

        return await self._publisher.go(
            module, aim, author_id=author_id, choices=choices, confirmed=confirmed, within=noted
        )

    async def _both(self, module: Module) -> tuple[Origin, Content, Content]:
        origin = await self.origin(module)
        if origin is None or origin.template_id is None:
            raise NotFoundError(
                "This application came from no template of the agency.",
                hint="Begin from one on the home screen.",
            )
        if not origin.is_behind or origin.version is None or origin.newest is None:
            raise ConflictError(
                f"It has the newest version of “{origin.name}” already.",
                hint="There is nothing to take over.",
            )
        agency_id = module.site.agency_id
        async with self._database.unit(agency_id) as session:
            old = await repository.content_of(session, agency_id, origin.template_id, origin.version)
            new = await repository.content_of(session, agency_id, origin.template_id, origin.newest)
        if old is None or new is None:
            raise AssertionError("versions of a template stay for as long as it does")
        return origin, old, new

    async def _goal(
        self, state: State, origin: Origin, old: Content, new: Content, answers: Answers | None
    ) -> Goal:
        merged = _merged(state.spec, old.spec, new.spec, answers)
        edits = difference(state.spec, merged.spec)
        result = apply(state.spec, edits)
        if not result.ok:
            raise InputError(
                "What the template changed does not fit what was made here.",
                hint="Change what is named here, and take it over again.",
                details=as_details(result.diagnostics),
            )
        reason = f"Take over version {origin.newest} of the template {origin.name}"
        goal = await goals.by_edits(edits, reason)(state, _no_specs)
        if old.handwork == new.handwork:
            return goal
        agency_id = state.module.site.agency_id
        async with self._database.unit(agency_id) as session:
            stored = await files.stored_files(session, agency_id, state.module.id)
        mine = [one for one in stored if one.is_edited or one.is_added]
        joined = join_handwork(read_handwork(old.handwork), mine, read_handwork(new.handwork))
        return replace(goal, handwork=tuple(joined))


def _merged(mine: AppSpec, old: AppSpec, new: AppSpec, answers: Answers | None) -> MergedSpec:
    return merge_specs(old, mine, new, answers)


def _version_in(state: State, taken: Mapping[int, int]) -> int | None:
    """The version that the present content took over last."""
    here: int | None = state.timeline.standing.content
    while here is not None:
        if here in taken:
            return taken[here]
        here = state.timeline.parents[here]
    return None


async def _no_specs(_: object) -> Mapping[int, AppSpec]:
    return {}
