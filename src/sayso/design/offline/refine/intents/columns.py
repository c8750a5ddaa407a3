"""``hide the phone in the list``, ``the list of jobs should only show bike and due date``, ``first column is
the date``: what tables show of a record, and in which order."""

import re
from collections.abc import Callable

from sayso.design.offline.refine.screens import component_kinds
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import listed, sentence
from sayso.spec.edits import Edit, add
from sayso.spec.model import Computed, Entity, Field

from .listing import (
    IN,
    LONG,
    NAMED,
    SURE,
    TAIL,
    WHAT,
    arranged,
    columns_of,
    labels,
    members_of,
    owners_of,
    parts_of,
    place_of,
    tables_of,
    with_columns,
)

_NOT_SEEN = r"(?:do not|don't|does not|doesn't|never|no need to|no longer|need not|needn't)"
_OUT = (
    pattern(rf"^(?:hide|{{remove}}|omit|take|{_NOT_SEEN} (?:show|display|list|see)) {WHAT}{IN}{TAIL}"),
    pattern(rf"^(?:i|we) {_NOT_SEEN} (?:(?:need|want|have) to )?(?:see|have|need|want) {WHAT}{IN}{TAIL}"),
    pattern(
        rf"^{WHAT} (?:should not|shouldn't|must not|mustn't|need not|needn't|{_NOT_SEEN}(?: need to| have "
        rf"to)?) (?:be |appear|show up|show)(?:shown|seen|visible|displayed|listed)?{IN}{TAIL}"
    ),
    pattern(rf"^(?:the )?{NAMED} (?:should not|shouldn't|must not|{_NOT_SEEN}(?: need to)?) show {WHAT}$"),
)
_HIDDEN = (pattern(rf"^(?:hide|{_NOT_SEEN} (?:show|display)) {WHAT}{TAIL}"),)
_ONLY = (
    pattern(
        rf"^{NAMED} (?:(?:should|must|may|can|shall|needs? to|has to) (?:only|just) (?:show|have|"
        rf"display|list|"
        r"contain)|(?:should|must) (?:show|have|display|list|contain) (?:only|just)|only (?:shows?|"
        r"needs?|has))"
        rf" (?:the columns )?{WHAT}$"
    ),
    pattern(rf"^(?:only|just) (?:show|display|list) {WHAT}{IN}$"),
    pattern(rf"^(?:show|display|list) (?:only|just) {WHAT}{IN}$"),
    pattern(rf"^(?:the )?columns? (?:of|for|in) {NAMED}(?: should be| are|:| must be) {WHAT}$"),
)
_IN_TOO = (
    pattern(rf"^(?:show|display|{{add}}|put|include|list|see) {WHAT}{IN}{TAIL}"),
    pattern(rf"^{WHAT} (?:is|are) (?:still )?missing{IN}$"),
    pattern(
        rf"^{WHAT} (?:should|must) (?:also )?(?:be (?:shown|visible|seen|listed)|appear|show up){IN}{TAIL}"
    ),
    pattern(
        rf"^{NAMED} (?:is missing|misses|lacks|(?:should|must) (?:also )?(?:show|include)|"
        rf"(?:doesn't|does not) show) {WHAT}{TAIL}"
    ),
)


def change_columns(clause: str, situation: Situation) -> Change | None:
    """Columns that are hidden, shown, or moved; fields themselves stay as they are."""
    for ways, change_ in _KINDS:
        for match in filter(None, (way.match(clause) for way in ways)):
            made = change_(match, situation)
            if made is not None:
                return made
    return None


def _hidden(match: re.Match[str], situation: Situation) -> Change | None:
    what, place = match["what"], place_of(match)
    parts = parts_of(what)
    if place is None and (component_kinds(what) or any(situation.mentions.entity(part) for part in parts)):
        return None
    edits: list[Edit] = []
    said: list[str] = []
    focus = None
    for entity in owners_of(place, parts, situation):
        names = {one.name for one in members_of(parts, entity, situation)}
        for table in tables_of(entity, situation) if names else ():
            shown = columns_of(table, entity, situation)
            kept = [name for name in shown if name not in names]
            if kept and kept != shown:
                edits.append(with_columns(table, kept))
        if names:
            said.append(many(entity))
            focus = focus or Focus(entity=entity.id)
    if not said:
        return None
    what = listed(parts)
    if not edits:
        return Change(f"The list of {listed(said)} does not show {what}; that was so already.", focus=focus)
    told = f"The list of {listed(said)} no longer shows {what}. Forms and records keep it."
    return Change(told, tuple(edits), focus=focus)


def _only(match: re.Match[str], situation: Situation) -> Change | None:
    parts = parts_of(match["what"])
    for entity in owners_of(place_of(match), parts, situation):
        names = [one.name for one in members_of(parts, entity, situation)]
        if names and (made := arranged(entity, names, situation)):
            return Change(f"The list of {many(entity)} shows {listed(labels(names))} now.", *made)
    return None


def _shown(match: re.Match[str], situation: Situation) -> Change | None:
    """Columns more; one that a record further up keeps is fetched from there."""
    parts = parts_of(re.sub(r"'s\b", "", match["what"]))
    for entity in owners_of(place_of(match), parts, situation)[:1]:
        made: list[Edit] = []
        names: list[str] = []
        for part in parts:
            own = situation.mentions.member(part, entity, SURE)
            found = own.name if own else _fetched(part, entity, situation)
            if found is None:
                return None
            made += [add(found, parent=entity.id)] if isinstance(found, Computed) else []
            names.append(found.name if isinstance(found, Computed) else found)
        edits: list[Edit] = [*made]
        for table in tables_of(entity, situation)[:1]:
            shown = columns_of(table, entity, situation)
            fresh = [name for name in names if name not in shown]
            edits += [with_columns(table, [*shown, *fresh])] if fresh else []
        focus = Focus(entity=entity.id)
        told = listed(labels(names))
        if not edits:
            return Change(f"The list of {many(entity)} shows {told} already.", focus=focus)
        return Change(f"The list of {many(entity)} shows {told} too now.", tuple(edits), focus=focus)
    return None


def _fetched(part: str, entity: Entity, situation: Situation) -> Computed | str | None:
    """The phone of the customer, for a list of what belongs to customers; a name is how the link is shown."""
    for way, parent in _further(entity, situation):
        found = situation.mentions.member(part, parent, SURE)
        if found is None or not isinstance(found.element, Field) or found.element.type in LONG:
            continue
        if "." not in way and found.name == situation.index.title_field(parent.name):
            return way
        own = f"{way.rpartition('.')[2]}_{found.name}"[:48]
        if any(value.name == own for value in entity.computed):
            return own
        return Computed(
            id=situation.ids.new("cmp"), source=situation.message[:500], name=own, label=sentence(own),
            type=found.element.type, expression=f"{way}.{found.name}",
        )  # fmt: skip
    return None


def _further(entity: Entity, situation: Situation) -> list[tuple[str, Entity]]:
    """What a record belongs to, and what that belongs to, with the way there."""
    index = situation.index
    near = [(name, index.entities[link.parent]) for name, link in index.parents(entity.name).items()]
    far = [
        (f"{name}.{beyond}", index.entities[link.parent])
        for name, parent in near
        for beyond, link in index.parents(parent.name).items()
    ]
    return [*near, *far]


_KINDS: tuple[
    tuple[tuple[re.Pattern[str], ...], Callable[[re.Match[str], Situation], Change | None]], ...
] = (
    (_ONLY, _only),
    (_OUT, _hidden),
    (_HIDDEN, _hidden),
    (_IN_TOO, _shown),
)
