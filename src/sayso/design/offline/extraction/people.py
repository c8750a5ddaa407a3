"""Words for people without a name of their own: ``people in the office``, ``everyone else``."""

from dataclasses import dataclass, replace

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import noun_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token
from sayso.kit.words import snake

from .access_phrases import allowed_verb
from .thing_names import thing_name

EVERYBODY = "everyone"
OTHERS = "others"
HEADS = frozenset(("head", "chief", "chair"))
_REST = (("the", "others"), ("the", "rest"), ("all", "others"), ("the", "other", "users"), ("all", "users"))


@dataclass(frozen=True, slots=True)
class Everybody:
    """A stand-in for all roles, or for all that were not named, and where what is said of them begins."""

    role: str
    place: int


def after_everybody(tokens: list[Token]) -> Everybody | None:
    """``everyone can see``, ``the others may only look``: for whom it holds."""
    words = [t.word for t in tokens[:5]]
    start = 1 if words[:1] in (["and"], ["but"]) else 0
    words = words[start:]
    if words[:1] and words[0] in word_set("talk", "roles", "anybody"):
        if words[1:2] == ["else"]:
            return Everybody(OTHERS, start + 2)
        return Everybody(EVERYBODY, start + 1) if words[1:2] not in (["except"], ["who"], ["'s"]) else None
    if words[:1] == ["others"]:
        return Everybody(OTHERS, start + 1)
    for phrase in _REST:
        if tuple(words[: len(phrase)]) == phrase:
            return Everybody(OTHERS if phrase[-1] != "users" else EVERYBODY, start + len(phrase))
    return None


def only_people(tokens: list[Token]) -> bool:
    """Whether nothing but somebody was said so far: ``teachers`` in ``teachers and parents see``."""
    phrases = noun_phrases(tokens)
    rest = [t for t in tokens if t.tag not in {"DET", "POSS", "ADJ"} and t.word not in {"only", ",", "and"}]
    people = [p for p in phrases if _is_somebody(p)]
    return bool(people) and len(people) == len(phrases) and len(rest) == sum(len(p.nouns) for p in people)


def beside(phrases: list[NounPhrase], last: NounPhrase, tokens: list[Token]) -> list[NounPhrase]:
    """Who is named right before: the teachers of ``teachers and parents may see``."""
    found: list[NounPhrase] = []
    after = last
    for phrase in reversed([p for p in phrases if p.last < last.first]):
        between = [t.word for t in tokens[phrase.last + 1 : after.first]]
        if not between or not _is_somebody(phrase) or set(between) - {",", "and", "or", "&", "/"}:
            break
        found.insert(0, phrase)
        after = phrase
    return found


def _is_somebody(phrase: NounPhrase) -> bool:
    return is_person_word(thing_name(phrase)) or phrase.head in word_set("talk", "roles", "words")


def joined(phrases: list[NounPhrase], tokens: list[Token]) -> list[NounPhrase]:
    """``Gardeners in the north can see`` speaks of gardeners: what stands between is passed over."""
    if phrases and phrases[0].head in HEADS:
        end = after_head(tokens, phrases[0].last)
        phrases = [replace(phrases[0], last=end - 1), *(p for p in phrases[1:] if p.first >= end)]
    if (
        len(phrases) < 2
        or not is_person_word(thing_name(phrases[0]))
        or is_person_word(thing_name(phrases[1]))
        or any(tokens[i].word in {",", "and", ";"} for i in range(phrases[0].last + 1, phrases[1].first))
        or allowed_verb(tokens[phrases[0].last + 1 : phrases[1].first]) is not None
    ):
        return phrases
    if allowed_verb(tokens[phrases[1].last + 1 :]) is not None:
        first = phrases[0]
        if first.head in word_set("talk", "roles", "unnamed") and phrases[1].first <= first.last + 3:
            first = _from_there(first, phrases[1])
        return [replace(first, last=phrases[1].last), *phrases[2:]]
    return [phrases[0], *phrases[2:]]


def _from_there(people: NounPhrase, place: NounPhrase) -> NounPhrase:
    """``people in the workshop`` are workshop staff."""
    named = place.head in word_set("talk", "roles", "words")
    nouns = place.nouns if named else [*place.nouns, "staff"]
    return replace(people, adjectives=place.adjectives, nouns=list(nouns))


def role_name(phrase: NounPhrase, tokens: list[Token]) -> str:
    """What somebody's role is called: ``sales_clerk``, ``senior_nurse``, ``head_of_sales``."""
    words = [t.word for t in phrase.tokens]
    nouns = ["sales" if noun == "sale" and "sales" in words else noun for noun in phrase.nouns]
    kept = [a for a in phrase.adjectives if a in word_set("talk", "roles", "telling")]
    return snake(" ".join([*kept, *nouns, *_headed(phrase, tokens)]))


def _headed(phrase: NounPhrase, tokens: list[Token]) -> list[str]:
    """What a head is the head of."""
    after = [t for t in tokens if t.start >= phrase.end]
    of_it = after_head(after, -1) if phrase.head in HEADS else 0
    return [t.word if t.word == "sales" else noun_lemma(t.word) for t in after[:of_it] if t.tag != "DET"]


def after_head(tokens: list[Token], place: int) -> int:
    """The place after somebody's last noun, in ``the head of maintenance`` after what he is the head of."""
    place += 1
    if [t.word for t in tokens[place : place + 1]] == ["of"]:
        what = noun_phrases(tokens[place + 1 :])
        is_short = [t.text for t in tokens[place + 1 : place + 2]] == ["IT"]
        place += 2 if is_short else what[0].last + 2 if what and what[0].first == 0 else 0
    return place


def is_staff(words: list[str]) -> bool:
    """Whether words name people or an office of the business, rather than those it serves."""
    name = "_".join([*words[:-1], noun_lemma(words[-1])])
    known = known_thing(name)
    if known is not None and known.kind in {"staff", "customer"}:
        return known.kind == "staff" or name in word_set("talk", "roles", "served")
    head = name.rpartition("_")[2]
    return bool({head, words[-1]} & word_set("talk", "roles", "words")) or is_person_word(name)
