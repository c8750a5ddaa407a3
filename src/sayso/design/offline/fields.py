"""Read the name of a field, as people write it, into a typed field."""

import re
from dataclasses import dataclass, field, replace

from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import is_participle, is_plural, noun_lemma, readings
from sayso.design.language.lists import Item, split_items
from sayso.design.language.tags import tag
from sayso.design.language.tokens import Token, tokenize
from sayso.kit.words import sentence, snake
from sayso.spec.model import FieldType, Validation

from .asked_fields import asked_field
from .field_names import name_words
from .field_notes import Notes, is_rate, read_notes
from .field_types import known_type

_MAX_WORDS = 6
_NUMBERS = frozenset((FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY))
_PAIRS = frozenset((("in", "out"), ("from", "to"), ("start", "end"), ("on", "off"), ("before", "after")))


@dataclass(frozen=True, slots=True)
class FieldGuess:
    """What one phrase says about a field. ``known`` tells that its words are those of a field, not a thing;
    ``head`` is the singular noun it is about, ``plural`` whether it was said in the plural."""

    name: str
    label: str
    type: FieldType
    options: tuple[str, ...] = ()
    validation: Validation | None = None
    required: bool = False
    unique: bool = False
    default: str | int | float | bool | None = None
    help: str | None = None
    source: str = ""
    known: bool = False
    head: str = ""
    plural: bool = False
    words: tuple[str, ...] = field(default=(), repr=False)


def read_field(phrase: str) -> FieldGuess:
    """Read one field; a phrase without any name gives the name ``value``."""
    tokens = tag(tokenize(phrase))
    items = split_items(tokens, frozenset())
    guess = read_item(items[0]) if items else None
    return (
        replace(guess, source=phrase.strip())
        if guess
        else FieldGuess("value", "Value", FieldType.TEXT, source=phrase)
    )


def read_field_list(text: str) -> list[FieldGuess]:
    """Read every field of a list such as ``genre, publication year and number of copies``."""
    guesses: list[FieldGuess] = []
    for item in join_choices(split_items(tag(tokenize(text)))):
        for part in split_slashes(item):
            guess = read_item(part)
            if guess is not None and all(guess.name != other.name for other in guesses):
                guesses.append(guess)
    return guesses


def join_choices(items: list[Item]) -> list[Item]:
    """``received or sent`` is one field with two options; ``name or company`` is the field that leads."""
    joined: list[Item] = []
    for item in items:
        if (
            joined
            and joined[-1].words[-1:] == ["start"]
            and item.words[:1] == ["end"]
            and len(item.tokens) > 1
        ):
            joined[-1].tokens = [*joined[-1].tokens, item.tokens[-1]]
        if item.joiner != "or" or not joined:
            joined.append(item)
            continue
        before = joined[-1]
        if item.words in (["not"], ["no"]):
            before.tokens = [*before.tokens, *tag(tokenize("?"))]
        elif known_type(name_words(before.tokens)) is None or _are_participles(before, item):
            before.brackets = [*before.brackets, [*before.tokens, *tag(tokenize("/")), *item.tokens]]
            options = " ".join((*before.words, *item.words))
            before.tokens = tag(tokenize(named_by_values(options)))
    return joined


def _are_participles(*items: Item) -> bool:
    return all(len(item.tokens) == 1 and is_participle(item.words[0]) for item in items)


def named_by_values(values: str) -> str:
    """What a choice between these values is usually called: cash or card is the *payment method*."""
    for name, usual in load("fields")["values"].items():
        if len(set(values.lower().split()) & set(str(usual).split())) >= 2:
            return str(name).replace("_", " ")
    return "type"


def split_slashes(item: Item) -> list[Item]:
    """``name/phone/mail`` is three items; ``yes/no`` and ``make or model`` in brackets stay one."""
    while item.tokens and item.tokens[-1].word == ".":
        item.tokens = item.tokens[:-1]
    words = item.words
    if "/" not in words or {"yes", "no"} <= set(words) or words[-1] == "?" or {"y", "n"} <= set(words):
        return [item]
    if is_rate(words) or _tells_how(words):
        return [item]
    if len(words) > 3 and (words[-3], words[-1]) in _PAIRS:
        stem = item.tokens[:-3]
        return [
            Item([*stem, item.tokens[-3]], [], item.joiner),
            Item([*stem, item.tokens[-1]], item.brackets, item.joiner),
        ]
    parts: list[list[Token]] = [[]]
    for token in item.tokens:
        if token.word == "/":
            parts.append([])
        else:
            parts[-1].append(token)
    parts = [part for part in parts if part]
    names = [known_type(name_words(part)) for part in parts]
    if len(parts) > 1 and sum(kind is not None for kind in names) * 2 >= len(parts):
        return [Item(part, item.brackets if part is parts[-1] else [], item.joiner) for part in parts]
    return [item]


