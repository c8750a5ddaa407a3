"""What sets a bot off, in words for people."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sayso.bots.details import ByBot, ByCron, ByHand, ByInterval, ByRow, ByWebhook, RowEvent
from sayso.bots.ports import Spec
from sayso.schedules.recurrence import Cron, Every, TimingError
from sayso.schedules.words import in_words

_HAPPENINGS = {
    RowEvent.CREATED: "is created",
    RowEvent.CHANGED: "is changed",
    RowEvent.DELETED: "is deleted",
    RowEvent.TRANSITION: "moves on",
}
_OUTCOMES = {"success": "succeeds", "failure": "fails", "any": "has run"}
_WEEKDAYS = ", Monday through Friday"
_VOWELS = frozenset("aeiou")


@dataclass(frozen=True, slots=True)
class Labels:
    """What people call the things that a trigger points to; where there is none, its name is said.

    ``states`` and ``fields`` are by name.
    """

    module: str = ""
    entity: str = ""
    bot: str = ""
    states: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)


_NONE = Labels()


def words_of(spec: Spec, labels: Labels = _NONE) -> str:
    """A trigger as one would say it: “Every weekday at 08:00”, “When an order is created in Shop”."""
    match spec:
        case ByHand():
            return "By hand"
        case ByInterval(seconds=seconds):
            return _begun(in_words(Every(seconds)))
        case ByCron(cron=cron, time_zone=zone):
            return _of_clock(cron, zone)
        case ByWebhook(signed=signed):
            return "When its address is called" + (" and signed" if signed else "")
        case ByRow():
            return _of_row(spec, labels)
        case ByBot(on=on):
            return f"When {labels.bot or 'another bot'} {_OUTCOMES[on]}"


def with_article(noun: str) -> str:
    """“an order”, “a client”."""
    is_open = noun[:1].lower() in _VOWELS and not noun.lower().startswith(("uni", "use", "eu", "one"))
    return f"{'an' if is_open or noun.lower().startswith(('hour', 'honest')) else 'a'} {noun}"


@lru_cache(maxsize=4_096)
def _of_clock(cron: str, zone: str) -> str:
    try:
        said = in_words(Cron(cron))
    except TimingError:
        return f"At the times of “{cron}”"
    if said.startswith("at ") and said.endswith(_WEEKDAYS):
        said = f"every weekday {said.removesuffix(_WEEKDAYS)}"
    return _begun(said) + ("" if zone == "UTC" else f" ({zone})")


def _of_row(spec: ByRow, labels: Labels) -> str:
    noun = (labels.entity or spec.entity.replace("_", " ")).lower()
    happenings = _or([_happening(spec, one, labels) for one in spec.on])
    said = f"When {with_article(noun)} {happenings} in {labels.module or spec.module}"
    if spec.where:
        conditions = [
            f"{_label(labels.fields, name)} is {_value(labels.states, value)}"
            for name, value in spec.where.items()
        ]
        said += f" and {' and '.join(conditions)}"
    return said


def _happening(spec: ByRow, event: RowEvent, labels: Labels) -> str:
    if event is RowEvent.TRANSITION and spec.to:
        return f"becomes {_or([_label(labels.states, one) for one in spec.to])}"
    if event is RowEvent.CHANGED and spec.fields:
        return f"is changed in {_or([_label(labels.fields, one) for one in spec.fields])}"
    return _HAPPENINGS[event]


def _label(labels: dict[str, str], name: str) -> str:
    return f"“{labels.get(name, name.replace('_', ' '))}”"


def _value(labels: dict[str, str], value: object) -> str:
    if isinstance(value, list):
        return _or([_value(labels, one) for one in value])
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _label(labels, value) if isinstance(value, str) else str(value)


def _begun(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}"


def _or(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}" if words else ""
