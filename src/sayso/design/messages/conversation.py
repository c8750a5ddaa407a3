"""Messages that change nothing, or go back: undo, approval, questions, small talk."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.design.messages.answers import answer_question
from sayso.design.messages.clauses import clauses, sentences
from sayso.design.messages.focus import earlier_version, later_version, specs_of
from sayso.design.messages.patterns import pattern, words
from sayso.design.name_lookup.nouns import many
from sayso.design.resolver.vocabulary import listed
from sayso.design.types import Decision, HasSpec, Question, Refinement
from sayso.spec.edits import diff
from sayso.spec.model import AppSpec

_UNDO = pattern(
    r"(?:^|[,.;!?]\s*|\b(?:please|pls|and|so|no|wait|then|just|hmm+|ok|oh|better|to)\s+)(?:{undo})\b"
    r"|(?:^|[\s,])go back(?: please| pls)?[.!]*$|"
    r"\bgo back (?:by )?(?:one|two|three|four|five|[1-5]) (?:versions?|steps?|changes?)\b|"
    r"^(?:no|nope|nah|oh no)[\s,.!]+(?:no[\s,.!]+)?not (?:that|this|like (?:that|this)|so)[.!]*$|"
    r"^(?:no[\s,.!]+)?(?:that|this|it)(?:'s| is| was) (?:wrong|a mistake|not right|not (?:it|what i (?:meant|"
    r"wanted|said|asked(?: for)?)))[\s,.;:!-]+(?:please |so |and )*(?:remove|delete|take|put|undo|change) "
    r"(?:it|that|this)(?: (?:out|away|off|again|back))*[.!]*$"
)
_REDO = pattern(r"^(?:(?:please|no|ok|hmm|wait|actually|oh)[\s,]+)*(?:{redo})\b")
_STEPS = pattern(r"\b(two|three|four|five|2|3|4|5) (?:versions?|steps?|changes?|times)\b|\btwice\b")
_COUNT = {"two": 2, "three": 3, "four": 4, "five": 5, "2": 2, "3": 3, "4": 4, "5": 5}
_WISHES = pattern(
    r"\b(?:add|make|put|show|rename|remove|delete|use|call|hide|move|sort|set|turn|give|split|merge|should|must|"
    r"needs?|wants?|can|may|instead|rather)\b"
)
_LEAD = re.compile(
    r"^(?:[\s,.;!-]|\b(?:that|this|it|please|pls|the last (?:change|one|step)|one|again|and|but|then|"
    r"instead)\b)+",
    re.IGNORECASE,
)
_SHORT = 80
_COMPLAINT = pattern(
    r"\b(?:that's|that is|thats|this is|it is|it's|all|totally|completely) (?:just |so |really |all )?"
    r"(?:wrong|awful|rubbish|terrible|horrible|ugly|useless|a mess|nonsense|bad|crap|confusing|"
    r"not (?:it|right|good|what))\b|\b(?:nothing works|i hate (?:it|this)|"
    r"not what i (?:want|wanted|asked|meant|said)|you got (?:it|that) wrong|"
    r"you (?:misunderstood|did not listen|didn't listen))\b"
)
_APPROVAL = pattern(r"\b(?:{approval})\b")
_ASKS = pattern(r"^(?:(?:and|but|so|hmm+|ok|hey|wait|oh|well|sorry)[\s,]+)*(?:{question})\b")
_NOT_ASKED = pattern(
    r"^(?:what about|how about|is it possible|would it be possible|how many|how much|will you|would you|"
    r"have (?:a|an|the)\b|"
    r"when (?!will|is it|can)|is there a way|would be|which (?!.*\?))"
)
_AFTER_APPROVAL = frozenset(
    [
        "it",
        "this",
        "that",
        "so",
        "now",
        "very",
        "much",
        "all",
        "really",
        "to",
        "me",
        "the",
        "a",
        "for",
        "us",
        "i",
        "is",
        "am",
        "we",
        "you",
        "everything",
        "way",
        "just",
        "like",
        "and",
        "with",
        "as",
        "look",
        "looks",
        "works",
        "version",
        "thing",
        "guys",
        "team",
        "please",
        "design",
        "app",
        "application",
        "can",
        "go",
        "on",
        "let",
        "me",
        "my",
        "absolutely",
        "totally",
        "live",
        "then",
        "let",
        "us",
    ]
)
_VAGUE = pattern(
    r"\b(?:make|look|looks|looking|bit|more|less|improve|should be|could be|want it|be)\b.*\b(?:{vague})\b|"
    r"^improve\b"
)
_HELP = pattern(
    r"^(?:(?:hi|hello|hey|ok|so|please)[\s,.!]+)*(?:help(?: me)?|what (?:can|may|could|should) (?:i|we|you) "
    r"(?:do|say|ask|type|write|change)(?: (?:here|now|with (?:this|it|you)|for me|for us))?|how (?:does "
    r"(?:this|it) "
    r"work|do i (?:use|change) (?:this|it|something|anything)))[\s?.!]*$"
)
_SUBJECTLESS = pattern(
    r"^(?:.*\b)?(?:it|this|that|everything|app|application|page|design|look|layout|thing|ui|interface|"
    r"pages)\b"
)


@dataclass(frozen=True, slots=True)
class Answered:
    """A refinement that is complete, unless ``rest`` of the message is still to be done."""

    refinement: Refinement
    rest: str | None = None


def answer(message: str, spec: AppSpec, versions: Sequence[AppSpec]) -> Answered | None:
    """Undo, redo, approval and questions; None when the message wishes for something."""
    if _REDO.search(message):
        return Answered(
            _moved(spec, later_version(spec, versions), "I put that back.", "There is nothing to redo.")
        )
    undo = _UNDO.search(message)
    if undo is not None:
        steps = _STEPS.search(message)
        count = _COUNT.get((steps[1] or "two").lower(), 1) if steps else 1
        before = earlier_version(spec, versions, count)
        rest = _wish_beside(message[: undo.start()], message[undo.end() :])
        return Answered(
            _moved(spec, before, "I undid that.", "There is nothing to undo."), rest if before else None
        )
    if is_approval(message):
        return Answered(approved(spec))
    if _is_vague(message):
        return Answered(_ask_for_more(spec))
    if _HELP.match(message):
        return Answered(_explained(spec))
    parts = sentences(message)
    if parts and all(_is_question(part) for part in parts):
        return Answered(_to_question(message, spec))
    return None


def undone(spec: AppSpec, history: Sequence[AppSpec | HasSpec]) -> Refinement:
    """The way back by one step."""
    return _moved(
        spec, earlier_version(spec, specs_of(history)), "I undid that.", "There is nothing to undo."
    )


def _explained(spec: AppSpec) -> Refinement:
    """What can be said, with the names of this application."""
    name = many(spec.entities[0]) if spec.entities else "customers"
    examples = (f"Add a note to {name}", f"Show {name} as cards", "Undo the last change")
    reply = (
        f"Tell me in plain words what should be different: what to add, rename, remove, calculate or show "
        f"otherwise, who may do what, and which steps there are. For example “{examples[0]}”. You can "
        f"also ask "
        f"who may do something, or what is kept of {name}; “undo” goes back."
    )
    return Refinement(Decision.QUESTION, reply, (), spec, (Question("What should change?", examples),))


def approved(spec: AppSpec) -> Refinement:
    """The answer to one who is content."""
    reply = "Good. The application stays as it is and can be published."
    return Refinement(Decision.APPROVAL, reply, (), spec)


def off_topic(message: str, spec: AppSpec) -> Refinement:
    """Say kindly that this is not about the application."""
    if _COMPLAINT.search(message) and not message.rstrip().endswith("?"):
        text = "What should be different?"
        reply = f"I am sorry that it is not right yet. I changed nothing. {text}"
        return Refinement(Decision.QUESTION, reply, (), spec, (Question(text),))
    said = " ".join(message.split())
    said = said if len(said) <= _SHORT else f"{said[:_SHORT]}…"
    reply = (
        f"I did not understand “{said}” as a wish about {spec.name}, so nothing changed. "
        "You can tell me what to add, rename, remove or show differently."
    )
    return Refinement(Decision.OFF_TOPIC, reply, (), spec)


def _wish_beside(before: str, after: str) -> str | None:
    """What is wished for beside *undo that*; a number of steps, reasons and courtesies are not."""
    rest = _STEPS.sub(" ", _COMPLAINT.sub(" ", f"{before} {after}"))
    if not _WISHES.search(rest) or set(re.findall(r"[a-z]+", rest.lower())) <= listed("idle") | {
        *words("talk", "back")
    }:
        return None
    return _LEAD.sub("", after) or before


def _moved(spec: AppSpec, target: AppSpec | None, done: str, nothing: str) -> Refinement:
    if target is None:
        return Refinement(Decision.UNDO, nothing, (), spec)
    return Refinement(Decision.UNDO, done, diff(spec, target), target)


def is_approval(message: str) -> bool:
    """Whether a message only says that all is well."""
    if message.rstrip().endswith("?"):
        return False
    plain = re.sub(r"[^\w' ]+", " ", message.lower())
    rest, count = _APPROVAL.subn(" ", plain)
    return count > 0 and set(rest.replace("'", " ").split()) <= _AFTER_APPROVAL | {"s", "re"}


def _is_vague(message: str) -> bool:
    short = len(message.split()) <= 12
    return (
        short and bool(_VAGUE.search(message)) and bool(_SUBJECTLESS.search(message)) and '"' not in message
    )


def _ask_for_more(spec: AppSpec) -> Refinement:
    text = "What should be better?"
    name = many(spec.entities[0]) if spec.entities else "customers"
    suggestions = (f"Show {name} as cards", f"Show the number of {name} as a tile")
    reply = f"Gladly. {text} For example the arrangement of a page, what a list shows, or key figures on top."
    return Refinement(Decision.QUESTION, reply, (), spec, (Question(text, suggestions),))


def _is_question(sentence: str) -> bool:
    sentence = re.sub(
        r"^(?:(?:hm+|ok|oh|so|and|but|well|hey|wait)[\s,]+)+", "", sentence, flags=re.IGNORECASE
    )
    if _NOT_ASKED.search(sentence) and not re.match(
        r"how (?:many|much)\b(?!.*\b(?:per|by|for each)\b).*\?$", sentence, re.IGNORECASE
    ):
        return False
    if len(parts := clauses(sentence)) > 1 and not all(_ASKS.search(part) for part in parts[1:]):
        return sentence.rstrip().endswith("?") and bool(_ASKS.search(sentence))
    if _ASKS.search(sentence):
        return sentence.rstrip().endswith("?") or bool(
            re.match(
                r"(?:why|who|what|where|how|does|do you|did|is there|are there|explain|tell me)\b",
                sentence,
                re.IGNORECASE,
            )
        )
    return False


def _to_question(message: str, spec: AppSpec) -> Refinement:
    reply = answer_question(message, spec)
    return Refinement(Decision.QUESTION, reply, (), spec) if reply else off_topic(message, spec)
