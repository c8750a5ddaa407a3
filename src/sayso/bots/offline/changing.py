"""What is said of a bot that is there: another time, other people, another bound, another name."""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic import ValidationError

from sayso.bots.details import BotDetails, ByCron, ByInterval, ConfigField
from sayso.bots.facts import BotFacts
from sayso.devloop.programs.types import Draft
from sayso.phrases.matching import fit
from sayso.phrases.said import Said
from sayso.runtime.values.text import spoken_number
from sayso.schedules.recurrence import Timing
from sayso.schedules.words import in_words

from .choosing import plan_of, read_plan
from .common import timing_in
from .events import LEAD
from .recipe import triggers_of
from .sentence import CannotError, Sentence, UnclearError, sentence_of

_BOUND = (
    r"(?:above|over|below|under|more\s+than|less\s+than|at\s+least|at\s+most|exceeds?"
    r"|beyond|reaches|to|is|of|threshold|limit)"
)
_NUMBER = r"(?P<number>-?\d+(?:[.,]\d+)*)(?P<kilo>\s*k\b)?"
_LEAST_WORDS = 5
_EXAMPLES = (
    "every hour instead",
    "also tell bob@example.org",
    "only above 500",
    "call it “…”",
    "ask me before sending",
)


def changed(text: str, facts: BotFacts) -> Draft:
    """The bot with what was said now; code stays where only times, people, bounds or the name change.

    Raises:
        CannotError: when the words mean nothing for it.
    """
    details = BotDetails.model_validate(facts.get("details") or {})
    dressed = _dressed(text, facts, details)
    if dressed is not None:
        return dressed
    is_whole = re.search(LEAD, text.lower()) is not None
    found = (_whole(text, facts) if is_whole else None) or _anew(text, facts, details) or _whole(text, facts)
    if found is not None:
        return found
    raise CannotError(
        f"I do not know how to do “{' '.join(text.split())[:80]}” to this bot. I can change "
        f"when it runs, whom it "
        "tells, its bounds and addresses, its name, and whether it asks first; or say the whole of it anew.",
        _EXAMPLES,
    )


def _whole(text: str, facts: BotFacts) -> Draft | None:
    """A whole new wish that leaves nothing open."""
    bare = re.sub(r"\b(?:instead|rather)\b", " ", text, flags=re.IGNORECASE)
    try:
        plan = plan_of(bare, {**facts, "answers": {}})
    except (CannotError, UnclearError):
        return None
    if plan.sentence.questions or len(bare.split()) < _LEAST_WORDS:
        return None
    draft = plan.draft()
    return replace(draft, explanation=f"{draft.explanation} It was written anew from your words.")


def _dressed(text: str, facts: BotFacts, details: BotDetails) -> Draft | None:
    """The same code with other values; none where the words say something else as well."""
    found = sentence_of(text, {**facts, "answers": {}})
    told: list[str] = []
    values: dict[str, object] = {}
    if found.title:
        values["name"] = found.title
        told.append(f"It is called “{found.title}” now")
    timing = found.timing or _alone(found)
    if timing is not None:
        rest = [one for one in details.triggers if not isinstance(one, ByCron | ByInterval)]
        values["triggers"] = (*triggers_of(timing), *rest)
        told.append(f"It runs {in_words(timing)} now")
    config = _config(found, text, facts, details, told)
    if config is None:
        return None
    values["config"] = config
    left = [word.lower for word in found.said.words() if word.lower not in _FILLING]
    if not told or left or found.asks_first or found.hooks or found.sources:
        return None
    try:
        return Draft(
            facts.get("code") or "",
            BotDetails.model_validate(details.model_dump() | values),
            f"{'. '.join(told)}.",
        )
    except ValidationError:
        return None


_FILLING = frozenset(
    (
        "make", "change", "turn", "instead", "please", "bot", "run", "it", "the", "to", "a", "an",
        "and", "now", "rather", "only", "just", "do", "be", "not", "set", "with", "that", "this", "of",
        "for", "from", "at", "but", "then", "should", "again", "send", "sent", "write", "tell", "told",
        "notify", "alert", "too", "also", "as", "well", "add", "remove", "no", "longer", "stop", "more",
        "less", "than", "use", "when", "if", "is", "on", "them", "him", "her", "by", "in", "check",
        "look", "every", "new", "email", "mail", "letter", "address", "threshold", "limit", "bound",
        "recipient", "recipients", "schedule", "time", "name", "messages", "notices", "let", "know",
        "people",
    )
)  # fmt: skip


