"""The sentences of a segment, apart where another person begins to do something."""

from dataclasses import replace

from sayso.design.knowledge.known import is_person_word
from sayso.design.language.phrases import noun_phrases
from sayso.design.language.tokens import Token

from .access_phrases import acts, has_access, may_act
from .people import after_everybody, only_people

WHOLE = frozenset(("everything", "all", "anything"))
_MAY = frozenset(("can", "may", "could", "should", "must", "shall", "only", "might"))


def told_parts(tokens: list[Token]) -> list[list[Token]]:
    """The sentences of a segment, apart where another person begins to do something."""
    parts: list[list[Token]] = [[]]
    for place, token in enumerate(tokens):
        if token.word == "," and {t.word for t in tokens[place + 1 : place + 6]} & {"visible", "hidden"}:
            parts.append([])
            continue
        new_subject = token.word in {";", "."} or (
            token.word in {",", "and", "but", "while"}
            and not (token.word == "and" and only_people(parts[-1]))
            and person_may(tokens[place + 1 : place + 7])
        )
        if new_subject:
            parts.append([])
        else:
            parts[-1].append(token)
    parts = [part for part in parts if part]
    return [part if place == 0 else _with_verb(part, parts[place - 1]) for place, part in enumerate(parts)]


def _with_verb(part: list[Token], before: list[Token]) -> list[Token]:
    """``the clerk sees orders, the boss everything``: the boss sees, too."""
    place = next((i for i, t in enumerate(part) if t.word in WHOLE), 0)
    verb = next((t for t in before if t.tag in {"VERB", "DO"}), None)
    if not place or verb is None or any(t.tag in {"VERB", "MODAL", "BE", "DO"} for t in part[:place]):
        return part
    begin = part[place].start
    return [*part[:place], replace(verb, start=begin, end=begin), *part[place:]]


def person_may(tokens: list[Token]) -> bool:
    """Whether words begin with somebody and what he may do."""
    if tokens[1:] and tokens[0].word in {"as", "only"} and tokens[1].tag not in {"VERB", "TO"}:
        return True
    phrases = noun_phrases(tokens)
    if after_everybody(tokens) is not None or [t.word for t in tokens[:2]] in (["i", "can"], ["i", "may"]):
        return True
    if not phrases or phrases[0].first > 1 or not may_act(phrases[0]):
        return False
    if has_access(tokens[phrases[0].last + 1 :]):
        return True
    after = tokens[phrases[0].last + 1 :]
    if len(phrases[0].tokens) == 1 and acts(tokens[phrases[0].first]) and not is_person_word(phrases[0].head):
        return False
    if not after or (after[0].word in {"only", "just"} and (not after[1:] or after[1].word == ".")):
        return False
    return acts(after[0]) or after[0].word in _MAY | WHOLE | {"no", "just"} or after[0].tag in {"MODAL", "BE"}
