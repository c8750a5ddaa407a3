"""Clauses of a description that turn aside: what was, who said so, why, and what it is like or not to be."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sayso.catalogue.lexicon import profile_of
from sayso.catalogue.senses import Sense
from sayso.design.language.lemmas import inflect, is_participle, verb_lemma
from sayso.design.language.sentences import Shape, pieces
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.kit.words import singular

from .phrases import phrases, words

_SIGNS = frozenset(".,;:!?()–—-")
_HARD = frozenset({";", ":", "(", ")", "–", "—", "-"})
_TURNS = frozenset({"but", "because", "cuz", "coz", "otherwise"})
_JOINS = frozenset({"and", "so", "as", "since", "until", "while", "though", "although"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "BE", "HAVE", "DO", "MODAL"})
_OPENS = frozenset({"DET", "POSS", "PRON"})
_WAS = frozenset({"was", "were", "had", "did"})
_WHY = frozenset({"as", "since"})
_KNOWN = frozenset({"my", "our", "the", "from", "to", "by"})
_PAIR = 2
_ONLY = frozenset({"just", "now", "please", "only"})
_LONGEST_SUBJECT = 6
_JOINT = re.compile(r"[\s,;:–—-]*(?:\b(?:but|and|so)\b)?\s*", re.IGNORECASE)


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
        if piece.shape in {Shape.ROW, Shape.HEADING} or " " not in piece.text.strip():
            continue
        for start, end, nouns in _asides(list(_clauses(tag(tokenize(piece.text)))), piece.text):
            gone.append((piece.start + start, piece.start + end))
            refused += nouns
    rest = _without(text, gone)
    if not any(char.isalpha() for char in rest):
        return Asides(text)
    return Asides(rest, tuple(refused))


def _without(text: str, gone: list[tuple[int, int]]) -> str:
    """A text without stretches; a sentence of which something is left keeps its end."""
    place, kept = 0, ""
    for start, end in gone:
        kept = f"{kept}{text[place:start]}".rstrip(" ,;-–—(")
        is_joined = text[end : end + 1].isalnum()
        kept += " " if kept and is_joined else ""
        place = end
    return kept + text[place:]


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
        return following.word in _ONLY or (following.tag not in {"ADJ", "ADV"} and following.word != "that")
    return following.tag in _OPENS and _has_verb(tokens[place + 1 :]) and following.word != "that"


def _gives_reason(tokens: list[Token]) -> bool:
    """``as many of us are old``, and not ``as the owner I want``."""
    rest = tokens[1:]
    return bool(rest) and rest[0].word in words("reasons", "before") and _has_verb(rest)


def _has_verb(tokens: list[Token]) -> bool:
    for token in tokens:
        if token.word in _SIGNS:
            return False
        if token.tag in _VERBS:
            return True
    return False


def _asides(clauses: list[_Clause], sentence: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """The stretches of a sentence that turn aside, and the nouns of those that say what is not wanted."""
    refused = _refused(clauses)
    run: list[int] = []
    goes_on = False
    for at, clause in enumerate(clauses):
        goes_on = at in refused or _is_aside(clause) or (goes_on and _goes_along(clause))
        if goes_on:
            run.append(at)
        elif run:
            yield _stretch(run, refused, clauses, sentence)
            run = []
    if run:
        yield _stretch(run, refused, clauses, sentence)


def _stretch(
    run: list[int], refused: set[int], clauses: list[_Clause], sentence: str
) -> tuple[int, int, tuple[str, ...]]:
    nouns = (t.word for at in run if at in refused for t in clauses[at].tokens if t.tag in _NOUNS)
    return (*_bounds([clauses[at] for at in run], clauses, sentence), tuple(nouns))


def _refused(clauses: list[_Clause]) -> set[int]:
    """Clauses that say what is not wanted, with those before them that they speak of."""
    found: set[int] = set()
    for at, clause in enumerate(clauses):
        if _is_elsewhere(clause):
            found.add(at)
        elif _refuses(clause):
            first = at
            while first and not _names(clause):
                first -= 1
                if _finite(clauses[first].tokens) is not None:
                    break
            if not any(one.sign == ":" for one in clauses[first + 1 : at + 1]):
                found |= set(range(first, at + 1))
    return found


def _names(clause: _Clause) -> bool:
    """Whether a clause names itself what it refuses: ``invoices can wait``."""
    said = _plain(clause)
    place = min((said.find(one) for one in phrases("refused", "behind") if one in said), default=0)
    return any(token.tag in _NOUNS for token in clause.tokens[: len(said[:place].split())])


def _bounds(run: list[_Clause], clauses: list[_Clause], sentence: str) -> tuple[int, int]:
    """Where a stretch begins and ends, with the signs and joints that would hang in the air without it."""
    start, end = run[0].start, run[-1].end
    if run[0] is clauses[0]:
        joint = _JOINT.match(sentence, end)
        return start, len(sentence) if run[-1] is clauses[-1] else joint.end() if joint else end
    if run[0].sign == "(" and sentence[end : end + 1] == ")":
        return start, end + 1
    return start, end


def _refuses(clause: _Clause) -> bool:
    return any(f" {one} " in f" {_plain(clause)} " for one in phrases("refused", "behind"))


def _plain(clause: _Clause) -> str:
    """The words of a clause with its negations as people write them."""
    text = clause.words
    for verb in ("do", "does", "is", "are"):
        text = text.replace(f"{verb} not ", f"{verb}n't ")
    return text


def _goes_along(clause: _Clause) -> bool:
    """Whether a clause behind an aside belongs to it."""
    if clause.tokens[0].word == "so" or clause.tokens[0].tag == "WH" or clause.sign in {":", ";", ")"}:
        return False
    return not _wishes(clause)


def _wishes(clause: _Clause) -> bool:
    return any(token.word in words("wishes", "words") for token in clause.tokens)


def _is_aside(clause: _Clause) -> bool:
    return _is_reason(clause) or (
        not _wishes(clause)
        and (_is_past(clause) or _is_opinion(clause) or _is_imagined(clause) or _is_to_come(clause))
    )


def _is_reason(clause: _Clause) -> bool:
    opening = next((one for one in phrases("reasons", "openings") if clause.words.startswith(f"{one} ")), "")
    if opening in _WHY:
        return _gives_reason(clause.tokens)
    return bool(opening)


def _is_imagined(clause: _Clause) -> bool:
    return any(clause.words.startswith(f"{one} ") for one in phrases("imagined", "openings"))


def _is_opinion(clause: _Clause) -> bool:
    """``my cousin says just use paper``: somebody who has no part in the work is heard."""
    verb = _finite(clause.tokens)
    if verb is None or clause.tokens[verb].tag != "VERB":
        return False
    subject = [token for token in clause.tokens[:verb] if token.tag in _NOUNS]
    spoken = verb_lemma(clause.tokens[verb].word) in words("others", "verbs")
    if spoken and any(singular(one.word) in words("others", "people") for one in subject):
        return True
    is_own = [one.word for one in clause.tokens[:verb] if one.tag not in {"ADV", "CONJ"}] in (["i"], ["we"])
    return is_own and verb_lemma(clause.tokens[verb].word) in words("others", "own")


def _is_to_come(clause: _Clause) -> bool:
    """``a student is going to take photos``: what somebody will do, whom nobody else knows."""
    is_said = any(f" {one} " in f" {clause.words} " for one in phrases("others", "soon"))
    return is_said and clause.tokens[0].word in {"a", "an", "my", "our"}


def _is_elsewhere(clause: _Clause) -> bool:
    """``our bookkeeper does the invoices``: work that is left to others."""
    if _wishes(clause) or not any(verb_lemma(one.word) in words("others", "doing") for one in clause.tokens):
        return False
    said = [singular(one.word) for one in clause.tokens]
    return any(
        "_".join(said[at : at + length]) in words("others", "elsewhere")
        for at in range(len(said))
        for length in (1, 2)
        if length == _PAIR or (at and clause.tokens[at - 1].word in _KNOWN)
    )


def _is_past(clause: _Clause) -> bool:
    """Whether a clause tells what somebody did, and not what was done with a thing."""
    tokens = clause.tokens
    verb = _finite(tokens)
    if verb is None or _is_passive(tokens, verb) or not (_in_past(tokens[verb]) or _has_done(tokens, verb)):
        return False
    subject = [token for token in tokens[:verb] if token.tag not in {"ADV", "CONJ"}]
    if not subject or len(subject) > _LONGEST_SUBJECT or any(one.tag == "WH" for one in subject):
        return False
    if any(f" {one} " in f" {clause.words} " for one in phrases("past", "times")):
        return True
    if [one.tag for one in subject] == ["PRON"]:
        return True
    if any(one.tag == "PRON" for one in subject):
        return False
    if tokens[verb].tag in {"BE", "HAVE", "DO"}:
        return subject[0].tag in _OPENS
    if verb_lemma(tokens[verb].word) not in words("past", "verbs"):
        return False
    if not is_participle(tokens[verb].word):
        return True
    return subject[0].tag in _OPENS and _is_somebody(subject[-1]) and tokens[verb + 1 : verb + 2] != []


def _has_done(tokens: list[Token], verb: int) -> bool:
    """``we have tried``: something that is over, too."""
    rest = [token for token in tokens[verb + 1 :] if token.tag not in {"ADV", "NEG"}][:1]
    is_own = any(token.word in {"i", "we"} for token in tokens[:verb])
    return (
        is_own
        and tokens[verb].tag == "HAVE"
        and bool(rest)
        and rest[0].word != "got"
        and is_participle(rest[0].word)
    )


def _is_somebody(token: Token) -> bool:
    word = singular(token.word)
    return word in words("others", "people") or profile_of(word).sense in {Sense.PERSON, Sense.GROUP}


def _is_passive(tokens: list[Token], verb: int) -> bool:
    """``was grafted``, ``has been``: something was done with a thing."""
    if tokens[verb].tag not in {"BE", "HAVE"} or tokens[verb].word == "had" or _has_done(tokens, verb):
        return False
    rest = (token for token in tokens[verb + 1 :] if token.tag not in {"ADV", "NEG"})
    following = next(rest, None)
    return following is not None and following.tag != "NOUN" and is_participle(following.word)


def _finite(tokens: list[Token]) -> int | None:
    """Where the first verb of a clause stands; none where a question word comes before it."""
    for place, token in enumerate(tokens):
        if token.tag == "WH":
            return None
        is_verb = token.tag in _VERBS and (place or token.tag != "VERB")
        if is_verb or _tells(tokens, place):
            return place
    return None


def _tells(tokens: list[Token], place: int) -> bool:
    """Whether a word that was not taken for a verb is one in the past behind its subject."""
    return place > 0 and tokens[place - 1].tag in {*_NOUNS, "PRON", "ADV"} and _in_past(tokens[place])


@cache
def _is_past_form(word: str) -> bool:
    lemma = verb_lemma(word)
    return lemma != word and inflect(lemma, "VBD") == word


def _in_past(token: Token) -> bool:
    if token.tag in {"BE", "HAVE", "DO"}:
        return token.word in _WAS
    return token.tag != "MODAL" and _is_past_form(token.word)
