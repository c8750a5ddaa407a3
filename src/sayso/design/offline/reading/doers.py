"""The one whose work with the records is told where others' rights are: ``the planner assigns drivers``."""

from sayso.design.knowledge.known import is_person_word, known_thing
from sayso.design.knowledge.load import word_set
from sayso.design.language.lemmas import verb_lemma
from sayso.design.language.phrases import NounPhrase, noun_phrases
from sayso.design.language.tokens import Token, quote

from .evidence import Evidence, GrantClue, RoleClue, Topic
from .naming import is_attribute, may_be_thing, thing_name

_MOST = 2
_AGENTS = ("er", "or")


def read_doers(evidence: Evidence) -> None:
    """Add what the staff do in their daily work, once it was told what somebody may do."""
    if not evidence.grants:
        return
    for segment in evidence.segments:
        if segment.topic is Topic.BODY and not segment.label and not evidence.is_public(segment.tokens):
            _sentence(evidence, segment.tokens)


def _sentence(evidence: Evidence, tokens: list[Token]) -> None:
    phrases = noun_phrases(tokens)
    if not phrases or phrases[0].first or not _is_one_of_the_staff(phrases[0]):
        return
    role = "_".join(phrases[0].nouns)
    told = any(grant.role == role for grant in evidence.grants)
    for place in range(phrases[0].last + 1, len(tokens)):
        token = tokens[place]
        starts = place == phrases[0].last + 1 or tokens[place - 1].word == "and"
        if token.word in {".", ";", "but", "because", "so"}:
            return
        actions = _actions(token) if starts and token.word.endswith("s") else ()
        things = _things(tokens[place + 1 :])
        if actions and things and not told:
            if all(known.name != role for known in evidence.roles):
                source = quote(evidence.text, phrases[0].tokens)
                evidence.roles.append(RoleClue(role, source, told=True))
            said = quote(evidence.text, tokens[place:])
            evidence.grants.append(GrantClue(role, actions, things, said))


def _is_one_of_the_staff(phrase: NounPhrase) -> bool:
    """``the project manager``: one person or office of the business, no customer."""
    if phrase.openers[:1] not in (["the"], ["our"]) or phrase.plural:
        return False
    name = thing_name(phrase)
    known = known_thing(name)
    served = known is not None and known.kind == "customer"
    acting = known is None and phrase.head.endswith(_AGENTS)
    return not served and (
        phrase.head in word_set("talk", "roles", "words") or is_person_word(name) or acting
    )


def _actions(token: Token) -> tuple[str, ...]:
    lemma = verb_lemma(token.word)
    if lemma in word_set("talk", "actions", "plans"):
        return ("create", "read", "update")
    if lemma in word_set("talk", "actions", "settles"):
        return ("read", "update")
    return ()


def _things(tokens: list[Token]) -> list[str]:
    cut = next((i for i, t in enumerate(tokens) if t.word in {".", ";", "and", ","}), len(tokens))
    found = [p for p in noun_phrases(tokens[:cut]) if may_be_thing(p) and not is_attribute(thing_name(p))]
    return [thing_name(p) for p in found][-_MOST:]
