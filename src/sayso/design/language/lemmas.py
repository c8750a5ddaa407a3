"""Base forms of words and which parts of speech a word may be."""

from functools import lru_cache

from sayso.kit.words import singular


@lru_cache(maxsize=32768)
def readings(word: str) -> frozenset[str]:
    """Possible parts of speech of a lower-case word (NOUN, VERB, ADJ, ADV); empty when it is unknown."""
    from lemminflect import getAllLemmas

    return frozenset(getAllLemmas(word))


@lru_cache(maxsize=32768)
def noun_lemma(word: str) -> str:
    """Singular of a lower-case noun; only the last part of a hyphenated word changes."""
    if "-" in word:
        head, _, last = word.rpartition("-")
        return f"{head}-{singular(last)}"
    return singular(word)


@lru_cache(maxsize=32768)
def verb_lemma(word: str) -> str:
    """Base form of a lower-case verb."""
    from lemminflect import getAllLemmas

    forms = getAllLemmas(word, upos="VERB").get("VERB")
    return forms[0] if forms else word


@lru_cache(maxsize=8192)
def inflect(verb: str, tag: str) -> str:
    """``inflect("ship", "VBN")`` gives ``shipped``; the word itself when no form is known."""
    from lemminflect import getInflection

    forms = getInflection(verb, tag)
    return str(forms[0]) if forms else verb


def is_plural(word: str) -> bool:
    """Whether a lower-case noun is written in the plural."""
    return noun_lemma(word) != word or word in {"people", "staff", "data"}


def is_participle(word: str) -> bool:
    """Whether a word can be a past participle (``booked``, ``sent``)."""
    if word.endswith("ed") and len(word) > 4:
        return "VERB" in readings(word) and verb_lemma(word) != word
    return "VERB" in readings(word) and inflect(verb_lemma(word), "VBN") == word and verb_lemma(word) != word
