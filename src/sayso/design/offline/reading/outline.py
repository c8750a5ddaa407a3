"""Cut a description into segments: sentences, bullets and labelled lists, each with what it is about."""

import itertools
from dataclasses import dataclass, replace

from sayso.design.knowledge.known import is_business
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import is_plural, noun_lemma, readings
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.sentences import Piece, Shape, pieces, plain
from sayso.design.language.spelling import mend
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize

from .evidence import Segment, Topic
from .lead import lead_length, strip_lead
from .naming import may_be_thing
from .predicates import looks_like_state
from .speech import joined_words, without_openers
from .stories import is_story

_LABEL_WORDS = 7
_LONGEST_UNDER = 12
_DASHES = frozenset(("-", "–", "—", ":", "="))
_LASTING = frozenset((Topic.ROLE, Topic.REPORT, Topic.LATER))
_TOPIC_LABELS = ("report", "role", "state", "later", "rule", "things")


@dataclass(slots=True)
class _Section:
    """The heading that what comes next stands under; a ``lasting`` one holds over paragraphs."""

    label: list[Token]
    paragraph: int = -1
    lasting: bool = False

    def reaches(self, piece: Piece, length: int) -> bool:
        """Whether a piece of so many tokens still stands under it."""
        if piece.shape is not Shape.PROSE or self.lasting or piece.indent:
            return True
        return piece.paragraph == self.paragraph and length <= _LONGEST_UNDER


def outline(text: str) -> tuple[list[Segment], list[Piece]]:
    """Segments of the text in order, and the rows of pasted tables."""
    cut = pieces(plain(text))
    rows = [piece for piece in cut if piece.shape is Shape.ROW]
    segments: list[Segment] = []
    section = _Section([])
    for piece in cut:
        tokens = _tokens(piece)
        if not tokens:
            continue
        if piece.shape is Shape.HEADING:
            label = _as_name(_bare(tokens))
            section = _Section(label, piece.paragraph, topic_of(label) in _LASTING)
            if not segments:
                segments.append(Segment(tokens, title=True, paragraph=piece.paragraph))
            continue
        if not section.reaches(piece, len(tokens)):
            section = _Section([])
        for listed in _before_label(tokens, piece):
            segments.append(Segment(listed, paragraph=piece.paragraph))
            tokens = tokens[len(listed) + 1 :]
        segment = _segment(tokens, section.label, piece, first=not segments)
        section = _opened(segment, text, piece) or section
        if segment.tokens or segment.topic is not Topic.BODY:
            segments.append(segment)
    for number, segment in enumerate(segments):
        segment.number = number
    return [part for segment in segments for part in _parts(segment)], rows


def _tokens(piece: Piece) -> list[Token]:
    if piece.shape is Shape.ROW:
        return []
    return tag(mend(joined_words(without_openers(tokenize(piece.text, piece.start)))))


def _opened(segment: Segment, text: str, piece: Piece) -> _Section | None:
    """The section that a label opens: one with nothing after it, or one that lasts for its line."""
    if not segment.tokens:
        return _Section(segment.label, piece.paragraph)
    if segment.topic in _LASTING and segment.label and not segment.bullet:
        return _Section(segment.label, piece.paragraph, _goes_on(text, piece))
    return None


def _goes_on(text: str, piece: Piece) -> bool:
    """Whether another sentence follows on the same line."""
    return bool(text[piece.start + len(piece.text) :].partition("\n")[0].strip())


def _before_label(tokens: list[Token], piece: Piece) -> list[list[Token]]:
    """In ``sessions (venue, date), donations: bag number, ml`` what stands before the label."""
    if piece.shape is not Shape.PROSE or is_story(tokens):
        return []
    colon = next((i for i, t in enumerate(tokens) if t.word in {":", "="}), None)
    if colon is None or any(t.word in {".", "!", "?"} for t in tokens[:colon]):
        return []
    comma = next((i for i in range(colon - 1, 0, -1) if tokens[i].word in {",", "and"}), None)
    if comma is None or _within(tokens, comma) or tokens[comma].word == "and" or colon - comma > 4:
        return []
    label, before = tokens[comma + 1 : colon], tokens[:comma]
    lists = sum(t.word == "," for t in before) >= 1 and any(t.word in {"(", "with"} for t in before)
    phrases = noun_phrases(label)
    if not lists or len(phrases) != 1 or phrases[0].first or phrases[0].last != len(label) - 1:
        return []
    return [before]


