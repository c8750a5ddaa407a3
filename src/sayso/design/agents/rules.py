"""What messages are, as far as rules can tell: the clear cases cost no tokens and no time."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from sayso.design.knowledge.load import load
from sayso.design.messages.answers import mentions_spec
from sayso.design.messages.clauses import bare, clauses, sentences, tidy
from sayso.design.messages.conversation import is_approval
from sayso.design.messages.custom import TAKING_AWAY, CustomWish, custom_wishes
from sayso.design.messages.patterns import pattern
from sayso.design.messages.settlement import stays
from sayso.design.offline.designer_adapter import read_wish
from sayso.design.types import Agent, Decision, Outcome, Subject, Verdict, Wish
from sayso.spec.edits import Move, Remove, Rename, Retype, Set, SetLayout
from sayso.spec.model import AppSpec, ComponentType

_EXACT = (Rename, Set, Move, Remove, SetLayout, Retype)
_MOST_EXACT_WORDS = 14
_MOST_TALK = 20
"""Words of small talk; what is longer has something to say."""
_ORDER = pattern(
    r"^(?:{rename}|call|{remove}|move|put|place|swap|set|make (?=.*\b(?:{required}|{unique}|{optional})\b))\b"
)
_BACK = pattern(
    r"^(?:(?:no|ok|okay|hm+|oh|wait|please|pls|sorry|actually|ah|um+|well|and|then|so|just|can you|could you|"
    r"i want to|i'd like to|let's|let us|better|stop|oops|thanks,? but)[\s,.!;:-]+)*"
    r"(?:{undo}|{redo}|go back)\b"
)
_BACK_SOMEWHERE = pattern(r"\b(?:{undo}|{redo}|go back)\b")
_OF_THE_APP = re.compile(
    r"\b(?:button|option|field|action|feature|able to|state|status|may|can) ", re.IGNORECASE
)
_SHORT_ANSWER = re.compile(
    r"^(?:yes|no|yep|nope|yeah|nah|sure|ok|okay|neither|both|none|all|always|never|"
    r"the (?:first|second|last|former|latter)(?: one)?|\d+)\b[\s,.!]*"
    r"(?:please|thanks|thank you|of course|all of (?:them|it))?[\s,.!]*$",
    re.IGNORECASE,
)
_ASKS_CONSENT = re.compile(
    r"\b(?:publish|go live|approve|all right|as you (?:want|like)|happy with)[^?]*\?\s*$", re.IGNORECASE
)
_OPENS_QUESTION = re.compile(
    r"^(?:(?:and|but|so|hm+|ok|hey|wait|oh|well|sorry)[\s,]+)*"
    r"(?:why|who|whom|whose|where|what(?!\s+(?:about|if))|when|"
    r"how (?:does|do|did|is|are|come|can i see|was)|explain)\b",
    re.IGNORECASE,
)
_LAYOUT = re.compile(
    r"\b(?:left|right|on top|at the top|bottom|side by side|next to|beside|below|above|underneath|"
    r"beneath|layout|arrange\w*|rearrange\w*|two columns?|three columns?|full width|wider|narrower|bigger|"
    r"smaller|calendar|kanban|board|cards?|charts?|graphs?|tiles|tabs?|page|pages|screen|dashboard|sidebar|"
    r"filter bar|filters)\b",
    re.IGNORECASE,
)
_PLACING = re.compile(
    r"^(?:\S+ )?(?:show|display|put|place|move|arrange|rearrange|position|make|set|have|see|swap|lay)\b",
    re.IGNORECASE,
)
_SCHEMA = re.compile(
    r"\b(?:add|track|record|store|keep|fields?|columns? (?:for|called|named)|required|mandatory|unique|"
    r"options?|belongs? to|has many|several|state|status|stage|role|roles|permission|may|allowed|"
    r"only (?:see|edit|read)|rename|split|merge|calculated?|computed?|formula|total|equals?|"
    r"dropdown|list of)\b",
    re.IGNORECASE,
)


class Sureness(StrEnum):
    """How far a reading may be relied on."""

    SURE = "sure"
    GUESS = "guess"


@dataclass(frozen=True, slots=True)
class Reading:
    """What rules made of a message: a verdict, and what the offline designer would do.

    ``custom`` are the clauses that ask for code of its own. ``is_exact`` says that the message is one plain
    order that the offline designer fulfils to the letter, so that a model could only do it slower.
    """

    wish: Wish
    verdict: Verdict
    sureness: Sureness
    offline: Outcome
    custom: tuple[tuple[str, CustomWish], ...] = ()
    is_exact: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether no model needs to be asked what the message is."""
        return self.sureness is Sureness.SURE

    @property
    def understood(self) -> bool:
        """Whether the offline designer has edits for all of the message."""
        return bool(self.offline.edits) and not _left_out(self.offline.reply)


