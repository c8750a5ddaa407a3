"""Wishes for a module in words or as edits: kept as changes, looked at, then published or dropped."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from sayso.compiler.migrations.types import Choices
from sayso.db.database import Database
from sayso.db.keyset import Part, Window
from sayso.design.types import Decision, Designing, Wish
from sayso.errors import ConflictError, InputError, NotFoundError
from sayso.evolution import Progress
from sayso.kit.ids import RandomIds
from sayso.publishing import goals, repository
from sayso.publishing.errors import OutdatedError
from sayso.publishing.goals import Aim
from sayso.publishing.repository import NewChange, StoredChange
from sayso.publishing.service import Publisher
from sayso.publishing.state import load, specs_of
from sayso.publishing.types import Goal, Outlook, Published, State
from sayso.runtime.types import Module
from sayso.spec.checks import check
from sayso.spec.diagnostics import Diagnostic, Level, as_details
from sayso.spec.edits import read_edits
from sayso.spec.model import AppSpec

MOST_REMEMBERED = 20
"""How many earlier contents a wish such as *undo the last three* may speak of."""

LONGEST_WISH = 20_000

BY_HAND = "edits"
"""The decision of a change that was given as edits."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A change with what it would do; ``outlook`` is none where there is nothing to publish."""

    change: StoredChange
    is_outdated: bool
    outlook: Outlook | None


class Changes:
    """The changes of modules."""

    def __init__(self, database: Database, publisher: Publisher) -> None:
        self._database = database
        self._publisher = publisher

    async def ask(self, module: Module, text: str, author_id: UUID, designing: Designing) -> Proposed:
        """Have words turned into a change of the module as it stands."""
        state = await load(self._database, module)
        known, history = await self._history(state)
        refinement = await designing.work(Wish(text, state.spec, RandomIds(), history))
        target = None
        if refinement.verdict.decision is Decision.UNDO and refinement.edits:
            target = next((number for number, spec in known.items() if spec == refinement.spec), None)
        change = NewChange(
            text=text,
            decision=refinement.verdict.decision.value,
            reply=refinement.reply,
            edits=tuple(edit.to_json() for edit in refinement.edits),
            questions=tuple(
                {"text": one.text, "suggestions": list(one.suggestions)} for one in refinement.questions
            ),
            target=target,
        )
        return await self._keep(state, change, author_id)

    async def suggest(self, module: Module, edits: Any, reason: str, author_id: UUID) -> Proposed:
        """Keep edits as a change of the module as it stands.

        Raises:
            InputError: when they cannot be read or do not fit; ``details["diagnostics"]`` name each.
        """
        read, problems = read_edits(edits)
        if problems:
            raise InputError("These edits cannot be read.", details=as_details(problems))
        state = await load(self._database, module)
        await goals.by_edits(read, reason)(state, specs_of(self._database, state.module))
        change = NewChange(reason, BY_HAND, "", tuple(edit.to_json() for edit in read))
        return await self._keep(state, change, author_id)

    async def of_module(self, module: Module, window: Window) -> Part[StoredChange]:
        """The module's changes, the newest first."""
        async with self._database.unit(module.site.agency_id) as session:
            return await repository.changes_of(session, module, window)

    async def find(self, module: Module, change_id: UUID, choices: Choices | None = None) -> Proposed:
        """A change with what it would do now."""
        return await self._proposed(module, await self._demand(module, change_id), choices)

    async def drop(self, module: Module, change_id: UUID) -> None:
        """Forget a change."""
        await self._demand(module, change_id)
        async with self._database.unit(module.site.agency_id) as session:
            await repository.delete_change(session, module, change_id)

    async def publish(
        self,
        module: Module,
        change_id: UUID,
        author_id: UUID,
        *,
        choices: Choices | None = None,
        confirmed: bool = False,
        progress: Progress | None = None,
    ) -> Published:
        """Publish a change."""
        change = await self._demand(module, change_id)
        if change.revision is not None:
            raise ConflictError(f"This change was published as revision {change.revision}.")
        if not change.wish.edits:
            raise ConflictError(
                "There is nothing to publish in this.", hint="Say what should change, and publish that."
            )

        async def note(session: AsyncSession, changed: Module) -> None:
            await repository.set_published(session, changed, change_id)

        return await self._publisher.go(
            module,
            _aim_of(change),
            author_id=author_id,
            choices=choices,
            confirmed=confirmed,
            progress=progress,
            within=note,
        )

    async def publish_on(
        self, preview: Module, module: Module, change_id: UUID, author_id: UUID
    ) -> Published:
        """Publish a change of a module on a fresh preview of it, losses included: its rows are not live."""
        change = await self._demand(module, change_id)
        edits, problems = read_edits(change.wish.edits)
        if problems:
            raise InputError("This change cannot be read any more.", details=as_details(problems))
        return await self._publisher.change(
            preview, edits, reason=change.wish.text, author_id=author_id, confirmed=True
        )

    async def _demand(self, module: Module, change_id: UUID) -> StoredChange:
        async with self._database.unit(module.site.agency_id) as session:
            change = await repository.change_of(session, module, change_id)
        if change is None:
            raise NotFoundError("There is no such change.", hint="List the changes to see which there are.")
        return change

    async def _history(self, state: State) -> tuple[Mapping[int, AppSpec], list[AppSpec]]:
        """Contents near the present one by number; and in the order in which somebody last saw them."""
        standing = state.timeline.standing
        past = standing.past[-MOST_REMEMBERED:]
        future = standing.future[: -MOST_REMEMBERED - 1 : -1]
        known = await specs_of(self._database, state.module)([*past, *future])
        return known, [*(known[n] for n in past), state.spec, *(known[n] for n in future)]

    async def _keep(self, state: State, change: NewChange, author_id: UUID) -> Proposed:
        async with self._database.unit(state.module.site.agency_id) as session:
            change_id = await repository.add_change(session, state.module, change, author_id)
            stored = await repository.change_of(session, state.module, change_id)
        if stored is None:
            raise AssertionError("a change that was just kept is there")
        return await self._proposed(state.module, stored, None)

    async def _proposed(self, module: Module, change: StoredChange, choices: Choices | None) -> Proposed:
        if not change.wish.edits or change.revision is not None:
            return Proposed(change, is_outdated=False, outlook=None)
        try:
            outlook = await self._publisher.outlook(module, _aim_of(change), choices)
        except OutdatedError:
            return Proposed(change, is_outdated=True, outlook=None)
        return Proposed(change, is_outdated=False, outlook=outlook)