def _segment(tokens: list[Token], section: list[Token], piece: Piece, first: bool) -> Segment:
    bullet = piece.shape is Shape.BULLET
    colon = _colon(tokens, bullet, first)
    label = tokens[:colon] if colon is not None else section
    if colon is not None:
        dash = max(
            (i for i, t in enumerate(label) if t.word in _DASHES and label[i - 1].end < t.start and i),
            default=-1,
        )
        label = label[dash + 1 :] or label
        label = _as_name(strip_lead(label) or label)
    body = tokens[colon + 1 :] if colon is not None else tokens
    topic = topic_of(label)
    if colon is not None and topic is Topic.BODY and section:
        outer = topic_of(section)
        topic = outer if outer is not Topic.THINGS else topic
    return Segment(body, label, topic, bullet=bullet, paragraph=piece.paragraph)


def _as_name(label: list[Token]) -> list[Token]:
    """A label is a name: its only word is a noun even where it could be a verb."""
    named = [t for t in label if t.is_word]
    if 0 < len(named) <= 2 and named[-1].tag == "VERB" and "NOUN" in readings(named[-1].word):
        named[-1].tag, named[-1].lemma = "NOUN", noun_lemma(named[-1].word)
    return label


def _colon(tokens: list[Token], bullet: bool, first: bool) -> int | None:
    """Place of the sign after a label, if the piece begins with one."""
    depth = 0
    if is_story(tokens):
        return None
    for position, token in enumerate(tokens):
        depth += (token.word in {"(", "["}) - (token.word in {")", "]"})
        if depth:
            continue
        if token.word == ":" and position > 0:
            return position if position <= 3 * _LABEL_WORDS else None
        if token.word in {".", ";", "!", "?"}:
            return None
        if token.word == "->" and _gives_values(tokens, position):
            return position
        spaced = token.word in _DASHES and position > 0 and tokens[position - 1].end < token.start
        short = position <= _LABEL_WORDS and not any(t.tag in {"PRON", "BE"} for t in tokens[:position])
        later = next(
            (i for i, t in enumerate(tokens[position : position + 9], position) if t.word == ":"), None
        )
        if (
            spaced
            and (bullet or first or (position <= 3 and _listing(tokens[position:])))
            and short
            and len(tokens) - position > 3
            and later is None
        ):
            return position
    return None


def _gives_values(tokens: list[Token], place: int) -> bool:
    """Whether an arrow stands between a thing and its values: ``cinema -> name; city; seats``."""
    phrases = noun_phrases(tokens[:place])
    rest = [t.word for t in tokens[place + 1 :]]
    thing = len(phrases) == 1 and place <= 3 and may_be_thing(phrases[0])
    listed = "->" not in rest and bool({",", ";"} & set(rest))
    return thing and listed and not looks_like_state(rest[0])


def _listing(tokens: list[Token]) -> bool:
    return sum(t.word in {",", "/"} for t in tokens) >= 1


def _bare(tokens: list[Token]) -> list[Token]:
    """A heading without its colon and bracketed remarks."""
    kept: list[Token] = []
    for token in tokens:
        if token.word in {"(", ":", "-", "–"} and kept:
            break
        kept.append(token)
    return kept


