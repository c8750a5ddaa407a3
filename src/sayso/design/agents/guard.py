"""Edits that nobody wished for become questions: what takes something away, and what opens to everybody.

A model may be talked into either by a text it reads; so only the person's own message can call for them.
"""

import re
from collections.abc import Iterable
from functools import cached_property

from sayso.design.messages.clauses import bare, clauses, sentences, tidy
from sayso.design.messages.focus import focus_of, specs_of
from sayso.design.name_lookup.likeness import key
from sayso.design.name_lookup.situation import Situation
from sayso.design.publicity.anonymous_rights import wishes_of
from sayso.design.publicity.speech import speech_of
from sayso.design.spec_edits.components import kind_words
from sayso.design.types import Question, Wish
from sayso.kit.words import listed
from sayso.spec.edits import Edit, Kind, MakeFlow, MergeFields, SplitEntity, SplitField
from sayso.spec.edits.element_labels import Speaker
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.edits.tree import Spot, walk
from sayso.spec.index import SpecIndex
from sayso.spec.model import (
    Action,
    AppSpec,
    Component,
    Container,
    EndpointAuth,
    Flow,
    Page,
    PermissionRule,
    Relationship,
    Report,
    Scope,
)
from sayso.spec.public import public_pages, public_surface

from .context import MOST_WORDS

_RESHAPING = (MakeFlow, MergeFields, SplitEntity, SplitField)
_HOLDING = frozenset({Kind.ENTITY, Kind.FIELD, Kind.OPTION, Kind.RELATIONSHIP, Kind.FLOW, Kind.STATE})
"""Kinds of element that rows keep values in: what goes with them is missed."""
_TAKING = re.compile(
    r"\b(?:remov\w*|delet\w*|drop\w*|rid of|eras\w*|eliminat\w*|scrap\w*|discard\w*|strip\w*|clear\w*|"
    r"cut\w*|tak(?:e|es|ing) (?:\w+ ){0,5}(?:out|away|off)|throw\w*|leave out|kick\w*|los(?:e|ing)|"
    r"hid(?:e|ing)|without|no longer|any ?more|(?:don'?t|do not) (?:need|want|use|have|keep)|"
    r"not (?:needed|necessary|used|wanted|required)|never (?:need|use)\w*|unnecessary|superfluous|useless|"
    r"redundant|instead|replac\w*|merg\w*|combin\w*|only|just|nothing but|stop \w+ing|simplif\w*|forget)\b",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"\b(?:it|this|that|these|those|them|they|one|ones|both|all|everything)\b", re.IGNORECASE
)
_OF_ENTITY = frozenset({Kind.RULE, Kind.INDEX, Kind.COMPUTED, Kind.OPTION, Kind.STATE, Kind.TRANSITION})


