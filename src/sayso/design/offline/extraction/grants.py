"""Read what somebody may do: ``see all matters but edit only their own`` gives one grant for each verb."""

from dataclasses import dataclass, field
from itertools import pairwise

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .acts import EXCEPT, ORDER, REFUSED, VIEWED, action_of, acts, before_relative, booked, of_others
from .decided import decided
from .events import event_of, followed
from .evidence import DecisionClue, Evidence, GrantClue, HiddenClue
from .thing_names import is_attribute, may_be_thing, thing_name

_OWN = frozenset(("own", "mine", "assigned", "themselves", "himself", "herself"))
_THEIRS = frozenset(("their", "his", "her", "my"))
_EVERYTHING = frozenset(("everything", "anything", "full"))
_WHATEVER = frozenset(("anything", "nothing"))
_LIMITED = frozenset(("only", "just", "nothing"))
_ANY = frozenset(("all", "every", "any", "everybody", "everyone"))
_FIGURES = frozenset(("report", "figure", "number", "statistic", "dashboard", "chart", "overview"))
_ATTACHED = frozenset(("photo", "picture", "image", "file", "attachment", "scan", "signature"))
_KEEPS = frozenset(
    (
        "plan",
        "register",
        "record",
        "manage",
        "list",
        "maintain",
        "keep",
        "enter",
        "log",
        "save",
        "organise",
        "organize",
    )
)
_MEANS = frozenset(("access", "look", "view", "overview", "responsible", "progress", "right", "permission"))
STATUS = frozenset(("status", "state", "stage", "phase"))
_WHOLE = frozenset(("manage", "maintain", "administer", "run", "own", "handle", "do"))


@dataclass(slots=True)
class Teller:
    """Whose rights are read, and how they were told."""

    role: str
    only: bool = False
    story: bool = False
    listed: bool = False
    before: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    """All things that the sentence named so far."""
    enters: bool = False


def read_grants(evidence: Evidence, teller: Teller, tokens: list[Token]) -> None:
    """Note what a role may do, one grant for each verb with an object of its own."""
    for part in acts(tokens):
        if _narrows(evidence, teller, part) or _looks_on(evidence, teller, part):
            continue
        grant = _grant(evidence, teller, part)
        if grant is not None:
            evidence.grants.append(grant)
            teller.before = grant.things or teller.before
            teller.named += grant.things


def _narrows(evidence: Evidence, teller: Teller, tokens: list[Token]) -> bool:
    """``everything but no deleting``: what was granted of everything is granted without that."""
    last = evidence.grants[-1] if evidence.grants else None
    if last is None or last.role != teller.role or last.things or last.denied or noun_phrases(tokens):
        return False
    refused = {action_of(t) for t in tokens} - {""}
    if not refused or tokens[0].word not in REFUSED or any(t.tag == "PRON" for t in tokens):
        return False
    last.actions = tuple(action for action in last.actions if action not in refused)
    return True


def _looks_on(evidence: Evidence, teller: Teller, tokens: list[Token]) -> bool:
    """``but not change anything``: what is left is to look."""
    told = {t.word for t in tokens}
    changing = {"create", "update"} & {*_actions(tokens, teller, everything=False)}
    if not (told & REFUSED and told & _WHATEVER and changing):
        return False
    source = quote(evidence.text, tokens)
    evidence.grants.append(GrantClue(teller.role, ("read",), list(teller.before), source, bounds=True))
    return True


