"""What is said beside a field's name: options, limits, units, whether it is required or unique."""

import re
from dataclasses import dataclass, field

from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lists import Item, split_items
from sayso.design.language.tokens import Token
from sayso.spec.model import FieldType, Validation

from .field_types import MEASURES

_REQUIRED = frozenset(["required", "mandatory", "compulsory", "obligatory", "must"])
_OPEN_ENDED = frozenset(["...", "etc", "whatever", "other", "others", "else", "more", "so", "on"])
_YES_NO = ({"yes", "no"}, {"y", "n"}, {"true", "false"})
_INTRODUCES = frozenset((":", "either", "namely", "="))
_JOINERS = frozenset(("and", "or", "&", "/", "vs", "versus"))
_WHOLE_UNITS = frozenset(("min", "mins", "minutes", "days", "months", "years", "weeks", "kcal"))
_MONEY = frozenset(("eur", "euros", "usd", "dollars", "gbp"))
_RATE = 3
_BESIDE = frozenset((",", "unique", "optional", "optionally", "a", "an"))
_SEVERAL = tuple([word, "of"] for word in ("several", "some", "many", "multiple", "any"))
_NUMBERED = re.compile(r"([a-z]*)(\d+)")


@dataclass(slots=True)
class Notes:
    """Findings of one item; ``tokens`` are what is left for the name."""

    tokens: list[Token]
    type: FieldType | None = None
    options: tuple[str, ...] = ()
    either: bool = False
    several: bool = False
    validation: Validation | None = None
    required: bool = False
    unique: bool = False
    unit: str | None = None
    signed: bool = False
    default: str | int | float | bool | None = None
    examples: list[str] = field(default_factory=list)


def read_notes(item: Item) -> Notes:
    """Take what is beside the name out of an item."""
    notes = Notes(list(item.tokens))
    _yes_no(notes)
    _flags(notes)
    _rate(notes)
    _inline_options(notes)
    _inline_unit(notes)
    _inline_range(notes)
    for bracket in item.brackets:
        words = [t.word for t in bracket]
        if is_rate(["", *words]):
            notes.type, notes.unit = FieldType.DECIMAL, "".join(words)
        else:
            _bracket(notes, bracket)
    return notes


def units() -> dict[str, str]:
    """Short and long names of units and how they are shown."""
    return dict(load("units")["units"])


def is_yes_no(words: set[str]) -> bool:
    """Whether these words are the two answers to a question: ``y/n``."""
    return any(pair <= words for pair in _YES_NO)


def _yes_no(notes: Notes) -> None:
    words = [t.word for t in notes.tokens]
    if words and words[-1] == "?":
        notes.type = FieldType.BOOLEAN
        notes.tokens.pop()
    for pair in _YES_NO:
        if pair <= set(words):
            notes.type = FieldType.BOOLEAN
            notes.tokens = [t for t in notes.tokens if t.word not in {*pair, "/", "or"}]


def _flags(notes: Notes) -> None:
    kept: list[Token] = []
    for token in notes.tokens:
        if token.word in _REQUIRED:
            notes.required = True
        elif token.word == "unique":
            notes.unique = True
        elif token.word not in {"optional", "optionally"}:
            kept.append(token)
    notes.tokens = kept


def _rate(notes: Notes) -> None:
    words = [t.word for t in notes.tokens if t.word != "."]
    if is_rate(words):
        notes.type, notes.unit = FieldType.DECIMAL, "".join(words[-3:])
        notes.tokens = notes.tokens[: len(words) - 3]


def is_rate(words: list[str]) -> bool:
    """Whether words end in so much of one unit in another: ``nitrate mg/l``."""
    units_said = MEASURES | {"t", "s"}
    return len(words) > _RATE and words[-2] == "/" and {words[-3], words[-1]} <= units_said


def _inline_options(notes: Notes) -> None:
    words = [t.word for t in notes.tokens]
    place = next((i for i, word in enumerate(words) if word in _INTRODUCES and i), None)
    if place is None and "/" in words and len(words) >= 4 and words.index("/") >= 2:
        place = words.index("/") - 2
        if len(notes.tokens[place + 1 :]) < 3:
            place = None
    if place is None:
        return
    options = option_names(notes.tokens[place + 1 :])
    if len(options) >= 2:
        notes.options, notes.either = options, True
        notes.tokens = notes.tokens[: place + (words[place] not in _INTRODUCES)]


def _inline_unit(notes: Notes) -> None:
    words = [t.word for t in notes.tokens]
    place = next((i for i in range(len(words) - 2, 0, -1) if words[i] == "in"), None)
    if place is None:
        return
    words = [word for word in words if word not in {".", "!", ","}]
    said = ("" if words[place + 1] == "°" else " ").join(words[place + 1 :])
    if said not in units() and said not in {"money", *load("units")["currencies"]}:
        return
    notes.unit = units().get(said)
    notes.tokens = notes.tokens[:place]
    if said == "money" or said in load("units")["currencies"]:
        notes.type = FieldType.MONEY
    elif said in _WHOLE_UNITS:
        notes.type = FieldType.INTEGER
    else:
        notes.type = notes.type or FieldType.DECIMAL


def _inline_range(notes: Notes) -> None:
    if len(notes.tokens) < 2:
        return
    low_high = _numeric_range(notes.tokens[1:])
    if low_high is not None:
        notes.tokens = [t for t in notes.tokens if not t.word[0].isdigit() and t.word not in {"-", "–", "to"}]
        _limit(notes, *low_high)


def _limit(notes: Notes, low: float, high: float) -> None:
    notes.type = notes.type or FieldType.INTEGER
    notes.validation = Validation(min=low, max=high)


