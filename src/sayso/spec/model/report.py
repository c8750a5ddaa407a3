"""Reports: grouped measures over an entity's rows."""

from enum import StrEnum

from pydantic import Field as Described

from .base import Element, ShortText, SnakeName
from .query import FilterBy, Measure, Period


class ChartKind(StrEnum):
    """How a report is drawn."""

    TABLE = "table"
    BAR = "bar"
    LINE = "line"
    AREA = "area"
    PIE = "pie"
    NUMBER = "number"


class Report(Element):
    """``group_by`` holds field, flow or belongs_to names, dotted belongs_to paths such as
    ``album.artist`` or ``service.price``, or a period (``month``), which cuts ``date_field``.
    """

    name: SnakeName
    title: ShortText
    entity: SnakeName
    group_by: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = Described(min_length=1)
    filters: tuple[FilterBy, ...] = ()
    chart: ChartKind = ChartKind.BAR
    period: Period | None = Described(default=None, description="Default span that is shown.")
    date_field: SnakeName | None = Described(default=None, description="What a period refers to.")
