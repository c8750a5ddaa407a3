"""Programs that tell or call when something happens to a row."""

from typing import Any

from sayso.bots.details import (
    BotDetails,
    Case,
    ConfigField,
    Expected,
    ExpectedNotice,
    ExpectedRequest,
    Given,
    GivenAnswer,
    RowEvent,
)
from sayso.bots.offline.events import Happening
from sayso.bots.offline.examples import NOW, Row
from sayso.bots.offline.people import address_function, entities_of, letter_lines, parent_rows, people_of
from sayso.bots.offline.program import (
    bare,
    function,
    helpers_for,
    message_of,
    reaches_of,
    tell_fields,
    tell_function,
)
from sayso.bots.offline.recipe import threshold_fields
from sayso.bots.offline.sentence import host_of
from sayso.bots.offline.wanted import input_for, rows_of, tells_per_state, wanted_function
from sayso.devloop.programs.grants import ModuleGrant
from sayso.devloop.programs.types import Draft
from sayso.phrases.writing.text import literal, module

from .reading import React


def write_react(react: React) -> Draft:
    """The bot."""
    common, happening = react.common, react.happening
    thing = happening.thing
    doc = f"{'Calls a webhook' if react.hook else 'Tells people'} when {happening.words}."
    functions = [wanted_function(happening)]
    run = function("run(ctx, input)", bare(doc), _run(react))
    if react.hook:
        functions.append(_call(react))
    told = tell_function(common)
    functions += [told] if told else []
    functions += [address_function(one, thing) for one in people_of(common.tells)]
    helpers, imports = helpers_for("\n".join([run, *functions]))
    code = module(doc, imports, [run, *functions, *helpers])
    entities = (thing.name, *entities_of(common.tells, thing))
    details = BotDetails(
        name=common.name,
        description=f"{doc} {' '.join(common.notes)}".strip()[:600],
        reaches=reaches_of(
            common,
            hosts=[host_of(react.hook)] if react.hook else (),
            modules=[ModuleGrant(slug=thing.module["slug"], entities=tuple(dict.fromkeys(entities)))],
        ),
        config=tuple(_config(react)),
        triggers=(happening.trigger,),
        cases=_cases(react),
    )
    return Draft(code, details, details.description)


def _config(react: React) -> list[ConfigField]:
    thing = react.happening.thing
    found = []
    if react.hook:
        found.append(
            ConfigField(
                name="webhook",
                label="Webhook address",
                default=react.hook,
                help="Another host has to be allowed as well.",
            )
        )
    if react.common.tells:
        found.append(
            ConfigField(
                name="message",
                label="Message",
                default=_message(react),
                help="Names in braces become values of the row.",
            )
        )
    labels = {one["name"]: one["label"] for one in thing.fields}
    found += threshold_fields(react.happening.rows.conditions, labels)
    return [*found, *tell_fields(react.common.tells)]


def _message(react: React) -> str:
    happening = react.happening
    labels = {one["name"]: one["label"].lower() for one in happening.thing.states}
    event = happening.on[0]
    reached = " or ".join(labels.get(one, one) for one in happening.to) or "elsewhere"
    what = {
        RowEvent.CREATED: "is new",
        RowEvent.CHANGED: "has changed",
        RowEvent.DELETED: "was deleted",
        RowEvent.TRANSITION: f"is {reached} now",
    }[event]
    if happening.fields:
        told = [one.words for one in happening.rows.conditions]
        what = f"counts now: {' and '.join(told)}" if told else what
    return message_of(happening.thing, what, told=happening.fields)


def _run(react: React) -> list[str]:
    common, happening = react.common, react.happening
    per_state = tells_per_state(happening)
    lines = ["row = wanted(ctx, input)"]
    nothing = '    return {"done": False}'
    if per_state:
        lines += [
            "key = f\"told {(input or {}).get('id')}\"",
            "if row is None:",
            "    ctx.state.delete(key)",
            nothing,
            "if ctx.state.get(key):",
            nothing,
        ]
    else:
        lines += ["if row is None:", nothing]
    if common.tells:
        lines.append('text = filled(ctx.config["message"], row)')
    if common.asks_first:
        question = (
            'f"Send this? {text}"'
            if common.tells
            else f"f\"Call {{ctx.config['webhook']}} for {{shown(row.get('{_title(react)}'))}}?\""
        )
        lines += [f"if not ctx.approve({question}):", nothing]
    if react.hook:
        lines.append('ctx.step("call", call, ctx, row)')
    if any(not one.of_row for one in common.tells):
        lines.append(f"tell(ctx, {literal(common.name)}, text)")
    lines += letter_lines(common.tells, literal(common.name), "text")
    if per_state:
        lines.append("ctx.state.set(key, True)")
    return [*lines, 'return {"done": True, "id": row["id"]}']


