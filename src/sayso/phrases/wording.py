"""What wishes about rows and about addresses say alike: time, order, number of rows, measure, title."""

import re
from dataclasses import dataclass
from datetime import date
from typing import cast

from typing_extensions import TypeVar

from .lists import pattern_of, word_set
from .meaning import MeasureName, Span, Unit
from .said import Said
from .times import NUMBER, number_of, take_span

_OFTEN = {
    "hourly": "day", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
    "yearly": "year", "annual": "year", "annually": "year",
}  # fmt: skip
_QUOTE = "[\"“”„'‘’«»]"


@dataclass(slots=True)
class Ranking:
    """An order that words name: ``top 5``, ``latest``, ``cheapest``; ``word`` is what was said."""

    kind: str
    word: str
    limit: int | None


@dataclass(slots=True)
class Wording:
    """What was said besides the names of things."""

    span: Span | None = None
    compares: Span | None = None
    is_compared: bool = False
    period: Unit | None = None
    is_over_time: bool = False
    measure: MeasureName | None = None
    ranking: Ranking | None = None
    limit: int | None = None


W_co = TypeVar("W_co", bound=Wording, default=Wording, covariant=True)
"""The wording of a kind of wish, which may know more than this one."""


def take_wording(said: Said, today: date, into: Wording | None = None) -> Wording:
    """Read all of that, and take it out of the words; a wording that knows more already is filled."""
    wording = into or Wording()
    _take_comparison(said, wording, today)
    wording.ranking = _take_ranking(said)
    _take_period(said, wording)
    wording.span = take_span(said, today)
    _take_measure(said, wording)
    if wording.ranking is None:
        wording.ranking = _take_order(said)
    found = said.take(
        rf"\b(?:only\s+)?(?:show\s+)?(?:the\s+)?(?:limit(?:ed)?(?:\s+to)?|at\s+most"
        rf"|max(?:imum)?|no\s+more\s+than|up\s+to)\s+({NUMBER})\s+(?:rows?|entries|items?"
        rf"|records?|lines?|results?)\b"
    )
    wording.limit = number_of(found[1]) if found else None
    return wording


def take_title(said: Said) -> str:
    """``call it “Sales today”``, ``titled Sales``, ``named Sales``."""
    lead = (
        r"(?:\b(?:and\s+)?(?:please\s+)?(?:call|name|title|rename)\s+(?:it|this|the\s+(?:block|card|bot))"
        r"(?:\s+to|\s+as)?|\b(?:and\s+)?(?:titled|entitled|with\s+(?:the\s+)?title)|"
        r"\b(?:change|set)\s+(?:the\s+)?title\s+to)\s*:?\s*"
    )
    found = said.take(rf"{lead}{_QUOTE}([^\"“”„«»]+?){_QUOTE}(?=$|[\s,.;])") or said.take(
        rf"{lead}([^\"“”„«»,;]+?)(?=$|[,;]|\.\s|\.$|\s+and\s+(?:refresh|update|make|show))"
    )
    return said.written(found, 1).strip()[:80] if found else ""


def _take_comparison(said: Said, wording: Wording, today: date) -> None:
    found = said.find(
        r"\b(?:(?:as\s+)?compared\s+(?:with|to)|in\s+comparison\s+(?:with|to)|versus|vs\.?"
        r"|against|than|relative\s+to)\s+(?:that\s+of\s+|the\s+)?(?=(?:yesterday|last"
        r"|previous|the\s+previous|prior|same)\b)"
    )
    if found:
        said.take_span(*found.span())
        rest = Said(" " * found.end() + said.open[found.end() :])
        if rest.take(r"^\s*(?:the\s+)?(?:previous|prior|same)\s+(?:period|time|one)(?:\s+before)?\b") is None:
            wording.compares = take_span(rest, today)
        end = next(
            (i for i in range(found.end(), len(said.text)) if said.text[i] != " " and rest.open[i] != " "),
            len(said.text),
        )
        said.take_span(found.end(), end)
        wording.is_compared = True
        return
    found = said.take(
        r"\b(?:with\s+(?:a\s+|the\s+|its\s+)?(?:trend|change|comparison)|and\s+(?:the\s+"
        r"|its\s+)?(?:trend|change)|compared\s+(?:with|to)\s+(?:before|earlier"
        r"|the\s+time\s+before))\b"
    )
    wording.is_compared = found is not None


