"""What is said about a block that is there: another card, another title, only this month, the top three."""

import re
from dataclasses import fields, replace
from datetime import date

from sayso.blocks.types import CardKind
from sayso.devloop.programs.facts import BlockFacts
from sayso.devloop.programs.types import Refusal
from sayso.phrases.lists import word_set
from sayso.phrases.said import Said
from sayso.phrases.trying import Attempt

from .addresses import Reading, read_address, read_columns
from .question import AddressSource
from .rows import read_rows
from .wording import Wording, take_wording

Read = Attempt[Wording] | tuple[Reading[Wording], AddressSource]
_FILLING = word_set("stop", "filling")
_MEANING = frozenset(("without", "no", "not", "sort", "order", "sorted", "ordered"))
_ALSO = r"\b(?:too|as\s+well|also\s+as|additionally|both|beside\s+it|next\s+to\s+it)\b"
_EXAMPLES = ("as a bar chart", "only this month", "top 3", "call it “…”", "every hour")


def change(read: Read, text: str, facts: BlockFacts, today: date) -> Read | Refusal:
    """The reading with what was said now; words that fit nothing are named."""
    said = Said(text)
    wording = take_wording(said, today, facts.get("time_zone") or "UTC")
    if wording.kind is not None and re.search(_ALSO, text.lower()):
        return Refusal(
            f"A block shows one card. Add another block that shows the same as a {wording.kind.value}.",
            (f"as a {wording.kind.value}",),
        )
    dropped = _take_dropped(said)
    counted = said.take(r"\b(?:show|only|just|the\s+first|first|limit(?:ed)?\s+to|at\s+most)\s+(\d{1,3})\b")
    if counted is not None and int(counted[1]) > 0:
        wording.limit = min(int(counted[1]), 500)
    if isinstance(read, Attempt):
        return _change_rows(read, said, wording, dropped)
    return _change_address(read, said, wording, dropped)


def _take_dropped(said: Said) -> set[str]:
    """What is to go: the limit, the filters, the time, the grouping, the comparison."""
    gone = set()
    for name, pattern in (
        ("span", (r"\b(?:(?:of\s+)?all\s+time|for\s+ever|ever|the\s+whole\s+time|(?:without|no|"
        r"remove\s+the|drop\s+the)\s+(?:time|date|period)(?:\s+(?:limit|filter|range))?)\b")),
        ("limit", (r"\b(?:all\s+of\s+them|all\s+rows|(?:without|no|remove\s+the|drop\s+the)\s+limit|"
        r"show\s+all|everything)\b")),
        ("conditions", (r"\b(?:(?:without|no|remove\s+(?:the|all)|drop\s+(?:the|all))\s+(?:filters?|"
        r"conditions?))\b")),
        ("groups", (r"\b(?:(?:without|no|remove\s+the|drop\s+the)\s+group(?:s|ing)?|not\s+grouped|"
        r"ungrouped|as\s+one\s+number)\b")),
        ("compares", (r"\b(?:without\s+(?:the\s+)?(?:trend|comparison)|(?:no|"
        r"remove\s+the)\s+(?:trend|comparison))\b")),
    ):  # fmt: skip
        if said.take(pattern):
            gone.add(name)
    return gone


def _merged(before: Wording, now: Wording, dropped: set[str]) -> Wording:
    """The words of before, where nothing else is said now."""
    changes = {one.name: value for one in fields(Wording) if (value := getattr(now, one.name))}
    merged = replace(before, **changes)
    if now.ranking is not None and now.ranking.limit is None and before.ranking is not None:
        merged.ranking = replace(now.ranking, limit=before.ranking.limit)
    if now.limit is not None and merged.ranking is not None:
        merged.ranking = replace(merged.ranking, limit=now.limit)
    if now.period is not None and now.ranking is None:
        merged.ranking, merged.limit = None, now.limit
    if now.compares is not None and now.span is None:
        merged.span = None
    if now.span is not None and before.compares is not None and now.compares is None:
        merged.compares = None
    if "span" in dropped:
        merged.span = None
    if "limit" in dropped:
        merged.limit, merged.ranking = None, None
    if "compares" in dropped:
        merged.compares, merged.is_compared = None, False
    return merged


