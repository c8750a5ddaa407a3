"""Words before the matter itself: ``I would like to keep track of`` says that what follows is kept."""

from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_participle, verb_lemma
from sayso.design.language.tokens import Token
from sayso.design.offline.field_types import known_type

_DATED = 2
"""Words of *bought on*: a value, though whoever buys something tells what follows."""
_LIGHT = frozenset(("PRON", "MODAL", "ADV", "TO", "BE", "HAVE", "DO", "CONJ", "NEG", "PUNCT"))
_LIGHT_WORDS = frozenset(
    ["to", "that", "so", "for", "about", "also", "of", "on", "then", "which", "after", "over"]
)
_SPEAKERS = frozenset(
    [
        "system",
        "database",
        "app",
        "software",
        "platform",
        "company",
        "organisation",
        "organization",
        "we",
        "i",
    ]
)
_FAR = 14


def strip_lead(tokens: list[Token]) -> list[Token]:
    """Tokens after an introduction that ends in a verb of wanting or keeping; all when there is none."""
    words = [t.word for t in tokens if t.is_word]
    if len(words) == _DATED and is_participle(words[0]) and known_type(words) is not None:
        return tokens
    cut = lead_length(tokens)
    return tokens[cut:]


def lead_length(tokens: list[Token]) -> int:
    """How many tokens belong to the introduction."""
    leads = word_set("talk", "lead", "verbs")
    cut = 0
    start = _speaker(tokens)
    for place, token in enumerate(tokens[:_FAR]):
        if place < start:
            continue
        if (
            (
                (token.tag == "VERB" and verb_lemma(token.word) in leads)
                or (
                    (token.word in leads or (start > 0 and verb_lemma(token.word) in leads))
                    and _after_subject(tokens, place)
                )
            )
            or (token.tag == "HAVE" and place and tokens[place - 1].tag == "PRON")
            or (token.tag == "BE" and place and tokens[place - 1].word == "there")
        ):
            cut = place + 1
        elif token.tag not in _LIGHT and token.word not in _LIGHT_WORDS:
            break
    while (
        cut
        and cut < len(tokens)
        and (
            tokens[cut].tag in {"ADV", "TO", "PRON"}
            or tokens[cut].word in {"of", "after", "for", "to", "up", "out", "down"}
        )
    ):
        cut += 1
    return cut


def _after_subject(tokens: list[Token], place: int) -> bool:
    while place and tokens[place - 1].tag == "ADV":
        place -= 1
    return (
        place == 0 or tokens[place - 1].tag in {"PRON", "MODAL", "TO"} or tokens[place - 1].word in _SPEAKERS
    )


def _speaker(tokens: list[Token]) -> int:
    """Length of ``the system`` or ``this database`` where it is what keeps the records."""
    place = 0
    while place < min(4, len(tokens)) and tokens[place].tag in {"DET", "POSS", "ADJ", "ADV", "CONJ"}:
        place += 1
    if place < len(tokens) and tokens[place].word in _SPEAKERS:
        following = tokens[place + 1 : place + 2]
        if following and (following[0].tag in {"MODAL", "VERB", "NOUN", "HAVE", "DO", "ADV"}):
            return place + 1
    return 0
