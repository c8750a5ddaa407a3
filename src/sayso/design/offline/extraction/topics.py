"""What a heading or a label announces: things, roles, states, figures, rules or what comes later."""

from sayso.design.knowledge.known import is_business
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token

from .evidence import Topic
from .lead import lead_length

_TOPIC_LABELS = ("report", "role", "state", "later", "rule", "things")
_THESE = frozenset(("following", "these", "this"))
_EACH = frozenset(("daily", "weekly", "monthly", "yearly", "annual", "quarterly"))
_LOGS = frozenset(
    ("log", "record", "report", "diary", "register", "sheet", "form", "journal", "protocol", "entry")
)


def is_log(label: list[Token]) -> bool:
    """``Daily log``: what is written down each time, not the place where things are listed."""
    words = [t for t in label if t.is_word]
    head = noun_lemma(words[-1].word) if words else ""
    figures = head == "report" and words[0].word in _EACH
    return len(words) > 1 and head in _LOGS and not figures


def topic_of(label: list[Token]) -> Topic:
    """What a label announces."""
    if not label:
        return Topic.BODY
    phrases = noun_phrases(label)
    lemmas = [noun_lemma(token.word) for token in label if token.is_word]
    joined = "_".join(lemmas)
    for name in _TOPIC_LABELS:
        words = word_set("talk", "labels", name)
        if name == "things":
            lemmas = [token.word for token in label if token.is_word]
            joined = "_".join(lemmas)
        spaced = {word.replace(" ", "_") for word in words}
        headed = (
            bool(phrases)
            and phrases[-1].head in words
            and len(lemmas) <= 3
            and (name != "report" or phrases[-1].plural)
        )
        headed |= bool(phrases) and name == "state" and phrases[0].head in words and len(lemmas) <= 5
        headed |= bool(phrases) and name == "state" and phrases[-1].head in words and bool({*lemmas} & _THESE)
        if joined in spaced or headed or (lemmas and lemmas[0] in spaced and name == "later"):
            return Topic(name)
    has_verb = any(token.tag in {"VERB", "MODAL", "BE"} for token in label)
    if label[0].word == "who" and {t.word for t in label} & {
        "may",
        "can",
        "does",
        "uses",
        "access",
        "sees",
        "do",
    }:
        return Topic.ROLE
    starts = (
        label[0].tag in {"PRON", "VERB", "MODAL"}
        or label[0].word in {"what", "then", "so", "also", "and", "here"}
        or not phrases
        or phrases[0].first > 1
    )
    if (
        has_verb
        and starts
        and (lead_length(label) or label[0].tag == "PRON" or len(label) <= 4)
        and any(token.tag == "PRON" or token.word in {"need", "needs", "want", "track"} for token in label)
    ):
        return Topic.THINGS
    has_verb = has_verb and (len(label) > 4 or any(t.tag == "BE" for t in label))
    business = [p for p in phrases[:1] + phrases[-1:] if is_business(p.head) and not p.plural]
    if business and not has_verb:
        return Topic.THINGS
    return Topic.BODY