def read(wish: Wish) -> Reading:
    """Read a message by rules; takes some 20 ms and runs well in a thread."""
    return _first(wish) if not wish.spec.entities else _next(wish)


def unread(wish: Wish) -> Reading:
    """What there is of a message that rules did not get through."""
    decision = Decision.REFINEMENT if wish.spec.entities else Decision.NEW_REQUIREMENT
    verdict = Verdict(decision, Subject.SCHEMA, Agent.SCHEMA)
    return Reading(wish, verdict, Sureness.GUESS, Outcome(verdict, "", wish.spec))


def _first(wish: Wish) -> Reading:
    offline = read_wish(wish)
    if not offline.edits and is_small_talk(wish.text, wish.spec):
        verdict = Verdict(Decision.OFF_TOPIC, None, Agent.NOBODY)
        return Reading(wish, verdict, Sureness.SURE, offline)
    if not offline.edits and _OPENS_QUESTION.match(wish.text.strip()) and wish.text.strip().endswith("?"):
        return Reading(wish, Verdict(Decision.QUESTION, None, Agent.EXPLAIN), Sureness.SURE, offline)
    verdict = Verdict(Decision.NEW_REQUIREMENT, Subject.SCHEMA, Agent.SCHEMA)
    return Reading(wish, verdict, Sureness.SURE, offline)


def _next(wish: Wish) -> Reading:
    offline = read_wish(wish)
    message = tidy(wish.text)
    custom = tuple((clause, one) for clause, one in custom_wishes(message, wish.spec) if one.is_sure)
    pointed = _pointed_at(message, wish)
    if pointed is not None and not custom:
        custom = ((message, pointed),)
    verdict, sureness = _verdict(message, wish, offline, custom)
    exact = (
        sureness is Sureness.SURE
        and verdict.decision is Decision.REFINEMENT
        and not custom
        and wish.about is None
        and bool(offline.edits)
        and not offline.questions
        and len(message.split()) <= _MOST_EXACT_WORDS
        and len(sentences(message)) == 1
        and bool(_ORDER.match(bare(message)))
        and all(isinstance(edit, _EXACT) for edit in offline.edits)
    )
    return Reading(wish, verdict, sureness, offline, custom, exact)


def _verdict(
    message: str, wish: Wish, offline: Outcome, custom: tuple[tuple[str, CustomWish], ...]
) -> tuple[Verdict, Sureness]:
    if not any(character.isalpha() for character in message) or stays(message):
        decision = Decision.REFINEMENT if stays(message) else Decision.QUESTION
        return Verdict(decision, None, Agent.NOBODY), Sureness.SURE
    guess = _best_guess(message, wish.spec, offline)
    if offline.verdict.decision is Decision.UNDO:
        is_clear = bool(_BACK.match(message)) or (
            len(message.split()) <= _MOST_EXACT_WORDS and not _OF_THE_APP.search(message)
        )
        return (offline.verdict, Sureness.SURE) if is_clear else (guess, Sureness.GUESS)
    if _answers(message, wish):
        return Verdict(Decision.REFINEMENT, Subject.SCHEMA, Agent.SCHEMA), Sureness.GUESS
    if is_approval(message):
        return Verdict(Decision.APPROVAL, None, Agent.NOBODY), Sureness.SURE
    if custom:
        return Verdict(Decision.REFINEMENT, Subject.CODE, Agent.CODE), Sureness.SURE
    if is_small_talk(message, wish.spec):
        return Verdict(Decision.OFF_TOPIC, None, Agent.NOBODY), Sureness.SURE
    if offline.verdict.decision is Decision.QUESTION and not offline.questions and _is_asked(message):
        return offline.verdict, Sureness.SURE
    if offline.edits and not _left_out(offline.reply) and not offline.questions:
        return offline.verdict, Sureness.SURE
    if _is_layout(message):
        return Verdict(Decision.REFINEMENT, Subject.LAYOUT, Agent.LAYOUT), Sureness.SURE
    return guess, Sureness.GUESS


