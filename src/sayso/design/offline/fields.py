"""Read the name of a field, as people write it, into a typed field."""

import re
from dataclasses import dataclass, field, replace

from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import inflect, is_participle, is_plural, noun_lemma, readings, verb_lemma
from sayso.design.language.lists import Item, split_items
from sayso.design.language.tags import closed_class, tag
from sayso.design.language.tokens import Token, tokenize
from sayso.kit.words import sentence, snake
from sayso.spec.model import FieldType, Validation

from .field_notes import Notes, read_notes
from .field_types import known_type

_SKIPPED_CLASSES = frozenset(("determiner",))
_FILLER = frozenset(
    [
        "the",
        "a",
        "an",
        "their",
        "its",
        "his",
        "her",
        "my",
        "our",
        "your",
        "each",
        "every",
        "any",
        "all",
        "some",
        "also",
        "just",
        "then",
        "only",
        "other",
        "particular",
        "single",
        "certain",
        "specific",
        "given",
        "current",
        "overall",
    ]
)
_CUT = frozenset(
    ["that", "so", "because", "which", "who", "where", "but", "while", "per", "including", "such", "like"]
)
_MAX_WORDS = 6
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
    words = item.words
    if "/" not in words or {"yes", "no"} <= set(words) or words[-1] == "?" or {"y", "n"} <= set(words):
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


def read_item(item: Item, source: str = "") -> FieldGuess | None:
    """Read one item of a list; None when nothing in it can be a name."""
    notes = read_notes(item)
    words = name_words(notes.tokens)
    asked = _asked(notes.tokens)
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
    if options and (kind not in {FieldType.MULTI_ENUM, FieldType.BOOLEAN} or notes.either):
        kind = FieldType.MULTI_ENUM if plural and not notes.either else FieldType.ENUM
    if kind in {FieldType.ENUM, FieldType.MULTI_ENUM} and not options:
        options = _usual_options(name)
        kind = kind if options else FieldType.TEXT
    limits = notes.validation or _usual_limits(name, kind)
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


def name_words(tokens: list[Token]) -> list[str]:
    """The words that make the name: no articles, no side clauses, short forms in full."""
    short = load("abbreviations")["field"]
    words: list[str] = []
    for position, token in enumerate(tokens):
        word = token.word
        if word in _CUT and words:
            break
        if words and token.tag == "PREP" and _ends_name(word, words, tokens[position + 1 :]):
            break
        if word == "'s":
            words = []
            continue
        if (word in _FILLER or token.tag in {"DET", "POSS"}) and not (word == "no" and words):
            continue
        if word == "." or (not word[0].isalnum() and word not in {"#", "%"}):
            continue
        if word == "no" and not words and position + 1 < len(tokens) and tokens[position + 1].word == "of":
            word = "number"
        if word in {"of", "in"} and not words:
            continue
        words.extend([word] if token.text == "pH" or word not in short else str(short[word]).split())
    if len(words) > 1 and words[-1] == "no":
        words[-1] = "number"
    return _trim(words)


def _ends_name(word: str, words: list[str], rest: list[Token]) -> bool:
    """Whether a preposition begins a remark after the name: ``notes in one place``, ``mileage at pump``."""
    if word in {"of", "per", "until", "due", "by"} or not rest:
        return False
    if rest[0].tag in {"DET", "POSS", "PRON", "NUM", "WH"} or rest[0].word == "one":
        return known_type(words) is not None or rest[0].tag in {"POSS", "PRON"}
    return (
        word in {"at", "for", "from", "with", "without", "because", "like"} and known_type(words) is not None
    )


def _trim(words: list[str]) -> list[str]:
    if len(words) > 1 and words[-1] in {"maximum", "minimum", "total", "average"}:
        words = [words[-1], *words[:-1]]
    if len(words) > 2 and words[0] == "link" and "to" in words[1:-1]:
        return [*[w for w in words[words.index("to") + 1 :] if w not in _FILLER][:1], "link"]
    if words[:2] == ["for", "which"]:
        words = words[2:]
    while (
        words
        and (closed_class().get(words[-1]) in {"PREP", "BE", "DO", "MODAL", "HAVE", "ADV", "CONJ"})
        and len(words) > 1
    ):
        if words[-1] in {"from", "until", "to", "by", "on", "at", "in", "out", "up", "off", "since", "back"}:
            break
        words = words[:-1]
    while (
        len(words) > 1
        and closed_class().get(words[0]) in {"ADV", "PREP", "CONJ", "PRON", "NUM"}
        and words[0] not in {"from", "to", "on", "in", "next", "first", "last", "until", "due"}
    ):
        words = words[1:]
    if len(words) > 2 and words[0] == "number" and words[1] == "of":
        return [*(noun_lemma(word) for word in words[2:]), "count"]
    if "of" in words[1:-1]:
        place = words.index("of")
        if (
            known_type([words[-1]]) is None
            and known_type(words[:place]) is not None
            and words[place - 1]
            in {
                "photo",
                "picture",
                "name",
                "scan",
                "copy",
                "list",
                "type",
                "kind",
                "sort",
            }
        ):
            return (
                [words[-1], words[place - 1]]
                if words[place - 1] in {"type", "kind", "name"}
                else words[:place]
            )
    return words


def _canonical(name: str) -> str:
    renamed = load("fields")["renamed"]
    if name in renamed:
        return str(renamed[name])
    return re.sub(r"_(tel|telephone|phone_number)$", "_phone", name)


