"""The words of a clause that a change left unused."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import noun_lemma, readings, verb_lemma
from sayso.design.offline.refine.answering import mentions_spec
from sayso.design.offline.refine.types import Focus
from sayso.design.offline.refine.words import synonyms
from sayso.kit.words import snake
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.model import AppSpec

from .choices import owned, typed
from .claims import contradicted
from .evidence import Evidence, Step, evidence_of
from .names import is_name
from .owners import ambiguous, unnamed_owners
from .refusal import Refused
from .vocabulary import aside, kinds, means, number_of, phrases, uses

_WORD = re.compile(r"\d+(?:[.,]\d+)*|n't\b|(?:(?!n't\b)[A-Za-z0-9])+")
_NO_MORE = re.compile(r"\bany (?:more|longer)\b", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]+)"')
_TYPO = 84


def content(clause: str) -> list[str]:
    """The words of a clause that say something."""
    return [word for word, *_ in _words(clause) if not _is_aside(word)]


def is_remark(sentence: str, spec: AppSpec) -> bool:
    """Whether a sentence asks for nothing and names nothing of the application: *The list got too long.*"""
    if phrases("reasons", "wish").search(sentence) or re.search(r"\d|\"", sentence):
        return False
    return mentions_spec(sentence, spec) is None


def refused_by(clause: str, message: str, step: Step, focus: Focus) -> Refused | None:
    """What speaks against edits that fulfil a clause of a message; None where they use all that it says."""
    before, after, edits = step.before, step.after, step.edits
    left = unaccounted(clause, step)
    if left:
        return Refused(clause, left, edits, before)
    contrary = tuple(dict.fromkeys(contradicted(clause, before, after)))
    if contrary:
        return Refused(clause, contrary, edits, before, is_contrary=True)
    if unnamed_owners(message, before, after, focus.entity):
        return Refused(
            clause, (), edits, before, "Which of your lists is it about?", tuple(owned(before, clause))
        )
    pairs = list(ambiguous(message, before, edits, focus))
    if pairs:
        name = label_of(pairs[0][0].element) or name_of(pairs[0][0].element)
        asked = f"There is more than one “{name}”. Which one?"
        return Refused(clause, (), edits, before, asked, tuple(typed(before, clause, pairs)))
    return None


def unaccounted(clause: str, step: Step) -> tuple[str, ...]:
    """The parts of a clause that edits, which led from one spec to another, did not use.

    A word is used where it is part of a name or a value that the edits touched, or says what they did and of
    which kind what they touched is. A name which they gave has to be one, and where the clause names a kind
    beside a name, what is taken out or called otherwise has to be of that kind.
    """
    found = evidence_of(step)
    quoted = {snake(text) for text in _QUOTED.findall(clause)}
    mangled = {name for name in found.invented if not is_name(name) and snake(name) not in quoted}
    mangled |= {snake(name) for name in mangled}
    known = _forms_of(
        name
        for name in found.names | found.texts | found.invented
        if name not in mangled and not any(snake(one) in snake(name) for one in mangled)
    )
    mistaken = _mistaken_kinds(clause, found, step.before)
    said = clause[: _reason(clause, found)]
    unused = [
        (start, end)
        for word, start, end in _words(said)
        if word in mistaken or not (_is_aside(word) or _is_used(word, known, found))
    ]
    if mangled and not unused:
        cut = _forms_of(mangled)
        unused = [
            (start, end) for word, start, end in _words(said) if not _is_aside(word) and _forms(word) & cut
        ]
    return tuple(dict.fromkeys(_phrases(clause, unused))) or tuple(sorted(mangled))


def _words(clause: str) -> Iterator[tuple[str, int, int]]:
    for match in _WORD.finditer(_NO_MORE.sub(lambda no_more: "anymore".ljust(len(no_more[0])), clause)):
        yield ("not" if match.group() == "n't" else match.group().lower()), match.start(), match.end()


@lru_cache(maxsize=16384)
def _meant(word: str) -> str:
    """The word of the vocabulary that an unknown one is a slip of, else itself."""
    if len(word) < 4 or readings(word) or word in aside() or word in uses():
        return word
    alike = max((*uses(), *aside()), key=lambda known: fuzz.ratio(word, known))
    return alike if len(alike) >= 4 and fuzz.ratio(word, alike) >= _TYPO else word


def _is_aside(word: str) -> bool:
    """Whether it needs nothing: a word of a closed class, or an adverb that says how somebody speaks."""
    word = _meant(word)
    if word in aside() or (len(word) > 3 and {noun_lemma(word), verb_lemma(word)} & aside()):
        return True
    return word not in uses() and readings(word) == {"ADV"}


def _is_used(word: str, known: set[str], found: Evidence) -> bool:
    number = number_of(word)
    if number is not None and number in found.numbers:
        return True
    if word[:1].isdigit():
        return word in known
    said = _forms(word)
    if said & known:
        return True
    said |= _forms(_meant(word))
    if any(uses().get(one, frozenset()) & found.facets for one in said):
        return True
    alike = {other for one in said for other in (*synonyms().get(one, ()), *means().get(one, ()))}
    if alike & known:
        return True
    return len(word) >= 4 and any(len(one) >= 4 and fuzz.ratio(word, one) >= _TYPO for one in known)


@lru_cache(maxsize=16384)
def _forms(word: str) -> frozenset[str]:
    """A word as it stands, in its base forms and written out."""
    short = [part for known in load("abbreviations").values() for part in str(known.get(word, word)).split()]
    return frozenset({form for one in (word, *short) for form in (one, noun_lemma(one), verb_lemma(one))})


def _forms_of(texts: Iterable[str]) -> set[str]:
    """The words of names and values, also those that are written in one."""
    found: set[str] = set()
    for text in texts:
        parts = [part for part in snake(text).split("_") if part]
        words = [*parts, *_WORD.findall(text.lower()), *("".join(pair) for pair in pairwise(parts))]
        found |= {form for word in words for form in _forms(word)}
        found.add("".join(part[0] for part in parts))
    return found


def _reason(clause: str, found: Evidence) -> int:
    """Where the reason or the purpose of a wish begins: ``drop the fax, nobody has one``."""
    lists = ["because", "purpose"]
    if found.facets & {"remove", "deny"} and "add" not in found.facets:
        lists.append("begin")
    ends = [len(clause)]
    for name in lists:
        match = re.search(rf",?\s+{phrases('reasons', name).pattern}", clause, re.IGNORECASE)
        wish = "order" if name == "purpose" else "wish"
        if match is not None and not phrases("reasons", wish).search(clause, match.end()):
            ends.append(match.start())
    return min(ends)


def _mistaken_kinds(clause: str, found: Evidence, spec: AppSpec) -> set[str]:
    """Words for kinds that stand beside the name of what was taken out or renamed, and are not its kind."""
    words = [word for word, *_ in _words(clause)]
    mistaken: set[str] = set()
    here = {component.type.value for component in spec.components}
    for kind, name in found.targets:
        said = [_forms(part) for part in snake(name).split("_") if part]
        for at in range(len(words) - len(said) + 1):
            if not all(_forms(words[at + n]) & said[n] for n in range(len(said))):
                continue
            for near in (at - 1, at + len(said)):
                meant = kinds().get(words[near], frozenset()) if 0 <= near < len(words) else frozenset()
                if meant and kind not in meant:
                    mistaken.add(words[near])
            itself = kinds().get(words[at], frozenset()) if len(said) == 1 else frozenset()
            if itself & here and kind not in itself:
                mistaken.add(words[at])
    return mistaken


def _phrases(clause: str, unused: list[tuple[int, int]]) -> Iterator[str]:
    """Unused words as they stand, those that only words without content part in one piece."""
    start, end = -1, -1
    for begin, stop in unused:
        between = clause[end:begin] if end >= 0 else ""
        if start >= 0 and not re.search(r"[,;:.]", between) and not content(between):
            end = stop
            continue
        if start >= 0:
            yield clause[start:end]
        start, end = begin, stop
    if start >= 0:
        yield clause[start:end]
