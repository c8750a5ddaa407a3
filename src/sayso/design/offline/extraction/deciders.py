"""Who decides, told as what happens: ``technicians approve loans``, ``approved by the board``."""

from sayso.design.knowledge.known import is_person_word
from sayso.design.knowledge.load import load, word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .decided import decided
from .events import event_of, followed
from .evidence import DecisionClue, Evidence, GrantClue, RoleClue, Topic
from .people import role_name
from .thing_names import is_attribute, may_be_thing, thing_name

_BETWEEN = frozenset(("PREP", "DET", "POSS", "NOUN", "ADV", "MODAL", "CONJ", "VERB", "ADJ"))
_RELATIVE = frozenset(("that", "which"))
_FAR = 6


def read_deciders(evidence: Evidence) -> None:
    """Add roles for those who decide, and for those whose requests are decided on."""
    told = [
        segment for segment in evidence.segments if segment.topic in {Topic.BODY, Topic.RULE, Topic.THINGS}
    ]
    last = ""
    for segment in told:
        tokens = segment.tokens
        if tokens and not evidence.is_public(tokens):
            _sentence(evidence, tokens, last)
        named = [thing_name(p) for p in noun_phrases([*segment.label, *tokens]) if _is_thing(p)]
        last = named[0] if named else last
    things = {name for clue in evidence.decisions for name in clue.things}
    for segment in told if things else []:
        if not evidence.is_public(segment.tokens):
            _requests(evidence, segment.tokens, things)


def _sentence(evidence: Evidence, tokens: list[Token], last: str) -> None:
    phrases = noun_phrases(tokens)
    for place, token in enumerate(tokens):
        by = _passive(tokens, place)
        if by is not None:
            doer = next((p for p in phrases if by < p.first <= by + 2 and _is_somebody(p)), None)
            things = [p for p in phrases if p.last < place and _is_thing(p)]
            name = thing_name(things[0]) if things else last
            _note(evidence, doer, _verbs_before(tokens, place, by), name, tokens)
        elif decided(tokens[place : place + 2]) and token.tag == "VERB" and not token.word.endswith("ed"):
            doer = _subject(tokens, place, phrases)
            start = doer.last + 1 if doer is not None else place
            _note(
                evidence,
                doer,
                decided(tokens[start : place + _FAR]),
                _object(tokens, place, phrases) or last,
                tokens,
            )


def _passive(tokens: list[Token], place: int) -> int | None:
    """Where *by* stands after ``approved or rejected``."""
    token = tokens[place]
    if not token.word.endswith("ed") or verb_lemma(token.word) not in word_set(
        "talk", "actions", "decided_by"
    ):
        return None
    for further in range(place + 1, min(place + 5, len(tokens))):
        if tokens[further].word == "by":
            return further
        if tokens[further].tag not in {"CONJ", "VERB", "ADV"} and not tokens[further].word.endswith("ed"):
            return None
    return None


def _verbs_before(tokens: list[Token], place: int, by: int) -> tuple[str, ...]:
    return tuple(verb_lemma(t.word) for t in tokens[place:by] if t.word.endswith("ed"))


def _subject(tokens: list[Token], place: int, phrases: list[NounPhrase]) -> NounPhrase | None:
    """Somebody before a verb: in ``the training officer of their company approves`` the officer."""
    for phrase in reversed([p for p in phrases if p.last < place]):
        if any(t.tag not in _BETWEEN or t.word in {"by", "to"} for t in tokens[phrase.last + 1 : place]):
            return None
        if _is_somebody(phrase):
            return phrase
    return None


def _object(tokens: list[Token], place: int, phrases: list[NounPhrase]) -> str:
    after = [p for p in phrases if place < p.first <= place + _FAR and _is_thing(p)]
    doer = _subject(tokens, place, phrases)
    relative = doer is not None and any(
        t.word in _RELATIVE for t in tokens[max(0, doer.first - 1) : doer.last]
    )
    if after and not relative:
        return thing_name(after[0])
    before = [p for p in phrases if doer is not None and p.last < doer.first and _is_thing(p)]
    before = [p for p in before if not _in_brackets(tokens, p)]
    return thing_name(before[-1]) if before else ""


def _in_brackets(tokens: list[Token], phrase: NounPhrase) -> bool:
    words = [t.word for t in tokens[: phrase.first]]
    return words.count("(") > words.count(")")


def _note(
    evidence: Evidence, doer: NounPhrase | None, verbs: tuple[str, ...], thing: str, tokens: list[Token]
) -> None:
    if doer is None or not verbs or not thing:
        return
    role, source = role_name(doer, tokens), quote(evidence.text, tokens)
    _add_role(evidence, role, quote(evidence.text, doer.tokens))
    if any(clue.role == role and thing in clue.things for clue in evidence.decisions):
        return
    evidence.grants.append(GrantClue(role, ("read", "update"), [thing], source))
    evidence.decisions.append(DecisionClue(role, verbs, [thing], source))


def _requests(evidence: Evidence, tokens: list[Token], things: set[str]) -> None:
    """``students borrow cameras`` where loans are approved: a student makes loans of his own."""
    phrases = noun_phrases(tokens)
    doer = phrases[0] if phrases and phrases[0].first == 0 and _is_somebody(phrases[0]) else None
    place = doer.last + 1 if doer is not None else len(tokens)
    if doer is None or place >= len(tokens) or tokens[place].tag != "VERB":
        return
    role = role_name(doer, tokens)
    made = event_of(tokens[place]) if followed(tokens, place) else ""
    same = {made, *str(load("events")["instead"].get(made, "")).split()} - {""}
    handed = verb_lemma(tokens[place].word) in word_set("talk", "actions", "hand_in")
    objects = {thing_name(p) for p in phrases[1:3] if _is_thing(p)} if handed else set()
    found = sorted((same | objects) & things) or sorted(t for t in things if t.rpartition("_")[2] in same)
    if not found or any(grant.role == role for grant in evidence.grants):
        return
    source = quote(evidence.text, tokens)
    _add_role(evidence, role, quote(evidence.text, doer.tokens))
    evidence.grants.append(GrantClue(role, ("create", "read"), found[:1], source, own=True))


def _add_role(evidence: Evidence, name: str, source: str) -> None:
    if all(role.name != name for role in evidence.roles):
        evidence.roles.append(RoleClue(name, source, told=True))


def _is_somebody(phrase: NounPhrase) -> bool:
    name = thing_name(phrase)
    return is_person_word(name) or phrase.head in word_set("talk", "roles", "words")


def _is_thing(phrase: NounPhrase) -> bool:
    return may_be_thing(phrase) and not is_attribute(thing_name(phrase)) and not _is_somebody(phrase)
