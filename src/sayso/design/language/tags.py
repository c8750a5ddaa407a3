"""Parts of speech: a dictionary of what a word may be, decided by its neighbours."""

from functools import cache

from sayso.design.knowledge.load import load, word_set

from .lemmas import is_plural, noun_lemma, readings, verb_lemma
from .tokens import Token
from .verbs import (
    acts_again,
    acts_on_all,
    acts_on_it,
    each_acts,
    ends_list_name,
    names_deed,
    only_acts,
)

_CLASS_TAGS = {
    "determiner": "DET",
    "possessive": "POSS",
    "pronoun": "PRON",
    "wh": "WH",
    "preposition": "PREP",
    "conjunction": "CONJ",
    "modal": "MODAL",
    "be": "BE",
    "have": "HAVE",
    "do": "DO",
    "negation": "NEG",
    "adverb": "ADV",
    "number": "NUM",
}
_BEFORE_NOUN = frozenset(("DET", "POSS", "ADJ", "NUM", "PREP", "'S"))
_STARTING = frozenset(
    ["starts", "ends", "begins", "expires", "belongs", "includes", "contains", "takes", "needs", "gets"]
)
_NOUN_LIKE = frozenset(("NOUN", "PROPN"))


@cache
def closed_class() -> dict[str, str]:
    """Tag of each word of a closed class; a word in two classes takes the first."""
    tags: dict[str, str] = {}
    for name, tag in _CLASS_TAGS.items():
        for word in str(load("grammar")["classes"][name]).split():
            tags.setdefault(word, tag)
    return tags


def tag(tokens: list[Token]) -> list[Token]:
    """Set ``tag`` and ``lemma`` of each token in place and give the same list back."""
    acted = False
    for position, token in enumerate(tokens):
        before = tokens[position - 1] if position else None
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        governing = (
            tokens[position - 2] if position > 1 and before is not None and before.tag == "ADV" else None
        )
        if governing is not None and (
            governing.tag in {"MODAL", "TO"} or governing.word in {"i", "we", "they", "you"}
        ):
            before = governing
        token.tag = _tag_of(token, before, after)
        is_done = acts_on_all(tokens, position)
        if token.tag == "ADJ" and each_acts(tokens, position):
            token.tag = "VERB"
        if token.tag == "NOUN" and (
            is_done
            or _continues_verbs(tokens, position)
            or acts_again(tokens, position)
            or acts_on_it(tokens, position)
            or only_acts(tokens, position)
            or each_acts(tokens, position)
        ):
            token.tag = "VERB"
        if (
            token.tag == "VERB"
            and acted
            and not is_done
            and before is not None
            and _doubtful(token, before)
            and (position < 2 or tokens[position - 2].tag not in {"DET", "POSS"})
        ):
            token.tag = "NOUN"
        if token.tag == "VERB" and (names_deed(tokens, position) or ends_list_name(tokens, position)):
            token.tag = "NOUN"
        acted = token.word not in {".", ";", ":"} and (acted or token.tag == "VERB")
        token.lemma = _lemma_of(token)
    return tokens


def _continues_verbs(tokens: list[Token], position: int) -> bool:
    """``may create, change and delete``: after a verb and a comma or *and* comes another verb."""
    token = tokens[position]
    if position < 2 or tokens[position - 1].word not in {",", "and", "or"}:
        return False
    if "VERB" not in readings(token.word) or verb_lemma(token.word) != token.word:
        return False
    place = position - 2
    if tokens[place].word in {",", "and", "or"}:
        place -= 1
    first = tokens[place]
    if first.tag != "VERB" or verb_lemma(first.word) != first.word or place == 0:
        return False
    return tokens[place - 1].tag in {"MODAL", "TO", "NOUN"} or (
        tokens[place - 1].word in {",", "and", "only"}
        and any(t.tag in {"MODAL", "TO"} for t in tokens[:place])
    )


def _doubtful(token: Token, before: Token) -> bool:
    """A second verb right after a noun is rather a plural: ``log inspections and honey harvests``."""
    return (
        before.tag == "NOUN"
        and not is_plural(before.word)
        and token.word.endswith("s")
        and "NOUN" in readings(token.word)
        and token.word not in _STARTING
    )


