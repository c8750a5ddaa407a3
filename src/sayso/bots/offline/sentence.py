"""A description taken apart: addresses, people, times, approval; what is left says what it is about."""

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sayso.bots.details import Question
from sayso.bots.facts import BotFacts
from sayso.devloop.programs.facts import BY_NAME, known_secret
from sayso.phrases.said import Said
from sayso.phrases.timing import take_timing
from sayso.phrases.wording import take_title
from sayso.schedules.recurrence import Timing, TimingError

from .approval import take_approval
from .recipe import Tell

_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[^\s<>\"“”„'’)\]}]+", re.IGNORECASE)
_MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}"
_OUT = (
    r"\b(?:post(?:s|ed)?|send(?:s|ing)?|sent|push(?:es)?|forward(?:s|ed)?|deliver(?:s|ed)?|"
    r"trigger(?:s)?|(?:web)?hook|put|submit(?:s)?|report(?:s)?\s+(?:it\s+|them\s+)?to)\b"
)
_TOWARDS = (
    r"(?:^|\s)(?:to|at|into|on)(?:\s+(?!when\b|if\b|whether\b|about\b|that\b"
    r"|the\s+price\b)[\w’'-]+){0,4}?\s*$"
)
_CALL = r"\b(?:call|calls|request|invoke|trigger|ping|hit|notify)\b"
_EVENT = (
    r"\b(?:when(?:ever)?|as\s+soon\s+as|once|every\s+time|each\s+time|after|upon"
    r"|for\s+(?:every|each)\s+new)\b"
)
_LETTER = r"(?:e-?mails?|mails?|letters?)"
_TOLD = r"(?:tell|notify|alert|inform|warn|ping|message|remind|nudge)"
_ME = r"(?:me|us|myself|the\s+owner)"
_WHOM = (
    r"(?P<whom>(?:(?:the|their|its|each|every|all|that|this"
    r"|whoever)\s+)[a-z][\w'’-]*(?:\s+(?!(?:should|shall|must|has|have|is|are|needs?"
    r"|ought|gets?|when|if|that|about|by|via|to|with|every|each|on|in|at|once|as|for|who"
    r"|of|before|after|and|a|an|the|if|day|days|week|weeks|one|two"
    r"|three)\b)[a-z][\w-]*)?)"
)
_SHOULD = (
    r"(?:should|shall|must|has\s+to|have\s+to|is\s+to|are\s+to|needs?\s+to|ought\s+to)\s+"
    r"(?:(?:get|receive)\s+(?:an?\s+)?(?:e-?mail|mail|letter|reminder|message|notice)"
    r"|be\s+(?:sent\s+an?\s+(?:e-?mail|mail|reminder)|told|reminded|informed|notified"
    r"|e-?mailed|warned|alerted|written\s+to))"
)
MOST_QUESTIONS = 3


class UnclearError(Exception):
    """Something is missing that nobody can assume; ``question`` asks for it."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.text)
        self.question = question


class CannotError(Exception):
    """It cannot be done by rules: why, and what can be said instead."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.suggestions = suggestions


@dataclass(slots=True)
class Sentence:
    """A description, of which each reading takes what it understood.

    ``sources`` are addresses that are read, ``hooks`` those that are written to. ``whom`` are words for
    people that stand in rows, such as “the assignee”. Questions gather in ``questions``, what is assumed in
    ``notes``.
    """

    text: str
    said: Said
    facts: BotFacts
    today: date
    zone: str
    title: str = ""
    timing: Timing | None = None
    sources: list[str] = field(default_factory=list)
    hooks: list[str] = field(default_factory=list)
    tells: list[Tell] = field(default_factory=list)
    whom: list[tuple[str, bool]] = field(default_factory=list)
    is_told: bool = False
    """Whether anybody is to be told at all."""
    asks_first: bool = False
    secret: str = ""
    questions: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def answers(self) -> dict[str, str]:
        """What was answered to questions, by their id."""
        return self.facts.get("answers") or {}

    @property
    def states(self) -> list[str]:
        """The states that rows can be in, of all applications at hand."""
        entities = [one for module in self.facts.get("modules") or [] for one in module["entities"]]
        return [state["name"] for one in entities for state in one.get("states") or []]

    @property
    def written(self) -> str:
        """What nothing was read from yet, in the letters in which it was written, so that names are seen."""
        shown = self.said.open
        kept = "".join(letter if shown[at] != " " else " " for at, letter in enumerate(self.text))
        return " ".join(kept.split()).strip(" ,;:")

    def ask(self, question: Question) -> str:
        """The answer; where there is none yet, the first suggestion, and the question is kept.

        Raises:
            UnclearError: when nothing can be assumed.
        """
        answer = (self.answers.get(question.id) or "").strip()
        if answer:
            return answer
        if all(one.id != question.id for one in self.questions):
            self.questions.append(question)
        if not question.suggestions:
            raise UnclearError(question)
        return question.suggestions[0]

    def note(self, text: str) -> None:
        """Say what is taken for granted, once."""
        if text not in self.notes:
            self.notes.append(text)


