"""Words that people are told at certain times: ``every Friday at 4 remind me to send the timesheet``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sayso.bots.details import Question
from sayso.bots.offline.common import asked_timing, common_of, with_tells
from sayso.bots.offline.program import tell_words
from sayso.bots.offline.recipe import Common, Tell, Told
from sayso.bots.offline.rows import named_things
from sayso.bots.offline.sentence import CannotError, Sentence
from sayso.devloop.programs.facts import ModuleFacts
from sayso.phrases.said import words_of

_TELLS = r"\b(?:remind(?:er)?|nudge|tell|notify|ping|send|post|say|write|message|e-?mail|mail)\b"
_DONE = r"\b(?:remind(?:er)?|nudge|tell|notify|ping)\b"
_QUOTED = re.compile(r"[\"“„«](?P<text>[^\"“”„«»]{3,400})[\"”“»]")
_CONDITION = r"\b(?:when|whenever|if|once|unless|until|before|after|overdue|due)\b"
_ONCE = (
    r"\b(?:today|tonight|tomorrow|(?:next|this)\s+(?:week|month|year|\w+day)"
    r"|in\s+(?:\d+|an?|one|two|three|five|ten|half)\s+(?:an\s+)?(?:minutes?|hours?|days?|weeks?|months?))\b"
)
_TO_DO = re.compile(
    rf"^(?:(?:and|then|please|also|{_ONCE}(?:\s+at\s+\S+)?)\s+)*(?:to|that|about)\s+(?P<text>\w.*)$",
    re.IGNORECASE,
)
_LONGEST_NAME = 60
_TIMES = ("every Monday at 9:00", "every weekday at 8:00", "on the first of the month at 9:00")


@dataclass(frozen=True, slots=True)
class Say:
    """What people are told, whenever it is time."""

    common: Common
    text: str

    def told(self) -> Told:
        """What it comes to in sentences."""
        told = Told(f"Tell people: {self.text}")
        told.outputs += tell_words(self.common.tells)
        return told


def has_saying(sentence: Sentence, modules: Sequence[ModuleFacts]) -> bool:
    """Whether words only say what people are to be told: a quotation, or something to do that no rows are."""
    text = sentence.text.lower()
    if sentence.sources or not re.search(_TELLS, text) or re.search(_CONDITION, text):
        return False
    open_text = sentence.written
    if _QUOTED.search(open_text):
        return True
    found = _TO_DO.match(open_text)
    if found is None or not re.search(_DONE, text):
        return False
    return not any(one.score >= 0.9 for one in named_things(words_of(found["text"]), modules))


def read_saying(sentence: Sentence) -> Say:
    """What is told, when, and to whom.

    Raises:
        CannotError: when it is to be said once only.
        UnclearError: when somebody is named whose address is not known.
    """
    open_text = sentence.written
    quoted = _QUOTED.search(open_text)
    to_do = _TO_DO.match(open_text)
    text = quoted["text"] if quoted else to_do["text"] if to_do else open_text
    text = text.strip(" .,;:")
    text = text[:1].upper() + text[1:]
    if sentence.timing is None and (once := re.search(_ONCE, sentence.text.lower())):
        raise CannotError(
            f"I cannot say something once, “{once[0]}”; I do it again and again, at times that you choose.",
            tuple(f"{one} remind me to {text[:1].lower()}{text[1:]}" for one in _TIMES[:2]),
        )
    timing = asked_timing(sentence, first=_TIMES)
    name = text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1].rstrip()}…"
    common = replace(common_of(replace(sentence, timing=timing), name), timing=timing)
    return Say(with_tells(common, _addressed(sentence), asks=True), text)


def _addressed(sentence: Sentence) -> Sentence:
    """People that are spoken of have an address that is asked for, as no row has it."""
    if not sentence.whom:
        return sentence
    whom = " and ".join(who for who, _ in sentence.whom)
    answer = sentence.ask(
        Question(
            id="whom_email",
            text=f"At which e-mail address is {whom} reached?",
            why="No rows are read that could tell.",
        )
    )
    mails = tuple(re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", answer))
    if not mails:
        raise CannotError(f"“{answer[:60]}” is no e-mail address.", ("tell me in Sayso",))
    return replace(sentence, whom=[], tells=[*sentence.tells, Tell("email", mails)])
