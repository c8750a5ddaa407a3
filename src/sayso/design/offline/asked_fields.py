"""Fields said as questions: ``how long they take``, ``when it started``, ``whether it is paid``."""

from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import inflect, is_participle, noun_lemma, readings, verb_lemma
from sayso.design.language.tags import closed_class
from sayso.design.language.tokens import Token
from sayso.spec.model import FieldType

from .field_types import known_type

_HOW_IT_WAS = {"feel": "feeling", "go": "outcome"}
_SIZES = {"big": "size", "large": "size", "high": "height"}


def asked_field(tokens: list[Token]) -> tuple[list[str], FieldType | None, str | None] | None:
    """Fields said as questions: ``how long they take``, ``when it started``, ``whether it is paid``."""
    words = [t.word for t in tokens if t.is_word or t.word[0].isdigit()]
    if words[1:2] == ["when"] and is_participle(words[0]):
        return [words[0], "on"], FieldType.DATE, None
    while words and words[0] in {"and", "also", "then", "know", "exactly", "roughly", "about"}:
        words = words[1:]
    if len(words) < 1 or words[0] not in {
        "how",
        "when",
        "whether",
        "if",
        "who",
        "what",
        "where",
        "is",
        "did",
        "was",
        "has",
        "have",
        "are",
        "does",
    }:
        return None
    rest = [w for w in words[1:] if closed_class().get(w) not in {"DET", "POSS"} or w in {"no", "many"}]
    if words[0] == "how":
        return _how(rest) if rest else (["method"], FieldType.TEXT, None)
    if words[0] == "when":
        return _when(rest)
    return _content_asked(words[0], rest)


def _content_asked(word: str, rest: list[str]) -> tuple[list[str], FieldType | None, str | None] | None:
    """What is asked with any word but *how* and *when*."""
    content = [
        w
        for w in rest
        if closed_class().get(w) not in {"PRON", "BE", "DO", "HAVE", "MODAL", "NEG", "CONJ", "ADV"}
    ]
    content = [w for w in content if w not in {"yes", "no"}]
    if word in {"whether", "if", "is", "did", "was", "has", "have", "are", "does"} and content:
        held = any(closed_class().get(w) == "HAVE" for w in rest)
        return _truth(content, held), FieldType.BOOLEAN, None
    if word == "what":
        return (*_what(content), None)
    if word == "where":
        return ["location"], FieldType.TEXT, None
    verbs = [w for w in content if "VERB" in readings(w)]
    if word == "who" and rest and verb_lemma(rest[0]) in {"do", "have"} and not content:
        return [*(["done", "by"] if verb_lemma(rest[0]) == "do" else ["holder"])], FieldType.TEXT, None
    if word == "who" and verbs:
        return [inflect(verb_lemma(verbs[0]), "VBN"), "by"], FieldType.TEXT, None
    return None


def _what(content: list[str]) -> tuple[list[str], FieldType | None]:
    if not content or (len(content) == 1 and closed_class().get(content[0]) == "PREP"):
        return ["description"], FieldType.LONG_TEXT
    if content[0] == "wrong":
        return ["problem"], FieldType.LONG_TEXT
    if is_participle(content[-1]) or len(content) > 1:
        return (["work", "done"] if content[-1] == "done" else content[:3]), FieldType.LONG_TEXT
    return content, known_type(content)


def _how(rest: list[str]) -> tuple[list[str], FieldType | None, str | None]:
    nouns = [
        w
        for w in rest[1:]
        if closed_class().get(w) is None
        and "NOUN" in readings(w)
        and w not in {"take", "takes", "last", "lasts", "cost", "costs"}
    ]
    if rest[0] == "long":
        return ["duration"], FieldType.INTEGER, "In minutes."
    if rest[0] == "many":
        unit = next(
            (w for w in nouns if w in {"hours", "days", "nights", "weeks", "months", "minutes"}), None
        )
        measured = next((w for w in nouns if w in load("units")["units"] and known_type([w])), None)
        if measured and not unit:
            return [measured], FieldType.DECIMAL, None
        if unit:
            told = [w for w in rest if w in {"valid", "worked", "late", "left", "planned", "open"}]
            return [*told[:1], unit], FieldType.INTEGER, None
        return (
            ([*(noun_lemma(w) for w in nouns[:2]), "count"] if nouns else ["quantity"]),
            FieldType.INTEGER,
            None,
        )
    if rest[0] in {"much", "big", "high", "large"}:
        nouns = [w for w in nouns if closed_class().get(w) is None]
        if not nouns and rest[0] in _SIZES:
            return [_SIZES[rest[0]]], FieldType.DECIMAL, None
        if not nouns:
            return ["amount"], FieldType.MONEY, None
        return (
            nouns[:1],
            known_type(nouns[:1]) or (FieldType.MONEY if rest[0] == "much" else FieldType.DECIMAL),
            None,
        )
    if rest[0] == "old":
        return ["age"], FieldType.INTEGER, None
    if rest[0] in {"often", "far", "tall", "heavy"}:
        noun = {"often": "frequency", "far": "distance", "tall": "height", "heavy": "weight"}[rest[0]]
        return [noun], known_type([noun]), None
    went = _HOW_IT_WAS.get(verb_lemma(rest[-1]))
    return ([went], FieldType.TEXT, None) if went else (rest[:2], None, None)


def _when(rest: list[str]) -> tuple[list[str], FieldType | None, str | None]:
    verbs = [
        w
        for w in rest
        if closed_class().get(w) is None
        and "VERB" in readings(w)
        and not (w.endswith("s") and "NOUN" in readings(w) and len(rest) > 2)
    ]
    if "due" in rest:
        return ["due", "date"], FieldType.DATE, None
    if not verbs:
        starts = [w for w in rest if w in {"starts", "ends", "begins", "expires"}]
        verbs = starts[-1:]
    if not verbs:
        return ["date"], FieldType.DATETIME, None
    verb = verb_lemma(verbs[-1])
    if verb in {"start", "begin"}:
        return ([f"{verb}s" if verbs[-1].endswith("s") else verbs[-1], "at"]), FieldType.DATETIME, None
    if verb in {"end", "finish", "expire"}:
        return ([f"{verb}s" if verbs[-1].endswith("s") else verbs[-1], "at"]), FieldType.DATETIME, None
    return [inflect(verb, "VBN"), "at"], FieldType.DATETIME, None


def _truth(content: list[str], held: bool) -> list[str]:
    """``pay the deposit`` gives ``deposit paid``; ``needs a hotel`` gives ``needs hotel``."""
    while len(content) > 1 and closed_class().get(content[0]) == "PREP":
        content = content[1:]
    while len(content) > 1 and content[-1] in {"for", "with", "by", "to"}:
        content = content[:-1]
    if content[0] in {"got", "gotten"} and len(content) > 1:
        held, content = True, content[1:]
    first = content[0]
    if held and "NOUN" in readings(first) and not is_participle(first) and not is_participle(content[-1]):
        return ["has", *content[:2]]
    if (
        "VERB" in readings(first)
        and len(content) > 1
        and "NOUN" in readings(content[1])
        and not is_participle(first)
        and not first.endswith("s")
    ):
        return [*content[1:3], inflect(verb_lemma(first), "VBN")]
    return content[:3]
