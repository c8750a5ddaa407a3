"""A reading of an address becomes a question, with all that was left unsaid."""

from collections.abc import Sequence
from datetime import date

from sayso.blocks.offline.question import AddressSource, Question, Shown
from sayso.blocks.offline.timing import usual_refresh
from sayso.blocks.offline.wording import Wording
from sayso.blocks.types import CardKind
from sayso.devloop.programs.facts import BlockFacts
from sayso.devloop.programs.types import Refusal
from sayso.kit.words import plural, sentence
from sayso.phrases.columns.reading import DAYS, NUMBERS, Reading, measure_of
from sayso.phrases.meaning import Group, Measure, Path, Sort

from .feeds import feed_question
from .refusing import host_of, nothing_to_draw
from .showing import CHARTS, shown_columns
from .source import read_address


def ask_address(text: str, address: str, facts: BlockFacts, today: date) -> Question | Refusal:
    """The question to an address, or why there is none."""
    read = read_address(text, address, facts, today)
    return read if isinstance(read, Refusal) else question_at(*read)


def question_at(reading: Reading[Wording], source: AddressSource) -> Question | Refusal:
    """What a reading asks for, with all that was left unsaid."""
    if source.form == "feed":
        return feed_question(reading, source)
    wording = reading.wording
    day = next((one for one in [*reading.named, *reading.columns] if one.kind in DAYS), None)
    groups, measure = _grouped(reading, day)
    problem = _problem(reading, source, groups, day)
    if problem is not None:
        return problem
    if reading.records.is_single:
        return _single(reading, source)
    kind, measure = _figured(reading, groups, measure)
    shown = () if measure is not None else shown_columns(reading, kind)
    if measure is None and kind in CHARTS and len(shown) < 2:
        text = next((one for one in reading.columns if one.kind == "text"), None)
        if text is None:
            return nothing_to_draw(source)
        groups, shown = [Group(field=text.key, label=text.label)], ()
        measure = Measure(op="count", label="Entries")
    question = Question(
        source=source,
        conditions=tuple(reading.conditions),
        span=wording.span,
        date=day.key if day and (wording.span or wording.period) else "",
        measure=measure,
        groups=tuple(groups),
        shown=shown,
        sort=_sort(reading, kind, groups, shown),
        limit=_limit(wording, is_listed=measure is None or bool(groups)),
        kind=kind,
        refresh=wording.refresh or usual_refresh(is_rows=False),
    )
    used = _used(question) or {reading.columns[0].key}
    columns = tuple(one for one in reading.columns if one.key in used)
    title = wording.title or _title(question, reading)
    return question.model_copy(
        update={"source": source.model_copy(update={"columns": columns}), "title": title}
    )


def _is_periodic(reading: Reading[Wording]) -> bool:
    wording = reading.wording
    return bool(wording.period or (wording.is_over_time and reading.measure is not None))


def _grouped(reading: Reading[Wording], day: Path | None) -> tuple[list[Group], Measure | None]:
    """What is grouped by, periods first, and what is worked out."""
    groups, measure = list(reading.groups), reading.measure
    if day is not None and _is_periodic(reading):
        period = reading.wording.period or "month"
        groups.insert(0, Group(field=day.key, label=sentence(period), period=period))
        measure = measure or Measure(op="count", label="Entries")
    return groups, measure


def _problem(
    reading: Reading[Wording], source: AddressSource, groups: Sequence[Group], day: Path | None
) -> Refusal | None:
    host, span = host_of(source.address), reading.wording.span
    as_table = (f"{source.address} as a table",)
    if day is None and _is_periodic(reading):
        period = reading.wording.period or "month"
        return Refusal(f"There is no date in what {host} answers, so it has no {period}s.", as_table)
    if len(groups) > 1:
        return Refusal(
            "I can group what an address answers by one thing at a time.",
            (f"{source.address} by {groups[-1].label}",),
        )
    if span is not None and day is None:
        return Refusal(f"There is no date in what {host} answers, so I cannot pick {span.words}.", as_table)
    return None


def _figured(
    reading: Reading[Wording], groups: Sequence[Group], measure: Measure | None
) -> tuple[CardKind, Measure | None]:
    """The card, and the figure that it needs or that needs it."""
    kind = reading.wording.kind or _usual_kind(reading, measure, groups)
    if kind is CardKind.NUMBER and measure is None:
        number = next((one for one in reading.named if one.kind in NUMBERS), None)
        op = "max" if len(reading.records.records) == 1 else "sum"
        measure = measure_of(number, op) if number else Measure(op="count", label="Entries")
    if measure is not None and not groups and kind not in {CardKind.TEXT, CardKind.TABLE}:
        kind = CardKind.NUMBER
    if measure is not None and groups and kind in {CardKind.NUMBER, CardKind.TEXT}:
        kind = CardKind.TABLE
    return kind, measure


