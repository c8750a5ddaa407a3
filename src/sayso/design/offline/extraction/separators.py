"""Semicolons and strokes that set things or labelled lists apart within one segment."""

import itertools
from dataclasses import replace

from sayso.design.language.lemmas import is_plural
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token

from .evidence import Segment, Topic
from .label_sign import label_sign, within
from .thing_names import may_be_thing
from .topics import topic_of


def divided(segment: Segment) -> list[Segment]:
    """Semicolons separate what is listed under ``we need:``, and anything said after a first list."""
    places = [i for i, t in enumerate(segment.tokens) if t.word == ";" and not within(segment.tokens, i)]
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
            inner = label_sign(tokens, bullet=True, first=False)
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
    labelled = any(label_sign(part, bullet=True, first=False) is not None for part in parts)
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
    places = [i for i in places if not within(tokens, i)]
    if places and sum(t.word == "," for t in tokens[: places[0]] if segment.label) >= 2:
        return []
    rich = any(t.word in {"(", "with", "-", "–", ","} for t in tokens)
    plurals = sum(is_plural(t.word) and t.tag == "NOUN" for t in tokens)
    return places if len(places) >= 2 and rich and plurals >= 2 and segment.topic is not Topic.STATE else []


def _inner_topic(label: list[Token], outer: Topic) -> Topic:
    """``Permissions: clerk - edits; auditor - reads``: what follows a role is still about roles."""
    topic = topic_of(label)
    return Topic.ROLE if topic is Topic.BODY and outer is Topic.ROLE else topic