def _take_ranking(said: Said) -> Ranking | None:
    for kind in ("newest", "oldest", "most", "least"):
        words = pattern_of("order", kind)
        guard = (
            r"(?!\s+(?:days?|weeks?|months?|quarters?|years?|hours?|name)\b)(?!\s+(?:\d+|"
            + NUMBER
            + r")\s+(?:days?|weeks?|months?|quarters?|years?|hours?)\b)"
        )
        found = said.find(rf"\b(?P<word>{words}){guard}(?:\s+(?P<after>{NUMBER}))?\b")
        if not found:
            continue
        before = re.search(rf"\b({NUMBER})\s+$", said.open[: found.start()])
        counted = found["after"] or (before[1] if before and before[1] not in {"a", "an"} else None)
        if (
            found["word"] in {"last", "first", "best", "worst", "top", "bottom"}
            and counted is None
            and kind in {"newest", "oldest"}
        ):
            continue
        if (
            counted is None
            and re.match(
                r"\s+(?:of\s+(?:the\s+)?)?(?:price|amount|value|total|cost)s?\b", said.open[found.end() :]
            )
            and kind in {"most", "least"}
        ):
            continue
        start = (
            before.start()
            if before and not found["after"] and before[1] not in {"a", "an"}
            else found.start()
        )
        said.take_span(start, found.end())
        return Ranking(kind, " ".join(found["word"].split()), number_of(counted) if counted else None)
    return None


def _take_order(said: Said) -> Ranking | None:
    found = said.take(
        r"\b(?:(?:in\s+)?(descending|ascending)(?:\s+order)?|(?:newest|latest)\s+first"
        r"|oldest\s+first|highest\s+first|lowest\s+first)\b"
    )
    if not found:
        return None
    kind = {"descending": "most", "ascending": "least"}.get(found[1] or "", "")
    lead = found[0].split()[0]
    return Ranking(
        kind or {"oldest": "oldest", "highest": "most", "lowest": "least"}.get(lead, "newest"), lead, None
    )


def _take_period(said: Said, wording: Wording) -> None:
    found = said.take(
        r"\b(?:per|by|each|every|grouped\s+by|for\s+each|for\s+every"
        r"|a)\s+(?:calendar\s+)?(day|week|month|quarter|year)\b(?!\s+(?:and|of)\s+year)"
    )
    if found:
        wording.period = cast("Unit", found[1])
        return
    found = said.take(r"\b(daily|weekly|monthly|quarterly|yearly|annual|annually)\b")
    if found:
        wording.period = cast("Unit", _OFTEN[found[1]])
        return
    found = said.take(
        r"\b(?:day|week|month|quarter|year)\s+(?:by|over|after)\s+(day|week|month|quarter|year)\b"
    )
    if found:
        wording.period = cast("Unit", found[1])
        return
    wording.is_over_time = (
        said.take(r"\b(?:over\s+time|by\s+date|through\s+time|development\s+of|trend\s+of|trend)\b")
        is not None
    )


_MEASURES: tuple[tuple[MeasureName, str], ...] = (
    ("avg", r"\b(?:(?:on\s+)?average(?:\s+of)?|avg|mean(?:\s+of)?)\b"),
    ("count", (r"\b(?:how\s+many|(?:the\s+)?(?:total\s+)?number\s+of|counts?\s+of|count\s+(?:the|all|"
    r"my|our)|counting|count)\b")),
    ("max", (r"\b(?:maximum|max|(?:highest|largest|biggest)(?=\s+(?:of\s+(?:the\s+)?)?(?:price|"
    r"amount|value|total|cost)))\b")),
    ("min", (r"\b(?:minimum|min|(?:lowest|smallest)(?=\s+(?:of\s+(?:the\s+)?)?(?:price|amount|value|"
    r"total|cost)))\b")),
    ("sum", (r"\b(?:(?<!by )(?<!per )(?<!and )(?:grand\s+)?totals?\s+(?:of\s+)?(?=\w)|sum\s+of|sum|"
    r"summed(?:\s+up)?|add(?:ed)?\s+up|total$)")),
)  # fmt: skip


def _take_measure(said: Said, wording: Wording) -> None:
    for name, pattern in _MEASURES:
        if said.take(pattern):
            wording.measure = name
            return
    if said.take(r"\bhow\s+much\b"):
        wording.measure = "sum"


def refused_words(text: str) -> str:
    """A word for something that only a model can work out; empty where there is none."""
    found = re.search(rf"\b{pattern_of('stop', 'unable')}\b", text.lower())
    return found[0] if found else ""


def is_money_word(word: str) -> bool:
    """Whether a word asks for money that came or went."""
    return word in word_set("money", "earned") | word_set("money", "spent")
