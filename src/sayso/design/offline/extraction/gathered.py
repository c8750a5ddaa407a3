"""Gather states said one by one: ``submitted claims``, ``approve or reject``, ``mark them as paid``."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle, verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .evidence import DecisionClue, Evidence, StateClue, Topic
from .thing_names import is_attribute, may_be_thing, thing_name
from .transition_acts import Act, spoken_of, told_acts

_LEAST = 3
_LEAST_MARKED = 2
_NEAR = 3
_TOLD = frozenset((Topic.BODY, Topic.RULE, Topic.THINGS, Topic.ROLE))
_GRANTED = frozenset(("approved", "accepted", "confirmed", "granted"))


@dataclass(slots=True)
class _Told:
    """What was said of the states of one thing."""

    source: str
    states: list[str] = field(default_factory=list)
    acted: list[str] = field(default_factory=list)
    further: list[str] = field(default_factory=list)
    decided: set[str] = field(default_factory=set)
    until: dict[str, str] = field(default_factory=dict)
    turned: list[str] = field(default_factory=list)
    """For each turn back the state that it is done instead of, or nothing."""
    called_off: bool = False

    def add(self, state: str) -> None:
        if state not in self.states:
            self.states.append(state)

    def join(self, other: "_Told") -> None:
        """Take over what was said of the same thing under another name."""
        for state in other.states:
            self.add(state)
        self.acted += other.acted
        self.further += other.further
        self.decided |= other.decided
        self.turned += other.turned
        self.until |= other.until
        self.called_off |= other.called_off

    def take(self, act: Act) -> None:
        if act.state in {"", "reopened"}:
            self.turned.append(self.acted[-1] if act.instead and self.acted else "")
            return
        self.add(act.state)
        self.acted.append(act.state)
        self.called_off |= act.named and act.state == "cancelled"
        self.until |= {act.state: act.until} if act.until else {}
        if act.decided:
            self.decided.add(act.state)
        elif act.marked or act.state in word_set("states", "words", "side"):
            self.further.append(act.state)

    def back(self, states: list[str]) -> list[tuple[str, str]]:
        """The move back to the first state that was told: from the end, or from where it is decided."""
        main = [s for s in states if s not in word_set("states", "words", "side")]
        if not self.turned or len(main) < 2:
            return []
        place = main.index(self.turned[0]) if self.turned[0] in main else len(main)
        return [(main[max(1, place - 1)], main[0])]

    def granted(self) -> bool:
        return bool(_GRANTED & {*self.states})

    def is_enough(self) -> bool:
        """Three states, a decision between two, one that is left again, or that somebody calls it off."""
        refused = self.decided & word_set("states", "words", "side")
        return (
            len(self.states) >= _LEAST
            or bool((refused or "approved" in self.decided) and self.decided & _GRANTED)
            or len(set(self.further)) >= _LEAST_MARKED
            or (bool(self.turned) and bool(self.states))
            or self.called_off
        )


def gather_states(evidence: Evidence) -> None:
    """Add a state clue for every thing of which enough states were said here and there."""
    lives: dict[str, _Told] = {}
    _described(evidence, lives)
    _acted(evidence, lives)
    owners = {clue.owner: clue for clue in evidence.states}
    lives = _under_one_name(lives, owners)
    named = {state for clue in evidence.states for state in clue.states}
    for owner, told in lives.items():
        if owner in owners:
            _also(owners[owner], told)
        elif told.is_enough() and owner not in named:
            states = _begun(evidence, owner, told)
            evidence.states.append(StateClue(owner, states, told.source, {}, told.back(states), told.until))


def _described(evidence: Evidence, lives: dict[str, _Told]) -> None:
    """States said beside a thing: ``submitted claims``, *approve* in a list of what is done with it."""
    last = ""
    for segment in evidence.segments:
        things = _things(segment.tokens)
        for place, _token in enumerate(segment.tokens):
            state = _state(segment.tokens, place, things, _order())
            owner = _owner(place, things) or last
            if state and owner:
                lives.setdefault(owner, _Told(quote(evidence.text, segment.tokens))).add(state)
        named = [thing_name(p) for p in things]
        last = next((name for name in named if name in lives), named[0] if named and not last else last)


def _acted(evidence: Evidence, lives: dict[str, _Told]) -> None:
    """States that somebody brings a thing into, with who it is."""
    topic = ""
    for segment in evidence.segments:
        if segment.topic in _TOLD and not evidence.is_public(segment.tokens):
            for act in told_acts(segment.tokens, topic):
                source = quote(evidence.text, segment.tokens)
                told = lives.setdefault(act.thing, _Told(source))
                told.take(act)
                if act.doer:
                    evidence.decisions.append(DecisionClue(act.doer, (act.verb,), [act.thing], source))
        topic = _spoken_of(segment.tokens) or _spoken_of(segment.label) or topic


def _spoken_of(tokens: list[Token]) -> str:
    """The first thing that a sentence is about."""
    return next((thing_name(p) for p in spoken_of(tokens, noun_phrases(tokens))), "")


def _under_one_name(lives: dict[str, _Told], names: Iterable[str]) -> dict[str, _Told]:
    """``requests`` are those ``travel requests`` that were spoken of, if no other requests were."""
    result: dict[str, _Told] = {}
    for owner, told in lives.items():
        longer = [name for name in {*lives, *names} if name.endswith(f"_{owner}")]
        name = longer[0] if len(longer) == 1 and owner not in names else owner
        result.setdefault(name, _Told(told.source)).join(told)
    return result


def _also(clue: StateClue, told: _Told) -> None:
    """``it may also be cancelled``, ``we mark it as paid``: more of a life that was told in its order."""
    clue.states += [s for s in told.further if s not in clue.states]
    clue.until |= told.until
    if not clue.back:
        clue.back += told.back(clue.states)


def _begun(evidence: Evidence, owner: str, told: _Told) -> list[str]:
    """The states in the order of a usual life, from one in which nothing was done yet."""
    life = _order()
    entry = word_set("states", "words", "entry")
    late = entry & {*told.acted[1:]}
    states = sorted((s for s in told.states if s in life and s not in late), key=life.index)
    said = list(dict.fromkeys([*told.acted, *told.states]))
    for place, state in enumerate(said):
        if state not in states:
            earlier = [s for s in said[:place] if s in states]
            states.insert(states.index(earlier[-1]) + 1 if earlier else 0, state)
    return states if states[0] in entry else [_beginning(evidence, owner, told), *states]


def _beginning(evidence: Evidence, owner: str, told: _Told) -> str:
    """How a record comes about: what is submitted is *submitted* before somebody decides on it."""
    begun = load("states")["beginnings"]
    for segment in evidence.segments:
        for phrase in noun_phrases(segment.tokens):
            before = [t for t in segment.tokens[max(0, phrase.first - 2) : phrase.first] if t.tag == "VERB"]
            verbs = [verb_lemma(t.word) for t in before]
            if verbs and verbs[-1] in begun and thing_name(phrase) == owner:
                return str(begun[verbs[-1]])
    last = owner.rpartition("_")[2]
    undone = load("states")["undone"] if told.states == ["cancelled"] else {}
    return str(begun.get(last, "submitted")) if told.granted() else str(undone.get(last, "open"))


def _order() -> list[str]:
    return str(load("states")["life"]["order"]).split()


def _things(tokens: list[Token]) -> list[NounPhrase]:
    phrases = [p for p in noun_phrases(tokens) if may_be_thing(p)]
    return [p for p in phrases if not is_attribute(thing_name(p)) and not is_person_word(thing_name(p))]


def _state(tokens: list[Token], place: int, things: list[NounPhrase], life: list[str]) -> str:
    token = tokens[place]
    actions = load("states")["actions"]
    if token.tag == "VERB" and token.lemma in actions and token.word == token.lemma:
        return str(actions[token.lemma])
    if token.word not in life or token.tag not in {"ADJ", "VERB", "NOUN"}:
        return ""
    before = tokens[place - 1].word if place else ""
    set_to = before == "as" or (before in {"to", "or"} and is_participle(token.word))
    described = any(token.word in p.adjectives and p.first <= place <= p.last for p in things)
    return token.word if set_to or described else ""


def _owner(place: int, things: list[NounPhrase]) -> str:
    """The thing right after the state, else the last one before it."""
    after = next((p for p in things if p.first <= place <= p.last or 0 <= p.first - place <= _NEAR), None)
    before = [p for p in things if p.last < place]
    chosen = after or (before[-1] if before else None)
    return thing_name(chosen) if chosen else ""
