"""Nothing is booked twice at once: what is booked, from when to when, and which states free the time."""

from sayso.design.language.lemmas import noun_lemma, verb_lemma
from sayso.design.language.tokens import tokenize
from sayso.kit.words import plural, sentence
from sayso.spec.model import (
    Computed,
    Field,
    FieldType,
    Index,
    Relationship,
    Rule,
    Validation,
)

from .figures import side_states
from .parts import Parts

_BOOKINGS = (
    *("appointment", "booking", "reservation", "rental", "hire", "stay", "lesson", "session", "viewing"),
    *("treatment", "consultation", "visit", "job", "shift", "loan", "exam", "surgery", "event"),
)
_ASSUMED_BOOKINGS = frozenset(("appointment", "booking", "reservation", "rental", "stay"))
_BOOKED = (
    *("room", "hall", "table", "court", "berth", "venue", "pitch", "studio", "desk", "apartment", "cabin"),
    *("vehicle", "car", "van", "bike", "boat", "equipment", "machine", "instrument", "lane", "stand"),
)
_LENGTHS = ("duration", "length", "minutes", "duration_minutes", "duration_in_minutes", "hours")
_USUAL_MINUTES = 60


def build_bookings(parts: Parts) -> None:
    """Add the rule where the words ask for it, and where a second booking could only be a mistake."""
    said = parts.business.no_overlap
    words = {noun_lemma(t.word) for t in tokenize(said)} | {verb_lemma(t.word) for t in tokenize(said)}
    found = _found(parts, words) if said else None
    if found is not None:
        _forbid(parts, *found, said)
        return
    for name in list(parts.entities):
        if name.split("_")[-1] in _ASSUMED_BOOKINGS and (by := _resource(parts, name, words)) is not None:
            by_kind = parts.thing(by.to_entity)
            if by_kind.kind == "staff" or by.to_entity.split("_")[-1] in _BOOKED:
                _forbid(parts, name, by, "")


def _found(parts: Parts, words: set[str]) -> tuple[str, Relationship] | None:
    best: tuple[float, str, Relationship] | None = None
    for name in parts.entities:
        by = _resource(parts, name, words)
        if by is None or _start(parts, name) is None:
            continue
        last = name.split("_")[-1]
        said = 3.0 if set(name.split("_")) <= words else 0.0
        named = 2.0 if set(by.name.split("_")) & words or set(by.to_entity.split("_")) & words else 0.0
        usual = 2.0 - _BOOKINGS.index(last) * 0.05 if last in _BOOKINGS else 0.0
        score = said + named + usual
        if score > 0 and (best is None or score > best[0]):
            best = (score, name, by)
    return (best[1], best[2]) if best else None


def _resource(parts: Parts, name: str, words: set[str]) -> Relationship | None:
    """What there is only one of: the one that was named, else a place, a person at work, a vehicle."""

    def rank(link: Relationship) -> tuple[bool, bool, int]:
        target = link.to_entity
        kind = parts.thing(target).kind
        named = target.split("_")[-1] in words or link.name.split("_")[-1] in words
        order = {"place": 0, "staff": 1, "thing": 2}.get(kind, 3)
        return not named, target.split("_")[-1] not in _BOOKED, order

    fit = [
        link
        for link in parts.parents(name)
        if parts.thing(link.to_entity).kind in {"place", "staff", "thing", "group"}
        or link.to_entity.split("_")[-1] in words
    ]
    return min(fit, key=rank, default=None)


def _start(parts: Parts, name: str) -> str | None:
    span = parts.span_of(name)
    return span[0] if span else parts.date_of(name)


