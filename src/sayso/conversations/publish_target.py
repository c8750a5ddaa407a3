"""What publishing a session makes of its module: the session's way, gone on the module's timeline."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.compiler.migrations import Transform, transforms_of
from sayso.compiler.three_way_merge import StoredDraft
from sayso.conversations.edit_rebase import edits_since
from sayso.conversations.line import Line, Present
from sayso.errors import InputError
from sayso.publishing import goals
from sayso.publishing.errors import NothingThereError
from sayso.publishing.goals import Aim, Specs
from sayso.publishing.revision_diff import difference
from sayso.publishing.types import Goal, State
from sayso.spec.diagnostics import as_details
from sayso.spec.edits import read_edits
from sayso.spec.model import AppSpec


@dataclass(frozen=True, slots=True)
class Way:
    """The session as it stands, and the specs of the contents on its way from what is published."""

    present: Present
    specs: Mapping[int, AppSpec]


def nearest_published(line: Line) -> int | None:
    """The nearest content below the present one that was published; that one included."""
    published = line.published
    return next((one for one in line.ancestors(line.content) if one in published), None)


def bases_of(line: Line, start: int) -> set[int]:
    """Contents that the changes between ``start`` and the present content were made upon."""
    parents = line.timeline.parents if line.timeline else {}
    return {parents[step.number] or step.number for step in line.path(start, line.content)}


def reason_of(line: Line, published: int | None) -> str:
    """Why the present content is as it is: what was asked for since it was published."""
    if published is None:
        steps = list(line.ancestors(line.content))[::-1]
    else:
        steps = [step.number for step in line.path(published, line.content) if not step.is_backward]
    said = list(dict.fromkeys(line.revision(number).reason for number in steps))
    return "; ".join(said) or line.revision(line.number).reason


def aim_of(way: Way) -> Aim:
    """The module as the session stands.

    Content that the module has had is gone back to on the module's own timeline, so that rows and files that
    were put away come back; what was changed after it is done on top.
    """
    present, line = way.present, way.present.line
    near = nearest_published(line)
    reason = reason_of(line, near)

    async def aim(state: State, specs: Specs) -> Goal:
        if near is None:
            return _across(way, state)
        edits = edits_since(line, near) or ()
        number = line.published[near]
        there = state.timeline.contents.get(number)
        standing = state.timeline.standing
        if there is None:
            raise AssertionError("a published content is on the module's timeline")
        if there == standing.content:
            if near == line.content:
                raise NothingThereError(
                    "There is nothing to publish.", hint="The application has all that was made here."
                )
            return await goals.by_edits(edits, reason)(state, specs)
        if near != line.content:
            return await goals.jump_and_edit(number, edits, reason)(state, specs)
        undone, redone = standing.undone(), standing.redone()
        if undone is not None and undone.content == there:
            return await goals.undo(state, specs)
        if redone is not None and redone.content == there:
            return await goals.redo(state, specs)
        return await goals.jump(number)(state, specs)

    return with_files(aim, present.handwork, reason)


def with_files(aim: Aim, handwork: tuple[StoredDraft, ...], reason: str = "") -> Aim:
    """The same aim with these files in place of what people had written."""

    async def aimed(state: State, specs: Specs) -> Goal:
        goal = await aim(state, specs)
        said = (reason or goal.reason)[: goals.LONGEST_REASON]
        return replace(goal, reason=said, handwork=handwork)

    return aimed


def _across(way: Way, state: State) -> Goal:
    """To content below everything that was published, along the session's own line."""
    line = way.present.line
    here = _content_in_module(line, state)
    return Goal(
        spec=way.present.spec,
        edits=difference(state.spec, way.present.spec),
        reason="",
        transforms=transforms_between(way, here, line.content),
        reverse=transforms_between(way, line.content, here),
    )


def _content_in_module(line: Line, state: State) -> int:
    """The content of the session that the module has now; its present one where that is not known."""
    standing = state.timeline.standing.content
    for content, number in line.published.items():
        if state.timeline.contents.get(number) == standing:
            return content
    return line.content


def transforms_between(way: Way, start: int, end: int) -> tuple[Transform, ...]:
    """What the changes between two contents do to rows beyond what the specs say."""
    line, found = way.present.line, list[Transform]()
    for step in line.path(start, end):
        parent = (line.timeline.parents[step.number] if line.timeline else None) or step.number
        edits, problems = read_edits(line.revision(step.number).edits)
        if problems:
            raise InputError("An earlier change cannot be read any more.", details=as_details(problems))
        found += transforms_of(edits, way.specs[parent], backward=step.is_backward)
    return tuple(found)
