"""Find the figures people ask for: ``how many appointments each stylist had``, ``turnover per customer``."""

from dataclasses import dataclass
from itertools import pairwise

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.lists import closing
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import sentence

from .events import event_of
from .evidence import Evidence, ReportClue, Segment, Topic
from .figure_chunks import figure_chunks
from .list_phrases import field_share
from .measured import (
    AVERAGE,
    COUNT,
    LISTED,
    PER,
    RANKING,
    TOTAL,
    UNITS,
    also_measured,
    figures_only,
    groups_of,
    measured,
    periods,
)
from .rankings import ranked, title_of
from .thing_names import thing_name

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
_ASKING = frozenset(
    ("want", "wants", "need", "needs", "like", "know", "see", "show", "asks", "please", "pls")
)
_KEEPING = frozenset(("track", "record", "keep", "store", "log", "enter", "note", "manage"))
_QUALIFIED = frozenset(
    ("open", "overdue", "late", "unpaid", "outstanding", "pending", "expired", "unsolved", "missing")
)
_NOT_MEASURED = frozenset(["price", "rate", "cost", "fee"])
_RATED = frozenset(
    ("night", "hour", "day", "person", "unit", "piece", "kg", "kilo", "litre", "km", "kilometre", "word")
)
_LONGEST = 40
_LEAST_COMMAS = 2
_MOSTLY = 0.5


def read_reports(evidence: Evidence) -> None:
    """Add report clues; the words they used are taken out of the segments."""
    asked, before = False, -1
    for segment in evidence.segments:
        if segment.topic in {Topic.LATER, Topic.STATE} or _only_people(segment):
            continue
        in_reports = segment.topic is Topic.REPORT
        figures = figures_only(segment.tokens, _RATED)
        goes_on = figures or (
            asked and segment.number == before + 1 and not any(t.tag == "VERB" for t in segment.tokens)
        )
        if not in_reports and not goes_on and not _is_wished({*segment.words, *_label(segment)}):
            continue
        used: list[Token] = []
        for chunk in figure_chunks(segment.tokens):
            if not in_reports and _has_values(segment.tokens, chunk[-1]):
                continue
            clues = _read(evidence, _Chunk.of(chunk, segment, bool(used) or goes_on))
            if clues:
                evidence.reports.extend(clues)
                used.extend(chunk)
        asked, before = bool(used), segment.number
        if used and not in_reports:
            gone = {id(token) for token in used}
            segment.tokens = [token for token in segment.tokens if id(token) not in gone]


def _has_values(tokens: list[Token], last: Token) -> bool:
    """``status reports weekly (project, summary, mood)``: what has values of its own is kept, not counted."""
    place = next(i for i, token in enumerate(tokens) if token is last) + 1
    if place >= len(tokens) or tokens[place].word != "(":
        return False
    inside = tokens[place + 1 : closing(tokens, place)]
    return sum(t.word == "," for t in inside) >= _LEAST_COMMAS and field_share(inside) >= _MOSTLY


@dataclass(slots=True)
class _Chunk:
    """Words between two stops; ``asked`` when a wish that was said before still holds for them."""

    tokens: list[Token]
    earlier: list[Token]
    in_reports: bool
    carried: bool
    asked: bool

    @classmethod
    def of(cls, tokens: list[Token], segment: Segment, carried: bool) -> "_Chunk":
        earlier = segment.tokens[: segment.tokens.index(tokens[0])]
        before = [*_label(segment), *(t.word for t in earlier)]
        wished = max((i for i, word in enumerate(before) if word in _ASKING), default=None)
        asked = wished is not None and not set(before[wished:]) & _KEEPING and not _is_clause(tokens)
        return cls(tokens, earlier, segment.topic is Topic.REPORT, carried and not _is_clause(tokens), asked)


def _label(segment: Segment) -> list[str]:
    return [t.word for t in segment.label]


def _only_people(segment: Segment) -> bool:
    """Whether a list of users says nothing of figures: ``owner just looks at reports`` does."""
    return segment.topic is Topic.ROLE and not {"report", "reports", "figures", "statistics"} & set(
        segment.words
    )


def _is_clause(tokens: list[Token]) -> bool:
    return any(t.tag in {"HAVE", "BE", "MODAL", "PRON"} for t in tokens)


def _is_wished(words: set[str]) -> bool:
    """Whether a sentence asks for figures."""
    asking = words & {"want", "wants", "need", "needs", "like", "know", "asks"}
    counting = (
        {"how", "many"} <= words
        or {"how", "often"} <= words
        or ("number" in words and words & (asking | {"per"}))
    )
    money = {"how", "much"} <= words and bool(words & (PER | _ASKING))
    ranking = words & RANKING - {"most"} or ("most" in words and words & {"which", "who"})
    grouped = words & {"per", "by", "/", "each"} and asking and len(words) < _LONGEST
    return bool(words & _WANTS or counting or money or ranking or grouped)


