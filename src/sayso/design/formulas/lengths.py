"""How long something takes and how old it is: ``calculate the days of a rental``, ``the age of pets``."""

from sayso.design.messages.patterns import pattern
from sayso.design.name_lookup.situation import Situation
from sayso.design.spec_edits.components import dated
from sayso.kit.words import sentence, snake
from sayso.spec.edits import Edit, add
from sayso.spec.model import DAY_TYPES, Computed, Entity, Field, FieldType

_LEAD = r"^(?:(?:{add}|{show}|calculate|compute|work out|derive|count)(?: me| us)? )?(?:the )?"
_LENGTH = (
    pattern(
        rf"{_LEAD}(?:number of |length in |duration in |total )?"
        r"(?P<unit>days|nights|hours|minutes|duration|length)"
        r" (?:of|for|per) (?:an? |the |each |every )?(?P<owner>[\w' -]+?)"
        r"(?: in (?P<in>days|nights|hours|minutes))?"
        r"(?: (?:automatically|itself))?$"
    ),
    pattern(
        rf"{_LEAD}how (?:long|many (?P<unit>days|nights|hours|minutes)) (?:an? |the |each |every )?"
        r"(?P<owner>[\w' -]+?) (?:takes?|lasts?|is|was|were|are|goes|runs?|took)(?: out)?$"
    ),
)
_AGE = (
    pattern(
        rf"{_LEAD}(?P<name>age|seniority|years of (?:membership|service|employment)|membership years) of "
        r"(?:an? |the |each |every |all )?(?P<owner>[\w' -]+?)(?: in years)?"
        r"(?:,? (?:since|from|by|based on|out of)(?: when)?(?: they| the| their| its)?(?: were| was)? "
        r"(?P<start>[\w' -]+))?$"
    ),
    pattern(
        rf"{_LEAD}how (?P<name>old|many years|long) (?:an? |the |each |every )?(?P<owner>[\w' -]+?) "
        r"(?:is|are|has been (?:with us|here|an? \w+)|have been (?:with us|here|\w+))$"
    ),
)
_FROM_DAY = pattern(
    rf"{_LEAD}age (?:is )?(?:calculated |computed |worked out )?(?:from|by|based on|out of|using) "
    rf"(?:the |their |his |"
    r"her )?(?P<start>[\w' -]+)$"
)
_PAIRS = (
    ("start", "end"),
    ("from", "to"),
    ("check_in", "check_out"),
    ("arrival", "departure"),
    ("begin", "finish"),
    ("opened", "closed"),
    ("received", "resolved"),
    ("out", "returned"),
    ("pickup", "return"),
    ("loan", "returned"),
    ("lent", "returned"),
    ("borrowed", "returned"),
    ("received", "finished"),
    ("received", "completed"),
    ("started", "finished"),
    ("started", "completed"),
    ("opened", "resolved"),
    ("reported", "fixed"),
    ("reported", "resolved"),
    ("reported", "closed"),
)
_BIRTH = ("birth", "born", "dob", "birthday", "hatched", "built")
_JOINED = ("join", "since", "hire", "member", "start", "founded", "employed", "enrol")


def tell_length(clause: str, situation: Situation) -> tuple[Edit, ...]:
    """A value worked out from a start and an end, or from a day in the past until today."""
    for way in _LENGTH:
        if match := way.match(clause):
            entity = situation.mentions.entity(match["owner"])
            said = (match.groupdict().get("in") or match["unit"] or "").lower()
            if entity is not None and (made := _lasting(entity, said, clause, situation)):
                return made
    if (match := _FROM_DAY.match(clause)) and (day := situation.mentions.member(match["start"], least=0.84)):
        return _aged(day.entity, "age", day.name.replace("_", " "), clause, situation)
    for way in _AGE:
        if match := way.match(clause):
            entity = situation.mentions.entity(match["owner"])
            start = match.groupdict().get("start") or ""
            if entity is not None and (
                made := _aged(entity, match["name"].lower(), start, clause, situation)
            ):
                return made
    return ()


def span_of(entity: Entity) -> tuple[Field, Field] | None:
    """The start and the end that rows keep, both of one type."""
    fields = [f for f in entity.fields if f.type in DAY_TYPES]
    for first, last in _PAIRS:
        start = next(
            (f for f in fields if first in f.name.split("_") or f.name.startswith(f"{first}_")), None
        )
        if start is None:
            start = next((f for f in fields if f.name.startswith(first)), None)
        end = next(
            (f for f in fields if f is not start and (last in f.name.split("_") or f.name.startswith(last))),
            None,
        )
        if start is not None and end is not None and start.type is end.type:
            return start, end
    return None


def between(entity: Entity, unit: str) -> str | None:
    """The formula for days, nights, hours or minutes between start and end."""
    span = span_of(entity)
    if span is None:
        return None
    start, end = span
    if unit in {"days", "nights", "day", "night"}:
        names = [f"date({f.name})" if f.type is FieldType.DATETIME else f.name for f in (start, end)]
        return f"days_between({names[0]}, {names[1]})"
    if start.type is FieldType.DATE:
        return None
    return f"{'minutes' if unit.startswith('minute') else 'hours'}_between({start.name}, {end.name})"


def _lasting(entity: Entity, unit: str, clause: str, situation: Situation) -> tuple[Edit, ...]:
    span = span_of(entity)
    if span is None:
        return ()
    usual = "days" if span[0].type is FieldType.DATE else "hours"
    unit = unit if unit in {"days", "nights", "hours", "minutes"} else usual
    expression = between(entity, unit)
    if expression is None:
        return ()
    kind = FieldType.INTEGER if expression.startswith("days") else FieldType.DECIMAL
    return _added(entity, unit, kind, expression, clause, situation)


def _aged(entity: Entity, name: str, start: str, clause: str, situation: Situation) -> tuple[Edit, ...]:
    named = situation.mentions.member(start, entity, 0.75) if start else None
    days = [f for f in entity.fields if f.name in dated(entity)]
    hints = _BIRTH if name in {"age", "old"} and not start else (*_JOINED, *_BIRTH)
    day = next((f for f in days if named is not None and f.id == named.element.id), None)
    day = day or next((f for f in days if any(hint in f.name for hint in hints)), None)
    if day is None:
        return ()
    moment = f"date({day.name})" if day.type is FieldType.DATETIME else day.name
    called = "age" if name in {"age", "old"} else "years" if name in {"long", "many years"} else snake(name)
    return _added(entity, called, FieldType.INTEGER, f"years_between({moment}, today())", clause, situation)


def _added(  # noqa: PLR0917 - private; called at two places
    entity: Entity, name: str, kind: FieldType, expression: str, clause: str, situation: Situation
) -> tuple[Edit, ...]:
    taken = {member for member, _ in situation.mentions.members(entity)}
    if name in taken:
        return ()
    value = Computed(
        id=situation.ids.new("cmp"), source=clause, name=name, label=sentence(name), type=kind,
        expression=expression,
    )  # fmt: skip
    return (add(value, parent=entity.id),)
