"""Whether a part of a list names a state, and which."""

from sayso.design.knowledge.known import known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_participle, readings
from sayso.design.language.tokens import Token
from sayso.kit.words import snake

from .predicates import is_filler, is_known_state

CUT_AT = frozenset(
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
SKIP = frozenset(
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
LEADING = frozenset(
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

_ENDINGS = ("ed", "en", "nt", "ne", "ld", "id", "wn", "st", "ght", "ut", "ade", "ft", "pt")


def state_of(part: list[Token], leading: bool) -> str | None:
    """The state that a part of a list names, or None; ``leading`` allows a subject before it."""
    words = list(part)
    while words and is_filler(words[-2:]):
        words = words[:-2]
    places = (i for i in range(len(words) - 1, -1, -1) if words[i].word in LEADING)
    place = next((i for i in places if not (i == 0 and words[0].word == "in" and len(words) == 2)), None)
    if place is not None and not is_known_state(snake(" ".join(t.word for t in words[place:]))):
        rest = words[place + 1 :]
        if words[place].word in {"goes", "go"} and rest and rest[0].word in {"to", "on", "out"}:
            rest = rest[1:] if rest[0].word == "to" else rest
        words = rest or words
    elif leading and len(words) > 3:
        return None
    while words and words[0].word in SKIP | {"mark", "it", "i", "they", "we"}:
        words = words[1:]
    waits = len(words) > 2 and words[0].word in {"waiting", "ready", "out"} and words[1].word == "for"
    cut = next((i for i, t in enumerate(words) if i > 2 * waits and t.word in CUT_AT | {"s"}), len(words))
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
        return (is_participle(last) and last.endswith(_ENDINGS)) or (
            last.endswith("ing") and "VERB" in readings(last) and known_thing(last) is None
        )
    if first in {"on", "in", "under", "out", "waiting", "ready", "not"}:
        return words[-1].tag in {"NOUN", "VERB", "ADJ"} and len(words) <= 3
    return (
        is_participle(first)
        and words[-1].tag in {"NOUN", "ADV", "PREP"}
        and len(words) == 2
        and words[-1].tag != "NOUN"
    )
