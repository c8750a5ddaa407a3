"""Sentences about people who need not sign in are set aside: they make nobody a role, no account a thing."""

import re

from sayso.design.language.tokens import Token, quote
from sayso.design.offline.public_speech import speech_of

from .evidence import Evidence, PublicClue, Topic
from .told_parts import told_parts


def read_public(evidence: Evidence) -> None:
    """Note such sentences, and leave of their words what also tells of things."""
    for segment in evidence.segments:
        if segment.topic is Topic.LATER:
            continue
        parts = [*told_parts(segment.tokens), segment.label]
        silent = {id(token) for part in parts if part for token in _silent(evidence, part)}
        if silent:
            segment.tokens = [token for token in segment.tokens if id(token) not in silent]
            segment.label = [token for token in segment.label if id(token) not in silent]


def _silent(evidence: Evidence, part: list[Token]) -> list[Token]:
    """The words of a part that only say who need not sign in."""
    said = re.sub(r"\s", " ", quote(evidence.text, part).replace("’", "'")).rstrip(" .!?;,:")
    speech = speech_of(said)
    if speech is None or not speech.opens:
        return []
    start = part[0].start
    evidence.public.append(PublicClue(said, start, part[-1].end))
    return [t for t in part if any(first <= t.start - start < last for first, last in speech.silent)]
