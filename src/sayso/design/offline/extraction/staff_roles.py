"""What the staff do with records in their daily work gives them a role with the rights to do it."""

from sayso.design.knowledge.known import is_person_word, known_things
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .acts import booked
from .deeds import Deed, deeds
from .evidence import Evidence, GrantClue, RoleClue, Topic
from .grants import STATUS
from .people import role_name
from .thing_names import is_attribute, may_be_thing, thing_name

_TOPICS = frozenset((Topic.BODY, Topic.THINGS, Topic.RULE, Topic.STATE))
_MOST = 2


def read_doers(evidence: Evidence) -> None:
    """Add roles for those of the staff who work with records, and what they do with them."""
    told = [segment.tokens for segment in evidence.segments if segment.topic in _TOPICS]
    sentences = [(tokens, [] if evidence.is_public(tokens) else deeds(tokens)) for tokens in told]
    known = bool(evidence.roles) or any(_keeps(deed) for _, done in sentences for deed in done)
    last: list[str] = []
    for tokens, done in sentences:
        last = _note_all(evidence, tokens, done, last, known=known)
        kept = [name for name in _named(tokens) if not is_person_word(name)]
        last = last if done else kept[:1] or last


def _note_all(
    evidence: Evidence, tokens: list[Token], done: list[Deed], last: list[str], *, known: bool
) -> list[str]:
    """Note what is done in one sentence; what it was about last is meant by *it* in the next.

    Only where it is ``known`` who works with records does a deed in the world tell of others who do.
    """
    by_hand = bool({t.word for t in tokens} & word_set("talk", "actions", "by_hand"))
    for deed in done:
        things = _things(deed, last)
        for doer in deed.doers if things and not by_hand else ():
            role = role_name(doer, tokens)
            named = any(clue.name == role for clue in evidence.roles)
            if _keeps(deed) or (known and _may_change(deed, named=named)):
                _note(evidence, role, doer, deed, things)
        last = things or last
    return last


def _note(evidence: Evidence, role: str, doer: NounPhrase, deed: Deed, things: list[str]) -> None:
    mine = [grant for grant in evidence.grants if grant.role == role]
    actions = _actions(deed.verb)
    if any(grant.bounds or grant.denied or not grant.things for grant in mine):
        return
    if any({*things} & {*grant.things} and {*actions} <= {*grant.actions} for grant in mine):
        return
    own = any(grant.own and {*things} & {*grant.things} for grant in mine)
    source = quote(evidence.text, [*doer.tokens, deed.verb, *deed.objects])
    if all(known.name != role for known in evidence.roles):
        evidence.roles.append(RoleClue(role, quote(evidence.text, doer.tokens)))
    evidence.grants.append(GrantClue(role, actions, things, source, own=own))


def _keeps(deed: Deed) -> bool:
    """Whether a deed is one with records, rather than in the world: to book, to enter, to approve."""
    return _lemma(deed.verb) in word_set("talk", "actions", "desk")


def _may_change(deed: Deed, *, named: bool) -> bool:
    """Whether a deed in the world shows in the records: who fixes a fault says so there.

    Of who makes or takes something that holds only where he was ``named`` for other work.
    """
    lemma = _lemma(deed.verb)
    return lemma in word_set("talk", "actions", "craft") or (
        named and lemma in word_set("talk", "actions", "making")
    )


def _lemma(verb: Token) -> str:
    lemma = verb_lemma(verb.word)
    return lemma.removeprefix("re") if lemma.removeprefix("re") in {"open", "assign", "schedule"} else lemma


def _actions(verb: Token) -> tuple[str, ...]:
    lemma = _lemma(verb)
    makes = lemma in word_set("talk", "actions", "plans") | word_set("talk", "actions", "create") | {"handle"}
    return ("create", "read", "update") if makes and lemma != "open" else ("read", "update")


def _things(deed: Deed, last: list[str]) -> list[str]:
    if {t.word for t in deed.objects} & STATUS or [t.word for t in deed.objects[:1]] in (["it"], ["them"]):
        return _named(deed.objects)[:1] or last[:1]
    things = _named(deed.objects)
    made = booked(deed.verb, things[0]) if things else ""
    if made:
        return [made]
    values = [thing_name(p) for p in noun_phrases(deed.objects) if is_attribute(thing_name(p))]
    return (things or values)[:_MOST]


def _named(tokens: list[Token]) -> list[str]:
    found = [p for p in noun_phrases(tokens) if may_be_thing(p) and not is_attribute(thing_name(p))]
    return [
        thing_name(p) for p in found if not is_person_word(thing_name(p)) or thing_name(p) in known_things()
    ]
