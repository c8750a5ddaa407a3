"""What people who are not signed in are to see and to do, once everything else is there."""

from collections.abc import Iterable

from sayso.design.name_lookup.situation import Situation
from sayso.design.offline.extraction.evidence import PublicClue
from sayso.design.publicity.access_edits import Opening
from sayso.design.publicity.anonymous_rights import wishes_of
from sayso.design.publicity.speech import speech_of
from sayso.kit.ids import IdSource
from sayso.spec.edits import apply
from sayso.spec.model import AppSpec


def with_public(spec: AppSpec, clues: Iterable[PublicClue], ids: IdSource) -> AppSpec:
    """The spec with a role, rules and pages for what was said to be open, as far as it is there."""
    for clue in clues:
        speech = speech_of(clue.source)
        if speech is None or not speech.opens:
            continue
        situation = Situation(spec, ids)
        wishes = wishes_of(speech.rest, situation)
        if wishes:
            spec = apply(spec, Opening(situation, clue.source).take(wishes).edits()).spec
    return spec
