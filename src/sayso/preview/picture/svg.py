"""An application's start page as SVG: its figures, first rows of lists, charts, boards and calendars.

It has no script and no address in it, and is light or dark with the page around it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape

from sayso.kit.hue import hue_of
from sayso.kit.words import plural, sentence
from sayso.spec.model import (
    AppSpec,
    ChartKind,
    Component,
    ComponentType,
    Container,
    Direction,
)
from sayso.spec.model.component_props import (
    CalendarProps,
    CardsProps,
    ChartProps,
    KanbanProps,
    ListProps,
    StatsProps,
)

from .visible_content import Row, Seen

WIDTH, HEIGHT = 480, 300
_SIDE, _HEAD, _GAP, _MARGIN = 92, 38, 8, 14
_PAGES, _TILES, _BARS, _COLUMNS, _BESIDE = 9, 4, 8, 4, 3
_LEAST = 36
_STYLE = """<style>svg{
--canvas:oklch(.982 .003 HUE);--surface:oklch(1 0 0);--line:oklch(.922 .005 HUE);--ink:oklch(.22 .012 HUE);
--faint:oklch(.5 .012 HUE);--accent:oklch(.53 .16 HUE);--soft:oklch(.945 .03 HUE)}
@media (prefers-color-scheme:dark){svg{--canvas:oklch(.165 .008 HUE);--surface:oklch(.2 .009 HUE);
--line:oklch(.3 .011 HUE);--ink:oklch(.955 .004 HUE);--faint:oklch(.7 .011 HUE);--soft:oklch(.29 .06 HUE)}}
text{font:8px system-ui,sans-serif;fill:var(--ink)}.bold{font-weight:600}
.large{font-size:15px;font-weight:600}.faint{fill:var(--faint)}.panel{fill:var(--surface);stroke:var(--line)}.accent{fill:var(--accent)}
.soft{fill:var(--soft)}.rule{stroke:var(--line);fill:none}.line{stroke:var(--accent);fill:none}</style>"""


@dataclass(frozen=True, slots=True)
class _Box:
    x: float
    y: float
    width: float
    height: float


def picture(spec: AppSpec, now: datetime | None = None) -> str:
    """The start page, 480 by 300; of an application without pages only the ground."""
    drawing = _Drawing(spec, Seen(spec, now or datetime.now(UTC)))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
    style = _STYLE.replace("HUE", str(hue_of(spec.name)))
    ground = f'<rect width="{WIDTH}" height="{HEIGHT}" fill="var(--canvas)"/>'
    return f"{head}{style}{ground}{''.join(drawing.page())}</svg>"


class _Drawing:
    def __init__(self, spec: AppSpec, seen: Seen) -> None:
        self._spec = spec
        self._seen = seen
        self._draw: dict[ComponentType, Callable[[Component, _Box], Iterable[str]]] = {
            ComponentType.STATS: self._tiles,
            ComponentType.CHART: self._chart,
            ComponentType.KANBAN: self._board,
            ComponentType.CALENDAR: self._week,
            ComponentType.CARDS: self._cards,
            ComponentType.TABLE: self._list,
            ComponentType.LIST: self._list,
        }

    def page(self) -> Iterable[str]:
        """The frame, then part by part as far as there is room."""
        if not self._spec.pages:
            return
        start = next((one for one in self._spec.pages if one.path == "/"), self._spec.pages[0])
        yield _rect("panel", _Box(-1, -1, _SIDE + 1, HEIGHT + 2), 0)
        yield _text(12, 22, self._spec.name, "bold", 16)
        for number, page in enumerate(self._spec.pages[:_PAGES]):
            y = 44 + number * 18
            if page is start:
                yield _rect("soft", _Box(6, y - 11, _SIDE - 12, 16), 4)
            yield _text(14, y, page.title, "" if page is start else "faint", 16)
        yield _text(_SIDE + _MARGIN, 24, start.title, "bold", 60)
        y = _HEAD
        for line in self._lines(start.layout, start.components):
            height = min(46 if line[0].type is ComponentType.STATS else 100, HEIGHT - y - _GAP)
            if height < _LEAST:
                return
            width = (WIDTH - _SIDE - 2 * _MARGIN - _GAP * (len(line) - 1)) / len(line)
            for place, component in enumerate(line):
                box = _Box(_SIDE + _MARGIN + place * (width + _GAP), y, width, height)
                yield from self._draw[component.type](component, box)
            y += height + _GAP

    def _lines(self, layout: Container | None, names: Sequence[str]) -> Iterable[list[Component]]:
        """Components side by side, line below line."""
        if layout is None:
            yield from ([one] for one in self._known(names))
            return
        for child in layout.children:
            if not isinstance(child, Container):
                yield from ([one] for one in self._known([child.component]))
            elif child.direction in {Direction.ROW, Direction.GRID}:
                beside = self._known(_names(child))
                yield from (beside[at : at + _BESIDE] for at in range(0, len(beside), _BESIDE))
            else:
                yield from self._lines(child, ())

    def _known(self, names: Iterable[str]) -> list[Component]:
        found = (self._seen.index.components.get(name) for name in names)
        return [one for one in found if one is not None and one.type in self._draw]

    def _tiles(self, component: Component, box: _Box) -> Iterable[str]:
        stats = StatsProps.model_validate(component.props).stats[:_TILES]
        for stat, tile in zip(stats, _beside(box, len(stats)), strict=True):
            yield _rect("panel", tile, 6)
            yield _text(tile.x + 8, box.y + 15, stat.label, "faint", int(tile.width / 4.6))
            figure = self._seen.figure(component.entity or "", stat)
            yield _text(tile.x + 8, box.y + 35, figure, "large", int(tile.width / 9))

    def _chart(self, component: Component, box: _Box) -> Iterable[str]:
        wanted = ChartProps.model_validate(component.props).report
        report = next((one for one in self._spec.reports if one.name == wanted), None)
        if report is None:
            return
        yield _rect("panel", box, 6)
        yield _text(box.x + 8, box.y + 15, report.title, "bold", int(box.width / 4.6))
        values = self._seen.series(report, _BARS)
        top, height, most = box.y + 24, box.height - 32, max(values, default=0) or 1
        bars = _beside(_Box(box.x + 10, top, box.width - 20, height), len(values))
        if report.chart in {ChartKind.LINE, ChartKind.AREA} and len(values) > 1:
            at = zip(bars, values, strict=True)
            points = [f"{b.x + b.width / 2:.1f},{top + height * (1 - v / most):.1f}" for b, v in at]
            yield f'<polyline class="line" points="{" ".join(points)}"/>'
            return
        for bar, value in zip(bars, values, strict=True):
            tall, wide = height * value / most, min(bar.width, 34)
            x = bar.x + (bar.width - wide) / 2
            yield _rect("accent", _Box(x, top + height - tall, wide, tall), 2)

    def _board(self, component: Component, box: _Box) -> Iterable[str]:
        yield _rect("panel", box, 6)
        entity, name = component.entity or "", KanbanProps.model_validate(component.props).group_by
        groups = self._seen.groups(entity, name)[:_COLUMNS]
        inside = _Box(box.x + 8, box.y + 22, box.width - 16, box.height - 26)
        for (value, label), column in zip(groups, _beside(inside, len(groups)), strict=True):
            yield _text(column.x, box.y + 15, label, "bold", int(column.width / 4.6))
            yield from self._entries(entity, self._seen.in_group(entity, name, value), column, 18)

    def _week(self, component: Component, box: _Box) -> Iterable[str]:
        yield _rect("panel", box, 6)
        entity, name = component.entity or "", CalendarProps.model_validate(component.props).start
        monday = self._seen.today - timedelta(days=self._seen.today.weekday())
        inside = _Box(box.x + 6, box.y + 20, box.width - 12, box.height - 24)
        for number, column in enumerate(_beside(inside, 7)):
            day = monday + timedelta(days=number)
            yield _text(column.x, box.y + 14, f"{day:%a} {day.day}", "faint", 8)
            yield from self._entries(entity, self._seen.on(entity, name, day), column, 15)

    def _entries(self, entity: str, rows: list[Row], column: _Box, step: int) -> Iterable[str]:
        """Rows below each other, each in a box of its own."""
        for number, row in enumerate(rows[: int(column.height // step)]):
            y = column.y + number * step
            yield _rect("soft", _Box(column.x, y, column.width, step - 3), 3)
            yield _text(column.x + 4, y + 9, self._seen.title(entity, row), "", int(column.width / 5))

    def _cards(self, component: Component, box: _Box) -> Iterable[str]:
        entity, props = component.entity or "", CardsProps.model_validate(component.props)
        for row, card in zip(self._seen.rows(entity, props.filters), _beside(box, _BESIDE), strict=False):
            yield _rect("panel", card, 6)
            yield _rect("soft", _Box(card.x, card.y, card.width, card.height / 2), 6)
            title, y = self._seen.title(entity, row), card.y + card.height / 2 + 16
            yield _text(card.x + 8, y, title, "bold", int(card.width / 5))
            texts = [self._seen.value(entity, row, name) for name in props.fields[:2]]
            yield _text(card.x + 8, y + 14, " · ".join(filter(None, texts)), "faint", int(card.width / 4.8))

    def _list(self, component: Component, box: _Box) -> Iterable[str]:
        yield _rect("panel", box, 6)
        entity, props = component.entity or "", ListProps.model_validate(component.props)
        title = props.title or sentence(plural(entity))
        yield _text(box.x + 8, box.y + 15, title, "bold", int(box.width / 4.6))
        columns = props.columns[: 3 if len(props.columns) > 2 and box.width < WIDTH / 2 else 5]
        inside = _Box(box.x + 8, box.y + 30, box.width - 16, box.height - 24)
        rows = self._seen.rows(entity, props.filters, props.sort)
        for number, row in enumerate(rows[: int(inside.height // 16)]):
            y = inside.y + number * 16
            yield f'<path class="rule" d="M{inside.x:.1f} {y - 10:.1f}h{inside.width:.1f}"/>'
            for place, (name, cell) in enumerate(zip(columns, _beside(inside, len(columns)), strict=True)):
                value = self._seen.value(entity, row, name)
                yield _text(cell.x, y, value, "faint" if place else "", int(cell.width / 4.4))


def _beside(box: _Box, count: int) -> list[_Box]:
    """So many boxes of the same width in a row."""
    width = (box.width - _GAP * (count - 1)) / max(count, 1)
    return [_Box(box.x + place * (width + _GAP), box.y, width, box.height) for place in range(count)]


def _names(layout: Container) -> list[str]:
    found: list[str] = []
    for child in layout.children:
        found += _names(child) if isinstance(child, Container) else [child.component]
    return found


def _rect(kind: str, box: _Box, radius: int) -> str:
    size = f'width="{box.width:.1f}" height="{box.height:.1f}"'
    return f'<rect class="{kind}" x="{box.x:.1f}" y="{box.y:.1f}" {size} rx="{radius}"/>'


def _text(x: float, y: float, text: str, kind: str, most: int) -> str:
    """A line of text, cut to so many characters."""
    shown = text if len(text) <= most else f"{text[: max(most - 1, 1)].rstrip()}…"
    styled = f' class="{kind}"' if kind else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{styled}>{escape(shown)}</text>'