def _numeric_range(tokens: list[Token]) -> tuple[float, float] | None:
    words = [t.word for t in tokens]
    if not words:
        return None
    numbers = [i for i, word in enumerate(words) if word.replace(".", "", 1).isdigit()]
    ends = {words[0], words[-1]} | ({words[1]} if len(words) == 5 else set())
    if (
        len(numbers) != 2
        or not any(words[n] in ends for n in numbers)
        or not set(words[numbers[0] + 1 : numbers[1]]) & {"-", "–", "to", "and", "..."}
    ):
        return None
    low, high = float(words[numbers[0]]), float(words[numbers[1]])
    return (low, high) if low < high else None


def _bracket(notes: Notes, tokens: list[Token]) -> None:
    words = [t.word for t in tokens]
    if _is_answer(words):
        notes.type = FieldType.BOOLEAN
        return
    if is_sign(words):
        notes.signed = True
        return
    if set(words) & _REQUIRED:
        notes.required = True
    if "unique" in words:
        notes.unique = True
    if _one_limit(notes, words):
        return
    if len(words) == 1 and words[0] in units():
        notes.unit = units()[words[0]]
        kind = FieldType.MONEY if words[0] in _MONEY else FieldType.DECIMAL
        notes.type = notes.type or (FieldType.INTEGER if words[0] in _WHOLE_UNITS else kind)
        return
    said = _said_type(words)
    if said is not None:
        notes.type = said
        return
    counted = _counted_options(words)
    low_high = None if counted else _numeric_range(tokens)
    if low_high is not None and len(tokens) <= 5:
        _limit(notes, *low_high)
        return
    several = words[:2] in _SEVERAL
    options = counted or option_names(tokens[2:] if several else tokens)
    if len(options) >= 2 and not set(words) & (_REQUIRED | {"unique", "optional"}):
        notes.options, notes.either = options, words[0] == "either"
        notes.several = several


def _said_type(words: list[str]) -> FieldType | None:
    """The type that a bracket names, besides whether it is required or unique: ``whole number, unique``."""
    said = "_".join(word for word in words if word not in {*_REQUIRED, *_BESIDE})
    kind = load("units")["types"].get(said)
    return None if kind is None else FieldType(kind)


def _is_answer(words: list[str]) -> bool:
    """Whether words are the two answers and nothing else: ``yes/no``."""
    return set(words) - {"/", "or", ","} in _YES_NO


def is_sign(words: list[str]) -> bool:
    """Whether words say that a number may be negative: ``+/-``."""
    said = [word for word in words if word not in {"/", "or"}]
    return said in (["±"], ["+", "-"], ["+", "–"], ["-", "+"], ["plus", "minus"])


def tells_values(tokens: list[Token]) -> bool:
    """Whether a bracket lists choices or gives limits, so that what stands before it is a value."""
    words = [t.word for t in tokens]
    if words[:1] == ["either"] or is_sign(words) or _is_answer(words):
        return True
    return bool(_counted_options(words)) or _numeric_range(tokens) is not None


def _one_limit(notes: Notes, words: list[str]) -> bool:
    """``max 9``, ``at most 20``, ``at least 18`` and ``up to 5 kg``."""
    place = next((i for i, word in enumerate(words) if word.replace(".", "", 1).isdigit()), None)
    if not place or len(words) > place + 2:
        return False
    said = "_".join(word for word in words[:place] if word not in {"at", "a", "of", "the"})
    limit = float(words[place])
    if said in word_set("choices", "limits", "most"):
        notes.validation = Validation(max=limit)
    elif said in word_set("choices", "limits", "least"):
        notes.validation = Validation(min=limit)
    else:
        return False
    notes.type = notes.type or (FieldType.INTEGER if limit.is_integer() else FieldType.DECIMAL)
    return True


def _counted_options(words: list[str]) -> tuple[str, ...]:
    """``sev1 to sev4`` gives sev1, sev2, sev3, sev4."""
    joined = [word for word in words if word not in {"-", "–", "to", "..."}]
    if len(joined) == 2 < len(words) and all(len(word) == 1 and "a" <= word <= "z" for word in joined):
        return tuple(chr(code).upper() for code in range(ord(joined[0]), ord(joined[1]) + 1))
    ends = [_NUMBERED.fullmatch(word) for word in joined]
    if len(ends) != 2 or len(words) == len(joined) or ends[0] is None or ends[1] is None:
        return ()
    low, high = int(ends[0][2]), int(ends[1][2])
    if ends[0][1] != ends[1][1] or not ends[0][1] or not 0 < high - low < 12:
        return ()
    return tuple(f"{ends[0][1]}{n}" for n in range(low, high + 1))


def option_names(tokens: list[Token]) -> tuple[str, ...]:
    """Short names in a list of choices; long ones are explanations and give nothing."""
    names: list[str] = []
    for choice in split_items(tokens, _JOINERS):
        articles = (
            {"a", "an", "the", "for", "example", "e", "g", ".", "like", "either"}
            if any(len(t.word) > 1 and t.is_word and t.word != "either" for t in choice.tokens)
            else {".", "either"}
        )
        words = [t for t in choice.tokens if t.word != "either"]
        if " ".join(t.word for t in words) not in word_set("states", "words", "states"):
            words = [t for t in choice.tokens if t.word not in articles]
        if not words or (all(t.word in _OPEN_ENDED for t in words) and words[0].word != "other"):
            continue
        if len(words) > 4 or any(t.tag in {"PRON", "WH", "MODAL", "BE"} for t in words):
            return ()
        names.append(
            "".join(t.text if t.text in {"-", "'", "+"} else f" {t.text}" for t in words)
            .strip()
            .replace(" - ", "-")
        )
    return tuple(dict.fromkeys(names))
