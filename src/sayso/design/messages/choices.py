"""Wishes near a message that was not done: about what it names, in plainer words."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from sayso.design.messages.commands import titled
from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.likeness import key
from sayso.design.name_lookup.nouns import many
from sayso.design.name_lookup.situation import Situation
from sayso.design.resolver.vocabulary import listed
from sayso.design.spec_edits.components import component_kinds, main_entity
from sayso.kit.words import plural
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.model import ComponentType, Field

_MOST = 4
_MOST_TRIED = 8
_ADDS = pattern(r"^(?:{add})\b")
_REMOVES = pattern(r"^(?:{remove}|hide)\b")
_RENAMES = pattern(r"^(?:{rename}|call)\b.*?\b(?:to|as|into)\b(?P<new>.+)$")
_BREAK = re.compile(r"\s(?:in|on|for|only|and|but|so|because|from|with)\b")
_NAME = re.compile(r"[a-z][\w' -]*", re.IGNORECASE)
_SHOWN = {
    ComponentType.CALENDAR: "Show {} on a calendar",
    ComponentType.KANBAN: "Show {} as a board",
    ComponentType.CARDS: "Show {} as cards",
    ComponentType.CHART: "Show the number of {} per month as a bar chart",
    ComponentType.STATS: "Show the number of {} as a tile",
}
_ASKED = (
    (re.compile(r"\b(?:pages?|screens?|menu)\b", re.IGNORECASE), "Which pages are there?"),
    (re.compile(r"\b(?:back|version|undo|revert)\b", re.IGNORECASE), "Undo the last change"),
    (re.compile(r"\b(?:reports?|charts?|stats)\b", re.IGNORECASE), "Which reports are there?"),
    (re.compile(r"\b(?:finali[sz]e|done|finish|live|publish)\b", re.IGNORECASE), "Looks good"),
)


def offered(candidates: Iterable[str], message: str, works: Callable[[str], bool]) -> tuple[str, ...]:
    """The first of these messages that would be understood; none is what was said already."""
    fresh = (one for one in dict.fromkeys(candidates) if one.lower() != message.lower())
    return tuple(islice((one for one in islice(fresh, _MOST_TRIED) if works(one)), _MOST))


def exact(situation: Situation) -> Iterator[str]:
    """Commands that name their thing and its kind, for all that a message to remove or rename may mean."""
    message = situation.message
    renamed = _RENAMES.match(message)
    new = _BREAK.split(renamed["new"].strip(' "'), maxsplit=1)[0] if renamed else ""
    verb = (
        f'Rename the {{}} to "{new}"' if _is_name(new) else "Remove the {}" if _REMOVES.match(message) else ""
    )
    said = set(key(message))
    for spot, title in titled(situation.spec) if verb else ():
        named = set(key(label_of(spot.element) or name_of(spot.element) or ""))
        if named and named <= said:
            yield verb.format(title)


def nearest(situation: Situation, lost: Sequence[str] = ()) -> Iterator[str]:
    """Wishes about what a message names, then about the thing that most turns around."""
    spec, message, mentions = situation.spec, situation.message, situation.mentions
    yield from (asked for way, asked in _ASKED if way.search(message))
    found = [one.entity for one in mentions.entities_in(message)]
    members = [
        (entity, member) for entity in spec.entities for member in mentions.members_in(message, entity)
    ]
    main = [entity for entity in (main_entity(situation),) if entity]
    about = found or [entity for entity, _ in members] or main
    for kind in component_kinds(message):
        yield from (_SHOWN[kind].format(many(entity)) for entity in about[:2] if kind in _SHOWN)
    for part in filter(_is_name, lost if _ADDS.match(message) else ()):
        yield from (f"Add {part.lower()} to {many(entity)}" for entity in found[:1])
        yield f"Add {plural(part.lower())} with a name"
    for entity, member in members[:2]:
        if isinstance(member.element, Field):
            yield f"Make {member.element.label.lower()} of {many(entity)} required"
            yield f'Remove the field "{member.element.label}" of {many(entity)}'
    yield from (f"What may {role.label.lower()} do?" for role, *_ in mentions.roles_in(message)[:1])
    for entity in about[:1]:
        yield f"Show {many(entity)} as cards"
        yield f"Show {many(entity)} on a calendar"
        yield f"Show {many(entity)} as a board"
        yield f"Who may see {many(entity)}?"


def _is_name(words: str) -> bool:
    """Whether this may be what a person calls something: a few words, and one of them says something."""
    said = words.lower().split()
    is_short = 0 < len(said) < 4 and _NAME.fullmatch(words) is not None
    return is_short and not set(said) & (listed("idle") | listed("turns"))
