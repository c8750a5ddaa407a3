"""Rights told of the thing: ``drones may be edited by technicians only``, ``fees are visible to clerks``."""

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import word_set
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .acts import ORDER, REFUSED, action_of
from .evidence import Evidence, GrantClue, HiddenClue, RoleClue, Topic
from .people import role_name
from .thing_names import is_attribute, may_be_thing, thing_name

_NEAR = 3
_KINDS_OF_ACCESS = frozenset(("read", "read-only", "view", "view-only", "full"))
_SEEN = frozenset(("visible", "shown", "seen", "hidden", "accessible"))


def read_passive(evidence: Evidence) -> None:
    """Add rights that are told of what is kept rather than of who keeps it."""
    for segment in evidence.segments:
        if segment.topic in {Topic.BODY, Topic.RULE, Topic.ROLE} and not evidence.is_public(segment.tokens):
            for place, token in enumerate(segment.tokens):
                if token.word in {"by", "to", "from", "for"}:
                    _read(evidence, segment.tokens, place)


def _access(evidence: Evidence, tokens: list[Token], place: int) -> bool:
    """``read-only access for auditors``, ``full access for the owner``."""
    words = [t.word for t in tokens[:place]]
    if "access" not in words[-2:] or not {*words} & _KINDS_OF_ACCESS or len(words) > _NEAR + 1:
        return False
    end = next(
        (i for i in range(place, len(tokens)) if tokens[i].word in {",", ";", ".", "but"}), len(tokens)
    )
    people = [p for p in noun_phrases(tokens[:end]) if p.first > place and _is_somebody(p)]
    for who in people:
        source = quote(evidence.text, tokens[: who.last + 1])
        actions = ORDER if "full" in words else ("read",)
        evidence.grants.append(GrantClue(role_name(who, tokens), actions, [], source))
        if all(known.name != role_name(who, tokens) for known in evidence.roles):
            evidence.roles.append(
                RoleClue(role_name(who, tokens), quote(evidence.text, who.tokens), told=True)
            )
    return bool(people)


def _read(evidence: Evidence, tokens: list[Token], place: int) -> None:
    if tokens[place].word in {"for", "to"} and _access(evidence, tokens, place):
        return
    phrases = noun_phrases(tokens)
    who = next((p for p in phrases if place < p.first <= place + _NEAR and _is_somebody(p)), None)
    verb = next((i for i in range(place - 1, max(-1, place - _NEAR), -1) if _says_right(tokens, i)), None)
    if who is None or verb is None or who.first > place + 2:
        return
    begin = max((i for i in range(verb) if tokens[i].word in {",", ";", ".", "but"}), default=-1) + 1
    subjects = [p for p in phrases if begin <= p.first < verb]
    role, source = role_name(who, tokens), quote(evidence.text, tokens[begin : who.last + 1])
    words = {t.word for t in tokens[begin : who.last + 2]}
    values = [thing_name(p) for p in subjects if is_attribute(thing_name(p))]
    things = [thing_name(p) for p in subjects if may_be_thing(p) and not is_attribute(thing_name(p))]
    refused = bool(words & REFUSED) or tokens[verb].word == "hidden"
    alone = "only" in words and not refused
    values += things if refused or alone else []
    action = "read" if tokens[verb].word in _SEEN else action_of(tokens[verb])
    if values and (refused or alone) and action in {"read", "update"}:
        evidence.hidden.append(HiddenClue(role, values, things, (action,), source, alone))
    if things and not refused:
        actions = tuple(a for a in ORDER if a in {"read", action})
        evidence.grants.append(GrantClue(role, actions, things, source, only=alone))
    if not (things or values):
        return
    if all(known.name != role for known in evidence.roles):
        evidence.roles.append(RoleClue(role, quote(evidence.text, who.tokens), told=True))


def _says_right(tokens: list[Token], place: int) -> bool:
    """Whether a word says what may be done: *visible*, or *edited* after *may be*."""
    if tokens[place].word in _SEEN:
        return True
    before = [t.tag for t in tokens[max(0, place - 4) : place]]
    return (
        tokens[place].word.endswith("ed")
        and "MODAL" in before
        and "BE" in before
        and bool(action_of(tokens[place]))
    )


def _is_somebody(phrase: NounPhrase) -> bool:
    return is_person_word(thing_name(phrase)) or phrase.head in word_set("talk", "roles", "words")
