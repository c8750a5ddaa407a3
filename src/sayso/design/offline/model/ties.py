"""How things hang together: by fields that name things, by words between them, by what is usual."""

import re

from sayso.design.knowledge.known import known_thing, known_things
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.extraction.evidence import Evidence, FieldClue
from sayso.kit.words import plural
from sayso.spec.model import FieldType

from .business import Business, Tie
from .names import Names

_DEPENDS = {
    "line": 5,
    "event": 4,
    "document": 3,
    "thing": 2,
    "catalogue": 1,
    "place": 1,
    "staff": 1,
    "customer": 0,
    "group": 0,
}
SEVERAL = frozenset(["several", "many", "multiple", "various", "more", "two", "three", "both"])
HAPPENS = 3
_KEPT_FOR_LONG = 1
_KEPT_APART = 2
_LASTING = frozenset(("thing", "catalogue"))
_CONCERNED = frozenset(("used", "involved", "concerned", "taken", "chosen", "booked", "assigned", "affected"))
_ASSIGNED = re.compile(r"^(?:a|an|one) [\w ]+ to (?:each|every) ", re.IGNORECASE)


def kind_of(business: Business, name: str) -> str:
    """What sort of thing it is."""
    thing = business.things.get(name)
    return thing.kind if thing else "thing"


def add_tie(business: Business, tie: Tie) -> None:
    """Add a tie unless the pair is tied already or it would tie a thing to itself without saying so."""
    if tie.child == tie.parent or tie.child not in business.things or tie.parent not in business.things:
        return
    if tie.assumed and frozenset((tie.child, tie.parent)) in business.apart:
        return
    for other in business.ties:
        if {other.child, other.parent} == {tie.child, tie.parent}:
            if other.several and tie.several and other.child == tie.parent and not other.many:
                other.many, other.name = True, plural(other.parent)
                return
            if tie.many and not other.many and (other.child, other.name) == (tie.child, tie.parent):
                other.many, other.name, other.source = True, tie.name, tie.source
                return
            if (
                (other.child == tie.child and other.name == tie.name)
                or tie.name in {tie.parent, plural(tie.parent)}
                or other.assumed
            ):
                return
            if other.child != tie.child and (
                tie.assumed or other.several or tie.several or other.many or tie.many
            ):
                return
    business.ties.append(tie)


def tie_by_fields(business: Business, names: Names, clues: dict[str, list[FieldClue]]) -> None:
    """A field that names a thing becomes a tie and is no longer a field."""
    for owner, fields in clues.items():
        for clue in list(fields):
            target = target_of(clue, names, owner)
            if target is None or target == owner:
                continue
            fields.remove(clue)
            _tie_field(business, owner, target, clue)


def target_of(clue: FieldClue, names: Names, owner: str) -> str | None:
    """The thing a field refers to, if its words are those of a thing."""
    guess = clue.guess
    exact = names.exact(guess.name)
    if guess.type is FieldType.LONG_TEXT and exact is not None and not guess.plural:
        return exact if _is_kept(exact) else None
    if guess.type.value not in {"text", "enum", "multi_enum"} or guess.options:
        return None
    if exact is None and len(guess.words) > 1 and guess.words[-1] in _CONCERNED:
        exact = names.exact("_".join(guess.words[:-1]))
    if exact is not None:
        return exact
    longer = names.resolve(guess.name) if guess.name in known_things() else None
    if longer is not None and longer != owner and longer.endswith(f"_{guess.name}"):
        return longer
    if guess.known:
        return None
    by_head = names.exact(guess.head)
    if (
        by_head is not None
        and by_head != owner
        and len(guess.words) <= 3
        and guess.words
        and noun_lemma(guess.words[-1]) == guess.head
    ):
        return by_head
    return None


def _is_kept(name: str) -> bool:
    """Whether a word that could be a text, an *objective*, names what lasts; a comment is only said."""
    known = known_thing(name)
    return known is not None and known.kind in _LASTING


def _tie_field(business: Business, owner: str, target: str, clue: FieldClue) -> None:
    guess = clue.guess
    name = guess.name if not guess.plural else plural(noun_lemma(guess.name))
    several = guess.plural or bool(set(guess.source.lower().split()) & SEVERAL)
    source = guess.source
    one = source.lower().startswith(("a ", "an ")) and depends(business, owner) <= _KEPT_FOR_LONG
    if not several and one and depends(business, target) >= HAPPENS:
        add_tie(business, Tie(target, owner, owner, source=source))
    elif not several:
        add_tie(business, Tie(owner, target, name, source=source))
    elif depends(business, target) >= max(depends(business, owner), 1):
        add_tie(business, Tie(target, owner, owner, source=source))
    else:
        add_tie(business, Tie(owner, target, name, many=True, source=source))


def depends(business: Business, name: str) -> int:
    """How much a thing lives from others: lines and events most, customers least."""
    return _DEPENDS.get(kind_of(business, name), 2)


def tie_by_clues(business: Business, names: Names, evidence: Evidence) -> None:
    """Ties that a reader of lists noticed."""
    for clue in evidence.links:
        child, parent = names.resolve(clue.child), names.resolve(clue.parent)
        if child and parent and clue.several and _is_shared(business, child, parent):
            add_tie(business, Tie(parent, child, plural(child), many=True, several=True, source=clue.source))
        elif child and parent and _ASSIGNED.search(clue.source) and depends(business, parent) >= HAPPENS:
            add_tie(business, Tie(parent, child, child, source=clue.source))
        elif child and parent:
            add_tie(
                business,
                Tie(
                    child,
                    parent,
                    clue.name or parent,
                    many=clue.many,
                    several=clue.several,
                    source=clue.source,
                ),
            )


def _is_shared(business: Business, child: str, parent: str) -> bool:
    """Whether what something has several of serves others as well: a trip has two drivers."""
    return depends(business, child) <= _KEPT_APART < HAPPENS <= depends(business, parent)


def tie_by_custom(business: Business) -> None:
    """Ties nobody said but everybody expects: an invoice has a customer."""
    used = {t.parent for t in business.ties if t.source and t.source.lower().endswith(" used")}
    for name in business.things:
        thing = known_thing(name)
        if thing is None or name in used:
            continue
        for wish in thing.parents:
            kind = wish.removeprefix("@") if wish.startswith("@") else None
            kinds = str(load("synonyms")["isa"].get(wish, "")).split()
            matches = [
                o
                for o in business.things
                if o != name
                and (
                    kind_of(business, o) == kind
                    if kind
                    else o == wish or o.endswith(f"_{wish}") or o in kinds
                )
            ]
            if kind and any(
                t.assumed is None and kind_of(business, t.parent) == kind for t in business.parents(name)
            ):
                continue
            if (
                len(matches) == 1
                and not leads_to(business, name, matches[0])
                and not _tied(business, name, matches[0])
            ):
                add_tie(
                    business,
                    Tie(
                        name,
                        matches[0],
                        matches[0],
                        assumed=f"{_said(name)} usually belongs to {_said(matches[0])}.",
                    ),
                )


def _said(name: str) -> str:
    words = name.replace("_", " ")
    return ("an " if words[0] in "aeiou" else "a ") + words


def _tied(business: Business, a: str, b: str) -> bool:
    return any({tie.child, tie.parent} == {a, b} for tie in business.ties)


def leads_to(business: Business, start: str, goal: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether belongs_to ties already lead from one thing to another."""
    if start == goal:
        return True
    return any(
        leads_to(business, tie.parent, goal, seen | {start})
        for tie in business.parents(start)
        if tie.parent not in seen
    )
