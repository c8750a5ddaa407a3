"""What happens to rows, in words: “when an order is cancelled”, “for every new booking”."""

import re
from dataclasses import dataclass

from sayso.bots.details import ByRow, RowEvent
from sayso.devloop.programs.facts import ModuleFacts
from sayso.phrases.lists import word_set
from sayso.phrases.matching import find
from sayso.phrases.meaning import Condition
from sayso.phrases.said import Word, words_of
from sayso.phrases.things import Thing

from .recipe import RowFilter
from .rows import filtered, named_things, thing_of
from .sentence import CannotError, Sentence

LEAD = (
    r"\b(?:when(?:ever)?|as\s+soon\s+as|once|if|every\s+time|each\s+time|any\s*time|after"
    r"|upon|the\s+moment|in\s+case)\b|^(?=(?:somebody|someone|anybody|anyone|an?|new"
    r"|another)\b[^?]{3,90}\?)"
)
_NEW = r"\b(?:for|on|upon|with|at|about|of)?\s*(?:every|each|any|all|the)?\s*new(?:ly\s+(?:created|added))?\b"
ACT = (
    r"(?:e-?mail|mail|tell|notify|alert|inform|let|warn|ping|message|send|post|call|copy"
    r"|create|add|move|put|make|remind|ask|write|"
    r"save|store|push|trigger|hit|forward|insert|please|i\s+(?:want|need|would)"
    r"|we\s+(?:want|need)|give|do\s+a|duplicate|transfer|sync|archive|request|invoke|log"
    r"|(?:open|start|raise|file|enter)\s+(?:an?|the|another)|page)"
)
_CREATED = (
    r"\b(?:(?:is|are|was|were|gets?|got|has\s+been|have\s+been|being)\s+)?(?:newly\s+)?"
    r"(?:created|added|registered|entered|recorded|booked|made|placed|submitted|received"
    r"|filed|logged|raised|reported|inserted|opened|taken\s+in|captured"
    r"|signed\s+up)\b"
    r"|\b(?:comes?|came|coming)\s+in\b|\b(?:arrives?|appears?|joins?|signs?\s+up|is\s+new"
    r"|are\s+new|registers?|is\s+there)\b"
)
_BY_SOMEBODY = (
    r"\b(?:somebody|someone|anybody|anyone|a\s+\w+|one|we|i)\s+(?P<verb>adds?|creates?"
    r"|books?|places?|opens?|submits?|makes?|registers?|enters?|"
    r"records?|reports?|raises?|logs?|files?|deletes?|removes?|changes?|edits?"
    r"|updates?)\s+(?=an?\b|the\b|another\b|\w)"
)
_DELETED = (
    r"\b(?:(?:is|are|was|were|gets?|got|has\s+been|have\s+been)\s+)?(?:deleted|removed|taken\s+away|erased)\b"
)
_CHANGED = (
    r"\b(?:(?:is|are|was|were|gets?|got|has\s+been|have\s+been)\s+)?(?:changed|updated"
    r"|edited|modified)\b(?!\s+to\b)"
    r"|\b(?:changes|updates)\b(?!\s+to\b)"
)
_INTO = (
    r"\b(?:(?:is|are|was|were|gets?|got|has\s+been|have\s+been|becomes?|became|turns?"
    r"|turned|goes|went|moves?|moved|reach(?:es|ed)?|enters?|switch(?:es|ed)?|"
    r"changes?|changed)\s+)*(?:(?:set|marked|moved|changed|put|switched|turned)\s+)?(?:to|into|as|from)?\b"
)
_MOVES = frozenset(
    (
        "becomes", "become", "turns", "turn", "goes", "go", "moves", "move", "reaches", "reach", "gets",
        "get", "set", "marked", "switches", "changes", "change", "moved", "changed", "put", "turned",
        "falls", "drops", "rises", "climbs", "sinks", "enters", "hits", "exceeds", "went", "fell",
        "dropped",
    )
)  # fmt: skip
_BARE = frozenset(
    (
        "is", "are", "was", "were", "has", "have", "been", "its", "their", "it", "status", "state",
        "stage", "below", "above", "new", "row", "rows", "record", "entry", "someone", "somebody",
        "anyone", "anybody", "something", "anything", "happens", "any", "first", "time", "moment",
        "then", "automatically", "also", "same",
    )
)  # fmt: skip


