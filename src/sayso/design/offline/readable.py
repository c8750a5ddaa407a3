"""Whether a text can be read at all: long enough, not noise, in English."""

from sayso.design.knowledge.known import known_things
from sayso.design.language.grids import table_lines
from sayso.design.language.lemmas import noun_lemma, readings
from sayso.design.language.spelling import corrected
from sayso.design.language.tags import closed_class
from sayso.design.language.tokens import Token, tokenize
from sayso.design.types import Question

MAX_LENGTH = 60_000
_SAMPLE = 400
_READ = 20_000
_LEAST_KNOWN = 0.55
_LONGEST_CODE = 3
_OTHERS = frozenset(
    [
        "der",
        "die",
        "das",
        "und",
        "ich",
        "nicht",
        "ein",
        "eine",
        "einen",
        "mit",
        "für",
        "ist",
        "sind",
        "wir",
        "möchte",
        "soll",
        "le",
        "la",
        "les",
        "des",
        "une",
        "est",
        "et",
        "pour",
        "avec",
        "nous",
        "je",
        "el",
        "los",
        "las",
        "una",
        "y",
        "para",
        "con",
        "que",
        "por",
        "il",
        "gli",
        "di",
        "che",
        "sono",
        "een",
        "het",
        "van",
        "voor",
        "ik",
        "wij",
    ]
)
_EXAMPLE = (
    "Clients with name and phone; appointments with client, date and price",
    "Books with title and author, and loans to members",
)


def unreadable(text: str) -> Question | None:
    """A helpful question when the text cannot be read, else None."""
    if not text.strip():
        return Question("What should it keep track of? A sentence or two is enough.", _EXAMPLE)
    if len(text) > MAX_LENGTH:
        return Question(
            f"That is too long to read at once (over {MAX_LENGTH:,} characters). "
            "Which part describes what you need?",
            _EXAMPLE,
        )
    letters = sum(c.isalpha() for c in text)
    latin = sum(c.isalpha() and c < "ɐ" for c in text)
    if letters and latin / letters < 0.7:
        return Question("I read English only for now. Could you describe it in English?", _EXAMPLE)
    tokens = tokenize(_without_rows(text[:_READ]))
    words = [t.word for t in tokens if t.is_word and not _is_code(t)][:_SAMPLE]
    known = sum(
        bool(
            closed_class().get(w)
            or readings(w.rpartition("-")[2])
            or corrected(w) != w
            or w in known_things()
        )
        for w in words
    )
    foreign = sum(w in _OTHERS for w in words)
    if words and foreign > max(2, 0.12 * len(words)) and known < 0.8 * len(words):
        return Question("I read English only for now. Could you describe it in English?", _EXAMPLE)
    alone = len(words) == 1 and noun_lemma(words[0]) in known_things()
    if (len(words) < 2 and not alone) or known < _LEAST_KNOWN * len(words):
        return Question(
            "I could not make sense of that. What should it keep track of, and what about each?", _EXAMPLE
        )
    return None


def _is_code(token: Token) -> bool:
    """Whether a word is only letters that stand for something, as the sizes S and XL."""
    return token.text.isupper() and len(token.text) <= _LONGEST_CODE and not closed_class().get(token.word)


def _without_rows(text: str) -> str:
    """The text without the rows of pasted tables, whose names and codes are in no dictionary."""
    lines = text.split("\n")
    rows = table_lines(lines)
    return "\n".join(
        line for number, line in enumerate(lines) if number not in rows or number - 1 not in rows
    )
