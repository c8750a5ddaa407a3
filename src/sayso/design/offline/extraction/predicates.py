"""States said of a subject in one breath: ``a loan is out, late or returned``, ``a task starts as open``."""

from dataclasses import dataclass

from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_participle, readings
from sayso.design.language.tokens import Token
from sayso.kit.words import snake

_SEPARATORS = frozenset(
    (",", "or", "and", "then", "->", "/", ">", "to", ";", "finally", "until", "later", "unless")
)
_SKIPPED = frozenset(
    ("either", "then", "finally", "later", "also", "just", "eventually", "being", "a", "an", "as", "ends")
)
_BOUNDS = frozenset(("until", "unless"))
_ADVERBIAL = (("at", "the", "end"), ("in", "the", "end"), ("after", "that"), ("at", "last"))
_BEGINS = frozenset(("starts", "start", "begins", "begin", "goes", "go", "moves", "move", "runs", "passes"))
_OF_DATES = frozenset(("and", "or", ",", "date", "dates", "time", "times", "day"))
"""After these *start* is no verb: ``start and end dates``."""
_INTRODUCING = frozenset(("as", "from", "through", "out", "at", "in", "with"))
_REMARKS = frozenset(("when", "once", "if", "by", "because", "at", "in", "after", "until", "as", "for"))
_TURNS = frozenset(("get", "gets", "become", "becomes", "turn", "turns", "is", "are", "end", "ends", "up"))
_WITHIN = frozenset(("in", "on", "under", "at"))
_AGAIN = frozenset(("it", "they", "he", "she", "one", "that"))
_AWAY = frozenset(("back", "away", "out", "off", "in"))
_MOST_WORDS = 3


@dataclass(slots=True)
class Predicate:
    """States with the place of the verb that introduces them and the place after the last."""

    states: list[str]
    verb: int
    end: int


def predicate(tokens: list[Token]) -> Predicate | None:
    """The list of states that a verb of being or going introduces, if any."""
    if tokens and tokens[0].word in {"when", "whenever", "if", "once", "after"}:
        return None
    for place in range(1, len(tokens) - 2):
        token = tokens[place]
        going = token.word in _BEGINS and tokens[place + 1].word not in _OF_DATES
        if not going and not (token.tag == "BE" and token.word in {"is", "are", "be"}):
            continue
        start = place + 1
        while going and start < len(tokens) and _introduces(tokens, start):
            start += 1
        states, end, joined = _listed(tokens, start)
        likely = sum(looks_like_state(state) for state in states)
        enough = 3 if not going else 2
        closed = len(states) > enough and likely == len(states) and _ends(tokens, end)
        if len(states) >= enough and (joined or closed) and likely * 2 >= len(states):
            return Predicate(states, place - (tokens[place - 1].tag == "MODAL"), end)
        verb = place - 1
        while verb > 0 and tokens[verb].tag == "ADV":
            verb -= 1
        bounded = any(t.word in _BOUNDS or t.tag == "BE" for t in tokens[start:end])
        if len(states) == 2 and joined and likely == 2 and tokens[verb].tag == "MODAL" and not bounded:
            return Predicate(states, verb, end)
    return None


def _ends(tokens: list[Token], place: int) -> bool:
    return place >= len(tokens) or tokens[place].word in {".", ";", "!"}


def looks_like_state(name: str) -> bool:
    """Whether a name is a well-known state or a participle."""
    words = name.split("_")
    if name in _known() or (len(words) == 2 and words[0] in _WITHIN):
        return True
    return is_participle(words[0]) or (words[0].endswith("ing") and "VERB" in readings(words[0]))


def is_known_state(name: str) -> bool:
    """Whether a name is a well-known state."""
    return name in _known()


def _known() -> frozenset[str]:
    return frozenset(w.replace(" ", "_").replace("-", "_") for w in word_set("states", "words", "states"))


