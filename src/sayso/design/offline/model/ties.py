"""How things hang together: by fields that name things, by words between them, by what is usual."""

import itertools

from sayso.design.knowledge.known import known_thing, known_things
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.reading.evidence import Evidence, FieldClue, Segment, Topic
from sayso.design.offline.reading.naming import link_verbs, may_be_thing, thing_name
from sayso.kit.words import plural

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
_SEVERAL = frozenset(["several", "many", "multiple", "various", "more", "two", "three", "both"])
_OF = frozenset(["of", "for", "per", "from", "in", "on", "at", "by", "to"])
_HAPPENS = 3
_EACH = frozenset(["each", "every", "a", "an", "one", "the"])


def kind_of(business: Business, name: str) -> str:
    """What sort of thing it is."""
    thing = business.things.get(name)
    return thing.kind if thing else "thing"


def add_tie(business: Business, tie: Tie) -> None:
    """Add a tie unless the pair is tied already or it would tie a thing to itself without saying so."""
    if tie.child == tie.parent or tie.child not in business.things or tie.parent not in business.things:
        return
    for other in business.ties:
        if {other.child, other.parent} == {tie.child, tie.parent}:
            if other.several and tie.several and other.child == tie.parent and not other.many:
                other.many, other.name = True, plural(other.parent)
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
    if guess.type.value not in {"text", "enum", "multi_enum"} or guess.options:
        return None
    exact = names.exact(guess.name)
    if exact is not None:
        return exact
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


def _tie_field(business: Business, owner: str, target: str, clue: FieldClue) -> None:
    guess = clue.guess
    name = guess.name if not guess.plural else plural(noun_lemma(guess.name))
    several = guess.plural or bool(set(guess.source.lower().split()) & _SEVERAL)
    source = guess.source
    if not several:
        add_tie(business, Tie(owner, target, name, source=source))
    elif _depends(business, target) >= max(_depends(business, owner), 1):
        add_tie(business, Tie(target, owner, owner, source=source))
    else:
        add_tie(business, Tie(owner, target, name, many=True, source=source))


def _depends(business: Business, name: str) -> int:
    return _DEPENDS.get(kind_of(business, name), 2)


def tie_by_clues(business: Business, names: Names, evidence: Evidence) -> None:
    """Ties that a reader of lists noticed."""
    for clue in evidence.links:
        child, parent = names.resolve(clue.child), names.resolve(clue.parent)
        if child and parent and clue.several and _is_shared(business, child, parent):
            add_tie(business, Tie(parent, child, plural(child), many=True, several=True, source=clue.source))
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
    return _depends(business, child) < 2 <= _HAPPENS <= _depends(business, parent)


def tie_by_sentences(business: Business, names: Names, evidence: Evidence) -> None:
    """Ties said in sentences: ``each flat belongs to a landlord``, ``readings per berth``."""
    for segment in evidence.segments:
        if segment.topic in {Topic.BODY, Topic.THINGS, Topic.RULE} and not segment.title:
            _sentence(business, names, evidence, segment)


def _sentence(business: Business, names: Names, evidence: Evidence, segment: Segment) -> None:
    phrases = [p for p in noun_phrases(segment.tokens) if may_be_thing(p)]
    known = [(p, names.exact(thing_name(p)) or names.resolve(thing_name(p))) for p in phrases]
    meant = [(p, name) for p, name in known if name]
    anchor = ""
    for (first, a), (second, b) in itertools.pairwise(meant):
        if a is None or b is None or a == b:
            continue
        between = segment.tokens[first.last + 1 : second.first]
        if _shares(business, segment.tokens, first, second, (a, b)):
            continue
        alone = len(between) == 1 and between[0].tag == "PREP" and between[0].word != "of"
        if alone and not anchor and _is_agent(segment.tokens, first):
            anchor = _subject(business, meant, a)
            add_tie(business, Tie(anchor, a, a, source=quote(evidence.text, first.tokens)))
        if alone and anchor and _depends(business, a) < _HAPPENS:
            add_tie(business, Tie(anchor, b, b, source=quote(evidence.text, [*first.tokens, *second.tokens])))
            continue
        anchor = a if alone and _depends(business, a) >= _HAPPENS > _depends(business, b) else ""
        source = quote(evidence.text, [*first.tokens, *between, *second.tokens])
        if second.possessor is first or (
            second.openers[:1] in (["their"], ["its"], ["his"], ["her"])
            and all(t.tag in {"CONJ", "PUNCT"} for t in between)
        ):
            add_tie(business, Tie(b, a, a, source=source))
        elif len(between) == 1 and between[0].word in _OF and between[0].tag == "PREP":
            _preposition(business, a, b, first, second, between[0], source)
        elif 0 < len(between) <= 5 and _links(between):
            _verb(business, a, b, first, second, between, source)
            anchor = a if _depends(business, a) >= _HAPPENS > _depends(business, b) else ""


