"""A question in one line, as tables of tests write it down."""

from sayso.blocks.offline.question import Question, RowsSource


def brief(question: Question) -> str:
    """``shop/order sum:total by customer where status in new,paid this month top 5 [bar]``."""
    source = question.source
    assert isinstance(source, RowsSource)
    parts = [f"{source.slug}/{source.entity}"]
    if question.measure is not None:
        parts.append(question.measure.op + (f":{question.measure.field}" if question.measure.field else ""))
    parts += [
        f"per {group.period} of {group.field}" if group.period else f"by {group.field}"
        for group in question.groups
    ]
    for one in question.conditions:
        value = ",".join(one.value) if isinstance(one.value, tuple) else str(one.value)
        parts.append(f"where {one.field} {one.op} {value}".rstrip())
    if question.span is not None:
        parts.append(f"<{question.span.words} of {question.date}>")
    if question.compares is not None:
        parts.append(f"vs {question.compares.words}")
    if question.sort is not None and question.sort.field and question.measure is None:
        parts.append(f"sort {'-' if question.sort.descending else ''}{question.sort.field}")
    if question.limit is not None:
        parts.append(f"limit {question.limit}")
    return " ".join([*parts, f"[{question.kind.value}]"])