def _tells_how(words: list[str]) -> bool:
    """``paid cash/card``: the ways in which something is done, not two values."""
    return is_participle(words[0]) and words[2:3] == ["/"] and named_by_values(" ".join(words[1:])) != "type"


def read_item(item: Item, source: str = "") -> FieldGuess | None:
    """Read one item of a list; None when nothing in it can be a name."""
    notes = read_notes(item)
    words = name_words(notes.tokens)
    asked = asked_field(notes.tokens)
    if asked is not None:
        words, kind, help_text = asked
    else:
        kind, help_text = None, None
    if not words or not any(word[0].isalpha() for word in words):
        return None
    kind = notes.type or kind or known_type(words)
    words = words[-_MAX_WORDS:]
    name = _canonical(snake(" ".join(words)))[:48].strip("_")
    if not name or not name[0].isalpha():
        return None
    return _finish(name, words, kind, notes, help_text, source or quoted(item))


def quoted(item: Item) -> str:
    """The item as it was written, words joined by spaces."""
    seen: list[str] = []
    last = -1
    for token in item.tokens:
        if token.start != last:
            seen.append(token.text)
        last = token.start
    return " ".join(seen)


def _finish(  # noqa: PLR0917 - private; called at one or two places
    name: str, words: list[str], kind: FieldType | None, notes: Notes, help_text: str | None, source: str
) -> FieldGuess:
    options = notes.options
    head = noun_lemma(_head_word(words))
    plural = is_plural(_head_word(words)) and "NOUN" in readings(head)
    done_by = kind is FieldType.BOOLEAN and words[-1] in {"by", "with", "via"}
    usual = named_by_values(" ".join(options)) if options and kind is FieldType.BOOLEAN else "type"
    if usual != "type":
        name, done_by = usual.replace(" ", "_"), True
    if options and (done_by or kind not in {FieldType.MULTI_ENUM, FieldType.BOOLEAN} or notes.either):
        is_several = notes.several or (plural and not notes.either)
        kind = FieldType.MULTI_ENUM if is_several else FieldType.ENUM
    if kind in {FieldType.ENUM, FieldType.MULTI_ENUM} and not options:
        options = _usual_options(name)
        kind = kind if options else FieldType.TEXT
    if notes.signed and kind not in _NUMBERS:
        kind = FieldType.DECIMAL
    limits = notes.validation or (None if notes.signed else _usual_limits(name, kind))
    unit = help_text or (f"In {notes.unit}." if notes.unit else None)
    unique = notes.unique or name in word_set("fields", "unique", "words")
    return FieldGuess(
        name=name,
        label=sentence(name),
        type=kind or FieldType.TEXT,
        options=options,
        validation=limits,
        required=notes.required,
        unique=unique,
        default=notes.default,
        help=unit,
        source=source,
        known=kind is not None,
        head=head,
        plural=plural,
        words=tuple(words),
    )


def _head_word(words: list[str]) -> str:
    for preposition in ("of", "in", "at", "for", "on", "to"):
        if preposition in words[1:-1]:
            return words[words.index(preposition) - 1]
    return words[-1]


def _canonical(name: str) -> str:
    renamed = load("fields")["renamed"]
    if name in renamed:
        return str(renamed[name])
    return re.sub(r"_(tel|telephone|phone_number)$", "_phone", name)


def _usual_options(name: str) -> tuple[str, ...]:
    known = load("fields")["enums"]
    for form in (name, noun_lemma(name), name.rpartition("_")[2]):
        if form in known:
            return tuple(word.replace("_", " ") for word in str(known[form]).split())
    return ()


def _usual_limits(name: str, kind: FieldType | None) -> Validation | None:
    if kind not in _NUMBERS:
        return None
    limits = load("fields")["limits"].get(noun_lemma(name.rpartition("_")[2]))
    if limits is None:
        return (
            Validation(min=0)
            if kind is FieldType.MONEY and name in {"amount", "total", "cost", "fee"}
            else None
        )
    return Validation(min=limits[0], max=limits[1] if len(limits) > 1 else None)
