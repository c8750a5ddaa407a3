"""Find the figures people ask for: ``how many appointments each stylist had``, ``turnover per customer``."""

from itertools import pairwise

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import sentence

from .events import event_of
from .evidence import Evidence, ReportClue, Topic
from .naming import thing_name

_PER = frozenset(["per", "by", "each", "every"])
_WANTS = frozenset(
    [
        "see",
        "show",
        "report",
        "reports",
        "reporting",
        "statistics",
        "stats",
        "chart",
        "charts",
        "graph",
        "total",
        "totals",
        "count",
        "sum",
        "average",
        "turnover",
        "revenue",
        "compare",
        "overview",
        "figures",
        "ranking",
        "leaderboard",
        "breakdown",
        "sums",
    ]
)
_RANKING = frozenset(("top", "busiest", "best-selling", "bestselling", "best", "most-used", "ranking"))
_SPENT = {"spend": "spending", "spent": "spending", "earn": "revenue", "earned": "revenue", "sell": "sales"}
_LISTED = frozenset(
    ("overview", "report", "chart", "graph", "figure", "statistic", "list", "ranking", "breakdown")
)
_LIST_OF = frozenset(("number", "count", "end", "top", "kind", "beginning", "start"))
_AVERAGE = frozenset(["average", "avg", "mean"])
_TOTAL = frozenset(["total", "totals", "sum", "sums"])
_COUNT = frozenset(["many", "number", "count", "counts"])
_UNITS = frozenset(["day", "week", "month", "quarter", "year"])
_EVERY = {
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "yearly": "year",
    "annual": "year",
    "quarterly": "quarter",
}
_NOT_MEASURED = frozenset(["price", "rate", "cost", "fee"])
_LONGEST = 40
_STOP = frozenset((",", ";", ".", "(", ")", "so", "because", "where", "which", "that", "!", "?", "but"))


def read_reports(evidence: Evidence) -> None:
    """Add report clues; the words they used are taken out of the segments."""
    for segment in evidence.segments:
        if segment.topic in {Topic.LATER, Topic.STATE, Topic.ROLE}:
            continue
        in_reports = segment.topic is Topic.REPORT
        wanting = _is_wished(set(segment.words))
        used: list[Token] = []
        for chunk in _chunks(segment.tokens):
            if in_reports or wanting:
                earlier = segment.tokens[: segment.tokens.index(chunk[0])]
                clue = _read(evidence, chunk, in_reports, earlier)
                if clue is not None:
                    evidence.reports.append(clue)
                    used.extend(chunk)
        if used and not in_reports:
            gone = {id(token) for token in used}
            segment.tokens = [token for token in segment.tokens if id(token) not in gone]


def _is_wished(words: set[str]) -> bool:
    """Whether a sentence asks for figures."""
    asking = words & {"want", "need", "like", "know"}
    counting = {"how", "many"} <= words or ("number" in words and words & (asking | {"per"}))
    ranking = words & _RANKING or ("most" in words and words & {"which", "who"})
    grouped = words & {"per", "by"} and asking and len(words) < _LONGEST
    return bool(words & _WANTS or counting or ranking or grouped)


def _chunks(tokens: list[Token]) -> list[list[Token]]:
    chunks: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        following = [t.word for t in tokens[place + 1 : place + 6]]
        new_one = (
            token.word == "and"
            and any(word in _PER for word in following)
            and any(t.word in _PER for t in chunks[-1])
        )
        if token.word == "which" and any(t.word == "most" for t in tokens[place:]):
            chunks.append([token])
        elif token.word in _STOP or new_one:
            chunks.append([])
        else:
            chunks[-1].append(token)
    return [chunk for chunk in chunks if chunk]


def _read(
    evidence: Evidence, tokens: list[Token], in_reports: bool, earlier: list[Token]
) -> ReportClue | None:
    before = evidence.reports[-1] if evidence.reports else None
    words = [t.word for t in tokens]
    ranked = _ranked(evidence, tokens)
    if ranked is not None:
        return ranked
    counting = "how" in words and "many" in words
    figures = set(words) & (_TOTAL | _COUNT | _AVERAGE | {"report", "up"})
    splits = _PER if counting or in_reports or figures else _PER - {"each", "every"}
    splits = frozenset(("per", "by")) if "per" in words[1:] else splits
    place = next((i for i, t in enumerate(tokens) if i and t.word in splits and i + 1 < len(tokens)), None)
    if place is None:
        return _ungrouped(evidence, tokens, in_reports)
    groups = _groups(tokens, place)
    if not groups:
        return None
    told = set(words[:place]) & (_TOTAL | _COUNT | _AVERAGE)
    wished = set(words) & (_WANTS | {"turnover", "revenue", "sales", "need", "know", "want", "like"})
    measured = _measured(tokens, place)
    if not measured:
        measured = before.measure if before is not None and (in_reports or counting) else _spoken_of(earlier)
        if not measured and not told & _TOTAL:
            return None
    if not in_reports and not told and not wished:
        return None
    if not in_reports and not told and measured[-1] in _NOT_MEASURED and not set(words[:place]) & _LISTED:
        return None
    operation = _operation(words, place)
    title = _title(measured, groups, operation)
    return ReportClue(operation, measured, groups, quote(evidence.text, tokens), title)


