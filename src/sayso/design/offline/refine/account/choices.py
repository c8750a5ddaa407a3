"""Messages near one that was not done: the same wish about one thing at a time, in plainer words."""

import re
from collections.abc import Iterator, Sequence

from sayso.design.offline.refine.commands import titled
from sayso.design.offline.refine.likeness import key
from sayso.design.offline.refine.screens import component_kinds, main_entity
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import plural
from sayso.spec.edits import Edit
from sayso.spec.edits.tree import Spot
from sayso.spec.model import AppSpec, Component, ComponentType, Entity, Field

from .names import is_name

_REMOVES = pattern(r"^(?:{remove}|hide)\b")
_RENAMES = pattern(r"^(?:{rename}|call)\b.*?\b(?:to|as|into)\b(?P<new>.+)$")
_ADDS = pattern(r"^(?:{add})\b")
_OWN = re.compile(r"\b(?:own|list|table|entity|separate|several)\b", re.IGNORECASE)
_SHOWN = {
    ComponentType.CALENDAR: "Show {} on a calendar",
    ComponentType.KANBAN: "Show {} as a board",
    ComponentType.CARDS: "Show {} as cards",
    ComponentType.CHART: "Show the number of {} per month as a bar chart",
    ComponentType.FILTERS: "Put filters above the list of {}",
    ComponentType.STATS: "Show the number of {} as a tile",
}
_ASKED = (
    (re.compile(r"\b(?:pages?|screens?|menu)\b", re.IGNORECASE), "Which pages are there?"),
    (re.compile(r"\b(?:back|version|undo|revert)\b", re.IGNORECASE), "Undo the last change"),
    (re.compile(r"\b(?:reports?|charts?|stats)\b", re.IGNORECASE), "Which reports are there?"),
    (re.compile(r"\b(?:finali[sz]e|done|finish|live|publish)\b", re.IGNORECASE), "Looks good"),
)


def exact(spec: AppSpec, clause: str, edits: Sequence[Edit]) -> Iterator[str]:
    """What was understood as a command that names its thing, and the same for what else is called so."""
    titles = {spot.element.id: title for spot, title in titled(spec)}
    renamed = _RENAMES.match(clause)
    new = renamed["new"].strip(' "') if renamed else ""
    for edit in edits:
        title = titles.get(str(getattr(edit, "target", None)))
        if title and edit.op == "remove":
            yield f"Remove the {title}"
        elif title and edit.op == "rename":
            new = new or _head(edit.label or edit.name)
            yield f'Rename the {title} to "{new}"'
        elif edit.op == "add" and isinstance(edit.element, Entity) and is_name(edit.element.name):
            yield f"Add {plural(edit.element.display_name.lower())} with a name"
    verb = (
        f'Rename the {{}} to "{new}"' if is_name(new) else "Remove the {}" if _REMOVES.match(clause) else ""
    )
    said = set(key(clause))
    for spot, title in titled(spec) if verb else ():
        named = set(key(_name(spot, title)))
        if named and named <= said:
            yield verb.format(title)


def without(clause: str, left: Sequence[str]) -> Iterator[str]:
    """The wish without the words that were not used."""
    shorter = clause
    for part in left:
        shorter = shorter.replace(part, " ")
    shorter = re.sub(r"\s+([,.;:])", r"\1", " ".join(shorter.split())).strip(" ,;:-.")
    if shorter and shorter != clause:
        yield _capital(re.sub(r"(?:\s+(?:in|on|of|for|to|with|and|but|or|the|a|an|by|as|at))+$", "", shorter))


def owned(spec: AppSpec, clause: str) -> Iterator[str]:
    """The wish about each of the things that it may be about."""
    for entity in spec.entities:
        yield (
            f"{_capital(clause)} to {many(entity)}"
            if _ADDS.match(clause)
            else f"{_capital(clause)} of {many(entity)}"
        )


def typed(spec: AppSpec, clause: str, pairs: Sequence[tuple[Spot, Spot]]) -> Iterator[str]:
    """The wish about each of the things of one name."""
    owners = {entity.name: many(entity) for entity in spec.entities}
    for spot in {spot.element.id: spot for pair in pairs for spot in pair}.values():
        title = next((title for one, title in titled(spec) if one.element.id == spot.element.id), "")
        parent = spot.parent.element if spot.parent else None
        if _REMOVES.match(clause):
            yield f"Remove the {title}"
        elif isinstance(parent, Entity) and isinstance(spot.element, Field):
            label = spot.element.label.lower()
            again = re.sub(
                rf"\b{re.escape(label)}\b",
                f"{label} of {owners[parent.name]}",
                clause,
                count=1,
                flags=re.IGNORECASE,
            )
            yield _capital(again)
        if renamed := _RENAMES.match(clause):
            yield f'Rename the {title} to "{renamed["new"].strip()}"'


def nearest(  # noqa: C901, PLR0912 - one line for each kind of thing that a message may name
    situation: Situation, left: Sequence[str] = ()
) -> Iterator[str]:
    """Wishes about what a message names, then about the thing that most turns around."""
    spec, message, mentions = situation.spec, situation.message, situation.mentions
    found = [one.entity for one in mentions.entities_in(message)]
    members = [
        (entity, member) for entity in spec.entities for member in mentions.members_in(message, entity)
    ]
    for way, asked in _ASKED:
        if way.search(message):
            yield asked
    main = (
        found
        or [entity for entity, _ in members]
        or [entity for entity in (main_entity(situation),) if entity]
    )
    for kind in component_kinds(message):
        for entity in main[:2]:
            if kind in _SHOWN:
                yield _SHOWN[kind].format(many(entity))
    for part in left:
        if is_name(part) and found and _ADDS.match(message):
            yield f"Add {part.lower()} to {many(found[0])}"
        if is_name(part) and len(part.split()) < 3:
            yield f"Add {plural(part.lower())} with a name"
    for entity, member in members[:2]:
        if isinstance(member.element, Field):
            label = member.element.label.lower()
            if _OWN.search(message):
                yield f"Make {label} its own entity"
            yield f"Make {label} of {many(entity)} required"
            yield f'Remove the field "{member.element.label}" of {many(entity)}'
    for role, *_ in mentions.roles_in(message)[:1]:
        yield f"What may {role.label.lower()} do?"
    for entity in (found or main)[:1]:
        yield f"Show {many(entity)} as cards"
        yield f"Show {many(entity)} on a calendar"
        yield f"Show {many(entity)} as a board"
        yield f"Who may see {many(entity)}?"
    yield "Show key figures on top"


def _name(spot: Spot, title: str) -> str:
    return (
        title.split(" of ", maxsplit=1)[0]
        if isinstance(spot.element, Component)
        else title.partition('"')[2].partition('"')[0]
    )


def _head(name: str) -> str:
    """A name without what stands behind it in the sentence that it was cut out of."""
    return re.split(r"\s(?:in|on|for|only|and|but|so|because|from|with)\b", name, maxsplit=1)[0]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
