"""Find who works with the software and what each may do."""

from dataclasses import replace
from itertools import pairwise

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import noun_lemma, verb_lemma
from sayso.design.language.lists import split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote
from sayso.kit.words import snake

from .evidence import Evidence, GrantClue, RoleClue, Segment, Topic
from .grants import Teller, read_grants
from .naming import is_attribute, may_be_thing, thing_name
from .people import after_everybody, beside, joined, only_people
from .stories import read_story
from .telling import access_verbs, acts, allowed_verb, is_told, may_act

_LABEL = 4
_WHOLE = frozenset(("everything", "all", "anything"))
_EVERYTHING_ELSE = ("everything", "else")
_MAY = frozenset(("can", "may", "could", "should", "must", "shall", "only", "might"))


def read_roles(evidence: Evidence) -> None:
    """Add roles and grants from stories, role labels and sentences about who may do what."""
    told_in = (-1, -1)
    for segment in evidence.segments:
        here = (segment.paragraph, segment.number)
        parts = told_parts(segment.tokens) or [[]]
        story = read_story(parts[0]) or read_story(segment.tokens)
        if story is not None and not evidence.is_public(segment.tokens):
            whole = read_story(parts[0]) is None
            _role(evidence, story.role, story.phrase.tokens)
            read_grants(evidence, Teller(story.role, story=True), story.wish)
            for part in [] if whole else parts[1:]:
                _sentence(evidence, part)
        elif segment.topic is Topic.ROLE:
            told_in = here
            if not _labelled(evidence, segment):
                _listed(evidence, segment)
        elif _is_role(segment) and _labelled(evidence, segment):
            segment.topic = Topic.ROLE
        elif segment.topic is not Topic.LATER:
            told = here[0] == told_in[0] and not segment.label and not segment.bullet
            _prose(evidence, parts, told)


def _prose(evidence: Evidence, parts: list[list[Token]], told: bool) -> None:
    """Sentences side by side: where one says what somebody may do, the others do too."""
    silent: list[list[Token]] = []
    mentioned: list[str] = []
    for part in parts:
        before = mentioned[-1:] if {t.word for t in part} & {"it", "them", "those", "these"} else []
        if not _sentence(evidence, part, told, before):
            silent.append(part)
        elif mentioned and _EVERYTHING_ELSE in pairwise(t.word for t in part):
            rest = GrantClue(evidence.grants[-1].role, ("read",), list(mentioned), "", denied=True)
            evidence.grants.append(rest)
        phrases = [p for p in noun_phrases(part) if may_be_thing(p) and not is_person_word(thing_name(p))]
        mentioned += [thing_name(p) for p in phrases if not is_attribute(thing_name(p))]
    if len(silent) < len(parts) and not told:
        for part in silent:
            phrases = noun_phrases(part)
            if phrases and phrases[0].first <= 1 and is_person_word(thing_name(phrases[0])):
                _sentence(evidence, part, told=True)


def _labelled(evidence: Evidence, segment: Segment) -> bool:
    """``cashier - create sales, no deleting`` under ``Permissions:``."""
    phrases = noun_phrases(segment.label)
    if not phrases or not is_person_word(thing_name(phrases[0])) or len(segment.label) > _LABEL:
        return False
    if phrases[0].head in word_set("talk", "labels", "role"):
        return False
    _role(evidence, _name(phrases[0]), phrases[0].tokens)
    read_grants(evidence, Teller(_name(phrases[0]), listed=True), segment.tokens)
    return True


def _is_role(segment: Segment) -> bool:
    """``Board: read all``: a line of its own that says what somebody may do."""
    first = segment.tokens[0] if segment.tokens else None
    if first is None or len(segment.label) > 2 or "," in segment.words[:3]:
        return False
    following = segment.words[1:2]
    acting = first.word in access_verbs() and (first.tag == "VERB" or {*following} & _WHOLE)
    return first.word in _WHOLE | {"full", "read-only"} or bool(acting)


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
            and _person_may(tokens[place + 1 : place + 7])
        )
        if new_subject:
            parts.append([])
        else:
            parts[-1].append(token)
    parts = [part for part in parts if part]
    return [part if place == 0 else _with_verb(part, parts[place - 1]) for place, part in enumerate(parts)]


