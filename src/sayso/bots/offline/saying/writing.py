"""Programs that tell people the same thing at certain times."""

from sayso.bots.details import BotDetails, Case, ConfigField, Expected, ExpectedNotice, Given
from sayso.bots.offline.program import bare, function, helpers_for, reaches_of, tell_fields, tell_function
from sayso.bots.offline.recipe import triggers_of
from sayso.devloop.programs.types import Draft
from sayso.phrases.writing.text import literal, module

from .reading import Say


def write_saying(say: Say) -> Draft:
    """The bot."""
    common = say.common
    doc = f"Tells people: {say.text}."
    title = common.name if common.name != say.text else "Reminder"
    lines = [f'tell(ctx, {literal(title)}, ctx.config["message"])']
    run = function("run(ctx, input)", bare(doc), lines)
    told = tell_function(common, asks=common.asks_first)
    helpers, imports = helpers_for(f"{run}\n{told}")
    details = BotDetails(
        name=common.name,
        description=f"{doc} {' '.join(common.notes)}".strip()[:600],
        reaches=reaches_of(common),
        config=(ConfigField(name="message", label="Message", default=say.text), *tell_fields(common.tells)),
        triggers=triggers_of(common.timing),
        cases=_cases(say),
    )
    return Draft(module(doc, imports, [run, told, *helpers]), details, details.description)


def _cases(say: Say) -> tuple[Case, ...]:
    cases = [
        Case(name="People are told", given=_given(), expect=_told(say, say.text)),
        Case(
            name="People are told what the owner writes instead",
            given=_given(message="Something else"),
            expect=_told(say, "Something else"),
        ),
    ]
    if say.common.asks_first:
        cases.append(
            Case(
                name="Nothing is sent that was not approved",
                given=_given(allows=False),
                expect=Expected(no_notices=True),
            )
        )
    return tuple(cases)


def _told(say: Say, text: str) -> Expected:
    return Expected(
        notices=tuple(ExpectedNotice(channel=one.channel, contains=(text,)) for one in say.common.tells)
    )


def _given(*, message: str = "", allows: bool = True) -> Given:
    return Given(config={"message": message} if message else {}, approvals={"*": allows})
