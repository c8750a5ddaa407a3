"""Ties of a thing to its own kind: a parent category, a task that depends on other tasks."""

from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.design.offline.extraction.evidence import Evidence, FieldClue, Topic
from sayso.design.offline.extraction.thing_names import may_be_thing, thing_name
from sayso.kit.words import plural

from .business import Business, Tie
from .names import Names

_ANOTHER = frozenset(("another", "other"))
_ABOVE = frozenset(
    ("parent", "superior", "main", "upper", "higher", "previous", "next", "related", "original")
)
_ALIKE = frozenset(("main", "related"))
_BELOW = frozenset(("sub", "child"))


def tie_to_itself(
    business: Business, names: Names, evidence: Evidence, clues: dict[str, list[FieldClue]]
) -> None:
    """Ties said with *other* and *another*, and fields such as *parent category* of a category."""
    for owner, fields in clues.items():
        for clue in list(fields):
            words = clue.guess.name.split("_")
            if words[0] in _ABOVE | _BELOW and len(words) > 1 and names.exact("_".join(words[1:])) == owner:
                fields.remove(clue)
                name = f"{words[0]}_{owner}" if words[0] in _ABOVE - _ALIKE else f"parent_{owner}"
                name = clue.guess.name if words[0] in _ALIKE else name
                _add(business, Tie(owner, owner, name, source=clue.guess.source))
            elif _is_kin(business, owner, clue.guess.name):
                fields.remove(clue)
                _add(business, Tie(owner, owner, clue.guess.name, source=clue.guess.source))
    for segment in evidence.segments:
        if segment.topic in {Topic.BODY, Topic.THINGS, Topic.RULE}:
            _sentence(business, names, evidence.text, segment.tokens)


def _is_kin(business: Business, owner: str, name: str) -> bool:
    """Whether the mother of one is another one: of people as such and animals, but not of a pupil."""
    if owner in word_set("talk", "give", "relatives"):
        return name in word_set("talk", "give", "kin")
    return business.things[owner].kind == "thing" and name in word_set("talk", "give", "dams")


def _sentence(business: Business, names: Names, text: str, tokens: list[Token]) -> None:
    phrases = [p for p in noun_phrases(tokens) if may_be_thing(p)]
    if len(phrases) < 2 or phrases[0].first > 1 or not _says_another(phrases[1]):
        return
    first, second = phrases[:2]
    thing = names.exact(thing_name(first))
    above = _above(second)
    if thing is None or names.exact(thing_name(second).removeprefix(f"{above}_")) != thing:
        return
    name = f"{above}_{thing}" if above else _name(thing, tokens[first.last + 1 : second.first])
    if name:
        many = second.plural and name != f"parent_{thing}"
        source = quote(text, tokens[first.first : second.last + 1])
        _add(business, Tie(thing, thing, name, many=many, source=source))


def _says_another(phrase: NounPhrase) -> bool:
    return bool({*phrase.openers} & _ANOTHER) or bool(_above(phrase))


def _above(phrase: NounPhrase) -> str:
    """``a parent issue`` is another issue."""
    before = [t.word for t in phrase.tokens[:-1]]
    return next((word for word in before if word in _ABOVE - _ALIKE), "")


def _name(thing: str, between: list[Token]) -> str:
    """What the tie is called by the words between: ``depends_on``; nothing when they tie nothing."""
    if not between or any(t.tag in {"PUNCT", "CONJ", "WH", "NEG"} for t in between):
        return ""
    tail = [between[-1].word] if between[-1].tag == "PREP" else []
    verb = next((t for t in between if t.tag == "VERB"), None)
    if verb is None:
        nested = tail[:1] in (["in"], ["under"], ["of"]) or any(t.tag == "HAVE" for t in between)
        return f"parent_{thing}" if nested else ""
    lemma = verb_lemma(verb.word)
    if lemma in word_set("talk", "give", "nests"):
        return f"parent_{thing}"
    if lemma not in word_set("talk", "give", "among"):
        return ""
    passive = any(t.tag == "BE" for t in between)
    return "_".join([verb.word if passive else plural(lemma), *tail])


def _add(business: Business, tie: Tie) -> None:
    if tie.child in business.things and not any(
        t.child == t.parent == tie.child and t.name == tie.name for t in business.ties
    ):
        business.ties.append(tie)
