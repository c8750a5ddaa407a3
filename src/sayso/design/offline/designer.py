"""The offline designer: a description in, an application and questions out."""

from sayso.design.types import Proposal, Question
from sayso.kit.ids import IdSource
from sayso.kit.words import plural
from sayso.spec.model import AppSpec

from .build.public import with_public
from .build.questions import open_questions
from .build.spec import build_spec
from .extraction.read import read
from .model.resolve import resolve
from .readable import unreadable


class OfflineDesigner:
    """Reads English descriptions by rules and general knowledge; needs no model and no network."""

    def design(self, text: str, ids: IdSource) -> Proposal:
        """What the text describes; one that cannot be read gives a question and nothing else."""
        problem = unreadable(text)
        if problem is not None:
            return Proposal(questions=(problem,), reply=problem.text, is_readable=False)
        evidence = read(text)
        business = resolve(evidence)
        if not business.things:
            question = Question(
                "Which things should it keep records of, and what should it know about each?",
                (
                    "Clients with name and phone, and appointments with a date",
                    "Projects, tasks and who does them",
                ),
            )
            return Proposal(questions=(question,), reply=question.text)
        spec = with_public(build_spec(business, evidence, ids), evidence.public, ids)
        return Proposal(spec, open_questions(spec), told(spec))


def told(spec: AppSpec) -> str:
    """What was read, in a sentence."""
    names = [plural(entity.name).replace("_", " ") for entity in spec.entities]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"I read {spec.name}: it keeps {listed}."
