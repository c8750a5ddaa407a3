"""Items of a list that speak of software or looks, left out of a sentence that also names things."""

import re

from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.kit.words import singular

from .weight import terms, weight_of

_COMMA = re.compile(r",\s*(?:and\s+|or\s+|plus\s+)?(?![^()]*\))", re.IGNORECASE)
_JOINT = re.compile(r"\s+(?:and|plus)\s+", re.IGNORECASE)
_VERBS = frozenset({"BE", "HAVE", "DO", "MODAL", "VERB"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_ONE = frozenset({"a", "an", "the"})
_ENDS = frozenset({"PREP", "WH", "TO"})
_LEADS = frozenset({"with", "includes", "including"})
_LEAST = 2
_MOSTLY = 3
_BARE = 2


def without_items(sentence: str) -> tuple[str, str]:
    """A sentence without those items of its list that speak of software, and these."""
    body = sentence.rstrip(" .!;\n")
    end = sentence[len(body) :]
    parts = [one for one in _COMMA.split(body) if one.strip()]
    if parts and len(joined := _JOINT.split(parts[-1], maxsplit=1)) > 1:
        parts[-1:] = joined
    if len(parts) < _LEAST:
        return sentence, ""
    at = _opening(parts[0])
    opening, items = parts[0][:at], [parts[0][at:], *parts[1:]]
    is_loose = _is_of_site(tag(tokenize(opening)))
    gone = [one for one in items if _is_talk(one, is_loose=is_loose)]
    if not gone:
        return sentence, ""
    kept = [one for one in items if one not in gone]
    is_mostly = len(gone) >= _MOSTLY * len(kept)
    if is_mostly or not any(weight_of(tag(tokenize(one))).other for one in (opening, *kept)):
        return "", sentence
    listed = ", ".join(kept[:-1]) + (" and " if len(kept) > 1 else "") + kept[-1]
    return f"{opening}{listed}{end}", ", ".join(gone)


def is_of_screens_only(tokens: list[Token]) -> bool:
    """Whether words without a verb name a part of screens: ``a slider with photos of the stage on top``."""
    return not weight_of(tokens).is_sentence and weight_of(_head(tokens)).is_item


def _opening(part: str) -> int:
    """Where the first item of a list begins: behind its verb, or a joint like *with*."""
    tokens = tag(tokenize(part))
    found = [one.end for one in tokens if one.tag in _VERBS or one.word in _LEADS]
    if not found:
        return 0
    rest = part[found[-1] :]
    return found[-1] + len(rest) - len(rest.lstrip())


def _is_of_site(tokens: list[Token]) -> bool:
    """Whether a sentence says what a website has: then what may be a part of screens is one."""
    nouns = [one.word for one in tokens if one.tag in _NOUNS]
    return bool(nouns) and all(singular(one) in terms()["sites"] for one in nouns)


def _is_talk(item: str, *, is_loose: bool) -> bool:
    """Whether what an item names is a part of software: *a kanban view*, and not *photos of the garden*."""
    head = _head(tag(tokenize(item)))
    weight = weight_of(head)
    if len(head) > _BARE and head[0].word in _ONE and head[-1].word in terms()["parts"]:
        return True
    return weight.is_item or (is_loose and not weight.other and bool(weight.sure or weight.perhaps))


def _head(tokens: list[Token]) -> list[Token]:
    """The words of an item before what says more of it."""
    end = next((at for at, one in enumerate(tokens) if at and one.tag in _ENDS), len(tokens))
    return tokens[:end]