def _is_agent(tokens: list[Token], phrase: NounPhrase) -> bool:
    """Whether something is done *by* this phrase."""
    return phrase.first > 1 and tokens[phrase.first - 1].word == "by" and tokens[phrase.first - 2].tag == "VERB"


def _subject(business: Business, meant: list[tuple[NounPhrase, str]], name: str) -> str:
    """The event a sentence begins with, for what is said further on about who and where."""
    phrase, subject = meant[0]
    return subject if phrase.first <= 1 and subject != name and _depends(business, subject) >= _HAPPENS else ""


def _shares(
    business: Business, tokens: list[Token], first: NounPhrase, second: NounPhrase, names: tuple[str, str]
) -> bool:
    """``in each sample several parameters are measured``, ``which rescuers went to each callout``."""
    a, b = names
    between = tokens[first.last + 1 : second.first]
    before = tokens[first.first - 1].word if first.first else ""
    source = first.tokens[0].text
    each = bool({*first.openers} & {"each", "every", "a", "one"})
    if (
        before in {"in", "on", "at", "for", "during"}
        and each
        and {*second.openers} & _SEVERAL
        and not between
    ):
        if _depends(business, b) >= _HAPPENS:
            add_tie(business, Tie(b, a, a, source=source))
        else:
            add_tie(business, Tie(a, b, plural(b), many=True, source=source))
        return True
    acts = 0 < len(between) <= 3 and any(t.tag == "VERB" for t in between)
    asked = "which" in {before, *first.openers} and first.plural
    if asked and acts and not second.plural and _depends(business, a) < _HAPPENS:
        add_tie(business, Tie(b, a, plural(a), many=True, source=source))
        return True
    return False


def _preposition(  # noqa: PLR0917 - private; called at one or two places
    business: Business, a: str, b: str, first: NounPhrase, second: NounPhrase, word: Token, source: str
) -> None:
    deep = _depends(business, a)
    if word.word == "of" and kind_of(business, a) == "group":
        add_tie(business, Tie(b, a, a, source=source))
    elif (
        word.word in {"in", "on", "at"}
        and kind_of(business, b) in {"place", "group"}
        and kind_of(business, a) != "group"
    ):
        add_tie(business, Tie(a, b, b, source=source))
    elif word.word in {"per", "of", "for"} or (deep >= 3 and deep >= _depends(business, b)):
        several = (
            first.plural
            and second.plural
            and word.word != "per"
            and _depends(business, a) == _depends(business, b)
        )
        add_tie(business, Tie(a, b, b, many=several, source=source))


def _links(between: list[Token]) -> bool:
    verbs = [t for t in between if t.tag in {"VERB", "HAVE"}]
    if any(t.tag in {"PRON", "WH", "PUNCT"} or t.word in {"and", "or"} for t in between):
        return False
    return bool(verbs) and any(v.lemma in link_verbs() or v.tag == "HAVE" for v in verbs)


