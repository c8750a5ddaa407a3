"""Cut what is told of somebody's rights into acts: one for each verb with an object of its own."""

from dataclasses import replace
from itertools import pairwise

from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.tokens import Token

ORDER = ("create", "read", "update", "delete")
EXCEPT = frozenset(("except", "excluding", "besides"))
REFUSED = frozenset(("cannot", "not", "no", "never", "n't", "nothing", "without", "neither", "nor", *EXCEPT))
VIEWED = frozenset(("see", "sees", "view", "views", "change", "changes", "edit", "edits", "read", "reads"))
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
