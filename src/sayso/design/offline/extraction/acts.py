"""Cut what is told of somebody's rights into acts: one for each verb with an object of its own."""

from dataclasses import replace
from itertools import pairwise

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_participle, verb_lemma
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token

from .events import event_of
from .thing_names import thing_name

ORDER = ("create", "read", "update", "delete")
EXCEPT = frozenset(("except", "excluding", "besides"))
REFUSED = frozenset(("cannot", "not", "no", "never", "n't", "nothing", "without", "neither", "nor", *EXCEPT))
VIEWED = frozenset(("see", "sees", "view", "views", "change", "changes", "edit", "edits", "read", "reads"))
_RELATIVE = frozenset(("that", "which", "who", "whom"))
_THEIRS = [[link, whom] for link in ("to", "by") for whom in ("them", "him", "her")]
_WANTED = frozenset(("need", "want", "like", "wish"))
_BOOKED = frozenset(("book", "reserve", "rent", "lend", "borrow", "order"))
_RECORDED = frozenset(("event", "document", "line"))
_PASSED = frozenset(("only", "then", "also", "just", "he", "she", "they"))
_FAR = 7


def acts(tokens: list[Token]) -> list[list[Token]]:
    """``see all matters but edit only their own`` in its two parts."""
    parts: list[list[Token]] = [[]]
    tokens = _nothing_but(tokens)
    for place, token in enumerate(tokens):
        rest = [t for t in tokens[place + 1 : place + _FAR] if t.word not in _PASSED][:3]
        another = token.word in {"but", "and", ",", "nor"} and bool(rest)
        after = rest[1:] if rest and rest[0].tag in {"MODAL", "DO"} and rest[1:] else rest
        turned = another and token.word != "nor" and bool({t.word for t in after[:1]} & REFUSED)
        acting = another and (action_of(after[0]) != "" or verb_lemma(after[0].word) == "do")
        acting = acting and not (after[0].tag == "NOUN" and token.word == "," and not _is_acting(after))
        told = any(
            (t.tag in {"NOUN", "PRON"} and action_of(t) == "") or t.word in {"all", "everything"}
            for t in parts[-1]
        )
        if (token.word in EXCEPT or token.word == "nor") and told:
            parts.append([token])
        elif (turned and (token.word != "and" or told)) or (acting and (token.word == "but" or told)):
            parts.append([])
        else:
            parts[-1].append(token)
    return [part for part in parts if part]


def before_relative(tokens: list[Token]) -> list[Token]:
    """The words before ``they interview for`` in *applications they interview for*; else all."""
    for place in range(1, len(tokens) - 1):
        start = place
        while start > 1 and (tokens[start - 1].word in _RELATIVE or tokens[start - 1].tag == "BE"):
            start -= 1
        if tokens[start - 1].tag in {"NOUN", "NUM"} and _is_of_oneself(tokens[place:]):
            return tokens[:start]
    return tokens


def _is_of_oneself(tokens: list[Token]) -> bool:
    """``they are assigned to``, ``booked by them``, ``belong to him``."""
    if tokens[0].word in {"they", "he", "she"}:
        verb = tokens[2 if tokens[1].tag == "BE" and tokens[2:] else 1]
        return verb.tag == "VERB" and verb.lemma not in _WANTED
    given = is_participle(tokens[0].word) or verb_lemma(tokens[0].word) == "belong"
    return given and [t.word for t in tokens[1:3]] in _THEIRS


def _nothing_but(tokens: list[Token]) -> list[Token]:
    """``see nothing but the menu`` is *see only the menu*."""
    for place, (token, following) in enumerate(pairwise(tokens)):
        if token.word == "nothing" and following.word in {"but", "except"}:
            only = replace(token, word="only", lemma="only", tag="ADV")
            return [*tokens[:place], only, *tokens[place + 2 :]]
    return tokens


def _is_acting(rest: list[Token]) -> bool:
    return rest[0].word in VIEWED or (len(rest) > 1 and rest[1].tag in {"DET", "POSS", "NOUN", "ADJ"})


def action_of(token: Token) -> str:
    """What a verb does to records, or nothing."""
    lemma = verb_lemma(token.word)
    for action in ORDER:
        if {token.word, lemma, lemma.removeprefix("re")} & word_set("talk", "actions", action):
            return action
    return ""


def of_others(tokens: list[Token]) -> bool:
    """``each other's``, ``of other people``: what is not one's own."""
    words = [t.word for t in tokens]
    if {"others", "else"} & set(words):
        return True
    place = words.index("other") if "other" in words else None
    if place is None:
        return False
    following = noun_phrases(tokens[place:])
    return words[place - 1] == "each" or (bool(following) and is_person_word(thing_name(following[0])))


def booked(verb: Token, thing: str) -> str:
    """The event of ``book a room``, which adds no room; nothing for ``book an appointment``."""
    known = known_thing(thing)
    is_record = known is not None and known.kind in _RECORDED
    return event_of(verb) if verb_lemma(verb.word) in _BOOKED and known is not None and not is_record else ""
