"""The parts of a figure that is asked for: what is measured, and by what it is grouped."""

from itertools import pairwise

from sayso.design.language.lemmas import is_participle, is_plural, noun_lemma, verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token

PER = frozenset(["per", "by", "each", "every", "/"])
RANKING = frozenset(("top", "busiest", "best-selling", "bestselling", "best", "most-used", "ranking", "most"))
LISTED = frozenset(
    ("overview", "report", "chart", "graph", "figure", "statistic", "list", "ranking", "breakdown")
)
AVERAGE = frozenset(["average", "avg", "mean"])
TOTAL = frozenset(["total", "totals", "sum", "sums"])
COUNT = frozenset(["many", "number", "count", "counts"])
UNITS = frozenset(["day", "week", "month", "quarter", "year"])
_EVERY = {
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "yearly": "year",
    "annual": "year",
    "quarterly": "quarter",
}
_LIST_OF = frozenset(("number", "count", "end", "top", "kind", "beginning", "start"))
_WISHING = frozenset(("want", "need", "please", "pls", "like", "show", "see", "wish"))
_BROUGHT = {
    "spend": "spending",
    "earn": "revenue",
    "sell": "sales",
    "cost": "cost",
    "make": "revenue",
    "bring": "revenue",
    "owe": "money",
    "buy": "turnover",
    "pay": "money",
    "donate": "money",
}
_SPENT = frozenset(("spend", "earn", "sell"))


def brought_in(token: Token, verbs: frozenset[str] | None = None) -> str | None:
    """What a verb of money is about: who earns has revenue."""
    lemma = verb_lemma(token.word)
    return _BROUGHT.get(lemma) if token.tag == "VERB" and lemma in (verbs or _BROUGHT) else None


def measured(tokens: list[Token], place: int) -> list[str]:
    """The words for what is measured, right before the grouping."""
    part = tokens[:place]
    while part and (part[-1].tag in {"PREP", "ADV"} or _said_of_it(part) or _lists(part)):
        part = part[:-1]
    spent = next((found for t in reversed(part) if (found := brought_in(t, _SPENT))), None)
    phrases = noun_phrases(part)
    if spent and (not phrases or phrases[-1].last < len(part) - 2):
        return [spent]
    if part and part[-1].tag == "VERB" and is_plural(part[-1].word):
        return [noun_lemma(part[-1].word)]
    chain = _chain(part, phrases)
    if len(chain) > 1 and part[chain[1].first - 1].word in {"of", "from"}:
        chain.reverse()
    return [word for phrase in chain for word in _words(phrase, part)]


def _lists(part: list[Token]) -> bool:
    """``sales figures``: what only says how they are shown."""
    return len(part) > 1 and part[-2].tag == "NOUN" and part[-1].word in {"figures", "statistics", "reports"}


def _said_of_it(part: list[Token]) -> bool:
    """``kilos donated``, ``fees paid``, ``shifts worked``: a participle after the noun says no more."""
    last, before = part[-1], part[-2] if len(part) > 1 else None
    return (
        before is not None
        and before.tag in {"NOUN", "PROPN"}
        and last.tag in {"VERB", "ADJ"}
        and (
            last.word.endswith(("ed", "en")) or last.word in {"sold", "paid", "left", "spent", "won", "lost"}
        )
    )


def _chain(part: list[Token], phrases: list[NounPhrase]) -> list[NounPhrase]:
    chain: list[NounPhrase] = []
    for phrase in reversed(phrases):
        if chain and not (
            phrase.last + 2 == chain[0].first and part[phrase.last + 1].word in {"of", "in", "for", "from"}
        ):
            break
        if chain and phrase.head in _LIST_OF | TOTAL | LISTED | AVERAGE:
            break
        chain.insert(0, phrase)
        if len(chain) == 2:
            break
    return chain


def _words(phrase: NounPhrase, part: list[Token]) -> list[str]:
    kept = [a for a in phrase.adjectives if a not in {*AVERAGE, *TOTAL, *_EVERY, *RANKING, "much", "many"}]
    before = part[phrase.first - 1] if phrase.first else None
    if before is not None and before.tag == "VERB" and is_participle(before.word):
        kept.insert(0, before.word)
    nouns = list(phrase.nouns)
    while len(nouns) > 1 and nouns[0] in _WISHING | AVERAGE | TOTAL:
        nouns = nouns[1:]
    after = max((i + 1 for i, n in enumerate(nouns) if n in TOTAL), default=0)
    nouns = nouns[after:]
    if nouns and nouns[-1] in LISTED and len(nouns) > 1:
        nouns = nouns[:-1]
    faults = phrase.plural and kept and nouns == ["breakdown"]
    vague = frozenset() if faults else LISTED | {"number", "count"}
    return [*kept, *(n for n in nouns if n not in vague)]


def groups_of(tokens: list[Token], place: int) -> list[list[str]]:
    """Every grouping from a place on: ``per hall and month``."""
    groups: list[list[str]] = []
    phrases = noun_phrases(tokens)
    for position in range(place, len(tokens)):
        if tokens[position].word in PER or (tokens[position].word == "and" and groups):
            phrase = next(
                (p for p in phrases if position <= p.first <= position + 1 or p.first <= position <= p.last),
                None,
            )
            another = phrase is not None and phrase.plural and tokens[position].word == "and"
            if phrase is not None and not another:
                told = [a for a in phrase.adjectives if a not in {"much", "many"}]
                group = [*told, *phrase.nouns]
                if group not in groups:
                    groups.append(group)
    return [*groups, *(period for period in periods(tokens) if period not in groups)]


def periods(tokens: list[Token]) -> list[list[str]]:
    """``weekly`` and ``a week`` group by the week."""
    found = [_EVERY[t.word] for t in tokens if t.word in _EVERY]
    for before, token in pairwise(tokens):
        if before.word in {"a", "each", "every"} and token.word in UNITS:
            found.append(token.word)
    return [[unit] for unit in dict.fromkeys(found)]


def also_measured(tokens: list[Token], place: int) -> list[str]:
    """What is named besides with *and*: the litres of ``litres and cost per van``."""
    part = tokens[:place]
    phrases = noun_phrases(part)
    if len(phrases) < 2 or phrases[-1].last != len(part) - 1:
        return []
    before, last = phrases[-2:]
    joined = before.last + 2 == last.first and part[before.last + 1].word == "and"
    return _words(before, part) if joined else []


def figures_only(tokens: list[Token], rated: frozenset[str]) -> bool:
    """``hours per order, cost per order``: nothing but figures, which can only be a wish to see them."""
    if any(t.tag in {"PRON", "HAVE", "BE", "MODAL"} for t in tokens):
        return False
    grouped = [after.word for before, after in pairwise(tokens) if before.word == "per"]
    return len([word for word in grouped if noun_lemma(word) not in rated]) > 1
