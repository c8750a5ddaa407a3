"""Cut a description into segments: sentences, bullets and labelled lists, each with what it is about."""

from dataclasses import dataclass, replace

from sayso.design.knowledge.known import is_person_word, known_things
from sayso.design.language.lemmas import is_participle, is_plural, noun_lemma, readings
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.sentences import Piece, Shape, pieces, plain
from sayso.design.language.spelling import mend
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.design.offline.field_types import known_type

from .access_phrases import is_office
from .evidence import Segment, Topic
from .label_sign import label_sign, within
from .lead import strip_lead
from .list_phrases import field_share, gives
from .nested_lists import Line, lists_things, nested, value_with_options
from .options import is_option_name
from .separators import divided
from .speech import joined_words, without_openers
from .stories import is_story
from .thing_names import give_words, thing_name
from .topics import is_log, topic_of
from .value_choices import bracket_value_choices

_LONGEST_UNDER = 12
_LONGEST_NAME = 3
_LEAST_COMMAS = 2
_MOSTLY = 0.5
_DASHES = frozenset(("-", "–", "—", ":", "="))
_LASTING = frozenset((Topic.ROLE, Topic.REPORT, Topic.LATER))


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
    lines = nested([Line(piece, tokens) for piece in cut if (tokens := _tokens(piece))])
    for place, line in enumerate(lines):
        piece, tokens = line.piece, line.tokens
        if piece.shape is Shape.HEADING:
            label = _as_name(_bare(tokens))
            section = _under(label, piece, lines, place)
            if not segments:
                segments.append(Segment(tokens, title=True, paragraph=piece.paragraph))
            continue
        if not section.reaches(piece, len(tokens)):
            section = _Section([])
        for listed in _before_label(tokens, piece):
            segments.append(Segment(listed, paragraph=piece.paragraph))
            tokens = tokens[len(listed) + 1 :]
        segment = _segment(tokens, section.label, piece, first=not segments)
        if segment.topic is Topic.ROLE and piece.shape is Shape.PROSE and _leaves_people(segment, section):
            section = _Section([])
            segment = _segment(tokens, [], piece, first=not segments)
        if not segment.tokens:
            section = _under(segment.label, piece, lines, place)
        section = _opened(segment, text, piece) or section
        if segment.tokens or segment.topic is not Topic.BODY:
            segments.append(segment)
    for number, segment in enumerate(segments):
        segment.number = number
    return [part for segment in segments for part in divided(segment)], rows


def _tokens(piece: Piece) -> list[Token]:
    if piece.shape is Shape.ROW:
        return []
    words = tag(mend(joined_words(without_openers(tokenize(piece.text, piece.start)))))
    return bracket_value_choices(_compound(words))


def _compound(words: list[Token]) -> list[Token]:
    """``Purchase orders to suppliers`` at the start are things, and nobody is told to purchase."""
    first, second = [*words[:2], None, None][:2]
    if first is None or second is None or "VERB" not in {first.tag, second.tag} or not is_plural(second.word):
        return words
    if f"{first.word}_{noun_lemma(second.word)}" in known_things():
        first.tag, first.lemma = "NOUN", noun_lemma(first.word)
        second.tag, second.lemma = "NOUN", noun_lemma(second.word)
    return words


def _under(label: list[Token], piece: Piece, lines: list[Line], place: int) -> _Section:
    """The section that a heading opens; one over things with values of their own names none of them."""
    topic = topic_of(label)
    if topic is Topic.BODY and lists_things(lines, place):
        label = []
    return _Section(label, piece.paragraph, piece.shape is Shape.HEADING and topic in _LASTING)


def _opened(segment: Segment, text: str, piece: Piece) -> _Section | None:
    """The section that lasts for the rest of the line of its label."""
    if segment.topic in _LASTING and segment.label and not segment.bullet:
        return _Section(segment.label, piece.paragraph, _goes_on(text, piece))
    return None


def _leaves_people(segment: Segment, section: _Section) -> bool:
    """Whether a sentence after ``Users: clerk, driver.`` is about a thing: ``Trips have a date.``"""
    if segment.label != section.label:
        return bool(section.label) and _lists_values(segment.tokens) and not _names_somebody(segment.label)
    phrases = noun_phrases(segment.tokens)
    place = phrases[0].last + 1 if phrases and not phrases[0].first else len(segment.tokens)
    has = place < len(segment.tokens) and gives(segment.tokens, place)
    return has and not _names_somebody(segment.tokens[:place])


