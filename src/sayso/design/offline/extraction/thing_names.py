"""How a noun phrase names a thing: collective words and determiners gone, singular, snake case."""

from sayso.design.knowledge.known import is_business, is_talk, known_thing, known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.phrases import NounPhrase
from sayso.design.offline.field_types import known_type
from sayso.kit.words import snake

_EACH = frozenset(("each", "every"))
_TELLING = frozenset(("report", "note", "record"))
"""Before some trouble these are what is done with it: *report defects*."""


def thing_name(phrase: NounPhrase) -> str:
    """The name a thing would get from this phrase."""
    nouns = [noun for noun in phrase.nouns if noun[:1].isalpha() and not any(c.isdigit() for c in noun)]
    if not nouns:
        return ""
    while (
        len(nouns) > 1
        and nouns[0] != "paper"
        and snake(nouns[-1]) not in known_things()
        and nouns[-1] in word_set("talk", "lead", "collective")
        and not _is_deed(nouns[-2])
    ):
        nouns = nouns[:-1]
    if (
        nouns[0] in word_set("talk", "lead", "weekdays")
        and nouns[1:]
        and snake(" ".join(nouns)) not in known_things()
    ):
        nouns = nouns[1:]
    if nouns[0] in _TELLING and nouns[1:2] and nouns[1] in word_set("talk", "lead", "trouble"):
        nouns = nouns[1:]
    name = snake(" ".join(nouns))
    full = snake(" ".join([*phrase.adjectives, *nouns]))
    return full if full in known_things() else name


def _is_deed(noun: str) -> bool:
    """What is done and no thing: of *shopping lists* there are many, of *shopping* there are none."""
    return noun.endswith("ing") and noun not in known_things()


def is_attribute(name: str) -> bool:
    """Whether a name reads as a value kept about something rather than as a thing."""
    words = name.split("_")
    if name in known_things():
        return False
    kind = known_type(words)
    return kind is not None


def may_be_thing(phrase: NounPhrase) -> bool:
    """Whether a phrase could name a thing to keep at all."""
    if not phrase.nouns or (phrase.proper and not known_thing(thing_name(phrase))):
        return False
    name = thing_name(phrase)
    head = name.rpartition("_")[2]
    if not name or not name[0].isalpha() or (len(name) < 3 and name not in known_things()):
        return False
    if name in known_things():
        return "_" in name or not is_talk(head) or head in known_things()
    if is_talk(head) and head in known_things() and "_" in name and len(phrase.nouns) > 1:
        return True
    if phrase.plural and len(phrase.nouns) > 1 and is_collective(head) and _is_deed(phrase.nouns[-2]):
        return True
    several = phrase.plural or bool({*phrase.openers} & _EACH)
    return not is_talk(head) and not is_talk(name) and not (is_business(head) and not several)


def is_collective(noun: str) -> bool:
    """Whether a noun only gathers what follows *of*: a list of services."""
    return noun_lemma(noun) in word_set("talk", "lead", "collective")


def give_words() -> frozenset[str]:
    """Words between a thing and what is kept about it."""
    return word_set("talk", "give", "words")


def link_verbs() -> frozenset[str]:
    """Verbs that tie two things together."""
    return frozenset(str(load("talk")["give"]["link_verbs"]).split())
