"""Reads what publishing starts from: a module with its timeline, specs of revisions, and its files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sayso.compiler.draft import FileDraft
from sayso.compiler.three_way_merge import StoredDraft, apply_saved, merge_drafts
from sayso.db.database import Database
from sayso.errors import NotFoundError
from sayso.publishing.goals import Specs
from sayso.publishing.timeline import Entry, Kind, Timeline
from sayso.publishing.types import Goal, State
from sayso.runtime import files, repository, revisions
from sayso.runtime.types import Module, StoredRevision
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Files:
    """The files of the present revision, and those of the next."""

    stored: tuple[StoredDraft, ...]
    merged: tuple[StoredDraft, ...]


async def load(database: Database, module: Module) -> State:
    """The module as it stands now, whatever was known of it before."""
    async with database.unit(module.site.agency_id) as session:
        found = await repository.module_of(session, module.site.agency_id, module.id)
        if found is None:
            raise NotFoundError("There is no such application.", hint="Somebody removed it meanwhile.")
        spec = await revisions.spec_of(session, found)
        line = await revisions.revisions_of(session, found)
    return State(found, AppSpec.model_validate(spec), tuple(line), replayed(line))


def replayed(line: Sequence[StoredRevision]) -> Timeline:
    """The timeline that stored revisions make."""
    return Timeline.replay([Entry(one.number, Kind(one.kind), one.target) for one in line])


def specs_of(database: Database, module: Module) -> Specs:
    """Gives the specs of the module's revisions when they are asked for."""

    async def specs(numbers: Iterable[int]) -> Mapping[int, AppSpec]:
        async with database.unit(module.site.agency_id) as session:
            found = await revisions.specs_of(session, module, sorted(numbers))
        return {number: AppSpec.model_validate(spec) for number, spec in found.items()}

    return specs


async def merged_files(
    database: Database, state: State, goal: Goal, stored: Sequence[StoredDraft], made: Sequence[FileDraft]
) -> list[StoredDraft]:
    """What was made, merged with hand edits: the present ones, or those that content once had."""
    agency_id, module_id = state.module.site.agency_id, state.module.id
    async with database.unit(agency_id) as session:
        if goal.handwork is not None:
            stored = goal.handwork
        elif goal.target is not None:
            return merge_drafts(
                await files.remembered_handwork(session, agency_id, module_id, goal.target), made
            )
        decided = await files.saved_texts(session, agency_id, module_id, "merge")
        if goal.takes_saved:
            saved = await files.saved_texts(session, agency_id, module_id, "edit")
            stored = apply_saved(stored, saved)
    return merge_drafts(stored, made, decided)