def _change_rows(read: Attempt[Wording], said: Said, wording: Wording, dropped: set[str]) -> Read | Refusal:
    words = [word for word in said.words() if word.lower not in _FILLING or word.lower in _MEANING]
    now = Attempt(read.thing, words, wording).run()
    left = [
        word
        for word in (*now.unknown_groups, *now.left)
        if word.lower() not in _FILLING | word_set("stop", "words")
    ]
    if left:
        return _unclear(" ".join(dict.fromkeys(left)))
    if not _says_something(wording, dropped) and not (
        now.groups or now.conditions or now.measure or now.sort or now.date
    ):
        return _unclear(said.text)
    merged = _merged(read.wording, wording, dropped)
    groups = read.groups
    if now.groups or wording.period:
        is_more = re.search(r"\b(?:also|and)\s+(?:by|per)\b", said.text.lower()) is not None
        groups = [*read.groups, *now.groups] if is_more else now.groups
        if not is_more:
            merged.period, merged.is_over_time = wording.period, wording.is_over_time
    if "groups" in dropped:
        groups, merged.period = [], None
    if wording.kind is CardKind.NUMBER and read.measure is not None:
        groups, merged.period = [], None
    spoken = {one.field for one in now.conditions}
    kept = [] if "conditions" in dropped else [one for one in read.conditions if one.field not in spoken]
    is_measured = now.measure is not None and (bool(now.measure.field) or wording.measure == "count")
    measure = now.measure if is_measured else read.measure
    if (
        measure is not None
        and measure.field
        and not is_measured
        and wording.measure in {"sum", "avg", "min", "max"}
    ):
        measure = measure.model_copy(update={"op": wording.measure})
    return replace(
        read,
        wording=merged,
        groups=groups,
        conditions=[*kept, *now.conditions],
        measure=measure,
        sort=now.sort or read.sort,
        date=now.date or read.date,
        notes=[*read.notes, *(one for one in now.notes if one not in read.notes)],
    )


def _change_address(
    read: tuple[Reading[Wording], AddressSource], said: Said, wording: Wording, dropped: set[str]
) -> Read | Refusal:
    before, source = read
    now = Reading(said, wording, before.columns, before.records, before.address)
    if source.form != "feed":
        read_columns(now)
    if now.unknown and not all(word in _FILLING for word in now.unknown.lower().split()):
        return _unclear(now.unknown)
    known = {word.lower() for one in now.named for word in re.findall(r"\w+", f"{one.label} {one.key}")}
    known |= {word.lower() for one in now.conditions for word in re.findall(r"\w+", one.words)}
    left = [
        word.text for word in said.words() if word.lower not in known | _FILLING | word_set("stop", "words")
    ]
    if left and source.form != "feed":
        return _unclear(" ".join(dict.fromkeys(left)))
    if not (_says_something(wording, dropped) or now.groups or now.conditions or now.named or now.sort):
        return _unclear(said.text)
    merged = _merged(before.wording, wording, dropped)
    groups = now.groups or ([] if wording.period else before.groups)
    if now.groups and not wording.period:
        merged.period = None
    if "groups" in dropped or wording.kind is CardKind.NUMBER:
        groups, merged.period = [], None
    spoken = {one.field for one in now.conditions}
    kept = [] if "conditions" in dropped else [one for one in before.conditions if one.field not in spoken]
    is_measured = now.measure is not None and (wording.measure is not None or bool(now.measure.field))
    reading = replace(
        before,
        said=said if source.form == "feed" and not before.named else before.said,
        wording=merged,
        named=now.named or before.named,
        groups=groups,
        conditions=[*kept, *now.conditions],
        measure=now.measure if is_measured else before.measure,
        sort=now.sort or before.sort,
        unknown="",
    )
    return reading, source


def _says_something(wording: Wording, dropped: set[str]) -> bool:
    return bool(dropped) or any(getattr(wording, one.name) for one in fields(Wording))


def _unclear(words: str) -> Refusal:
    plain = " ".join(words.split())[:80]
    return Refusal(
        f"I do not know how to do “{plain}” to this block. I can change its card, title, period, "
        "order, number of rows, "
        "grouping, filters and how often it is refreshed.",
        _EXAMPLES,
    )


def follow(words: list[str], address: str, facts: BlockFacts, today: date) -> Read | Refusal:
    """The reading of the first wish, with each of the later ones applied."""
    first, *later = words
    read: Read | Refusal
    if address and address not in first and not any(address in one for one in later):
        first = f"{first} from {address}"
    read = read_address(first, address, facts, today) if address else read_rows(first, facts, today)
    for text in later:
        if isinstance(read, Refusal):
            return read
        changed = change(read, text, facts, today)
        if isinstance(changed, Refusal):
            anew = read_rows(new_wish(text), facts, today)
            changed = changed if isinstance(anew, Refusal) else anew
        read = changed
    return read


def new_wish(text: str) -> str:
    """The words without those that only say that it is another wish."""
    return re.sub(r"\b(?:instead|rather|please)\b", " ", text)
