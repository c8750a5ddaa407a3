"""Questions about what the words leave open and what would change the application most."""

from sayso.design.types import Question
from sayso.kit.words import plural, sentence
from sayso.spec.model import AppSpec, Entity, FieldType

from .components import word_list

_MOST = 3


def open_questions(spec: AppSpec) -> tuple[Question, ...]:
    """The most important ones first, each with answers to pick from."""
    found = [_roles(spec), _states(spec), _owners(spec), _money(spec)]
    return tuple(question for question in found if question is not None)[:_MOST]


def _roles(spec: AppSpec) -> Question | None:
    roles = spec.permissions.roles
    if len(roles) != 1 or not roles[0].assumed:
        return None
    return Question(
        "Who will work with it, and is there anything some of them should not see or change?",
        (
            "Everybody may do everything",
            "One administrator, the others only read",
            "Each person sees only their own records",
        ),
    )


def _states(spec: AppSpec) -> Question | None:
    """Something that usually moves along, of which no steps were said."""
    moving = {flow.entity for flow in spec.flows}
    entity = next(
        (e for e in spec.entities if _last(e) in word_list("moving") and e.name not in moving), None
    )
    if entity is None:
        return None
    what = entity.display_name.lower()
    return Question(
        f"Which steps does {_one(what)} go through?",
        (
            f"{sentence(plural(entity.name))} are open, in progress or done",
            f"{sentence(plural(entity.name))} are requested, confirmed, done or cancelled",
            "None, it is only written down",
        ),
    )


def _owners(spec: AppSpec) -> Question | None:
    """People may see only what is their own, but the way from the record to them is not said."""
    rule = next(
        (r for r in spec.permissions.rules if r.scope.value == "own" and r.owner == "created_by"), None
    )
    if rule is None:
        return None
    what = rule.entity.replace("_", " ")
    who = rule.role.replace("_", " ")
    return Question(
        f"How does one tell which {who} {_one(what)} belongs to?",
        (f"It belongs to the {who} who added it", f"Each {what} has {_one(who)}"),
    )


def _money(spec: AppSpec) -> Question | None:
    paid = any(f.type is FieldType.MONEY for e in spec.entities for f in e.fields)
    currency = next((s for s in spec.settings if s.key == "currency"), None)
    if not paid or currency is None or not currency.assumed:
        return None
    return Question("Which currency do you use?", ("Euros", "Pounds sterling", "US dollars"))


def _last(entity: Entity) -> str:
    return entity.name.rsplit("_", maxsplit=1)[-1]


def _one(what: str) -> str:
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"