def _forbid(parts: Parts, name: str, by: Relationship, said: str) -> None:
    span = _span(parts, name, said)
    if span is None:
        return
    flow = parts.flows.get(name)
    _require(parts, name, by, span)
    free = side_states(parts, name)
    quoted = ", ".join(f'"{s.name}"' for s in free)
    when = f", when={flow.field} not in [{quoted}]" if flow and free else ""
    who, what = sentence(by.name).lower(), sentence(name).lower()
    article = "an" if what[0] in "aeiou" else "a"
    rule = Rule(
        id=parts.ids.new("rul"),
        name="no_double_booking",
        expression=f"no_overlap({span[0]}, {span[1]}, {by.name}{when})",
        message=f"This {who} already has {article} {what} at that time.",
        source=said[:400] or None,
        assumed=None if said else f"A {who} can hardly have two {plural(what)} at once.",
    )
    entity = parts.entities[name]
    index = Index(id=parts.ids.new("idx"), fields=(by.name, span[0]), assumed="Clashes are found quickly.")
    parts.change(name, rules=(*entity.rules, rule), indexes=(*entity.indexes, index))
    if not said:
        text = f"A {who} has no two {plural(what)} at the same time."
        parts.assume(text, (rule.id,), "Allow them to overlap")
    if free:
        listed = " and ".join(s.label.lower() for s in free)
        text = f"{listed[:1].upper()}{listed[1:]} {plural(what)} do not block the time of the {who}."
        parts.assume(text, (rule.id,), "Count them too")


def _require(parts: Parts, name: str, by: Relationship, span: tuple[str, str]) -> None:
    """Nothing can clash while it is open what is taken or for how long."""
    fields = (
        f.model_copy(update={"required": True}) if f.name in span else f for f in parts.entities[name].fields
    )
    parts.change(name, fields=tuple(fields))
    place = parts.relationships.index(by)
    parts.relationships[place] = by.model_copy(update={"required": True})


def _span(parts: Parts, name: str, said: str) -> tuple[str, str] | None:
    """From when to when a booking takes its resource; an end that is missing is worked out."""
    span = parts.span_of(name)
    if span is not None:
        return None if span[0] in parts.fields_of(name, FieldType.TIME) else span
    start = parts.date_of(name)
    if start is None:
        return None
    if start in parts.fields_of(name, FieldType.DATE):
        return _whole_day(parts, name, start) if said else None
    taken = parts.names_of(name)
    end = next((n for n in ("ends_at", "end", "ends") if n not in taken), "booked_until")
    length = _length(parts, name)
    if length is not None:
        why = "It follows from the start and the duration."
    elif said:
        length = _default_length(parts, name)
        why = "It follows from the start and the length."
    else:
        return None
    value = Computed(
        id=parts.ids.new("cmp"),
        name=end,
        label=sentence(end),
        type=FieldType.DATETIME,
        expression=f"{start} + {length}",
        assumed=why,
    )
    parts.add_computed(name, value)
    return start, end


def _whole_day(parts: Parts, name: str, start: str) -> tuple[str, str] | None:
    if parts.fields_of(name, FieldType.TIME):
        return None
    value = Computed(
        id=parts.ids.new("cmp"),
        name="free_again",
        label="Free again",
        type=FieldType.DATE,
        expression=f"{start} + days(1)",
        assumed="Only a day is said, so the whole day is taken.",
    )
    parts.add_computed(name, value)
    parts.assume("A booking takes the whole day.", (value.id,), "Ask for start and end times")
    return start, "free_again"


def _length(parts: Parts, name: str) -> str | None:
    """A duration on the booking, else on what is booked, in its unit."""
    places = [(name, ""), *((link.to_entity, f"{link.name}.") for link in parts.parents(name))]
    for owner, path in places:
        for field in parts.entities[owner].fields:
            if field.type in {FieldType.INTEGER, FieldType.DECIMAL} and field.name in _LENGTHS:
                hours = "hour" in f"{field.name} {field.label} {field.help or ''}".lower()
                return f"{'hours' if hours else 'minutes'}({path}{field.name})"
    return None


def _default_length(parts: Parts, name: str) -> str:
    field = Field(
        id=parts.ids.new("fld"),
        name="duration",
        label="Duration",
        type=FieldType.INTEGER,
        required=True,
        default=_USUAL_MINUTES,
        validation=Validation(min=5, max=1440),
        help="In minutes.",
        assumed="Without an end nobody could tell what overlaps.",
    )
    parts.change(name, fields=(*parts.entities[name].fields, field))
    what = sentence(name).lower()
    text = f"Each {what} takes {_USUAL_MINUTES} minutes unless its duration says otherwise."
    parts.assume(text, (field.id,), "30 minutes", "Ask for the end instead")
    return "minutes(duration)"