def _grant(evidence: Evidence, teller: Teller, tokens: list[Token]) -> GrantClue | None:  # noqa: C901 - a ladder of readings, tried in order
    whole, tokens = tokens, before_relative(tokens)
    told = {t.word for t in tokens}
    refused = bool(told & REFUSED) and not told & {"nobody", "yes"}
    refused &= not teller.story or of_others(tokens) or bool({t.word for t in tokens[:3]} & REFUSED)
    everything = bool(told & _EVERYTHING) or ("all" in told and not _things(tokens, teller))
    actions = _actions(tokens, teller, everything)
    made = _event(tokens) if teller.story and not refused else ""
    if made:
        actions = tuple(a for a in ORDER if a in {*actions, "create", "read"})
    if "full" in told or (everything and not refused and _is_whole(actions, told)):
        actions = ORDER
    looks_only = _looks_only(actions, tokens, teller)
    if (looks_only or "read-only" in told) and not actions:
        actions = ("read",)
    if not actions and not everything:
        looks = teller.story or told & (_LIMITED | REFUSED)
        if not looks:
            return None
        actions = ("read",)
    things = [] if everything else _things(tokens, teller)
    if _hides(evidence, teller, tokens, actions, refused=refused):
        return None
    if refused and of_others(tokens):
        things = [name for name in things if not is_person_word(name)] or list(teller.before)
        source = quote(evidence.text, tokens)
        return GrantClue(teller.role, ("read",), things, source, own=True) if things else None
    if not everything and teller.before and "create" in actions and _only_values(tokens, things):
        actions, things = ("read", "update"), list(teller.before)
    if not things and not everything:
        things = [] if looks_only else list(teller.before) or _values(teller, tokens)
        if not things and (refused or not (teller.only or teller.listed or "access" in told or looks_only)):
            return None
    if refused and teller.listed and things == teller.before and not set(actions) <= {"read"}:
        return None
    clue = _clue(evidence, teller, tokens, actions, things, refused=refused)
    served = (bool(made) or (teller.enters and "create" in actions)) and _for_oneself(teller)
    clue.own = clue.own or served or (whole != tokens and not teller.story)
    return clue


def _values(teller: Teller, tokens: list[Token]) -> list[str]:
    """``the cook sees allergies``: values, which stand for what they are kept about."""
    if teller.story or {t.word for t in tokens} & REFUSED:
        return []
    return [thing_name(p) for p in noun_phrases(tokens) if is_attribute(thing_name(p))][:1]


def _clue(
    evidence: Evidence,
    teller: Teller,
    tokens: list[Token],
    actions: tuple[str, ...],
    things: list[str],
    *,
    refused: bool,
) -> GrantClue:
    source = quote(evidence.text, tokens)
    own = _is_own(tokens, teller)
    every = not own and not refused and bool({t.word for t in tokens} & _ANY)
    if refused and things and not set(actions) <= {"read"}:
        kept = tuple(a for a in ORDER if a not in set(actions) - {"read"})
        return GrantClue(teller.role, kept, things, source, own, only=teller.only, bounds=True)
    verbs = decided(tokens)
    if verbs and not refused:
        evidence.decisions.append(DecisionClue(teller.role, verbs, things, source))
    clue = GrantClue(teller.role, actions or ORDER, things, source, own, refused, teller.only, every=every)
    clue.keeps = not (own or refused or teller.only) and any(verb_lemma(t.word) == "edit" for t in tokens)
    return clue


def _is_whole(actions: tuple[str, ...], told: set[str]) -> bool:
    """Whether who does this with everything may do all: *changes everything*, but not *edits all*."""
    return set(actions) >= {"create", "update"} or ("update" in actions and bool(told & _EVERYTHING))


def _looks_only(actions: tuple[str, ...], tokens: list[Token], teller: Teller) -> bool:
    """``directors only look``, ``just looks at reports``, ``view only``: at everything there is."""
    told = {t.word for t in tokens}
    if "read-only" in told or (told & {"read", "view"} and told & {"only", "access"}):
        return True
    heads = {p.head for p in noun_phrases(tokens)}
    limited = bool(told & _LIMITED) and not teller.story and "own" not in told
    return limited and actions == ("read",) and heads <= _MEANS | _FIGURES


def _hides(
    evidence: Evidence, teller: Teller, tokens: list[Token], actions: tuple[str, ...], *, refused: bool
) -> bool:
    """``should not see addresses``, ``only the office sees the rates``: values rather than things."""
    phrases = [p for p in noun_phrases(tokens) if not _is_verb(p, tokens)]
    values = [thing_name(p) for p in phrases if is_attribute(thing_name(p))]
    alone = teller.only and not refused and actions == ("read",)
    if not values or teller.story or not (refused or alone):
        return False
    literal = tuple(a for a in actions if a != "read") or ("read",)
    if not set(literal) <= {"read", "update"}:
        return False
    things = [name for name in _things(tokens, teller) if name != teller.role]
    apart = phrases[0].head not in {value.rpartition("_")[2] for value in values}
    if things and apart and not alone and phrases[1:] and phrases[1].possessor is None:
        return False
    beside = [] if {t.word for t in tokens} & _ANY else [*teller.before, *teller.named]
    source = quote(evidence.text, tokens)
    clue = HiddenClue(teller.role, values, things, literal, source, alone, beside)
    evidence.hidden.append(clue)
    return True


