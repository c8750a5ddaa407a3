"""What cannot be done by rules, said plainly with what can be said instead."""

import re

from sayso.design.languages import foreign
from sayso.llm.types import Role

from .sentence import CannotError, Sentence

_UNABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        (
            r"\b(?:sms|text\s+messages?|whats\s?app|telegram|signal|phone\s+call|call\s+(?:me|him"
            r"|her|them)(?:\s+by\s+phone)?(?=\s*(?:[,.]|$|when|if|every)))\b"
        ),
        (
            "I cannot send text messages or make phone calls. I can tell you in Sayso, write a "
            "letter by e-mail, or call an address of a service that does."
        ),
        ("tell me in Sayso", "e-mail me"),
    ),
    (
        r"\b(?:slack|microsoft\s+teams|ms\s+teams|discord|mattermost)\b",
        (
            "I know such services only by an address that takes messages (an incoming webhook). "
            "Say “post it to” with that address."
        ),
        ("post it to https://hooks.example.org/…", "e-mail me"),
    ),
    (
        r"\b(?:pdf|excel|spreadsheet|google\s+sheets?|xlsx|attachment|word\s+document|powerpoint)\b",
        (
            "Without a model I cannot read or write files such as PDF or Excel. I can send "
            "lists and figures as text, and read JSON, CSV, feeds and tables of pages."
        ),
        ("send me the rows as a list",),
    ),
    (
        (
            r"\b(?:predict|forecast|translate|sentiment|classif(?:y|ies)"
            r"|categori[sz]e\s+by\s+content|understand|generate\s+(?:an?\s+)?(?:image|picture"
            r"|text|reply|answer)|draft\s+(?:an?\s+)?(?:reply|answer)|answer\s+(?:e-?mails?"
            r"|questions)|(?:write|draft|compose|generate)\s+(?:an?\s+"
            r"|the\s+)?(?:[\w-]+\s+)?(?:answer|reply|response|text|article|blog\s+post|story)\b"
            r"|chatbot|ai\b|summari[sz]e\s+the\s+(?:text|article|content|page|meaning))"
        ),
        (
            "Without a model I cannot judge, translate or write texts. I can watch addresses, "
            "collect records, summarise figures and rows, copy rows, call addresses and remind people."
        ),
        (),
    ),
    (
        (
            r"\b(?:pay|transfer\s+money|buy|purchase\s+(?:it|them)|order\s+(?:it"
            r"|them)\s+(?:automatically)?|tweet|post\s+on\s+(?:twitter|facebook|instagram"
            r"|linkedin)|instagram|facebook|linkedin)\b(?!\s*(?:orders?|invoices?))"
        ),
        (
            "I cannot buy, pay or post on social networks. I can tell people, and call an "
            "address of a service that does."
        ),
        (),
    ),
    (
        (
            r"\b(?:log\s?in|sign\s+in)\s+(?:to|on|at|into)\b|\bcaptcha\b|\bclick\b|\bfill\s+(?:in"
            r"|out)\s+(?:the\s+|a\s+)?form\b"
        ),
        (
            "I cannot sign in to pages or press buttons there. I can ask an address, with a key "
            "that is kept as a secret where it wants one."
        ),
        (),
    ),
)


def refuse_unable(sentence: Sentence) -> None:
    """Say what cannot be done.

    Raises:
        CannotError: when the words ask for it.
    """
    text = sentence.said.open
    for pattern, message, suggestions in _UNABLE:
        found = re.search(pattern, text)
        if found is None or (sentence.hooks and "slack" in pattern):
            continue
        if _is_of_modules(sentence, found[0]):
            continue
        raise CannotError(message, suggestions)


def _is_of_modules(sentence: Sentence, word: str) -> bool:
    """Whether a word is a name of something in the applications."""
    root = word.split(maxsplit=1)[0].rstrip("s")
    for module in sentence.facts.get("modules") or []:
        for entity in module["entities"]:
            names = [entity["name"], *(one["name"] for one in entity["fields"])]
            names += [one["name"] for one in entity.get("states") or []]
            if any(root in name.split("_") or f"{root}s" in name.split("_") for name in names):
                return True
    return False


def refuse_foreign(text: str) -> None:
    """Refuse words in another language than English, in that language where it is known well enough.

    Raises:
        CannotError: when some of them are.
    """
    other = foreign(text)
    if other is not None:
        raise CannotError(other.answer(Role.CODE))
