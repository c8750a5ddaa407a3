"""A first description as the trained reader takes it: what it states, and what follows by rule."""

from sayso.kit.ids import IdSource
from sayso.kit.words import plural, sentence
from sayso.reader import Mode, read
from sayso.spec.edits import diff, empty_spec

from .agents.first.completing import complete
from .offline.build.questions import open_questions
from .offline.designer import told
from .offline.readable import unreadable
from .refinement import SURE
from .resolver.description import described
from .types import Proposal

_LONGEST = 20_000


def by_reading(text: str, ids: IdSource) -> Proposal:
    """Edits of an empty spec for all that was understood; none where nothing is to be kept."""
    problem = unreadable(text)
    if problem is not None:
        return Proposal(questions=(problem,), reply=problem.text, is_readable=False)
    reading = read(text[:_LONGEST], Mode.DESCRIPTION)
    spec = described(reading, ids, SURE)
    if not spec.entities:
        return Proposal()
    named = next((span.text for span in reading.spans if span.role == "name"), "")
    name = named or sentence(plural(spec.entities[0].name))
    whole = complete(spec, text, ids, name[:60])
    return Proposal(diff(empty_spec(), whole), open_questions(whole), whole.assumptions, told(whole))
