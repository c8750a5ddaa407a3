"""How figures are called, which records they count, and the ones that every business likes to see."""

from sayso.kit.words import plural, sentence, snake
from sayso.spec.model import PERIODS, ChartKind, FieldType, FilterBy, Measure, MeasureOp, Report, State

from .flows import side_of
from .parts import Parts

_ENOUGH = 3
_ASIDES = frozenset(("photo", "picture", "note", "comment", "file", "attachment", "message", "reply"))


def side_states(parts: Parts, entity: str) -> list[State]:
    """States that take a record out of the ordinary course: cancelled, rejected, lost."""
    flow = parts.flows.get(entity)
    if flow is None:
        return []
    side = side_of([s.name for s in flow.states])
    return [s for s in flow.states if s.name in side and s.name != flow.initial]


def counting(parts: Parts, entity: str, field: str | None) -> tuple[FilterBy, ...]:
    """What leaves out money that never comes: that of cancelled or rejected records."""
    flow = parts.flows.get(entity)
    left_out = {s.name for s in side_states(parts, entity)}
    if flow is None or not left_out or field not in parts.money_of(entity):
        return ()
    kept: list[str] = [s.name for s in flow.states if s.name not in left_out]
    return (FilterBy(field=flow.field, op="in", value=[*kept]),)


def report_title(
    parts: Parts, entity: str, operation: MeasureOp, measured: str, groups: dict[str, str]
) -> str:
    """As people say it: “Appointments per stylist”, “Turnover per month”, “Orders by status”."""
    lead = sentence(plural(entity)) if operation is MeasureOp.COUNT else measured
    if operation is MeasureOp.AVG and not lead.lower().startswith("average"):
        lead = f"Average {lead.lower()}"
    if not groups:
        return (f"Number of {lead.lower()}" if operation is MeasureOp.COUNT else lead)[:160]
    per = "by" if next(iter(groups)) in _choices(parts, entity) else "per"
    return f"{lead} {per} {' and '.join(groups.values())}"[:160]


def money_label(parts: Parts, entity: str, field: str) -> str:
    """What the sum of an amount is called: “Payment amount”, “Value of orders”."""
    label = parts.label_of(entity, field)
    if label in {"Total", "Price", "Value", "Subtotal"}:
        return f"Value of {plural(entity).replace('_', ' ')}"
    return f"{sentence(entity)} {label.lower()}" if label in {"Amount", "Cost", "Fee", "Rent"} else label


def _choices(parts: Parts, entity: str) -> set[str]:
    states = {parts.flows[entity].field} if entity in parts.flows else set()
    return states | set(parts.fields_of(entity, FieldType.ENUM, FieldType.BOOLEAN))


def add_usual(parts: Parts) -> None:
    """Add first figures about the most important records until there are a few."""
    for name in [n for n in parts.main if n.split("_")[-1] not in _ASIDES][:3]:
        for report in _usual(parts, name):
            if len(parts.reports) >= _ENOUGH:
                return
            if all(
                r.name != report.name
                and (r.entity, r.group_by, r.measures[0].op)
                != (report.entity, report.group_by, report.measures[0].op)
                for r in parts.reports
            ):
                parts.reports.append(report)


def _usual(parts: Parts, name: str) -> list[Report]:
    found: list[Report] = []
    date = parts.date_of(name)
    money = [m for m in parts.money_of(name) if "deposit" not in m]
    happens = parts.thing(name).kind in {"event", "document"}
    if name in parts.flows:
        found.append(_assumed(parts, name, [parts.flows[name].field]))
    if happens and date and money:
        found.append(_assumed(parts, name, ["month"], money[0], date))
    elif happens and date:
        found.append(_assumed(parts, name, ["month"], None, date))
    kinds = {"staff", "catalogue", "group", "place"}
    others = [link for link in parts.parents(name) if link.to_entity != name]
    owners = [link.name for link in others if parts.thing(link.to_entity).kind in kinds]
    found.extend(_assumed(parts, name, [owner]) for owner in owners)
    enums = [f.name for f in parts.entities[name].fields if f.type is FieldType.ENUM and len(f.options) > 1]
    found.extend(_assumed(parts, name, [field]) for field in enums[:2])
    if not found:
        found.extend(_assumed(parts, name, [link.name]) for link in others[:1])
    return found


def _assumed(
    parts: Parts, entity: str, groups: list[str], money: str | None = None, date: str | None = None
) -> Report:
    operation = MeasureOp.SUM if money else MeasureOp.COUNT
    measured = money_label(parts, entity, money) if money else sentence(plural(entity))
    said = {g: (g if g in PERIODS else parts.label_of(entity, g).lower()).replace("_", " ") for g in groups}
    title = report_title(parts, entity, operation, measured, said)
    return Report(
        id=parts.ids.new("rep"),
        name=snake(title)[:48].strip("_"),
        title=title,
        entity=entity,
        group_by=tuple(groups),
        measures=(Measure(op=operation, field=money, label=measured),),
        filters=counting(parts, entity, money),
        chart=ChartKind.LINE if date else ChartKind.BAR,
        date_field=date,
        assumed="A first look at the numbers.",
    )