class Guard:
    """Knows a wish, and whether it calls for what edits do."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._text = wish.text[:MOST_WORDS]

    def __call__(self, before: AppSpec, after: AppSpec, edits: tuple[Edit, ...]) -> Question | None:
        """What to ask before these edits are made; none where nothing stands against them."""
        return (
            self._about_opening(before, after)
            or self._about_taking(before, after, edits)
            or self._about_hiding(before, after)
        )

    @cached_property
    def _openings(self) -> list[str]:
        """What the message says that people who are not signed in are to see or do."""
        parts = [
            part
            for one in sentences(tidy(self._text))
            for part in (bare(one), *map(bare, clauses(bare(one))))
        ]
        speeches = [speech for part in parts if (speech := speech_of(part)) is not None and speech.opens]
        return [speech.rest for speech in speeches]

    def _may_open(self, before: AppSpec, after: AppSpec) -> bool:
        """Whether all that opens is of what the message opens, or has to be seen to choose from it."""
        situation = Situation(after, self._wish.ids)
        wanted = {one.entity.name for rest in self._openings for one in wishes_of(rest, situation)}
        wanted |= {one.entity.name for rest in self._openings for one in situation.mentions.entities_in(rest)}
        near = {link.parent for name in wanted for link in situation.index.parents(name).values()}
        return bool(wanted) and all(
            name in wanted or (action is Action.READ and name in near)
            for name, action in opened_between(before, after)
        )

    @cached_property
    def _said(self) -> frozenset[str]:
        return frozenset(key(self._text))

    def _about_opening(self, before: AppSpec, after: AppSpec) -> Question | None:
        if not opens_more(before, after) or self._may_open(before, after):
            return None
        sentences_ = public_surface(after).beyond(public_surface(before).keys).sentences[:3]
        means = f" It would mean: {' '.join(sentences_)}" if sentences_ else ""
        return Question(
            f"Should people who are not signed in get in?{means} I left it closed.",
            ("Yes, people may see it without signing in", "No, only people who sign in"),
        )

    def _about_taking(self, before: AppSpec, after: AppSpec, edits: tuple[Edit, ...]) -> Question | None:
        if any(isinstance(edit, _RESHAPING) for edit in edits):
            return None
        gone = [spot for spot in gone_between(before, after) if not self._is_called_for(spot)]
        if not gone:
            return None
        speaker = Speaker(before)
        names = [speaker.full(spot) for spot in gone[:4]]
        if len(gone) > 4:
            names[3:] = [f"{len(gone) - 3} more"]
        return Question(
            f"Should {listed(names)} go? Your message does not say so, so I kept it.",
            (f"Remove {names[0]}", "Keep it"),
        )

    def _about_hiding(self, before: AppSpec, after: AppSpec) -> Question | None:
        """Components that a new layout leaves out, though nobody wants them gone."""
        if _TAKING.search(self._text):
            return None
        shown = {page.id: shown_on(page) for page in after.pages}
        kept = {component.name: component for component in after.components}
        for page in before.pages:
            gone = [kept[name] for name in shown_on(page) - shown.get(page.id, set()) if name in kept]
            lost = [
                one
                for one in sorted(gone, key=lambda one: one.name)
                if not self._names(Spot(Kind.COMPONENT, one, 0))
            ]
            if page.id in shown and lost and shown[page.id]:
                names = listed([Speaker(before).full(Spot(Kind.COMPONENT, one, 0)) for one in lost[:4]])
                return Question(
                    f"Should {names} no longer be shown on {page.title}? Your message does not say so, so I "
                    "left the page as it is.",
                    (f"Remove {names} from {page.title}", "Keep it"),
                )
        return None

    def _is_called_for(self, spot: Spot) -> bool:
        if spot.kind is Kind.ASSUMPTION:
            return True
        is_meant = self._names(spot)
        if spot.kind not in _HOLDING and is_meant:
            return True
        takes = _TAKING.search(self._text) is not None
        points = _POINTING.search(self._text) is not None
        return takes and (is_meant or (points and self._is_near(spot)))

    def _names(self, spot: Spot) -> bool:
        """Whether the message names the element; of what an element consists of, its owner may be named."""
        while True:
            if any(words and words <= self._said for words in self._words(spot)):
                return True
            if spot.parent is None or spot.kind not in _OF_ENTITY:
                return False
            spot = spot.parent

    def _words(self, spot: Spot) -> Iterable[frozenset[str]]:
        element = spot.element
        names = [name_of(element), label_of(element)]
        if isinstance(element, PermissionRule):
            names.append(f"{element.role} {element.entity}")
        if isinstance(element, Component | Report):
            names.append(element.entity)
        if isinstance(element, Component):
            names += [element.type.value, *kind_words(element.type)]
        if isinstance(element, Relationship):
            names += [element.inverse, element.to_entity, element.from_entity]
        if isinstance(element, Flow):
            names += [element.entity, "status", "state", "step", "flow"]
        return [frozenset(key(name)) for name in names if name]

    def _is_near(self, spot: Spot) -> bool:
        """Whether *it* may mean the element: it was pointed at, changed last, or spoken of before."""
        focus = focus_of(self._wish.spec, specs_of(self._wish.versions))
        near = {self._wish.about, focus.entity, focus.field, focus.component}
        said = frozenset(key(" ".join(one.text[:800] for one in self._wish.said[-2:])))
        return spot.element.id in near or any(words and words <= said for words in self._words(spot))


def gone_between(before: AppSpec, after: AppSpec) -> list[Spot]:
    """What ``after`` does not have any more, without the parts of what is gone as a whole.

    Of several elements that went along with others, only those that rows keep values in count beside the
    first.
    """
    kept = {spot.element.id for spot in walk(after)}
    gone = [spot for spot in walk(before) if spot.element.id not in kept]
    tops = [spot for spot in gone if spot.parent is None or spot.parent.element.id in kept]
    holding = [spot for spot in tops if spot.kind in _HOLDING]
    entities = [spot for spot in holding if spot.kind is Kind.ENTITY]
    return entities or holding or tops


def shown_on(page: Page) -> set[str]:
    """Names of the components in the layout of a page."""
    found: set[str] = set()
    boxes = [page.layout] if page.layout else []
    while boxes:
        for child in boxes.pop().children:
            if isinstance(child, Container):
                boxes.append(child)
            else:
                found.add(child.component)
    return found


def opened_between(before: AppSpec, after: AppSpec) -> list[tuple[str | None, Action]]:
    """The entities that open more to people who are not signed in, each with what may be done with it."""
    role = after.permissions.public_role
    index = SpecIndex(after)
    held = set(before.permissions.rules) if role == before.permissions.public_role else set()
    found = [
        (rule.entity, action)
        for rule in after.permissions.rules
        if rule.role == role and rule not in held and rule.scope is not Scope.NONE
        for action in rule.actions
    ]
    names = {entity.id: entity.name for entity in after.entities}
    for key_ in public_surface(after).beyond(public_surface(before).keys).keys:
        what, owner = key_.split(":")[:2]
        if owner in names:
            found.append((names[owner], Action(what)))
    shown = {page.id for page in public_pages(before)}
    for page in public_pages(after):
        if page.id not in shown:
            parts = [index.components[name] for name in page.components if name in index.components]
            found += [(part.entity, Action.READ) for part in parts if part.entity]
    public = {one.id for one in before.endpoints if one.auth is EndpointAuth.PUBLIC}
    opened = [one for one in after.endpoints if one.auth is EndpointAuth.PUBLIC and one.id not in public]
    return [*found, *((one.entity, Action.UPDATE) for one in opened)]


def opens_more(before: AppSpec, after: AppSpec) -> bool:
    """Whether people who are not signed in may get more, now or as soon as there is a page for them."""
    role = after.permissions.public_role
    public = {e.id for e in before.endpoints if e.auth is EndpointAuth.PUBLIC}
    if any(e.auth is EndpointAuth.PUBLIC and e.id not in public for e in after.endpoints):
        return True
    if role is None:
        return False
    if role != before.permissions.public_role:
        return True
    held = {rule.id: rule for rule in before.permissions.rules}
    rules = [rule for rule in after.permissions.rules if rule.role == role and rule.scope is not Scope.NONE]
    if any(rule.id not in held for rule in rules):
        return True
    shown = {page.id for page in public_pages(before)}
    if any(page.id not in shown for page in public_pages(after)):
        return True
    return bool(public_surface(after).beyond(public_surface(before).keys).keys)
