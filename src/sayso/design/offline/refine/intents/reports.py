"""``bar chart with average total per project``, ``monthly total of what's been invoiced, as bars``."""

import re

from sayso.design.offline.refine.arranging import on_top
from sayso.design.offline.refine.screens import dated, page_of
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.kit.words import pascal, plural, sentence, snake
from sayso.spec.edits import Edit, SetLayout, add
from sayso.spec.model import (
    ChartKind,
    Component,
    ComponentType,
    Container,
    Entity,
    Measure,
    MeasureOp,
    Page,
    Report,
    Slot,
)

from .measuring import CHART, GROUP, NUMBERS, OP, PERIODS, RECORDED, SPANS, Wish, read, usual_group
from .showing import layout_of

_NOT_REPORTS = re.compile(
    r"\s=\s|\b(?:two|2|three|3) columns\b|\b(?:page|layout)\b.*\b(?:left|right)\b|\b(?:board|kanban|calendar|"
    r"filters?|column per|tiles?)\b|"
    r"\b(?:below|under|underneath|above|next to|beside|left of|right of) (?:the |all |our )?[\w "
    r"]*(?:tables?|lists?|"
    r"forms?|cards)\b|"
    r"\b(?:put|move|place) the\b.*\b(?:first|underneath|below|left|right|top)\b",
    re.IGNORECASE,
)
_OWN_PAGE = pattern(
    r"\b(?:on|in|to|get|have|their|its) ?(?:a |an |their |its )?(?:separate|own|new|extra|dedicated|"
    r"different) (?:{page})\b"
)


_FIGURE = pattern(
    r"^(?:{show} )?(?:the )?(?P<what>[\w']+(?: [\w']+)??)(?: \w+ed)? per [\w' -]+?"
    r"(?: (?:per|and|by) [\w' -]+)?$"
)
_DONE = re.compile(r" \w+ed(?= per\b)", re.IGNORECASE)


def report(clause: str, situation: Situation) -> Change | None:
    """A report and the chart that draws it, on the page that fits."""
    charted = CHART.search(clause)
    grouped = GROUP.search(clause)
    timed = any(word in clause.lower() for word in (*PERIODS, "over time"))
    op = OP.search(clause)
    if _NOT_REPORTS.search(clause) or not (
        (charted and (grouped or timed or op or _about(clause)))
        or (op and (grouped or timed))
        or _names_number(clause, situation)
    ):
        return None
    plain = _DONE.sub("", clause) if _names_number(clause, situation) else clause
    wish = read(plain, situation, grouped["group"] if grouped else None)
    if wish is None:
        return None
    made = drawn(wish, situation, clause)
    return _on_page(made, wish, clause, situation)


def _names_number(clause: str, situation: Situation) -> bool:
    """``minutes per walker per week``: a number that is kept, and by what it is grouped."""
    match = _FIGURE.match(clause)
    found = situation.mentions.member(match["what"], least=0.85) if match else None
    return found is not None and getattr(found.element, "type", None) in NUMBERS


def _about(clause: str) -> bool:
    return bool(re.search(r"\b(?:of|on|about|for|with|showing)\b", clause))


def usual_chart(situation: Situation, entity: Entity, source: str) -> tuple[Component, list[Edit]] | None:
    """The chart one would expect of an entity: how many by state, by what it belongs to, or by month."""
    group = usual_group(entity, situation)
    if group is None:
        return None
    date_field = dated(entity)[0] if group in SPANS else None
    wish = Wish(entity, Measure(op=MeasureOp.COUNT), group, date_field, (), ChartKind.BAR, 1.0)
    _, chart, edits = drawn(wish, situation, source)
    return chart, edits


