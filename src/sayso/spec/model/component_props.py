"""The props each component type accepts; names refer to fields, relations or computed values."""

from pydantic import Field as Described

from .base import Model, PascalName, ShortText, SnakeName
from .page import ComponentType
from .query import FilterBy, MeasureOp, SortBy


class FormProps(Model):
    """``fields`` in order; empty means all."""

    fields: tuple[SnakeName, ...] = ()
    submit_label: ShortText | None = None


class TableProps(Model):
    """Columns in order; empty means a sensible choice."""

    columns: tuple[SnakeName, ...] = ()
    sort: tuple[SortBy, ...] = ()
    filters: tuple[FilterBy, ...] = ()
    page_size: int = Described(default=20, ge=5, le=200)


class ListProps(TableProps):
    """As a table; ``title`` heads the list where the name of its entity says too little."""

    title: ShortText | None = None


class DetailProps(Model):
    """``related`` are inverse relation names shown as lists below the record."""

    fields: tuple[SnakeName, ...] = ()
    related: tuple[SnakeName, ...] = ()


class ChartProps(Model):
    """A chart draws one report."""

    report: SnakeName


class CardsProps(Model):
    """What a card shows."""

    title: SnakeName | None = None
    subtitle: SnakeName | None = None
    image: SnakeName | None = None
    fields: tuple[SnakeName, ...] = ()
    filters: tuple[FilterBy, ...] = ()


class KanbanProps(Model):
    """Columns by a flow field, an enum field or a belongs_to relation; ``sum`` totals a number per column."""

    group_by: SnakeName
    title: SnakeName | None = None
    fields: tuple[SnakeName, ...] = ()
    sum: SnakeName | None = None


class CalendarProps(Model):
    """``start`` and ``end`` are date, datetime, field or computed names; variant month, week or agenda."""

    start: SnakeName
    end: SnakeName | None = None
    title: SnakeName | None = None
    color_by: SnakeName | None = None


class Stat(Model):
    """One figure: an aggregate over the entity's rows that meet the filters."""

    label: ShortText
    op: MeasureOp = MeasureOp.COUNT
    field: SnakeName | None = None
    filters: tuple[FilterBy, ...] = ()
    group_by: SnakeName | None = Described(default=None, description="One tile per value of this field.")


class StatsProps(Model):
    """Tiles, left to right."""

    stats: tuple[Stat, ...] = Described(min_length=1)


class FiltersProps(Model):
    """Filters that act on the components of the same entity on the page."""

    fields: tuple[SnakeName, ...] = Described(min_length=1)


class DashboardProps(Model):
    """A composed component: others, in order."""

    components: tuple[PascalName, ...] = ()


class CustomProps(Model):
    """A custom component says in words what it shows; its code is written later."""

    wish: str = ""


PROPS_OF: dict[ComponentType, type[Model]] = {
    ComponentType.FORM: FormProps,
    ComponentType.TABLE: TableProps,
    ComponentType.LIST: ListProps,
    ComponentType.DETAIL: DetailProps,
    ComponentType.CHART: ChartProps,
    ComponentType.CARDS: CardsProps,
    ComponentType.KANBAN: KanbanProps,
    ComponentType.CALENDAR: CalendarProps,
    ComponentType.STATS: StatsProps,
    ComponentType.FILTERS: FiltersProps,
    ComponentType.DASHBOARD: DashboardProps,
    ComponentType.WIDGET: DashboardProps,
    ComponentType.CUSTOM: CustomProps,
}

VARIANTS_OF: dict[ComponentType, tuple[str, ...]] = {
    ComponentType.FORM: ("simple", "advanced"),
    ComponentType.TABLE: ("simple", "advanced", "inline-edit"),
    ComponentType.LIST: ("simple", "advanced"),
    ComponentType.CALENDAR: ("month", "week", "agenda"),
    ComponentType.CHART: ("bar", "line", "area", "pie", "number", "table"),
}
"""Allowed variants; a type that is not listed accepts ``simple`` and ``advanced``."""
