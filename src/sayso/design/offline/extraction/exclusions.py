"""Leave out what a description says it does not want, or not yet."""

from sayso.design.knowledge.load import word_set
from sayso.design.language.tokens import Token

from .evidence import Segment, Topic

_SHORT = 18
_LIMITS = frozenset((",", ";", "but", ".", "–", "—"))


def wanted(segment: Segment) -> list[Token]:
    """The tokens of a segment without parts that are refused or put off; empty when nothing is left."""
    if segment.topic is Topic.LATER:
        return []
    kept: list[Token] = []
    chunks = _chunks(segment.tokens)
    for place, chunk in enumerate(chunks):
        if not _refused(chunk):
            kept.extend(chunk)
        elif kept and len(chunk) <= 4 and _refers_back(chunk):
            del kept[-len(chunks[place - 1]) :]
    if kept and kept[-1].word in {",", ";"}:
        kept.pop()
    return kept


def _refers_back(chunk: list[Token]) -> bool:
    words = [t.word for t in chunk if t.is_word]
    return bool(words) and words[-1] in {"not", "dont"} and words[0] in {"i", "we", "do"}


def _chunks(tokens: list[Token]) -> list[list[Token]]:
    chunks: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.word in {"(", "["}) - (token.word in {")", "]"})
        chunks[-1].append(token)
        if token.word in _LIMITS and not depth:
            chunks.append([])
    return [chunk for chunk in chunks if chunk]


def _refused(chunk: list[Token]) -> bool:
    words = [token.word for token in chunk]
    refusing = word_set("talk", "undone", "words")
    near = set(words)
    want = near & word_set("talk", "undone", "want")
    if len(words) <= _SHORT and want and any(_denies(words, place, refusing) for place in range(len(words))):
        return True
    starts = next((w for w in words if w[0].isalpha()), "")
    has_verb = any(t.tag in {"VERB", "BE", "HAVE", "MODAL"} for t in chunk)
    if (
        starts == "no"
        and "of" not in words[:3]
        and len(words) <= 7
        and not has_verb
        and not near & {"double", "overlap", "overlapping", "duplicate", "number"}
    ):
        return True
    return (
        starts in {"skip", "forget", "ignore", "later"}
        or words[:2] in (["not", "needed"], ["do", "not"])
        or refers_later(words)
    )


def refers_later(words: list[str]) -> bool:
    """Whether words put something off."""
    text = " ".join(words)
    return any(
        phrase in text
        for phrase in (
            "would be nice",
            "nice to have",
            "maybe later",
            "later maybe",
            "some day",
            "someday",
            "not important",
            "in the future",
            "for later",
        )
    )


def _denies(words: list[str], place: int, refusing: frozenset[str]) -> bool:
    return words[place] in refusing and words[place] not in {"rather", "instead"}
