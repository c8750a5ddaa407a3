"""``As a teacher I want to reserve a book`` names a role, what it does and the things it does it with."""

from dataclasses import dataclass

from sayso.design.knowledge.known import known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token
from sayso.kit.words import snake

_SEVERAL = frozenset(("several", "many", "some", "about"))
_HOLDERS = frozenset(("owner", "landlord", "host", "organiser", "organizer", "breeder", "farmer"))
_HEADS = frozenset(("head", "director", "chief", "manager", "member", "chair", "leader"))


@dataclass(slots=True)
class Story:
    """A user story cut in its parts."""

    role: str
    phrase: NounPhrase
    wish: list[Token]
    reason: list[Token]


def read_story(tokens: list[Token]) -> Story | None:
    """The story a sentence tells, if it begins like one."""
    if len(tokens) < 5 or tokens[0].word != "as":
        return None
    want = next((i for i, t in enumerate(tokens) if t.word in {"i", "we"} and i > 1), None)
    if want is None or want > 14:
        return None
    phrases = noun_phrases(tokens[1:want])
    if not phrases:
        return None
    role = snake(" ".join([*_telling(phrases[0].adjectives), *phrases[0].nouns]))
    after = tokens[phrases[0].last + 2 : want]
    if after and after[0].word == "of" and phrases[0].head in _HEADS and len(after) > 1:
        role = snake(" ".join([role, *(t.word for t in after if t.is_word and t.tag != "DET")]))
    wish = tokens[want + 1 :]
    reason_at = _reason(wish)
    return Story(role, phrases[0], wish[:reason_at], wish[reason_at:])


def is_story(tokens: list[Token]) -> bool:
    """Whether a sentence begins ``As a ... I``."""
    return len(tokens) > 4 and tokens[0].word == "as" and any(t.word in {"i", "we"} for t in tokens[2:15])


def introduces(story: Story) -> bool:
    """``as a landlord I have 12 flats``: who speaks says what the business is, and wishes nothing."""
    has = story.wish[:1]
    known = known_thing(story.role)
    served = known is not None and known.kind == "customer" and story.role not in _HOLDERS
    if (
        served
        or not has
        or not (has[0].tag == "HAVE" or has[0].lemma in word_set("talk", "business", "runs"))
    ):
        return False
    return story.wish[1:] != [] and (story.wish[1].tag == "NUM" or story.wish[1].word in _SEVERAL)


def _telling(adjectives: list[str]) -> list[str]:
    return [
        word
        for word in adjectives
        if word not in {"new", "busy", "small", "registered", "regular", "authorised", "authorized"}
    ]


def _reason(tokens: list[Token]) -> int:
    for place, token in enumerate(tokens):
        following = tokens[place + 1].word if place + 1 < len(tokens) else ""
        if token.word == "so" and following in {"that", "i", "we", "they", "the", "it", "nobody", "no"}:
            return place
        if (token.word == "order" and following == "to") or token.word == "because":
            return place
    return len(tokens)
