"""What one row of a pasted table is: the caption above it, a remark beside it or its columns say so."""

import re

from sayso.design.knowledge.known import is_business, is_person_word, is_talk, known_thing, known_things
from sayso.design.knowledge.load import load
from sayso.design.language.lemmas import is_plural, noun_lemma, readings
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.sentences import Piece
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.design.offline.field_types import known_type
from sayso.spec.model import DAY_TYPES

from .columns import Column
from .evidence import Evidence
from .thing_names import may_be_thing, thing_name

_ROW = r"(?:row|line|record|entry|rows|lines|entries)"
_SAID = (
    re.compile(
        rf"\b(?:one|a|each|every|per|1|all|the)?\s*{_ROW}\s*(?:here|in it|of it|below|above)?\s*"
        r"(?:is|are|=|:|means?|stands for|represents?|per|for|describes?|shows?|corresponds to)\s+"
        r"(?:really|actually|basically|always|just|about|only)?\s*(?:for|per)?\s*"
        r"((?:(?!\brow\b)[^.,;:!?()\n]){3,40})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:one|a|an|each|1)\s+([\w -]{3,25}?)\s+"
        rf"(?:per|is one|is a|=|on each|in each|on every)\s+{_ROW}\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?:this is|that is|that's|these are|those are|here are|here is|below are|below is)\s+"
        r"(?:(?:how|where) (?:we|i) (?:\w+ ?){1,3}?\b)?\s*(?:the|our|my|all|some of)\s+"
        r"((?:(?!\b(?:sheet|row|header|head|columns?)\b)[^.,;:!?()\n]){3,30})",
        re.IGNORECASE,
    ),
)
_FILE = re.compile(r"\b([A-Za-z][\w -]{2,30}?)\.(?:csv|xlsx?|ods|tsv)\b", re.IGNORECASE)
_SHEET = re.compile(
    r"\b(?:sheet|tab|worksheet|table)\b\s*(?:is\s+)?(?:called|named)?\s*[:=]?\s*[\"'“‘„]?"
    r"([A-Za-z][\w -]{2,30})",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\b([\w-]+(?: [\w-]+)?) (?:and|&) (?:the )?([\w-]+(?: [\w-]+)?) "
    r"(?:ought|should|need|must|are|have|could|might|want)\b"
    r"[^.]{0,30}\b(?:two|separate|separately|different|own|apart|split)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\bsame ([\w-]+(?: [\w-]+)?)\b[^.]{0,25}\b(?:again|back|several|many|more|often|times|twice|lots?)\b",
    re.IGNORECASE,
)
LABELS = frozenset(("inventory", "tag", "ring", "chip", "reference", "catalogue", "file", "stock", "shelf"))
_SETTINGS = frozenset(("place", "group"))
_COLLECTING = frozenset(
    ("plan", "list", "log", "sheet", "register", "overview", "book", "diary", "schedule", "table")
) | {"record", "journal", "roster", "tracker"}
NUMBERS = frozenset(("number", "id", "no", "code", "ref", "reference", "nr", "tag", "serial", "plate"))


def row_name(evidence: Evidence, columns: list[Column], caption: str) -> str:
    """What one row is."""
    names = [column.guess.name for column in columns]
    told = caption or remarked(evidence.text)
    repeated, other = two_in_one(evidence.text)
    if told or other:
        return _line_of(told or other, columns) or told or other
    numbered = _numbered(columns[:3], repeated)
    if numbered and not is_person_word(numbered):
        return numbered
    first = _leading(columns)
    dated = any(column.guess.type in DAY_TYPES for column in columns)
    coded = bool(first.values) and all(any(c.isdigit() for c in value) for value in first.values)
    if coded and not first.is_repeated and first.guess.name.isalpha() and not first.guess.known:
        return first.guess.name
    title = first.guess.name.removesuffix("_name").removesuffix("_title")
    event = _event_of(names) if dated else ""
    if title in known_things() and not first.is_repeated and not is_person_word(title) and not event:
        return title
    spoken = _spoken_of(evidence, names) if not event or not is_person_word(title) else ""
    number = first.guess.name.rpartition("_")
    unknown = number[0] if number[2] in NUMBERS and number[0] and known_type([number[0]]) is None else ""
    named = title if title in known_things() and known_type([title]) is None else ""
    return spoken or event or numbered or _usual_of(names) or named or unknown or "record"


def _leading(columns: list[Column]) -> Column:
    """The column that names a row: the item that stands after its code."""
    if len(columns) > 1 and columns[0].guess.name in {*NUMBERS, "sku", "barcode"}:
        second = columns[1].guess.name
        return columns[1] if second in known_things() and known_type([second]) is None else columns[0]
    return columns[0]


def _line_of(name: str, columns: list[Column]) -> str:
    """An order whose number comes on several rows has a row for each of its lines."""
    thing = known_thing(name)
    told = {f"{name}_{number}" for number in NUMBERS}
    again = any(column.guess.name in told and column.is_repeated for column in columns)
    return f"{name}_line" if again and thing is not None and thing.kind == "document" else ""


