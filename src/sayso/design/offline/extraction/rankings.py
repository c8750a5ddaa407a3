"""Figures that put things in order: ``which rooms are used most``, ``top 10 customers by turnover``."""

from itertools import pairwise

from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import sentence

from .events import event_of
from .evidence import Evidence, ReportClue
from .measured import LISTED, RANKING, brought_in

_ASKED = frozenset(("which", "who", "what"))
_OFTEN = frozenset(("often", "frequently", "frequent", "popular", "active"))


def ranked(evidence: Evidence, tokens: list[Token]) -> ReportClue | None:
    """What is put in order, and by which figure: by money where it earns or costs, else by how often."""
    words = [t.word for t in tokens]
    asked = next((i for i, word in enumerate(words) if word in _ASKED), None) if "most" in words else None
    first = asked if asked is not None else _opening(tokens)
    if first is None:
        return None
    phrases = noun_phrases(tokens)
    found = next((p for p in phrases if p.last > first and p.head not in LISTED), None)
    if asked is not None and words[asked] == "who" and (found is None or found.first != asked + 1):
        return _who(evidence, tokens, words, phrases)
    if found is None:
        return None
    measure, operation = _measure(tokens, first, found)
    group = [a for a in found.adjectives if a not in RANKING and not _does(a, tokens)] + found.nouns
    title = title_of(measure, [group], operation)
    return ReportClue(operation, measure, [group], quote(evidence.text, tokens), title)


def _opening(tokens: list[Token]) -> int | None:
    """Where ``top ten``, ``the busiest`` or ``most borrowed`` begins; ``most`` alone orders nothing."""
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.word == "most":
            told = following is not None and (following.word.endswith("ed") or following.word in _OFTEN)
            if told:
                return place
        elif token.word in RANKING:
            return place
    return None


def _does(word: str, tokens: list[Token]) -> bool:
    """Whether an adjective is what was done most: *borrowed* in ``most borrowed books``."""
    return any(before.word == "most" and after.word == word for before, after in pairwise(tokens))


def _measure(tokens: list[Token], first: int, found: NounPhrase) -> tuple[list[str], str]:
    rest = tokens[found.last + 1 :]
    by = next((i for i, t in enumerate(rest) if t.word in {"by", "for"}), None)
    named = noun_phrases(rest[by + 1 :]) if by is not None else []
    if not named:
        most = next((i for i, t in enumerate(rest) if t.word == "most"), None)
        named = noun_phrases(rest[most + 1 :])[:1] if most is not None else []
    if named:
        counted = by is None and not {"money", "revenue", "turnover"} & set(named[0].nouns)
        return list(named[0].nouns), "count" if counted else ""
    money = next((word for t in rest if (word := brought_in(t))), None)
    if money is not None:
        return [money], ""
    event = next((event_of(t) for t in [*rest, *tokens[first : found.last]] if event_of(t)), "")
    return event.split("_") if event else [], "count"


def _who(
    evidence: Evidence, tokens: list[Token], words: list[str], phrases: list[NounPhrase]
) -> ReportClue | None:
    """``who plays the most games``: games, by whoever plays them."""
    most = words.index("most")
    counted = next((p for p in phrases if p.last > most), None)
    if counted is None:
        money = next((word for t in tokens if (word := brought_in(t))), None)
        event = next((event_of(t) for t in tokens if event_of(t)), "")
        measure = [money] if money else event.split("_") if event else []
    else:
        measure = list(counted.nouns)
    if not measure:
        return None
    operation = "count" if counted is not None and counted.head not in {"money", "revenue"} else ""
    title = title_of(measure, [["person"]], operation)
    return ReportClue(operation, measure, [["who"]], quote(evidence.text, tokens), title)


def title_of(measure: list[str], groups: list[list[str]], operation: str) -> str:
    """What a figure is called before it is known what it is about."""
    if not measure and operation != "sum":
        return sentence(f"most used {' '.join(groups[0])}")[:150]
    lead = {"avg": "average ", "count": "number of ", "sum": "total "}.get(operation, "")
    return sentence(f"{lead}{' '.join(measure)} by {' and '.join(' '.join(g) for g in groups)}")[:150]