def _alone(found: Sentence) -> Timing | None:
    """A time without “every”, as in “daily”, “at 9 instead”."""
    open_text = " ".join(
        re.sub(
            r"\b(?:instead|please|rather|now|run|it|make|change|set|schedule|to|the)\b", " ", found.said.open
        ).split()
    )
    if not re.search(
        (
            r"\b(?:daily|weekly|monthly|hourly|(?:every|each)\s+(?:day|week|month))\b"
            r"|^\s*(?:at\s+)?\d{1,2}(?::\d{2})?\s*(?:am|pm|o'?clock)?\s*$"
        ),
        open_text,
    ):
        return None
    timing = timing_in(re.sub(r"^\s*at\s+", "", open_text), found.zone)
    if timing is not None:
        for word in found.said.words():
            found.said.take_span(word.start, word.end)
    return timing


def _config(  # noqa: C901, PLR0912 - a step for each kind of value that can be said
    found: Sentence, text: str, facts: BotFacts, details: BotDetails, told: list[str]
) -> tuple[ConfigField, ...] | None:
    """The config with other defaults; none where something is asked that it has no field for."""
    fields = {one.name: one for one in details.config}
    set_now = facts.get("config") or {}
    mails = [to for one in found.tells if one.channel == "email" for to in one.to]
    if mails:
        if "email_to" not in fields:
            return None
        before = [
            one.strip()
            for one in str(set_now.get("email_to") or fields["email_to"].default or "").split(",")
            if one.strip()
        ]
        if re.search(r"\b(?:no\s+longer|remove|stop|not|without|instead\s+of)\b", text.lower()) and all(
            one in before for one in mails
        ):
            after = [one for one in before if one not in mails]
        elif re.search(r"\b(?:also|too|as\s+well|add|additionally|and)\b", text.lower()):
            after = list(dict.fromkeys([*before, *mails]))
        else:
            after = mails
        if not after:
            return None
        _put(fields, "email_to", ", ".join(after), told)
    elif found.tells or found.whom:
        return None
    numbers = [one for one in details.config if one.type == "number"]
    said = re.search(
        (
            rf"(?:\b{_BOUND}\s*(?:is\s+|of\s+|to\s+)?[$€£]?\s*){_NUMBER}"
            rf"|{_NUMBER.replace('number', 'first').replace('kilo', 'thousand')}\s*(?:days?"
            rf"|hours?)\s+(?:before|after)"
        ),
        found.said.open,
    )
    if said:
        if not numbers:
            return None
        written = said["number"] or said["first"]
        value = float(spoken_number(written)) * (1000 if said["kilo"] or said["thousand"] else 1)
        field = _meant(found.said, numbers, said)
        if field is None:
            return None
        _put(fields, field.name, int(value) if value == int(value) else value, told)
        for word in found.said.words():
            if (
                fit(word.lower, *field.label.lower().split(), field.name) >= 0.8
                or re.fullmatch(_BOUND, word.lower)
                or word.lower in {"days", "day", "hours", "before", "after"}
            ):
                found.said.take_span(word.start, word.end)
        found.said.take_span(*said.span())
    quoted = re.search(r"[\"“„]([^\"”“]{1,120})[\"”“]", found.text)
    if quoted and "wanted" in fields and found.said.open[quoted.start() : quoted.end()].strip():
        _put(fields, "wanted", quoted[1], told)
        found.said.take_span(quoted.start(), quoted.end())
        found.said.take(r"\b(?:look(?:ing)?\s+for|the\s+words?|says?|contains?|mentions?)\b")
    return tuple(fields.values())


def _put(fields: dict[str, ConfigField], name: str, value: object, told: list[str]) -> None:
    fields[name] = fields[name].model_copy(update={"default": value})
    told.append(f"{fields[name].label}: {value}")


def _meant(said: Said, numbers: list[ConfigField], found: re.Match[str]) -> ConfigField | None:
    """The number that words name; the only one where they name none. The way of the comparison stays."""
    way = " ".join(found[0].split()).lower()
    is_over = bool(re.match(r"above|over|more|at least|exceed|beyond|reaches", way))
    is_under = bool(re.match(r"below|under|less|at most", way))
    if is_over or is_under:
        likely = [one for one in numbers if _side(one) in {"", "over" if is_over else "under"}]
        if not likely:
            return None
        numbers = likely
    words = said.words()
    scored = [
        (max((fit(word.lower, *one.label.lower().split()) for word in words), default=0.0), one)
        for one in numbers
    ]
    best = max(scored, key=lambda one: one[0])
    if best[0] >= 0.8 or len(numbers) == 1:
        return best[1]
    return None


