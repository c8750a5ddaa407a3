"""Roundabout ways to wish for something, put into the plain words that the intents know."""

import re
import tomllib
from functools import cache
from pathlib import Path

from .words import pattern

_FILE = Path(__file__).parent / "rewording.toml"
_Ways = tuple[tuple[re.Pattern[str], str], ...]
_START_END = re.compile(
    r"\b(start|first|pick-?up|opening|arrival|begin(?:ning)?) ?(?:and|&|/|,) ?(?:an? |the )?"
    r"(end|last|return|closing|departure|drop-?off|delivery) (names?|times?|dates?)\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?:can't|cannot|can not|must not|mustn't|may not|not|shouldn't|should not|don't|never) (?:be "
    r"able to )?"
    r"(?:see|view|read|access|look at) (?:other people's|others'?|somebody else's|someone else's|each "
    r"other's|"
    r"other \w+s'?|those of others|anyone else's) ",
    re.IGNORECASE,
)
_TYPED = re.compile(
    r"(?:,? (?:that's|it's|that is|it is|which is|as) an?|,) (decimal number|whole "
    r"number|image|photo|picture|number|date|text|checkbox|time|"
    r"long text|file|link|price|amount of money)$",
    re.IGNORECASE,
)
_ARROW = re.compile(r"\s*(?:->|=>|→)\s*(?=(?:an? )?(?:dropdown|drop-down|select|list|checkbox)\b)")
_PERCENT = re.compile(r"\b(plus|minus) (\d{1,2})\s?(?:%|per ?cent)", re.IGNORECASE)


@cache
def _bases() -> dict[str, str]:
    """The verb of each form: ``delete`` for deleted and deleting."""
    verbs = tomllib.loads(_FILE.read_text(encoding="utf-8"))["verbs"]
    return {form: verb for verb, forms in verbs.items() for form in str(forms).split()}


@cache
def _ways(label: str) -> _Ways:
    """The patterns of one list, with their parts filled in."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    doing = [form for form in _bases() if form.endswith("ing")]
    done = [form for form in _bases() if not form.endswith("ing")]
    parts = {**read["parts"], "done": f"(?P<v>{'|'.join(done)})", "doing": f"(?P<v>{'|'.join(doing)})"}

    def filled(way: str) -> re.Pattern[str]:
        return pattern(re.sub(r"@([a-z]+)@", lambda match: str(parts[match[1]]), way))

    return tuple((filled(row["way"]), row["plain"]) for row in read[label])


def _with_share(match: re.Match[str]) -> str:
    share = int(match[2]) / 100
    return f"times {1 + share if match[1].lower() == 'plus' else 1 - share:g}"


def rewordings(clause: str) -> list[str]:
    """A clause in plain words, as often as it fits a roundabout way, and as it stands."""
    clause = _START_END.sub(lambda m: f"{m[1]} {m[3]} and {m[2]} {m[3]}", clause)
    clause = _TYPED.sub(r" (\1)", _OTHERS.sub("can only see their own ", clause))
    clause = _PERCENT.sub(_with_share, _ARROW.sub(" is a ", clause))
    return [*_plain(clause, _ways("first")), clause, *_plain(clause, _ways("last"))]


def _plain(clause: str, ways: _Ways) -> list[str]:
    found: list[str] = []
    for way, plain in ways:
        match = way.match(clause)
        if match is not None:
            groups = {name: (text or "everything").strip() for name, text in match.groupdict().items()}
            if "v" in groups:
                groups["v"] = _bases().get(groups["v"].lower(), groups["v"])
            found.append(plain.format(**groups))
    return found
