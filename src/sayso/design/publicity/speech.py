"""Sentences about people who need not sign in: ``anyone can book without an account``.

The wordings are in ``knowledge/public.toml``.
"""

import re
from dataclasses import dataclass
from functools import cache

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import load, word_set
from sayso.kit.words import singular

_REFUSING = re.compile(
    r"\b(?:nobody|no one|no-one|nothing|none|not|never|cannot|no longer|no)\b|n't\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Speech:
    """What a clause says: that something ``opens`` to anybody or closes.

    ``rest`` is what may be done or seen, in the words of the clause; ``silent`` are the places of what only
    says who need not sign in.
    """

    opens: bool
    rest: str
    silent: tuple[tuple[int, int], ...]


def speech_of(clause: str) -> Speech | None:
    """What a clause says about people who are not signed in; none where it speaks of something else."""
    return (
        _closing(clause)
        or _without_account(clause)
        or _from_outside(clause)
        or _met_online(clause)
        or _public_form(clause)
        or _called_public(clause)
    )


def _is_anybody(who: str, kind: str = "anybody") -> bool:
    """Whether these words mean people in general, rather than a thing."""
    words = re.findall(r"[\w-]+", who.lower())
    known = word_set("public", "words", kind)
    return any(word in known or singular(word) in known for word in words[-3:]) or (
        kind == "anybody" and any(is_person_word(singular(word)) for word in words[-3:])
    )


def _without_account(clause: str) -> Speech | None:
    for way in _ways("without"):
        match = way.search(clause)
        if match is not None:
            rest = f"{clause[: match.start()]} {clause[match.end() :]}"
            if _REFUSING.search(rest):
                return None
            who = _subject().match(clause)
            passing = (
                who is not None and who.end("may") < match.start() and _is_anybody(who["who"], "passing")
            )
            subject = ((0, who.start("rest")),) if who is not None and passing else ()
            return Speech(True, _done(rest), (*subject, match.span()))
    return None


def _from_outside(clause: str) -> Speech | None:
    match = _ways("outside")[0].match(clause)
    if match is None:
        return None
    return Speech(not _REFUSING.search(match["may"]), match["what"], ((0, match.start("what")),))


def _met_online(clause: str) -> Speech | None:
    """``anyone can submit a complaint`` where it is said to be online, or with a link."""
    match = _ways("online")[0].match(clause)
    if match is None or _ways("online")[1].search(clause) is None or _ways("online")[2].search(clause):
        return None
    does = match["what"].split()[0].lower() in word_set("public", "words", "doing")
    if not does or _REFUSING.search(clause):
        return None
    return Speech(True, match["what"], ())


def _public_form(clause: str) -> Speech | None:
    """``public form for damage reports``: what is filled in there is added by anybody."""
    match = _ways("form")[0].match(clause)
    if match is None or _REFUSING.search(clause):
        return None
    return Speech(True, f"submit {match['what']}", ((0, match.start("what")),))


def _called_public(clause: str) -> Speech | None:
    words = set(re.findall(r"[\w-]+", clause.lower()))
    if words & word_set("public", "words", "undecided"):
        return None
    for way in _ways("called"):
        match = way.search(clause)
        if match is not None:
            # a public page that is wished for says what is on it as well
            silent = ((0, len(clause)),) if way.pattern.startswith("^") else ()
            return Speech(True, match["what"].strip(), silent)
    return None


def _closing(clause: str) -> Speech | None:
    for way in _ways("closing"):
        match = way.search(clause)
        if match is not None:
            return Speech(False, (match.groupdict().get("what") or "").strip(), ())
    match = _ways("without")[0].search(clause)
    if match is not None and _REFUSING.search(clause[: match.start()]):
        return Speech(False, _done(clause[: match.start()]), ())
    return None


def _done(text: str) -> str:
    """What may be done, without who may do it."""
    text = " ".join(text.split()).strip(" ,.;:-")
    match = _subject().match(text) or _ways("doing")[0].match(text)
    return match["rest"] if match is not None and _is_anybody(match["who"]) else text


def _any(name: str) -> str:
    """A pattern for any of the words of a list."""
    words = sorted(word_set("public", "words", name), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ -]") for word in words)


@cache
def _ways(kind: str) -> tuple[re.Pattern[str], ...]:
    """The wordings of one kind."""
    return tuple(_compiled(way) for way in load("public")[kind]["ways"])


@cache
def _subject() -> re.Pattern[str]:
    return _compiled(r"^{lead}(?P<who>[\w' ,/-]{2,60}?)(?P<may>(?: (?:{may}))+) (?P<rest>.+)$")


def _compiled(way: str) -> re.Pattern[str]:
    parts: dict[str, str] = load("public")["parts"]
    while names := re.findall(r"\{([a-z]+)\}", way):
        for name in names:
            way = way.replace(f"{{{name}}}", parts[name] if name in parts else _any(name))
    return re.compile(way, re.IGNORECASE)