def _title(react: React) -> str:
    return react.happening.thing.title_field or "id"


def _call(react: React) -> str:
    common = react.common
    values = (
        "{" + ", ".join(f'"{name}": row.get("{name}")' for name in ("id", *react.fields)) + "}"
        if react.fields
        else "row"
    )
    body = (
        f'body = {{"event": {literal(react.happening.on[0].value)}, "entity": '
        f'{literal(react.happening.thing.name)}, "row": {values}}}'
    )
    lines = [body]
    given = ""
    if common.secret:
        secret = f"ctx.secret({literal(common.secret)})"
        value = f'"Bearer " + {secret}' if react.header.lower() == "authorization" else secret
        lines.append(f"headers = {{{literal(react.header)}: {value}}}")
        given = ", headers=headers"
    lines += [
        f'answer = httpx.post(ctx.config["webhook"], json=body{given}, timeout=20)',
        "answer.raise_for_status()",
        "return answer.status_code",
    ]
    return function("call(ctx, row)", "Send the row to the webhook.", lines)


def _cases(react: React) -> tuple[Case, ...]:
    happening, common = react.happening, react.common
    good, bad = rows_of(happening)
    found = []
    if good is not None:
        done = Expected(
            notices=tuple(_notice(one) for one in common.tells),
            requests=(ExpectedRequest(url=react.hook, body={"entity": happening.thing.name}),)
            if react.hook
            else (),
            result_contains={"done": True},
        )
        found.append(
            Case(name=f"It is done when {happening.words}"[:120], given=_given(react, good), expect=done)
        )
        if tells_per_state(happening):
            found.append(
                Case(
                    name="Nobody is told a second time while it stays so",
                    given=_given(react, good),
                    expect=Expected(no_notices=bool(common.tells), result_contains={"done": False}),
                    runs=2,
                )
            )
        if react.hook:
            found.append(
                Case(
                    name="It fails with the reason when the webhook refuses",
                    given=_given(react, good, status=500),
                    expect=Expected(fails="500"),
                )
            )
        if common.asks_first:
            given = _given(react, good).model_copy(update={"approvals": {"*": False}})
            refused = Expected(no_notices=True, result_contains={"done": False})
            found.append(Case(name="Nothing is sent that was not approved", given=given, expect=refused))
    if bad is not None and RowEvent.DELETED not in happening.on:
        expect = Expected(no_notices=True, result_contains={"done": False})
        found.append(
            Case(
                name="Nothing is done for a row that does not count", given=_given(react, bad), expect=expect
            )
        )
    if RowEvent.DELETED not in happening.on:
        gone = _given(react, good or bad or {"id": "gone"}, is_there=False)
        expect = Expected(no_notices=True, result_contains={"done": False})
        found.append(Case(name="Nothing is done for a row that is gone", given=gone, expect=expect))
    return tuple(found)


def _notice(one: Any) -> ExpectedNotice:
    return ExpectedNotice(channel=one.channel, to="somebody@example.org" if one.of_row else "")


def _given(react: React, row: Row, *, status: int = 200, is_there: bool = True) -> Given:
    happening: Happening = react.happening
    parents = parent_rows(react.common.tells, happening.thing, [row])
    slug, name = happening.thing.module["slug"], happening.thing.name
    return Given(
        input=input_for(happening, row),
        rows={slug: {name: [row] if is_there else [], **parents}},
        answers=(
            GivenAnswer(method="POST", url=react.hook.partition("?")[0], status=status, body={"ok": True}),
        )
        if react.hook
        else (),
        approvals={"*": True},
        now=NOW,
    )
