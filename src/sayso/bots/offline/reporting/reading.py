"""Words about a summary: which figures and lists, of which rows, when and to whom."""

import re
from dataclasses import dataclass, replace

from sayso.bots.details import Question
from sayso.bots.offline.common import asked_timing, common_of, take_often, with_tells
from sayso.bots.offline.program import tell_words
from sayso.bots.offline.recipe import Common, RowFilter, Told
from sayso.bots.offline.rows import which_application
from sayso.bots.offline.sentence import CannotError, Sentence
from sayso.devloop.programs.facts import ModuleFacts
from sayso.phrases.lists import word_set
from sayso.phrases.meaning import Group, Measure, Sort
from sayso.phrases.said import Said
from sayso.phrases.spans import day_of
from sayso.phrases.things import DATES, Thing, things_of
from sayso.phrases.trying import Attempt
from sayso.phrases.wording import refused_words, take_wording

_FORM = (
    r"\b(?:please\s+)?(?:(?:i|we)\s+(?:want|need|would\s+like)\s+(?:to\s+(?:get|have|see|receive|know)\s+)?)?"
    r"(?:(?:send|write|prepare|compile|make|create|give|get|mail|post|deliver|share|build"
    r"|generate|put\s+together)(?:\s+out)?\s+)?"
    r"(?:an?\s+|the\s+|my\s+|our\s+)?(?:short\s+|quick\s+|brief\s+|little\s+|nice\s+)?"
    r"(?:summar(?:y|ies)|digest|overview|report|list(?:ing)?|statistics?|briefing|rundown"
    r"|round-?up|recap|notice|notification|message|count|e-?mails?|newsletter|agenda|figures)\b"
    r"(?:\s+(?:of|on|about|with|for|showing|containing|listing|that\s+(?:shows|lists|says|contains))\b)?"
)
_VERB = (
    r"\b(?:summari[sz]e|report|list|count|add\s+up|total|show|send|tell|notify|e-?mail"
    r"|mail|write|post|let|know|give|get|deliver|share|ping|push|alert|inform|collect"
    r"|compile|want|need|please|check|look\s+for|find|see)\b"
)
_SPARE = frozenset(
    (
        "summary", "digest", "overview", "notice", "email", "e-mail", "mail", "letter", "morning",
        "evening", "day", "week", "month", "know", "exist", "exists", "if", "whether", "them", "it",
        "anything", "something", "send", "every", "each", "at", "there", "then", "automatically", "bot",
        "plus", "together", "well", "team", "colleagues", "everyone", "everybody", "staff", "office",
        "subject", "run", "runs", "look", "check", "find", "see", "sum", "names", "name", "details",
        "happen", "happens", "scheduled", "still", "such", "some", "regular", "regularly", "summarised",
        "summarized", "summarise", "summarize", "which", "were", "that", "what", "today's",
        "yesterday's", "us", "product", "remain", "left", "came", "come", "in", "got", "opened",
        "created", "added", "made", "placed", "entered", "received", "new",
    )
)  # fmt: skip
_JOIN = (
    r"\s*(?:,\s*and\s+|,\s*|;\s*|\s+and\s+(?:also\s+)?(?:the\s+)?|\s+plus\s+(?:the\s+)?"
    r"|\s+as\s+well\s+as\s+(?:the\s+)?|\s+together\s+with\s+(?:the\s+)?)"
)
MOST_PARTS = 4
_CONDITION = r"(?:when|whenever|if|once|as\s+soon\s+as)\b"
_GOES = r"(?:please\s+|and\s+)*(delete|remove|purge|erase|archive|clear)\b"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a summary: rows one by one, a figure, or figures by a group."""

    rows: RowFilter
    measure: Measure | None = None
    group: Group | None = None
    sort: Sort | None = None
    limit: int | None = None
    others: tuple[Measure, ...] = ()

    @property
    def title(self) -> str:
        """``Overdue invoices``; ``Total amount of invoices by status``."""
        thing = self.rows.thing
        leads = [one.lead for one in self.rows.conditions if one.lead]
        label = " ".join([*leads, thing.plural.lower()])
        rest = [one.words for one in self.rows.conditions if not one.lead and "left out" not in one.words]
        if any(one.op == "past" for one in self.rows.conditions):
            rest = []
        told = f" ({', '.join(rest)})" if rest else ""
        if self.measure is not None and self.measure.op != "count":
            lead = {"sum": "Total", "avg": "Average", "min": "Lowest", "max": "Highest"}[self.measure.op]
            label = f"{lead} {(self.measure.label or self.measure.field).lower()} of {label}"
        by = f" by {self.group.label.lower()}" if self.group else ""
        span = f", {self.rows.span.words}" if self.rows.span else ""
        text = f"{label}{told}{by}{span}"
        return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Report:
    """A summary of parts that is sent."""

    common: Common
    parts: tuple[Part, ...]
    sends_empty: bool = False

    def told(self) -> Told:
        """What it comes to in sentences."""
        told = Told(f"Send a summary: {'; '.join(one.title for one in self.parts)}.")
        told.sources += [f"{one.rows.words[:1].upper()}{one.rows.words[1:]}." for one in self.parts]
        for one in self.parts:
            if one.measure is None:
                told.processing.append(f"Lists the {one.rows.thing.plural.lower()}{_at_most(one.limit)}.")
                told.processing += _in_order(one)
            else:
                by = f" by {one.group.label.lower()}" if one.group else ""
                what = "Counts" if one.measure.op == "count" else "Works out"
                told.processing.append(
                    f"{what} {one.title[:1].lower()}{one.title[1:]}{'' if by in one.title else by}."
                )
        told.outputs += tell_words(self.common.tells)
        return told


def _in_order(part: Part) -> list[str]:
    """Which of the rows come first, in a sentence."""
    if part.sort is None:
        return []
    field = next((one for one in part.rows.thing.fields if one["name"] == part.sort.field), None)
    is_day = field is None or field["type"] in {"date", "datetime"}
    first = ("newest", "oldest") if is_day else ("highest", "lowest")
    label = field["label"].lower() if field is not None else "creation"
    return [f"The {first[not part.sort.descending]} by {label} come first."]


def _at_most(limit: int | None) -> str:
    return f", at most {limit}" if limit else ""


def read_report(sentence: Sentence, modules: list[ModuleFacts]) -> Report:
    """The summary that words ask for."""
    if not things_of(modules):
        raise CannotError(
            "There is no application with rows yet that could be summarised. Name an address to "
            "watch one instead."
        )
    _take_form(sentence)
    said = sentence.said
    while said.take(_FORM):
        pass
    said.take(r"^\s*(?:and\s+)?(?:then\s+)?(?:summari[sz]e|report|list|count)\b")
    sends_empty = said.take(
        r"\b(?:even\s+(?:if|when)\s+(?:it(?:'s|’s|\s+is)\s+empty|there\s+(?:is|are)\s+(?:none"
        r"|nothing))|also\s+when\s+(?:empty|there\s+(?:is|are)\s+(?:none"
        r"|nothing)))\b"
    )
    said.take(r"\b(?:if|when|whenever)\s+there\s+(?:is|are)\s+(?:any|some)?\b")
    parts = _parts(sentence, modules)
    timing = asked_timing(
        sentence, first=("every weekday at 8:00", "every Monday at 8:00", "every day at 18:00")
    )
    name = parts[0].title + (f" and {len(parts) - 1} more" if len(parts) > 1 else "")
    common = replace(common_of(replace(sentence, timing=timing), name), timing=timing)
    common = with_tells(common, sentence, asks=True)
    is_listed = all(one.measure is None for one in parts)
    if is_listed and not sends_empty:
        sentence.note("Nothing is sent when there is none.")
    return Report(common, tuple(parts), sends_empty is not None or not is_listed)


def _take_form(sentence: Sentence) -> None:
    """``a weekly digest``: how often it comes, and where a time was said beside it no more than a name."""
    if sentence.timing is None:
        take_often(sentence)
        return
    sentence.said.take(
        r"\b(?:daily|weekly|monthly|hourly)\b(?=\s+(?:summar|digest|overview|report|list"
        r"|e-?mail|mail|round|recap|statistic|briefing|notice|update|count|figures))"
    )


def _parts(sentence: Sentence, modules: list[ModuleFacts]) -> list[Part]:
    """The parts that explain the words best: all of them together, else each piece alone."""
    text = sentence.written
    whole = _part(text, sentence, modules)
    if isinstance(whole, list) and whole:
        return whole
    pieces = [piece for piece in re.split(_JOIN, text) if re.search(r"\w", piece)]
    if 1 < len(pieces) <= MOST_PARTS + 2:
        found: list[Part] = []
        last: Thing | None = None
        for piece in pieces:
            got = _part(piece, sentence, modules, last)
            if isinstance(got, list) and got:
                found += got
                last = got[0].rows.thing
            elif isinstance(got, Attempt) or got is None:
                found = []
                break
        if found and len(found) >= 2:
            return found[:MOST_PARTS]
    return _asked(sentence, modules, whole if isinstance(whole, Attempt) else None, text)


def _asked(sentence: Sentence, modules: list[ModuleFacts], best: Attempt | None, text: str) -> list[Part]:
    if best is not None:
        _refuse(best, text)
    if not sentence.is_told and not re.search(f"{_FORM}|{_VERB}", sentence.text.lower()):
        raise CannotError(
            f"I find nothing that I know how to do in “{text[:60]}”. Without a model I can watch addresses, "
            f"collect records, summarise figures and rows, copy rows, call addresses and remind people.",
            tuple(
                f"tell me every morning how many {one.plural.lower()} there are"
                for one in things_of(modules)[:2]
            ),
        )
    things = sorted(things_of(modules), key=lambda one: -one.earns(spent=False))
    names = ", ".join(dict.fromkeys(one.plural for one in things[:8]))
    if re.match(_CONDITION, text.lower()):
        raise CannotError(
            f"I do not find what “{text[:60]}” is about. Your applications keep {names}; what stands "
            "elsewhere I can watch at an address.",
            ("check https://example.org/data.json every hour and tell me when the price is below 100",),
        )
    suggestions = []
    for one in things[:3]:
        state = next((each["label"].lower() for each in one.states), "")
        suggestions.append(
            f"number of {one.plural.lower()} by {one.state_field}"
            if state
            else f"number of {one.plural.lower()} created yesterday"
        )
    answer = sentence.ask(
        Question(
            id="what",
            text="What should be summarised?",
            suggestions=tuple(suggestions),
            why=f"I do not find what “{text[:60]}” is about." if text else "The words do not say.",
        )
    )
    got = _part(answer, sentence, modules)
    if isinstance(got, list) and got:
        return got
    if isinstance(got, Attempt):
        _refuse(got, answer)
    raise CannotError(
        f"I do not find what “{answer[:60]}” is about. There are {names}.",
        tuple(suggestions),
    )


def _refuse(best: Attempt, text: str) -> None:
    thing = best.thing
    word = (best.unknown_groups or best.left or [text])[0]
    names = ", ".join(one["label"].lower() for one in thing.fields[:12])
    states = f", and are {', '.join(one['label'].lower() for one in thing.states)}" if thing.states else ""
    unable = refused_words(text)
    if unable:
        raise CannotError(
            (
                f"Without a model I cannot work out “{unable}”. I can list rows, count them, and add "
                f"up or average their numbers by one thing."
            ),
            (f"send me the number of {thing.plural.lower()} every Monday at 8",),
        )
    if gone := re.match(_GOES, text.lower()):
        raise CannotError(
            f"Without a model I do not {gone[1]} rows. I can tell you which ones there are, or copy them on "
            "to other rows.",
            (f"send me the {thing.plural.lower()} every Monday at 8",),
        )
    raise CannotError(
        (
            f"I do not know what “{word}” means for {thing.plural.lower()} of "
            f"{thing.module['name']}. They have {names}{states}."
        ),
        (f"send me the {thing.plural.lower()} every Monday at 8",),
    )


def _part(
    text: str, sentence: Sentence, modules: list[ModuleFacts], last: Thing | None = None
) -> list[Part] | Attempt | None:
    """The part that words ask for; the best attempt where words are left, none where nothing is named."""
    said = Said(text)
    wording = take_wording(said, sentence.today)
    words = [word for word in said.words() if not re.fullmatch(_VERB, word.lower)]
    attempts = [Attempt(thing, words, wording).run() for thing in things_of(modules)]
    for one in attempts:
        one.left = [each for each in one.left if each.lower() not in _SPARE | word_set("stop", "words")]
    fitting = [
        one
        for one in attempts
        if (one.is_named or one.is_implied or (one.measure is not None and one.measure.field))
        and not one.why_not
    ]
    if last is not None and not any(one.is_named for one in fitting):
        fitting = [
            one for one in attempts if one.thing == last and (one.conditions or one.measure is not None)
        ]
    if not fitting:
        return None
    whole = [one for one in fitting if not one.left and not one.unknown_groups]
    best = max(whole or fitting, key=lambda one: one.score)
    if best.left or best.unknown_groups or len(best.groups) > 1 or (best.others and not whole):
        return best
    rivals = {
        one.thing.module["slug"]: one
        for one in whole
        if one.thing.name == best.thing.name and one.score >= best.score - 0.15
    }
    if len(rivals) > 1:
        rivals = {best.thing.module["slug"]: best, **rivals}
        chosen = which_application(sentence, {slug: one.thing for slug, one in rivals.items()})
        best = rivals[chosen.module["slug"]]
    return [_of(best, sentence, text)]


def _of(one: Attempt, sentence: Sentence, text: str) -> Part:
    wording, thing = one.wording, one.thing
    day = one.date or day_of(thing, wording.span)
    sentence.notes += [note for note in one.notes if note not in sentence.notes]
    conditions = tuple(each for each in one.conditions)
    if (
        wording.span is not None
        and one.date is None
        and re.search(
            r"\b(?:opened|created|added|made|placed|entered|received|new|came\s+in|registered|booked)\b",
            text.lower(),
        )
    ):
        from sayso.phrases.things import CREATED

        if not any(
            each["type"] in DATES and each["name"].startswith(("opened", "order", "received", "registered"))
            for each in thing.fields
        ):
            day = CREATED
    rows = RowFilter(
        thing, conditions, wording.span, day["name"] if wording.span else "", day["type"] == "datetime"
    )
    if wording.span is not None and one.date is None:
        label = "when they were entered" if day["name"] == "created_at" else f"“{day['label'].lower()}”"
        sentence.note(f"Times are about {label}.")
    group = one.groups[0] if one.groups else None
    measure = one.measure
    if measure is not None and measure.op == "count" and wording.measure == "sum" and thing.money:
        money = thing.money[0]
        measure = Measure(op="sum", field=money["name"], label=money["label"])
    if measure is None and (group is not None or wording.measure == "count" or wording.period):
        measure = Measure(op="count", label=thing.plural)
    if group is None and wording.period and measure is not None:
        group = Group(field=day["name"], label=wording.period.capitalize(), period=wording.period)
    sort = (
        Sort(
            field=one.sort["name"],
            descending=wording.ranking is None or wording.ranking.kind in {"most", "newest"},
        )
        if one.sort
        else None
    )
    limit = (wording.ranking.limit if wording.ranking else None) or wording.limit
    if sort is None and wording.ranking is not None and measure is None:
        if wording.ranking.kind in {"newest", "oldest"}:
            sort = Sort(field=thing.date()["name"], descending=wording.ranking.kind == "newest")
        elif thing.money:
            sort = Sort(field=thing.money[0]["name"], descending=wording.ranking.kind == "most")
        limit = limit or 10
    return Part(rows, measure, group, sort, limit)
