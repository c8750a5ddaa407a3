"""The messages themselves: that what they want is not so already, and that they name what is there."""

import inspect
from collections import Counter

import pytest

from sayso.spec.checks import check
from sayso.spec.diagnostics import Level
from sayso.spec.model import Action, Period

from .application import Application, is_named
from .checks import CHECKS
from .handwork import by_hand
from .messages import HERE, Message, messages, specification
from .scope import Called
from .scoring import Verdict, holds, judge

MESSAGES = messages()
WISHES = [one for one in MESSAGES if one.checks]
APPLICATIONS = sorted(path.stem for path in (HERE / "applications").glob("*.json"))
OF_ENTITY = {
    *(
        "field",
        "no_field",
        "attribute",
        "option",
        "no_option",
        "computed",
        "rule",
        "state",
        "no_state",
        "initial",
    ),
    *(
        "transition",
        "no_transition",
        "limited",
        "component",
        "no_component",
        "column_hidden",
        "report",
        "no_report",
    ),
}
OF_ROLE = {"may", "may_not", "hidden"}
OF_LINK = {"link", "no_link", "link_required"}
OF_FIELD = {"attribute", "option", "no_option", "hidden", "column_hidden"}
OF_STATES = {"transition", "limited", "initial"}


def base_of(message: Message) -> Application:
    return Application(specification(message.application))


def made(message: Message, kind: str) -> list[Called]:
    return [one for one in message.checks if one.name == kind]


def is_entity(message: Message, name: str) -> bool:
    return base_of(message).entity(name) is not None or any(
        is_named(each, one.get(0, "name")) for one in made(message, "entity") for each in name.split("|")
    )


def named_fields(app: Application, of: str) -> list[str]:
    """What reports and formulas may name: fields, worked out values, relations, states."""
    entity = app.entity(of)
    if entity is None:
        return []
    flow = app.flow(of)
    own = [*app.index.fields(entity.name), *app.index.computed(entity.name), *app.index.parents(entity.name)]
    return [*own, *([flow.field] if flow else []), *(period.value for period in Period)]


def unknown(message: Message) -> list[str]:
    """Checks that name things, roles, fields and states which are neither there nor made by the message."""
    finders = (unknown_entities, unknown_roles, unknown_fields, unknown_states, unknown_measures)
    return [f"{one}: {name}" for one in message.checks for find in finders for name in find(message, one)]


def unknown_entities(message: Message, one: Called) -> list[str]:
    if one.name in OF_ROLE:
        ends = [one.get(1, "of")]
    elif one.name in OF_LINK:
        ends = [one.get(0, "one"), one.get(1, "other")]
    else:
        ends = [one.get(0, "of")] if one.name in OF_ENTITY else []
    return [end for end in ends if not is_entity(message, end)]


def unknown_roles(message: Message, one: Called) -> list[str]:
    roles = [one.get(0, "who")] if one.name in OF_ROLE else []
    roles += one.arguments[3] if one.name == "limited" else []
    new = [each.get(0, "name") for each in made(message, "role")]
    return [role for role in roles if not base_of(message).role(role) and role not in new]


def unknown_fields(message: Message, one: Called) -> list[str]:
    of, name = (
        (one.get(1, "of"), one.get(2, "name"))
        if one.name == "hidden"
        else (one.get(0, "of"), one.get(1, "name"))
    )
    if one.name not in OF_FIELD or base_of(message).field(of, name):
        return []
    new = {(each.get(0, "of"), each.get(1, "name")) for each in made(message, "field")}
    return [] if (of, name) in new else [name]


def unknown_states(message: Message, one: Called) -> list[str]:
    if one.name not in OF_STATES:
        return []
    flow = base_of(message).flow(one.get(0, "of"))
    states = [state.name for state in flow.states] if flow else []
    states += [name for each in made(message, "state") for name in each.get(1, "name").split("|")]
    ends = one.arguments[1:2] if one.name == "initial" else one.arguments[1:3]
    return [end for end in ends if not any(is_named(state, end) for state in states)]


def unknown_measures(message: Message, one: Called) -> list[str]:
    app, of = base_of(message), one.get(0, "of")
    if one.name not in {"report", "no_report"} or app.entity(of) is None:
        return []
    reach = named_fields(app, of)
    reach += [path for link in app.links(of, "*") for path in named_fields(app, link.parent)]
    wanted = (one.get(1, "by"), one.get(3, "value"))
    return [name for name in wanted if not any(is_named(each, name) for each in reach)]


def nothing_to_remove(message: Message) -> list[str]:
    app = base_of(message)
    return [str(one) for one in message.checks if one.name.startswith("no_") and holds(app, one)]


def test_there_are_ten_applications_and_one_message_in_nine_is_to_be_asked_back() -> None:
    assert len(MESSAGES) == 225
    assert len({one.say for one in MESSAGES}) == len(MESSAGES)
    assert sorted({one.application for one in MESSAGES}) == APPLICATIONS
    assert sum(not one.checks for one in MESSAGES) == 25
    assert all((one.sort == "ask") is (not one.checks) for one in MESSAGES)


def test_many_sorts_of_wishes_are_there() -> None:
    sorts = Counter(one.sort for one in MESSAGES)
    assert {name for name, count in sorts.items() if count >= 15} == {
        *(
            "fields",
            "renames",
            "things",
            "computed",
            "flows",
            "permissions",
            "pages",
            "reports",
            "several",
            "ask",
        ),
    }


@pytest.mark.parametrize("application", APPLICATIONS)
def test_every_application_is_sound(application: str) -> None:
    assert [one for one in check(specification(application)) if one.level is Level.ERROR] == []


def test_every_check_is_called_as_it_is_written() -> None:
    for message in WISHES:
        for one in message.checks:
            inspect.signature(CHECKS[one.name]).bind(Application, *one.arguments, **dict(one.keywords))
            if one.name in {"may", "may_not"}:
                assert {*one.arguments[2]} <= {*Action}, message.say


def test_every_check_is_made_use_of() -> None:
    assert {one.name for message in WISHES for one in message.checks} == {*CHECKS}


def test_no_application_is_already_what_a_message_wants() -> None:
    assert [one.say for one in WISHES if all(holds(base_of(one), each) for each in one.checks)] == []


def test_checks_name_what_is_there_or_comes_with_the_message() -> None:
    assert {one.say: unknown(one) for one in WISHES if unknown(one)} == {}


def test_what_is_to_go_is_there() -> None:
    assert {one.say: nothing_to_remove(one) for one in WISHES if nothing_to_remove(one)} == {}


@pytest.mark.rotating(4)
@pytest.mark.parametrize("application", APPLICATIONS)
def test_every_message_can_be_done(application: str) -> None:
    base = specification(application)
    wishes = [one for one in WISHES if one.application == application]
    judged = {one.say: judge(one, base, by_hand(base, one.checks)) for one in wishes}
    assert {say: amiss for say, (verdict, amiss) in judged.items() if verdict is not Verdict.DONE} == {}