def _side(one: ConfigField) -> str:
    label = f" {one.label.lower()} "
    if re.search(r"\s(?:over|at least)\s", label) or one.name.endswith(("_over", "_at_least")):
        return "over"
    if re.search(r"\s(?:under|at most)\s", label) or one.name.endswith(("_under", "_at_most")):
        return "under"
    return ""


def _anew(text: str, facts: BotFacts, details: BotDetails) -> Draft | None:
    """All that was said, read as one; what was set besides stays as it is."""
    first, *later = [*(facts.get("words") or []), text]
    joined = first
    for one in later:
        joined = _joined(joined, one, facts) or joined
    if not _joined(first, text, facts):
        return None
    try:
        plan = read_plan(joined, facts)
    except (CannotError, UnclearError):
        return None
    said = sentence_of(text, {**facts, "answers": {}})
    draft = plan.draft()
    if not isinstance(draft.details, BotDetails) or plan.unused(said.said):
        return None
    kept = _kept(draft.details, details, said)
    if draft.code == facts.get("code") and kept == details:
        return None
    return replace(draft, details=kept)


def _kept(now: BotDetails, before: BotDetails, said: Sentence) -> BotDetails:
    """The new details with the name, the times and the values of before, where nothing else was said."""
    known = {one.name: one for one in before.config}
    mails = {to for one in said.tells if one.channel == "email" for to in one.to}
    config = []
    for one in now.config:
        default = known[one.name].default if one.name in known else one.default
        if one.name == "email_to" and mails:
            default = ", ".join(dict.fromkeys([*_addresses(default), *sorted(mails)]))
        config.append(one.model_copy(update={"default": default}))
    is_timed = said.timing is not None or not before.triggers
    triggers = now.triggers if is_timed or _kinds(now) != _kinds(before) else before.triggers
    name = said.title or before.name
    return now.model_copy(update={"config": tuple(config), "triggers": triggers, "name": name})


def _addresses(text: object) -> list[str]:
    return [one.strip() for one in str(text or "").split(",") if one.strip()]


def _kinds(details: BotDetails) -> set[bool]:
    """Whether clocks or something else set it off."""
    return {isinstance(one, ByCron | ByInterval) for one in details.triggers}


def _joined(before: str, text: str, facts: BotFacts) -> str:
    """The description with a later wish worked in; empty where it is none that can be worked in."""
    bare: BotFacts = {**facts, "answers": {}}
    now = sentence_of(text, bare)
    old = sentence_of(before, bare)
    result = before.rstrip(". ")
    if now.timing is not None and old.timing is not None:
        result = _without_timing(result, bare)
    if now.timing is not None or now.tells or now.whom or now.asks_first or now.title or now.hooks:
        extra = text.strip().rstrip(".")
        extra = re.sub(r"\b(?:instead|rather|please|now)\b", "", extra, flags=re.IGNORECASE)
        return f"{result}. {' '.join(extra.split())}"
    if re.match(r"\s*(?:and\s+)?(?:only|just|but only)\b", text.lower()):
        extra = re.sub(
            r"^\s*(?:and\s+|but\s+)?(?:only|just)\s+(?:if|when|those|the ones|ones)?\s*",
            "",
            text.strip(),
            flags=re.IGNORECASE,
        )
        return _narrowed(result, extra)
    return ""


def _narrowed(before: str, extra: str) -> str:
    """The condition put behind what happens or what is named."""
    comma = before.find(",")
    if comma > 0 and re.match(r"\s*(?:when|whenever|if|as soon as|every time)\b", before, re.IGNORECASE):
        return f"{before[:comma]} {extra}{before[comma:]}"
    return f"{before} {extra}"


def _without_timing(text: str, facts: BotFacts) -> str:
    """The words without those that say when."""
    read = sentence_of(text, facts)
    plain = Said(" ".join(text.split()))
    from sayso.phrases.timing import take_timing

    if take_timing(plain, read.zone) is None:
        return text
    return " ".join(
        "".join(
            one if shown != " " else " " for one, shown in zip(plain.text, plain.open, strict=True)
        ).split()
    )
