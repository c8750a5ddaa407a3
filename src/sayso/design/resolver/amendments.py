"""Amendments of a reading: spans whose words leave less doubt of what they are than the reader had."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sayso.design.language.lemmas import verb_lemma
from sayso.kit.words import singular
from sayso.reader.types import COMMANDS, Reading, Span
from sayso.spec.model import AppSpec, Computed, Field

from .aspects import type_named
from .elements import part_kind
from .vocabulary import listed

SURE = 0.9
_LEAST = 0.12
"""A span that was read with less is not believed, whatever its words are."""
MAY_BE = re.compile(r"\b(?:can|may|might|could)\s+(?:also\s+|sometimes\s+|even\s+)*(?:be|get)\s+$")
"""Words before a participle that says what may become of rows."""
_PAGE = re.compile(r"\s*(?:page|screen)\b", re.IGNORECASE)
_SHORT = 4
"""Spans of a message in which a name that stands there can hardly mean anything else."""
_NEAR = re.compile(r"\s+(?:(?:the|this|that|our|my)\s+)?", re.IGNORECASE)
_TIED = re.compile(r"\bbelongs? to (?:an? |one |exactly one )?$")
_IT = re.compile(r"\b(?:it|them|that|this|those|these)\b", re.IGNORECASE)
_CHANGES = frozenset(("change", "type"))


def amended(reading: Reading, spec: AppSpec) -> Reading:
    """The reading with such spans as what they are: names of the application, types, ties, steps, owners."""
    names = {role: {_plain(one) for one in found} for role, found in _names(spec).items()}
    spans = [_read_as(one, reading, names) for one in reading.spans]
    for at, span in enumerate(spans):
        things = [one for one, other in enumerate(spans) if other.head == at]
        if _is_step(span, reading, spec) and [spans[one].role for one in things] == ["thing"]:
            spans[at] = replace(span, role="state", head=things[0])
            spans[things[0]] = replace(spans[things[0]], head=None)
        values = [one for one, other in enumerate(spans) if other.role == "attr" and other.head == span.head]
        if _is_owner(span, spans, reading, names) and len(values) == 1:
            spans[at] = replace(span, role="thing", sureness=max(span.sureness, SURE))
            spans[values[0]] = replace(spans[values[0]], head=at)
    return replace(reading, spans=tuple(spans))


def _is_owner(span: Span, spans: Sequence[Span], reading: Reading, names: Mapping[str, set[str]]) -> bool:
    """Whether a page that is named behind a value is the thing that has it: *rename phone on clients*."""
    verb = spans[span.head] if span.head is not None else None
    is_thing = span.role == "page" and _plain(span.text) in names["thing"]
    return (
        is_thing and verb is not None and verb.role == "rename" and not _PAGE.match(reading.text[span.end :])
    )


def _is_step(span: Span, reading: Reading, spec: AppSpec) -> bool:
    """Whether a participle says what may become of rows, as a step that is new: *visits can be missed*."""
    verb = verb_lemma(span.text.lower())
    known = {_plain(state.label) for flow in spec.flows for state in flow.states}
    return (
        span.role in {"remove", "move"}
        and span.head is None
        and MAY_BE.search(reading.text[: span.start].lower()) is not None
        and (verb not in listed("removing") or verb == "lose")
        and _plain(span.text) not in known
    )


def _read_as(span: Span, reading: Reading, names: Mapping[str, set[str]]) -> Span:
    head = reading.spans[span.head] if span.head is not None else None
    before = reading.text[: span.start].lower()
    if span.role == "part" and _TIED.search(before) and part_kind(span.text) is None:
        return replace(span, role="one", sureness=max(span.sureness, SURE))
    if (
        span.role in {"measure", "group", "period"}
        and span.head is None
        and (up := _showing(span, reading)) is not None
    ):
        return replace(span, head=up)
    if span.role == "new" and _is_type(span, reading, head):
        return replace(span, role="type", head=_value_beside(span, reading))
    if _plain(span.text) not in names.get(span.role, ()):
        return span
    idle = _idle_command(span, reading) if span.head is None else None
    if idle is not None:
        return replace(span, head=idle, sureness=SURE)
    if len(reading.spans) <= _SHORT and _LEAST <= span.sureness < SURE:
        return replace(span, sureness=SURE)
    return span


def _showing(span: Span, reading: Reading) -> int | None:
    """The verb before a figure that hangs on nothing, where that shows a part: *a chart of revenue*."""
    verbs = [
        at for at, one in enumerate(reading.spans) if one.end <= span.start and one.role in {"show", "add"}
    ]
    parts = [one for one in reading.spans if one.role == "part" and verbs and one.head == verbs[-1]]
    return verbs[-1] if parts else None


def _plain(name: str) -> str:
    """A name without its signs, in the singular: *e-mails* are an email."""
    return re.sub(r"[^a-z0-9]", "", singular(name.lower().replace("_", " ")))


def _idle_command(span: Span, reading: Reading) -> int | None:
    """The verb right before a name that nothing hangs on, which can only be about it."""
    before = [at for at, one in enumerate(reading.spans) if one.end <= span.start]
    verb = reading.spans[before[-1]] if before else None
    if verb is None or verb.role not in COMMANDS or _IT.search(verb.text):
        return None
    if not _NEAR.fullmatch(reading.text[verb.end : span.start]):
        return None
    return None if any(one.head == before[-1] for one in reading.spans) else before[-1]


def _is_type(span: Span, reading: Reading, head: Span | None) -> bool:
    """Whether *change deposit to text* asks for another type and not for another name."""
    is_change = head is not None and head.role in _CHANGES
    return (
        is_change
        and _value_beside(span, reading) is not None
        and type_named(span.text.lower(), "") is not None
    )


def _value_beside(span: Span, reading: Reading) -> int | None:
    """The only value that hangs on the same verb."""
    values = [at for at, one in enumerate(reading.spans) if one.role == "attr" and one.head == span.head]
    return values[0] if len(values) == 1 else None


def _names(spec: AppSpec) -> Mapping[str, Iterator[str]]:
    return {
        "attr": (name for one in _values(spec) for name in (one.name, one.label)),
        "thing": (name for one in spec.entities for name in (one.name, one.display_name)),
        "page": (page.title for page in spec.pages),
        "state": (state.label for flow in spec.flows for state in flow.states),
        "actor": (name for one in spec.permissions.roles for name in (one.name, one.label)),
        "report": (report.title for report in spec.reports),
    }


def _values(spec: AppSpec) -> Iterator[Field | Computed]:
    for entity in spec.entities:
        yield from entity.fields
        yield from entity.computed