def _spoken_of(tokens: list[Token]) -> list[str]:
    """What a total without a name adds up: the last things listed before it."""
    named = [p for p in noun_phrases(tokens) if known_thing(thing_name(p)) is not None and p.plural]
    return list(named[-1].nouns) if named and not is_person_word(thing_name(named[-1])) else []


def _operation(words: list[str], place: int) -> str:
    if set(words) & _AVERAGE:
        return "avg"
    if ("how" in words and "many" in words) or set(words[:place]) & _COUNT:
        return "count"
    summed = set(words) & _TOTAL or ("up" in words and set(words) & {"sums", "add", "adds", "sum"})
    return "sum" if summed else ""


def _ranked(evidence: Evidence, tokens: list[Token]) -> ReportClue | None:
    """``which rooms are used most``, ``top 10 customers by turnover``, ``best-selling products``."""
    words = [t.word for t in tokens]
    most = "most" in words and bool(set(words) & {"which", "who", "what"})
    starts = _RANKING | ({"which", "who", "what"} if most else set())
    first = next((i for i, word in enumerate(words) if word in starts), None)
    phrases = noun_phrases(tokens)
    ranked = next(
        (p for p in phrases if first is not None and p.last > first and p.head not in _LISTED), None
    )
    if ranked is None or first is None:
        return None
    rest = tokens[ranked.last + 1 :]
    by = next((i for i, t in enumerate(rest) if t.word in {"by", "for"}), None)
    measured = noun_phrases(rest[by + 1 :]) if by is not None else []
    event = next((event_of(t) for t in [*rest, *tokens[first : ranked.first + 1]] if event_of(t)), "")
    measure = measured[0].nouns if measured else event.split("_") if event else []
    group = [a for a in ranked.adjectives if a not in _RANKING] + ranked.nouns
    operation = "" if measured else "count"
    title = _title(measure, [group], operation)
    return ReportClue(operation, measure, [group], quote(evidence.text, tokens), title)


def _ungrouped(evidence: Evidence, tokens: list[Token], in_reports: bool) -> ReportClue | None:
    """``weekly sales``, and under a heading of reports whatever is named."""
    phrases = noun_phrases(tokens)
    groups = _periods(tokens)
    listed = any(noun_lemma(t.word) in _LISTED for t in tokens)
    clause = any(t.tag in {"HAVE", "BE", "MODAL"} for t in tokens)
    if not phrases or not ((in_reports and not clause) or (groups and listed)):
        return None
    measured = _measured(tokens, len(tokens))
    if not measured:
        return None
    return ReportClue(
        "",
        measured,
        groups,
        quote(evidence.text, tokens),
        sentence(" ".join(t.word for t in tokens if t.is_word)),
    )


def _measured(tokens: list[Token], place: int) -> list[str]:
    """The words for what is measured, right before the grouping."""
    part = tokens[:place]
    while part and part[-1].tag in {"PREP", "ADV"}:
        part = part[:-1]
    spent = next((_SPENT[t.word] for t in reversed(part) if t.word in _SPENT and t.tag == "VERB"), None)
    phrases = noun_phrases(part)
    if spent and (not phrases or phrases[-1].last < len(part) - 2):
        return [spent]
    chain: list[NounPhrase] = []
    for phrase in reversed(phrases):
        if chain and not (
            phrase.last + 2 == chain[0].first and part[phrase.last + 1].word in {"of", "in", "for"}
        ):
            break
        if chain and phrase.head in _LIST_OF | _TOTAL | _LISTED:
            break
        chain.insert(0, phrase)
        if len(chain) == 2:
            break
    words: list[str] = []
    for phrase in chain:
        kept = [a for a in phrase.adjectives if a not in {*_AVERAGE, *_TOTAL, *_EVERY, *_RANKING}]
        after = max((i + 1 for i, n in enumerate(phrase.nouns) if n in _TOTAL), default=0)
        nouns = phrase.nouns[after:]
        if nouns and nouns[-1] in _LISTED and len(nouns) > 1:
            nouns = nouns[:-1]
        words += [*kept, *(n for n in nouns if n not in _LISTED | {"number", "count"})]
    return words


def _groups(tokens: list[Token], place: int) -> list[list[str]]:
    groups: list[list[str]] = []
    phrases = noun_phrases(tokens)
    for position in range(place, len(tokens)):
        if tokens[position].word in _PER or (tokens[position].word == "and" and groups):
            phrase = next(
                (p for p in phrases if position <= p.first <= position + 1 or p.first <= position <= p.last),
                None,
            )
            if phrase is not None:
                group = [*phrase.adjectives, *phrase.nouns]
                if group not in groups:
                    groups.append(group)
    return [*groups, *(period for period in _periods(tokens) if period not in groups)]


def _periods(tokens: list[Token]) -> list[list[str]]:
    """``weekly`` and ``a week`` group by the week."""
    found = [_EVERY[t.word] for t in tokens if t.word in _EVERY]
    for before, token in pairwise(tokens):
        if before.word in {"a", "each", "every"} and token.word in _UNITS:
            found.append(token.word)
    return [[unit] for unit in dict.fromkeys(found)]


def _title(measure: list[str], groups: list[list[str]], operation: str) -> str:
    if not measure and operation != "sum":
        return sentence(f"most used {' '.join(groups[0])}")[:150]
    lead = {"avg": "average ", "count": "number of ", "sum": "total "}.get(operation, "")
    return sentence(f"{lead}{' '.join(measure)} by {' and '.join(' '.join(g) for g in groups)}")[:150]