def topic_of(label: list[Token]) -> Topic:
    """What a label announces."""
    if not label:
        return Topic.BODY
    phrases = noun_phrases(label)
    lemmas = [noun_lemma(token.word) for token in label if token.is_word]
    joined = "_".join(lemmas)
    for name in _TOPIC_LABELS:
        words = word_set("talk", "labels", name)
        if name == "things":
            lemmas = [token.word for token in label if token.is_word]
            joined = "_".join(lemmas)
        spaced = {word.replace(" ", "_") for word in words}
        headed = (
            bool(phrases)
            and phrases[-1].head in words
            and len(lemmas) <= 3
            and (name != "report" or phrases[-1].plural)
        )
        headed |= bool(phrases) and name == "state" and phrases[0].head in words and len(lemmas) <= 5
        headed |= bool(phrases) and name == "state" and phrases[-1].head in words and "following" in lemmas
        if joined in spaced or headed or (lemmas and lemmas[0] in spaced and name == "later"):
            return Topic(name)
    has_verb = any(token.tag in {"VERB", "MODAL", "BE"} for token in label)
    if label[0].word == "who" and {t.word for t in label} & {
        "may",
        "can",
        "does",
        "uses",
        "access",
        "sees",
        "do",
    }:
        return Topic.ROLE
    starts = (
        label[0].tag in {"PRON", "VERB", "MODAL"}
        or label[0].word in {"what", "then", "so", "also", "and", "here"}
        or not phrases
        or phrases[0].first > 1
    )
    if (
        has_verb
        and starts
        and (lead_length(label) or label[0].tag == "PRON" or len(label) <= 4)
        and any(token.tag == "PRON" or token.word in {"need", "needs", "want", "track"} for token in label)
    ):
        return Topic.THINGS
    has_verb = has_verb and (len(label) > 4 or any(t.tag == "BE" for t in label))
    business = [p for p in phrases[:1] + phrases[-1:] if is_business(p.head) and not p.plural]
    if business and not has_verb:
        return Topic.THINGS
    return Topic.BODY


def _parts(segment: Segment) -> list[Segment]:
    """Semicolons separate what is listed under ``we need:``, and anything said after a first list."""
    places = [i for i, t in enumerate(segment.tokens) if t.word == ";" and not _within(segment.tokens, i)]
    places = places or _slashes(segment)
    if not places:
        return [segment]
    bounds = [-1, *places, len(segment.tokens)]
    label = segment.label if segment.topic is not Topic.THINGS else []
    if label and segment.topic is Topic.BODY and _lists_things(segment.tokens, bounds):
        segment, label = replace(segment, topic=Topic.THINGS), []
    parts = []
    for left, right in itertools.pairwise(bounds):
        tokens = segment.tokens[left + 1 : right]
        if tokens:
            inner = _colon(tokens, bullet=True, first=False)
            if inner is not None:
                parts.append(
                    replace(
                        segment,
                        tokens=tokens[inner + 1 :],
                        label=tokens[:inner],
                        topic=_inner_topic(tokens[:inner], segment.topic),
                    )
                )
            else:
                parts.append(replace(segment, tokens=tokens, label=label, continued=left >= 0))
    return parts


def _lists_things(tokens: list[Token], bounds: list[int]) -> bool:
    """Whether the parts are things rather than values: plurals, some with values of their own."""
    parts = [tokens[left + 1 : right] for left, right in itertools.pairwise(bounds)]
    first = [phrases[0] for part in parts if (phrases := noun_phrases(part))]
    plurals = sum(p.plural and p.first <= 1 and may_be_thing(p) for p in first)
    labelled = any(_colon(part, bullet=True, first=False) is not None for part in parts)
    bearing = labelled or any(t.word == "(" for t in tokens)
    return bearing and plurals >= 2 and plurals * 2 >= len(parts)


def _slashes(segment: Segment) -> list[int]:
    """Places of spaced strokes that set things apart: ``tanks (litres) / fish / tests - ph, nitrate``."""
    tokens = segment.tokens
    places = [
        i
        for i, t in enumerate(tokens[:-1])
        if t.word == "/" and i and tokens[i - 1].end < t.start and t.end < tokens[i + 1].start
    ]
    places = [i for i in places if not _within(tokens, i)]
    rich = any(t.word in {"(", "with", "-", "–", ","} for t in tokens)
    plurals = sum(is_plural(t.word) and t.tag == "NOUN" for t in tokens)
    return places if len(places) >= 2 and rich and plurals >= 2 and segment.topic is not Topic.STATE else []


def _inner_topic(label: list[Token], outer: Topic) -> Topic:
    """``Permissions: clerk - edits; auditor - reads``: what follows a role is still about roles."""
    topic = topic_of(label)
    return Topic.ROLE if topic is Topic.BODY and outer is Topic.ROLE else topic


def _within(tokens: list[Token], position: int) -> bool:
    opened = sum(token.word in {"(", "["} for token in tokens[:position])
    closed = sum(token.word in {")", "]"} for token in tokens[:position])
    return opened > closed