def _names_somebody(tokens: list[Token]) -> bool:
    phrases = noun_phrases(tokens)
    return any(is_person_word(thing_name(p)) or is_office(p) for p in phrases)


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
    if comma is None or within(tokens, comma) or tokens[comma].word == "and" or colon - comma > 4:
        return []
    label, before = tokens[comma + 1 : colon], tokens[:comma]
    lists = sum(t.word == "," for t in before) >= 1 and any(t.word in {"(", "with"} for t in before)
    phrases = noun_phrases(label)
    if not lists or len(phrases) != 1 or phrases[0].first or phrases[0].last != len(label) - 1:
        return []
    return [before]


def _segment(tokens: list[Token], section: list[Token], piece: Piece, first: bool) -> Segment:
    bullet = piece.shape is Shape.BULLET
    colon = label_sign(tokens, bullet, first)
    if colon is not None and bullet and section and topic_of(section) is Topic.BODY:
        tokens, colon = _of_section(tokens, colon)
    label = tokens[:colon] if colon is not None else section
    if colon is not None:
        dash = max(
            (i for i, t in enumerate(label) if t.word in _DASHES and label[i - 1].end < t.start and i),
            default=-1,
        )
        label = label[dash + 1 :] or label
        label = _as_name(strip_lead(label) or label)
    body = tokens[colon + 1 :] if colon is not None else tokens
    values = 0 < len(label) <= _LONGEST_NAME and _lists_values(body)
    if colon is not None and any(t.word == "," for t in body):
        label = _turned(label)
    if values:
        label[-1] = _noun(label[-1])
    topic = topic_of(label)
    if values and topic in {Topic.THINGS, Topic.REPORT} and is_log(label):
        topic = Topic.BODY
    if colon is not None and topic is Topic.BODY and section:
        outer = topic_of(section)
        topic = outer if outer is not Topic.THINGS else topic
    return Segment(body, label, topic, bullet=bullet, paragraph=piece.paragraph)


def _turned(label: list[Token]) -> list[Token]:
    """Of ``parts used`` each is a *used part*, besides the parts there are."""
    if len(label) < 2 or label[0].tag != "NOUN" or not is_plural(label[0].word) or label[1].tag == "NOUN":
        return label
    things, done = label[:2]
    if not is_participle(done.word) or done.word in give_words() or known_type([things.word]) is not None:
        return label
    named = replace(done, tag="NOUN", lemma=done.word, start=things.start)
    return [named, replace(things, end=done.end), *label[2:]]


def _as_name(label: list[Token]) -> list[Token]:
    """A label is a name: its only word is a noun even where it could be a verb."""
    named = [t for t in label if t.is_word]
    if 0 < len(named) <= 2 and named[-1].tag == "VERB" and "NOUN" in readings(named[-1].word):
        named[-1].tag, named[-1].lemma = "NOUN", noun_lemma(named[-1].word)
    return label


def _of_section(tokens: list[Token], colon: int) -> tuple[list[Token], int | None]:
    """Under a heading, ``condition: good / fair / poor`` is a value of what the heading names."""
    strokes = any(t.word in {"/", "|"} for t in tokens[colon + 1 :])
    if not strokes or not is_option_name(tokens[:colon]):
        return tokens, colon
    return value_with_options(tokens), None


def _lists_values(tokens: list[Token]) -> bool:
    """Whether a label stands before a list of values, so that it names what has them: ``Deceased:``."""
    return (
        sum(t.word == "," for t in tokens) >= _LEAST_COMMAS
        and all(t.word != "per" for t in tokens)
        and field_share(tokens) >= _MOSTLY
    )


def _noun(token: Token) -> Token:
    if token.tag not in {"VERB", "ADJ", "ADV"} or token.word in give_words():
        return token
    return replace(token, tag="NOUN", lemma=noun_lemma(token.word))


def _bare(tokens: list[Token]) -> list[Token]:
    """A heading without its colon and bracketed remarks."""
    kept: list[Token] = []
    for token in tokens:
        if token.word in {"(", ":", "-", "–"} and kept:
            break
        kept.append(token)
    return kept
