"""The words that make the name of a field, out of what people wrote around them."""

from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.tags import closed_class
from sayso.design.language.tokens import Token

from .field_types import known_type

_FILLER = frozenset(
    [
        "the",
        "a",
        "an",
        "their",
        "its",
        "his",
        "her",
        "my",
        "our",
        "your",
        "each",
        "every",
        "any",
        "all",
        "some",
        "also",
        "just",
        "then",
        "only",
        "other",
        "particular",
        "single",
        "certain",
        "specific",
        "given",
        "current",
        "overall",
    ]
)
_CUT = frozenset(
    ["that", "so", "because", "which", "who", "where", "but", "while", "per", "including", "such", "like"]
)


def name_words(tokens: list[Token]) -> list[str]:
    """The words that make the name: no articles, no side clauses, short forms in full."""
    short = load("abbreviations")["field"]
    words: list[str] = []
    for position, token in enumerate(tokens):
        word = token.word
        if word in _CUT and words:
            break
        if words and token.tag == "PREP" and _ends_name(word, words, tokens[position + 1 :]):
            break
        if word == "'s":
            words = []
            continue
        following = tokens[position + 1] if position + 1 < len(tokens) else None
        if word == "no" and not words and following is not None and following.word == "of":
            words.append("number")
            continue
        if _is_filler(token, following) and not (word in {"no", "given"} and words):
            continue
        if word == "." or (not word[0].isalnum() and word not in {"#", "%"}):
            continue
        if word in {"of", "in"} and not words and len(tokens) > 1:
            continue
        words.extend([word] if token.text == "pH" or word not in short else str(short[word]).split())
    if len(words) > 1 and words[-1] == "no":
        words[-1] = "number"
    return _trim(words)


def _is_filler(token: Token, following: Token | None) -> bool:
    """Whether a word says nothing about a name; ``given`` does where it tells what was done."""
    if token.word == "given" and following is not None and following.tag != "NOUN":
        return False
    return token.word in _FILLER or token.tag in {"DET", "POSS"}


def _ends_name(word: str, words: list[str], rest: list[Token]) -> bool:
    """Whether a preposition begins a remark after the name: ``notes in one place``, ``mileage at pump``."""
    if word in {"of", "per", "until", "due", "by"} or not rest:
        return False
    if rest[0].tag in {"DET", "POSS", "PRON", "NUM", "WH"} or rest[0].word == "one":
        return word == "with" or known_type(words) is not None or rest[0].tag in {"POSS", "PRON"}
    return (
        word in {"at", "for", "from", "with", "without", "because", "like"} and known_type(words) is not None
    )


def _trim(words: list[str]) -> list[str]:
    if len(words) > 1 and words[-1] in {"maximum", "minimum", "total", "average"}:
        words = [words[-1], *words[:-1]]
    if len(words) > 2 and words[0] == "link" and "to" in words[1:-1]:
        return [*[w for w in words[words.index("to") + 1 :] if w not in _FILLER][:1], "link"]
    if words[:2] == ["for", "which"]:
        words = words[2:]
    while (
        words
        and (closed_class().get(words[-1]) in {"PREP", "BE", "DO", "MODAL", "HAVE", "ADV", "CONJ"})
        and len(words) > 1
    ):
        if words[-1] in {"from", "until", "to", "by", "on", "at", "in", "out", "up", "off", "since", "back"}:
            break
        words = words[:-1]
    while (
        len(words) > 1
        and not (len(words) == 2 and words[0] in {"out", "back"} and words[1] in {"on", "at"})
        and words[:2] != ["out", "of"]
        and closed_class().get(words[0]) in {"ADV", "PREP", "CONJ", "PRON", "NUM"}
        and words[0] not in {"from", "to", "on", "in", "next", "first", "last", "until", "due"}
    ):
        words = words[1:]
    if len(words) > 2 and words[0] == "number" and words[1] == "of":
        return [*(noun_lemma(word) for word in words[2:]), "count"]
    if "of" in words[1:-1]:
        place = words.index("of")
        if (
            known_type([words[-1]]) is None
            and known_type(words[:place]) is not None
            and words[place - 1]
            in {
                "photo",
                "picture",
                "name",
                "scan",
                "copy",
                "list",
                "type",
                "kind",
                "sort",
            }
        ):
            return (
                [words[-1], words[place - 1]]
                if words[place - 1] in {"type", "kind", "name"}
                else words[:place]
            )
    return words
