"""Reports that were asked for: what is measured, of which records, and how it is grouped."""

from sayso.design.language.lemmas import noun_lemma
from sayso.design.offline.extraction.evidence import ReportClue
from sayso.design.offline.model.names import Names
from sayso.kit.words import plural, sentence, snake
from sayso.spec.model import PERIODS, ChartKind, FilterBy, Measure, MeasureOp, Report

from .figures import add_usual, counting, report_title, side_states
from .group_by import grouping, when
from .implied import implied_group, implied_number, said_number
from .parts import Parts
from .qualified import rows_meant, without_qualifiers
from .sources import MONEY_WORDS, PAID, Source, sources
from .worked_out import takings, worth_of_stock

_ASKING = frozenset(("show", "see", "need", "want", "know", "list", "compare", "report", "chart", "total"))
Groups = dict[str, str]


def build_reports(parts: Parts) -> None:
    """Add reports that resolve, then usual ones when there are too few."""
    names = Names(set(parts.entities))
    for clue in parts.business.reports:
        report = _report(parts, clue, names)
        if report is not None and all(r.name != report.name for r in parts.reports):
            parts.reports.append(report)
            _what_counts(parts, report)
    add_usual(parts)


def _report(parts: Parts, clue: ReportClue, names: Names) -> Report | None:
    """The figure as it was meant: every grouping found, else what is missing is added, else what is there."""
    words, apart = without_qualifiers(parts, [noun_lemma(word) for word in clue.measure], names)
    found = _with_state(parts, apart) if apart and not words else sources(parts, clue, words, names)
    found = [*worth_of_stock(parts, clue, words, names), *takings(parts, clue, words, names), *found]
    found += [
        Source(link.from_entity) for s in found if apart and not s.field for link in parts.children(s.entity)
    ]
    sure = [source for source in found if source.sure]
    for source, groups in _complete(parts, clue, sure, words, names):
        if report := _make(parts, clue, source, groups, apart):
            return report
    number = None
    if words and all(source.field is None for source in sure):
        number = said_number(parts, words) or implied_number(parts, clue, words, names)
    for source in filter(None, (number, *sure, *found)):
        groups = _groups(parts, clue, source, names)
        if len(groups) < len(clue.groups) and source in sure[:1]:
            groups = _groups(parts, clue, source, names, imply=True)
        if (groups or not clue.groups) and (report := _make(parts, clue, source, groups, apart)):
            return report
    return None


def _complete(
    parts: Parts, clue: ReportClue, sure: list[Source], words: list[str], names: Names
) -> list[tuple[Source, Groups]]:
    """Sources for which every grouping is found; money is looked for near what it is grouped by."""
    found = [(source, _groups(parts, clue, source, names)) for source in sure]
    complete = [(source, groups) for source, groups in found if len(groups) == len(clue.groups)]
    if set(words) & MONEY_WORDS:
        named = {names.exact(word) for word in words}
        complete.sort(key=lambda pair: (pair[0].entity not in named, sum(g.count(".") for g in pair[1])))
    return complete


def _with_state(parts: Parts, apart: list[str]) -> list[Source]:
    """``no-shows per therapist`` counts the records that have that state."""
    return [Source(entity) for entity in parts.flows if rows_meant(parts, entity, apart)]


def _groups(parts: Parts, clue: ReportClue, source: Source, names: Names, *, imply: bool = False) -> Groups:
    found: Groups = {}
    for words in clue.groups:
        group = grouping(parts, source.entity, words, names)
        if group is not None and source.field is None and _itself(source.entity, words, names):
            continue
        if group is None and imply:
            group = implied_group(parts, source, words, clue, names)
        if group is not None and (group not in PERIODS or _has_period(parts, source.entity, group)):
            found.setdefault(group, _called(parts, source.entity, group, words))
    return found


def _itself(entity: str, words: list[str], names: Names) -> bool:
    """Records are not counted by themselves."""
    return entity in {names.exact("_".join(words)), names.exact(noun_lemma(words[-1]))}