def _introduces(tokens: list[Token], place: int) -> bool:
    """Whether a word leads to the first state; the *out* of ``from out to late`` is one itself."""
    is_last = place + 1 == len(tokens) or tokens[place + 1].word in _SEPARATORS
    return tokens[place].word in _INTRODUCING and not is_last


def _listed(tokens: list[Token], start: int) -> tuple[list[str], int, bool]:
    states: list[str] = []
    joined = False
    place, end = start, start
    while place < len(tokens):
        part, after = _part(tokens, place)
        if [t.word for t in part[-1:]] == ["back"] and [t.word for t in tokens[after : after + 1]] == ["to"]:
            break
        name = _state(part) or _participle(part, states)
        if part and name is None:
            break
        if name is not None and name not in states:
            states.append(name)
        separator = tokens[after].word if after < len(tokens) else ""
        if name is not None:
            end = after
            joined |= bool(states[1:]) and tokens[place - 1].word != ","
        if separator not in _SEPARATORS or _is_aim(tokens[after : after + 2]):
            break
        place = after + 1
    return states, end, joined


def _is_aim(tokens: list[Token]) -> bool:
    """``assigned to an agent``: no other state, but somebody."""
    return [t.word for t in tokens[:1]] == ["to"] and [t.tag for t in tokens[1:]] == ["DET"]


def _part(tokens: list[Token], start: int) -> tuple[list[Token], int]:
    place = start
    while place < len(tokens) and (
        tokens[place].word not in _SEPARATORS | {"(", ".", "!", "?", ":"} or _is_then(tokens, start, place)
    ):
        place += 1
    part = tokens[start:place]
    for lead in _ADVERBIAL:
        if tuple(t.word for t in part[: len(lead)]) == lead:
            part = part[len(lead) :]
    going = start and tokens[start - 1].word in _SEPARATORS
    if going and len(part) > 2 and part[0].word in _AGAIN and part[1].word in _TURNS | {"'s"}:
        part = part[2:]
    while part and (
        part[0].word in _SKIPPED
        or (going and part[0].word in _BEGINS)
        or (part[0].tag == "ADV" and not (len(part) == 1 and part[0].word in _AWAY))
        or (going and len(part) > 1 and part[0].word in _TURNS)
    ):
        part = part[1:]
    begin = 2 if len(part) > 2 and part[0].word == "waiting" and part[1].word == "for" else 1
    cut = next((i for i, t in enumerate(part) if i >= begin and _is_remark(part[i:])), None)
    return part[:cut], place


def _is_then(tokens: list[Token], start: int, place: int) -> bool:
    """The *then* of ``and are then hired`` parts nothing."""
    return tokens[place].word == "then" and place == start + 1 and tokens[start].tag == "BE"


def _is_remark(tokens: list[Token]) -> bool:
    return tokens[0].word in _REMARKS or is_filler(tokens)


def is_filler(tokens: list[Token]) -> bool:
    """``cancelled of course``: words at the end that say nothing."""
    return [t.word for t in tokens] == ["of", "course"]


def _participle(part: list[Token], before: list[str]) -> str | None:
    """``planned, given or cancelled``: in a list even *given* is a state."""
    if len(part) != 1 or not before or not is_participle(part[0].word):
        return None
    return part[0].word


def _state(part: list[Token]) -> str | None:
    if not 0 < len(part) <= _MOST_WORDS or any(
        t.tag in {"DET", "POSS", "PRON", "BE", "MODAL", "NUM", "WH", "HAVE"} for t in part
    ):
        return None
    name = snake(" ".join(t.word for t in part))
    ignored = word_set("states", "words", "ignored")
    if name in ignored or part[0].word in ignored or part[-1].word in ignored:
        return None
    if len(part) == _MOST_WORDS and part[1].tag == "VERB" and name not in _known():
        return None
    if len(part) > 1 and name not in _known() and part[0].tag == "VERB" and part[-1].tag == "NOUN":
        return None
    return name or None