def _with_verb(part: list[Token], before: list[Token]) -> list[Token]:
    """``the clerk sees orders, the boss everything``: the boss sees, too."""
    place = next((i for i, t in enumerate(part) if t.word in _WHOLE), 0)
    verb = next((t for t in before if t.tag in {"VERB", "DO"}), None)
    if not place or verb is None or any(t.tag in {"VERB", "MODAL", "BE", "DO"} for t in part[:place]):
        return part
    begin = part[place].start
    return [*part[:place], replace(verb, start=begin, end=begin), *part[place:]]


def _person_may(tokens: list[Token]) -> bool:
    if tokens[1:] and tokens[0].word in {"as", "only"} and tokens[1].tag not in {"VERB", "TO"}:
        return True
    phrases = noun_phrases(tokens)
    if after_everybody(tokens) is not None or [t.word for t in tokens[:2]] in (["i", "can"], ["i", "may"]):
        return True
    if not phrases or phrases[0].first > 1 or not may_act(phrases[0]):
        return False
    after = tokens[phrases[0].last + 1 :]
    if len(phrases[0].tokens) == 1 and acts(tokens[phrases[0].first]) and not is_person_word(phrases[0].head):
        return False
    if not after or (after[0].word in {"only", "just"} and (not after[1:] or after[1].word == ".")):
        return False
    return (
        acts(after[0]) or after[0].word in _MAY | _WHOLE | {"no", "just"} or after[0].tag in {"MODAL", "BE"}
    )


def _sentence(
    evidence: Evidence, tokens: list[Token], told: bool = False, before: list[str] | None = None
) -> bool:
    """Read who may do what in one sentence; whether it says so."""
    if evidence.is_public(tokens):
        return True
    phrases = noun_phrases(tokens)
    if _as_somebody(evidence, tokens, phrases) or _users_are(evidence, tokens, phrases):
        return True
    if _everybody(evidence, tokens, list(before or [])):
        return True
    for phrase in _doers(joined(phrases, tokens), tokens):
        named_before = beside(phrases, phrase, tokens)
        if (phrase.first > 4 and not named_before) or not (may_act(phrase) or (told and phrase.first == 0)):
            continue
        following = tokens[phrase.last + 1 :]
        only = _only_before((*named_before, phrase)[0], tokens)
        if following and following[0].word == "," and tokens[max(0, phrase.first - 1)].word == ",":
            following, only = following[1:], tokens[0].word == "only"
        if is_told(phrase, following, only, told):
            for one in [*named_before, phrase]:
                _role(evidence, _name(one), one.tokens)
                teller = Teller(_name(one), only=only, listed=told, before=list(before or []))
                read_grants(evidence, teller, following)
            return True
    return False


def _as_somebody(evidence: Evidence, tokens: list[Token], phrases: list[NounPhrase]) -> bool:
    """``as the owner I see all orders``."""
    if not tokens or tokens[0].word != "as" or not phrases or phrases[0].first != 1:
        return False
    following = tokens[phrases[0].last + 1 :]
    if any(t.word == "i" for t in following[:2]):
        _role(evidence, _name(phrases[0]), phrases[0].tokens)
        read_grants(evidence, Teller(_name(phrases[0])), following)
    return True


def _everybody(evidence: Evidence, tokens: list[Token], before: list[str]) -> bool:
    """Read what everyone, or everyone else, may do; whether it is said."""
    all_of_them = after_everybody(tokens)
    if all_of_them is None or allowed_verb(tokens[all_of_them.place :]) is None:
        return False
    teller = Teller(all_of_them.role, before=before, listed=True)
    read_grants(evidence, teller, tokens[all_of_them.place :])
    return True


def _doers(phrases: list[NounPhrase], tokens: list[Token]) -> list[NounPhrase]:
    """The phrases that may be who does something: of several people named together the last one."""
    start = 0
    while start + 1 < len(phrases) and beside(phrases[: start + 2], phrases[start + 1], tokens):
        start += 1
    return phrases[start : start + 2]