def _event_of(names: list[str]) -> str:
    """The event that columns name: ``visit date``, ``absence type``, or else all of them together."""
    for name in names:
        head, _, last = name.rpartition("_")
        if (
            last in {"date", "on", "at", "day", "time", "type"}
            and _happens(head)
            and known_type([head]) is None
        ):
            return head
    return _usual_of(names)


def _usual_of(names: list[str]) -> str:
    """What sheets with such columns usually list: film and cinema are of a screening."""
    words = {word for name in names for word in (name, *name.split("_"))}
    counts = {
        thing: len(words & set(str(usual).split())) for thing, usual in load("events")["columns"].items()
    }
    best = max(sorted(counts), key=lambda thing: counts[thing])
    return best if counts[best] >= 2 else ""


def two_in_one(text: str) -> tuple[str, str]:
    """Of ``the same bird comes back, so bird and capture ought to be two things``: bird, and capture."""
    again = _SAME.search(text)
    repeated = _thing(again[1], first=True) if again else ""
    apart = _APART.search(text)
    if apart is None:
        return repeated, ""
    first, second = _thing(apart[1]), _thing(apart[2], first=True)
    if not first or not second:
        return repeated, ""
    if repeated == second or (repeated != first and _happens(first) and not _happens(second)):
        first, second = second, first
    return first, second


def _happens(name: str) -> bool:
    thing = known_thing(name)
    return thing is not None and thing.kind in {"event", "line", "document"}


def remarked(text: str) -> str:
    """The thing that a remark calls a row: ``every row is one batch really``."""
    for form in _SAID:
        for match in form.finditer(text):
            name = _thing(match[1], first=True)
            if name and noun_lemma(name) not in {"sheet", "column", "spreadsheet"}:
                return name
    found = _FILE.search(text)
    return _thing(found[1]) if found else ""


def caption_of(text: str, table: list[Piece]) -> str:
    """The thing that the line above a table names: ``Loans``, ``sheet 'Stays'``, ``tools.csv``."""
    lines = text[: table[0].start].rstrip().rsplit("\n", 1)
    line = lines[-1].strip(" \t#*_:=-–>")
    if not line or any(sign in line for sign in "|\t;"):
        return ""
    for form in (_FILE, _SHEET):
        match = form.search(line)
        if match:
            return _thing(match[1])
    if len(line.split()) > 4 or line[-1] in ".!?," or "," in line:
        return ""
    words = tag(tokenize(line))
    if any(token.tag in {"VERB", "BE", "MODAL", "PRON"} and not _may_be_noun(token) for token in words):
        return ""
    return _thing(line)


def _may_be_noun(token: Token) -> bool:
    return token.tag == "VERB" and "NOUN" in readings(token.word)


def _thing(words: str, *, first: bool = False) -> str:
    """The thing that some words name, or nothing."""
    tokens = tag(tokenize(words.replace("_", " ").lower()))
    named = [t for t in tokens if t.is_word]
    last = named[-1].word if named else ""
    if last.endswith("ing") and named[-1].tag == "VERB":
        named[-1].tag, named[-1].lemma = "NOUN", last
    if not noun_phrases(tokens) and ("NOUN" in readings(last) or noun_lemma(last) in known_things()):
        named[-1].tag, named[-1].lemma = "NOUN", noun_lemma(named[-1].word)
    for phrase in noun_phrases(tokens) if first else reversed(noun_phrases(tokens)):
        phrase.proper = False
        name = thing_name(phrase)
        whole, _, last = name.rpartition("_")
        if last in _COLLECTING and known_thing(whole) is not None:
            return whole
        generic = is_talk(phrase.head) or (is_business(phrase.head) and not is_plural(phrase.tokens[-1].word))
        if may_be_thing(phrase) and name and (name in known_things() or not generic):
            return name
    return ""


def said_nouns(evidence: Evidence) -> list[str]:
    """The nouns of the text around the table, singular, in order."""
    return [noun_lemma(t.word) for segment in evidence.segments for t in segment.tokens if _is_common_noun(t)]


def _is_common_noun(token: Token) -> bool:
    if token.text[:1].isupper() and not is_plural(token.word):
        return False
    return (token.tag == "NOUN" and not is_business(token.lemma)) or (
        token.tag == "VERB" and is_plural(token.word) and "NOUN" in readings(token.word)
    )


def _numbered(columns: list[Column], repeated: str) -> str:
    """The thing whose number stands first, unless the same number comes on several rows."""
    for column in columns:
        head, _, last = column.guess.name.rpartition("_")
        thing = head in known_things() and head not in LABELS
        if last in NUMBERS and thing and head != repeated and not column.is_repeated:
            return head
    return ""


def _spoken_of(evidence: Evidence, names: list[str]) -> str:
    """The event that the text speaks of, else another thing it talks about."""
    said = said_nouns(evidence)
    for word in said:
        if _happens(word) and word in known_things() and word not in names and known_type([word]) is None:
            return word
    event = _event_of(names)
    if event:
        return event
    for word in said:
        thing = known_things().get(word)
        if (
            thing is not None
            and word not in names
            and not is_person_word(word)
            and thing.kind not in _SETTINGS
        ):
            return word
    return ""