def _best_guess(message: str, spec: AppSpec, offline: Outcome) -> Verdict:
    """What to take a message for that neither rules nor a model decided."""
    verdict = offline.verdict
    if verdict.decision in {Decision.REFINEMENT, Decision.NEW_REQUIREMENT} and verdict.subject is not None:
        return verdict
    if _is_asked(message):
        return Verdict(Decision.QUESTION, None, Agent.EXPLAIN)
    if (
        verdict.decision is Decision.OFF_TOPIC
        and mentions_spec(message, spec) is None
        and not _speaks_of_parts(message)
    ):
        return verdict
    if verdict.decision is Decision.UNDO:
        return verdict
    subject = Subject.LAYOUT if _LAYOUT.search(message) and not _SCHEMA.search(message) else Subject.SCHEMA
    return Verdict(Decision.REFINEMENT, subject, Agent(subject.value))


def subjects_of(message: str) -> frozenset[Subject]:
    """What the clauses speak of: data and pages for *add a due date and show it on the calendar*."""
    found: set[Subject] = set()
    for sentence in sentences(tidy(message)):
        for clause in clauses(bare(sentence)):
            wish = bare(clause)
            if _LAYOUT.search(wish) and (_PLACING.match(wish) or not _SCHEMA.search(wish)):
                found.add(Subject.LAYOUT)
            else:
                found.add(Subject.SCHEMA)
    return frozenset(found)


def is_small_talk(message: str, spec: AppSpec) -> bool:
    """Whether a message is a greeting, about the one who answers, or about the world outside."""
    if len(message.split()) > _MOST_TALK or (spec.entities and mentions_spec(message, spec) is not None):
        return False
    plain = re.sub(r"[^\w' ]+", " ", message.lower()).strip()
    plain = re.sub(r"\s+", " ", plain)
    if not plain or plain in _phrases("greeting"):
        return bool(plain)
    rest = re.sub(
        rf"^(?:{'|'.join(map(re.escape, sorted(_phrases('greeting'), key=len, reverse=True)))})\b ?",
        "",
        plain,
    )
    about_us = any(rest.startswith(phrase) for phrase in _phrases("about_us"))
    elsewhere = any(re.search(rf"\b{re.escape(phrase)}\b", rest) for phrase in _phrases("elsewhere"))
    return about_us or (elsewhere and not _SCHEMA.search(rest))


def without_custom(reading: Reading) -> Wish | None:
    """The message without the clauses that ask for code; None when nothing else is wished for."""
    rest = tidy(reading.wish.text)
    for clause, _ in reading.custom:
        rest = rest.replace(clause, " ", 1)
    rest = re.sub(r"^[\s,.;]*(?:and|then|also|plus|but)?[\s,]+", "", rest)
    rest = re.sub(r"[\s,;]*\b(?:and|then|also|plus|but)?[\s,.;!]*$", "", rest)
    return replace(reading.wish, text=rest) if len(re.findall(r"[A-Za-z]{2,}", rest)) >= 2 else None


def _pointed_at(message: str, wish: Wish) -> CustomWish | None:
    """The wish to change a part written as code that the person points at, unless it is about its place."""
    part = next((one for one in wish.spec.components if one.id == wish.about), None)
    if part is None or part.type is not ComponentType.CUSTOM or _is_asked(message) or _is_layout(message):
        return None
    if TAKING_AWAY.search(bare(message)):
        return None
    entity = next((one for one in wish.spec.entities if one.name == part.entity), None)
    return CustomWish(part.name, message, entity, (), part)


def _answers(message: str, wish: Wish) -> bool:
    """Whether a few words answer what was asked last: *yes* is no approval then."""
    last = next((said for said in reversed(wish.said) if said.role == "assistant"), None)
    if last is None or not last.text.rstrip().endswith("?") or _ASKS_CONSENT.search(last.text):
        return False
    return bool(_SHORT_ANSWER.match(message.strip()))


def _is_asked(message: str) -> bool:
    parts = sentences(message)
    return bool(parts) and all(
        _OPENS_QUESTION.match(part)
        and (part.rstrip().endswith("?") or re.match(r"(?:why|who|explain)\b", part, re.IGNORECASE))
        for part in parts
    )


def _is_layout(message: str) -> bool:
    """Whether every clause places or shows something, and none speaks of data."""
    parts = [bare(part) for sentence in sentences(message) for part in clauses(bare(sentence))]
    return bool(parts) and all(
        _LAYOUT.search(part) and _PLACING.match(part) and not _SCHEMA.search(part) for part in parts
    )


def _speaks_of_parts(message: str) -> bool:
    return bool(_LAYOUT.search(message) or _SCHEMA.search(message) or _BACK_SOMEWHERE.search(message))


def _left_out(reply: str) -> bool:
    """Whether a reply of the offline designer says that part of the message was not done."""
    return "I did not understand" in reply or "I left that out" in reply


def _phrases(section: str) -> frozenset[str]:
    return frozenset(load("smalltalk")[section]["words"])