def sentence_of(text: str, facts: BotFacts) -> Sentence:
    """The description with all that stands in it whatever the shape taken out."""
    zone = facts.get("time_zone") or "UTC"
    whole = " ".join(text.split())
    said = Said(whole)
    found = Sentence(whole, said, facts, _today(facts, zone), zone)
    found.title = take_title(said)
    _take_secret(found)
    _take_addresses(found)
    _take_mails(found)
    _take_approval(found)
    _take_people(found)
    _take_timing(found)
    return found


def host_of(address: str) -> str:
    """The host of an address with its port, as reaches name it."""
    return urlsplit(address).netloc.rpartition("@")[2].lower()


def _today(facts: BotFacts, zone: str) -> date:
    now = datetime.fromisoformat(facts["now"]) if facts.get("now") else datetime.now(UTC)
    return (now if now.tzinfo else now.replace(tzinfo=UTC)).astimezone(ZoneInfo(zone)).date()


def _take_secret(found: Sentence) -> None:
    named = found.said.take(
        rf"(?:\s*,)?\s*(?:(?:and|signed)\s+)?{BY_NAME}(?:\s+(?:as|in)\s+(?:a\s+|the\s+"
        rf"|an\s+)?[\w-]+(?:\s+header)?)?"
    )
    if named is None:
        return
    written = found.said.written(named, "name")
    found.secret = known_secret(written, found.facts.get("secrets") or ())
    if not found.secret:
        known = found.facts.get("secrets") or []
        there = f"There are {', '.join(known[:8])}." if known else "There is none yet."
        raise CannotError(
            f"There is no secret “{written}”. {there} Settings → Secrets keeps them.",
            tuple(found.text.replace(written, one) for one in known[:2]),
        )


def _take_addresses(found: Sentence) -> None:
    before = 0
    for match in _ADDRESS.finditer(found.text):
        written = match[0].rstrip(".,;:!?")
        lead = found.text[before : match.start()].lower()
        before = match.start() + len(written)
        address = written if "://" in written else f"https://{written}"
        tail = found.text[match.start() + len(written) :].lower()
        (found.hooks if _is_hook(lead, tail, found.text.lower()) else found.sources).append(address)
        found.said.take_span(match.start(), before)
    found.sources = list(dict.fromkeys(found.sources))
    found.hooks = list(dict.fromkeys(found.hooks))


def _is_hook(lead: str, tail: str, text: str) -> bool:
    """Whether an address is written to: something is sent to it, or it is called when something happens."""
    if re.match(
        (
            r"\s+(?:to\s+be|is|gets?|should\s+be|has\s+to\s+be)\s+(?:called|notified|pinged"
            r"|informed|told|triggered)\b"
        ),
        tail,
    ):
        return True
    sent = list(re.finditer(_OUT, lead))
    if sent and re.search(rf"(?<!change )(?<!changes )(?<!updates ){_TOWARDS}", lead[sent[-1].end() :]):
        return True
    if re.search(rf"{_CALL}\s+(?:(?:the|our|my|an?)\s+)?(?:[\w-]+\s+){{0,2}}(?:at\s+)?$", lead):
        return re.search(_EVENT, text) is not None
    return re.search(r"\b(?:web-?)?hook\s+(?:at\s+)?$", lead) is not None


def _take_mails(found: Sentence) -> None:
    mails: list[str] = []
    found.said.take(
        rf"\b(?:to\s+)?(?:the|our|my|his|her)\s+[\w’'-]+(?:\s+[\w-]+)?\s*(?:\(\s*|at\s+|:\s*)(?={_MAIL})"
    )
    while match := found.said.find(
        rf"(?:(?:\s*,\s*|\s+(?:and|or)\s+)?(?:also\s+)?(?:to|at|cc)?\s*)?(?P<mail>{_MAIL})"
    ):
        mails.append(found.said.written(match, "mail"))
        found.said.take_span(*match.span())
    if mails:
        found.tells.append(Tell("email", tuple(dict.fromkeys(mails))))
        found.is_told = True


def _take_approval(found: Sentence) -> None:
    found.asks_first, left = take_approval(found.said)
    if left:
        raise CannotError(
            f"I do not know what “{left}” is to come before. I can ask the owner of the bot before anything "
            f"is sent or written, and nobody else: say “ask me first”.",
            ("ask me first",),
        )


