"""Rules that every row meets without being told: an end does not lie before its start."""

from sayso.kit.words import sentence
from sayso.spec.model import Rule

from .parts import Parts


def build_rules(parts: Parts) -> None:
    """Add the order of start and end where a record keeps both."""
    for name in list(parts.entities):
        span = parts.span_of(name)
        if span is None:
            continue
        start, end = span
        first, last = (sentence(n).lower() for n in span)
        rule = Rule(
            id=parts.ids.new("rul"),
            name="end_after_start",
            expression=f"{end} is None or {start} is None or {end} >= {start}",
            message=f"“{sentence(last)}” lies before “{first}”."[:160],
            assumed="Time runs forwards.",
        )
        parts.change(name, rules=(*parts.entities[name].rules, rule))