def _sort(
    reading: Reading[Wording], kind: CardKind, groups: Sequence[Group], shown: Sequence[Shown]
) -> Sort | None:
    ranking = reading.wording.ranking
    if reading.sort is not None:
        return reading.sort
    if kind in {CardKind.LINE, CardKind.AREA} and shown and reading.column(shown[0].key).kind in DAYS:
        return Sort(field=shown[0].key, descending=False)
    return Sort(descending=ranking.kind == "most") if groups and ranking is not None else None


def _limit(wording: Wording, *, is_listed: bool) -> int | None:
    ranking = wording.ranking
    if ranking is not None and ranking.limit:
        return ranking.limit
    return wording.limit or (10 if ranking is not None and is_listed else None)


def _single(reading: Reading[Wording], source: AddressSource) -> Question:
    """One object: a number that is named, else its values as a table."""
    wording = reading.wording
    number = next((one for one in reading.named if one.kind in NUMBERS), None)
    numbers = [one for one in reading.columns if one.kind in NUMBERS]
    if number is None and (wording.kind is CardKind.NUMBER or len(numbers) == 1):
        number = numbers[0] if numbers else None
    is_number = number is not None and wording.kind in {None, CardKind.NUMBER}
    columns = [number] if is_number and number is not None else (reading.named or reading.columns)[:12]
    question = Question(
        source=source.model_copy(update={"columns": tuple(columns)}),
        measure=measure_of(number, "max") if is_number and number is not None else None,
        shown=()
        if is_number
        else (
            Shown(field="name", key="name", label="Name"),
            Shown(field="value", key="value", label="Value"),
        ),
        kind=CardKind.NUMBER
        if is_number
        else CardKind.TEXT
        if wording.kind is CardKind.TEXT
        else CardKind.TABLE,
        refresh=wording.refresh or usual_refresh(is_rows=False),
    )
    host = host_of(source.address).removeprefix("www.")
    name = number.label if is_number and number is not None else "Values"
    return question.model_copy(update={"title": wording.title or f"{name} from {host}"[:80]})


def _usual_kind(reading: Reading[Wording], measure: Measure | None, groups: Sequence[Group]) -> CardKind:
    if groups:
        return CardKind.LINE if groups[0].period else CardKind.BAR
    if measure is not None:
        return CardKind.NUMBER
    if reading.wording.is_chart or reading.wording.is_over_time:
        return CardKind.LINE if any(one.kind in DAYS for one in reading.columns) else CardKind.BAR
    return CardKind.TABLE


def _used(question: Question) -> set[str]:
    """The columns that any part of a question needs."""
    keys = {one.field for one in question.groups} | {one.field for one in question.conditions}
    keys |= {one.field for one in question.shown}
    keys |= {question.measure.field} if question.measure else set()
    keys |= {question.sort.field} if question.sort else set()
    return (keys | {question.date}) - {""}


def _title(question: Question, reading: Reading[Wording]) -> str:
    source, measure = question.source, question.measure
    if not isinstance(source, AddressSource):
        raise TypeError("This question is about rows.")
    host = host_of(source.address).removeprefix("www.")
    named = [one.label for one in reading.named[:3]]
    plain = [one.words for one in question.conditions]
    told = f" ({', '.join(plain)})" if plain else ""
    if measure is None:
        what = f"{question.limit} entries" if question.limit else " and ".join(named) or "Entries"
        if question.sort is not None and question.limit:
            column = reading.column(question.sort.field)
            what = (
                f"Top {question.limit} by {column.label}"
                if question.sort.descending
                else f"{question.limit} lowest by {column.label}"
            )
        return f"{what}{told} from {host}"[:80]
    lead = {
        "count": "Number of entries",
        "sum": "Total",
        "avg": "Average",
        "min": "Lowest",
        "max": "Highest",
    }[measure.op]
    what = lead if measure.op == "count" else f"{lead} {measure.label}"
    for group in question.groups:
        what += f" per {group.period}" if group.period else f" by {group.label}"
        if question.limit:
            what = f"Top {question.limit} {plural(group.label.lower())}: {what}"
    return f"{what}{told}, {host}"[:80]
