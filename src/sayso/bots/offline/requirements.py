"""What a description says a bot must do, and what it leaves open that matters."""

from sayso.bots.details import Question, Requirements
from sayso.bots.facts import BotFacts

from .choosing import Plan, plan_of
from .recipe import Told, trigger_words
from .refusing import refuse_foreign
from .sentence import MOST_QUESTIONS, CannotError, UnclearError


def read_requirements(description: str, facts: BotFacts) -> tuple[Requirements, tuple[Question, ...]]:
    """The requirements, and at most three questions whose answers would change what is made."""
    try:
        refuse_foreign(description)
        plan = plan_of(description, facts)
    except UnclearError as error:
        return _plain(description, "Some things are open."), (error.question,)
    except CannotError as error:
        return _plain(description, error.message), ()
    return _requirements(plan), tuple(plan.sentence.questions[:MOST_QUESTIONS])


def _plain(description: str, note: str) -> Requirements:
    return Requirements(purpose=" ".join(description.split())[:400], assumptions=(note,))


def _requirements(plan: Plan) -> Requirements:
    told: Told = plan.told()
    common = plan.recipe.common
    details = plan.draft().details
    triggers = getattr(details, "triggers", ())
    features = [*told.features]
    if common.asks_first:
        features.append("A person approves before anything is sent or written.")
    security = [*told.security]
    if common.secret and not told.security:
        security.append(f"The secret {common.secret} is sent to the address; the bot never sees its value.")
    reaches = getattr(details, "reaches", None)
    if reaches is not None:
        if reaches.hosts:
            security.append(f"It reaches {', '.join(reaches.hosts)} and nothing else outside.")
        for one in reaches.modules:
            does = " and ".join(action.value for action in getattr(one, "actions", ()))
            security.append(
                f"In {one.slug} it may {does} {', '.join(name.replace('_', ' ') for name in one.entities)}."
            )
    return Requirements(
        purpose=told.purpose[:400],
        sources=tuple(told.sources),
        processing=tuple(told.processing),
        outputs=tuple(told.outputs),
        features=tuple(features),
        security=tuple(security),
        integrations=tuple(told.integrations),
        triggers=trigger_words(triggers, common.timing),
        assumptions=tuple(plan.sentence.notes),
    )
