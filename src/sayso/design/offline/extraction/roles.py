"""Find who works with the software and what each may do."""

from itertools import pairwise

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import noun_lemma, verb_lemma
from sayso.design.language.lists import split_items
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .access_phrases import access_verbs, acts, allowed_verb, is_told, logs_in, may_act
from .actor_segments import WHOLE, person_may, told_parts
from .acts import ORDER
from .evidence import Evidence, GrantClue, RoleClue, Segment, Topic
from .grants import STATUS, Teller, read_grants
from .people import after_everybody, beside, joined, role_name
from .stories import introduces, read_story
from .thing_names import is_attribute, may_be_thing, thing_name

_LABEL = 4
_OPENING = 1
_EVERYTHING_ELSE = ("everything", "else")


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
            if introduces(story) and segment.number <= _OPENING:
                source = quote(evidence.text, segment.tokens)
                evidence.grants.append(GrantClue(story.role, tuple(ORDER), [], source))
            else:
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
        again = {t.word for t in part} & {"it", "them", "those", "these"} or _ends_in_own(part)
        before = mentioned[-1:] if again else []
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


def _ends_in_own(tokens: list[Token]) -> bool:
    """``they see only their own``: of what was spoken of before."""
    return [t.word for t in tokens if t.is_word][-1:] == ["own"]


def _labelled(evidence: Evidence, segment: Segment) -> bool:
    """``cashier - create sales, no deleting`` under ``Permissions:``."""
    phrases = noun_phrases(segment.label)
    if not phrases or not is_person_word(thing_name(phrases[0])) or len(segment.label) > _LABEL:
        return False
    if phrases[0].head in word_set("talk", "labels", "role"):
        return False
    _role(evidence, role_name(phrases[0], segment.label), phrases[0].tokens)
    read_grants(evidence, Teller(role_name(phrases[0], segment.label), listed=True), segment.tokens)
    return True


def _is_role(segment: Segment) -> bool:
    """``Board: read all``: a line of its own that says what somebody may do."""
    first = segment.tokens[0] if segment.tokens else None
    if first is None or len(segment.label) > 2 or "," in segment.words[:3]:
        return False
    following = segment.words[1:2]
    acting = first.word in access_verbs() and (first.tag == "VERB" or {*following} & WHOLE)
    may = first.tag == "MODAL" and len(segment.tokens) > 1 and acts(segment.tokens[1])
    may |= [t.word for t in segment.tokens[:2]] == ["read", "only"]
    return may or first.word in WHOLE | {"full", "read-only"} or bool(acting)


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
        if is_told(phrase, following, only, told) and not (phrase.first and _is_object(phrase, tokens)):
            if _without_access(following):
                return True
            for one in [*named_before, phrase]:
                _role(evidence, role_name(one, tokens), one.tokens)
                teller = Teller(role_name(one, tokens), only=only, listed=told, before=list(before or []))
                teller.enters = logs_in(following) > 0
                read_grants(evidence, teller, _once_in(following))
            return True
    return False


def _once_in(following: list[Token]) -> list[Token]:
    """What is done after ``log in and``, where *report* and *book* are verbs."""
    rest = following[logs_in(following) :]
    if len(rest) < len(following) and verb_lemma(rest[0].word) in access_verbs():
        rest[0].tag, rest[0].lemma = "VERB", verb_lemma(rest[0].word)
    return rest


def _is_object(phrase: NounPhrase, tokens: list[Token]) -> bool:
    """``may search the catalogue but not see prices``: the catalogue does not see."""
    return not is_person_word(thing_name(phrase)) and any(t.tag == "MODAL" for t in tokens[: phrase.first])


def _without_access(following: list[Token]) -> bool:
    """``customers no access``: they do not work with the software at all."""
    words = [t.word for t in following if t.tag not in {"HAVE", "BE", "DO"}]
    return words[:1] in (["no"], ["not"], ["without"]) and [w for w in words if w.isalpha()][-1] == "access"


def _as_somebody(evidence: Evidence, tokens: list[Token], phrases: list[NounPhrase]) -> bool:
    """``as the owner I see all orders``."""
    if not tokens or tokens[0].word != "as" or not phrases or phrases[0].first != 1:
        return False
    following = tokens[phrases[0].last + 1 :]
    if any(t.word == "i" for t in following[:2]):
        _role(evidence, role_name(phrases[0], tokens), phrases[0].tokens)
        read_grants(evidence, Teller(role_name(phrases[0], tokens)), following)
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
        _role(evidence, role_name(phrase, tokens), phrase.tokens)
    return bool(found)


def _listed(evidence: Evidence, segment: Segment) -> None:
    """``Users: pharmacist (all), assistant (only quantities)``, or sentences about them."""
    modal = any(t.tag == "MODAL" for t in segment.tokens)
    _see_verbs(segment.tokens)
    if modal or person_may(segment.tokens[:6]) or _acting(segment.tokens):
        told = _read_parts(evidence, told_parts(segment.tokens))
        if told:
            return
    for item in split_items(segment.tokens, frozenset(("and", "&"))):
        phrases = noun_phrases(item.tokens)
        if not phrases or phrases[0].first > 1:
            continue
        if not (is_person_word(thing_name(phrases[0])) or len(item.tokens) <= 3):
            continue
        name = role_name(phrases[0], item.tokens)
        if is_attribute(name) and not is_person_word(name):
            continue
        _role(evidence, name, phrases[0].tokens)
        rest = item.tokens[phrases[0].last + 1 :]
        for tokens in [*item.brackets, rest]:
            if tokens:
                read_grants(evidence, Teller(name, listed=True), tokens)


def _read_parts(evidence: Evidence, parts: list[list[Token]]) -> bool:
    """``staff enter repairs, the technician updates the status``: that of the repairs."""
    read = False
    last: list[str] = []
    for part in parts:
        names = [thing_name(p) for p in noun_phrases(part)]
        of_last = any(name in STATUS or is_attribute(name) for name in names)
        read |= _sentence(evidence, part, told=True, before=last if of_last else [])
        things = [thing_name(p) for p in noun_phrases(part) if may_be_thing(p)]
        last = [n for n in things if not is_attribute(n) and not is_person_word(n)][-1:] or last
    return read


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


def _role(evidence: Evidence, name: str, tokens: list[Token]) -> None:
    if name in word_set("talk", "roles", "not_people") or not name:
        return
    if all(role.name != name for role in evidence.roles):
        evidence.roles.append(RoleClue(name, quote(evidence.text, tokens), told=True))
