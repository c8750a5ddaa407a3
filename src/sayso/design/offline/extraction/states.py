"""Find the states a thing goes through: ``a rental is requested, confirmed, paid or cancelled``."""

import itertools

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import snake

from .arrows import read_arrows
from .evidence import Evidence, Segment, StateClue, Topic
from .gathered import gather_states
from .predicates import looks_like_state, predicate
from .state_names import CUT_AT, LEADING, SKIP, state_of
from .thing_names import is_attribute, may_be_thing, thing_name
from .turns import forks, read_backs

_SPLITS = frozenset(
    (
        ",",
        "|",
        "and",
        "or",
        "then",
        "->",
        ";",
        "/",
        ":",
        "finally",
        "later",
        "until",
        "after",
        "–",
        "before",
        "unless",
    )
)
_GOING = frozenset(
    ("goes", "go", "moves", "move", "comes", "come", "passes", "pass", "runs", "run", "starts", "begins")
)
_LEAST_ALONE = 3


def read_states(evidence: Evidence) -> None:
    """Add clues about states from sentences, status labels and stories."""
    topic = ""
    read_arrows(evidence)
    said = [list(segment.tokens) for segment in evidence.segments]
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
    read_backs(evidence, said)


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
    passes = {"through", "from"} & {t.word for t in tokens[said.verb + 1 : said.verb + 2]}
    if not owner or (is_person_word(owner) and not passes):
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
    marked = next((i for i, w in enumerate(words) if w in {"mark", "marks", "set", "flag", "tick"}), None)
    if marked is not None and "as" in words[marked : marked + 5]:
        start = words.index("as", marked)
        return "or" in words[start + 2 : start + 5] and "with" not in words[start : start + 4]
    return bool(
        pairs & {("starts", "as"), ("goes", "from"), ("moves", "from"), ("begins", "as"), ("changes", "from")}
    ) or ("status" in words and ":" in words)


def _owner_before(tokens: list[Token], first: int) -> str:
    phrases = [p for p in noun_phrases(tokens[:first]) if may_be_thing(p) and not is_attribute(thing_name(p))]
    things = [p for p in phrases if not is_person_word(thing_name(p))]
    chosen = things or phrases
    if chosen and _goes_on(tokens, chosen[0].last, first):
        return thing_name(chosen[0])
    acting = [p for p in chosen if p.last + 1 < len(tokens) and _begins_life(tokens[p.last + 1])]
    if acting:
        return thing_name(acting[-1])
    known = [p for p in chosen if known_thing(thing_name(p)) is not None]
    return thing_name((known or chosen)[-1]) if chosen else ""


def _goes_on(tokens: list[Token], subject: int, first: int) -> bool:
    """One subject, two verbs: ``repairs have a price, and go from open to done``."""
    acts = tokens[subject + 1].tag in {"HAVE", "VERB"} if subject + 1 < first else False
    going = [i for i in range(subject + 2, min(first + 1, len(tokens))) if tokens[i].word in _GOING]
    if acts and going:
        return tokens[going[-1] - 1].word in {"and", ","}
    has = next((i for i, t in enumerate(tokens[:first]) if t.tag == "HAVE"), 0)
    return subject < has and tokens[first - 1].word == "and"


def _begins_life(token: Token) -> bool:
    return token.tag in {"BE", "MODAL"} or token.word in LEADING | _GOING


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
        depth += (token.word in "([") - (token.word in ")]")
        if depth or token.word in "()[]":
            continue
        if token.word == "back" and [t.word for t in tokens[place + 1 : place + 2]] in (["to"], ["into"]):
            break
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
        words = [t for t in part if t.word not in SKIP]
        words = words[: next((i for i, t in enumerate(words) if t.word in CUT_AT and i), len(words))]
        if 0 < len(words) <= 4:
            name = snake(" ".join(t.word for t in words))
            if name and name not in states:
                states.append(name)
    return states


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
    if any(t.word in {"it", "they"} for t in segment.label):
        return ""
    phrases = noun_phrases(segment.label)
    for phrase in phrases:
        if len(phrase.nouns) > 1 and phrase.nouns[0] in {"status", "state"}:
            return snake(" ".join(phrase.nouns[1:]))
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
        if may_be_thing(phrase) and phrase.name not in word_set("talk", "labels", "state"):
            return thing_name(phrase)
    return ""


def _add(evidence: Evidence, owner: str, states: list[str], tokens: list[Token]) -> None:
    source = quote(evidence.text, tokens)
    states = [*_before_these(owner, states, tokens), *states]
    evidence.states.append(StateClue(owner, states, source, forks(tokens, states)))


def _before_these(owner: str, states: list[str], tokens: list[Token]) -> list[str]:
    """``accepted orders are printed, then packed``: the state they were in before."""
    phrase = next((p for p in noun_phrases(tokens) if thing_name(p) == owner), None)
    usual = str(load("states")["life"]["order"]).split()
    said = phrase.adjectives if phrase is not None and phrase.first == 0 else []
    return [a for a in said if a in usual and is_participle(a) and a not in states]
