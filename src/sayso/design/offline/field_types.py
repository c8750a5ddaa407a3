"""The type of a field from its name, by the patterns of ``knowledge/fields.toml``."""

from functools import cache

from sayso.design.knowledge.known import known_things
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle, is_plural, noun_lemma
from sayso.spec.model import FieldType

_LONGEST = 4
MEASURES = frozenset(
    [
        "kg",
        "g",
        "lb",
        "l",
        "ml",
        "cl",
        "dl",
        "m",
        "cm",
        "mm",
        "km",
        "c",
        "f",
        "min",
        "mins",
        "kw",
        "kwh",
        "kwp",
        "pct",
        "ha",
        "sqm",
        "m2",
        "m3",
        "gsm",
        "cc",
        "psi",
        "bar",
        "mg",
        "µg",
        "m2",
        "m3",
        "m²",
        "m³",
        "sqft",
        "h",
        "hrs",
        "bar",
        "kv",
        "kcal",
    ]
)


@cache
def _patterns(section: str) -> dict[tuple[str, ...], str]:
    table: dict[tuple[str, ...], str] = {}
    for kind, words in load("fields")[section].items():
        for entry in str(words).split():
            table.setdefault(tuple(entry.split("_")), kind)
    return table


def known_type(words: list[str]) -> FieldType | None:
    """The type that these words of a name tell, or None when they tell nothing."""
    if not words:
        return None
    if len(words) > 1 and words[-1] in load("units")["currencies"]:
        return FieldType.MONEY
    if len(words) > 1 and words[-1] in MEASURES:
        return FieldType.DECIMAL
    singulars = [noun_lemma(word) for word in words]
    whole = _patterns("whole")
    for form in (tuple(words), tuple(singulars)):
        if form in whole:
            return FieldType(whole[form])
    if len(words) == 2 and words[0] in {"next", "last", "previous"} and _happens(singulars[1:]):
        return FieldType.DATE
    return (
        _measured(words)
        or _first(words)
        or _last(words, singulars)
        or _dated(singulars, words)
        or _participle(words)
    )


def _measured(words: list[str]) -> FieldType | None:
    """``amount paid``, ``hours estimated`` and ``odometer start`` are of the kind of their first word."""
    if len(words) < 2:
        return None
    kind = _last(words[:-1], [noun_lemma(word) for word in words[:-1]])
    kind = FieldType.DECIMAL if words[-2] in MEASURES else kind
    if kind not in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}:
        return None
    counted = words[-2] in {"amount", "quantity"} or is_plural(words[-2])
    if words[-1] in {"start", "end"} and kind is not FieldType.MONEY and not counted:
        return kind
    return kind if counted and len(words) == 2 and is_participle(words[-1]) else None


def _first(words: list[str]) -> FieldType | None:
    table = _patterns("first")
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        kind = table.get(tuple(words[:length]))
        if kind is not None:
            return FieldType.INTEGER if kind == "duration" else FieldType(kind)
    return None


def _last(words: list[str], singulars: list[str]) -> FieldType | None:
    table = _patterns("last")
    for length in range(min(_LONGEST, len(words)), 0, -1):
        for form in (tuple(words[-length:]), tuple(singulars[-length:])):
            if form in table:
                found = FieldType(table[form])
                several = found is FieldType.ENUM and is_plural(words[-1])
                return FieldType.MULTI_ENUM if several else found
    return None


def _dated(singulars: list[str], words: list[str]) -> FieldType | None:  # noqa: C901 - a ladder of readings, tried in order
    if singulars[0] == "date" or (
        singulars[-1] in {"by", "until", "from"} and len(singulars) > 1 and "date" in singulars
    ):
        return FieldType.DATE
    if singulars[0] in {"start", "end", "beginning"} and singulars[1:2] == ["of"]:
        return FieldType.DATE
    if singulars[0] in {"next", "last", "previous"} and _happens(singulars[1:]):
        return FieldType.DATE
    if singulars[0] in {"number", "percentage"} and len(singulars) > 1:
        return FieldType.INTEGER if singulars[0] == "number" else FieldType.DECIMAL
    if (
        singulars[-1] in {"on", "at", "by"}
        and len(singulars) > 1
        and singulars[-2] in {"expires", "expire", "needed", "valid", "due", "starts", "ends"}
    ):
        return FieldType.DATE
    if singulars[0] == "time" and singulars[-1] in {"in", "out", "on", "off", "start", "end", "from", "to"}:
        return FieldType.TIME
    if singulars[0] in {"amount", "price", "cost", "fee"} and len(singulars) > 1:
        return FieldType.MONEY
    if singulars[0] in {"maximum", "minimum"} and len(singulars) > 1:
        return FieldType.INTEGER
    if "number" in singulars[:-2] and "of" in singulars:
        return FieldType.INTEGER
    if singulars[0] == "year" and "of" in singulars:
        return FieldType.INTEGER
    out = len(singulars) == 2 and singulars[0] in {"out", "back", "in", "handed", "taken"}
    if singulars[-1] in {"on", "at"} and len(singulars) > 1 and (out or is_participle(words[-2])):
        return FieldType.DATE if singulars[-1] == "on" else FieldType.DATETIME
    if singulars[-1] == "until" and len(singulars) > 1:
        return FieldType.DATE
    return None


def _happens(words: list[str]) -> bool:
    """Whether words name what takes place on a day: the *maintenance* that comes next."""
    thing = known_things().get("_".join(words))
    return bool(words) and (
        (thing is not None and thing.kind == "event") or words[-1] in word_set("fields", "events", "words")
    )


def _participle(words: list[str]) -> FieldType | None:
    if (
        len(words) > 1
        and words[-1] in {"out", "back", "in", "up", "off", "over"}
        and (is_participle(words[-2]) or words[-1] == "back")
    ):
        return FieldType.BOOLEAN
    if len(words) > 1 and is_plural(words[-2]) and words[-1] in word_set("fields", "events", "of_several"):
        return known_type(words[:-1]) or (FieldType.DECIMAL if words[-1] == "left" else None)
    if len(words) > 1 and words[-2] in MEASURES and is_participle(words[-1]):
        return FieldType.DECIMAL
    kind = _patterns("participles").get((words[-1],))
    if kind is None and words[0] in {"paid", "confirmed", "done"}:
        return FieldType.BOOLEAN
    if kind is None and len(words) == 1 and words[0].endswith("ed") and is_participle(words[0]):
        return FieldType.BOOLEAN
    return FieldType(kind) if kind else None