def _tag_of(token: Token, before: Token | None, after: Token | None) -> str:  # noqa: C901, PLR0912 - a ladder of readings, tried in order
    word = token.word
    if word == "'s":
        return "'S"
    if word[0].isdigit():
        return "NUM"
    if not token.is_word:
        return "PUNCT"
    if word == "to":
        return (
            "TO"
            if after is not None and "VERB" in readings(after.word) and not _noun_first(after)
            else "PREP"
        )
    if word == "that" and before is not None and before.tag in _NOUN_LIKE:
        return "WH"
    if word in {"her", "his"} and (after is None or not after.is_word):
        return "PRON"
    if word == "no" and before is not None and before.tag in _NOUN_LIKE and not _starts_noun(after):
        return "NOUN"
    if word in {"weekly", "monthly", "daily", "yearly", "annual", "quarterly", "hourly"}:
        return "ADJ"
    if word in {"goes", "go", "went", "wants", "moves"} or (
        word == "want" and before is not None and before.tag in _NOUN_LIKE
    ):
        return "VERB"
    if word == "one" and after is not None and after.is_word and after.word not in closed_class():
        return "NUM"
    if word == "own" and before is not None and before.word in {"i", "we", "they", "you"}:
        return "VERB"
    if word in {"has", "have", "had"} and after is not None and after.word == "to":
        return "MODAL"
    if word in closed_class():
        return closed_class()[word]
    return _open_class(token, before, after)


def _noun_first(token: Token) -> bool:
    return token.word in word_set("grammar", "noun_first", "words") and token.word.endswith("s")


def _starts_noun(token: Token | None) -> bool:
    if token is None or not token.is_word or closed_class().get(token.word) in {"MODAL", "PRON"}:
        return False
    return "NOUN" in readings(token.word)


def _open_class(token: Token, before: Token | None, after: Token | None) -> str:  # noqa: C901, PLR0912 - a ladder of readings, tried in order
    word, may_be = token.word, readings(token.word.rpartition("-")[2])
    before_tag = before.tag if before else ""
    if not may_be:
        return _unknown(token, before)
    is_thing = word in word_set("grammar", "noun_first", "words")
    noun, verb, adjective = is_thing or "NOUN" in may_be, "VERB" in may_be, "ADJ" in may_be
    if verb and before_tag in {"TO", "MODAL", "DO"}:
        return "VERB"
    if verb and before_tag == "NEG":
        return "VERB"
    if (
        verb
        and before_tag in {"PRON", "WH"}
        and not (noun and before is not None and before.word in {"which", "what"})
    ):
        return "VERB"
    if (
        verb
        and before_tag in {"BE", "HAVE"}
        and word.endswith(("ed", "en", "ing", "t", "ne", "wn", "ld", "nd"))
    ):
        return "ADJ" if adjective and not noun and word.endswith("ing") else "VERB"
    if before_tag in _BEFORE_NOUN:
        if adjective and _starts_noun(after):
            return "ADJ"
        if noun:
            return "NOUN"
        return "ADJ" if adjective or (verb and _starts_noun(after)) else "VERB"
    if verb and noun and before is not None and after is not None and _after_subject(word, before, after):
        return "VERB"
    if is_thing:
        return "NOUN"
    if verb and noun and before_tag in _NOUN_LIKE and after is not None and _opens_object(after):
        return "VERB"
    if verb and noun and word.endswith("s") and _goes_on(before, after):
        return "VERB"
    if (
        verb
        and noun
        and before is None
        and after is not None
        and _opens_object(after)
        and not word.endswith("s")
    ):
        return "VERB"
    if adjective and (_starts_noun(after) or not noun):
        return "ADJ"
    if noun:
        return "NOUN"
    if verb:
        return "VERB"
    return "ADV"


def _after_subject(word: str, before: Token, after: Token) -> bool:
    """``tenants report problems`` and ``the lease starts on`` have a verb after their subject."""
    if before.tag != "NOUN" or not after.is_word:
        return False
    if is_plural(before.word) and before.word not in {
        "sales",
        "sports",
        "goods",
        "services",
        "news",
        "staff",
        "data",
    }:
        return not word.endswith("s")
    if (
        word.endswith("s")
        and is_plural(after.word)
        and "NOUN" in readings(after.word)
        and "VERB" not in readings(after.word.rstrip("s") + "ing")
    ):
        return True
    follows = closed_class().get(after.word) in {"PREP", "DET", "POSS", "PRON", "WH", "ADV", "CONJ"}
    return (
        word.endswith("s")
        and follows
        and word in {*_STARTING, word if closed_class().get(after.word) != "CONJ" else ""}
    )


def _opens_object(token: Token) -> bool:
    return closed_class().get(token.word) in {"DET", "POSS", "PRON", "WH"}


def _goes_on(before: Token | None, after: Token | None) -> bool:
    """``a loan goes to a school, covers several books``: another verb of the same subject."""
    return (
        before is not None
        and after is not None
        and before.word in {",", "and"}
        and after.word in {"a", "an", "the", "several", "many", "one", "two"}
    )


def _unknown(token: Token, before: Token | None) -> str:
    if token.text[:1].isupper() and before is not None and before.tag != "PUNCT" and not token.text.isupper():
        return "PROPN"
    if token.word.endswith("ly") and len(token.word) > 4:
        return "ADV"
    return "NOUN"


def _lemma_of(token: Token) -> str:
    if token.tag == "NOUN":
        return noun_lemma(token.word)
    if token.tag == "VERB":
        return verb_lemma(token.word)
    return token.word
