"""Verbs by which somebody decides about a record: they bring it into a state."""

from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.tokens import Token

_TURNED = (("send", "back"), ("sign", "off"))


def decided(tokens: list[Token]) -> tuple[str, ...]:
    """The verbs of deciding among these words, *send back* as ``send_back``."""
    found: list[str] = []
    for place, token in enumerate(tokens):
        lemma = verb_lemma(token.word)
        following = tokens[place + 1].word if place + 1 < len(tokens) else ""
        if following in {"it", "them"} and place + 2 < len(tokens):
            following = tokens[place + 2].word
        if (lemma, following) in _TURNED:
            found.append(f"{lemma}_{following}")
        elif lemma in word_set("talk", "actions", "decide") and not token.word.endswith("ed"):
            found.append(lemma)
    lemmas = [verb_lemma(token.word) for token in tokens if not token.word.endswith("ed")]
    found += [lemma for lemma in lemmas if found and lemma in {"confirm", "accept", "validate"}]
    return tuple(dict.fromkeys(found))
