"""Find the states a thing goes through: ``a rental is requested, confirmed, paid or cancelled``."""

import itertools

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_participle, readings
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import snake

from .evidence import Evidence, Segment, StateClue, Topic
from .gathered import gather_states
from .naming import is_attribute, may_be_thing, thing_name
from .predicates import looks_like_state, predicate

_SPLITS = frozenset(
    (",", "and", "or", "then", "->", ";", "/", ":", "finally", "later", "until", "after", "–", "before")
)
_CUT_AT = frozenset(
    [
        "by",
        "to",
        "once",
        "when",
        "if",
        "because",
        "from",
        "with",
        "for",
        "as",
        "where",
        "while",
        "who",
        "which",
        "that",
        "we",
        "i",
    ]
)
_SKIP = frozenset(
    [
        "a",
        "an",
        "the",
        "it",
        "is",
        "are",
        "be",
        "then",
        "finally",
        "either",
        "or",
        "and",
        "also",
        "just",
        "eventually",
        "sometimes",
        "unfortunately",
        "usually",
        "get",
        "gets",
        "becomes",
        "become",
        "marked",
        "as",
        "been",
        "was",
        "will",
        "can",
        "again",
        "first",
        "initially",
    ]
)
_LEADING = frozenset(
    [
        "as",
        "becomes",
        "become",
        "goes",
        "go",
        "moves",
        "is",
        "are",
        "was",
        "be",
        "mark",
        "marks",
        "marked",
        "status",
        "to",
        "gets",
        "get",
        "set",
        "it",
        "'s",
        "either",
        "in",
        "ends",
        "end",
        "starts",
        "from",
        "through",
    ]
)

_LEAST_ALONE = 3


def read_states(evidence: Evidence) -> None:
    """Add clues about states from sentences, status labels and stories."""
    topic = ""
    for segment in evidence.segments:
        subject = _subject(segment, topic)
        if segment.topic is Topic.STATE:
            states = _listed(segment.tokens)
            if len(states) >= 2:
                owner = label_owner(segment) or topic
                _add(evidence, owner, states, segment.tokens)
        elif segment.topic in {Topic.BODY, Topic.RULE, Topic.THINGS}:
            _sentence(evidence, segment, subject)
        topic = subject or topic
    gather_states(evidence)


def _sentence(evidence: Evidence, segment: Segment, subject: str) -> None:
    tokens = segment.tokens
    named = noun_phrases(tokens[:4])
    if named and named[0].head in word_set("talk", "labels", "state") and named[0].first <= 1:
        begins = next(
            (i for i, t in enumerate(tokens[:9]) if t.tag == "BE" or t.word in {":", "includes", "include"}),
            None,
        )
        states = _listed(tokens[begins + 1 :]) if begins is not None else []
        if len(states) >= 3:
            _add(evidence, _owner_before(tokens, begins or 0), states, tokens)
            return
    if (
        tokens
        and tokens[0].word in {"or", "also", "sometimes", "some", "others"}
        and evidence.states
        and len(tokens) <= 5
    ):
        more = [s for s in _listed(tokens[1:]) if s not in evidence.states[-1].states]
        evidence.states[-1].states.extend(more)
        return
    run, first = _run(tokens)
    if _predicated(evidence, segment, subject, len(run)):
        return
    cued = bool({t.word for t in tokens} & word_set("states", "words", "cues")) or any(
        t.tag == "BE" for t in tokens
    )
    arrows = any(t.word == "->" for t in tokens)
    least = 3 if not _strong_cue(tokens) else 2
    if len(run) >= least and (cued or arrows):
        owner = _owner_before(tokens, first) or subject
        _add(evidence, owner, run, tokens)
        if len(run) * 2 >= len(_split(tokens)) and "(" not in segment.words and len(tokens) < 40:
            segment.topic = Topic.STATE
        return
    _labelled(evidence, segment)


def _predicated(evidence: Evidence, segment: Segment, subject: str, least: int) -> bool:
    """``a loan has a due date and is out, late or returned``: only the list of states is taken out."""
    tokens = segment.tokens
    said = predicate(tokens)
    if said is None or len(said.states) < least:
        return False
    owner = _owner_before(tokens, said.verb) or (subject if tokens[0].tag == "PRON" else "")
    if not owner or is_person_word(owner):
        return False
    _add(evidence, owner, said.states, tokens[: said.end])
    start = said.verb - (tokens[said.verb - 1].word in {"and", ",", "or"})
    rest = [*tokens[:start], *tokens[said.end :]]
    if said.verb <= 3 and len(tokens) - said.end <= 2:
        segment.topic = Topic.STATE
    else:
        segment.tokens = rest
    return True


def _labelled(evidence: Evidence, segment: Segment) -> None:
    """``episode: planned, recorded, edited``: all that stands after the label is a state."""
    owner = label_owner(segment)
    states = _listed(segment.tokens)
    if not owner or is_attribute(owner) or len(states) < _LEAST_ALONE or is_person_word(owner):
        return
    if not all(looks_like_state(state) and "_" not in state for state in states):
        return
    _add(evidence, owner, states, segment.tokens)
    segment.topic = Topic.STATE


def _strong_cue(tokens: list[Token]) -> bool:
    words = [t.word for t in tokens]
    pairs = set(itertools.pairwise(words))
    return bool(
        pairs & {("starts", "as"), ("goes", "from"), ("moves", "from"), ("begins", "as"), ("changes", "from")}
    ) or ("status" in words and ":" in words)


