"""Words about rows that people are reminded of: which date, how long before or after, whom."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from sayso.bots.details import Question
from sayso.bots.offline.common import common_of, with_tells
from sayso.bots.offline.program import tell_words
from sayso.bots.offline.recipe import Common, RowFilter, Told
from sayso.bots.offline.rows import filtered, named_things, thing_of
from sayso.bots.offline.sentence import CannotError, Sentence
from sayso.devloop.programs.facts import FieldFacts, ModuleFacts
from sayso.phrases.lists import word_set
from sayso.phrases.matching import Match, find
from sayso.phrases.meaning import Condition
from sayso.phrases.said import Word, words_of
from sayso.phrases.things import DATES, Thing, things_of
from sayso.phrases.times import NUMBER, number_of
from sayso.phrases.timing import daily
from sayso.schedules.recurrence import Every

Unit = Literal["hours", "days"]
_UNIT = r"(?P<unit>hours?|days?|weeks?|months?)"
_AWAY = (
    rf"\b(?:(?P<count>{NUMBER})\s+{_UNIT}|(?P<bare>(?:the|one|a)\s+day))\s+(?P<side>before"
    rf"|ahead\s+of|prior\s+to|in\s+advance\s+of|after|past|following|in\s+advance"
    rf"|beforehand|ahead)\b"
)
_EVE = r"\b(?:the\s+)?(?:day|evening)\s+before\b"
_LATE = rf"\boverdue\s+(?:for|by|since)\s+(?:more\s+than\s+|over\s+)?(?P<count>{NUMBER})\s+{_UNIT}\b"
_DUE_IN = (
    rf"\b(?:(?:is|are|that\s+(?:is|are))\s+)?(?P<what>due|expir\w*|runs?\s+out|end\w*"
    rf"|begin\w*|start\w*|takes?\s+place|happen\w*|return\w*)\s+(?:in"
    rf"|within)\s+(?:the\s+next\s+)?(?P<count>{NUMBER})\s+{_UNIT}\b"
)
_REMIND = r"\b(?:remind(?:er|ers|s|ing)?|nudge)\b"
_SPARE = frozenset(
    (
        "remind", "reminder", "reminders", "nudge", "before", "after", "day", "days", "week", "weeks",
        "hour", "hours", "month", "months", "date", "dates", "its", "their", "about", "reaches",
        "comes", "arrives", "in", "advance", "ahead", "that", "whose", "starts", "start", "begins",
        "begin", "ends", "end", "expires", "expire", "due", "is", "are", "soon", "when", "everybody",
        "people", "someone", "person", "each", "it", "short", "friendly", "passed", "still", "time",
        "takes", "place", "if", "prior", "falls", "fall", "happens",
    )
)  # fmt: skip
_STARTS = ("start", "begin", "from", "departure", "check_in", "appointment", "date", "at")
_ENDS = ("end", "expir", "until", "return", "due", "deadline", "renew")


@dataclass(frozen=True, slots=True)
class Remind:
    """A reminder of rows ``count`` ``unit`` before (``is_after``: after) the date in ``field``."""

    common: Common
    rows: RowFilter
    field: FieldFacts
    count: int
    unit: Unit = "days"
    is_after: bool = False

    @property
    def words(self) -> str:
        """``3 days before the due date``."""
        label = self.field["label"].lower()
        if not self.count:
            return f"on the {label}"
        unit = self.unit if self.count != 1 else self.unit.removesuffix("s")
        return f"{self.count} {unit} {'after' if self.is_after else 'before'} the {label}"

    def told(self) -> Told:
        """What it comes to in sentences."""
        told = Told(f"Remind people of {self.rows.thing.plural.lower()} {self.words}.")
        told.sources.append(f"{self.rows.words[:1].upper()}{self.rows.words[1:]}.")
        told.processing.append(
            f"Finds those {self.words}, and remembers which were told, so that each is told once."
        )
        told.outputs += tell_words(self.common.tells)
        return told


def has_reminding(sentence: Sentence) -> bool:
    """Whether words speak of a time before or after a date of rows."""
    text = sentence.text.lower()
    patterns = (_AWAY, _REMIND, _EVE, _DUE_IN, _LATE, r"\bon\s+the\s+day\s+of\b")
    return any(re.search(one, text) for one in patterns)


def read_remind(sentence: Sentence, modules: list[ModuleFacts]) -> Remind:
    """The reminder that words ask for."""
    away = sentence.said.find(_AWAY) or sentence.said.find(_EVE)
    anchor = away.end() if away is not None else 0
    count, unit, is_after = _away(sentence)
    text = sentence.said.open
    words = words_of(sentence.text, text)
    match = _thing(sentence, words, modules, anchor)
    thing = match.target
    dates = [one for one in thing.fields if one["type"] in DATES]
    if not dates:
        raise CannotError(
            f"{thing.plural} of {thing.module['name']} have no date to be reminded of.", _others(modules)
        )
    free = [not match.first <= at < match.after for at in range(len(words))]
    field = _date(sentence, thing, dates, words, free)
    for each in find(words, [(field, (field["name"], field["label"]))], free, least=0.8):
        free[each.first : each.after] = [False] * each.size
    for at, word in enumerate(words):
        if word.lower in _SPARE:
            free[at] = False
    rows = filtered(thing, words, free, sentence.notes)
    conditions = [one for one in rows.conditions if one.field != field["name"]]
    left = [
        word.text
        for word, is_free in zip(words, free, strict=True)
        if is_free and not {word.lower, word.lemma} & word_set("stop", "words")
    ]
    left = [one for one in left if find(words_of(one), [(thing, (thing.name,))]) == []]
    if left:
        sentence.note(f"Passed over, as I do not know what it means here: {' '.join(left)[:80]}.")
    conditions += _open(sentence, thing, conditions)
    if count is None:
        count, unit, is_after = _asked(sentence, thing, field)
    is_moment = field["type"] == "datetime"
    if unit == "hours" and not is_moment:
        unit, count = "days", max(1, round(count / 24))
    timing = sentence.timing
    if timing is None:
        timing = Every(900) if unit == "hours" else daily(8, sentence.zone)
        sentence.note(
            "Looked every 15 minutes."
            if unit == "hours"
            else "Looked every day at 8:00, as nothing else was said."
        )
    what = thing.facts["label"].lower()
    common = replace(
        common_of(replace(sentence, timing=timing), f"Remind of {what}: {field['label'].lower()}"),
        timing=timing,
    )
    common = with_tells(common, sentence, thing=thing)
    return Remind(common, RowFilter(thing, tuple(conditions)), field, count, unit, is_after)


def _others(modules: list[ModuleFacts]) -> tuple[str, ...]:
    dated = [one for one in things_of(modules) if one.of_type(DATES)]
    return tuple(
        f"remind me one day before the {one.of_type(DATES)[0]['label'].lower()} of {one.plural.lower()}"
        for one in dated[:3]
    )


def _away(sentence: Sentence) -> tuple[int | None, Unit, bool]:
    """How long before or after; none where nobody said."""
    said = sentence.said
    found = said.take(_AWAY)
    if found:
        count = 1 if found["bare"] else number_of(found["count"])
        is_after = found["side"] in {"after", "past", "following"}
        return (*_counted(count, found["unit"] or "day"), is_after)
    if said.take(_EVE):
        return 1, "days", False
    found = said.take(_LATE)
    if found:
        return (*_counted(number_of(found["count"]), found["unit"]), True)
    found = said.take(_DUE_IN)
    if found:
        return (*_counted(number_of(found["count"]), found["unit"]), False)
    if re.search(
        (
            r"\bon\s+the\s+(?:\w+\s+)?(?:day|date)\b|\bon\s+(?:their|its)\b|\b(?:is|are|becomes?"
            r"|falls?|gets?)\s+(?:over)?due\b|\bon\s+the\s+(?:morning|day)\s+of\b"
        ),
        said.open,
    ):
        return 0, "days", False
    return None, "days", False


def _counted(count: int, unit: str) -> tuple[int, Unit]:
    if unit.startswith("hour"):
        return count, "hours"
    return count * {"week": 7, "month": 30}.get(unit.removesuffix("s"), 1), "days"


def _asked(sentence: Sentence, thing: Thing, field: FieldFacts) -> tuple[int, Unit, bool]:
    answer = sentence.ask(
        Question(
            id="lead",
            text=f"How long before the {field['label'].lower()} of {thing.plural.lower()}?",
            suggestions=("one day before", "three days before", "one week before", "on the day"),
            why="The words name no time.",
        )
    )
    from sayso.phrases.said import Said

    said = Said(answer if re.search(r"before|after|day$", answer) else f"{answer} before")
    found = said.find(_AWAY)
    if found:
        count, unit = _counted(1 if found["bare"] else number_of(found["count"]), found["unit"] or "day")
        return count, unit, found["side"] in {"after", "past", "following"}
    return 0, "days", False


def _thing(sentence: Sentence, words: list[Word], modules: list[ModuleFacts], anchor: int) -> Match[Thing]:
    """The rows that are named behind “before” or “after”, where they have a date; else those named first."""
    behind = [
        one
        for one in named_things(words, modules)
        if one.first < len(words) and words[one.first].start >= anchor and one.target.of_type(DATES)
    ]
    sure = [one for one in behind if one.score >= behind[0].score - 0.06]
    if anchor and sure and len({one.target.module["slug"] for one in sure}) == 1:
        return min(sure, key=lambda one: (one.first, -one.size))
    if not named_things(words, modules):
        dated = [
            (one, (field["name"], field["label"]))
            for one in things_of(modules)
            for field in one.of_type(DATES)
            if field["name"] not in {"date", "created_at"}
        ]
        found = find(words, dated, least=0.9)
        if found:
            return Match(found[0].target, found[0].score, 0, 0)
    return thing_of(sentence, words, modules, what="Which rows should people be reminded of?")


def _date(
    sentence: Sentence, thing: Thing, dates: list[FieldFacts], words: list[Word], free: list[bool]
) -> FieldFacts:
    """The date that is meant: the one that is named, else the one by which something is to be done."""
    targets = [
        (
            one,
            (
                one["name"],
                one["label"],
                one["name"].replace("_", " "),
                one["name"].rpartition("_")[0] or one["name"],
            ),
        )
        for one in dates
    ]
    found = find(words, targets, free, least=0.84)
    if found:
        return found[0].target
    lower = sentence.text.lower()
    for hints, roots in (
        (_ENDS, ("due", "overdue", "deadline", "expir", "end", "return", "renew", "run out", "runs out")),
        (_STARTS, ("start", "begin", "appointment", "take place", "happen", "arriv")),
    ):
        if any(re.search(rf"\b{root}", lower) for root in roots):
            fitting = [
                one
                for one in dates
                if any(
                    part.startswith(hint) for hint in hints for part in (one["name"], *one["name"].split("_"))
                )
            ]
            if fitting:
                return fitting[0]
    if len(dates) == 1:
        return dates[0]
    due = thing.due()
    if due is not None:
        return due
    answer = sentence.ask(
        Question(
            id="date",
            text=f"Which date of {thing.plural.lower()} is meant?",
            suggestions=tuple(one["label"] for one in dates[:6]),
            why=f"{thing.plural} have several.",
        )
    )
    found = find(words_of(answer), targets, least=0.7)
    return found[0].target if found else dates[0]


def _open(sentence: Sentence, thing: Thing, conditions: list[Condition]) -> list[Condition]:
    """Rows with which nothing remains to be done are left out, unless states were spoken of."""
    if not thing.states or any(one.field == thing.state_field for one in conditions):
        return []
    kept = [one for one in thing.states if one["name"] not in thing.done_states]
    if not kept or len(kept) == len(thing.states):
        return []
    gone = " or ".join(one["label"].lower() for one in thing.states if one["name"] in thing.done_states)
    sentence.note(f"{thing.plural} that are {gone} are left out.")
    words = f"{thing.state_field} is {' or '.join(one['label'].lower() for one in kept)}"
    return [
        Condition(field=thing.state_field, op="in", value=tuple(one["name"] for one in kept), words=words)
    ]