_JOINTS = frozenset(
    (
        "of", "a", "an", "the", "any", "its", "their", "his", "her", "our", "my", "some", "every",
        "each",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Happening:
    """What happens to which rows; ``fields`` narrows changes."""

    rows: RowFilter
    on: tuple[RowEvent, ...]
    to: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()

    @property
    def thing(self) -> Thing:
        """What it happens to."""
        return self.rows.thing

    @property
    def trigger(self) -> ByRow:
        """What sets the bot off."""
        plain = {
            one.field: one.value
            for one in self.rows.conditions
            if one.op == "eq" and "." not in one.field and isinstance(one.value, str | bool)
        }
        return ByRow(
            module=self.thing.module["slug"],
            entity=self.thing.name,
            on=self.on,
            to=self.to,
            fields=self.fields,
            where=plain if RowEvent.DELETED not in self.on else {},
        )

    @property
    def words(self) -> str:
        """``an order of Shop is created where total is over 100``."""
        what = self.thing.facts["label"].lower()
        article = "an" if what[:1] in "aeiou" else "a"
        labels = {one["name"]: one["label"].lower() for one in self.thing.states}
        reached = " or ".join(labels.get(one, one) for one in self.to) or "something else"
        said = {
            RowEvent.CREATED: "is created",
            RowEvent.CHANGED: "changes",
            RowEvent.DELETED: "is deleted",
            RowEvent.TRANSITION: f"becomes {reached}",
        }
        told = f"{article} {what} of {self.thing.module['name']} {' or '.join(said[one] for one in self.on)}"
        if self.fields:
            names = {one["name"]: one["label"].lower() for one in self.thing.fields}
            told += f" ({', '.join(names.get(one, one) for one in self.fields)})"
        if self.rows.conditions:
            told += f", where {' and '.join(one.words for one in self.rows.conditions)}"
        return told


def has_event(sentence: Sentence) -> bool:
    """Whether words speak of something that happens."""
    return sentence.said.find(LEAD) is not None or sentence.said.find(_NEW) is not None


def take_happening(sentence: Sentence, modules: list[ModuleFacts]) -> Happening | None:
    """What happens to rows, taken out of the words; none where nothing does."""
    for pattern in (LEAD, _NEW):
        place = 0
        while found := _search(sentence, pattern, place):
            start, end = _clause(sentence, found)
            happening = _read(sentence, modules, start, end)
            if happening is not None:
                sentence.said.take_span(found.start(), end)
                return happening
            place = found.end()
    return None


def _search(sentence: Sentence, pattern: str, place: int) -> re.Match[str] | None:
    return re.compile(pattern).search(sentence.said.open, place)


def _clause(sentence: Sentence, lead: re.Match[str]) -> tuple[int, int]:
    """Where what happens is said: from the lead to a comma, a “then” or the next thing to do."""
    text = sentence.said.open
    start = lead.end() if "new" not in lead[0] else lead.start()
    is_first = not re.search(rf"\b{ACT}\b", text[: lead.start()])
    ends = [re.search(r"\s*[;:?]\s|\.\s|,?\s+then\b|\s+[-–—]\s+", text[start:])]
    if is_first:
        ends.append(
            re.search(
                (
                    rf",\s|\s+(?:and\s+(?:then\s+)?)?(?={ACT}\b(?!\s+(?:is|are|was|gets|comes|becomes|has"
                    rf"|changes)\b))"
                ),
                text[start + 4 :],
            )
        )
        if ends[-1] is not None:
            after = start + 4 + ends[-1].start()
            others = [start + one.start() for one in ends[:-1] if one is not None]
            return start, min([after, *others])
    else:
        ends.append(
            re.search(
                (
                    rf",\s*(?:and\s+)?(?=(?:also\s+)?{ACT}\b)|\s+and\s+(?:also\s+|then\s+)?(?={ACT}\b)"
                    rf"|,\s+(?:with|including|so|but)\b"
                ),
                text[start:],
            )
        )
    if "new" in lead[0]:
        ends.append(re.search(r"\s+(?:to|into|as)\s", text[lead.end() :]))
        places = [start + one.start() for one in ends[:-1] if one is not None]
        places += [lead.end() + ends[-1].start()] if ends[-1] is not None else []
        return start, min(places, default=len(text))
    places = [start + one.start() for one in ends if one is not None]
    return start, min(places, default=len(text))


def _read(sentence: Sentence, modules: list[ModuleFacts], start: int, end: int) -> Happening | None:
    """What a clause says of rows."""
    whole = sentence.said.open
    clause = " " * start + whole[start:end]
    about = named_things(words_of(sentence.text[:end], clause), modules)
    states = {one["name"].replace("_", " ") for one in about[0].target.states} if about else set()
    events, rest = _events(clause, states=states)
    words = words_of(sentence.text[:end], rest)
    named = named_things(words, modules)
    if not named and not events:
        return None
    if not named:
        listed = sentence.text[start:end].strip()
        match = thing_of(sentence, words, modules, what=f"Which rows does “{listed[:80]}” speak of?")
        thing, first, after = match.target, 0, 0
    else:
        match = thing_of(sentence, words, modules, what="")
        thing, first, after = match.target, match.first, match.after
    words = [
        word for place, word in enumerate(words) if not first <= place < after and word.lower not in _JOINTS
    ]
    free = [True] * len(words)
    moved = [place for place, word in enumerate(words) if word.lower in _MOVES]
    for place in moved:
        free[place] = False
    rows = filtered(thing, words, free, sentence.notes)
    left = [
        word.text
        for word, is_free in zip(words, free, strict=True)
        if is_free
        and word.lower not in _BARE | word_set("stop", "words")
        and word.lemma not in word_set("stop", "words")
    ]
    happening = _happening(rows, events, words, is_moved=bool(moved))
    if happening is None:
        return None
    for name in happening.fields:
        for naming in find(
            words,
            [(one["name"], (one["name"], one["label"])) for one in thing.fields if one["name"] == name],
            free,
        ):
            spent = {word.lower for word in words[naming.first : naming.after]}
            left = [one for one in left if one.lower() not in spent]
    if left and happening.fields == () and RowEvent.CHANGED in happening.on:
        spoken = find(words, [(one["name"], (one["name"], one["label"])) for one in thing.fields], free)
        if spoken:
            happening = Happening(happening.rows, happening.on, happening.to, (spoken[0].target,))
            left = [
                one
                for one in left
                if one.lower() not in {word.lower for word in words[spoken[0].first : spoken[0].after]}
            ]
    if left:
        names = ", ".join(one["label"].lower() for one in thing.fields[:10])
        told_states = (
            f", and are {', '.join(one['label'].lower() for one in thing.states)}" if thing.states else ""
        )
        raise CannotError(
            f"I do not know what “{' '.join(left)[:60]}” means for {thing.plural.lower()} of "
            f"{thing.module['name']}. "
            f"They have {names}{told_states}.",
            _instead(thing),
        )
    return happening


def _instead(thing: Thing) -> tuple[str, ...]:
    what = thing.facts["label"].lower()
    states = [one["label"].lower() for one in thing.states if one["name"] != thing.facts.get("initial")]
    found = [f"tell me when a new {what} is created"]
    if states:
        found.append(f"tell me when the {what} becomes {states[-1]}")
    return tuple(found)


def _events(clause: str, *, states: set[str]) -> tuple[list[RowEvent], str]:
    """What happens, and the clause without the words that say it."""
    events: list[RowEvent] = []
    rest = clause
    somebody = re.search(_BY_SOMEBODY, rest)
    if somebody:
        verb = somebody["verb"]
        kind = (
            RowEvent.DELETED
            if verb.startswith(("delete", "remove"))
            else RowEvent.CHANGED
            if verb.startswith(("change", "edit", "update"))
            else RowEvent.CREATED
        )
        events.append(kind)
        rest = _blank(rest, somebody)
    for event, pattern in (
        (RowEvent.CREATED, _CREATED),
        (RowEvent.CHANGED, _CHANGED),
        (RowEvent.DELETED, _DELETED),
    ):
        for found in re.finditer(pattern, rest):
            if found[0].split()[-1] in states:
                continue
            events.append(event)
            rest = _blank(rest, found)
    new = re.search(r"\b(?:an?\s+|any\s+|every\s+|each\s+|the\s+)?new\b", rest)
    if new is not None and not re.search(r"\b(?:becomes?|is|are|to|as)\s+$", rest[: new.start()]):
        if RowEvent.CREATED not in events:
            events.insert(0, RowEvent.CREATED)
        rest = _blank(rest, new)
    return list(dict.fromkeys(events)), rest


def _blank(text: str, found: re.Match[str]) -> str:
    return text[: found.start()] + " " * len(found[0]) + text[found.end() :]


def _happening(
    rows: RowFilter, events: list[RowEvent], words: list[Word], *, is_moved: bool
) -> Happening | None:
    """States that rows come to are transitions; numbers that they reach are changes."""
    thing = rows.thing
    in_state = next((one for one in rows.conditions if one.field == thing.state_field), None)
    others = tuple(one for one in rows.conditions if one is not in_state)
    if in_state is not None and not events:
        reached = _values(in_state)
        events = [RowEvent.TRANSITION]
        if thing.facts.get("initial") in reached:
            events.append(RowEvent.CREATED)
        return Happening(RowFilter(thing, others), tuple(events), reached)
    if not events and is_moved and not rows.conditions:
        return Happening(rows, (RowEvent.CHANGED,))
    if not events and rows.conditions:
        fields = tuple(dict.fromkeys(one.field for one in rows.conditions if "." not in one.field))
        return Happening(rows, (RowEvent.CREATED, RowEvent.CHANGED), (), fields)
    if not events:
        return None
    fields = _changed(thing, words) if events == [RowEvent.CHANGED] else ()
    return Happening(rows, tuple(events), (), fields)


def _changed(thing: Thing, words: list[Word]) -> tuple[str, ...]:
    found = find(words, [(one["name"], (one["name"], one["label"])) for one in thing.fields], least=0.86)
    if thing.state_field:
        found += find(words, [(thing.state_field, ("status", "state", "stage"))], least=0.9)
    return (found[0].target,) if found else ()


def _values(one: Condition) -> tuple[str, ...]:
    return tuple(one.value) if isinstance(one.value, tuple) else (str(one.value),)
