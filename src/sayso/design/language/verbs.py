"""Words that could be nouns and are verbs by what stands around them."""

from sayso.design.knowledge.known import is_person_word

from .lemmas import is_participle, is_plural, readings, verb_lemma
from .tokens import Token

_LIMITING = frozenset(("only", "just"))
_OBJECTS = frozenset(("it", "them", "him"))
_ALL = frozenset(("everything", "anything", "nothing"))
_JOINING = frozenset(("and", "or", ","))
_FAR = 6
_ONE = frozenset(("each", "every"))
_ALWAYS_MANY = frozenset(("sales", "goods", "news"))
_BEFORE_NAMES = frozenset((",", ";", ":", ".", "and", "+", "&", "-", "–", "—"))
_SUBJECTS = frozenset(("NOUN", "PROPN", "PRON"))


def acts_again(tokens: list[Token], position: int) -> bool:
    """``the office sees and changes everything``: after a verb that ends in *s* comes another one."""
    token = tokens[position]
    if position < 2 or tokens[position - 1].word not in {"and", "or", "/"} or not _ends_in_s(token):
        return False
    return tokens[position - 2].tag == "VERB" and _ends_in_s(tokens[position - 2])


def acts_on_it(tokens: list[Token], position: int) -> bool:
    """``add visits and change them``: what has *them* for its object is done."""
    following = tokens[position + 1].word if position + 1 < len(tokens) else ""
    joined = position > 1 and tokens[position - 1].word in {"and", "or", "but", ",", "then"}
    return joined and following in _OBJECTS and "VERB" in readings(tokens[position].word)


def acts_on_all(tokens: list[Token], position: int) -> bool:
    """``office makes and changes everything``: what has *everything* for its object is done."""
    if position == 0 or not _ends_in_s(tokens[position]):
        return False
    is_joined = position > 1 and tokens[position - 1].word in _JOINING
    before = tokens[position - 2] if is_joined else tokens[position - 1]
    if before.tag not in ({"VERB"} if is_joined else _SUBJECTS):
        return False
    place = position + 1
    while place + 1 < len(tokens) and tokens[place].word in _JOINING and _ends_in_s(tokens[place + 1]):
        place += 2
    return place < len(tokens) and tokens[place].word in _ALL


def only_acts(tokens: list[Token], position: int) -> bool:
    """``directors only look``: after somebody and *only* comes what he does."""
    if position < 2 or tokens[position - 1].word not in _LIMITING or tokens[position - 2].tag != "NOUN":
        return False
    token, subject = tokens[position], tokens[position - 2]
    if "VERB" not in readings(token.word):
        return False
    if is_plural(subject.word):
        return not is_plural(token.word)
    after = tokens[position + 1 : position + 2]
    return _ends_in_s(token) and not (after and (after[0].is_word and readings(after[0].word)))


def each_acts(tokens: list[Token], position: int) -> bool:
    """``each shop orders bread``: what stands after one of something and ends in *s* is what it does."""
    if position < 2 or tokens[position - 2].word not in _ONE:
        return False
    token, subject, after = tokens[position], tokens[position - 1], tokens[position + 1 : position + 2]
    is_object = position > 2 and tokens[position - 3].tag in {"VERB", "PREP"}
    if subject.tag != "NOUN" or is_plural(subject.word) or is_object:
        return False
    asked = any(t.word == "how" for t in tokens[max(0, position - _FAR) : position])
    if asked and is_participle(token.word):
        return True
    return bool(after) and after[0].is_word and _ends_in_s(token) and token.word not in _ALWAYS_MANY


def names_deed(tokens: list[Token], position: int) -> bool:
    """``every refuelling with litres``: a counted word in *ing* that ends its phrase is a noun."""
    if position < 1 or not tokens[position].word.endswith("ing") or tokens[position - 1].word not in _ONE:
        return False
    return (
        position + 1 == len(tokens)
        or tokens[position + 1].tag == "PUNCT"
        or (tokens[position + 1].word in {"with", "and", "of", "on", "by", "for", "we", "i"})
    )


def ends_list_name(tokens: list[Token], position: int) -> bool:
    """``drivers, fuel stops with litres``: one of something has an article, so a bare noun does nothing."""
    token, following = tokens[position], [t.word for t in tokens[position + 1 : position + 2]]
    first = position - 1
    while first >= 0 and tokens[first].tag == "NOUN":
        first -= 1
    named = tokens[first + 1 : position]
    if not named or following != ["with"] or not _ends_in_s(token) or "NOUN" not in readings(token.word):
        return False
    begins = first < 0 or tokens[first].word in _BEFORE_NAMES
    return begins and not is_person_word(named[-1].word) and not is_plural(named[0].word)


def _ends_in_s(token: Token) -> bool:
    return (
        token.word.endswith("s") and "VERB" in readings(token.word) and verb_lemma(token.word) != token.word
    )
