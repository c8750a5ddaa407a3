"""Clauses of a description that turn aside: what was, who said so, why, and what it is like or not to be."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sayso.catalogue.lexicon import profile_of
from sayso.catalogue.senses import Sense
from sayso.design.language.lemmas import inflect, is_participle, verb_lemma
from sayso.design.language.sentences import Shape, pieces
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.kit.words import singular

_SIGNS = frozenset(".,;:!?()–—-")
_HARD = frozenset({";", ":", "(", ")", "–", "—", "-"})
_TURNS = frozenset({"but", "because", "cuz", "coz", "otherwise"})
_JOINS = frozenset({"and", "so", "as", "since", "until", "while", "though", "although"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "BE", "HAVE", "DO", "MODAL"})
_OPENS = frozenset({"DET", "POSS", "PRON"})
_WAS = frozenset({"was", "were", "had", "did"})
_WHY = frozenset({"as", "since"})
_LONGEST_SUBJECT = 6


@dataclass(frozen=True, slots=True)
class Asides:
    """A text without its asides, and the nouns of those that say what is not wanted."""

    text: str
    refused: tuple[str, ...] = ()


def without_asides(text: str) -> Asides:
    """A description without clauses that say nothing of what is to be kept; as it is where that is all."""
    gone: list[tuple[int, int]] = []
    refused: list[str] = []
    for piece in pieces(text):
        if piece.shape in {Shape.ROW, Shape.HEADING}:
            continue
        clauses = list(_clauses(tag(tokenize(piece.text))))
        for start, end, is_refused in _asides(clauses, piece.text):
            gone.append((piece.start + start, piece.start + end))
            if is_refused:
                refused += [t.word for one in clauses for t in one.tokens if t.tag in _NOUNS]
    rest = _without(text, gone)
    if not any(char.isalpha() for char in rest):
        return Asides(text)
    return Asides(rest, tuple(refused))


def _without(text: str, gone: list[tuple[int, int]]) -> str:
    """A text without stretches; a sentence of which something is left keeps its end."""
    place, parts = 0, []
    for start, end in gone:
        parts.append(text[place:start].rstrip(" ,;-–—(") if end else text[place:start])
        place = end
    return "".join([*parts, text[place:]])


@dataclass(slots=True)
class _Clause:
    """Words between two signs or joints; ``sign`` is what stands before them."""

    tokens: list[Token]
    sign: str

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def words(self) -> str:
        return " ".join(token.word for token in self.tokens)


def _clauses(tokens: list[Token]) -> Iterator[_Clause]:
    """The clauses of a sentence."""
    found: list[Token] = []
    sign = ""
    for place, token in enumerate(tokens):
        is_sign = token.word in _SIGNS or token.word[:1] in {".", "!", "?"}
        if found and (is_sign or _turns(tokens, place)):
            yield _Clause(found, sign)
            found, sign = [], ""
        if is_sign:
            sign = token.word if token.word != "," or not sign else sign
        else:
            found.append(token)
    if found:
        yield _Clause(found, sign)


def _turns(tokens: list[Token], place: int) -> bool:
    """Whether a new clause begins at a word."""
    word = tokens[place].word
    if word in _TURNS:
        return True
    if word not in _JOINS or place + 1 >= len(tokens):
        return False
    following = tokens[place + 1]
    if word in _WHY:
        return _gives_reason(tokens[place:])
    if word == "so":
        return following.tag not in {"ADJ", "ADV"} and following.word != "that"
    return following.tag in _OPENS and _has_verb(tokens[place + 1 :]) and following.word != "that"


def _gives_reason(tokens: list[Token]) -> bool:
    """``as many of us are old``, and not ``as the owner I want``."""
    rest = tokens[1:]
    return bool(rest) and rest[0].word in _words("reasons", "before") and _has_verb(rest)


def _has_verb(tokens: list[Token]) -> bool:
    for token in tokens:
        if token.word in _SIGNS:
            return False
        if token.tag in _VERBS:
            return True
    return False


def _asides(clauses: list[_Clause], sentence: str) -> Iterator[tuple[int, int, bool]]:
    """The stretches of a sentence that turn aside, and whether each says what is not wanted."""
    behind = next((at for at, one in enumerate(clauses) if _refuses(one)), None)
    if behind is not None and not _is_list(clauses[:behind]):
        yield clauses[0].start, len(sentence), True
        return
    run: list[_Clause] = []
    goes_on = False
    for clause in clauses:
        is_own = _is_aside(clause)
        goes_on = is_own or (goes_on and _goes_along(clause))
        if goes_on:
            run.append(clause)
        elif run:
            yield run[0].start, run[-1].end, False
            run = []
    if run:
        whole = run[0] is clauses[0] and run[-1] is clauses[-1]
        yield run[0].start, len(sentence) if whole else run[-1].end, False


def _is_list(clauses: list[_Clause]) -> bool:
    """Whether what stands before a refusal is a list behind a colon, of which it refuses the last thing only."""
    return any(clause.sign == ":" for clause in clauses)


def _refuses(clause: _Clause) -> bool:
    return any(f" {one} " in f" {_plain(clause)} " for one in _phrases("refused", "behind"))


def _plain(clause: _Clause) -> str:
    """The words of a clause with its negations as people write them."""
    words = clause.words
    for verb in ("do", "does", "is", "are"):
        words = words.replace(f"{verb} not ", f"{verb}n't ")
    return words


def _goes_along(clause: _Clause) -> bool:
    """Whether a clause behind an aside belongs to it."""
    if clause.tokens[0].word == "so" or clause.tokens[0].tag == "WH" or clause.sign in {":", ";", ")"}:
        return False
    return not _wishes(clause)


def _wishes(clause: _Clause) -> bool:
    return any(token.word in _words("wishes", "words") for token in clause.tokens)


def _is_aside(clause: _Clause) -> bool:
    return _is_reason(clause) or (
        not _wishes(clause) and (_is_past(clause) or _is_opinion(clause) or _is_imagined(clause))
    )


def _is_reason(clause: _Clause) -> bool:
    opening = next((one for one in _phrases("reasons", "openings") if clause.words.startswith(f"{one} ")), "")
    if opening in _WHY:
        return _gives_reason(clause.tokens)
    return bool(opening)


def _is_imagined(clause: _Clause) -> bool:
    return any(clause.words.startswith(f"{one} ") for one in _phrases("imagined", "openings"))


def _is_opinion(clause: _Clause) -> bool:
    """``my cousin says just use paper``: somebody who has no part in the work is heard."""
    verb = _finite(clause.tokens)
    if verb is None or clause.tokens[verb].tag != "VERB":
        return False
    subject = [token for token in clause.tokens[:verb] if token.tag in _NOUNS]
    spoken = verb_lemma(clause.tokens[verb].word) in _words("others", "verbs")
    return spoken and any(singular(one.word) in _words("others", "people") for one in subject)


def _is_past(clause: _Clause) -> bool:
    """Whether a clause tells what somebody did, and not what was done with a thing."""
    tokens = clause.tokens
    verb = _finite(tokens)
    if verb is None or not _in_past(tokens[verb]) or _is_passive(tokens, verb):
        return False
    subject = [token for token in tokens[:verb] if token.tag not in {"ADV", "CONJ"}]
    if not subject or len(subject) > _LONGEST_SUBJECT or any(one.tag == "WH" for one in subject):
        return False
    if any(f" {one} " in f" {clause.words} " for one in _phrases("past", "times")):
        return True
    if [one.tag for one in subject] == ["PRON"]:
        return True
    if any(one.tag == "PRON" for one in subject):
        return False
    if tokens[verb].tag in {"BE", "HAVE", "DO"}:
        return subject[0].tag in _OPENS
    if verb_lemma(tokens[verb].word) not in _words("past", "verbs"):
        return False
    if not is_participle(tokens[verb].word):
        return True
    return subject[0].tag in _OPENS and _is_somebody(subject[-1]) and tokens[verb + 1 : verb + 2] != []


def _is_somebody(token: Token) -> bool:
    word = singular(token.word)
    return word in _words("others", "people") or profile_of(word).sense in {Sense.PERSON, Sense.GROUP}


def _is_passive(tokens: list[Token], verb: int) -> bool:
    """``was grafted``, ``has been``: something was done with a thing."""
    if tokens[verb].tag not in {"BE", "HAVE"} or tokens[verb].word == "had":
        return False
    rest = (token for token in tokens[verb + 1 :] if token.tag not in {"ADV", "NEG"})
    following = next(rest, None)
    return following is not None and following.tag != "NOUN" and is_participle(following.word)


def _finite(tokens: list[Token]) -> int | None:
    """Where the first verb of a clause stands; none where a question word comes before it."""
    for place, token in enumerate(tokens):
        if token.tag == "WH":
            return None
        if token.tag in {"BE", "HAVE", "DO", "MODAL"} or (token.tag == "VERB" and place) or _tells(tokens, place):
            return place
    return None


def _tells(tokens: list[Token], place: int) -> bool:
    """Whether a word that was not taken for a verb is one in the past behind its subject."""
    return 0 < place and tokens[place - 1].tag in {*_NOUNS, "PRON", "ADV"} and _in_past(tokens[place])


@cache
def _is_past_form(word: str) -> bool:
    lemma = verb_lemma(word)
    return lemma != word and inflect(lemma, "VBD") == word


def _in_past(token: Token) -> bool:
    if token.tag in {"BE", "HAVE", "DO"}:
        return token.word in _WAS
    return token.tag != "MODAL" and _is_past_form(token.word)


@cache
def _rows() -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = tomllib.loads(
        Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
    )
    return rows


@cache
def _words(section: str, name: str) -> frozenset[str]:
    return frozenset(_rows()[section][name].split())


@cache
def _phrases(section: str, name: str) -> tuple[str, ...]:
    return tuple(phrase for one in _rows()[section][name].split("|") if (phrase := " ".join(one.split())))