def _read(evidence: Evidence, chunk: _Chunk) -> list[ReportClue]:
    tokens = chunk.tokens
    words = [t.word for t in tokens]
    order = ranked(evidence, tokens)
    if order is not None:
        return [order]
    much = _how_much(words)
    place = _splitting(words, chunk.in_reports, much)
    if place is None:
        return _ungrouped(evidence, chunk)
    groups = groups_of(tokens, place)
    measure = ["money"] if much else _how_often(tokens) or measured(tokens, place)
    if not groups or not _is_figure(evidence, chunk, place, measure, groups):
        return []
    measure = measure or _gone_without_saying(evidence, chunk)
    if not measure and not set(words[:place]) & TOTAL:
        return []
    operation = _operation(words, place)
    found = [ReportClue(operation, measure, groups, quote(evidence.text, tokens), "")]
    besides = also_measured(tokens, place)
    if besides and not much and operation != "count":
        found.insert(0, ReportClue(operation, besides, groups, quote(evidence.text, tokens), ""))
    for clue in found:
        clue.title = title_of(clue.measure, groups, operation)
    return found


def _how_much(words: list[str]) -> bool:
    """Whether money is asked for without naming it: ``how much per owner``, ``how much each donor gave``."""
    return any(
        pair == ("how", "much") and (place + 2 >= len(words) or words[place + 2] in {*PER, "a", "we", "they"})
        for place, pair in enumerate(pairwise(words))
    )


def _how_often(tokens: list[Token]) -> list[str]:
    """``how often each person was visited`` counts the visits."""
    if ("how", "often") not in pairwise(t.word for t in tokens):
        return []
    return next((event.split("_") for t in tokens if (event := event_of(t))), [])


def _splitting(words: list[str], in_reports: bool, much: bool) -> int | None:
    """Where the grouping begins."""
    figures = set(words) & (TOTAL | COUNT | AVERAGE | {"report", "up"})
    counting = much or ("how" in words and {"many", "often"} & set(words))
    splits = PER if counting or in_reports or figures else PER - {"each", "every"}
    splits = frozenset(("per", "by")) if "per" in words[1:] else splits
    return next(
        (
            i
            for i, word in enumerate(words)
            if i and word in splits and i + 1 < len(words) and (word != "/" or words[i + 1] in UNITS)
        ),
        None,
    )


def _is_figure(
    evidence: Evidence, chunk: _Chunk, place: int, measure: list[str], groups: list[list[str]]
) -> bool:
    """Whether words with a grouping ask for a figure, and do not tell of a price or a habit."""
    words = [t.word for t in chunk.tokens]
    told = set(words[:place]) & (TOTAL | COUNT | AVERAGE)
    if chunk.in_reports or told:
        return True
    wished = set(words) & (_WANTS | _ASKING | {"sales", "much"})
    things = [group for group in groups if group[-1] not in UNITS]
    if set(words[:place]) & _KEEPING and not set(words[:place]) & LISTED:
        return False
    if not wished and not chunk.carried and not (chunk.asked and things):
        return False
    if not measure and not _gone_without_saying(evidence, chunk):
        return False
    if measure and measure[-1] in _NOT_MEASURED and not set(words[:place]) & LISTED:
        asked = chunk.carried or (set(words[:place]) & _ASKING and measure[-1] in {"cost", "fee"})
        return bool(asked and things and things[0][-1] not in _RATED)
    return True


def _gone_without_saying(evidence: Evidence, chunk: _Chunk) -> list[str]:
    words = {t.word for t in chunk.tokens}
    before = evidence.reports[-1] if evidence.reports else None
    if before is not None and (chunk.in_reports or {"how", "many"} <= words):
        return before.measure
    return _spoken_of(chunk.earlier)


def _spoken_of(tokens: list[Token]) -> list[str]:
    """What a total without a name adds up: the last things listed before it."""
    named = [p for p in noun_phrases(tokens) if known_thing(thing_name(p)) is not None and p.plural]
    return list(named[-1].nouns) if named and not is_person_word(thing_name(named[-1])) else []


def _operation(words: list[str], place: int) -> str:
    if set(words[:place]) & AVERAGE:
        return "avg"
    if ("how" in words and {"many", "often"} & set(words)) or set(words[:place]) & COUNT:
        return "count"
    summed = set(words) & TOTAL or ("up" in words and set(words) & {"sums", "add", "adds", "sum"})
    return "sum" if summed else ""


def _ungrouped(evidence: Evidence, chunk: _Chunk) -> list[ReportClue]:
    """``weekly sales``, ``number of overdue loans``, and under a heading of reports whatever is named."""
    tokens = chunk.tokens
    phrases = noun_phrases(tokens)
    groups = periods(tokens)
    words = [t.word for t in tokens]
    listed = any(noun_lemma(word) in LISTED for word in words)
    counted = set(words) & COUNT and set(words) & _QUALIFIED
    named = (chunk.in_reports and not _is_clause(tokens)) or (groups and listed) or counted
    if not phrases or not named:
        return []
    found = measured(_until_verb(tokens) if counted else tokens, len(tokens))
    if not found:
        return []
    title = sentence(" ".join(t.word for t in tokens if t.is_word))
    operation = "count" if counted else ""
    return [ReportClue(operation, found, groups, quote(evidence.text, tokens), title)]


def _until_verb(tokens: list[Token]) -> list[Token]:
    """``how many overdue books there are`` ends with the books."""
    last = max((p.last for p in noun_phrases(tokens)), default=len(tokens) - 1)
    return tokens[: last + 1]
