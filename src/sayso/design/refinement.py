"""What a message to an application asks for: exact matter, else what was read of it, else a question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.kit.ids import IdSource, SeededIds
from sayso.reader import Mode, Reading, read
from sayso.reader.types import COMMANDS
from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.edits import Add, Edit, Kind, apply, diff
from sayso.spec.model import AppSpec
from sayso.spec.public import public_surface

from .agents.model_refinement import usual_edits
from .agreement import agreed
from .looks import parted, wished
from .messages.clauses import tidy
from .messages.conversation import Answered, answer
from .messages.exact import exact
from .messages.focus import focus_of, focus_on, specs_of
from .messages.question import asked, asked_back, unreadable
from .name_lookup.situation import Situation
from .replies import reply_of
from .resolver import Resolved, resolve
from .resolver.names import known_of
from .spec_edits.visibility import edits_that_show
from .types import Decision, HasSpec, Refinement, Wish

SURE = 0.36
"""Below this a span counts as not understood; measured on the frozen domains of ``training/``."""
_LONGEST = 2_000
_WORD = re.compile(r"[A-Za-z]{2,}")
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
    points at. The message is done as a whole or not at all. The edits lead from ``spec`` to the spec in the
    result, which has no faults that ``spec`` did not have.
    """
    if not _WORD.search(text):
        return unreadable(spec, "I could not read that. What would you like to change?")
    if len(text) > _LONGEST:
        return unreadable(spec, f"I read {_LONGEST:,} characters at once. What comes first?")
    versions = specs_of(history)
    focus = focus_on(spec, about) or focus_of(spec, versions)
    situation = Situation(spec, ids, tidy(text), "", focus)
    outcome = _outcome(situation, versions)
    if outcome.done is not None:
        return outcome.done

    def works(said: str) -> bool:
        """Whether this would be done or answered, sent as a message."""
        done = _outcome(replace(situation, message=tidy(said), ids=SeededIds(said)), versions).done
        return done is not None and not done.questions and done.decision is not Decision.OFF_TOPIC

    return asked_back(situation, outcome.found, works)


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a message, or what was found in it that is not enough."""

    done: Refinement | None
    found: Resolved | None = None


def _outcome(situation: Situation, versions: Sequence[AppSpec]) -> _Outcome:
    """Exact matter comes first, then what the reader understands, then what only answers."""
    spec, message = situation.spec, situation.message
    known = exact(situation) or wished(spec, message) or _looks_and_more(situation, versions)
    if known is not None:
        return _Outcome(known)
    reading = read(message, Mode.CHANGE, known_of(spec))
    found = _resolved(situation, reading, versions)
    done = _done(situation, found)
    if done is not None and not _is_question(reading):
        return _Outcome(done)
    answered = answer(message, spec, versions)
    if answered is not None and answered.rest is None:
        return _Outcome(answered.refinement, found)
    if answered is not None:
        return _beside(situation, answered, versions)
    certain = next((one for one in found.problems if one.is_certain), None) if found else None
    return _Outcome(asked(spec, certain.why) if certain is not None else None, found)


def _looks_and_more(situation: Situation, versions: Sequence[AppSpec]) -> Refinement | None:
    """Other looks and something else in one message; none where the one or the other is not understood."""
    parts = parted(situation.message)
    looks = wished(situation.spec, parts[0]) if parts else None
    if parts is None or looks is None:
        return None
    more = _outcome(replace(situation, spec=looks.spec, message=parts[1]), versions).done
    if more is None or not more.edits:
        return None
    return replace(more, reply=f"{looks.reply} {more.reply}", edits=(*looks.edits, *more.edits))


def _beside(situation: Situation, answered: Answered, versions: Sequence[AppSpec]) -> _Outcome:
    """What is wished for beside going back, on the version that it goes back to."""
    before = answered.refinement
    here = replace(situation, spec=before.spec, message=answered.rest or "")
    found = _resolved(here, read(here.message, Mode.CHANGE, known_of(before.spec)), versions)
    more = _done(here, found)
    if more is None:
        return _Outcome(None, found)
    said = f"{before.reply} {more.reply}"
    return _Outcome(replace(before, reply=said, edits=(*before.edits, *more.edits), spec=more.spec))


def _resolved(situation: Situation, reading: Reading, versions: Sequence[AppSpec]) -> Resolved | None:
    """What the resolver makes of a reading; none where that asks for nothing that an application is."""
    if _asks_for_paper(reading):
        return None
    spec, ids, focus = situation.spec, situation.ids, situation.focus
    found = resolve(reading, spec, ids, focus, SURE, versions)
    if not found.is_whole and (least := agreed(reading, spec, focus, versions)) is not None:
        return resolve(reading, spec, ids, focus, least, versions)
    return found


def _done(situation: Situation, found: Resolved | None) -> Refinement | None:
    """The spec with all that was understood, seen on pages; none where a part was not understood."""
    if found is None or not found.is_whole:
        return None
    spec, edits = situation.spec, list(found.edits)
    after, start = found.spec, found.back or spec
    wish = Wish(situation.message, start, situation.ids)
    for more in (usual_edits(wish, after), edits_that_show(start, after)):
        result = apply(after, more)
        if more and result.ok:
            edits += more
            after = result.spec
    if after == spec or _faults(after) - _faults(spec):
        return None
    if public_surface(after).beyond(public_surface(spec).keys).openings:
        return None
    if found.back is not None:
        own = tuple(edits)[len(diff(spec, found.back)) :]
        reply = f"{_UNDONE} {reply_of(found.back, after, own)}" if own else _UNDONE
        return Refinement(Decision.UNDO, reply, tuple(edits), after)
    decision = Decision.NEW_REQUIREMENT if any(map(_is_new, found.edits)) else Decision.REFINEMENT
    return Refinement(decision, reply_of(spec, after, edits), tuple(edits), after)


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