def _only_before(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """``Only the manager``, ``nobody except the boss``."""
    before = {t.word for t in tokens[: phrase.first]}
    if before & {"nobody", "noone", "no"} and before & {"except", "but", "besides"}:
        return True
    near = tokens[phrase.first - 1].word if phrase.first else ""
    return near == "only" or phrase.tokens[0].word == "only"


def _users_are(evidence: Evidence, tokens: list[Token], phrases: list[NounPhrase]) -> bool:
    """``The users are receptionists and therapists``, ``it is used by clerks and drivers``."""
    words = [t.word for t in tokens]
    heads = word_set("talk", "labels", "role")
    first = phrases[0] if phrases else None
    start = None
    if (
        first is not None
        and first.first <= 1
        and first.head in heads
        and words[first.last + 1 : first.last + 2]
    ):
        start = first.last + 2 if words[first.last + 1] in {"are", "will", "is"} else None
    used = next((i for i in range(1, len(words) - 2) if words[i : i + 2] == ["used", "by"]), None)
    start = used + 2 if used is not None else start
    if start is None:
        return False
    found = [p for p in noun_phrases(tokens[start:]) if is_person_word(thing_name(p)) and p.head not in heads]
    for phrase in found:
        _role(evidence, _name(phrase), phrase.tokens)
    return bool(found)


def _listed(evidence: Evidence, segment: Segment) -> None:
    """``Users: pharmacist (all), assistant (only quantities)``, or sentences about them."""
    modal = any(t.tag == "MODAL" for t in segment.tokens)
    _see_verbs(segment.tokens)
    if modal or _person_may(segment.tokens[:6]) or _acting(segment.tokens):
        read = [_sentence(evidence, part, told=True) for part in told_parts(segment.tokens)]
        if any(read):
            return
    for item in split_items(segment.tokens, frozenset(("and", "&"))):
        phrases = noun_phrases(item.tokens)
        if not phrases or phrases[0].first > 1:
            continue
        if not (is_person_word(thing_name(phrases[0])) or len(item.tokens) <= 3):
            continue
        name = _name(phrases[0])
        if is_attribute(name) and not is_person_word(name):
            continue
        _role(evidence, name, phrases[0].tokens)
        rest = item.tokens[phrases[0].last + 1 :]
        for tokens in [*item.brackets, rest]:
            if tokens:
                read_grants(evidence, Teller(name, listed=True), tokens)


def _acting(tokens: list[Token]) -> bool:
    """Whether somebody does something right at the start: ``chairs enter turnout``."""
    phrases = noun_phrases(tokens)
    following = tokens[phrases[0].last + 1 :] if phrases and not phrases[0].first else []
    return bool(following) and following[0].tag == "VERB" and acts(following[0])


def _see_verbs(tokens: list[Token]) -> None:
    """Where rights are listed, ``back office reads accounts`` has a verb after somebody."""
    if tokens[1:] and tokens[0].tag == "ADV" and tokens[0].word in word_set("talk", "roles", "telling"):
        tokens[0].tag = "ADJ"
    for before, token in pairwise(tokens[:6]):
        people = is_person_word(noun_lemma(before.word)) or before.word in word_set("talk", "roles", "words")
        nouns = before.tag == "NOUN" and token.tag == "NOUN"
        if people and nouns and verb_lemma(token.word) in access_verbs():
            token.tag, token.lemma = "VERB", verb_lemma(token.word)
            return


def _name(phrase: NounPhrase) -> str:
    words = [t.word for t in phrase.tokens]
    nouns = ["sales" if noun == "sale" and "sales" in words else noun for noun in phrase.nouns]
    kept = [a for a in phrase.adjectives if a in word_set("talk", "roles", "telling")]
    return snake(" ".join([*kept, *nouns]))


def _role(evidence: Evidence, name: str, tokens: list[Token]) -> None:
    if name in word_set("talk", "roles", "not_people") or not name:
        return
    if all(role.name != name for role in evidence.roles):
        evidence.roles.append(RoleClue(name, quote(evidence.text, tokens), told=True))
