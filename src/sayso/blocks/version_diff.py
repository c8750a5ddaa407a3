"""What differs between two versions of a block."""

from collections.abc import Iterator

from sayso.blocks.types import Card, Comparison, Reads, Version
from sayso.devloop.programs.code_diff import code_lines, listed, reach_words

_NAMED = {
    "title": "The title",
    "explanation": "The explanation",
    "x": "What names each row",
    "x_label": "The label of the axis",
    "x_format": "How the axis reads",
    "format": "How the value reads",
    "unit": "The unit",
    "currency": "The currency",
    "better": "Which way is good news",
    "empty": "What is said where there is nothing",
}


def compared(before: Version, after: Version) -> Comparison:
    """Lines of code, and the card in sentences."""
    names = (f"version {before.number}", f"version {after.number}")
    code = code_lines(before.code, after.code, names)
    return Comparison(code, (*_card(before.card, after.card), *_reads(before.reads, after.reads)))


def _card(before: Card, after: Card) -> Iterator[str]:
    if before.kind is not after.kind:
        yield f"It is shown as {_kind(after)} instead of {_kind(before)}."
    for name, label in _NAMED.items():
        was, now = str(getattr(before, name)), str(getattr(after, name))
        if was != now:
            yield f"{label} is {_said(now)} instead of {_said(was)}."
    yield from _columns(before, after)
    if before.code != after.code:
        yield "What draws the card is different."


def _columns(before: Card, after: Card) -> Iterator[str]:
    had = {column.key: column for column in before.columns}
    has = {column.key: column for column in after.columns}
    for key, column in has.items():
        if key not in had:
            yield f"There is a new column “{column.label}”."
        elif had[key].label != column.label:
            yield f"The column “{had[key].label}” is called “{column.label}”."
        elif had[key].format is not column.format:
            yield f"The column “{column.label}” reads as {column.format} instead of {had[key].format}."
    for key, column in had.items():
        if key not in has:
            yield f"The column “{column.label}” is gone."
    kept = [key for key in has if key in had]
    if kept != [key for key in had if key in has]:
        yield "The columns stand in another order."


def _reads(before: Reads, after: Reads) -> Iterator[str]:
    if before.reach != after.reach:
        was = reach_words(before.reach, before.hosts)
        yield f"It reaches {reach_words(after.reach, after.hosts)} instead of {was}."
    elif before.hosts != after.hosts:
        yield f"It asks {listed(after.hosts)} instead of {listed(before.hosts)}."
    slugs = [one.slug for one in before.modules], [one.slug for one in after.modules]
    if slugs[0] != slugs[1]:
        yield f"It reads {listed(slugs[1])} instead of {listed(slugs[0])}."
    if before.secrets != after.secrets:
        yield f"It names the secrets {listed(after.secrets)} instead of {listed(before.secrets)}."


def _kind(card: Card) -> str:
    return {"number": "a number", "area": "an area chart", "text": "text", "custom": "a card of its own"}.get(
        card.kind.value, f"a {card.kind} chart" if card.kind in {"line", "bar", "pie"} else f"a {card.kind}"
    )


def _said(value: str) -> str:
    return f"“{value}”" if value else "left out"
