"""What a message to an application asks for: by the trained reader, and where that is not sure, by rules."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.kit.ids import IdSource
from sayso.reader import Mode, Reading, read
from sayso.reader.types import COMMANDS
from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import Add, Edit, Kind, apply, diff, each_said
from sayso.spec.model import AppSpec
from sayso.spec.public import public_surface

from .agents.refining import usual_edits
from .agreement import agreed
from .looks import parted, wished
from .offline.refine import refine as by_rules
from .offline.refine.clauses import tidy
from .offline.refine.conversation import answer
from .offline.refine.custom import custom_wishes
from .offline.refine.focus import focus_of, focus_on, specs_of
from .offline.refine.likeness import key
from .offline.refine.showing_new import edits_that_show
from .replies import reply_of
from .resolver import Problem, resolve
from .resolver.names import known_of
from .types import Decision, HasSpec, Question, Refinement, Wish

SURE = 0.36
"""Below this a span counts as not understood; measured on the frozen domains of ``training/``."""
_LONGEST = 2_000
_UNDONE = "I undid that."
_ASKS = re.compile(
    r"^\W*(?:who|what|which|why|when|where|how|is|are|does|do|did|can|may|could)\b", re.IGNORECASE
)
_WISHES = re.compile(
    r"^\W*(?:(?:can|could|may) (?:we|you|i)(?: please)? (?:have|get|add)\b|(?:what|how) about\b|"
    r"is there (?:a|any) way\b)",
    re.IGNORECASE,
)
"""Questions of form only: what they ask for is wished for."""
_IDLE = frozenset(("talk", "software"))
_ON_PAPER = frozenset(("print", "print out", "export", "download", "scan", "fax"))
"""Words that ask for something outside of the application; none of them is an order to change it."""
_TOLD = 4
_NEW = frozenset({Kind.ENTITY, Kind.ROLE})


def refine(
    spec: AppSpec,
    text: str,
    history: Sequence[AppSpec | HasSpec],
    ids: IdSource,
    about: str | None = None,
) -> Refinement:
    """Do what a message asks of a spec, or answer it; what cannot be done changes nothing and is explained.

    ``history`` holds the versions before ``spec``, oldest first; ``about`` is the id of what the person
    points at. The message is done as a whole or not at all.
    """
    message = tidy(text[:_LONGEST])
    if len(text) > _LONGEST or not message or custom_wishes(message, spec):
        return by_rules(spec, text, history, ids, about)
    looks = wished(spec, message) or _looks_and_more(spec, message, history, ids, about)
    if looks is not None:
        return looks
    reading = read(message, Mode.CHANGE, known_of(spec))
    done, problems = _done(spec, reading, history, ids, about)
    if done is not None and not _is_question(reading):
        return done
    answered = answer(message, spec, specs_of(history))
    if answered is not None and answered.rest is not None:
        before = answered.refinement
        rest = read(answered.rest, Mode.CHANGE, known_of(before.spec))
        more, _ = _done(before.spec, rest, history, ids, about)
        if more is not None:
            said = f"{before.reply} {more.reply}"
            return replace(before, reply=said, edits=(*before.edits, *more.edits), spec=more.spec)
    asked = next((one for one in problems if one.is_certain), None)
    if asked is not None:
        reply = f"I changed nothing yet. {asked.why}"
        return Refinement(Decision.QUESTION, reply, (), spec, (Question(reply),))
    ruled = by_rules(spec, text, history, ids, about)
    if ruled.edits and not _is_confirmed(spec, ruled.spec, reading):
        return _explained(_doubted(spec, ruled), problems)
    return ruled if ruled.edits or answered is not None else _explained(ruled, problems)


def _looks_and_more(
    spec: AppSpec, message: str, history: Sequence[AppSpec | HasSpec], ids: IdSource, about: str | None
) -> Refinement | None:
    """Other looks and something else in one message; none where the one or the other is not understood."""
    parts = parted(message)
    looks = wished(spec, parts[0]) if parts else None
    if parts is None or looks is None:
        return None
    more = refine(looks.spec, parts[1], history, ids, about)
    if not more.edits:
        return None
    return replace(more, reply=f"{looks.reply} {more.reply}", edits=(*looks.edits, *more.edits))


def _done(
    spec: AppSpec, reading: Reading, history: Sequence[AppSpec | HasSpec], ids: IdSource, about: str | None
) -> tuple[Refinement | None, tuple[Problem, ...]]:
    """The spec with all that a reading asks for, seen on pages; none where a part was not understood."""
    if _asks_for_paper(reading):
        return None, ()
    focus = focus_on(spec, about) or focus_of(spec, specs_of(history))
    found = resolve(reading, spec, ids, focus, SURE, specs_of(history))
    if not found.is_whole and (least := agreed(reading, spec, focus, specs_of(history))) is not None:
        found = resolve(reading, spec, ids, focus, least, specs_of(history))
    if not found.is_whole:
        return None, found.problems
    edits = list(found.edits)
    after, start = found.spec, found.back or spec
    for more in (usual_edits(Wish(reading.text, start, ids), after), edits_that_show(start, after)):
        result = apply(after, more)
        if more and result.ok:
            edits += more
            after = result.spec
    if after == spec or _faults(after) - _faults(spec):
        return None, ()
    if public_surface(after).beyond(public_surface(spec).keys).openings:
        return None, ()
    if found.back is not None:
        own = tuple(edits)[len(diff(spec, found.back)) :]
        reply = f"{_UNDONE} {reply_of(found.back, after, own)}" if own else _UNDONE
        return Refinement(Decision.UNDO, reply, tuple(edits), after), ()
    decision = Decision.NEW_REQUIREMENT if any(map(_is_new, found.edits)) else Decision.REFINEMENT
    return Refinement(decision, reply_of(spec, after, edits), tuple(edits), after), ()


def _asks_for_paper(reading: Reading) -> bool:
    """Whether what a message orders is to print or to export, which the reader may take for any order."""
    first = next((span for span in reading.spans if span.start == 0), None)
    return first is not None and first.role in COMMANDS | _IDLE and first.text.lower() in _ON_PAPER


def _is_new(edit: Edit) -> bool:
    return isinstance(edit, Add) and edit.kind in _NEW


def _faults(spec: AppSpec) -> set[tuple[str, str]]:
    return {(one.code, one.path) for one in check(spec) if one.level is Level.ERROR}


def _is_question(reading: Reading) -> bool:
    """Whether a message asks who may do what or how something is, and wishes for nothing."""
    wishes = COMMANDS | {"measure", "group", "type", "must", "option", "default", "many"}
    if any(span.role in wishes for span in reading.spans):
        return False
    text = reading.text
    return text.rstrip().endswith("?") and _ASKS.search(text) is not None and not _WISHES.search(text)


def _is_confirmed(before: AppSpec, after: AppSpec, reading: Reading) -> bool:
    """Whether every name that rules took out of a message is one thing to the reader, too.

    A name across the borders of what was read, or out of words that say nothing, was misheard.
    """
    said = set(key(reading.text))
    read_as_one = [set(key(span.text)) for span in reading.spans if span.role not in _IDLE]
    new = {label for label in _labels(after) if label not in set(_labels(before))}
    return all(
        any(set(key(label)) <= words for words in read_as_one)
        for label in new
        if set(key(label)) and set(key(label)) <= said
    )


def _doubted(spec: AppSpec, ruled: Refinement) -> Refinement:
    """What rules would have done, as a question that changes nothing."""
    told = "; ".join(each_said(spec, list(ruled.edits))[:_TOLD])
    reply = f"I changed nothing yet, since I may have misheard. I understood: {told}. What did you mean?"
    return Refinement(Decision.QUESTION, reply, (), spec, (Question(reply),))


def _labels(spec: AppSpec) -> Iterator[str]:
    """What people read as names of values, choices, things, states, roles and pages."""
    for entity in spec.entities:
        yield entity.display_name
        for field in entity.fields:
            yield from (field.label, *(option.label for option in field.options))
    for flow in spec.flows:
        yield from (state.label for state in flow.states)
    yield from (role.label for role in spec.permissions.roles)
    yield from (page.title for page in spec.pages)


def _explained(ruled: Refinement, problems: Sequence[Problem]) -> Refinement:
    """The question with what was in the way, where the reader knows it better than the rules."""
    told = next((one for one in problems if one.choices), None)
    if told is None or (ruled.questions and ruled.questions[0].suggestions):
        return ruled
    return replace(
        ruled,
        decision=Decision.QUESTION,
        reply=f"I changed nothing yet. {told.why}",
        questions=(Question(told.why, told.choices),),
    )
