"""What to ask where words say nothing of a step."""

from sayso.design.steps.types import Step
from sayso.design.types import Question
from sayso.kit.words import plural
from sayso.spec.model import AppSpec


def question_of(step: Step, spec: AppSpec) -> Question:
    """What to say so that the step can be read, with the names that are there."""
    names = [entity.name.replace("_", " ") for entity in spec.entities] or ["order", "customer"]
    one, other = names[-1], names[0]
    many = plural(one)
    match step:
        case Step.OBJECT_MODEL:
            return Question(
                "Which things should it keep records of, and what should it know about each?",
                ("Clients with name and phone, and appointments with a date",),
            )
        case Step.RELATIONSHIPS:
            return Question("Which records belong to which?", (f"Every {one} belongs to a {other}.",))
        case Step.STATE_FLOW:
            return Question(
                "Which states do records go through, and in which order?",
                (f"A {one} is new, then in progress, and finally done.",),
            )
        case Step.PAGES:
            return Question("Which pages should there be?", (f"A page with a table of {many}",))
        case Step.PERMISSIONS:
            return Question(
                "Who works with it, and what may each do?",
                (f"Managers may do everything. Staff may only see and change their own {many}.",),
            )
        case Step.REPORTS:
            return Question("Which figures should it show?", (f"Number of {many} per month",))
