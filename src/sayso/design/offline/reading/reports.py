"""Find the figures people ask for: ``how many appointments each stylist had``, ``turnover per customer``."""

from itertools import pairwise

from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import sentence

from .evidence import Evidence, ReportClue, Segment, Topic

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
    ]
)
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
_NOT_MEASURED = frozenset(["price", "rate", "cost", "hour", "fee"])
_STOP = frozenset((",", ";", ".", "(", ")", "so", "because", "where", "which", "that", "!", "?", "but"))


def read_reports(evidence: Evidence) -> None:
    """Add report clues; the words they used are taken out of the segments."""
    for segment in evidence.segments:
        if segment.topic in {Topic.LATER, Topic.STATE, Topic.ROLE}:
            continue
        in_reports = segment.topic is Topic.REPORT
        words = set(segment.words)
        wanting = (
            bool(words & _WANTS)
            or {"how", "many"} <= words
            or ("number" in words and words & {"want", "need", "like", "per"})
        )
        wanting = wanting or bool(words & {"per"} and words & {"need", "want", "like"} and len(words) < 40)
        used: list[Token] = []
        for chunk in _chunks(segment.tokens):
            if in_reports or wanting:
                clue = _read(evidence, chunk, in_reports, _carried(evidence, segment))
                if clue is not None:
                    evidence.reports.append(clue)
                    used.extend(chunk)
        if used and not in_reports:
            gone = {id(token) for token in used}
            segment.tokens = [token for token in segment.tokens if id(token) not in gone]


def _carried(evidence: Evidence, segment: Segment) -> ReportClue | None:
    del segment
    return evidence.reports[-1] if evidence.reports else None


def _chunks(tokens: list[Token]) -> list[list[Token]]:
    chunks: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        following = [t.word for t in tokens[place + 1 : place + 6]]
        new_one = (
            token.word == "and"
            and any(word in _PER for word in following)
            and any(t.word in _PER for t in chunks[-1])
        )
        if token.word in _STOP or new_one:
            chunks.append([])
        else:
            chunks[-1].append(token)
    return [chunk for chunk in chunks if chunk]


def _read(
    evidence: Evidence, tokens: list[Token], in_reports: bool, before: ReportClue | None
) -> ReportClue | None:
    words = [t.word for t in tokens]
    counting = "how" in words and "many" in words
    splits = (
        _PER
        if counting or in_reports
        else _PER - {"each", "every"} | ({"each", "every"} if words[:1] == ["total"] else set())
    )
    split = {"per", "by"} if set(words[1:]) & {"per"} else splits
    place = next((i for i, t in enumerate(tokens) if i and t.word in split and i + 1 < len(tokens)), None)
    if place is None:
        if in_reports or counting or words[:1] == ["total"]:
            return _ungrouped(evidence, tokens, in_reports)
        return None
    groups = _groups(tokens, place)
    if not groups:
        return None
    groups += [[_EVERY[w]] for w in words[:place] if w in _EVERY and [_EVERY[w]] not in groups]
    groups += [
        [b.word]
        for a, b in pairwise(tokens)
        if a.word in {"each", "every"} and b.word in _UNITS and [b.word] not in groups
    ]
    measure = list(noun_phrases(tokens[:place]))
    told = set(words[:place]) & (_TOTAL | _COUNT | _AVERAGE)
    last = measure[-1] if measure else None
    if last is None:
        if before is None or not in_reports:
            return None
        measured = before.measure
    else:
        measured = _measured(tokens[:place], measure)
    if (
        not in_reports
        and not told
        and not (
            set(words)
            & {
                "see",
                "show",
                "report",
                "chart",
                "turnover",
                "revenue",
                "sales",
                "statistics",
                "stats",
                "need",
                "know",
                "compare",
            }
        )
    ):
        return None
    if not in_reports and last is not None and (last.head in _NOT_MEASURED and not told):
        return None
    operation = (
        "avg"
        if set(words) & _AVERAGE
        else "count"
        if counting or set(words[:place]) & _COUNT
        else "sum"
        if set(words) & _TOTAL
        else ""
    )
    return ReportClue(
        operation, measured, groups, quote(evidence.text, tokens), _title(measured, groups, operation)
    )


def _ungrouped(evidence: Evidence, tokens: list[Token], in_reports: bool) -> ReportClue | None:
    phrases = noun_phrases(tokens)
    if not phrases or not in_reports:
        return None
    groups = [[_EVERY[t.word]] for t in tokens if t.word in _EVERY]
    measured = _measured(tokens, phrases)
    return ReportClue(
        "",
        measured,
        groups,
        quote(evidence.text, tokens),
        sentence(" ".join(t.word for t in tokens if t.is_word)),
    )


def _measured(tokens: list[Token], phrases: list[NounPhrase]) -> list[str]:
    names = [
        p
        for p in phrases
        if p.head not in _TOTAL | {"number", "count", "chart", "report", "end", "list", "overview"}
    ]
    words: list[str] = []
    if not names and phrases and len(phrases[-1].nouns) > 1:
        return phrases[-1].nouns[:-1]
    for phrase in names[-2:] if any(t.word == "of" for t in tokens) else names[-1:]:
        words.extend([*phrase.adjectives, *phrase.nouns])
    return words or (names[-1].nouns if names else [])


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
    return groups


def _title(measure: list[str], groups: list[list[str]], operation: str) -> str:
    lead = {"avg": "average ", "count": "number of ", "sum": "total "}.get(operation, "")
    return sentence(f"{lead}{' '.join(measure)} by {' and '.join(' '.join(g) for g in groups)}")[:150]
