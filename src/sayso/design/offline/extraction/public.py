"""Sentences about people who need not sign in are set aside: they make nobody a role, no account a thing."""

import re
from itertools import pairwise

from sayso.design.knowledge.load import word_set
from sayso.design.language.tokens import Token, quote
from sayso.design.publicity.speech import speech_of

from .actor_segments import told_parts
from .evidence import Evidence, PublicClue, Topic


def read_public(evidence: Evidence) -> None:
    """Note such sentences, and leave of their words what also tells of things."""
    for segment in evidence.segments:
        if segment.topic is Topic.LATER:
            continue
        parts = [part for told in told_parts(segment.tokens) for part in _after_lists(told)]
        met = [_silent(evidence, part) or _silent_under(evidence, segment.label, part) for part in parts]
        silent = {id(token) for tokens in [*met, _silent(evidence, segment.label)] for token in tokens}
        if silent:
            segment.tokens = [token for token in segment.tokens if id(token) not in silent]
            segment.label = [token for token in segment.label if id(token) not in silent]


def _after_lists(part: list[Token]) -> list[list[Token]]:
    """``events (title, venue), attendees buy tickets``: what comes after a list in brackets stands apart."""
    cuts = [i + 1 for i, (a, b) in enumerate(pairwise(part)) if (a.word, b.word) == (")", ",")]
    bounds = [0, *cuts, len(part)]
    pieces = [part[start + (start > 0) : end] for start, end in pairwise(bounds)]
    return [piece for piece in pieces if piece]


def _silent_under(evidence: Evidence, label: list[Token], part: list[Token]) -> list[Token]:
    """``online form: anyone can submit one``: the label says where somebody meets it."""
    if not label or label[0].start > part[0].start:
        return []
    inside = {id(token) for token in part}
    return [token for token in _silent(evidence, [*label, *part]) if id(token) in inside]


def _silent(evidence: Evidence, part: list[Token]) -> list[Token]:
    """The words of a part that only say who need not sign in."""
    if not part:
        return []
    said = re.sub(r"\s", " ", quote(evidence.text, part).replace("’", "'")).rstrip(" .!?;,:")
    speech = speech_of(said)
    if speech is None or not speech.opens:
        return []
    start = part[0].start
    evidence.public.append(PublicClue(said, start, part[-1].end))
    if not speech.silent:
        _nobody_known(part)
    return [t for t in part if any(first <= t.start - start < last for first, last in speech.silent)]


def _nobody_known(part: list[Token]) -> None:
    """The visitors who come by are not kept."""
    for token in part:
        if token.tag == "NOUN" and token.word in word_set("public", "words", "strangers"):
            token.word = token.lemma = "anyone"
            token.tag = "PRON"
