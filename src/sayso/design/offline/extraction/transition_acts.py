"""What somebody does to a record so that it comes into a state: ``their manager approves or rejects it``."""

from dataclasses import dataclass

from sayso.design.knowledge.known import is_person_word, known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle, verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token

from .acts import action_of
from .predicates import looks_like_state
from .thing_names import is_attribute, may_be_thing, thing_name

_IT = frozenset(("it", "them", "those", "these", "ones"))
_DECIDING = {"approval": "approve", "acceptance": "accept", "confirmation": "confirm"}
_MARKING = frozenset(("mark", "set", "flag", "tick"))
_TURNED = (("send", "back"), ("return", "back"), ("sign", "off"))
_AGAIN = frozenset(("reopen", "send_back", "return_back"))
_PASSED = frozenset(("DET", "ADJ", "ADV", "POSS", "NUM"))
_WITHOUT_OBJECT = frozenset(("for", "to", "on", "with", "as", "of", "from"))
_NEVER = frozenset(("not", "cannot", "never"))
_RANKS = frozenset(("head", "chief", "senior", "junior", "lead", "deputy"))
_ACTING = frozenset(("read", "update", "delete"))
_NEAR = 4


@dataclass(frozen=True, slots=True)
class Act:
    """``doer`` brings the ``thing`` into a ``state``; one without a state leads back.

    A ``marked`` one was said to be a state in so many words; of a ``decided`` one it is told who does it.

    ``instead`` says that it is done rather than what was told right before: *closes it or reopens it*;
    ``until`` is the state from which on it may not be done any more; of a ``named`` one the thing was said.
    """

    thing: str
    verb: str
    state: str
    doer: str = ""
    decided: bool = False
    marked: bool = False
    instead: bool = False
    until: str = ""
    named: bool = False


def told_acts(tokens: list[Token], topic: str) -> list[Act]:
    """The acts of a sentence; ``topic`` is the thing that *it* means where the sentence names none."""
    phrases = noun_phrases(tokens)
    found: list[Act] = []
    for place in range(len(tokens)):
        if any(t.tag == "NEG" or t.word in _NEVER for t in tokens[max(0, place - 3) : place]):
            continue
        act = (
            _done(tokens, place, phrases, topic)
            or _needs(tokens, place, phrases)
            or _may_become(tokens, place, phrases, topic)
        )
        acts = [act] if act is not None else _marked(tokens, place, phrases, topic)
        found += [act for act in acts if act not in found]
    return found


def is_kept(phrase: NounPhrase) -> bool:
    """Whether a phrase may name records rather than somebody or a value."""
    name = thing_name(phrase)
    return may_be_thing(phrase) and not is_attribute(name) and not is_person_word(name) and not _acts(phrase)


def spoken_of(tokens: list[Token], phrases: list[NounPhrase]) -> list[NounPhrase]:
    """The records that a sentence is about; not who acts, nor what it is for: ``hours per project``."""
    return [
        p
        for p in phrases
        if is_kept(p)
        and not _is_agent(tokens, p)
        and (p.first == 0 or tokens[p.first - 1].tag not in {"PREP", "CONJ"})
    ]


def _is_agent(tokens: list[Token], phrase: NounPhrase) -> bool:
    """Whether somebody is meant: a person, or one of whom nothing else is known than what he does."""
    name = thing_name(phrase)
    if is_person_word(name) or _acts(phrase):
        return True
    place = phrase.last + 1
    while place < len(tokens) and tokens[place].tag in {"ADV", "MODAL"}:
        place += 1
    does = place < len(tokens) and tokens[place].tag == "VERB" and not is_participle(tokens[place].word)
    return does and name not in known_things() and action_of(tokens[place]) in _ACTING


def _done(tokens: list[Token], place: int, phrases: list[NounPhrase], topic: str) -> Act | None:
    """``the board approves applications``, ``closes it or sends it back``."""
    token = tokens[place]
    verb = _verb(tokens, place)
    state = "" if verb in _AGAIN else _state_after(verb)
    if token.tag != "VERB" or is_participle(token.word) or not (state or verb in _AGAIN):
        return None
    doer = _doer(tokens, phrases, place)
    thing = _object(tokens, place, phrases, topic)
    instead = place > 0 and tokens[place - 1].word == "or"
    either = instead or [t.word for t in tokens[place + 1 : place + 2]] == ["or"]
    if not thing or not (doer or either):
        return None
    named = any(p.first > place and thing_name(p) == thing for p in phrases)
    return Act(thing, verb, state, doer, decided=True, instead=instead, named=named)


def _state_after(verb: str) -> str:
    known = load("states")
    return str(known["actions"].get(verb) or known["acts"].get(verb, ""))


def _verb(tokens: list[Token], place: int) -> str:
    lemma = verb_lemma(tokens[place].word)
    after = [t.word for t in tokens[place + 1 : place + 3] if t.word not in _IT][:1]
    return f"{lemma}_{after[0]}" if after and (lemma, after[0]) in _TURNED else lemma


def _doer(tokens: list[Token], phrases: list[NounPhrase], place: int) -> str:
    doers = [p for p in phrases if p.last < place and _is_agent(tokens, p)]
    return _title(doers[-1]) if doers else ""


