"""Words before the matter itself: ``I would like to keep track of`` says that what follows is kept."""

from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.tokens import Token

_LIGHT = frozenset(("PRON", "MODAL", "ADV", "TO", "BE", "HAVE", "DO", "CONJ", "NEG", "PUNCT"))
_LIGHT_WORDS = frozenset("to that so for about also of on then which after over".split())
_FAR = 14


def strip_lead(tokens: list[Token]) -> list[Token]:
    """Tokens after an introduction that ends in a verb of wanting or keeping; all tokens when there is none."""
    cut = lead_length(tokens)
    return tokens[cut:]


def lead_length(tokens: list[Token]) -> int:
    """How many tokens belong to the introduction."""
    leads = word_set("talk", "lead", "verbs")
    cut = 0
    for place, token in enumerate(tokens[:_FAR]):
        if token.tag == "VERB" and verb_lemma(token.word) in leads or token.word in leads and _after_subject(tokens, place):
            cut = place + 1
        elif token.tag in {"HAVE"} and place and tokens[place - 1].tag == "PRON":
            cut = place + 1
        elif token.tag not in _LIGHT and token.word not in _LIGHT_WORDS:
            break
    while cut and cut < len(tokens) and (tokens[cut].tag in {"ADV", "TO", "PRON"} or tokens[cut].word in {"of", "after", "for", "to", "up", "out"}):
        cut += 1
    return cut


def _after_subject(tokens: list[Token], place: int) -> bool:
    return place == 0 or tokens[place - 1].tag in {"PRON", "MODAL", "TO"}
