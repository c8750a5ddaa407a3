"""The structure of a description: lines, bullets, headings, stories, tables and sentences."""

import re
from dataclasses import dataclass
from enum import StrEnum

from sayso.design.knowledge.load import word_set

from .grids import table_lines
from .lemmas import noun_lemma

_LONGEST_TITLE = 3
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,2}[.)]|[a-z]\))\s+")
_DASHED = re.compile(r"\s[-–—]\s")
_QUOTED = re.compile(r"^(?:\s*>)+\s?")
_HEADING_MARK = re.compile(r"^\s*#{1,6}\s*")
_EMPHASIS = re.compile(r"\*\*|__|`")
_MAIL_HEADER = re.compile(
    r"^\s*(?:from|to|cc|bcc|subject|sent|date|reply-to|fwd?|re)\s*:\s"
    r"|^-{3,}|^sent from my|^={3,}|^_{3,}|^begin forwarded",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(
    r"(?<=[.!?])[\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9À-ÞÄÖÜ])|(?<=[!?])\s+|(?<=\.)\s{2,}|(?<=[a-z)\]]{2}\.)\s+(?=[a-z])"
    r"|(?<=\)\.)\s+(?=[a-z])|(?<=/[a-z]\.)\s+(?=[a-z])"
)
_ABBREVIATED = re.compile(
    r"\b(?:e\.g|i\.e|etc|approx|nr|tel|incl|mr|mrs|ms|dr|st|vs|max|min|w|addr|qty|desc)\.\s*$", re.IGNORECASE
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]")


class Shape(StrEnum):
    """How a piece of text is written."""

    PROSE = "prose"
    BULLET = "bullet"
    HEADING = "heading"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence, bullet, heading or table row: its text is ``description[start:start+len(text)]``."""

    text: str
    start: int
    shape: Shape
    paragraph: int
    indent: int = 0


def pieces(text: str) -> list[Piece]:
    """Cut a description into pieces, in order; mail headers, quote marks and signatures are dropped."""
    result: list[Piece] = []
    paragraph = 0
    offset = 0
    lines = text.split("\n")
    rows = table_lines(lines)
    followings = _followings(lines)
    for number, line in enumerate(lines):
        if not line.strip():
            paragraph += 1
        elif number in rows:
            start, end = rows[number]
            result.append(Piece(line[start:end].rstrip("\r"), offset + start, Shape.ROW, paragraph))
            if line[end:].strip(" .!\r"):
                result.extend(_line_pieces(line[end + 1 :].rstrip("\r"), offset + end + 1, paragraph, ""))
        elif not _MAIL_HEADER.search(line):
            result.extend(_line_pieces(line.rstrip("\r"), offset, paragraph, followings[number]))
        offset += len(line) + 1
    return result


def _followings(lines: list[str]) -> list[str]:
    """For each line the next one that says something, empty after the last."""
    found: list[str] = []
    following = ""
    for line in reversed(lines):
        found.append(following)
        following = line if line.strip() else following
    return found[::-1]


def _line_pieces(line: str, offset: int, paragraph: int, following: str) -> list[Piece]:
    cut = 0
    for pattern in (_QUOTED, _HEADING_MARK):
        match = pattern.match(line[cut:])
        cut += match.end() if match else 0
    is_marked = cut > 0 and line.lstrip().startswith("#")
    bullet = _BULLET.match(line[cut:])
    indent = len(line) - len(line.lstrip())
    body = line[cut:]
    if bullet and _is_numbered_heading(body, bullet.end(), following):
        return [Piece(body[bullet.end() :], offset + cut + bullet.end(), Shape.HEADING, paragraph, indent)]
    if bullet:
        return [Piece(body[bullet.end() :], offset + cut + bullet.end(), Shape.BULLET, paragraph, indent)]
    dashes = len(_DASHED.findall(body))
    if dashes >= 2 and body.count(";") + 1 < dashes:
        return _dashed(body, offset + cut, paragraph)
    if is_marked or _is_heading(body, following):
        return [Piece(body, offset + cut, Shape.HEADING, paragraph, indent)]
    return [
        Piece(part, offset + cut + start, Shape.PROSE, paragraph, indent) for start, part in sentences(body)
    ]


def _dashed(body: str, start: int, paragraph: int) -> list[Piece]:
    """A line whose parts are set off by dashes is read as a list of bullets."""
    found: list[Piece] = []
    place = 0
    for match in [*_DASHED.finditer(body), None]:
        end = match.start() if match else len(body)
        part = body[place:end]
        parts = sentences(part)
        shape = Shape.BULLET if place and len(parts) == 1 else Shape.PROSE
        found.extend(Piece(text, start + place + begin, shape, paragraph) for begin, text in parts)
        place = match.end() if match else end
    return found


def _is_numbered_heading(line: str, start: int, following: str) -> bool:
    """``6. Users`` above a paragraph is a heading, above ``7. Gates`` an item of a list."""
    title = line[start:].strip()
    if (
        not line.lstrip()[:1].isdigit()
        or len(title.split()) > 7
        or title[-1:] in ".,;:!?"
        or {":", ","} & set(title)
    ):
        return False
    return len(following.split()) >= 8 and not _BULLET.match(following)


def _is_title_of_prose(line: str, following: str) -> bool:
    """``Users and access`` on a line of its own above a long paragraph."""
    words = line.split()
    capital = line[:1].isupper() and not any(sign in line for sign in ",;:!?()|=")
    return capital and len(words) <= 5 and line[-1].isalnum() and len(following.split()) >= 12


def _stands_above_indented(line: str, bare: str, following: str) -> bool:
    """A name on a line of its own, with what is kept about it indented below."""
    deeper = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip())
    listed = "," in following or len(following.split()) <= 6
    return deeper and listed and len(bare.split()) <= 4 and bare[:1].isalnum() and bare[-1] not in ".!?,;"


def _announces(bare: str) -> bool:
    """Whether a line of its own says what comes: ``ROLES``, ``Reports:``."""
    name = bare.rstrip(":")
    if not name.replace(" ", "").isalpha() or len(name.split()) > _LONGEST_TITLE:
        return False
    word = noun_lemma(name.lower())
    told = any(word in word_set("talk", "labels", part) for part in ("report", "role", "state", "things"))
    return told and (name.isupper() or name[0].isupper())


def _is_heading(line: str, following: str) -> bool:
    bare = _EMPHASIS.sub("", line).strip()
    if _is_title_of_prose(bare, following) or _stands_above_indented(line, bare, following):
        return True
    if following and _announces(bare):
        return True
    short = len(bare.split()) <= 6 and bare[:1].isalnum()
    return short and bare[-1] not in ".!?," and "," not in bare and bool(_BULLET.match(following))


def sentences(text: str) -> list[tuple[int, str]]:
    """Sentences of one line with their offsets."""
    parts: list[tuple[int, str]] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        following = text[match.end() :]
        if (
            text[: match.start()].lower().endswith("no.") and following[:1].isdigit()
        ) or following.startswith("("):
            continue
        short = _ABBREVIATED.search(text[start : match.start() + 1])
        if (short and not (following[:1].isupper() and short.group()[0] in "taqdmiew")) or _inside_brackets(
            text[start : match.start()]
        ):
            continue
        parts.append((start, text[start : match.end()]))
        start = match.end()
    parts.append((start, text[start:]))
    return [(begin, part) for begin, part in parts if part.strip()]


def _inside_brackets(text: str) -> bool:
    return text.count("(") > text.count(")")


def plain(text: str) -> str:
    """The text with signs that carry no words (emojis, emphasis) replaced by ones of the same length."""
    text = _EMOJI.sub("!", text)
    return _EMPHASIS.sub(lambda match: " " * len(match.group()), text)
