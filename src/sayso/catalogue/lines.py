"""Reports, figures and lists in one line each: ``Late loans: count of loan where status = late``."""

import re
from typing import Any

from sayso.spec.model import PERIODS, ChartKind, FilterBy, Operator
from sayso.spec.query import CLOCKED, SYMBOLS

from .types import Figure, Listing

_LINE = re.compile(
    r"^(?P<title>[^:]+?)\s*:\s*(?P<measure>count|(?:sum|avg|min|max)\s+[\w]+)\s+of\s+(?P<entity>\w+)"
    r"(?:\s+by\s+(?P<groups>.+?))?(?:\s+where\s+(?P<where>.+?))?(?:\s+as\s+(?P<chart>\w+))?\s*$"
)
_LIST = re.compile(
    r"^(?P<title>[^:]+?)\s*:\s*(?P<entity>\w+)(?:\s+where\s+(?P<where>.+?))?"
    r"(?:\s+by\s+(?P<by>\w+)(?:\s+(?P<way>desc|asc))?)?\s*$"
)
_COMPARED = re.compile(r"^(?P<field>[a-z]\w*)\s*(?P<op>!=|>=|<=|=|>|<)\s*(?P<value>.+)$")
_AMONG = re.compile(r"^(?P<field>[a-z]\w*)\s+in\s+(?P<values>.+)$")
_STANDS = re.compile(r"^(?P<field>[a-z]\w*)\s+(?P<not>not\s+)?(?P<way>\w+)$")
_GROUP = re.compile(r"^(?P<period>day|week|month|quarter|year)(?:\s+of\s+(?P<date>\w+))?$")


class LineError(Exception):
    """A line that cannot be read, and how it is written."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def figure(line: str) -> Figure:
    """A report or figure.

    Raises:
        LineError: when it is written otherwise.
    """
    match = _LINE.match(line.strip())
    if match is None:
        hint = "<Title>: count|sum x|avg x|min x|max x of <entity> [by …] [where …] [as bar|line|pie|table]"
        raise LineError(f"“{line}” is no figure.", hint)
    chart = match["chart"] or ""
    if chart and chart not in set(ChartKind):
        raise LineError(f"“{line}”: there is no chart “{chart}”.", f"Charts are {', '.join(ChartKind)}.")
    op, _, of = match["measure"].partition(" ")
    groups: list[str] = []
    date = ""
    for said in re.split(r"\s*,\s*|\s+and\s+", match["groups"] or ""):
        if period := _GROUP.match(said):
            groups.append(period["period"])
            date = period["date"] or ""
        elif said:
            if not re.fullmatch(r"[\w.]+", said):
                raise LineError(
                    f"“{line}”: “{said}” is no group.", "Name a field, a link, a path or a period."
                )
            groups.append(said)
    if not chart:
        chart = "line" if groups and groups[0] in PERIODS else "bar" if groups else "number"
    return Figure(
        match["title"],
        op,
        match["entity"],
        of.strip(),
        tuple(groups),
        conditions(match["where"]),
        chart,
        date,
    )


def listing(line: str) -> Listing:
    """A list of rows.

    Raises:
        LineError: when it is written otherwise.
    """
    match = _LIST.match(line.strip())
    if match is None:
        raise LineError(f"“{line}” is no list.", "<Title>: <entity> [where …] [by <field> [desc]]")
    return Listing(
        match["title"], match["entity"], conditions(match["where"]), match["by"] or "", match["way"] == "desc"
    )


def conditions(said: str | None) -> tuple[FilterBy, ...]:
    """Conditions joined by *and*.

    Raises:
        LineError: when one cannot be read.
    """
    return tuple(_condition(one.strip()) for one in re.split(r"\s+and\s+", said or "") if one.strip())


def _condition(said: str) -> FilterBy:
    if match := _AMONG.match(said):
        values = [_value(one) for one in re.split(r"\s*,\s*", match["values"])]
        return FilterBy(field=match["field"], op=Operator.IN, value=values)
    if match := _COMPARED.match(said):
        return FilterBy(field=match["field"], op=SYMBOLS[match["op"]], value=_value(match["value"]))
    if match := _STANDS.match(said):
        if match["way"] == "empty":
            return FilterBy(field=match["field"], op=Operator.IS_NULL, value=not match["not"])
        if match["way"] in CLOCKED and not match["not"]:
            return FilterBy(field=match["field"], op=Operator(match["way"]))
    raise LineError(
        f"“{said}” is no condition.",
        "x = y, x != y, x > 5, x in a, b, x past|today|this_week|this_month|upcoming|empty|not empty",
    )


def _value(said: str) -> Any:
    said = said.strip().strip("'\"")
    if said in {"true", "false"}:
        return said == "true"
    if re.fullmatch(r"-?\d+", said):
        return int(said)
    return float(said) if re.fullmatch(r"-?\d+\.\d+", said) else said
