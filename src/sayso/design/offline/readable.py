"""Whether a text can be read at all: long enough, not noise, in English."""

from sayso.design.knowledge.known import known_things
from sayso.design.language.grids import table_lines
from sayso.design.language.lemmas import noun_lemma, readings
from sayso.design.language.spelling import corrected
from sayso.design.language.tags import closed_class
from sayso.design.language.tokens import Token, tokenize
from sayso.design.languages import foreign
from sayso.design.types import Question
from sayso.llm.types import Role

MAX_LENGTH = 60_000
_SAMPLE = 400
_READ = 20_000
_LEAST_KNOWN = 0.55
_LONGEST_CODE = 3
EXAMPLES = (
    "Clients with name and phone; appointments with client, date and price",
    "Books with title and author, and loans to members",
)
"""Descriptions that can be read, offered where one cannot."""


def unreadable(text: str, role: Role = Role.SCHEMA) -> Question | None:
    """A helpful question when the text cannot be read, else None; ``role`` is whose model could read it."""
    if not text.strip():
        return Question("What should it keep track of? A sentence or two is enough.", EXAMPLES)
    if len(text) > MAX_LENGTH:
        return Question(
            f"That is too long to read at once (over {MAX_LENGTH:,} characters). "
            "Which part describes what you need?",
            EXAMPLES,
        )
    other = foreign(text)
    if other is not None and other.is_whole:
        return Question(other.answer(role), EXAMPLES)
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
    alone = len(words) == 1 and noun_lemma(words[0]) in known_things()
    if (len(words) < 2 and not alone) or known < _LEAST_KNOWN * len(words):
        return Question(
            "I could not make sense of that. What should it keep track of, and what about each?", EXAMPLES
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
