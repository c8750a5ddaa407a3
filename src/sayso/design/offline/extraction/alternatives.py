"""Values of a list that are only named by their alternatives: ``present / excused / absent``."""

from sayso.design.knowledge.known import known_things
from sayso.design.language.lemmas import is_plural, noun_lemma
from sayso.design.language.tokens import Token
from sayso.design.offline.field_notes import is_yes_no
from sayso.design.offline.field_types import known_type
from sayso.design.offline.fields import named_by_values
from sayso.spec.model import FieldType

from .options import is_option_name
from .state_names import state_of

_OPEN = frozenset(("(", "["))
_CLOSE = frozenset((")", "]"))
_EDGES = _OPEN | _CLOSE | {",", ";"}
_NAMES_THEM = frozenset((":", "="))
_LONGEST = 3
_MANY = 3
_MAY_BE_CHOSEN = frozenset((None, FieldType.BOOLEAN, FieldType.ENUM, FieldType.TEXT))


def bracket_alternatives(tokens: list[Token]) -> list[Token]:
    """The tokens of a list with alternatives in brackets after a name: ``status (either present, ...)``."""
    if all(t.word != "/" for t in tokens):
        return tokens
    result: list[Token] = []
    start = 0
    for place in range(len(tokens) + 1):
        if place < len(tokens) and tokens[place].word not in _EDGES:
            continue
        part = tokens[start:place]
        alone = (
            place < len(tokens)
            and start > 0
            and tokens[start - 1].word in _OPEN
            and tokens[place].word in _CLOSE
        )
        result.extend(part if alone else _named(part))
        result.extend(tokens[place : place + 1])
        start = place + 1
    return result


def _named(part: list[Token]) -> list[Token]:
    """One value, with its name before the alternatives where it is nothing but these."""
    sign = next((i for i, t in enumerate(part) if t.word in _NAMES_THEM and i), None)
    name = part[:sign] if sign is not None else []
    options = _options(part[sign + 1 :] if sign is not None else part)
    if len(options) < 2 or any(t.word == "/" for t in name):
        return part
    if not name and any(is_option_name(options[0][:cut]) for cut in range(1, len(options[0]))):
        return part
    if not name and not _are_choices(options):
        return part
    at = options[0][0]
    called = name or [_token(word, at) for word in _usual_name(options).split()]
    written = [*called, _token("(", at, "PUNCT"), _token("either", at, "ADV")]
    for number, option in enumerate(options):
        written += [*([_token(",", option[0], "PUNCT")] if number else []), *option]
    return [*written, _token(")", options[-1][-1], "PUNCT")]


def _options(tokens: list[Token]) -> list[list[Token]]:
    """What stands between the strokes; nothing where a part is long, empty or a question of yes and no."""
    options: list[list[Token]] = [[]]
    for token in tokens:
        if token.word == "/":
            options.append([])
        else:
            options[-1].append(token)
    words = [t.word for option in options for t in option]
    plain = all(t.is_word or t.word[0].isdigit() for option in options for t in option)
    short = all(0 < len(option) <= _LONGEST for option in options)
    asked = any(t.tag in {"PRON", "MODAL", "BE", "WH"} for option in options for t in option)
    return options if plain and short and not asked and not is_yes_no(set(words)) else []


def _are_choices(options: list[list[Token]]) -> bool:
    """Whether these are values of one thing rather than the names of several: not ``name/phone/email``."""
    names = [[t.word for t in option] for option in options]
    kinds = [known_type(words) for words in names]
    things = sum("_".join([*words[:-1], noun_lemma(words[-1])]) in known_things() for words in names)
    told = sum(kind is None or kind in {FieldType.BOOLEAN, FieldType.ENUM} for kind in kinds)
    plural = any(is_plural(words[-1]) and len(words) == 1 for words in names)
    if not set(kinds) <= _MAY_BE_CHOSEN or told * 2 <= len(names) or things or plural:
        return False
    return len(options) >= _MANY or _are_states(options) or all(len(words) == 1 for words in names)


def _are_states(options: list[list[Token]]) -> bool:
    states = sum(state_of(list(option), leading=False) is not None for option in options)
    return states * 2 >= len(options)


def _usual_name(options: list[list[Token]]) -> str:
    usual = named_by_values(" ".join(t.word for option in options for t in option))
    return "status" if usual == "type" and _are_states(options) else usual


def _token(word: str, at: Token, tag: str = "NOUN") -> Token:
    return Token(word, word, at.start, at.end, tag, word)
