"""How a language writes numbers and days: data of the Unicode CLDR, kept in ``languages.json``."""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

DEFAULT = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """The signs of a language; empty ones are not known, so that nothing is taken for its own.

    ``order`` is that of day, month and year, as ``dmy``; empty where regions differ. ``months`` maps names in
    small letters to numbers, ``names`` are those that are written.
    """

    decimal: str = ""
    group: str = ""
    order: str = ""
    separator: str = ""
    months: dict[str, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()


UNKNOWN = Language()


@cache
def language_of(tag: str) -> Language:
    """The language of a tag such as ``de-AT``; its plain language where the region is not known."""
    wanted = tag.replace("_", "-").lower()
    while wanted:
        if wanted in _table():
            return _table()[wanted]
        wanted = wanted.rpartition("-")[0]
    return UNKNOWN


@cache
def _table() -> dict[str, Language]:
    raw = json.loads(Path(__file__).with_name("languages.json").read_text("utf-8"))
    return {tag.lower(): _language(tag, one) for tag, one in raw.items()}


def _language(tag: str, raw: dict[str, object]) -> Language:
    listed = raw["months"]
    months = {
        name: number
        for number, names in enumerate(listed if isinstance(listed, list) else [], start=1)
        for name in names
    }
    names = tuple(names[0] if names else "" for names in listed) if isinstance(listed, list) else ()
    if tag.partition("-")[0] in {"en", "nl", "pt", "it", "es", "fr", "pl", "ru"}:
        said = names
    else:
        said = tuple(name.capitalize() for name in names)
    if tag.startswith("en"):
        said = tuple(name.capitalize() for name in names)
    return Language(
        str(raw["decimal"]),
        plain_space(str(raw["group"])),
        str(raw["order"]),
        str(raw["separator"]),
        months,
        said,
    )


def plain_space(text: str) -> str:
    """Every kind of blank as the plain one, and every apostrophe."""
    return "".join(
        " " if one.isspace() or one in "\u00a0\u202f\u2009" else "'" if one in "’ʼ＇" else one for one in text
    )
