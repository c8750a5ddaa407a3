"""A first description as the trained reader takes it: what it states, and what follows by rule."""

from functools import lru_cache

from sayso.design.language.sentences import Shape, pieces
from sayso.kit.ids import IdSource
from sayso.kit.words import plural, sentence
from sayso.reader import Mode, Reading, read
from sayso.spec.model import AppSpec

from .agents.first.defaults import complete
from .drafts.description_words import Said
from .drafts.stated import says_it_all, stated_in
from .drafts.widened import Second
from .offline.build.questions import open_questions
from .offline.designer import OfflineDesigner, told
from .offline.readable import unreadable
from .refinement import SURE
from .resolver.description import described
from .types import Proposal

_LONGEST = 20_000
_SURE_ENOUGH, _SURER = 0.55, 0.7
"""How sure the trained reader has to be of what it adds to rules, and where these understood enough alone."""


@lru_cache(maxsize=4)
def reading_of(text: str) -> Reading:
    """What the trained reader sees in a description; rows of tables are left to the rules."""
    prose = "\n".join(piece.text for piece in pieces(text[:_LONGEST]) if piece.shape is not Shape.ROW)
    return read(prose, Mode.DESCRIPTION)


def second_reading(stated: AppSpec, said: Said, ids: IdSource) -> Second:
    """What whoever did not read a description first finds in it: the trained reader, or the rules."""
    is_strict = says_it_all(stated_in(stated, said), said)
    least = _SURER if is_strict else _SURE_ENOUGH
    reading = reading_of(said.spoken)
    if not said.written.is_about_software:
        return Second(described(reading, ids, least), reading, least, is_strict)
    return Second(OfflineDesigner().design(said.text, ids).sound_spec, reading, least, is_strict)


def by_reading(text: str, ids: IdSource) -> Proposal:
    """The application of all that was understood; an empty one where nothing is to be kept."""
    problem = unreadable(text)
    if problem is not None:
        return Proposal(questions=(problem,), reply=problem.text, is_readable=False)
    reading = reading_of(text)
    spec = described(reading, ids, SURE)
    if not spec.entities:
        return Proposal()
    named = next((span.text for span in reading.spans if span.role == "name"), "")
    name = named or sentence(plural(spec.entities[0].name))
    whole = complete(spec, text, ids, name[:60])
    return Proposal(whole, open_questions(whole), told(whole))