def _verb(  # noqa: PLR0917 - private; called at one or two places
    business: Business,
    a: str,
    b: str,
    first: NounPhrase,
    second: NounPhrase,
    between: list[Token],
    source: str,
) -> None:
    """``a`` does something with ``b``; who belongs to whom follows from the numbers that were said."""
    event = _event(business, between)
    exactly = bool({*first.openers, *second.openers} & {"one", "each", "every"})
    if event and event not in {a, b} and not exactly:
        for name in (a, b):
            add_tie(business, Tie(event, name, name, source=source))
        return
    words = {t.word for t in between} | set(second.openers)
    passive = any(t.tag == "BE" for t in between) and any(t.word == "by" for t in between)
    has = any(t.tag == "HAVE" or t.lemma in {"contain", "include", "consist", "own", "hold"} for t in between)
    several_b = second.plural or bool(words & _SEVERAL)
    a_is_each = not first.plural or bool(set(first.openers) & _EACH)
    deep_a, deep_b = _depends(business, a), _depends(business, b)
    if has and several_b:
        if deep_b >= deep_a or deep_b >= 3:
            add_tie(business, Tie(b, a, a, several=True, source=source))
        else:
            add_tie(business, Tie(a, b, plural(b), many=True, source=source))
    elif not several_b:
        if (deep_b > deep_a and not passive and not a_is_each) or deep_b > deep_a + 1:
            add_tie(business, Tie(b, a, a, source=source))
        else:
            add_tie(business, Tie(a, b, b, source=source))
    elif deep_b > deep_a or (a_is_each and deep_a < 3 and not reversed_tie(business, a, b)):
        add_tie(business, Tie(b, a, a, several=True, source=source))
    elif deep_a > deep_b and deep_a >= 3:
        add_tie(business, Tie(a, b, b, source=source))
    else:
        reverse = reversed_tie(business, a, b)
        if reverse is not None:
            reverse.many, reverse.name = True, plural(b)
        add_tie(business, Tie(a, b, plural(b), many=True, source=source))


def _event(business: Business, between: list[Token]) -> str:
    """The thing that stands for what a verb does: who borrows a book has a loan of it."""
    known = load("events")
    for token in between:
        if token.tag != "VERB":
            continue
        made = str(known["verbs"].get(token.lemma, ""))
        for name in (made, *str(known["instead"].get(made, "")).split()):
            found = next((o for o in business.things if name and (o == name or o.endswith(f"_{name}"))), "")
            if found:
                return found
    return ""


def reversed_tie(business: Business, a: str, b: str) -> Tie | None:
    """The tie by which ``b`` was said to have several of ``a``."""
    return next(
        (t for t in business.ties if t.child == a and t.parent == b and t.several and not t.many), None
    )


def tie_by_custom(business: Business) -> None:
    """Ties nobody said but everybody expects: an invoice has a customer."""
    for name in business.things:
        thing = known_thing(name)
        if thing is None:
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
                and not _reaches(business, name, matches[0])
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


def _reaches(business: Business, start: str, goal: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether belongs_to ties already lead from one thing to another."""
    if start == goal:
        return True
    return any(
        _reaches(business, tie.parent, goal, seen | {start})
        for tie in business.parents(start)
        if tie.parent not in seen
    )


def tie_orphans(business: Business, evidence: Evidence, names: Names) -> None:
    """A thing tied to nothing is tied to the one it was said together with most often."""
    for name in list(business.things):
        if any(name in {tie.child, tie.parent} for tie in business.ties) or len(business.things) < 2:
            continue
        counts: dict[str, float] = {}
        for segment in evidence.segments:
            found = {
                names.resolve(thing_name(p))
                for p in noun_phrases([*segment.label, *segment.tokens])
                if may_be_thing(p)
            }
            if name in found:
                for other in found - {name, None}:
                    if other is not None:
                        counts[other] = counts.get(other, 0) + 1
        if not counts:
            continue
        other = max(
            sorted(counts), key=lambda o: (counts[o], abs(_depends(business, o) - _depends(business, name)))
        )
        child, parent = (
            (name, other) if _depends(business, name) >= _depends(business, other) else (other, name)
        )
        known = known_things().get(child)
        if _depends(business, child) >= 2 or known is None:
            add_tie(business, Tie(child, parent, parent, assumed="They are mentioned together."))