def _owner_before(tokens: list[Token], first: int) -> str:
    phrases = [p for p in noun_phrases(tokens[:first]) if may_be_thing(p) and not is_attribute(thing_name(p))]
    things = [p for p in phrases if not is_person_word(thing_name(p))]
    chosen = things or phrases
    acting = [p for p in chosen if p.last + 1 < len(tokens) and _begins_life(tokens[p.last + 1])]
    if acting:
        return thing_name(acting[-1])
    known = [p for p in chosen if known_thing(thing_name(p)) is not None]
    return thing_name((known or chosen)[-1]) if chosen else ""


def _begins_life(token: Token) -> bool:
    return token.tag in {"BE", "MODAL"} or token.word in {
        *_LEADING,
        "moves",
        "move",
        "comes",
        "come",
        "passes",
        "runs",
    }


def _run(tokens: list[Token]) -> tuple[list[str], int]:
    """The longest run of states with at most one remark between two, and where it begins."""
    best: tuple[list[str], int] = ([], 0)
    current: list[str] = []
    begins, misses = 0, 0
    for start, part in _split(tokens):
        state = state_of(part, leading=not current)
        if state is None:
            misses += 1
            if (misses > 1 and len(current) < 2) or misses > 2:
                current = []
            continue
        if not current:
            begins = start + len(part)
        misses = 0
        if state not in current:
            current.append(state)
        if len(current) > len(best[0]):
            best = (list(current), begins)
    return best


def _split(tokens: list[Token]) -> list[tuple[int, list[Token]]]:
    parts: list[tuple[int, list[Token]]] = []
    current: list[Token] = []
    start, depth = 0, 0
    for place, token in enumerate(tokens):
        depth += (token.word == "(") - (token.word == ")")
        if depth or token.word in "()":
            continue
        if token.word in _SPLITS or (token.word == "to" and any(t.word == "from" for t in tokens[:place])):
            if current:
                parts.append((start, current))
            current, start = [], place + 1
        elif token.is_word or token.word[0].isdigit():
            current.append(token)
    if current:
        parts.append((start, current))
    return parts


def _listed(tokens: list[Token]) -> list[str]:
    states: list[str] = []
    for _, part in _split(tokens):
        words = [t for t in part if t.word not in _SKIP]
        words = words[: next((i for i, t in enumerate(words) if t.word in _CUT_AT and i), len(words))]
        if 0 < len(words) <= 4:
            name = snake(" ".join(t.word for t in words))
            if name and name not in states:
                states.append(name)
    return states


def state_of(part: list[Token], leading: bool) -> str | None:
    """The state that a part of a list names, or None; ``leading`` allows a subject before it."""
    words = list(part)
    place = next((i for i in range(len(words) - 1, -1, -1) if words[i].word in _LEADING), None)
    if place is not None:
        rest = words[place + 1 :]
        if words[place].word in {"goes", "go"} and rest and rest[0].word in {"to", "on", "out"}:
            rest = rest[1:] if rest[0].word == "to" else rest
        words = rest or words
    elif leading and len(words) > 3:
        return None
    while words and words[0].word in _SKIP | {"mark", "it", "i", "they", "we"}:
        words = words[1:]
    waits = len(words) > 2 and words[0].word in {"waiting", "ready", "out"} and words[1].word == "for"
    cut = next((i for i, t in enumerate(words) if i > 2 * waits and t.word in _CUT_AT | {"s"}), len(words))
    if waits:
        return snake(" ".join(t.word for t in words[:3]))
    phrase = "_".join(t.word for t in words[:4]).replace("-", "_")
    known = {w.replace(" ", "_").replace("-", "_") for w in word_set("states", "words", "states")}
    for length in (4, 3, 2):
        head = "_".join(phrase.split("_")[:length])
        if head in known and head.count("_") == length - 1:
            return snake(head)
    words = words[:cut]
    if not 0 < len(words) <= 3:
        return None
    name = snake(" ".join(t.word for t in words))
    return name if _is_state(words, name, known) else None


def _is_state(words: list[Token], name: str, known: set[str]) -> bool:
    if name in known:
        return True
    if name in word_set("states", "words", "ignored") or words[-1].word in word_set(
        "states", "words", "ignored"
    ):
        return False
    last, first = words[-1].word, words[0].word
    if len(words) == 1:
        return (
            is_participle(last)
            and last.endswith(("ed", "en", "nt", "ne", "ld", "id", "wn", "st", "ght", "ut", "ade", "ft"))
        ) or (last.endswith("ing") and "VERB" in readings(last) and known_thing(last) is None)
    if first in {"on", "in", "under", "out", "waiting", "ready", "not"}:
        return words[-1].tag in {"NOUN", "VERB", "ADJ"} and len(words) <= 3
    return (
        is_participle(first)
        and words[-1].tag in {"NOUN", "ADV", "PREP"}
        and len(words) == 2
        and words[-1].tag != "NOUN"
    )


def _subject(segment: Segment, topic: str) -> str:
    if (
        topic
        and not segment.label
        and segment.tokens[:1]
        and segment.tokens[0].word in {"it", "they", "this"}
    ):
        return topic
    for tokens in (segment.label, segment.tokens[:8]):
        for phrase in noun_phrases(tokens):
            if may_be_thing(phrase) and not is_attribute(thing_name(phrase)):
                return thing_name(phrase)
    return topic


def label_owner(segment: Segment) -> str:
    """The thing whose states a label announces."""
    phrases = noun_phrases(segment.label)
    for phrase in phrases:
        if len(phrase.nouns) > 1 and phrase.head in {
            "status",
            "state",
            "stage",
            "flow",
            "workflow",
            "lifecycle",
            "pipeline",
        }:
            return snake(" ".join(phrase.nouns[:-1]))
        if may_be_thing(phrase):
            return thing_name(phrase)
    return ""


def _add(evidence: Evidence, owner: str, states: list[str], tokens: list[Token]) -> None:
    evidence.states.append(StateClue(owner, states, quote(evidence.text, tokens)))
