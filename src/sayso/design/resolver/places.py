"""Places as they are said: what is to go where, and beside what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.design.language.lemmas import verb_lemma
from sayso.reader.types import COMMANDS

from .vocabulary import listed
from .work import Work

NAMED = ("part", "report", "page", "attr", "thing")


@dataclass(frozen=True, slots=True)
class Place:
    """A wish: what goes where, and the spans beside which it goes."""

    what: tuple[int, ...]
    where: int
    anchors: tuple[int, ...]


def said_of_places(work: Work, at: int) -> list[int]:
    """All that is said of places; without a verb, of everything that has one: *board left, chart right*."""
    roots = [at] if work.role(at) in COMMANDS else [
        one for one in work.under(None)
        if work.role(one) not in COMMANDS and any(work.role(i) == "where" for i in work.below(one))
    ]  # fmt: skip
    return sorted(one for root in roots for one in (root, *work.below(root)))


def page_with(work: Work, everything: Sequence[int]) -> list[int]:
    """The page whose parts are told after it: *the page Stage, with the board on the left*."""
    first, spans = min(everything), work.reading.spans
    pages = [one for one in range(first) if work.role(one) == "page"]
    between = work.reading.text[spans[pages[-1]].end : spans[first].start] if pages else ""
    return pages[-1:] if _WITH.search(between) else []


_WITH = re.compile(r"^[^.!?;]*\bwith\b[^.!?;]*$", re.IGNORECASE)


def spoken_of_before(work: Work, at: int) -> list[int]:
    """What an earlier command of the message was about, where this one says no more than *it*."""
    spans = work.reading.spans
    for one in reversed(range(at)):
        if work.role(one) in NAMED and work.command(one) is not None:
            if work.role(one) == "part" and work.role(work.head(one) or one) == "change":
                continue
            between = work.reading.text[spans[one].end : spans[at].start]
            is_it = _IT.search(between + work.reading.text[spans[at].start : spans[at].end + 8])
            return [one] if is_it or _AND.search(between) else []
    return []


_AND = re.compile(r"[^.!?;]*\band (?:then )?$", re.IGNORECASE)


_IT = re.compile(r"\b(?:it|that|this)\b", re.IGNORECASE)


def subjects_of(work: Work, everything: Sequence[int]) -> list[int]:
    """What is to be put somewhere: not what it goes beside, nor what only says which one is meant."""
    anchors = {one for where in everything if work.role(where) == "where" for one in work.below(where)}
    free = [
        one
        for one in everything
        if one not in anchors and not (work.role(one) == "part" and one in work.used)
    ]
    for roles in (("part", "report"), ("attr",), ("page",), ("thing",)):
        found = [
            one for one in free
            if work.role(one) in roles and not _is_location(work, one)
            and not any(work.role(up) in roles for up in work.above(one))
        ]  # fmt: skip
        if found:
            return found
    return []


def _is_location(work: Work, at: int) -> bool:
    """Whether a page only says where: *at the top of Sales*."""
    return work.role(at) == "page" and _ON.search(work.before(at)) is not None


_ON = re.compile(r"\b(?:of|on|onto|in|into)\s+(?:(?:the|our|my)\s+)?(?:page\s+)?[\"'“]?$", re.IGNORECASE)


def is_plain(work: Work, where: int) -> bool:
    """Whether all words of a place are understood."""
    return set(re.findall(r"[a-z-]+", work.text(where).lower())) <= listed("places")


def is_exchange(work: Work, at: int) -> bool:
    words = re.findall(r"[a-z]+", work.text(at).lower())
    return bool({"change", "changing"} & set(words) and "places" in words) or any(
        verb_lemma(word) in listed("swapping") for word in words
    )


def places_of(
    work: Work, wheres: Sequence[int], subjects: Sequence[int], located: Sequence[int]
) -> list[Place] | None:
    """Which goes where: by the heads, and where those do not tell, in the order of the words."""
    anchors = {
        where: tuple(one for one in work.under(where, *NAMED) if one not in located) for where in wheres
    }
    own = {where: head for where in wheres if (head := work.head(where)) in subjects}
    rest = [where for where in wheres if where not in own]
    free = [one for one in subjects if one not in own.values()]
    if len(rest) == 1 and free:
        pairs = [(tuple(free), rest[0])]
    elif len(rest) == len(free):
        pairs = [((one,), where) for one, where in zip(free, rest, strict=True)]
    else:
        return None
    pairs += [((one,), where) for where, one in own.items() if one is not None]
    pairs.sort(key=lambda pair: pair[0])
    return [Place(what, where, anchors[where]) for what, where in pairs]
