"""Rows as the items of a list or the lines of a text: what names each, and which values follow."""

from dataclasses import dataclass

from sayso.blocks.offline.question import Question, Shown
from sayso.blocks.types import CardKind, Column
from sayso.phrases.formats import Format
from sayso.phrases.writing.text import Code, literal

AMOUNT = '''def amount(value):
    """A number as people write it: 1,234.5, and 96 rather than 96.0."""
    return f"{value:,.2f}".removesuffix(".00")'''
_MOST_VALUES = 3
_LONGEST_TITLE = 160
_OF_ITEMS = frozenset(("title", "text", "url", "at"))
_DAYS = frozenset((Format.DATE, Format.DATETIME))


@dataclass(frozen=True, slots=True)
class ItemParts:
    """What an item is made of: the keys that name it, values, a date and a link."""

    titles: tuple[str, ...]
    separator: str
    values: tuple[Shown, ...]
    when: str | None
    link: str | None


def parts_of(question: Question) -> ItemParts:
    """The first value names an item, with what tells it from others; the next ones follow as they read."""
    first, *others = question.shown
    titles: tuple[str, ...] = (first.key,)
    separator = " – "
    if first.key == "first_name" and others and others[0].key == "last_name":
        titles, separator = (first.key, others.pop(0).key), " "
    elif question.about:
        titles = (first.key, question.about)
    when = next((one.key for one in others if one.format in _DAYS), None)
    link = next((one.key for one in others if one.format is Format.LINK), None)
    values = [one for one in others if one.key != when and one.format is not Format.LINK]
    if question.kind is CardKind.TEXT:
        values = [one for one in values if one.format not in _DAYS]
    return ItemParts(titles, separator, tuple(values[:_MOST_VALUES]), when, link)


def item_columns(question: Question) -> tuple[Column, ...]:
    """The columns of a list: the values of its items."""
    values = parts_of(question).values
    return tuple(Column(key=_item_key(one), label=one.label, format=one.format) for one in values)


def items_lines(question: Question, data: str) -> list[str]:
    """What makes items, or the lines of a text, of rows."""
    parts = parts_of(question)
    if question.kind is CardKind.TEXT:
        return _text_lines(question, parts, data)
    item: dict[str, object] = {"title": Code(_title(parts))}
    if parts.link:
        item["url"] = Code(f'row["{parts.link}"] or None')
    if parts.when:
        item["at"] = Code(f'row["{parts.when}"]')
    item |= {_item_key(one): Code(f'row["{one.key}"]') for one in parts.values}
    return [
        "items = []",
        f"for row in {data}:",
        f"    items.append({literal(item, 8, 14)})",
        'return {"items": items}',
    ]


def _text_lines(question: Question, parts: ItemParts, data: str) -> list[str]:
    lines = ["items = []", f"for row in {data}:", f"    parts = [{_title(parts)}]"]
    for one in parts.values:
        value = f'row["{one.key}"]'
        lines.append(f'    if {value} not in (None, ""):')
        lines.append(f"        parts.append({told(value, one.format, question.source.currency)})")
    lines.append('    items.append(" – ".join(parts))')
    return [*lines, 'return {"text": "\\n".join(f"- {item}" for item in items)}']


def told(value: str, shown: Format, currency: str) -> str:
    """An expression for a value as a text; numbers and money as people write them."""
    if shown is Format.MONEY:
        return f'format({value}, ",.2f")' + (f' + " {currency}"' if currency else "")
    return f"amount({value})" if shown is Format.NUMBER else f"str({value})"


def figure_text(question: Question) -> list[str]:
    """What says one figure in a sentence."""
    title = question.title.replace("\\", "").replace('"', "”").replace("{", "(").replace("}", ")")
    shown = question.measure.format if question.measure is not None else Format.NUMBER
    return [
        f'shown = "–" if value is None else {told("value", shown, question.source.currency)}',
        f'return {{"text": f"{title}: **{{shown}}**"}}',
    ]


def _title(parts: ItemParts) -> str:
    if len(parts.titles) == 1:
        return f'str(row["{parts.titles[0]}"] or "–")'
    names = f"(str(row[key]) for key in {literal(parts.titles)} if row[key])"
    return f'"{parts.separator}".join{names}[:{_LONGEST_TITLE}] or "–"'


def _item_key(one: Shown) -> str:
    return f"{one.key}_value" if one.key in _OF_ITEMS else one.key
