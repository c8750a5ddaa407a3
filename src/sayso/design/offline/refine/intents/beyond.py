"""What the words of a wish cannot bring about, said plainly with what can be had instead."""

import re

from sayso.design.offline.refine.screens import component_kinds
from sayso.design.offline.refine.speaking import many, one
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.offline.refine.words import pattern
from sayso.design.types import Decision, Question
from sayso.spec.model import ComponentType, Entity

_EXPORT = pattern(
    r"^(?!.*\b(?:can|may|must|should|only)\b.*\b(?:not|n't)\b)(?:.*\b)?(?:export(?:s|ed|ing)?|"
    r"download(?:s|ed)?|"
    r"(?:to|as|into|in) (?:an? )?(?:excel|csv|spreadsheet)|import(?:s|ed|ing)? (?:from|an?|our|the)\b.*"
    r"(?:excel|csv|spreadsheet|file|list))\b"
)
_SEND = pattern(
    r"^(?:.*\b)?(?:(?:send|sends|sent|get|gets|receive|receives) (?:\w+ ){0,4}?(?:an? |the )?(?:sms|"
    r"text message|"
    r"e-?mails?|mails?|whatsapp|push|notifications?|reminders?|alerts?)|notify|remind|alert (?:me|us|the)|"
    r"(?:e-?mail|text|sms|whatsapp) (?:me|us|him|her|them|the [\w-]+|every [\w-]+|all [\w-]+) (?:when|"
    r"if|as soon"
    r" as|once|before|after|about|every|\d|an?)\b)"
)
_LOOKS = pattern(
    r"^(?:.*\b)?(?:dark ?mode|light mode|colou?r ?(?:scheme|theme)|(?:background|buttons?|header|menu|"
    r"sidebar|app|"
    r"application|design|pages?|theme|everything|it|font|text|logo)(?: colou?r)? (?:should be |must be |"
    r"to be |"
    r"in |is )?(?:a )?(?:bigger |(?:dark|light|bright)(?:er)? )?(?:blue|green|red|pink|purple|orange|"
    r"yellow|black|"
    r"white|gr[ae]y|brown|teal|dark|bold)|(?:bigger|larger|smaller|other|another|different) (?:font|"
    r"logo|letters))"
    r"$"
)
_PAPER = pattern(
    r"^(?:.*\b)?(?:print(?:able|ed|ing|s)? (?:an? |the |out |all )?\w+|(?:make|create|generate|get|as) "
    r"(?:an? |the )?"
    r"(?:\w+ )?pdfs?|pdf of)\b"
)
_SEARCH = pattern(
    r"^(?:{add} |{show} )?(?:an? |the )?search(?:ing)?(?: (?:box|bar|field|function|option|feature))?"
    r"(?: (?:to|for|on|in|above) .+)?$"
)
_COLUMNS = re.compile(r"\b(?:two|2|three|3|several)[ -]columns?\b", re.IGNORECASE)
_ONCE = pattern(
    r"^(?:an? |each |every |one |the |no )?(?P<a>[\w' -]+?) (?:can|may|must|should|can't|cannot|may not|"
    r"must not|"
    r"shouldn't)(?: only| not| never)? (?:be )?[\w-]+ (?:up )?(?:for |to |in |into |on )?(?:the |an? "
    r")?(?:same "
    r"(?P<b>[\w'-]+)(?: only)? (?:once|twice|again|more than once|two times|one time)|(?P<c>[\w'-]+) "
    r"(?:only once|"
    r"just once|twice|more than once))$"
)
_MOST = pattern(
    r"^(?:there (?:can|may|must|should) be |allow |accept |take )?(?:only |a )?(?:at most|"
    r"max(?:imum)?(?: of)?|not "
    r"more than|no more than|up to|limit(?: of)?) (?P<count>\d+) (?P<child>[\w' -]+?) (?:per|for each|"
    r"for every|in "
    r"an?|in each|in every|on an?|for an?) (?P<parent>[\w' -]+)$"
)
_HOLDS = pattern(
    r"^(?:an? |each |every |the )?(?P<parent>[\w' -]+?) (?:can|may|must|should|could)(?: only)? (?:have|"
    r"take|hold|"
    r"get|accept) (?:only |at most |max(?:imum)? |no more than |not more than |up to )+(?P<count>\d+) "
    r"(?P<child>[\w' -]+)$"
)


