"""The card of a question: how it is shown, what it reads and when it is refreshed."""

from typing import NamedTuple
from urllib.parse import urlsplit

from sayso.blocks.types import BlockDetails, Card, CardKind, Column, Reads
from sayso.devloop.programs.grants import ModuleRead
from sayso.phrases.formats import Format
from sayso.phrases.meaning import Measure

from .generating.addresses import key_of
from .generating.items import item_columns
from .generating.rows import group_key, measure_key
from .question import AddressSource, Question
from .titles import explain

_CHARTS = frozenset((CardKind.LINE, CardKind.BAR, CardKind.AREA, CardKind.PIE))


def details_of(question: Question, series: list[tuple[str, str]] | None = None) -> BlockDetails:
    """All that a block is besides its code."""
    return BlockDetails(
        card=card_of(question, series),
        reads=reads_of(question),
        refresh=question.refresh,
        on_rows=question.on_rows,
    )


def card_of(question: Question, series: list[tuple[str, str]] | None = None) -> Card:
    """The card; what the program gives fits it."""
    measure = question.measure
    look = _look(question, series)
    return Card(
        kind=question.kind,
        title=question.title or "Block",
        explanation=explain(question),
        x=look.x,
        x_label=look.x_label,
        x_format=look.x_format,
        columns=look.columns,
        format=measure.format if measure is not None else Format.NUMBER,
        unit=_unit(question),
        currency=question.source.currency,
        better=question.better,
        empty=_empty(question),
    )


class _Look(NamedTuple):
    """The columns of a card, and what names its rows."""

    columns: tuple[Column, ...] = ()
    x: str = ""
    x_label: str = ""
    x_format: Format = Format.TEXT


def _look(question: Question, series: list[tuple[str, str]] | None) -> _Look:
    if question.measure is None:
        return _of_rows(question)
    return _of_groups(question, question.measure, series) if question.groups else _of_figure(question)


def _of_rows(question: Question) -> _Look:
    source, kind = question.source, question.kind
    columns = tuple(Column(key=one.key, label=one.label, format=one.format) for one in question.shown)
    if kind in _CHARTS and question.shown:
        first = question.shown[0]
        return _Look(columns[1:], first.key, first.label[:80], first.format)
    if isinstance(source, AddressSource) and source.is_single and kind is CardKind.TABLE:
        return _Look((Column(key="name", label="Name"), Column(key="value", label="Value")))
    if kind is CardKind.LIST and question.shown and not _is_feed(question):
        return _Look(item_columns(question))
    return _Look() if kind in {CardKind.LIST, CardKind.TEXT, CardKind.NUMBER} else _Look(columns)


def _is_feed(question: Question) -> bool:
    return isinstance(question.source, AddressSource) and question.source.form == "feed"


def _of_figure(question: Question) -> _Look:
    if question.kind is not CardKind.TABLE:
        return _Look()
    value = _measured(question)
    figures = [Column(key="what", label="What"), value.model_copy(update={"key": "value"})]
    if question.compares is not None:
        figures.append(Column(key="previous", label="Before", format=value.format))
    return _Look(tuple(figures))


def _of_groups(question: Question, measure: Measure, series: list[tuple[str, str]] | None) -> _Look:
    group, name = question.groups[0], group_key(question)
    shown = Format.DATE if group.period else Format.TEXT
    values = tuple(Column(key=key, label=label[:80], format=measure.format) for key, label in series or ())
    values = values or (_measured(question),)
    if question.kind is CardKind.TABLE:
        return _Look((Column(key=name, label=group.label[:80], format=shown), *values))
    if question.kind is CardKind.LIST:
        return _Look(values, x_format=shown)
    return _Look(values, name, group.label[:80], shown)


def _measured(question: Question) -> Column:
    measure = question.measure or Measure()
    key = key_of(question) if isinstance(question.source, AddressSource) else measure_key(question)
    return Column(key=key, label=(measure.label or key.replace("_", " "))[:80], format=measure.format)


def _unit(question: Question) -> str:
    measure = question.measure
    if measure is None or measure.op != "count" or question.kind is not CardKind.NUMBER:
        return ""
    return (question.source.label.lower() if question.source.kind == "rows" else "entries")[:20]


def _empty(question: Question) -> str:
    what = question.source.label.lower() if question.source.kind == "rows" else "entries"
    plain = [one.words for one in question.conditions if "left out" not in one.words]
    return f"There are no {what}{' where ' + ' and '.join(plain) if plain else ''}."[:160]


def reads_of(question: Question) -> Reads:
    """What the program may ask: the host of the address, or the entities of the module."""
    source = question.source
    if isinstance(source, AddressSource):
        host = urlsplit(source.address).netloc.rpartition("@")[2].lower()
        secrets = (source.needs_secret,) if source.needs_secret else ()
        return Reads(reach="listed", hosts=(host,), secrets=secrets)
    return Reads(modules=(ModuleRead(slug=source.slug, entities=source.touched),))