def _things(tokens: list[Token], teller: Teller) -> list[str]:
    event = _event(tokens) if teller.story else ""
    if event:
        return [event]
    found = [_object(p, teller) for p in noun_phrases(tokens) if _is_object(p) and not _is_verb(p, tokens)]
    verbs = [] if teller.story else [t for t in tokens if t.tag == "VERB"]
    made = [event for verb in verbs for event in [booked(verb, found[0]) if found else ""] if event]
    return made[:1] or [name for name in found if name and name != teller.role]


def _event(tokens: list[Token]) -> str:
    """What somebody makes by what he does: who applies for a room makes an application."""
    events = (
        event_of(t)
        for i, t in enumerate(tokens)
        if event_of(t)
        and t.word == t.lemma
        and followed(tokens, i)
        and action_of(t) not in {"read", "update"}
    )
    return next(events, "")


def _for_oneself(teller: Teller) -> bool:
    """Whether who makes something is somebody served, so that it is his own."""
    known = known_thing(teller.role)
    served = known is None or known.kind == "customer"
    return served or teller.role in word_set("talk", "roles", "served")


def _is_verb(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """``update`` at the start of ``update the mileage`` is what is done."""
    opens = phrase.first == 0 or tokens[phrase.first - 1].word in {"and", ",", "only", "to", "or"}
    return opens and len(phrase.tokens) == 1 and action_of(phrase.tokens[0]) == "update"


def _object(phrase: NounPhrase, teller: Teller) -> str:
    """The thing itself: in ``and changes orders`` the orders."""
    name = thing_name(phrase)
    nouns = [t for t in phrase.tokens if t.tag in {"NOUN", "PROPN"}]
    if len(nouns) > 1 and teller.listed and action_of(nouns[0]) == "update":
        return "_".join(name.split("_")[1:])
    return name


def _is_object(phrase: NounPhrase) -> bool:
    apart = _MEANS | STATUS
    return may_be_thing(phrase) and not is_attribute(thing_name(phrase)) and phrase.head not in apart


def _only_values(tokens: list[Token], things: list[str]) -> bool:
    """Whether what is entered are values, as in ``update the mileage``."""
    phrases = [p for p in noun_phrases(tokens) if not is_person_word(thing_name(p))]
    first = thing_name(phrases[0]) if phrases else ""
    return first in _ATTACHED or (bool(first) and is_attribute(first) and first not in things)


def _is_own(tokens: list[Token], teller: Teller) -> bool:
    words = {t.word for t in tokens}
    if words & _OWN:
        return True
    if teller.story:
        objects = [p for p in noun_phrases(tokens) if _is_object(p) or is_attribute(thing_name(p))]
        return bool(objects) and "my" in objects[0].openers
    seen = any(a.lemma in {"see", "view"} and b.word in _THEIRS for a, b in pairwise(tokens))
    return seen or bool(words & {"only", "just"} and words & _THEIRS)


def _actions(tokens: list[Token], teller: Teller, everything: bool) -> tuple[str, ...]:
    found: set[str] = set()
    for place, token in enumerate(tokens):
        if token.word in {"log", "sign", "check"} and [t.word for t in tokens[place + 1 : place + 2]] == [
            "in"
        ]:
            continue
        opens = all(t.word in {"and", ",", "also", "only", "to", "for", *EXCEPT} for t in tokens[:place])
        said = token.tag == "VERB" or token.word in VIEWED or teller.listed or opens
        describes = place > 0 and token.word.endswith("ed") and tokens[place - 1].tag == "NOUN"
        if not said or describes:
            continue
        action = action_of(token)
        if action:
            found.add(action)
        lemma = verb_lemma(token.word)
        if token.tag == "VERB" and lemma in {"manage", "maintain", "administer"}:
            found |= set(ORDER)
        if everything and lemma in _WHOLE:
            return ORDER
    if {t.word for t in tokens} >= {"responsible", "for"}:
        return ORDER
    if found & {"create", "update", "delete"}:
        found.add("read")
    if teller.story and "create" in found and {t.word for t in tokens} & _KEEPS:
        found.add("update")
    return tuple(a for a in ORDER if a in found)
