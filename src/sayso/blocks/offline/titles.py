"""What a question is called, and what it means in plain words."""

from sayso.blocks.types import CardKind
from sayso.kit.words import plural, singular

from .question import AddressSource, Question
from .timing import told

_OPS = {"sum": "Total", "avg": "Average", "min": "Lowest", "max": "Highest"}


def title_of(question: Question) -> str:
    """``Revenue per month, this year``; ``Orders by status: open``."""
    title = _what(question)
    if question.groups and question.limit and not question.groups[0].period:
        side = "Top" if question.sort is None or question.sort.descending else "Bottom"
        is_counted = question.measure is None or question.measure.op == "count"
        name = plural(question.groups[0].label.lower())
        measured = (
            f"number of {title[:1].lower()}{title[1:]}" if is_counted else f"{title[:1].lower()}{title[1:]}"
        )
        title = f"{side} {question.limit} {name} by {measured}"
    for group in (
        () if question.limit and question.groups and not question.groups[0].period else question.groups
    ):
        joint = (
            "and"
            if group is not question.groups[0]
            else "per"
            if group.period or "." in group.field
            else "by"
        )
        title += f" {joint} {(group.period or group.label).lower()}"
    if question.span is not None and question.span.words:
        title += f", {question.span.words}"
    if question.compares is not None:
        title += f" compared with {question.compares.words}"
    return title[:80]


def _what(question: Question) -> str:
    source, measure = question.source, question.measure
    label = source.label if source.kind == "rows" else "Entries"
    spoken = [one for one in question.conditions if "left out" not in one.words]
    leads = [one.lead for one in spoken if one.lead]
    said = {one.words for one in spoken if one.lead}
    if any(one.op == "past" for one in spoken):
        said |= {one.words for one in spoken if one.op in {"in", "ne"}}
    rest = [one.words for one in spoken if one.words not in said]
    told = f" ({', '.join(rest)})" if rest else ""
    if leads:
        label = f"{' '.join(leads)} {label.lower()}"
        label = label[:1].upper() + label[1:]
    if measure is None or measure.op == "count":
        lead = ""
        if question.limit and measure is None:
            lead = (
                "Latest "
                if question.sort and question.sort.descending and question.kind is CardKind.LIST
                else ""
            )
            lead = lead or "First "
            lead = f"{lead}{question.limit} "
            label = label.lower()
        return f"{lead}{label}{told}"
    name = measure.label or measure.field
    lead = _OPS[measure.op] if measure.op != "sum" else ""
    words = f"{lead} {name.lower()}" if lead else name
    if (
        measure.op == "sum"
        and source.kind == "rows"
        and not question.groups
        and name.lower() not in {"revenue", "turnover", "sales", "income"}
    ):
        words = f"Total {name.lower()}"
    is_plain = measure.op == "sum" and name.lower() in {"revenue", "turnover", "sales", "income"}
    is_of = source.kind == "rows" and (leads or (not is_plain and not question.groups))
    of = f" of {label.lower()}" if is_of else ""
    return f"{words}{of}{told}"


def explain(question: Question) -> str:
    """What a block shows, where it comes from and how it was understood, for the person who wished it."""
    source = question.source
    parts = [f"{_doing(question)}."]
    parts += question.notes
    if isinstance(source, AddressSource):
        parts.append(f"It is refreshed {told(question.refresh)}.")
    else:
        role = f" with your role {source.role}" if source.role else ""
        parts.append(f"It reads rows{role}, when they change and {told(question.refresh)}.")
    return " ".join(parts)[:600]


def _doing(question: Question) -> str:
    source, measure = question.source, question.measure
    if source.kind == "rows":
        where, label = f"{source.label.lower()} of {source.module}", source.label.lower()
    else:
        host = source.address.split("//", 1)[-1].split("/", 1)[0]
        where, label = f"entries of {host}", "entries"
    if measure is None:
        doing = f"Shows {where}" if not question.limit else f"Shows {question.limit} {where}"
    elif measure.op == "count":
        doing = f"Counts {where}"
    else:
        word = {
            "sum": "Adds up",
            "avg": "Takes the average of",
            "min": "Finds the lowest",
            "max": "Finds the highest",
        }
        doing = f"{word[measure.op]} {(measure.label or measure.field).lower()} of {where}"
    groups = [
        f"per {group.period}" if group.period else f"by {group.label.lower()}" for group in question.groups
    ]
    doing += f" {' and '.join(groups)}" if groups else ""
    conditions = [one.words for one in question.conditions if "left out" not in one.words]
    doing += f" where {' and '.join(conditions)}" if conditions else ""
    doing += f", {question.span.words}" if question.span is not None else ""
    doing += f", compared with {question.compares.words}" if question.compares is not None else ""
    if question.groups and question.limit:
        side = "lowest" if question.sort is not None and not question.sort.descending else "highest"
        doing += f", the {question.limit} {side}"
    elif question.sort is not None and question.sort.field and measure is None:
        name = next(
            (one.label.lower() for one in question.shown if question.sort.field == one.field), singular(label)
        )
        name = "when they were entered" if question.sort.field == "created_at" else name
        doing += f", ordered by {name}" + (
            ", the highest or latest first" if question.sort.descending else ""
        )
    return doing