def say_what_is_beyond(clause: str, situation: Situation) -> Change | None:
    """An answer for a wish that nothing in a description of data and pages can fulfil."""
    told = _plain(clause) or _side_by_side(clause)
    if told is not None and '"' not in clause:
        return Change(told, decision=Decision.QUESTION)
    return _once(clause, situation) or _at_most(clause, situation)


def _side_by_side(clause: str) -> str | None:
    """Columns of a page without a word of what goes into them."""
    if not _COLUMNS.search(clause) or set(component_kinds(clause)) - {ComponentType.FORM}:
        return None
    return (
        "I can put parts of a page side by side: tell me which, for example “put the form next to the "
        "list”. How "
        "a form sets its fields follows the width of the screen."
    )


def _plain(clause: str) -> str | None:
    return next((told for way, told in _ANSWERS if way.search(clause)), None)


_ANSWERS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        _EXPORT,
        (
            "Every list can do that already: the menu with the three dots above it has “Export as CSV”, "
            "which Excel "
            "opens, and “Import from a file”. Nothing needed to change."
        ),
    ),
    (
        _SEARCH,
        (
            "Every list can be searched already, in the box above it. Tell me to make a field searchable if "
            "it should be found by that too."
        ),
    ),
    (
        _SEND,
        (
            "The application itself sends no messages, so I changed nothing. A bot can: describe it on the "
            "page Bots, "
            "for example “every morning, write to everyone whose appointment is tomorrow”."
        ),
    ),
    (
        _PAPER,
        (
            "I cannot design printed papers. Any page can be printed from the browser, also into a PDF; "
            "tell me what "
            "the page should show."
        ),
    ),
    (
        _LOOKS,
        (
            "I can change the colours, corners and spacing of the whole application, for example “make it "
            "dark green with round corners”. Type, sizes and colours of single parts follow from those, and "
            "light or dark is each person's own choice, so I changed nothing."
        ),
    ),
)


def _once(clause: str, situation: Situation) -> Change | None:
    """``a member can book the same workshop only once``: rules look at one record, or at spans of time."""
    match = _ONCE.match(clause)
    other = situation.mentions.entity(match["b"] or match["c"]) if match else None
    who = situation.mentions.entity(match["a"]) if match else None
    if match is None or other is None or who is None:
        return None
    text = f"I cannot refuse a second time of the same {one(who)} and {one(other)} yet, so nothing changed."
    return _instead(text, other, (f"Show the number of {many(who)} on each {one(other)}",))


def _at_most(clause: str, situation: Situation) -> Change | None:
    """``at most 10 bookings per workshop``: what is counted is not known when a record is written."""
    match = _MOST.match(clause) or _HOLDS.match(clause)
    parent = situation.mentions.entity(match["parent"]) if match else None
    if match is None or parent is None:
        return None
    said = match["child"].strip()
    child = situation.mentions.entity(said)
    counted = many(child) if child else said
    text = f"I cannot refuse more than {match['count']} {counted} per {one(parent)} yet, so nothing changed."
    shown = f"Show the number of {counted} on each {one(parent)}" if child else None
    return _instead(text, parent, tuple(filter(None, (shown, f"Add capacity to {many(parent)}"))))


def _instead(text: str, entity: Entity, suggestions: tuple[str, ...]) -> Change:
    question = Question(f"{text} What should I do instead?", suggestions)
    focus = Focus(entity=entity.id)
    return Change(question.text, decision=Decision.QUESTION, questions=(question,), focus=focus)
