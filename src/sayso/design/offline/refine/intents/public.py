"""``make the services page public``, ``anyone can book without an account``."""

from sayso.design.offline.public_speech import speech_of
from sayso.design.offline.refine.public.opening import Opening, closing
from sayso.design.offline.refine.public.wishes import Wish, entities_of, wishes_of
from sayso.design.offline.refine.speaking import many
from sayso.design.offline.refine.types import Change, Focus, Situation
from sayso.design.types import Decision, Question
from sayso.kit.words import listed
from sayso.spec.model import Action


def open_to_anybody(clause: str, situation: Situation) -> Change | None:
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
    focus = Focus(entity=wishes[0].entity.id)
    if not edits:
        return Change(f"Anybody may {said} without signing in already.", focus=focus)
    return Change(
        f"Anybody may {said} without signing in, once you have confirmed that this becomes public.",
        edits,
        focus=focus,
    )


def _closed(rest: str, situation: Situation) -> Change | None:
    if situation.spec.permissions.public_role is None:
        return Change("Everybody has to sign in already.") if "sign" in rest or not rest else None
    entities = entities_of(rest, situation)
    edits = closing(situation, entities)
    if not entities:
        return Change("Nobody gets in without signing in any more.", edits)
    what = listed([many(entity) for entity in entities])
    return Change(f"Only people who sign in get at {what} now.", edits, focus=Focus(entity=entities[0].id))


def _asked(situation: Situation) -> Change:
    names = [many(entity) for entity in situation.spec.entities[:3]]
    text = "What should people be able to see or do without signing in?"
    options = tuple(f"Anyone can see the {name} without signing in" for name in names)
    return Change(text, decision=Decision.QUESTION, questions=(Question(text, options),))


def _told(wish: Wish) -> str:
    return f"{'create' if wish.action is Action.CREATE else 'see'} {many(wish.entity)}"