def _has_period(parts: Parts, entity: str, period: str) -> bool:
    """Whether rows lie in a period: by a date, or because they keep the year itself."""
    return when(parts, entity) is not None or period in {f.name for f in parts.entities[entity].fields}


def _called(parts: Parts, entity: str, group: str, words: list[str]) -> str:
    if words == ["who"]:
        return parts.label_of(entity, group).lower().replace("_", " ")
    return " ".join([*words[:-1], noun_lemma(words[-1])])


def _make(parts: Parts, clue: ReportClue, source: Source, said: Groups, apart: list[str]) -> Report | None:
    rows = rows_meant(parts, source.entity, apart)
    if rows is None:
        return None
    groups = list(said)
    counted = source.field is None
    operation = MeasureOp.COUNT if counted else MeasureOp.AVG if clue.operation == "avg" else MeasureOp.SUM
    by_time = any(g in PERIODS for g in groups)
    chart = (
        ChartKind.LINE if groups and groups[0] in PERIODS else ChartKind.BAR if groups else ChartKind.NUMBER
    )
    measured = _measured(parts, clue, source, apart)
    title = _qualified(report_title(parts, source.entity, operation, measured, said), apart)
    if counted:
        label = sentence(plural(source.entity))
    else:
        label = measured if operation is MeasureOp.SUM else f"Average {measured.lower()}"
    return Report(
        id=parts.ids.new("rep"),
        name=snake(title)[:48].strip("_") or "report",
        title=title,
        entity=source.entity,
        group_by=tuple(groups),
        measures=(Measure(op=operation, field=None if counted else source.field, label=label[:160]),),
        filters=_filters(parts, source, rows, counted),
        chart=chart,
        date_field=when(parts, source.entity) if by_time else None,
        source=clue.source[:400],
    )


def _measured(parts: Parts, clue: ReportClue, source: Source, apart: list[str]) -> str:
    """What the figure is called: in the words of the wish where they name it, else as the field."""
    if source.field is None or not clue.measure:
        return sentence(plural(source.entity))
    words = [noun_lemma(word) for word in clue.measure if word not in {*_ASKING, *apart}]
    if not words or not set(words) & (MONEY_WORDS | PAID | set(source.field.split("_"))):
        return parts.label_of(source.entity, source.field)
    counted = source.field not in parts.money_of(source.entity) or words[-1] in {"earning", *PAID}
    if clue.operation == "avg":
        return sentence(" ".join(words))
    return sentence(" ".join([*words[:-1], plural(words[-1]) if counted else words[-1]]))


def _qualified(title: str, apart: list[str]) -> str:
    """``Open measures per street``: the title says which rows are meant."""
    if not apart or any(word in title.lower() for word in apart):
        return title
    said = " ".join(word.replace("_", " ") for word in apart)
    if title.startswith("Number of "):
        return f"Number of {said} {title.removeprefix('Number of ')}"[:160]
    return sentence(f"{said} {title[:1].lower()}{title[1:]}")[:160]


def _filters(parts: Parts, source: Source, rows: tuple[FilterBy, ...], counted: bool) -> tuple[FilterBy, ...]:
    usual = () if counted else counting(parts, source.entity, source.field)
    told = {condition.field for condition in rows}
    return (*rows, *(condition for condition in usual if condition.field not in told))


def _what_counts(parts: Parts, report: Report) -> None:
    usual = counting(parts, report.entity, report.measures[0].field)
    if usual and all(condition in report.filters for condition in usual):
        left_out = side_states(parts, report.entity)
        listed = " and ".join(s.label.lower() for s in left_out)
        many = plural(report.entity).replace("_", " ")
        text = f"{listed[:1].upper()}{listed[1:]} {many} do not count towards “{report.title}”."
        parts.assume(text, (report.id,), "Count only finished ones", "Count them too")
