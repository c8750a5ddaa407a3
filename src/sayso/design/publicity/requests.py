"""``make the services page public``, ``anyone can book without an account``."""

from sayso.design.name_lookup.nouns import many
from sayso.design.name_lookup.situation import Situation
from sayso.design.publicity.access_edits import Opening, closing
from sayso.design.publicity.anonymous_rights import Wish, entities_of, wishes_of
from sayso.design.publicity.speech import speech_of
from sayso.design.types import Decision, Question, Refinement
from sayso.kit.words import listed
from sayso.spec.edits import Edit, apply
from sayso.spec.model import Action


def opened(clause: str, situation: Situation) -> Refinement | None:
    """Give people who are not signed in a role with rules and pages, or take that away."""
    speech = speech_of(clause)
    if speech is None:
        return None
    if not speech.opens:
        return _closed(speech.rest, situation)
    wishes = wishes_of(speech.rest, situation)
    if not wishes:
        return _asked(situation)
    edits = Opening(situation, clause).take(wishes).edits()
    said = listed([_told(wish) for wish in wishes])
    if not edits:
        return _done(situation, f"Anybody may {said} without signing in already.")
    return _done(
        situation,
        f"Anybody may {said} without signing in, once you have confirmed that this becomes public.",
        edits,
    )


def _done(situation: Situation, said: str, edits: tuple[Edit, ...] = ()) -> Refinement | None:
    result = apply(situation.spec, edits)
    return Refinement(Decision.REFINEMENT, said, edits, result.spec) if result.ok else None


def _closed(rest: str, situation: Situation) -> Refinement | None:
    if situation.spec.permissions.public_role is None:
        is_told = "sign" in rest or not rest
        return _done(situation, "Everybody has to sign in already.") if is_told else None
    entities = entities_of(rest, situation)
    edits = closing(situation, entities)
    if not entities:
        return _done(situation, "Nobody gets in without signing in any more.", edits)
    what = listed([many(entity) for entity in entities])
    return _done(situation, f"Only people who sign in get at {what} now.", edits)


def _asked(situation: Situation) -> Refinement:
    names = [many(entity) for entity in situation.spec.entities[:3]]
    text = "What should people be able to see or do without signing in?"
    options = tuple(f"Anyone can see the {name} without signing in" for name in names)
    return Refinement(Decision.QUESTION, text, (), situation.spec, (Question(text, options),))


def _told(wish: Wish) -> str:
    return f"{'create' if wish.action is Action.CREATE else 'see'} {many(wish.entity)}"