def _title(somebody: NounPhrase) -> str:
    """The head nurse is not any nurse."""
    ranked = [word for word in somebody.adjectives if word in _RANKS]
    return "_".join([*ranked, *somebody.nouns])


def _acts(phrase: NounPhrase) -> bool:
    return phrase.head in word_set("talk", "roles", "words")


def _object(tokens: list[Token], place: int, phrases: list[NounPhrase], topic: str) -> str:
    """What is acted on: what stands after the verb and those joined to it, else what was spoken of."""
    after = place + 1
    joined = {"CONJ", "VERB", "ADV"}
    while after < len(tokens) and (tokens[after].tag in joined or tokens[after].word in {"/", ","}):
        after += 1
    if after < len(tokens) and tokens[after].word not in _IT:
        phrase = next((p for p in phrases if p.first <= after <= p.last), None)
        if phrase is not None:
            return thing_name(phrase) if is_kept(phrase) else ""
        deciding = verb_lemma(tokens[place].word) in load("states")["actions"]
        if tokens[after].tag in _PASSED or tokens[after].word in _WITHOUT_OBJECT or not deciding:
            return ""
    return _meant(tokens, place, phrases, topic)


def _meant(tokens: list[Token], place: int, phrases: list[NounPhrase], topic: str) -> str:
    """What *it* is at a verb: the last that something was done to, else what the sentence is about."""
    several = any(t.word in {"them", "those", "these", "ones"} for t in tokens[place : place + _NEAR])
    one = any(t.word == "it" for t in tokens[place : place + _NEAR])
    before = [p for p in phrases if p.last < place and not _is_agent(tokens, p)]
    before = [p for p in before if not (p.plural if one else several and not p.plural)]
    acted_on = [p for p in before if p.first and tokens[p.first - 1].tag == "VERB"]
    about = acted_on or [p for p in before if p in spoken_of(tokens, phrases)]
    return thing_name(about[-1]) if about else topic


def _needs(tokens: list[Token], place: int, phrases: list[NounPhrase]) -> Act | None:
    """``orders need approval by the director``: somebody decides on them."""
    if verb_lemma(tokens[place].word) not in {"need", "require"}:
        return None
    verb = next((_DECIDING[t.word] for t in tokens[place + 1 : place + _NEAR] if t.word in _DECIDING), "")
    about = [p for p in spoken_of(tokens, phrases) if p.last < place]
    doers = [p for p in phrases if p.first > place and tokens[p.first - 1].word in {"by", "from", "of"}]
    if not verb or not about or not doers:
        return None
    return Act(thing_name(about[0]), verb, _state_after(verb), _title(doers[0]), decided=True)


def _marked(tokens: list[Token], place: int, phrases: list[NounPhrase], topic: str) -> list[Act]:
    """``marks it as fixed``, ``is marked as paid once``, ``set them to shipped``."""
    if verb_lemma(tokens[place].word) not in _MARKING or tokens[place].tag == "NOUN":
        return []
    near = tokens[place + 1 : place + 1 + _NEAR]
    sign = next((i for i, t in enumerate(near, place + 1) if t.word in {"as", "to"}), None)
    states = _states_after(tokens, sign + 1) if sign is not None else []
    if sign is None or not states:
        return []
    marked = [p for p in phrases if place < p.first and p.last < sign and is_kept(p)]
    thing = thing_name(marked[0]) if marked else _meant(tokens, place, phrases, topic)
    before = tokens[place - 1].tag if place else ""
    passive = tokens[place].word.endswith("ed") and before in {"BE", "CONJ", "VERB", "PREP"}
    doer = "" if passive else _doer(tokens, phrases, place)
    return [Act(thing, verb_lemma(state), state, doer, marked=True) for state in states] if thing else []


def _states_after(tokens: list[Token], place: int) -> list[str]:
    """``as sent and as paid``, ``as won or lost``: one state or several."""
    states: list[str] = []
    while place < len(tokens):
        word = tokens[place].word
        if word not in {"and", "or", "as", ",", "either", "to"}:
            if not (word.isalpha() and looks_like_state(word)) or tokens[place].tag in {"DET", "PRON"}:
                break
            states.append(word)
        place += 1
    return states


def _may_become(tokens: list[Token], place: int, phrases: list[NounPhrase], topic: str) -> Act | None:
    """``can be cancelled until the day before``."""
    token = tokens[place]
    verb = verb_lemma(token.word)
    state = str(load("states")["actions"].get(verb, ""))
    before = [t for t in tokens[max(0, place - 3) : place] if t.tag != "ADV"]
    told = len(before) > 1 and before[-1].word == "be" and before[-2].tag == "MODAL"
    if not state or not told or not is_participle(token.word):
        return None
    thing = _meant(tokens, place, phrases, topic)
    return Act(thing, verb, state, until=_until(tokens[place:])) if thing else None


def _until(tokens: list[Token]) -> str:
    """``until it is approved``, ``before the order was shipped``."""
    start = next((i for i, t in enumerate(tokens) if t.word in {"until", "till", "before", "unless"}), None)
    be = next((i for i, t in enumerate(tokens) if start is not None and i > start and t.tag == "BE"), None)
    after = [t for t in tokens[be + 1 :] if t.tag != "ADV"] if be is not None else []
    return after[0].word if after and looks_like_state(after[0].word) else ""