def _take_people(found: Sentence) -> None:
    """Whom words name besides addresses, and by which way."""
    said, is_mailed = found.said, bool(found.tells)
    lettered = said.take(
        rf"\b(?<!matched )(?<!match )(?<!matching )(?<!identified )(?<!keyed )(?<!unique "
        rf")(?<!them )(?<!key )(?:(?:by|per|via|through|using|with)\s+(?:an?\s+)?{_LETTER}"
        rf"|(?:as|in)\s+an?\s+{_LETTER})\b"
    )
    productive = said.take(
        r"\b(?:(?:by|per|via|through|with|as|in|using|on)\s+(?:an?\s+|the\s+)?(?:in-?(?:app"
        r"|product)\s+|sayso\s+|product\s+|app\s+)?"
        r"(?:notices?|notifications?|product|app|sayso|bell|in-?app"
        r"|in-?product))\b(?:\s+notice|\s+notification)?"
    )
    by_letter = lettered is not None
    me = said.take(
        rf"\b(?:send|write|drop|shoot|give)\s+{_ME}\s+(?:an?\s+|the\s+)?(?:short\s+|daily\s+"
        rf"|weekly\s+)?{_LETTER}\b"
    ) or said.take(rf"\b{_LETTER}\s+(?:(?:it|them|this|that|these|those)\s+)?(?:to\s+)?{_ME}\b")
    if me:
        by_letter = True
    to_me = me or said.take(rf"\b(?:(?:please\s+)?(?:{_TOLD}\s+{_ME}|let\s+{_ME}\s+know))\b")
    sent = said.find(
        rf"\b(?:send|give|show|get)s?\s+(?:it\s+|them\s+|this\s+)?(?:to\s+)?{_ME}\b"
    ) or said.find(rf"\bto\s+{_ME}\b")
    if sent:
        said.take_span(*sent.span())
    _take_whom(found)
    if to_me or sent:
        found.is_told = True
        if by_letter and not is_mailed:
            _tell_me_by_letter(found)
        elif not by_letter and not (is_mailed and sent):
            found.tells.insert(0, Tell())
    elif by_letter and not is_mailed and not found.whom:
        found.is_told = True
        _tell_me_by_letter(found)
    if productive and all(one.channel != "product" for one in found.tells):
        found.is_told = True
        found.tells.append(Tell())
    bare = said.take(
        rf"\b(?:{_LETTER}\s+to|send\s+(?:an?\s+)?{_LETTER}|{_TOLD}|send\s+(?:an?\s+)?(?:notice"
        rf"|notification|alert|message))\b"
    )
    if bare:
        found.is_told = True


def _tell_me_by_letter(found: Sentence) -> None:
    mail = found.facts.get("email") or ""
    if not mail:
        question = Question(
            id="email", text="To which e-mail address should it be sent?", why="I do not know yours."
        )
        mail = found.ask(question)
    found.tells.append(Tell("email", (mail,)))


def _take_whom(found: Sentence) -> None:
    """``tell the assignee``, ``e-mail the client``: people that stand in the rows."""
    gift = rf"\s+an?\s+(?:{_LETTER}|reminder|message|notice)"
    verbs = (
        _LETTER,
        rf"send\s+(?:an?\s+)?(?:{_LETTER}|reminders?|message)\s+to",
        _TOLD,
        "thank",
        r"write\s+to",
    )
    patterns = [rf"\b{verb}[ ]{{1,2}}{_WHOM}(?:{gift})?" for verb in verbs]
    patterns.append(
        r"\b(?:remind|nudge|tell|notify|inform|alert|warn)[ ]{1,2}(?P<whom>(?!people|always"
        r"|sales|ops)[a-z]{3,}s)\b"
        r"(?=\s+(?:by|via|about|when|of|that|if|one|two|three|\d+|before|on)\b)"
    )
    for pattern in (*patterns, rf"{_WHOM}\s+{_SHOULD}", rf"\bsend[ ]{{1,2}}{_WHOM}{gift}\b"):
        while match := found.said.find(pattern):
            found.whom.append((found.said.written(match, "whom"), True))
            found.is_told = True
            found.said.take_span(*match.span())


def _take_timing(found: Sentence) -> None:
    try:
        found.timing = take_timing(
            found.said,
            found.zone,
            (
                r"(?:(?:and\s+)?(?:run(?:s|ning)?|check(?:ed|s|ing)?|look(?:ing)?|do\s+(?:this|it"
                r"|that)|repeat(?:ed)?)\s+(?:it\s+|this\s+|that\s+|them\s+|the\s+bot\s+"
                r"|again\s+)?)?"
            ),
        )
    except TimingError as error:
        raise CannotError(
            f"I cannot keep to that time. {error.message} {error.hint}".strip(),
            ("every weekday at 8", "every hour"),
        ) from error
