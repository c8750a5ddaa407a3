"""What a model is shown of an application: what the words touch in full, the rest in a few lines.

So a request grows with the change that is asked for, and hardly with the application.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.design.messages.focus import focus_of, specs_of
from sayso.design.name_lookup.likeness import key
from sayso.design.name_lookup.mentions import Mentions
from sayso.design.types import Said, Wish
from sayso.spec.edits import Kind
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.edits.tree import Spot, find, walk_element
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    AppSpec,
    Component,
    Element,
    Entity,
    Flow,
    Page,
    PermissionRule,
    Relationship,
    Report,
)

from .language.addresses import Addresses
from .language.portraits import entity_in_a_line, entity_portrait, listed_within, page_portrait
from .prompt_fence import Limited, fenced, limited, one_line

MOST_WORDS = 6_000
"""Characters of a message that changes an application; descriptions may be longer."""
MOST_DESCRIPTION = 24_000
_MOST_SAID, _MOST_EACH = 4, 400
_FULL, _FULL_PAGES = 6, 3
_REST, _REST_NAMES, _PAGES = 1_200, 1_200, 500
_EVERYWHERE = 3
_POINTING = re.compile(
    r"\b(?:it|its|this|that|these|those|them|they|there|same|again|instead|too)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Touched:
    """Entities and pages, by name, that a wish touches; the most certain ones first."""

    entities: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """The text of a request; ``notice`` says what of the message had to be left out."""

    text: str
    notice: str = ""
    entities: tuple[str, ...] = field(default=())


def touched(wish: Wish) -> Touched:
    """What the message speaks of: by name, by what was pointed at, or by what was spoken of last."""
    index = SpecIndex(wish.spec)
    focus = focus_of(wish.spec, specs_of(wish.versions))
    text = wish.text[:MOST_WORDS]
    mentions = Mentions(index, focus.entity)
    found = [*_pointed(index, wish.about), *_named(index, mentions, text)]
    if not found or _POINTING.search(text):
        found += [entity.name for entity in wish.spec.entities if entity.id == focus.entity]
        for said in reversed(wish.said[-2:]):
            found += _named(index, mentions, said.text[: _MOST_EACH * 2])
    if not found and len(wish.spec.entities) <= _EVERYWHERE:
        found = list(index.entities)
    entities = tuple(dict.fromkeys(found))[:_FULL]
    return Touched(entities, _pages(index, wish, entities))


def schema_content(wish: Wish, more: Iterable[str] = ()) -> Content:
    """The application as the schema designer sees it, what was said before, and the message."""
    index = SpecIndex(wish.spec)
    full = list(dict.fromkeys([*touched(wish).entities, *more]))
    parts = [entity_portrait(index, index.entities[name]) for name in full if name in index.entities]
    rest = [entity for entity in wish.spec.entities if entity.name not in full]
    application = [_lead(wish.spec), *parts, *_rest(index, rest, full), *_around(wish.spec)]
    return _content(wish, application, full)


def layout_content(wish: Wish, more: Iterable[str] = ()) -> Content:
    """The pages that the message is about in full, with the values that they may show."""
    index = SpecIndex(wish.spec)
    seen = touched(wish)
    pages = [page for page in wish.spec.pages if page.name in seen.pages or page.path in more]
    shown = {c.entity for page in pages for c in _components(index, page) if c.entity}
    full = list(dict.fromkeys([*seen.entities, *(name for name in more if name in index.entities)]))
    names = list(dict.fromkeys([*full, *sorted(shown)]))
    values = [entity_in_a_line(index, index.entities[name]) for name in names if name in index.entities]
    flows = [f"{f.entity} has states in {f.field}" for f in wish.spec.flows if f.entity in names]
    others = [one_line(f"{p.path} {p.title}", 80) for p in wish.spec.pages if p not in pages]
    kept, left = listed_within(others, _PAGES)
    application = [_lead(wish.spec), *(page_portrait(index, page) for page in pages), *values, *flows]
    application += [f"other pages: {'; '.join(kept)}{_and_more(left)}"] if kept else []
    application += _other_entities(index, names)
    application += _reports(wish.spec)
    return _content(wish, application, full)


def description_content(text: str) -> Content:
    """A first description."""
    words = limited(text, MOST_DESCRIPTION)
    return Content(fenced("description", words.text), _cut(words, MOST_DESCRIPTION))


def _content(wish: Wish, application: list[str], full: list[str]) -> Content:
    words = limited(wish.text, MOST_WORDS)
    parts = [fenced("application", "\n".join(application))]
    said = _said(wish.said)
    parts += [fenced("conversation", said)] if said else []
    pointed = _address(wish.spec, wish.about)
    parts += [f"The person pointed at: {pointed}"] if pointed else []
    parts.append(fenced("message", words.text))
    return Content("\n\n".join(parts), _cut(words, MOST_WORDS), tuple(full))


def _cut(words: Limited, most: int) -> str:
    if not words.was_cut:
        return ""
    return (
        f"Your message is very long. I read the first {most:,} characters; send the rest as another message."
    )


def _said(said: tuple[Said, ...]) -> str:
    lines = [f"{one.role}: {one_line(one.text, _MOST_EACH)}" for one in said[-_MOST_SAID:]]
    return "\n".join(lines)


def _address(spec: AppSpec, about: str | None) -> str:
    spot = find(spec, about) if about else None
    return f"{spot.kind} {one_line(Addresses(spec).of(spot.element.id), 120)}" if spot else ""


def _lead(spec: AppSpec) -> str:
    return f"{one_line(spec.name, 80)} ({spec.type})"


def _rest(index: SpecIndex, entities: list[Entity], full: list[str]) -> list[str]:
    """Entities beside those in full: neighbours with the names of their values, then names alone."""
    near = {link.parent for name in full for link in index.parents(name).values()}
    near |= {link.child for name in full for link in index.children(name).values()}
    entities = sorted(entities, key=lambda entity: entity.name not in near)
    kept, _ = listed_within((entity_in_a_line(index, entity) for entity in entities), _REST)
    names, left = listed_within((entity.name for entity in entities[len(kept) :]), _REST_NAMES)
    lines = ["Also there, not in full:", *kept] if entities else []
    return [*lines, f"and {', '.join(names)}{_and_more(left)}"] if names else lines


def _other_entities(index: SpecIndex, known: list[str]) -> list[str]:
    names, left = listed_within((name for name in index.entities if name not in known), _PAGES)
    return [f"other entities: {', '.join(names)}{_and_more(left)}"] if names else []


def _around(spec: AppSpec) -> list[str]:
    permissions = spec.permissions
    marks = {permissions.default_role: " (new members)", permissions.public_role: " (not signed in)"}
    roles = [f"{role.name}{marks.get(role.name, '')}" for role in permissions.roles]
    lines = [f"roles: {', '.join(roles)}"[:_PAGES]] if roles else []
    lines += _reports(spec)
    settings = [f"{one.key}={one_line(str(one.default), 40)}" for one in spec.settings]
    return [*lines, f"settings: {', '.join(settings)}"[:_PAGES]] if settings else lines


def _reports(spec: AppSpec) -> list[str]:
    names, left = listed_within((report.name for report in spec.reports), _PAGES)
    return [f"reports: {', '.join(names)}{_and_more(left)}"] if names else []


def _and_more(left: int) -> str:
    return f" and {left} more" if left else ""


def _named(index: SpecIndex, mentions: Mentions, text: str) -> list[str]:
    """Entities that a text names, then those of which it names a value that few others have."""
    said = f" {' '.join(key(text))} "
    entities = [one.entity.name for one in mentions.entities_in(text)]
    names = {" ".join(key(entity.name)) for entity in index.spec.entities}
    members: dict[str, list[str]] = {}
    for entity in index.spec.entities:
        for words in _words_of(index, entity):
            if f" {words} " in said and words not in names:
                members.setdefault(words, []).append(entity.name)
    rare = sorted(members.items(), key=lambda row: (-len(row[0].split()), row[0]))
    owners = [name for _, found in rare if len(set(found)) <= _EVERYWHERE for name in found]
    return [*entities, *(name for name in owners if not _explained(members, name, entities))]


def _explained(members: dict[str, list[str]], name: str, entities: list[str]) -> bool:
    """Whether each value by which an entity was found is one of an entity that was named."""
    mine = [found for found in members.values() if name in found]
    return all(set(found) & set(entities) for found in mine)


def _words_of(index: SpecIndex, entity: Entity) -> set[str]:
    """What values, options, states, roles and reports of an entity are called."""
    elements: list[Element] = [spot.element for spot in walk_element(Spot(Kind.ENTITY, entity, 0))]
    flow = index.flows.get(entity.name)
    elements += [*flow.states] if isinstance(flow, Flow) else []
    elements += [report for report in index.spec.reports if report.entity == entity.name]
    names = [name for one in elements if one is not entity for name in (name_of(one), label_of(one)) if name]
    names += [name for name in index.parents(entity.name) if name not in index.entities]
    return {" ".join(words) for name in names if (words := key(name)) and len("".join(words)) > 2}


def _pointed(index: SpecIndex, about: str | None) -> list[str]:
    spot = find(index.spec, about) if about else None
    while spot is not None and spot.parent is not None:
        spot = spot.parent
    match spot.element if spot else None:
        case Entity(name=name):
            return [name]
        case Flow() | PermissionRule() | Report() as element:
            return [element.entity]
        case Relationship() as link:
            return [link.from_entity, link.to_entity]
        case Component(entity=str(name)):
            return [name]
        case _:
            return []


def _components(index: SpecIndex, page: Page) -> list[Component]:
    return [index.components[name] for name in page.components if name in index.components]


def _pages(index: SpecIndex, wish: Wish, entities: tuple[str, ...]) -> tuple[str, ...]:
    """Pages that show what was pointed at, that the text names, or that are about what it names."""
    spec, said = wish.spec, set(key(wish.text[:MOST_WORDS]))
    pointed = next((c.name for c in spec.components if c.id == wish.about), None)
    first = [p for p in spec.pages if p.id == wish.about or pointed in p.components]
    named = [p for p in spec.pages if (words := set(key(p.title))) and words <= said]
    about = []
    for name in entities:
        fitting = [p for p in spec.pages if any(c.entity == name for c in _components(index, p))]
        fitting.sort(
            key=lambda p: -sum(c.entity == name for c in _components(index, p)) / (len(p.components) or 1)
        )
        about += fitting[:1]
    found = [*first, *named, *about] or list(spec.pages[:1])
    return tuple(dict.fromkeys(page.name for page in found))[:_FULL_PAGES]