def _asked(tokens: list[Token]) -> tuple[list[str], FieldType | None, str | None] | None:
    """Fields said as questions: ``how long they take``, ``when it started``, ``whether it is paid``."""
    words = [t.word for t in tokens if t.is_word or t.word[0].isdigit()]
    while words and words[0] in {"and", "also", "then", "know", "exactly", "roughly", "about"}:
        words = words[1:]
    if len(words) < 1 or words[0] not in {
        "how",
        "when",
        "whether",
        "if",
        "who",
        "what",
        "where",
        "is",
        "did",
        "was",
        "has",
        "have",
        "are",
        "does",
    }:
        return None
    rest = [w for w in words[1:] if closed_class().get(w) not in {"DET", "POSS"} or w in {"no", "many"}]
    if words[0] == "how" and rest:
        return _how(rest)
    if words[0] == "when":
        return _when(rest)
    content = [
        w
        for w in rest
        if closed_class().get(w) not in {"PRON", "BE", "DO", "HAVE", "MODAL", "NEG", "CONJ", "ADV"}
    ]
    content = [w for w in content if w not in {"yes", "no"}]
    if words[0] in {"whether", "if", "is", "did", "was", "has", "have", "are", "does"} and content:
        return _truth(content), FieldType.BOOLEAN, None
    if words[0] == "what" and content:
        return (
            (["work", "done"] if content[-1] == "done" else [*content[:3]]),
            (FieldType.LONG_TEXT if is_participle(content[-1]) or len(content) > 1 else known_type(content)),
            None,
        )
    if words[0] == "what":
        return ["description"], FieldType.LONG_TEXT, None
    if words[0] == "where":
        return ["location"], FieldType.TEXT, None
    verbs = [w for w in content if "VERB" in readings(w)]
    if words[0] == "who" and verbs:
        return [inflect(verb_lemma(verbs[0]), "VBN"), "by"], FieldType.TEXT, None
    return None


def _how(rest: list[str]) -> tuple[list[str], FieldType | None, str | None]:
    nouns = [
        w
        for w in rest[1:]
        if closed_class().get(w) is None
        and "NOUN" in readings(w)
        and w not in {"take", "takes", "last", "lasts", "cost", "costs"}
    ]
    if rest[0] == "long":
        return ["duration"], FieldType.INTEGER, "In minutes."
    if rest[0] == "many":
        unit = next(
            (w for w in nouns if w in {"hours", "days", "nights", "weeks", "months", "minutes"}), None
        )
        if unit:
            told = [w for w in rest if w in {"valid", "worked", "late", "left", "planned", "open"}]
            return [*told[:1], unit], FieldType.INTEGER, None
        return (
            ([*(noun_lemma(w) for w in nouns[:2]), "count"] if nouns else ["quantity"]),
            FieldType.INTEGER,
            None,
        )
    if rest[0] in {"much", "big", "high", "large"}:
        if not nouns:
            return ["amount"], FieldType.MONEY, None
        return (
            nouns[:1],
            known_type(nouns[:1]) or (FieldType.MONEY if rest[0] == "much" else FieldType.DECIMAL),
            None,
        )
    if rest[0] == "old":
        return ["age"], FieldType.INTEGER, None
    if rest[0] in {"often", "far", "tall", "heavy"}:
        noun = {"often": "frequency", "far": "distance", "tall": "height", "heavy": "weight"}[rest[0]]
        return [noun], known_type([noun]), None
    return rest[:2], None, None


def _when(rest: list[str]) -> tuple[list[str], FieldType | None, str | None]:
    verbs = [
        w
        for w in rest
        if closed_class().get(w) is None
        and "VERB" in readings(w)
        and not (w.endswith("s") and "NOUN" in readings(w) and len(rest) > 2)
    ]
    if "due" in rest:
        return ["due", "date"], FieldType.DATE, None
    if not verbs:
        starts = [w for w in rest if w in {"starts", "ends", "begins", "expires"}]
        verbs = starts[-1:]
    if not verbs:
        return ["date"], FieldType.DATETIME, None
    verb = verb_lemma(verbs[-1])
    if verb in {"start", "begin"}:
        return ([f"{verb}s" if verbs[-1].endswith("s") else verbs[-1], "at"]), FieldType.DATETIME, None
    if verb in {"end", "finish", "expire"}:
        return ([f"{verb}s" if verbs[-1].endswith("s") else verbs[-1], "at"]), FieldType.DATETIME, None
    return [inflect(verb, "VBN"), "at"], FieldType.DATETIME, None


def _truth(content: list[str]) -> list[str]:
    """``pay the deposit`` gives ``deposit paid``; ``needs a hotel`` gives ``needs hotel``."""
    first = content[0]
    if (
        "VERB" in readings(first)
        and len(content) > 1
        and "NOUN" in readings(content[1])
        and not is_participle(first)
        and not first.endswith("s")
    ):
        return [*content[1:3], inflect(verb_lemma(first), "VBN")]
    return content[:3]


def _usual_options(name: str) -> tuple[str, ...]:
    known = load("fields")["enums"]
    for form in (name, noun_lemma(name), name.rpartition("_")[2]):
        if form in known:
            return tuple(word.replace("_", " ") for word in str(known[form]).split())
    return ()


def _usual_limits(name: str, kind: FieldType | None) -> Validation | None:
    if kind not in {FieldType.INTEGER, FieldType.DECIMAL, FieldType.MONEY}:
        return None
    limits = load("fields")["limits"].get(noun_lemma(name.rpartition("_")[2]))
    if limits is None:
        return (
            Validation(min=0)
            if kind is FieldType.MONEY and name in {"amount", "total", "cost", "fee"}
            else None
        )
    return Validation(min=limits[0], max=limits[1] if len(limits) > 1 else None)