def drawn(wish: Wish, situation: Situation, source: str) -> tuple[Report, Component, list[Edit]]:
    """The report and its chart; a report that is there already is drawn again, not made twice."""
    subject = wish.measure.field or plural(wish.entity.name)
    words = {"avg": "average ", "sum": "total ", "min": "lowest ", "max": "highest ", "count": ""}[
        wish.measure.op.value
    ]
    subject = subject.removeprefix(words.strip() + "_")
    title = sentence(
        f"{words}{subject} per {(wish.group or 'all').split('.')[-1]}".replace("total total", "total")
    )
    by = [name.split(".")[-1].replace("_", " ") for name in wish.further]
    title = " and ".join([title, *by])
    if wish.filters:
        told = wish.told or str(wish.filters[0].value).replace("_", " ")
        title = f"{title} ({told})"
    name = snake(title)[:48].strip("_")
    taken = {other.name for other in situation.spec.reports}
    same = next(
        (
            r
            for r in situation.spec.reports
            if (r.entity, r.group_by, r.measures[:1], r.filters)
            == (wish.entity.name, (wish.group, *wish.further), (wish.measure,), wish.filters)
        ),
        None,
    )
    name = next(n for n in (name, *(f"{name[:44]}_{k}" for k in range(2, 99))) if n not in taken)
    made = same or Report(
        id=situation.ids.new("rep"), source=source, name=name, title=title, entity=wish.entity.name,
        group_by=(wish.group, *wish.further) if wish.group else (), measures=(wish.measure,),
        filters=wish.filters,
        chart=wish.chart,
        date_field=wish.date_field,
    )  # fmt: skip
    names = {component.name for component in situation.spec.components}
    wanted = f"{pascal(made.name)}Chart"[:60]
    free = next(n for n in (wanted, *(f"{wanted}{k}" for k in range(2, 99))) if n not in names)
    chart = Component(
        id=situation.ids.new("com"), source=source, name=free, type=ComponentType.CHART,
        entity=wish.entity.name,
        variant=wish.chart.value, props={"report": made.name},
    )  # fmt: skip
    return made, chart, [*([] if same else [add(made)]), add(chart)]


def _on_page(
    made: tuple[Report, Component, list[Edit]], wish: Wish, clause: str, situation: Situation
) -> Change:
    report_, chart, edits = made
    spec = situation.spec
    drawn = wish.chart.value if wish.chart is ChartKind.TABLE else f"{wish.chart.value} chart"
    said = f"There is a {drawn} now: {report_.title[:1].lower()}{report_.title[1:]}."
    if report_.date_field == RECORDED:
        said += (
            f" {sentence(many(wish.entity))} have no date of their own, so it goes by when they were entered."
        )
    focus = Focus(entity=wish.entity.id, component=chart.id)
    own = _OWN_PAGE.search(clause)
    pages = {page.name: page for page in spec.pages}
    page = next(
        (pages[name] for name in ("reports", "statistics", "overview", "dashboard") if name in pages), None
    )
    named = re.search(r"\bon the (?P<page>[\w' -]+?)(?: page)?$", clause)
    if named is not None and (
        target := situation.mentions.page(named["page"]) or _entity_page(named["page"], situation)
    ):
        page = target
    if own is not None and "reports" not in pages:
        return Change(said, (*edits, add(reports_page(situation, [chart.name]))), focus=focus)
    page = page or page_of(spec, wish.entity.name) or next(iter(spec.pages), None)
    if page is None:
        return Change(said, tuple(edits), focus=focus)
    layout = SetLayout(target=page.id, layout=on_top(layout_of(page), chart.name))
    return Change(said, (*edits, layout), focus=focus)


def _entity_page(phrase: str, situation: Situation) -> Page | None:
    entity = situation.mentions.entity(phrase)
    return page_of(situation.spec, entity.name) if entity else None


def reports_page(situation: Situation, components: list[str]) -> Page:
    """A page for reports with these components, one below the other."""
    taken = {page.name for page in situation.spec.pages}
    name = next(n for n in ("reports", "statistics", "analysis", "reports_2") if n not in taken)
    paths = {page.path for page in situation.spec.pages}
    path = f"/{name}" if f"/{name}" not in paths else f"/{name}-page"
    return Page(
        id=situation.ids.new("pag"), name=name, title=sentence(name), path=path, icon="chart-column",
        components=tuple(components), layout=Container(children=tuple(Slot(component=c) for c in components)),
    )  # fmt: skip
