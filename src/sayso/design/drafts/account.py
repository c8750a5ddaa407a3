"""Which words of a description became something, and which did not."""

from collections.abc import Callable, Iterable, Iterator

from sayso.catalogue.words import stem, word_list
from sayso.design.language.tags import tag
from sayso.design.language.tokens import tokenize
from sayso.spec.edits.kinds import label_of, name_of
from sayso.spec.edits.tree import walk
from sayso.spec.model import AppSpec

from .description_words import Said, Word

_MOST = 12
_NOUNS = frozenset({"NOUN", "PROPN"})


def unused(said: Said, spec: AppSpec, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Phrases of the text that nothing was made of, as they stand there; ``known`` are stems used otherwise.

    Words about software in general are none of them; words about looks are.
    """
    used = {*_made(spec), *known, *said.unwanted}
    nouns = {token.word for token in tag(tokenize(said.text)) if token.tag in _NOUNS}
    gone = {id(word) for word in said.negated}

    def is_left(word: Word) -> bool:
        if word.is_looks:
            return stem(word.text) not in used
        return bool(word.stem) and word.stem not in used and word.text in nouns and id(word) not in gone

    phrases = (said.text[run[0].start : run[-1].end] for run in _runs(said, is_left))
    kept: dict[str, str] = {}
    for phrase in phrases:
        kept.setdefault(phrase.lower(), " ".join(phrase.split()))
    return tuple(kept.values())[:_MOST]


def _runs(said: Said, is_left: Callable[[Word], bool]) -> Iterator[list[Word]]:
    """Words that are left over, in runs; with words about looks goes what they are the looks of."""
    run: list[Word] = []
    for word in said.words:
        beside = bool(run) and said.text[run[-1].end : word.start].strip(" -") == ""
        joins = beside and run[-1].is_looks and word.text in word_list("talk")
        if run and not beside:
            yield run
            run = []
        if is_left(word) or joins:
            run.append(word)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _made(spec: AppSpec) -> set[str]:
    """The stems of everything that the application calls something."""
    texts = [spec.name]
    for spot in walk(spec):
        texts += filter(None, (name_of(spot.element), label_of(spot.element)))
    for entity in spec.entities:
        for field in entity.fields:
            texts += [text for option in field.options for text in (option.name, option.label)]
    for report in spec.reports:
        texts += [report.title]
    return {stem(word) for text in texts for word in str(text).replace("_", " ").lower().split()}