def news(outlook: Outlook) -> tuple[Diagnostic, ...]:
    """Warnings and hints that the change brings along."""
    before = set(check(outlook.state.spec))
    return tuple(
        one for one in check(outlook.goal.spec) if one not in before and one.level is not Level.ERROR
    )


def new_assumptions(outlook: Outlook) -> list[str]:
    """What the change takes for granted although nobody said so."""
    known = {assumption.id for assumption in outlook.state.spec.assumptions}
    return [one.text for one in outlook.goal.spec.assumptions if one.id not in known]


def _aim_of(change: StoredChange) -> Aim:
    """Edits for the revision they were made for; a wish to go back is the timeline's own step."""
    wish = change.wish

    async def aim(state: State, specs: goals.Specs) -> Goal:
        if change.base != state.number or wish.target is None:
            edits, problems = read_edits(wish.edits)
            if problems:
                raise InputError("This change cannot be read any more.", details=as_details(problems))
            return await goals.by_edits(edits, wish.text, base=change.base)(state, specs)
        standing = state.timeline.standing
        undone, redone = standing.undone(), standing.redone()
        if undone is not None and undone.content == wish.target:
            goal = await goals.undo(state, specs)
        elif redone is not None and redone.content == wish.target:
            goal = await goals.redo(state, specs)
        else:
            goal = await goals.jump(wish.target)(state, specs)
        return replace(goal, reason=wish.text[: goals.LONGEST_REASON])

    return aim
