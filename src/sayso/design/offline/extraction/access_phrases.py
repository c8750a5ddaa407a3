"""Whether words after somebody tell what he may do with the software, rather than what happens."""

from sayso.design.knowledge.known import is_person_word, is_talk, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase
from sayso.design.language.tokens import Token

from .thing_names import is_attribute, thing_name

_RESTRICTING = frozenset(
    ("only", "just", "own", "all", "everything", "anything", "nothing", "not", "no", "full")
)
_KINDS_OF_ACCESS = frozenset(("read", "read-only", "view", "view-only", "write", "full"))
_SEEING = frozenset(("see", "read", "view", "edit", "manage", "administer", "look", "do"))
_ROUTINE = frozenset(("enter", "check", "log", "sign", "mark", "add", "create", "do"))


def is_told(phrase: NounPhrase, following: list[Token], only: bool, told: bool) -> bool:
    """Whether the words after somebody say what he may do, rather than what happens."""
    allowed = allowed_verb(following)
    restricted = any(t.word in _RESTRICTING for t in following)
    known = known_thing(thing_name(phrase))
    office = is_office(phrase)
    person = is_person_word(thing_name(phrase)) or office or is_kin(phrase)
    if allowed is None:
        direct = bool(following) and (person or told) and phrase.first <= 1 and acts(following[0])
        whole = any(t.word in {"everything", "anything"} or t.word == "own" for t in following)
        seen = bool(following) and verb_lemma(following[0].word) in _SEEING
        return (
            (direct and (told or whole or (restricted and seen)))
            or _has_access(following, person)
            or _may_all(following, person)
            or (person and logs_in(following) > 0)
        )
    verb = following[allowed].lemma if allowed < len(following) else ""
    verb = verb_lemma(verb)
    verb = verb if verb in access_verbs() else verb.removeprefix("re")
    clerk = (known is not None and known.kind == "staff") or (known is None and office)
    curt = following[0].word in {"only", "no"} and person and phrase.first <= 1
    accessing = verb in access_verbs() and (restricted or clerk or verb not in _ROUTINE)
    owned = person and verb in access_verbs() and any(t.word == "own" for t in following[allowed:])
    strong = ((verb in _strong() or clerk) and accessing) or owned
    return curt or only or strong or (told and person) or (person and logs_in(following) > 0)


def _strong() -> frozenset[str]:
    """Verbs that speak of the software rather than of the work."""
    words = """see view read look access edit change update approve reject manage delete browse log sign enter
      check mark add create do"""
    return frozenset(words.split()) | _SEEING


def acts(token: Token) -> bool:
    """Whether a word is a verb for working with records."""
    said = token.tag in {"VERB", "DO"} or token.word.endswith("s")
    return said and verb_lemma(token.word) in access_verbs()


def is_office(phrase: NounPhrase) -> bool:
    """Whether a phrase ends in a word for people who work with the software: *clerk*, *sales*."""
    return bool({phrase.head, phrase.tokens[-1].word} & word_set("talk", "roles", "words"))


def logs_in(following: list[Token]) -> int:
    """How many words ``log in and`` has before what is done then; who does that works with the software."""
    words = [t.word for t in following[:5]]
    start = 1 if following and following[0].tag == "MODAL" else 0
    said = words[start : start + 2] in (["log", "in"], ["sign", "in"], ["log", "on"], ["logs", "in"])
    goes_on = words[start + 2 : start + 3] in (["and"], ["to"]) and len(following) > start + 3
    return start + 3 if said and goes_on else 0


def _may_all(following: list[Token], person: bool) -> bool:
    """``the office can all``, as some say it."""
    told = [t.tag for t in following[:1]] == ["MODAL"] and following[1:2]
    return person and bool(told) and following[1].word in {"all", "everything"}


def _has_access(following: list[Token], person: bool) -> bool:
    words = [t.word for t in following[:5]]
    if has_access(following):
        return True
    if not person or not words:
        return False
    place = words.index("access") if "access" in words else len(words)
    gets = words[0] in {"have", "has", "get", "gets"} and place < len(words)
    told = gets and not any(t.tag == "NOUN" for t in following[place + 1 : place + 2])
    return told or words[:3] in (["is", "responsible", "for"], ["are", "responsible", "for"])


def has_access(following: list[Token]) -> bool:
    """``have read access only``: nobody but people has that."""
    words = [t.word for t in following[:3]]
    kind = words[1] if len(words) > 2 and words[0] in {"have", "has", "get", "gets"} else ""
    return kind in _KINDS_OF_ACCESS and words[2] == "access"


def may_act(phrase: NounPhrase) -> bool:
    """Whether a phrase can be somebody: a word for people, or no well-known thing at all."""
    name = thing_name(phrase)
    if is_office(phrase):
        return True
    if is_kin(phrase):
        return True
    if (
        not name
        or (is_talk(phrase.head) and not is_person_word(name))
        or (is_attribute(name) and not is_person_word(name))
    ):
        return False
    return (is_person_word(name) and name not in {"company", "account"}) or known_thing(name) is None


def is_kin(phrase: NounPhrase) -> bool:
    """``my brother``: somebody of one's own who works along."""
    mine = bool({*phrase.openers} & {"my", "our", "the"}) or phrase.first == 0
    return mine and phrase.head in word_set("talk", "roles", "kin") and len(phrase.nouns) == 1


def allowed_verb(tokens: list[Token]) -> int | None:
    """Place of the verb that somebody may do, when the words right after a person say so."""
    modal = False
    for place, token in enumerate(tokens[:7]):
        following = tokens[place + 1 : place + 2]
        if token.word == "only" and following and following[0].tag in {"NOUN", "DET", "POSS"}:
            return place + 1
        if token.tag == "MODAL" or token.word in {
            "only",
            "just",
            "allowed",
            "able",
            "permitted",
            "entitled",
            "authorised",
            "authorized",
        }:
            modal = True
        elif (
            verb_lemma(token.word) in _strong()
            and (
                modal
                or token.word
                in {"see", "sees", "read", "reads", "view", "views", "edit", "edits", "looks", "look"}
            )
        ) or (place <= 1 and token.tag == "VERB" and token.lemma in {"manage", "administer", "maintain"}):
            return place
        elif token.tag in {"ADV", "NEG", "BE", "TO", "HAVE"} or token.word in {"to", "be", "no", "not"}:
            if token.word == "no" and following:
                return place + 1
        elif token.tag == "VERB" and modal:
            return place
        elif token.tag != "CONJ":
            return None
    return None


def access_verbs() -> frozenset[str]:
    """Verbs for what may be done with records."""
    sets = (word_set("talk", "actions", action) for action in ("create", "read", "update", "delete"))
    return frozenset().union(*sets) | {"do", "administer", "manage", "maintain"}
